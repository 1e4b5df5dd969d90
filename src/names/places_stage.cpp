#include "names/places_stage.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "names/gazetteer.hpp"
#include "names/gazetteer_builder.hpp"
#include "names/gazetteer_names.hpp"
#include "names/places_disputed.hpp"
#include "names/places_mentions.hpp"
#include "names/places_resolve.hpp"

namespace avow::names {
namespace {

class PlacesStage : public Stage {
 public:
  PlacesStage(Gazetteer gazetteer, DisputedPlaces disputed, bool reduced)
      : gazetteer_(std::move(gazetteer)), disputed_(std::move(disputed)), reduced_(reduced) {}

  [[nodiscard]] std::string_view name() const override { return "places"; }
  [[nodiscard]] Layers needs() const override { return {Layer::text, Layer::sentences, Layer::syntax}; }
  [[nodiscard]] Layers adds() const override { return {Layer::places}; }

  void run(Document& document) const override {
    document.places.clear();
    const std::vector<PlaceMention> mentions = find_place_mentions(document, gazetteer_);
    std::vector<PlaceName> names;
    names.reserve(mentions.size());
    for (const PlaceMention& mention : mentions) names.push_back({mention.span, false});
    const std::vector<ResolvedPlace> resolved = resolve_places(document, gazetteer_, names);
    std::map<std::string, PlaceIndex> by_id;
    for (std::size_t i = 0; i < mentions.size(); ++i) add(document, mentions[i], resolved[i], by_id);
    if (reduced_ && !mentions.empty()) {
      document.diagnose(ErrorCode::gazetteer_missing, "places were read without the gazetteer", {});
    }
  }

 private:
  // Mentions that stand for who is there ("Washington said"), or are part of another name ("Washington
  // Post"), are rows of their own, marked by their rule.
  void add(Document& document, const PlaceMention& mention, const ResolvedPlace& resolved,
           std::map<std::string, PlaceIndex>& by_id) const {
    std::string id = id_of(document, mention, resolved);
    const bool acts = mention.acts && may_act(resolved.place);
    const std::string mark = mention.part ? "+name-part" : acts ? "+actor" : "";
    const auto [found, fresh] = by_id.emplace(id + mark, static_cast<PlaceIndex>(document.places.size()));
    if (fresh) {
      document.places.push_back(row_of(document, mention, resolved));
      document.places.back().id = std::move(id);
      document.places.back().rule += mark;
    }
    Place& place = document.places[found->second];
    place.mentions.push_back(mention.span);
    place.mention_tokens.push_back(mention.tokens);
  }

  // Countries and capitals are who governs them; a village is not.
  [[nodiscard]] bool may_act(std::uint32_t place) const {
    if (place == kNoPlace) return false;
    const PlaceKind kind = gazetteer_.place(place).kind;
    return kind == PlaceKind::country || kind == PlaceKind::capital || kind == PlaceKind::admin1 ||
           kind == PlaceKind::site;
  }

  std::string id_of(const Document& document, const PlaceMention& mention,
                    const ResolvedPlace& resolved) const {
    if (resolved.place == kNoPlace) {
      return fmt::format("name:{}", fold_place_name(document.text_of(mention.span)));
    }
    const GazetteerPlace& row = gazetteer_.place(resolved.place);
    if (row.kind == PlaceKind::country)
      return fmt::format("country:{}", gazetteer_.country_code(resolved.place));
    if (row.geonames != 0) return fmt::format("geonames:{}", row.geonames);
    return fmt::format("avow:{}:{}", gazetteer_.country_code(resolved.place),
                       fold_place_name(gazetteer_.name(resolved.place)));
  }

  Place row_of(const Document& document, const PlaceMention& mention, const ResolvedPlace& resolved) const {
    Place place;
    place.name = std::string(document.text_of(mention.span));
    place.confidence = resolved.confidence;
    place.rule = resolved.rule.empty() ? "unknown" : resolved.rule;
    if (resolved.place == kNoPlace) return place;
    const GazetteerPlace& row = gazetteer_.place(resolved.place);
    place.kind = std::string(kind_code(row.kind));
    place.precision = precision_of(row.kind);
    place.geonames = row.geonames;
    place.country = std::string(gazetteer_.country_code(resolved.place));
    place.admin1 = std::string(gazetteer_.admin1_name(resolved.place));
    place.claims = disputed_.claims(gazetteer_, resolved.place, document.published);
    if (!place.claims.empty()) place.country.clear();
    const bool point = row.located != 0 && row.kind != PlaceKind::country && row.kind != PlaceKind::continent;
    if (point) {
      place.latitude = row.latitude;
      place.longitude = row.longitude;
    }
    return place;
  }

  Gazetteer gazetteer_;
  DisputedPlaces disputed_;
  bool reduced_;
};

Result<Gazetteer> small_gazetteer(const std::filesystem::path& data_folder) {
  GazetteerBuilder builder;
  if (auto done = builder.add_states(data_folder); !done) return done.error();
  if (auto done = builder.add_supplement(data_folder); !done) return done.error();
  return Gazetteer::from_bytes(builder.to_bytes("supplement"), (data_folder / "places").string());
}

}  // namespace

Result<std::unique_ptr<Stage>> make_places_stage(const std::filesystem::path& data_folder) {
  auto disputed = DisputedPlaces::load(data_folder);
  if (!disputed) return disputed.error();
  auto gazetteer = Gazetteer::open(data_folder / "places/gazetteer.model");
  const bool reduced = !gazetteer && gazetteer.error().code == ErrorCode::model_missing;
  if (reduced) gazetteer = small_gazetteer(data_folder);
  if (!gazetteer) return gazetteer.error();
  return std::unique_ptr<Stage>(
      std::make_unique<PlacesStage>(std::move(*gazetteer), std::move(*disputed), reduced));
}

}  // namespace avow::names
