// Words and deeds against texts coded by hand in the form of the codebook.
//
//   build/release/bench/accuracy/gold [--detail] [--confusions] [--predicted DIR] [--registry FILE] GOLD_DIR
//
// GOLD_DIR holds ID.txt and ID.json; each text is read as `avow read --format codebook` would (or, with
// --predicted, DIR/ID.json is taken instead), and the two codings are compared, micro-averaged over texts:
//   statement    contents share at least half of their words (Jaccard), one to one, best first
//   +speaker     and a name of the speaker agrees (one holds all words of the other, or they share half)
//   +function    and the function too
//   speaker, function (of matched)   of the statements found, the share whose speaker, whose function is
//   right
//   --confusions prints, of the statements found, the speakers taken for another and the matrix of functions
//   event        type agrees and the triggers share a word stem (five letters), one to one, best first
//   +who         and actor and recipient agree (empty agrees with empty only)
//   obligation   kind and party agree, conducts share at least 0.3 of their words
//   finding      both ends are matched rows, and the relation agrees
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <map>
#include <set>
#include <tuple>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "avow/base/file.hpp"
#include "avow/base/limits.hpp"
#include "avow/base/strings.hpp"
#include "avow/pipeline/formats.hpp"
#include "avow/pipeline/pipeline.hpp"
#include "avow/source/reader.hpp"

namespace {

namespace fs = std::filesystem;
using namespace avow;
using Json = nlohmann::json;
using Words = std::set<std::string>;

const Words& stop_words() {
  static const Words list = {"the",  "a",    "an",    "of",    "and",  "or",  "to",  "in",  "on",
                             "at",   "for",  "by",    "with",  "from", "its", "his", "her", "their",
                             "this", "that", "these", "those", "mr",   "mrs", "ms",  "dr",  "sir"};
  return list;
}

bool word_byte(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return std::isalnum(byte) != 0 || byte >= 0x80 || c == '_' || c == '\'' || c == '-';
}

// Words in lower case; letters beyond ASCII count as letters, curly quotation marks and dashes part words.
std::vector<std::string> words_of(const std::string& text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.compare(i, 3, "\xE2\x80\x99") == 0) {
      plain += '\'';
      i += 2;
    } else if (text.compare(i, 2, "\xE2\x80") == 0) {
      plain += ' ';
      i += 2;
    } else {
      plain += text[i];
    }
  }
  std::vector<std::string> out;
  std::string word;
  for (const char c : lower_ascii(plain) + " ") {
    if (word_byte(c)) {
      word += c;
    } else if (!word.empty()) {
      out.push_back(std::exchange(word, {}));
    }
  }
  return out;
}

double jaccard(const Words& a, const Words& b) {
  if (a.empty() && b.empty()) return 0;
  Words both;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::inserter(both, both.end()));
  return static_cast<double>(both.size()) / static_cast<double>(a.size() + b.size() - both.size());
}

Words word_set(const Json& text) {
  if (!text.is_string()) return {};
  const auto list = words_of(text.get<std::string>());
  return {list.begin(), list.end()};
}

Words key_of(const std::string& name) {
  Words out;
  for (std::string word : words_of(name)) {
    if (word.ends_with("'s")) word.resize(word.size() - 2);
    if (!stop_words().contains(word) && !word.empty()) out.insert(word);
  }
  return out;
}

bool holds(const Words& a, const Words& b) {
  return std::includes(a.begin(), a.end(), b.begin(), b.end());
}

bool same_name(const Json& gold, const Json& predicted) {
  if (gold.empty() || predicted.empty()) return gold.empty() && predicted.empty();
  for (const Json& g : gold) {
    for (const Json& p : predicted) {
      const Words a = key_of(g.get<std::string>()), b = key_of(p.get<std::string>());
      if (!a.empty() && !b.empty() && (holds(a, b) || holds(b, a) || jaccard(a, b) >= 0.5)) return true;
    }
  }
  return false;
}

Words stems_of(const Json& text) {
  Words out;
  for (const std::string& word : word_set(text)) {
    if (word.size() > 2 && !stop_words().contains(word)) out.insert(word.substr(0, 5));
  }
  return out;
}

double statement_similarity(const Json& g, const Json& p) {
  return jaccard(word_set(g["content_text"]), word_set(p["content_text"]));
}

double event_similarity(const Json& g, const Json& p) {
  if (g["type"] != p["type"] || jaccard(stems_of(g["trigger_text"]), stems_of(p["trigger_text"])) == 0)
    return 0;
  return 1 + jaccard(word_set(g["trigger_text"]), word_set(p["trigger_text"])) +
         (same_name(g["actor"], p["actor"]) ? 1 : 0) + (same_name(g["recipient"], p["recipient"]) ? 1 : 0);
}

double obligation_similarity(const Json& g, const Json& p) {
  if (g["kind"] != p["kind"] || !same_name(g["party"], p["party"])) return 0;
  return jaccard(word_set(g["conduct_text"]), word_set(p["conduct_text"]));
}

using Pairs = std::vector<std::pair<std::size_t, std::size_t>>;

// One to one, the most alike first, each at least so much alike.
Pairs pair_rows(const Json& golds, const Json& predicteds, double (*similarity)(const Json&, const Json&),
                double least) {
  std::vector<std::tuple<double, std::size_t, std::size_t>> scored;
  for (std::size_t i = 0; i < golds.size(); ++i) {
    for (std::size_t j = 0; j < predicteds.size(); ++j) {
      const double value = similarity(golds[i], predicteds[j]);
      if (value >= least) scored.emplace_back(-value, i, j);
    }
  }
  std::sort(scored.begin(), scored.end());
  std::set<std::size_t> used_gold, used_predicted;
  Pairs out;
  for (const auto& [value, i, j] : scored) {
    if (used_gold.contains(i) || used_predicted.contains(j)) continue;
    used_gold.insert(i);
    used_predicted.insert(j);
    out.emplace_back(i, j);
  }
  return out;
}

struct Figure {
  std::string name;
  std::size_t hits = 0, gold = 0, predicted = 0;
};

// What statements that were found are taken for.
class Confusions {
 public:
  void add(const Json& gold, const Json& predicted) {
    ++functions_[gold["function"].get<std::string>()][predicted["function"].get<std::string>()];
    if (same_name(gold["speaker"], predicted["speaker"])) return;
    const auto first = [](const Json& names) {
      return names.empty() ? std::string("(nobody)") : names[0].get<std::string>();
    };
    speakers_.push_back(first(gold["speaker"]) + " | read: " + first(predicted["speaker"]) + " | cue: " +
                        (gold["cue_text"].is_string() ? gold["cue_text"].get<std::string>() : "-"));
  }

  void print() const {
    std::printf("speakers taken for another: %zu\n", speakers_.size());
    for (const std::string& each : speakers_) std::printf("  coded: %s\n", each.c_str());
    static const std::vector<std::string> kOrder = {
        "assertion", "accusation", "denial",       "acknowledgement", "commitment", "threat",
        "refusal",   "demand",     "condemnation", "endorsement",     "condolence", "condition"};
    std::printf("functions, coded (rows) against read (columns, in the order of the rows)\n");
    for (const std::string& coded : kOrder) {
      std::printf("  %-16s", coded.c_str());
      for (const std::string& read : kOrder) std::printf(" %3zu", at(coded, read));
      std::printf("\n");
    }
  }

 private:
  [[nodiscard]] std::size_t at(const std::string& coded, const std::string& read) const {
    const auto row = functions_.find(coded);
    if (row == functions_.end()) return 0;
    const auto cell = row->second.find(read);
    return cell == row->second.end() ? 0 : cell->second;
  }

  std::map<std::string, std::map<std::string, std::size_t>> functions_;
  std::vector<std::string> speakers_;
};

class Score {
 public:
  void add(const Json& gold, const Json& predicted, bool detail) {
    const Json &gs = gold["statements"], &ps = predicted["statements"];
    const Json &ge = gold["events"], &pe = predicted["events"];
    const Json &go = gold["obligations"], &po = predicted["obligations"];
    const Pairs st = pair_rows(gs, ps, statement_similarity, 0.5);
    const Pairs ev = pair_rows(ge, pe, event_similarity, 1.0);
    const Pairs ob = pair_rows(go, po, obligation_similarity, 0.3);
    const auto speaker = [&](const auto& p) {
      return same_name(gs[p.first]["speaker"], ps[p.second]["speaker"]);
    };
    const auto function = [&](const auto& p) {
      return speaker(p) && gs[p.first]["function"] == ps[p.second]["function"];
    };
    const auto who = [&](const auto& p) {
      return same_name(ge[p.first]["actor"], pe[p.second]["actor"]) &&
             same_name(ge[p.first]["recipient"], pe[p.second]["recipient"]);
    };
    const auto factuality = [&](const auto& p) {
      return ge[p.first]["factuality"] == pe[p.second]["factuality"];
    };
    const auto polarity = [&](const auto& p) { return go[p.first]["polarity"] == po[p.second]["polarity"]; };
    count("statement", st.size(), gs.size(), ps.size());
    count("statement+speaker", std::count_if(st.begin(), st.end(), speaker), gs.size(), ps.size());
    count("statement+speaker+function", std::count_if(st.begin(), st.end(), function), gs.size(), ps.size());
    const auto same_function = [&](const auto& p) {
      return gs[p.first]["function"] == ps[p.second]["function"];
    };
    count("speaker (of matched)", std::count_if(st.begin(), st.end(), speaker), st.size(), st.size());
    count("function (of matched)", std::count_if(st.begin(), st.end(), same_function), st.size(), st.size());
    for (const auto& [i, j] : st) confusions_.add(gs[i], ps[j]);
    count("event", ev.size(), ge.size(), pe.size());
    count("event+who", std::count_if(ev.begin(), ev.end(), who), ge.size(), pe.size());
    count("factuality (of matched)", std::count_if(ev.begin(), ev.end(), factuality), ev.size(), ev.size());
    count("obligation", ob.size(), go.size(), po.size());
    count("polarity (of matched)", std::count_if(ob.begin(), ob.end(), polarity), ob.size(), ob.size());
    add_findings(gold, predicted, st, ev, ob);
    if (!detail) return;
    print_missed("statement", gs, ps, st, "content_text");
    print_missed("event", ge, pe, ev, "trigger_text");
    print_missed("obligation", go, po, ob, "conduct_text");
  }

  void print_confusions() const { confusions_.print(); }

  void print() const {
    for (const Figure& each : figures_) {
      const auto share = [&](std::size_t of) {
        return of == 0 ? 0.0 : static_cast<double>(each.hits) / static_cast<double>(of);
      };
      const double p = share(each.predicted), r = share(each.gold);
      std::printf("%-28s P %5.1f  R %5.1f  F1 %5.1f   gold %4zu  predicted %4zu\n", each.name.c_str(),
                  100 * p, 100 * r, p + r == 0 ? 0.0 : 200 * p * r / (p + r), each.gold, each.predicted);
    }
  }

 private:
  void count(const std::string& name, auto hits, std::size_t gold, std::size_t predicted) {
    auto found =
        std::find_if(figures_.begin(), figures_.end(), [&](const Figure& each) { return each.name == name; });
    if (found == figures_.end()) found = figures_.insert(figures_.end(), Figure{name});
    found->hits += static_cast<std::size_t>(hits);
    found->gold += gold;
    found->predicted += predicted;
  }

  void add_findings(const Json& gold, const Json& predicted, const Pairs& st, const Pairs& ev,
                    const Pairs& ob) {
    std::map<std::string, std::string> same;  // id of a predicted row -> id of its gold row
    const auto match = [&](const char* rows, const Pairs& pairs) {
      for (const auto& [i, j] : pairs)
        same[predicted[rows][j]["id"].get<std::string>()] = gold[rows][i]["id"].get<std::string>();
    };
    match("statements", st);
    match("events", ev);
    match("obligations", ob);
    using Meeting = std::tuple<std::string, std::string, std::string>;
    const auto text = [](const Json& value) { return value.get<std::string>(); };
    std::set<Meeting> want, got;
    for (const Json& each : gold["findings"]) {
      want.emplace(text(each["word"]), text(each["deed"]), text(each["relation"]));
    }
    for (const Json& each : predicted["findings"]) {
      got.emplace(same[text(each["word"])], same[text(each["deed"])], text(each["relation"]));
    }
    const auto hits =
        std::count_if(got.begin(), got.end(), [&](const auto& each) { return want.contains(each); });
    count("finding", hits, want.size(), predicted["findings"].size());
  }

  static void print_missed(const char* label, const Json& golds, const Json& predicteds, const Pairs& pairs,
                           const char* field) {
    std::set<std::size_t> hit_gold, hit_predicted;
    for (const auto& [i, j] : pairs) hit_gold.insert(i), hit_predicted.insert(j);
    for (std::size_t i = 0; i < golds.size(); ++i) {
      if (!hit_gold.contains(i))
        std::printf("  missed %s %s: %s\n", label, golds[i]["id"].get<std::string>().c_str(),
                    golds[i][field].get<std::string>().c_str());
    }
    for (std::size_t j = 0; j < predicteds.size(); ++j) {
      if (!hit_predicted.contains(j))
        std::printf("  extra  %s %s: %s\n", label, predicteds[j]["id"].get<std::string>().c_str(),
                    predicteds[j][field].get<std::string>().c_str());
    }
  }

  std::vector<Figure> figures_;
  Confusions confusions_;
};

Json read_json(const fs::path& path) {
  const auto bytes = system_files().read(path, kMaxDocumentSizeBytes);
  return bytes.ok() ? Json::parse(*bytes, nullptr, false) : Json();
}

Json code(const pipeline::Pipeline& made, const fs::path& text) {
  auto document = source::read_file(text, {});
  if (!document) return Json();
  made.annotate(*document);
  return Json::parse(pipeline::to_codebook(*document, text.stem().string()));
}

int run(const std::string& gold_folder, const std::string& predicted_folder,
        const std::vector<std::string>& registry, bool detail, bool confusions) {
  const auto folder = find_data_folder("");
  if (!folder) return std::printf("%s\n", folder.error().to_string().c_str()), 1;
  pipeline::Options options;
  options.data_folder = *folder;
  options.registry_files.assign(registry.begin(), registry.end());
  const auto made = pipeline::Pipeline::make(options);
  if (!made) return std::printf("%s\n", made.error().to_string().c_str()), 1;
  std::vector<fs::path> files;
  std::error_code failure;
  for (const auto& entry : fs::directory_iterator(gold_folder, failure)) {
    if (entry.path().extension() == ".json") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  Score score;
  std::size_t coded = 0;
  for (const fs::path& file : files) {
    const Json gold = read_json(file);
    if (!gold.is_object() || !gold.contains("statements")) continue;
    Json predicted = predicted_folder.empty() ? code(*made, fs::path(file).replace_extension(".txt"))
                                              : read_json(fs::path(predicted_folder) / file.filename());
    if (!predicted.is_object()) {
      predicted = {{"statements", Json::array()},
                   {"events", Json::array()},
                   {"obligations", Json::array()},
                   {"findings", Json::array()}};
    }
    if (detail) std::printf("%s\n", file.stem().c_str());
    score.add(gold, predicted, detail);
    ++coded;
  }
  if (coded == 0) return std::printf("%s holds no coded text\n", gold_folder.c_str()), 1;
  std::printf("%zu coded texts\n", coded);
  score.print();
  if (confusions) score.print_confusions();
  return 0;
}

}  // namespace

int main(int count, char** values) {
  CLI::App app{"Scores avow's reading against texts coded by hand"};
  std::string gold, predicted;
  std::vector<std::string> registry;
  bool detail = false;
  bool confusions = false;
  app.add_option("GOLD_DIR", gold, "folder of ID.txt and ID.json")->required();
  app.add_option("--predicted", predicted, "score this folder's ID.json instead of reading the texts");
  app.add_option("--registry", registry, "registry files of your own")->allow_extra_args(false);
  app.add_flag("--detail", detail, "print what was missed and what was extra");
  app.add_flag("--confusions", confusions, "print the speakers and functions taken for another");
  CLI11_PARSE(app, count, values);
  return run(gold, predicted, registry, detail, confusions);
}
