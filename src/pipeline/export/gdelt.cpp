// GDELT 2.0: events (61 columns) and mentions (16), without headings (data/export/gdelt_*.tsv).
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "pipeline/export/shapes.hpp"

namespace avow::pipeline {
namespace {

// The code book's measure of a day within its year.
std::string fraction_date(const std::optional<Date>& date) {
  if (!date) return {};
  std::array<char, 32> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%.4f", date->year + (date->month * 30 + date->day) / 365.0);
  return buffer.data();
}

std::string geo_type(PlacePrecision precision) {
  switch (precision) {
    case PlacePrecision::country:
      return "1";
    case PlacePrecision::region:
    case PlacePrecision::district:
      return "5";
    case PlacePrecision::city:
    case PlacePrecision::site:
      return "4";
    case PlacePrecision::unknown:
      break;
  }
  return {};
}

void set_actor(Cells& cells, const std::string& prefix, const Actor* actor, const std::string& name) {
  cells.set(prefix + "Name", name);
  if (actor == nullptr) return;
  const std::string& code = actor->code;
  cells.set(prefix + "Code", code);
  // A CAMEO code is of parts of three letters: a country, then kinds of actor, broad before narrow.
  if (actor->country.empty() || !code.starts_with(actor->country)) return;
  cells.set(prefix + "CountryCode", code.substr(0, 3));
  for (std::size_t part = 1; part <= 3 && code.size() >= 3 * part + 3; ++part) {
    cells.set(prefix + "Type" + std::to_string(part) + "Code", code.substr(3 * part, 3));
  }
}

bool in_first_paragraph(const Document& document, std::size_t sentence) {
  std::int32_t first = -1;
  for (std::size_t i = 0; i <= sentence && i < document.sentences.size(); ++i) {
    const Sentence& each = document.sentences[i];
    if (each.headline) continue;
    if (first < 0) first = each.paragraph;
    if (i == sentence) return each.paragraph == first;
  }
  return false;
}

class GdeltExporter final : public Exporter {
 public:
  GdeltExporter(std::vector<std::string> events, std::vector<std::string> mentions, Schemes schemes)
      : event_columns_(std::move(events)),
        mention_columns_(std::move(mentions)),
        schemes_(std::move(schemes)) {}

  Result<void> begin(const ExportSink& sink) override {
    if (auto done = sink("gdelt.export.csv", ""); !done) return done;
    return sink("gdelt.mentions.csv", "");
  }
  Result<void> add(const ExportItem& item, const ExportSink& sink) override {
    std::string events, mentions;
    const CharacterOffsets characters{item.document.text};
    for (const Deed& deed : deeds_of(item)) {
      events += event_line(deed);
      mentions += mention_line(deed, deed.event.trigger, characters);
      for (const Span again : deed.event.other_mentions) mentions += mention_line(deed, again, characters);
    }
    if (auto done = sink("gdelt.export.csv", events); !done) return done;
    return sink("gdelt.mentions.csv", mentions);
  }
  Result<void> end(const ExportSink&) override { return {}; }

 private:
  std::string event_line(const Deed& deed) const {
    Cells cells{event_columns_};
    const auto date = deed.start();
    const std::string day = compact_day(date);
    cells.set("SQLDATE", day);
    cells.set("MonthYear", day.substr(0, 6));
    cells.set("Year", day.substr(0, 4));
    cells.set("FractionDate", fraction_date(date));
    set_actor(cells, "Actor1", deed.actor(), deed.actor_name());
    set_actor(cells, "Actor2", deed.recipient(), deed.recipient_name());
    cells.set("IsRootEvent", in_first_paragraph(deed.document, deed.sentence_number() - 1) ? "1" : "0");
    cells.set("EventCode", deed.event.cameo);
    cells.set("EventBaseCode", deed.event.cameo.substr(0, 3));
    cells.set("EventRootCode", deed.event.cameo.substr(0, 2));
    cells.set("QuadClass", schemes_.quad_class(deed.event.cameo.substr(0, 2)));
    cells.set("NumMentions", std::to_string(1 + deed.event.other_mentions.size()));
    cells.set("NumSources", "1");
    cells.set("NumArticles", "1");
    if (const Place* place = deed.place()) {
      cells.set("ActionGeo_Type", geo_type(place->precision));
      cells.set("ActionGeo_Fullname", place->name);
      cells.set("ActionGeo_Lat", degrees(place->latitude));
      cells.set("ActionGeo_Long", degrees(place->longitude));
    }
    cells.set("SOURCEURL", deed.document.uri);
    return cells.tab_separated();
  }

  std::string mention_line(const Deed& deed, Span trigger, const CharacterOffsets& characters) const {
    const auto offset = [&](Span span) {
      return span.empty() ? std::string{"-1"} : std::to_string(characters(span.begin));
    };
    Cells cells{mention_columns_};
    const bool address =
        deed.document.uri.starts_with("http://") || deed.document.uri.starts_with("https://");
    cells.set("MentionType", address ? "1" : "2");
    cells.set("MentionSourceName", deed.document.publisher);
    cells.set("MentionIdentifier", deed.document.uri);
    const auto& list = deed.document.sentences;
    const auto sentence = std::partition_point(
        list.begin(), list.end(), [&](const Sentence& each) { return each.span.end <= trigger.begin; });
    cells.set("SentenceID", std::to_string(sentence - list.begin() + 1));
    cells.set("Actor1CharOffset", offset(deed.event.actor_span));
    cells.set("Actor2CharOffset", offset(deed.event.recipient_span));
    cells.set("ActionCharOffset", offset(trigger));
    cells.set("InRawText", "1");
    const long tens = std::clamp(std::lround(static_cast<double>(deed.event.confidence) * 10), 1L, 10L);
    cells.set("Confidence", std::to_string(tens * 10));
    cells.set("MentionDocLen", std::to_string(characters.size()));
    cells.set("Extras", "avow:" + ledger_id(deed.document, deed.event.id));
    return cells.tab_separated();
  }

  std::vector<std::string> event_columns_, mention_columns_;
  Schemes schemes_;
};

}  // namespace

MadeExporter make_gdelt_exporter(const std::filesystem::path& data_folder) {
  auto events = load_columns(data_folder / "export/gdelt_events.tsv");
  if (!events) return events.error();
  auto mentions = load_columns(data_folder / "export/gdelt_mentions.tsv");
  if (!mentions) return mentions.error();
  auto schemes = Schemes::load(data_folder);
  if (!schemes) return schemes.error();
  return std::unique_ptr<Exporter>{
      std::make_unique<GdeltExporter>(std::move(*events), std::move(*mentions), std::move(*schemes))};
}

}  // namespace avow::pipeline
