// Measures the PLOVER view on sentences that each illustrate one event: the examples of the CAMEO manual
// (code, and where source, event and target stand) and PLOVER's gold records (event, codes of source and
// target).
//
//   records FILE [--errors]
//
// FILE: JSON objects, one a line or in one list, with text and either `code` (CAMEO) with `source` and
// `target` spans [[begin, end, words]] in code points, or `event` (PLOVER) with `source` and `target` [{code,
// sector}]. An illustration says nothing of what else its sentence tells, so only what is found is counted,
// no extra row. The records' older names of PLOVER types are read as today's (DEMAND is REQUEST, DISAPPROVE
// is ACCUSE, FIGHT is ASSAULT).
#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "corpus.hpp"
#include "events/plover_view.hpp"

namespace {

using namespace avow;
using nlohmann::json;

struct Figures {
  int records = 0, exact = 0, root = 0, parties = 0;
};

// Words of the span stand within one of the marked stretches, or the reverse; where none is marked, none is
// asked for.
bool marked(const Document& document, Span span, ActorIndex actor, const json& wanted) {
  if (!wanted.is_array() || wanted.empty()) return true;
  std::string told{document.text_of(span)};
  if (told.empty() && actor != kNone) told = document.actors[actor].name;
  if (told.empty()) return false;
  return std::any_of(wanted.begin(), wanted.end(), [&](const json& stretch) {
    const std::string words = stretch.at(2);
    return words.find(told) != std::string::npos || told.find(words) != std::string::npos;
  });
}

// The code begins with the country or group and, where one is told, ends with the sector.
bool coded(const std::string& code, const json& wanted) {
  if (!wanted.is_array() || wanted.empty()) return true;
  return std::any_of(wanted.begin(), wanted.end(), [&](const json& party) {
    const std::string first = party.value("code", ""), sector = party.value("sector", "");
    return !code.empty() && code.starts_with(first) &&
           (sector.empty() || code == first || code.find(sector) != std::string::npos);
  });
}

std::string type_today(const std::string& type) {
  if (type == "DEMAND") return "REQUEST";
  if (type == "DISAPPROVE") return "ACCUSE";
  return type == "FIGHT" ? "ASSAULT" : type;
}

// Of CAMEO: the code, its first two digits, and with these the parties.
void of_cameo(const Document& document, const std::vector<events::PloverRow>& rows, const json& record,
              Figures& figures) {
  const std::string code = record["code"];
  bool exact = false, root = false, parties = false;
  for (const events::PloverRow& row : rows) {
    exact = exact || row.cameo == code;
    if (row.cameo.substr(0, 2) != code.substr(0, 2)) continue;
    root = true;
    parties = parties || (marked(document, row.actor_span, row.actor, record["source"]) &&
                          marked(document, row.recipient_span, row.recipient, record["target"]));
  }
  figures.exact += exact;
  figures.root += root;
  figures.parties += parties;
}

void of_plover(const std::vector<events::PloverRow>& rows, const json& record, Figures& figures) {
  const std::string type = type_today(record["event"]);
  bool root = false, parties = false;
  for (const events::PloverRow& row : rows) {
    if (to_string(row.type) != type) continue;
    root = true;
    parties = parties || (coded(row.actor_code, record.value("source", json())) &&
                          coded(row.recipient_code, record.value("target", json())));
  }
  figures.root += root;
  figures.parties += parties;
}

void print_rows(const Document& document, const std::vector<events::PloverRow>& rows, const json& record) {
  std::printf("%s %s: %s\n", record["id"].get<std::string>().c_str(),
              record.at(record.contains("code") ? "code" : "event").get<std::string>().c_str(),
              document.text.c_str());
  for (const events::PloverRow& row : rows) {
    std::printf("    %s %s  %s > %s\n", std::string(to_string(row.type)).c_str(), row.cameo.c_str(),
                row.actor_code.c_str(), row.recipient_code.c_str());
  }
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"One event a sentence: CAMEO codes or PLOVER types"};
  std::string path, data;
  bool errors = false;
  app.add_option("file", path)->required();
  app.add_option("--data", data);
  app.add_flag("--errors", errors);
  CLI11_PARSE(app, argc, argv);
  auto corpus = bench::Corpus::open(path, data);
  if (!corpus) return 1;
  auto view = events::PloverView::load(corpus->data_folder);
  if (!view) {
    std::fprintf(stderr, "%s\n", view.error().to_string().c_str());
    return 1;
  }
  Figures cameo, plover;
  for (const json& record : corpus->lines) {
    Document document;
    document.text = record["text"];
    document.published = Date::parse(record.value("date", ""));
    corpus->made.annotate(document);
    const auto rows = view->rows(document);
    Figures& figures = record.contains("code") ? cameo : plover;
    const int before = figures.root;
    ++figures.records;
    if (&figures == &cameo) {
      of_cameo(document, rows, record, figures);
    } else {
      of_plover(rows, record, figures);
    }
    if (errors && figures.root == before) print_rows(document, rows, record);
  }
  if (cameo.records > 0) {
    std::printf("CAMEO: %d records: the exact code in %d, the root in %d, with both parties in %d\n",
                cameo.records, cameo.exact, cameo.root, cameo.parties);
  }
  if (plover.records > 0) {
    std::printf("PLOVER: %d records: a row of the type in %d, with the codes of both parties in %d\n",
                plover.records, plover.root, plover.parties);
  }
  return 0;
}
