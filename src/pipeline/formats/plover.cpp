// A PLOVER coder's rows (avow/pipeline/formats.hpp). Types and modes: PLOVER v2,
// github.com/openeventdata/PLOVER.
#include <array>
#include <cstdio>
#include <optional>
#include <utility>

#include "avow/base/strings.hpp"
#include "avow/pipeline/formats.hpp"
#include "events/plover_view.hpp"
#include "pipeline/formats/names.hpp"

namespace avow::pipeline {
namespace {

std::string cell(std::string_view text) {
  return on_one_line(text) + "\t";
}

std::string coordinate(const std::optional<double>& value) {
  if (!value) return {};
  std::array<char, 32> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%.4f", *value);
  return buffer.data();
}

std::string date_of(const Document& document, TimeIndex index) {
  const std::optional<Date> date =
      index != kNone && document.times[index].start ? document.times[index].start : document.published;
  return date ? date->to_string() : std::string{};
}

// On whose word a row stands: an event on the statement that tells it, words on the statement around them.
std::string_view told_in(const Document& document, const events::PloverRow& row) {
  const StatementIndex told = row.event != kNone       ? document.events[row.event].according_to
                              : row.statement != kNone ? document.statements[row.statement].within
                                                       : kNone;
  return told == kNone ? std::string_view{} : std::string_view{document.statements[told].id};
}

std::string line_of(const Document& document, const events::PloverRow& row) {
  std::string out = cell(document.id) + cell(date_of(document, row.time));
  out += cell(name_of(document, row.actor, row.actor_span)) + cell(row.actor_code);
  out += cell(name_of(document, row.recipient, row.recipient_span)) + cell(row.recipient_code);
  out += cell(to_string(row.type)) + cell(row.mode) + cell(row.cameo) + cell(join(row.contexts, ";"));
  const Place* place = row.place == kNone ? nullptr : &document.places[row.place];
  out += cell(place == nullptr ? std::string{} : place->name);
  out += cell(place == nullptr ? std::string{} : coordinate(place->latitude));
  out += cell(place == nullptr ? std::string{} : coordinate(place->longitude));
  out += cell(to_string(row.factuality)) + cell(told_in(document, row));
  return out + on_one_line(document.text_of(document.sentences[row.sentence].span)) + "\n";
}

}  // namespace

struct PloverFormat::View {
  events::PloverView view;
};

PloverFormat::PloverFormat(std::shared_ptr<const View> view) : view_(std::move(view)) {}

Result<PloverFormat> PloverFormat::load(const std::filesystem::path& data_folder) {
  auto view = events::PloverView::load(data_folder);
  if (!view) return view.error();
  return PloverFormat{std::make_shared<const View>(View{std::move(*view)})};
}

std::string PloverFormat::header() {
  return "document\tdate\tactor\tactor_code\trecipient\trecipient_code\ttype\tmode\tcameo\tcontexts\tplace\t"
         "latitude\tlongitude\tfactuality\taccording_to\tsentence\n";
}

std::string PloverFormat::rows(const Document& document) const {
  std::string out;
  for (const events::PloverRow& row : view_->view.rows(document)) out += line_of(document, row);
  return out;
}

}  // namespace avow::pipeline
