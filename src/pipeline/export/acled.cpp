// ACLED: deeds of violence and protest (data/export/acled.tsv, acled_types.tsv).
#include <algorithm>

#include "pipeline/export/shapes.hpp"

namespace avow::pipeline {
namespace {

struct TypeRow {
  std::string type, cameo, recipient, disorder, event, sub_event;
};

Result<std::vector<TypeRow>> load_types(const std::filesystem::path& file) {
  const auto table =
      Table::load(file, {"type", "cameo", "recipient", "disorder_type", "event_type", "sub_event_type"});
  if (!table) return table.error();
  std::vector<TypeRow> out;
  for (const TableRow& row : table->rows()) {
    out.push_back({std::string{row["type"]}, std::string{row["cameo"]}, std::string{row["recipient"]},
                   std::string{row["disorder_type"]}, std::string{row["event_type"]},
                   std::string{row["sub_event_type"]}});
  }
  return out;
}

std::string geo_precision(PlacePrecision precision) {
  if (precision == PlacePrecision::city || precision == PlacePrecision::site) return "1";
  if (precision == PlacePrecision::district) return "2";
  return precision == PlacePrecision::region ? "3" : "";
}

std::string time_precision(std::int64_t days) {
  if (days == 0) return {};
  if (days == 1) return "1";
  return days <= 7 ? "2" : "3";
}

class AcledExporter final : public DeedExporter {
 public:
  AcledExporter(std::vector<std::string> columns, std::vector<TypeRow> types, Schemes schemes)
      : DeedExporter("acled.csv", comma_heading(columns)),
        columns_(std::move(columns)),
        types_(std::move(types)),
        schemes_(std::move(schemes)) {}

 protected:
  std::string line_of(const Deed& deed) const override {
    const std::string armed = armed_of(deed.recipient());
    const TypeRow* type = type_of(deed.event, armed);
    if (type == nullptr) return {};
    Cells cells{columns_};
    const std::string day = day_text(deed.start());
    cells.set("event_date", day);
    cells.set("year", day.substr(0, 4));
    cells.set("time_precision", time_precision(deed.days()));
    cells.set("disorder_type", type->disorder);
    cells.set("event_type", type->event);
    cells.set("sub_event_type", type->sub_event);
    set_party(cells, "1", deed.actor(), deed.actor_name());
    set_party(cells, "2", deed.recipient(), deed.recipient_name());
    set_interaction(cells, deed);
    if (armed == "civilians" && type->disorder == "Political violence")
      cells.set("civilian_targeting", "Civilian targeting");
    if (const Place* place = deed.place()) {
      cells.set("country", schemes_.country_name(place->country));
      cells.set("admin1", place->admin1);
      cells.set("location", place->name);
      cells.set("latitude", degrees(place->latitude));
      cells.set("longitude", degrees(place->longitude));
      cells.set("geo_precision", geo_precision(place->precision));
    }
    cells.set("source", deed.document.publisher);
    cells.set("notes", std::string{deed.sentence()});
    if (deed.event.killed) cells.set("fatalities", std::to_string(deed.event.killed->low));
    return cells.comma_separated();
  }

 private:
  std::string armed_of(const Actor* actor) const {
    return actor == nullptr ? std::string{} : schemes_.sector(actor->kind).armed;
  }

  const TypeRow* type_of(const Event& event, const std::string& armed) const {
    for (const TypeRow& row : types_) {
      if (row.type != to_string(event.type)) continue;
      if (row.cameo != "*" && !event.cameo.starts_with(row.cameo)) continue;
      const bool fits = row.recipient == "*" || (row.recipient == "civilians" && armed == "civilians") ||
                        (row.recipient == "armed" && (armed == "state" || armed == "group"));
      if (fits) return &row;
    }
    return nullptr;
  }

  void set_party(Cells& cells, const std::string& number, const Actor* actor, const std::string& name) const {
    cells.set("actor" + number, name);
    if (actor == nullptr) return;
    cells.set("assoc_actor_" + number, actor->side_name);
    cells.set("inter" + number, schemes_.sector(actor->kind).acled);
  }

  void set_interaction(Cells& cells, const Deed& deed) const {
    if (deed.actor() == nullptr || deed.recipient() == nullptr) return;
    const std::string one = schemes_.sector(deed.actor()->kind).acled;
    const std::string other = schemes_.sector(deed.recipient()->kind).acled;
    if (!one.empty() && !other.empty()) cells.set("interaction", std::min(one, other) + std::max(one, other));
  }

  std::vector<std::string> columns_;
  std::vector<TypeRow> types_;
  Schemes schemes_;
};

}  // namespace

MadeExporter make_acled_exporter(const std::filesystem::path& data_folder) {
  auto columns = load_columns(data_folder / "export/acled.tsv");
  if (!columns) return columns.error();
  auto types = load_types(data_folder / "export/acled_types.tsv");
  if (!types) return types.error();
  auto schemes = Schemes::load(data_folder);
  if (!schemes) return schemes.error();
  return std::unique_ptr<Exporter>{
      std::make_unique<AcledExporter>(std::move(*columns), std::move(*types), std::move(*schemes))};
}

}  // namespace avow::pipeline
