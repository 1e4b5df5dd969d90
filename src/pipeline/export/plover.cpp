// POLECAT's columns: deeds coded in PLOVER (data/export/plover.tsv).
#include <algorithm>

#include "avow/base/strings.hpp"
#include "pipeline/export/shapes.hpp"

namespace avow::pipeline {
namespace {

// Names of actors of one kind of the text, each once, in order.
std::string names_in(const Document& document, bool people) {
  std::vector<std::string> out;
  for (const Actor& actor : document.actors) {
    const bool person = actor.kind == ActorKind::person;
    const bool organisation =
        !person && actor.kind != ActorKind::unknown && actor.kind != ActorKind::civilians;
    if (people ? !person : !organisation) continue;
    if (std::find(out.begin(), out.end(), actor.name) == out.end()) out.push_back(actor.name);
  }
  return join(out, ";");
}

std::string places_in(const Document& document) {
  std::vector<std::string> out;
  for (const Place& place : document.places) {
    if (std::find(out.begin(), out.end(), place.name) == out.end()) out.push_back(place.name);
  }
  return join(out, ";");
}

class PloverExporter final : public DeedExporter {
 public:
  PloverExporter(std::vector<std::string> columns, Schemes schemes)
      : DeedExporter("plover.tsv", tab_heading(columns)),
        columns_(std::move(columns)),
        schemes_(std::move(schemes)) {}

 protected:
  std::string line_of(const Deed& deed) const override {
    Cells cells{columns_};
    cells.set("Event Date", day_text(deed.start()));
    cells.set("Event Type", std::string{to_string(deed.event.type)});
    cells.set("Event Mode", deed.event.mode);
    cells.set("Quad Code", schemes_.quad_class(to_string(deed.event.type)));
    cells.set("Contexts", join(deed.event.contexts, ";"));
    set_party(cells, "Actor", deed.actor(), deed.actor_name(), deed.document.text_of(deed.event.actor_span));
    set_party(cells, "Recipient", deed.recipient(), deed.recipient_name(),
              deed.document.text_of(deed.event.recipient_span));
    set_place(cells, deed);
    cells.set("Source", deed.document.publisher);
    cells.set("Publication Date", day_text(deed.document.published));
    cells.set("Story People", names_in(deed.document, true));
    cells.set("Story Organizations", names_in(deed.document, false));
    cells.set("Story Locations", places_in(deed.document));
    cells.set("Language", deed.document.language);
    return cells.tab_separated();
  }

 private:
  void set_party(Cells& cells, const std::string& side, const Actor* actor, const std::string& name,
                 std::string_view words) const {
    cells.set(side + " Name", name);
    cells.set(side + " Name Raw", std::string{words});
    if (actor == nullptr) return;
    cells.set(side + " Country", actor->country);
    const std::string sector = schemes_.sector(actor->kind).plover;
    cells.set("Primary " + side + " Sector", sector);
    cells.set(side + " Sectors", sector);
    cells.set(side + " Title", actor->role);
  }

  static void set_place(Cells& cells, const Deed& deed) {
    cells.set("Raw Placename", std::string{deed.document.text_of(deed.event.place_span)});
    const Place* place = deed.place();
    if (place == nullptr) return;
    cells.set("Placename", place->name);
    if (place->precision == PlacePrecision::city || place->precision == PlacePrecision::site)
      cells.set("City", place->name);
    if (place->precision == PlacePrecision::district) cells.set("District", place->name);
    cells.set("Province", place->admin1);
    cells.set("Country", place->country);
    cells.set("Latitude", degrees(place->latitude));
    cells.set("Longitude", degrees(place->longitude));
    if (place->geonames != 0) cells.set("GeoNames ID", std::to_string(place->geonames));
    cells.set("Feature Type", place->kind);
  }

  std::vector<std::string> columns_;
  Schemes schemes_;
};

}  // namespace

MadeExporter make_plover_exporter(const std::filesystem::path& data_folder) {
  auto columns = load_columns(data_folder / "export/plover.tsv");
  if (!columns) return columns.error();
  auto schemes = Schemes::load(data_folder);
  if (!schemes) return schemes.error();
  return std::unique_ptr<Exporter>{
      std::make_unique<PloverExporter>(std::move(*columns), std::move(*schemes))};
}

}  // namespace avow::pipeline
