// Measures whether documents that tell one act meet in one incident, and others do not, on ECB+.
//
//   clusters FOLDER [--data DIR] [--topics N]
//
// FOLDER holds a folder a topic (ecbplus/1/1_10ecb.xml ...). Of the documents of a topic, those named
// ...ecb.xml are about one act and those named ...ecbplus.xml about another of its kind: two sub-topics. Two
// documents meet when they share an incident. The baselines let them meet when they share the lemma of a
// trigger: of avow's own events, or of the annotated ones. Pairs are judged within topics, and over all
// documents.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "avow/base/file.hpp"
#include "avow/base/limits.hpp"
#include "avow/base/strings.hpp"
#include "avow/pipeline/pipeline.hpp"
#include "avow/source/reader.hpp"
#include "ledger/incidents.hpp"

namespace {

using namespace avow;
namespace fs = std::filesystem;

struct Text {
  std::string topic, subtopic;
  Document document;
  std::set<std::string> own_lemmas, gold_lemmas;
  std::set<std::size_t> incidents;
  std::map<int, Span> tokens;              // of the file: id -> where it stands
  std::vector<std::vector<int>> triggers;  // annotated: ids of tokens
};

// The value of an attribute in a tag.
std::string attribute(std::string_view tag, std::string_view name) {
  const std::string begin = std::string{name} + "=\"";
  const std::size_t at = tag.find(begin);
  if (at == std::string_view::npos) return {};
  const std::size_t first = at + begin.size();
  return std::string{tag.substr(first, tag.find('"', first) - first)};
}

std::string plain(std::string word) {
  for (const auto& [from, to] : {std::pair{"&amp;", "&"},
                                 {"&quot;", "\""},
                                 {"&lt;", "<"},
                                 {"&gt;", ">"},
                                 {"&apos;", "'"},
                                 {"``", "\""},
                                 {"''", "\""}}) {
    for (std::size_t at = word.find(from); at != std::string::npos; at = word.find(from, at + 1)) {
      word.replace(at, std::string_view{from}.size(), to);
    }
  }
  return word;
}

bool closes(const std::string& word) {
  static const std::set<std::string> kClosing = {".", ",", ";", ":", "?", "!", ")", "'s", "'", "n't", "%"};
  return kClosing.contains(word);
}

// Tokens joined to a text, a line a sentence.
Text read_ecb(std::string_view bytes) {
  Text out;
  std::string& text = out.document.text;
  std::string sentence = "0";
  for (std::size_t at = bytes.find("<token "); at != std::string_view::npos;
       at = bytes.find("<token ", at + 1)) {
    const std::size_t end = bytes.find('>', at);
    const std::string_view tag = bytes.substr(at, end - at);
    const std::string word = plain(std::string{bytes.substr(end + 1, bytes.find("</token>", end) - end - 1)});
    const std::string number = attribute(tag, "sentence");
    if (number != sentence)
      text += "\n";
    else if (!text.empty() && !closes(word))
      text += " ";
    sentence = number;
    const auto first = static_cast<std::uint32_t>(text.size());
    text += word;
    out.tokens[std::stoi(attribute(tag, "t_id"))] = {first, static_cast<std::uint32_t>(text.size())};
  }
  for (std::size_t at = bytes.find("ACTION_"); at != std::string_view::npos;
       at = bytes.find("ACTION_", at + 1)) {
    const std::size_t end = bytes.find("</", at);
    const std::string_view element = bytes.substr(at, end - at);
    std::vector<int> anchors;
    for (std::size_t anchor = element.find("<token_anchor"); anchor != std::string_view::npos;
         anchor = element.find("<token_anchor", anchor + 1)) {
      anchors.push_back(std::stoi(attribute(element.substr(anchor), "t_id")));
    }
    if (!anchors.empty()) out.triggers.push_back(anchors);
  }
  return out;
}

void set_lemmas(Text& text) {
  const Document& document = text.document;
  for (const Event& event : document.events) {
    if (event.trigger_head != kNone) {
      text.own_lemmas.insert(document.tokens[static_cast<std::size_t>(event.trigger_head)].lemma);
    }
  }
  std::map<std::uint32_t, std::string> lemma_at;
  for (const Token& token : document.tokens) lemma_at[token.span.begin] = token.lemma;
  for (const auto& ids : text.triggers) {
    std::string lemma;
    for (const int id : ids) lemma += lemma_at[text.tokens[id].begin] + " ";
    text.gold_lemmas.insert(lemma);
  }
}

std::vector<Text> read_folder(const fs::path& folder, const pipeline::Pipeline& pipeline, int topics) {
  std::vector<fs::path> paths;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.path().extension() != ".xml") continue;
    if (topics == 0 || std::stoi(entry.path().parent_path().filename().string()) <= topics)
      paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  std::vector<Text> texts;
  for (const fs::path& path : paths) {
    const auto bytes = system_files().read(path, kMaxDocumentSizeBytes);
    if (!bytes) continue;
    Text text = read_ecb(*bytes);
    text.topic = path.parent_path().filename().string();
    text.subtopic = text.topic + (path.stem().string().ends_with("plus") ? "+" : "");
    auto document = source::read_text(text.document.text, path.string());
    if (!document) continue;
    text.document = std::move(*document);
    pipeline.annotate(text.document);
    set_lemmas(text);
    texts.push_back(std::move(text));
  }
  return texts;
}

void find_incidents(std::vector<Text>& texts) {
  std::vector<ledger::ActReport> reports;
  std::vector<std::size_t> owners;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    for (ledger::ActReport& report : ledger::parts_of(texts[i].document).reports) {
      reports.push_back(std::move(report));
      owners.push_back(i);
    }
  }
  std::vector<const ledger::ActReport*> pointers;
  for (const ledger::ActReport& each : reports) pointers.push_back(&each);
  const auto clusters = ledger::cluster(pointers, {});
  std::size_t shared = 0;
  for (std::size_t i = 0; i < clusters.size(); ++i) {
    shared += clusters[i].reports.size() > 1 ? 1 : 0;
    for (const std::size_t report : clusters[i].reports) texts[owners[report]].incidents.insert(i);
  }
  std::printf("%zu documents, %zu reports, %zu incidents, %zu of several documents\n", texts.size(),
              reports.size(), clusters.size(), shared);
}

template <typename Set>
bool share(const Set& a, const Set& b) {
  return std::any_of(a.begin(), a.end(), [&](const auto& each) { return b.contains(each); });
}

template <typename Meet>
void score(const char* what, const std::vector<Text>& texts, bool within_topics, const Meet& meet) {
  double hits = 0, found = 0, wanted = 0;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (within_topics && texts[i].topic != texts[j].topic) continue;
      const bool one = texts[i].subtopic == texts[j].subtopic, met = meet(texts[i], texts[j]);
      wanted += one ? 1 : 0;
      found += met ? 1 : 0;
      hits += one && met ? 1 : 0;
    }
  }
  const double precision = found > 0 ? hits / found : 0, recall = wanted > 0 ? hits / wanted : 0;
  const double f1 = precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0;
  std::printf("  %-34s P %.3f  R %.3f  F1 %.3f\n", what, precision, recall, f1);
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Whether documents that tell one act meet in one incident"};
  std::string folder, data;
  int topics = 0;
  app.add_option("folder", folder)->required();
  app.add_option("--data", data);
  app.add_option("--topics", topics, "the first so many only");
  CLI11_PARSE(app, argc, argv);
  const auto data_folder = find_data_folder(data);
  pipeline::Options options;
  if (data_folder) options.data_folder = *data_folder;
  options.until = Layer::obligations;
  const auto made = pipeline::Pipeline::make(options);
  if (!data_folder || !made) {
    std::fprintf(stderr, "%s\n", (data_folder ? made.error() : data_folder.error()).to_string().c_str());
    return 1;
  }
  std::vector<Text> texts = read_folder(folder, *made, topics);
  find_incidents(texts);
  for (const bool within_topics : {true, false}) {
    std::printf("%s\n", within_topics ? "pairs within topics" : "all pairs");
    score("incidents", texts, within_topics,
          [](const Text& a, const Text& b) { return share(a.incidents, b.incidents); });
    score("same lemma, avow's own triggers", texts, within_topics,
          [](const Text& a, const Text& b) { return share(a.own_lemmas, b.own_lemmas); });
    score("same lemma, annotated triggers", texts, within_topics,
          [](const Text& a, const Text& b) { return share(a.gold_lemmas, b.gold_lemmas); });
  }
  return 0;
}
