// UCDP GED: deeds that killed (data/export/ucdp.tsv).
#include "pipeline/export/shapes.hpp"

namespace avow::pipeline {
namespace {

std::string where_precision(PlacePrecision precision) {
  switch (precision) {
    case PlacePrecision::site:
    case PlacePrecision::city:
      return "1";
    case PlacePrecision::district:
      return "3";
    case PlacePrecision::region:
      return "4";
    case PlacePrecision::country:
      return "6";
    case PlacePrecision::unknown:
      break;
  }
  return {};
}

std::string date_precision(std::int64_t days) {
  if (days == 0) return {};
  if (days == 1) return "1";
  if (days <= 6) return "2";
  if (days == 7) return "3";
  return days <= 31 ? "4" : "5";
}

std::string type_of_violence(const std::string& one, const std::string& other) {
  if (one.empty() || other.empty()) return {};
  if (other == "civilians") return "3";
  if (one == "state" || other == "state") return "1";
  return one == "group" && other == "group" ? "2" : "";
}

class UcdpExporter final : public DeedExporter {
 public:
  UcdpExporter(std::vector<std::string> columns, Schemes schemes)
      : DeedExporter("ucdp.csv", comma_heading(columns)),
        columns_(std::move(columns)),
        schemes_(std::move(schemes)) {}

 protected:
  std::string line_of(const Deed& deed) const override {
    if (deed.event.type != EventType::ASSAULT || !deed.event.killed || deed.event.killed->low < 1) return {};
    Cells cells{columns_};
    const std::string start = day_text(deed.start()), end = day_text(deed.end());
    const std::string one = armed_of(deed.actor()), other = armed_of(deed.recipient());
    cells.set("year", start.substr(0, 4));
    cells.set("type_of_violence", type_of_violence(one, other));
    cells.set("side_a", deed.actor_name());
    cells.set("side_b", deed.recipient_name());
    set_source(cells, deed);
    set_place(cells, deed);
    cells.set("event_clarity", "1");
    cells.set("date_prec", date_precision(deed.days()));
    cells.set("date_start", start);
    cells.set("date_end", end);
    const std::string best = std::to_string(deed.event.killed->low);
    if (other == "civilians") cells.set("deaths_civilians", best);
    cells.set("best", best);
    cells.set("low", best);
    if (deed.event.killed->high) cells.set("high", std::to_string(*deed.event.killed->high));
    return cells.comma_separated();
  }

 private:
  std::string armed_of(const Actor* actor) const {
    return actor == nullptr ? std::string{} : schemes_.sector(actor->kind).armed;
  }

  static void set_source(Cells& cells, const Deed& deed) {
    const Document& document = deed.document;
    std::string article = document.publisher;
    for (const std::string& part : {day_text(document.published), title_of(document)}) {
      if (!part.empty()) article += (article.empty() ? "" : ", ") + part;
    }
    cells.set("number_of_sources", "1");
    cells.set("source_article", article);
    cells.set("source_office", document.publisher);
    cells.set("source_date", day_text(document.published));
    cells.set("source_headline", title_of(document));
    cells.set("source_original", deed.told_by());
  }

  void set_place(Cells& cells, const Deed& deed) const {
    cells.set("where_description", std::string{deed.document.text_of(deed.event.place_span)});
    const Place* place = deed.place();
    if (place == nullptr) return;
    cells.set("where_prec", where_precision(place->precision));
    cells.set("where_coordinates", place->name);
    cells.set("adm_1", place->admin1);
    cells.set("country", schemes_.country_name(place->country));
    if (!place->latitude || !place->longitude) return;
    cells.set("latitude", degrees(place->latitude));
    cells.set("longitude", degrees(place->longitude));
    cells.set("geom_wkt", "POINT (" + degrees(place->longitude) + " " + degrees(place->latitude) + ")");
  }

  std::vector<std::string> columns_;
  Schemes schemes_;
};

}  // namespace

MadeExporter make_ucdp_exporter(const std::filesystem::path& data_folder) {
  auto columns = load_columns(data_folder / "export/ucdp.tsv");
  if (!columns) return columns.error();
  auto schemes = Schemes::load(data_folder);
  if (!schemes) return schemes.error();
  return std::unique_ptr<Exporter>{std::make_unique<UcdpExporter>(std::move(*columns), std::move(*schemes))};
}

}  // namespace avow::pipeline
