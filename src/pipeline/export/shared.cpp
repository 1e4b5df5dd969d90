#include <algorithm>
#include <array>
#include <cassert>
#include <cstdio>

#include "pipeline/export/shapes.hpp"
#include "pipeline/formats/names.hpp"

namespace avow::pipeline {
namespace {

std::string without_controls(std::string_view text) {
  std::string out{on_one_line(text)};
  std::replace(out.begin(), out.end(), '\t', ' ');
  return out;
}

const Actor* actor_at(const Document& document, ActorIndex index) {
  return index == kNone ? nullptr : &document.actors[index];
}

std::size_t sentence_index(const Document& document, Span span) {
  const auto& list = document.sentences;
  const auto found = std::partition_point(list.begin(), list.end(),
                                          [&](const Sentence& each) { return each.span.end <= span.begin; });
  return static_cast<std::size_t>(found - list.begin());
}

}  // namespace

Result<std::vector<std::string>> load_columns(const std::filesystem::path& file) {
  const auto table = Table::load(file, {"column"});
  if (!table) return table.error();
  std::vector<std::string> out;
  for (const TableRow& row : table->rows()) out.emplace_back(row["column"]);
  return out;
}

void Cells::set(std::string_view column, std::string value) {
  const auto found = std::find(columns_.begin(), columns_.end(), column);
  assert(found != columns_.end());
  if (found != columns_.end()) values_[static_cast<std::size_t>(found - columns_.begin())] = std::move(value);
}

std::string Cells::tab_separated() const {
  std::string out;
  for (std::size_t i = 0; i < values_.size(); ++i) out += (i > 0 ? "\t" : "") + without_controls(values_[i]);
  return out + "\n";
}

std::string Cells::comma_separated() const {
  std::string out;
  for (std::size_t i = 0; i < values_.size(); ++i) out += (i > 0 ? "," : "") + csv_cell(values_[i]);
  return out + "\r\n";
}

std::string csv_cell(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string{text};
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + "\"";
}

std::string tab_heading(const std::vector<std::string>& columns) {
  Cells cells{columns};
  for (const std::string& column : columns) cells.set(column, column);
  return cells.tab_separated();
}

std::string comma_heading(const std::vector<std::string>& columns) {
  Cells cells{columns};
  for (const std::string& column : columns) cells.set(column, column);
  return cells.comma_separated();
}

Result<Schemes> Schemes::load(const std::filesystem::path& data_folder) {
  Schemes out;
  const auto quads = Table::load(data_folder / "export/quad_classes.tsv", {"key", "class"});
  if (!quads) return quads.error();
  for (const TableRow& row : quads->rows()) out.quads_.emplace(row["key"], row["class"]);
  const auto sectors = Table::load(data_folder / "export/sectors.tsv", {"kind", "plover", "acled", "armed"});
  if (!sectors) return sectors.error();
  for (const TableRow& row : sectors->rows()) {
    out.sectors_.emplace(row["kind"], Sector{std::string{row["plover"]}, std::string{row["acled"]},
                                             std::string{row["armed"]}});
  }
  const auto states = Table::load(data_folder / "registry/states.tsv", {"name", "country"});
  if (!states) return states.error();
  for (const TableRow& row : states->rows()) out.countries_.emplace(row["country"], row["name"]);
  return out;
}

std::string Schemes::quad_class(std::string_view key) const {
  const auto found = quads_.find(key);
  return found == quads_.end() ? std::string{} : found->second;
}

Schemes::Sector Schemes::sector(ActorKind kind) const {
  const auto found = sectors_.find(to_string(kind));
  return found == sectors_.end() ? Sector{} : found->second;
}

std::string Schemes::country_name(std::string_view alpha3) const {
  const auto found = countries_.find(alpha3);
  return found == countries_.end() ? std::string{} : found->second;
}

const Actor* Deed::actor() const {
  return actor_at(document, event.actor);
}
const Actor* Deed::recipient() const {
  return actor_at(document, event.recipient);
}
const Place* Deed::place() const {
  return event.place == kNone ? nullptr : &document.places[event.place];
}

std::optional<Date> Deed::start() const {
  if (event.time != kNone && document.times[event.time].start) return document.times[event.time].start;
  return document.published;
}

std::optional<Date> Deed::end() const {
  if (event.time != kNone && document.times[event.time].start) {
    const Time& time = document.times[event.time];
    return time.end ? time.end : time.start;
  }
  return document.published;
}

std::int64_t Deed::days() const {
  if (event.time == kNone || !document.times[event.time].start) return 0;
  return end()->days_since_epoch() - start()->days_since_epoch() + 1;
}

std::string Deed::actor_name() const {
  return event.actor == kNone ? std::string{document.text_of(event.actor_span)}
                              : document.actors[event.actor].name;
}
std::string Deed::recipient_name() const {
  return event.recipient == kNone ? std::string{document.text_of(event.recipient_span)}
                                  : document.actors[event.recipient].name;
}
std::string_view Deed::sentence() const {
  return sentence_text(document, event.trigger);
}
std::size_t Deed::sentence_number() const {
  return sentence_index(document, event.trigger) + 1;
}

std::string Deed::told_by() const {
  if (event.according_to == kNone) return {};
  const Statement& told = document.statements[event.according_to];
  return told.speaker == kNone ? std::string{document.text_of(told.speaker_span)}
                               : document.actors[told.speaker].name;
}

std::vector<Deed> deeds_of(const ExportItem& item) {
  std::vector<Deed> out;
  for (const Event& event : item.document.events) {
    const bool happened = event.factuality == Factuality::CT_plus ||
                          event.factuality == Factuality::PR_plus || event.factuality == Factuality::PS_plus;
    if (happened && !event.aggregate && !item.rejected.contains(event.id))
      out.push_back({item.document, event});
  }
  return out;
}

std::string ledger_id(const Document& document, std::string_view row) {
  return ledger::short_id(document.id) + ":" + std::string{row};
}

std::string degrees(const std::optional<double>& value) {
  if (!value) return {};
  std::array<char, 32> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%.4f", *value);
  return buffer.data();
}

std::string day_text(const std::optional<Date>& date) {
  return date ? date->to_string() : std::string{};
}

std::string compact_day(const std::optional<Date>& date) {
  std::string out = day_text(date);
  out.erase(std::remove(out.begin(), out.end(), '-'), out.end());
  return out;
}

std::string_view sentence_text(const Document& document, Span span) {
  const std::size_t at = sentence_index(document, span);
  return at < document.sentences.size() && !span.empty() ? document.text_of(document.sentences[at].span)
                                                         : std::string_view{};
}

std::string title_of(const Document& document) {
  return on_one_line(document.title);
}

CharacterOffsets::CharacterOffsets(std::string_view text) {
  before_.reserve(text.size() + 1);
  std::uint32_t count = 0;
  for (const char c : text) {
    before_.push_back(count);
    if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) ++count;
  }
  before_.push_back(count);
}

std::size_t CharacterOffsets::operator()(std::size_t byte) const {
  return before_[std::min(byte, before_.size() - 1)];
}

Result<void> DeedExporter::add(const ExportItem& item, const ExportSink& sink) {
  std::string out;
  for (const Deed& deed : deeds_of(item)) out += line_of(deed);
  return out.empty() ? Result<void>{} : sink(file_, out);
}

}  // namespace avow::pipeline
