// csv: a file for each table, and the data dictionary (data/export/csv.tsv), as text and as a Frictionless
// Data Package.
#include <algorithm>
#include <array>
#include <cstdio>

#include "avow/ledger/store.hpp"
#include "pipeline/export/json_shapes.hpp"
#include "pipeline/formats/names.hpp"

namespace avow::pipeline {
namespace {

struct Column {
  std::string name, type, means;
};
using Tables = std::vector<std::pair<std::string, std::vector<Column>>>;  // in order

Result<Tables> load_tables(const std::filesystem::path& data_folder) {
  const auto table = Table::load(data_folder / "export/csv.tsv", {"table", "column", "type", "means"});
  if (!table) return table.error();
  Tables out;
  for (const TableRow& row : table->rows()) {
    if (out.empty() || out.back().first != row["table"])
      out.emplace_back(row["table"], std::vector<Column>{});
    out.back().second.push_back(
        {std::string{row["column"]}, std::string{row["type"]}, std::string{row["means"]}});
  }
  return out;
}

std::string number_text(float value) {
  std::array<char, 32> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%.3f", static_cast<double>(value));
  return buffer.data();
}

std::string yes_no(bool value) {
  return value ? "true" : "false";
}

template <typename Row>
const Row* row_of(const std::vector<Row>& rows, std::string_view id) {
  const auto found = std::find_if(rows.begin(), rows.end(), [&](const Row& row) { return row.id == id; });
  return found == rows.end() ? nullptr : &*found;
}

template <typename Rows>
std::string id_of(const Document& document, const Rows& rows, Index index) {
  return index == kNone ? std::string{} : ledger_id(document, rows[index].id);
}

void add_statement(const Document& document, const Statement& row, CellMap& cells) {
  std::string words;
  for (const Span span : row.content)
    words += (words.empty() ? "" : " ") + std::string{document.text_of(span)};
  const Span place = row.cue.empty() ? (row.content.empty() ? Span{} : row.content.front()) : row.cue.front();
  cells["text"] = words;
  cells["sentence"] = sentence_text(document, place);
  cells["within"] = id_of(document, document.statements, row.within);
  cells["rule"] = row.rule;
  cells["confidence"] = number_text(row.confidence);
}

void add_event(const Document& document, const Event& row, CellMap& cells) {
  cells["text"] = document.text_of(row.trigger);
  cells["sentence"] = sentence_text(document, row.trigger);
  cells["according_to"] = id_of(document, document.statements, row.according_to);
  cells["rule"] = row.rule;
  cells["confidence"] = number_text(row.confidence);
}

void add_obligation(const Document& document, const Obligation& row, CellMap& cells) {
  cells["text"] = document.text_of(row.conduct);
  cells["sentence"] = sentence_text(document, row.conduct);
  cells["statement"] = id_of(document, document.statements, row.statement);
  cells["rule"] = row.rule;
  cells["confidence"] = number_text(row.confidence);
}

void add_finding(const Document& document, const Finding& row, CellMap& cells) {
  cells["word"] = row.obligation != kNone ? id_of(document, document.obligations, row.obligation)
                                          : id_of(document, document.statements, row.denial);
  cells["deed"] = id_of(document, document.events, row.deed);
  cells["why"] = row.why;
  cells["rule"] = row.rule;
  cells["confidence"] = number_text(row.confidence);
}

std::string line_of(const std::vector<std::string>& columns, const CellMap& values) {
  Cells cells{columns};
  for (const std::string& column : columns) {
    const auto found = values.find(column);
    if (found != values.end()) cells.set(column, found->second);
  }
  return cells.comma_separated();
}

CellMap document_cells(const Document& document) {
  return {{"document", document.id},
          {"uri", document.uri},
          {"title", title_of(document)},
          {"publisher", document.publisher},
          {"published", day_text(document.published)},
          {"language", document.language}};
}

CellMap actor_cells(const Document& document, const Actor& actor) {
  return {{"document", document.id},
          {"actor", actor.id},
          {"name", actor.name},
          {"kind", std::string{to_string(actor.kind)}},
          {"country", actor.country},
          {"code", actor.code},
          {"registry", yes_no(actor.in_registry)},
          {"role", actor.role},
          {"side", actor.side_id.empty() ? actor.side_name : actor.side_id},
          {"mentions", std::to_string(actor.mentions.size())}};
}

CellMap place_cells(const Document& document, const Place& place) {
  return {{"document", document.id},
          {"name", place.name},
          {"latitude", degrees(place.latitude)},
          {"longitude", degrees(place.longitude)},
          {"country", place.country},
          {"admin1", place.admin1},
          {"kind", place.kind},
          {"precision", std::string{to_string(place.precision)}},
          {"geonames", place.geonames == 0 ? std::string{} : std::to_string(place.geonames)}};
}

CellMap review_cells(const ledger::Review& review) {
  return {{"entry", std::to_string(review.entry)},
          {"id", review.row},
          {"verdict", std::string{to_string(review.verdict)}},
          {"field", review.field},
          {"value", review.value},
          {"machine", review.machine},
          {"reason", review.reason},
          {"reviewer", review.reviewer},
          {"at", review.at},
          {"withdrawn", yes_no(review.withdrawn)},
          {"conflict", review.conflict}};
}

// The rows of one table of one document.
std::vector<CellMap> table_rows(const ExportItem& item, std::string_view table) {
  std::vector<CellMap> out;
  if (table == "documents") {
    out.push_back(document_cells(item.document));
  } else if (table == "actors") {
    for (const Actor& actor : item.document.actors) out.push_back(actor_cells(item.document, actor));
  } else if (table == "places") {
    for (const Place& place : item.document.places) out.push_back(place_cells(item.document, place));
  } else if (table == "reviews") {
    for (const ledger::Review& review : item.reviews) out.push_back(review_cells(review));
  } else {
    for (const std::string& row : row_ids(item.document, table)) out.push_back(row_cells(item, row));
  }
  return out;
}

std::string dictionary(const Tables& tables) {
  std::string out = "table,column,type,means\r\n";
  for (const auto& [table, columns] : tables) {
    for (const Column& column : columns) {
      out += csv_cell(table) + "," + csv_cell(column.name) + "," + csv_cell(column.type) + "," +
             csv_cell(column.means) + "\r\n";
    }
  }
  return out;
}

// Frictionless Data Package (specs.frictionlessdata.io/data-package).
std::string data_package(const Tables& tables) {
  OrderedJson resources = OrderedJson::array();
  for (const auto& [table, columns] : tables) {
    OrderedJson fields = OrderedJson::array();
    for (const Column& column : columns)
      fields.push_back({{"name", column.name}, {"type", column.type}, {"description", column.means}});
    resources.push_back({{"name", table},
                         {"path", table + ".csv"},
                         {"format", "csv"},
                         {"mediatype", "text/csv"},
                         {"encoding", "utf-8"},
                         {"schema", {{"fields", fields}}}});
  }
  return OrderedJson({{"name", "avow-ledger"}, {"resources", resources}}).dump(2) + "\n";
}

class CsvExporter final : public Exporter {
 public:
  explicit CsvExporter(Tables tables) : tables_(std::move(tables)) {
    for (const auto& [table, columns] : tables_) {
      auto& names = names_.emplace_back();
      for (const Column& column : columns) names.push_back(column.name);
    }
  }
  Result<void> begin(const ExportSink& sink) override {
    for (std::size_t i = 0; i < tables_.size(); ++i) {
      if (auto done = sink(tables_[i].first + ".csv", comma_heading(names_[i])); !done) return done;
    }
    if (auto done = sink("data_dictionary.csv", dictionary(tables_)); !done) return done;
    return sink("datapackage.json", data_package(tables_));
  }
  Result<void> add(const ExportItem& item, const ExportSink& sink) override {
    for (std::size_t i = 0; i < tables_.size(); ++i) {
      std::string out;
      for (const CellMap& row : table_rows(item, tables_[i].first)) out += line_of(names_[i], row);
      if (out.empty()) continue;
      if (auto done = sink(tables_[i].first + ".csv", out); !done) return done;
    }
    return {};
  }
  Result<void> end(const ExportSink&) override { return {}; }

 private:
  Tables tables_;
  std::vector<std::vector<std::string>> names_;
};

}  // namespace

std::string_view table_of(ledger::RowKind kind) {
  switch (kind) {
    case ledger::RowKind::statement:
      return "statements";
    case ledger::RowKind::conduct:
      return "events";
    case ledger::RowKind::obligation:
      return "obligations";
    case ledger::RowKind::finding:
      break;
  }
  return "findings";
}

std::vector<std::string> row_ids(const Document& document, std::string_view table) {
  std::vector<std::string> out;
  const auto list = [&](const auto& rows) {
    for (const auto& row : rows) out.push_back(row.id);
  };
  if (table == "statements") list(document.statements);
  if (table == "events") list(document.events);
  if (table == "obligations") list(document.obligations);
  if (table == "findings") list(document.findings);
  return out;
}

CellMap row_cells(const ExportItem& item, const std::string& row) {
  const Document& document = item.document;
  CellMap cells;
  const auto kind = ledger::kind_of_row(document, row);
  if (!kind) return cells;
  cells["id"] = ledger_id(document, row);
  cells["document"] = document.id;
  for (const std::string_view field : ledger::amendable_fields(*kind)) {
    if (field != "same_as" && field != "not_same_as")
      cells[std::string{field}] = ledger::field_value(document, row, field);
  }
  if (const auto* statement = row_of(document.statements, row)) add_statement(document, *statement, cells);
  if (const auto* event = row_of(document.events, row)) add_event(document, *event, cells);
  if (const auto* obligation = row_of(document.obligations, row))
    add_obligation(document, *obligation, cells);
  if (const auto* finding = row_of(document.findings, row)) add_finding(document, *finding, cells);
  const auto judged = item.judgements.find(row);
  if (judged != item.judgements.end() && judged->second.verdict)
    cells["verdict"] = to_string(*judged->second.verdict);
  return cells;
}

MadeExporter make_csv_exporter(const std::filesystem::path& data_folder) {
  auto tables = load_tables(data_folder);
  if (!tables) return tables.error();
  return std::unique_ptr<Exporter>{std::make_unique<CsvExporter>(std::move(*tables))};
}

}  // namespace avow::pipeline
