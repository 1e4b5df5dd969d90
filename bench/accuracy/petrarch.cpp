// Measures the PLOVER view on sentences with expected CAMEO events (source, target, code), from raw text.
//
//   petrarch FILE.jsonl [--source PETR2_GSR] [--all] [--errors]
//
// FILE: one JSON object a line with id, text, date (YYYYMMDD), source and events [{source, target, code}];
// lines of other sources, and those that expect an error, are left out. So are those that are not "plain"
// English and those without an expected event, unless --all: the figures others report of PETR2_GSR are of
// the 62 plain sentences with the 75 events; the rows told for sentences without events are counted apart. A
// triple counts when source, target and code are the same; "exact root" when the parties and the first two
// digits are. A party without a code reads "---".
#include <cstdio>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include <CLI/CLI.hpp>

#include "corpus.hpp"
#include "events/cameo_view.hpp"

namespace {

using namespace avow;
using Triple = std::tuple<std::string, std::string, std::string>;

std::vector<Triple> predicted(const Document& document, const events::CameoView& view) {
  std::vector<Triple> out;
  for (const events::CameoTriple& row : view.triples(document))
    out.emplace_back(row.source, row.target, row.code);
  return out;
}

struct Figures {
  int gold = 0, found = 0, root = 0, predicted = 0, sentences = 0;
};

void compare(const nlohmann::json& line, const std::vector<Triple>& rows, bool errors, Figures& figures) {
  std::multiset<Triple> open(rows.begin(), rows.end());
  std::vector<Triple> missed;
  ++figures.sentences;
  figures.predicted += static_cast<int>(rows.size());
  for (const auto& event : line["events"]) {
    const Triple wanted{event["source"], event["target"], event["code"]};
    ++figures.gold;
    if (const auto at = open.find(wanted); at != open.end()) {
      open.erase(at);
      ++figures.found;
    } else {
      missed.push_back(wanted);
    }
  }
  for (const auto& [source, target, code] : missed) {
    for (const auto& row : open) {
      if (std::get<0>(row) == source && std::get<1>(row) == target &&
          std::get<2>(row).substr(0, 2) == code.substr(0, 2)) {
        ++figures.root;
        break;
      }
    }
  }
  if (!errors || (missed.empty() && open.empty())) return;
  std::printf("%s %s\n", line["id"].get<std::string>().c_str(), line["text"].get<std::string>().c_str());
  for (const auto& [s, t, c] : missed) std::printf("  missed %s %s %s\n", s.c_str(), t.c_str(), c.c_str());
  for (const auto& [s, t, c] : open) std::printf("  extra  %s %s %s\n", s.c_str(), t.c_str(), c.c_str());
}

std::optional<Date> date_of(const std::string& text) {
  if (text.size() != 8) return std::nullopt;
  return Date::parse(text.substr(0, 4) + "-" + text.substr(4, 2) + "-" + text.substr(6, 2));
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Exact CAMEO triples from raw text"};
  std::string path, source = "PETR2_GSR", data;
  bool errors = false, all = false;
  app.add_option("file", path)->required();
  app.add_option("--source", source);
  app.add_option("--data", data);
  app.add_flag("--errors", errors);
  app.add_flag("--all", all);
  CLI11_PARSE(app, argc, argv);
  auto corpus = bench::Corpus::open(path, data);
  if (!corpus) return 1;
  auto view = events::CameoView::load(corpus->data_folder);
  if (!view) {
    std::fprintf(stderr, "%s\n", view.error().to_string().c_str());
    return 1;
  }
  Figures figures, eventless;
  for (const nlohmann::json& line : corpus->lines) {
    if (line.value("source", "").find(source) == std::string::npos || line.value("evaluate", "") == "false")
      continue;
    if (line.value("expected_error", false) || (!all && !line.value("plain", true))) continue;
    Document document;
    document.text = line["text"];
    document.published = date_of(line.value("date", ""));
    corpus->made.annotate(document);
    const bool none = line["events"].empty();
    compare(line, predicted(document, *view), errors, none && !all ? eventless : figures);
  }
  std::printf("%s: %d sentences, %d of %d triples exact, %d more with the root right, %d extra\n",
              source.c_str(), figures.sentences, figures.found, figures.gold, figures.root,
              figures.predicted - figures.found);
  if (eventless.sentences > 0) {
    std::printf("besides, %d sentences that expect no event: %d triples\n", eventless.sentences,
                eventless.predicted);
  }
  return 0;
}
