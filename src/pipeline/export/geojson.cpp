// GeoJSON (RFC 7946): a feature a deed; those whose place has no coordinates have no geometry.
#include "pipeline/export/json_shapes.hpp"

namespace avow::pipeline {
namespace {

OrderedJson count_json(const std::optional<Count>& count) {
  if (!count) return nullptr;
  return {{"low", count->low}, {"high", count->high ? OrderedJson(*count->high) : OrderedJson(nullptr)}};
}

OrderedJson feature(const Deed& deed) {
  OrderedJson geometry = nullptr;
  OrderedJson place = nullptr;
  if (const Place* found = deed.place()) {
    if (found->latitude && found->longitude) {
      geometry = {
          {"type", "Point"},
          {"coordinates", {std::stod(degrees(found->longitude)), std::stod(degrees(found->latitude))}}};
    }
    place = {{"name", found->name},
             {"precision", to_string(found->precision)},
             {"country", text_or_null(found->country)},
             {"admin1", text_or_null(found->admin1)}};
  }
  return {{"type", "Feature"},
          {"id", ledger_id(deed.document, deed.event.id)},
          {"geometry", geometry},
          {"properties",
           {{"type", to_string(deed.event.type)},
            {"mode", text_or_null(deed.event.mode)},
            {"cameo", text_or_null(deed.event.cameo)},
            {"actor", text_or_null(deed.actor_name())},
            {"recipient", text_or_null(deed.recipient_name())},
            {"start", text_or_null(day_text(deed.start()))},
            {"end", text_or_null(day_text(deed.end()))},
            {"place", place},
            {"factuality", to_string(deed.event.factuality)},
            {"according_to", text_or_null(deed.told_by())},
            {"killed", count_json(deed.event.killed)},
            {"injured", count_json(deed.event.injured)},
            {"sentence", deed.sentence()},
            {"publisher", text_or_null(deed.document.publisher)},
            {"uri", deed.document.uri}}}};
}

class GeojsonExporter final : public JsonListExporter {
 public:
  GeojsonExporter()
      : JsonListExporter("deeds.geojson", "{\"type\":\"FeatureCollection\",\"features\":[", "\n]}\n") {}

 protected:
  std::vector<OrderedJson> elements_of(const ExportItem& item) const override {
    std::vector<OrderedJson> out;
    for (const Deed& deed : deeds_of(item)) out.push_back(feature(deed));
    return out;
  }
};

}  // namespace

MadeExporter make_geojson_exporter(const std::filesystem::path&) {
  return std::unique_ptr<Exporter>{std::make_unique<GeojsonExporter>()};
}

}  // namespace avow::pipeline
