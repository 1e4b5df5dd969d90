// Does a coded statement's source end in the right name? For every statement of a folder of coded texts whose
// cue has a source in the text, the source's head is found from the cue by the tree, and the name its chain
// bears is held against the coded speaker. Given the right statement, what is measured is who-is-who alone.
//
//   speakers [--errors] GOLD_DIR       (ID.txt and ID.json as gold/CODEBOOK.md)
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <set>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "avow/base/file.hpp"
#include "avow/base/limits.hpp"
#include "avow/base/strings.hpp"
#include "avow/document/tree.hpp"
#include "avow/pipeline/pipeline.hpp"
#include "names/actors_lookup.hpp"

namespace {

using namespace avow;

bool in_word(unsigned char c) {
  return std::isalnum(c) != 0 || c == '_' || c == '-' || c == '\'' || c >= 0x80;
}

// The words of a name that count, as gold/score.py compares them.
std::set<std::string> key_of(std::string_view name) {
  static const std::set<std::string> kStop = {"the",   "a",   "an",  "of",    "and",  "or",   "to",
                                              "in",    "on",  "at",  "for",   "by",   "with", "from",
                                              "his",   "her", "its", "their", "this", "that", "these",
                                              "those", "mr",  "mrs", "ms",    "dr",   "sir"};
  std::set<std::string> out;
  std::string word;
  const std::string lower = lower_ascii(name) + " ";
  for (const char c : lower) {
    if (in_word(static_cast<unsigned char>(c))) {
      word += c;
      continue;
    }
    for (const std::string_view tail : {"'s", "\xE2\x80\x99s"}) {
      if (word.ends_with(tail)) word.resize(word.size() - tail.size());
    }
    if (!word.empty() && !kStop.contains(word)) out.insert(word);
    word.clear();
  }
  return out;
}

bool same_name(const std::vector<std::string>& golden, const std::vector<std::string>& found) {
  for (const std::string& g : golden) {
    for (const std::string& f : found) {
      const auto a = key_of(g);
      const auto b = key_of(f);
      if (a.empty() || b.empty()) continue;
      std::size_t common = 0;
      for (const std::string& word : a) common += b.count(word);
      const std::size_t all = a.size() + b.size() - common;
      if (common == a.size() || common == b.size() || 2 * common >= all) return true;
    }
  }
  return false;
}

// Where the cue stands: the occurrence nearest to the content.
std::optional<Span> find_cue(std::string_view text, const std::string& cue, const std::string& content) {
  const std::size_t at = text.find(content);
  if (at == std::string_view::npos || cue.empty()) return std::nullopt;
  std::optional<Span> best;
  std::size_t best_distance = 0;
  for (std::size_t i = text.find(cue); i != std::string_view::npos; i = text.find(cue, i + 1)) {
    const std::size_t distance = i < at ? at - i : i > at + content.size() ? i - at - content.size() : 0;
    if (best && distance >= best_distance) continue;
    best = Span{static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(i + cue.size())};
    best_distance = distance;
  }
  return best_distance > 400 ? std::nullopt : best;
}

// The source of a cue: its subject, its agent, or what "according to" governs.
TokenIndex source_of(const Document& document, const Tree& tree, Span cue) {
  const TokenRange range = document.tokens_in(cue);
  for (TokenIndex i = range.first; i < range.last; ++i) {
    const Token& token = document.tokens[i];
    if (token.upos == Upos::VERB || token.upos == Upos::AUX || token.upos == Upos::ADJ) {
      TokenIndex verb = i;
      for (int steps = 0; verb != kNone && steps < 4; ++steps) {
        const TokenIndex subject = tree.child(verb, {Deprel::nsubj, Deprel::nsubj_outer});
        if (subject != kNone) return subject;
        if (const TokenIndex agent = tree.child(verb, {Deprel::obl_agent}); agent != kNone) return agent;
        const Deprel base = base_relation(document.tokens[verb].deprel);
        if (document.tokens[verb].deprel == Deprel::acl) return document.tokens[verb].head;
        if (base != Deprel::conj && base != Deprel::xcomp && base != Deprel::advcl && base != Deprel::aux &&
            base != Deprel::cop)
          break;
        verb = document.tokens[verb].head;
      }
    }
    if (document.text_of(i) == "according" || document.text_of(i) == "According") {
      if (token.head != kNone) return token.head;
    }
  }
  return kNone;
}

std::vector<std::string> names_of(const Document& document, TokenIndex source) {
  std::vector<std::string> names;
  const ActorIndex index = names::coordinated_actor(document, source);
  if (index == kNone) return names;
  const auto add = [&](const Actor& actor) {
    names.push_back(actor.name);
    names.insert(names.end(), actor.aliases.begin(), actor.aliases.end());
  };
  add(document.actors[index]);
  for (const ActorIndex member : document.actors[index].members) add(document.actors[member]);
  return names;
}

struct Counts {
  int right = 0;
  int all = 0;
};

struct Totals {
  Counts name, description, pronoun;
  int without_source = 0;
};

void measure_text(const Document& document, const nlohmann::json& coded, const std::string& id, bool errors,
                  Totals& totals) {
  const Tree tree{document};
  for (const auto& statement : coded["statements"]) {
    const auto golden = statement["speaker"].get<std::vector<std::string>>();
    if (golden.empty() || statement["cue_text"].is_null()) continue;
    const auto cue = find_cue(document.text, statement["cue_text"], statement["content_text"]);
    const TokenIndex source = cue ? source_of(document, tree, *cue) : kNone;
    const Mention* mention = source == kNone ? nullptr : document.mention_of(source);
    if (mention == nullptr) {
      ++totals.without_source;
      continue;
    }
    Counts& counts = mention->kind == MentionKind::name      ? totals.name
                     : mention->kind == MentionKind::pronoun ? totals.pronoun
                                                             : totals.description;
    const auto found = names_of(document, source);
    const bool right = same_name(golden, found);
    ++counts.all;
    counts.right += right ? 1 : 0;
    if (right || !errors) continue;
    std::printf("%s: \"%s\" read as %s, coded %s (rule %s)\n", id.c_str(),
                std::string(document.text_of(mention->span)).c_str(),
                found.empty() ? "-" : found.front().c_str(), golden.front().c_str(), mention->rule.c_str());
  }
}

void print(const char* name, const Counts& counts) {
  std::printf("%-26s %3d of %3d  %5.1f\n", name, counts.right, counts.all,
              counts.all == 0 ? 0.0 : 100.0 * counts.right / counts.all);
}

Result<void> run(const std::filesystem::path& folder, bool errors) {
  const auto data = find_data_folder(std::string(AVOW_SOURCE_DIR) + "/data");
  if (!data) return data.error();
  const auto pipeline = pipeline::Pipeline::make({.data_folder = *data, .until = Layer::mentions});
  if (!pipeline) return pipeline.error();
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".json") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  Totals totals;
  for (auto path : files) {
    const auto coded = system_files().read(path, kMaxDocumentSizeBytes);
    if (!coded) return coded.error();
    const auto json = nlohmann::json::parse(*coded, nullptr, false);
    if (json.is_discarded()) return Error{ErrorCode::read_failed, "not a coded text", path.string()};
    auto text = system_files().read(path.replace_extension(".txt"), kMaxDocumentSizeBytes);
    if (!text) return text.error();
    Document document;
    document.text = std::move(*text);
    if (json.contains("published") && json["published"].is_string())
      document.published = Date::parse(json["published"].get<std::string>());
    pipeline->annotate(document);
    measure_text(document, json, path.stem().string(), errors, totals);
  }
  print("names", totals.name);
  print("descriptions", totals.description);
  print("pronouns", totals.pronoun);
  print("pronouns and descriptions",
        {totals.description.right + totals.pronoun.right, totals.description.all + totals.pronoun.all});
  print("all", {totals.name.right + totals.description.right + totals.pronoun.right,
                totals.name.all + totals.description.all + totals.pronoun.all});
  std::printf("%d statements whose cue has no source in reach of the tree\n", totals.without_source);
  return {};
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Who-is-who against coded statements: is the source's name right, given the statement?"};
  std::string folder;
  bool errors = false;
  app.add_option("folder", folder, "coded texts: ID.txt and ID.json")->required();
  app.add_flag("--errors", errors, "list what is wrong");
  CLI11_PARSE(app, argc, argv);
  const auto done = run(folder, errors);
  if (done) return 0;
  std::fprintf(stderr, "%s\n", done.error().to_string().c_str());
  return 1;
}
