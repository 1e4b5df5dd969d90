// `avow import reviews`: what people edited in an exported csv, as reviews (avow/pipeline/export.hpp).
#include <algorithm>
#include <array>

#include "avow/base/strings.hpp"
#include "avow/ledger/listing.hpp"
#include "pipeline/export/shapes.hpp"

namespace avow::pipeline {
namespace {

struct CsvFile {
  std::vector<std::vector<std::string>> rows;
  std::vector<std::size_t> lines;  // where each begins
};

// RFC 4180, with the comma, semicolon or tab that the heading uses, after a byte order mark or not: programs
// that people edit tables in write all of these.
class CsvReader {
 public:
  explicit CsvReader(std::string_view bytes) : bytes_(bytes) {
    if (bytes_.starts_with("\xEF\xBB\xBF")) at_ = 3;
    const std::string_view heading = bytes_.substr(0, bytes_.find('\n'));
    for (const char c : {';', '\t'}) {
      if (std::count(heading.begin(), heading.end(), c) >
          std::count(heading.begin(), heading.end(), separator_))
        separator_ = c;
    }
  }

  CsvFile read() {
    CsvFile out;
    while (at_ < bytes_.size()) {
      const std::size_t line = line_;
      std::vector<std::string> row = read_row();
      if (row.size() == 1 && trim(row.front()).empty()) continue;
      out.rows.push_back(std::move(row));
      out.lines.push_back(line);
    }
    return out;
  }

 private:
  std::vector<std::string> read_row() {
    std::vector<std::string> out(1);
    bool quoted = false;
    while (at_ < bytes_.size()) {
      const char c = bytes_[at_++];
      if (c == '\n') ++line_;
      if (quoted) {
        if (c != '"') {
          out.back() += c;
        } else if (at_ < bytes_.size() && bytes_[at_] == '"') {
          out.back() += '"';
          ++at_;
        } else {
          quoted = false;
        }
      } else if (c == '"' && out.back().empty()) {
        quoted = true;
      } else if (c == separator_) {
        out.emplace_back();
      } else if (c == '\n') {
        break;
      } else if (c != '\r') {
        out.back() += c;
      }
    }
    return out;
  }

  std::string_view bytes_;
  std::size_t at_ = 0, line_ = 1;
  char separator_ = ',';
};

using Edits = std::map<std::string, std::string, std::less<>>;  // "events.place" -> amend, verdict ...

Result<Edits> load_edits(const std::filesystem::path& data_folder) {
  const auto table = Table::load(data_folder / "export/csv.tsv", {"table", "column", "edit"});
  if (!table) return table.error();
  Edits out;
  for (const TableRow& row : table->rows())
    out.emplace(std::string{row["table"]} + "." + std::string{row["column"]}, row["edit"]);
  return out;
}

class Importer {
 public:
  Importer(ledger::Store& store, const std::string& file, const std::string& reviewer, const Edits& edits)
      : store_(store), file_(file), reviewer_(reviewer), edits_(edits) {}

  ImportedReviews read(const CsvFile& csv) {
    if (csv.rows.empty()) {
      problem(1, "", "the file is empty");
      return std::move(out_);
    }
    columns_ = csv.rows.front();
    if (std::find(columns_.begin(), columns_.end(), "id") == columns_.end()) {
      problem(1, "id", "the heading has no such column: export the table again and keep it");
      return std::move(out_);
    }
    for (std::size_t i = 1; i < csv.rows.size(); ++i) read_row(csv.rows[i], csv.lines[i]);
    return std::move(out_);
  }

 private:
  void problem(std::size_t line, const std::string& column, const std::string& what) {
    std::string message = "row " + std::to_string(line);
    if (!column.empty()) message += ", column " + column;
    out_.problems.push_back({ErrorCode::review_refused, message + ": " + what, file_});
  }

  std::string cell(const std::vector<std::string>& row, std::string_view column) const {
    for (std::size_t i = 0; i < columns_.size() && i < row.size(); ++i) {
      if (columns_[i] == column) return row[i];
    }
    return {};
  }

  // The document of the row, as it is and as it was exported; kept for the rows that follow.
  bool load(const std::string& document) {
    if (loaded_ == document) return true;
    auto plain = export_item(store_, document, false);
    auto shown = export_item(store_, document, true);
    if (!plain || !shown) return false;
    plain_ = std::move(*plain);
    shown_ = std::move(*shown);
    loaded_ = document;
    return true;
  }

  void read_row(const std::vector<std::string>& row, std::size_t line) {
    if (row.size() > columns_.size()) {
      problem(line, "",
              "it has " + std::to_string(row.size()) + " cells, the heading " +
                  std::to_string(columns_.size()) + ": put words with commas into quotation marks");
      return;
    }
    const std::string id = cell(row, "id");
    const auto place = store_.find_row(id);
    if (!place || !load(place->document)) {
      problem(line, "id", "no row of the ledger is called \"" + id + "\"; rows cannot be added here");
      return;
    }
    const auto kind = ledger::kind_of_row(plain_.document, place->row);
    Row at{line,
           id,
           place->row,
           std::string{table_of(*kind)},
           trim_copy(cell(row, "reason")),
           trim_copy(cell(row, "reviewer")),
           row_cells(plain_, place->row),
           row_cells(shown_, place->row)};
    if (at.reviewer.empty()) at.reviewer = reviewer_;
    for (std::size_t i = 0; i < columns_.size() && i < row.size(); ++i) take_cell(at, columns_[i], row[i]);
  }

  struct Row {
    std::size_t line;
    std::string id, local, table, reason, reviewer;
    CellMap plain, shown;
  };

  static std::string trim_copy(const std::string& text) { return std::string{trim(text)}; }

  // Editors change line ends within cells.
  static std::string plain_text(const std::string& text) {
    std::string out = trim_copy(text);
    out.erase(std::remove(out.begin(), out.end(), '\r'), out.end());
    return out;
  }

  static bool is_same(const CellMap& cells, const std::string& column, const std::string& value) {
    const auto found = cells.find(column);
    return plain_text(found == cells.end() ? std::string{} : found->second) == value;
  }

  void take_cell(const Row& row, const std::string& column, const std::string& given) {
    if (column == "reviewer" || column == "id") return;
    const auto edit = edits_.find(row.table + "." + column);
    if (edit == edits_.end()) {
      problem(row.line, column, "rows of " + row.table + " have no such column: take it out");
      return;
    }
    const std::string value = plain_text(given);
    if (edit->second == "reason") return;
    if (edit->second == "note") {
      if (!value.empty()) add(row, column, ledger::Verdict::note, "", "", value);
      return;
    }
    if (is_same(row.plain, column, value) || is_same(row.shown, column, value)) return;
    if (edit->second == "verdict") {
      take_verdict(row, column, value);
    } else if (edit->second == "amend") {
      add(row, column, ledger::Verdict::amend, column, value.empty() ? "none" : value, row.reason);
    } else {
      problem(row.line, column,
              "it says what the document says and may not be changed: put back what was there");
    }
  }

  void take_verdict(const Row& row, const std::string& column, const std::string& value) {
    const auto verdict = ledger::parse_verdict(value);
    if (verdict != ledger::Verdict::accept && verdict != ledger::Verdict::reject) {
      problem(row.line, column,
              value.empty() ? "a verdict is not taken back here: avow review " + row.id + " withdraw"
                            : "\"" + value + "\" is neither accept nor reject");
      return;
    }
    add(row, column, *verdict, "", "", row.reason);
  }

  void add(const Row& row, const std::string& column, ledger::Verdict verdict, const std::string& field,
           const std::string& value, const std::string& reason) {
    ledger::NewReview review;
    review.row = row.id;
    review.verdict = verdict;
    review.field = field;
    review.value = value;
    review.reason = reason;
    review.reviewer = row.reviewer;
    if (review.reviewer.empty()) {
      problem(row.line, "reviewer", "who says so? Fill the column, or give --by NAME");
      return;
    }
    const bool needs_reason = verdict == ledger::Verdict::amend || verdict == ledger::Verdict::reject;
    if (needs_reason && reason.empty()) {
      problem(row.line, "reason", "column " + column + " was changed: say why here");
      return;
    }
    const auto settled = ledger::settle_review(plain_.document, row.local, review, parties_like(value));
    if (!settled) {
      problem(row.line, column, settled.error().message);
      return;
    }
    out_.reviews.push_back(std::move(review));
    out_.lines.push_back(row.line);
  }

  // Keys and names of the ledger's parties that the cell may mean.
  std::map<std::string, std::string> parties_like(const std::string& value) {
    std::map<std::string, std::string> out;
    ledger::PartyQuery by_key, by_name;
    by_key.key = value;
    by_name.name = value;
    for (const ledger::PartyQuery& query : {by_key, by_name}) {
      const auto page = value.empty() ? Result<ledger::ListedParties>{ledger::ListedParties{}}
                                      : store_.lists().parties(query);
      if (!page) continue;
      for (const ledger::ListedParty& each : page->parties) out.emplace(each.party.key, each.party.name);
    }
    return out;
  }

  ledger::Store& store_;
  const std::string& file_;
  const std::string& reviewer_;
  const Edits& edits_;
  std::vector<std::string> columns_;
  std::string loaded_;
  ExportItem plain_, shown_;
  ImportedReviews out_;
};

}  // namespace

Result<ImportedReviews> read_reviews_csv(ledger::Store& store, std::string_view bytes,
                                         const std::string& file, const std::string& reviewer,
                                         const std::filesystem::path& data_folder) {
  const auto edits = load_edits(data_folder);
  if (!edits) return edits.error();
  return Importer{store, file, reviewer, *edits}.read(CsvReader{bytes}.read());
}

}  // namespace avow::pipeline
