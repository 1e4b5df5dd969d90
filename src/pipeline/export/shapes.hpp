// The shapes of `avow export`, one file each, and what they share.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "avow/base/table.hpp"
#include "avow/pipeline/export.hpp"

namespace avow::pipeline {

using MadeExporter = Result<std::unique_ptr<Exporter>>;
[[nodiscard]] MadeExporter make_csv_exporter(const std::filesystem::path& data_folder);
[[nodiscard]] MadeExporter make_jsonl_exporter(const std::filesystem::path& data_folder);
[[nodiscard]] MadeExporter make_plover_exporter(const std::filesystem::path& data_folder);
[[nodiscard]] MadeExporter make_gdelt_exporter(const std::filesystem::path& data_folder);
[[nodiscard]] MadeExporter make_acled_exporter(const std::filesystem::path& data_folder);
[[nodiscard]] MadeExporter make_ucdp_exporter(const std::filesystem::path& data_folder);
[[nodiscard]] MadeExporter make_claimreview_exporter(const std::filesystem::path& data_folder);
[[nodiscard]] MadeExporter make_webannotation_exporter(const std::filesystem::path& data_folder);
[[nodiscard]] MadeExporter make_geojson_exporter(const std::filesystem::path& data_folder);
[[nodiscard]] MadeExporter make_brat_exporter(const std::filesystem::path& data_folder);
[[nodiscard]] MadeExporter make_conllu_exporter(const std::filesystem::path& data_folder);

// The columns of a table file, in order.
[[nodiscard]] Result<std::vector<std::string>> load_columns(const std::filesystem::path& file);

// One row of a shape: cells by the name of their column; those not set stay blank.
class Cells {
 public:
  explicit Cells(const std::vector<std::string>& columns) : columns_(columns), values_(columns.size()) {}
  // The column must exist (assert).
  void set(std::string_view column, std::string value);
  [[nodiscard]] std::string tab_separated() const;    // cells on one line, without tabs
  [[nodiscard]] std::string comma_separated() const;  // RFC 4180, CRLF

 private:
  const std::vector<std::string>& columns_;
  std::vector<std::string> values_;
};
[[nodiscard]] std::string csv_cell(std::string_view text);
[[nodiscard]] std::string tab_heading(const std::vector<std::string>& columns);
[[nodiscard]] std::string comma_heading(const std::vector<std::string>& columns);

// Where other schemes call kinds and classes otherwise.
class Schemes {
 public:
  [[nodiscard]] static Result<Schemes> load(const std::filesystem::path& data_folder);
  [[nodiscard]] std::string quad_class(std::string_view key) const;
  struct Sector {
    std::string plover, acled, armed;
  };
  [[nodiscard]] Sector sector(ActorKind kind) const;
  [[nodiscard]] std::string country_name(std::string_view alpha3) const;

 private:
  std::map<std::string, std::string, std::less<>> quads_, countries_;
  std::map<std::string, Sector, std::less<>> sectors_;
};

// One deed reported in a document, as conduct-only shapes tell it.
struct Deed {
  const Document& document;
  const Event& event;

  [[nodiscard]] const Actor* actor() const;
  [[nodiscard]] const Actor* recipient() const;
  [[nodiscard]] const Place* place() const;
  // Of the deed where the text dates it, else of publication.
  [[nodiscard]] std::optional<Date> start() const;
  [[nodiscard]] std::optional<Date> end() const;
  // Days from the first to the last, both counted; 0: no day of its own is told.
  [[nodiscard]] std::int64_t days() const;
  [[nodiscard]] std::string actor_name() const;
  [[nodiscard]] std::string recipient_name() const;
  [[nodiscard]] std::string_view sentence() const;
  [[nodiscard]] std::size_t sentence_number() const;  // from 1
  [[nodiscard]] std::string told_by() const;
};
// Said to have happened, surely or maybe, one deed and not many in one, not rejected by a reviewer.
[[nodiscard]] std::vector<Deed> deeds_of(const ExportItem& item);

[[nodiscard]] std::string ledger_id(const Document& document, std::string_view row);
[[nodiscard]] std::string degrees(const std::optional<double>& value);
[[nodiscard]] std::string day_text(const std::optional<Date>& date);
[[nodiscard]] std::string compact_day(const std::optional<Date>& date);  // YYYYMMDD
[[nodiscard]] std::string_view sentence_text(const Document& document, Span span);
[[nodiscard]] std::string title_of(const Document& document);

// Characters (code points) before each byte: offsets of programs that do not count bytes.
class CharacterOffsets {
 public:
  explicit CharacterOffsets(std::string_view text);
  [[nodiscard]] std::size_t operator()(std::size_t byte) const;
  [[nodiscard]] std::size_t size() const { return before_.back(); }

 private:
  std::vector<std::uint32_t> before_;
};

// A shape of one file with a row a deed.
class DeedExporter : public Exporter {
 public:
  DeedExporter(std::string_view file, std::string heading) : file_(file), heading_(std::move(heading)) {}
  Result<void> begin(const ExportSink& sink) override { return sink(file_, heading_); }
  Result<void> add(const ExportItem& item, const ExportSink& sink) override;
  Result<void> end(const ExportSink&) override { return {}; }

 protected:
  // "" for a deed outside of the shape.
  [[nodiscard]] virtual std::string line_of(const Deed& deed) const = 0;

 private:
  std::string_view file_;
  std::string heading_;
};

// The cells of the csv tables of rows, by name; for export and for comparing what people edited.
using CellMap = std::map<std::string, std::string, std::less<>>;
// "statements", "events", "obligations", "findings" of a row's kind.
[[nodiscard]] std::string_view table_of(ledger::RowKind kind);
[[nodiscard]] CellMap row_cells(const ExportItem& item, const std::string& row);
[[nodiscard]] std::vector<std::string> row_ids(const Document& document, std::string_view table);

}  // namespace avow::pipeline
