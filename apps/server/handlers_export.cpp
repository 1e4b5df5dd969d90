// Exports: the ledger, or a part, in each shape of `avow export`; and what each shape cannot hold.
#include <algorithm>
#include <optional>

#include "avow/pipeline/export.hpp"
#include "download.hpp"
#include "handlers.hpp"

namespace avow::server {
namespace {

// Which part of the ledger: documents that name a party, of these days.
struct Part {
  std::string party;
  std::optional<Date> since, until;

  [[nodiscard]] bool has(const Document& document) const {
    if (since && (!document.published || *document.published < *since)) return false;
    if (until && (!document.published || *document.published > *until)) return false;
    if (party.empty()) return true;
    for (const Actor& actor : document.actors) {
      const auto index = static_cast<ActorIndex>(&actor - document.actors.data());
      if (ledger::party_of(document, index).key == party) return true;
    }
    return false;
  }
};

std::string type_of(const pipeline::ExportShape& shape) {
  if (shape.file.empty()) return "application/zip";
  const std::string type{shape.media_type};
  return type.starts_with("text/") ? type + "; charset=utf-8" : type;
}

Result<std::string> write_shape(const Context& context, ledger::Store& store,
                                const pipeline::ExportShape& shape, const Part& part, bool redact) {
  const auto& data_folder = context.app.options().data_folder;
  auto exporter = pipeline::make_exporter(shape.name, data_folder);
  if (!exporter) return exporter.error();
  auto download = Download::make();
  if (!download) return download.error();
  pipeline::ExportChoices choices;
  choices.redact = redact;
  // Where a file lies, and what its headline says, may tell whom it is about.
  choices.look = [&, viewer = context.viewer.withhold()](pipeline::ExportItem& item) {
    if (!part.has(item.document)) return false;
    if (viewer) {
      item.document.uri = item.document.id;
      item.document.title.clear();
    }
    return true;
  };
  const auto trees = pipeline::trees_for(shape, data_folder);
  if (!trees) return trees.error();
  choices.pipeline = trees->get();
  const auto sink = [&](std::string_view file, std::string_view bytes) { return download->add(file, bytes); };
  if (auto done = pipeline::export_ledger(store, **exporter, choices, sink); !done) return done.error();
  return shape.file.empty() ? download->packed() : download->only(std::string{shape.file});
}

}  // namespace

Result<Answer> list_exports(Context& context) {
  if (auto fine = context.parameters.check(); !fine) return fine.error();
  Json items = Json::array();
  for (const pipeline::ExportShape& shape : pipeline::export_shapes()) {
    const auto losses = pipeline::export_losses(shape.name, context.app.options().data_folder);
    if (!losses) return losses.error();
    Json loses = Json::array();
    for (const std::string& loss : *losses) {
      if (loss != "nothing") loses.push_back(loss);
    }
    items.push_back({{"name", shape.name},
                     {"title", shape.title},
                     {"media_type", type_of(shape)},
                     {"loses", std::move(loses)}});
  }
  return json_answer({{"items", std::move(items)}});
}

Result<Answer> export_ledger(Context& context) {
  Part part;
  part.party = context.parameters.text("party");
  part.since = context.parameters.date("since");
  part.until = context.parameters.date("until");
  const bool unredacted = context.parameters.choice("unredacted", {"", "yes"}) == "yes";
  if (unredacted && context.viewer.withhold()) return Error{ErrorCode::not_allowed, "", "unredacted"};
  const pipeline::ExportShape* shape = pipeline::find_export_shape(context.arguments[0]);
  if (shape == nullptr) {
    return Error{ErrorCode::row_not_found, "there is no such format", context.arguments[0]};
  }
  auto desk = Desk::open(context);
  if (!desk) return desk.error();
  auto path = write_shape(context, desk->store(), *shape, part, !unredacted);
  if (!path) return path.error();
  const std::string name = shape->file.empty() ? std::string{shape->name} + ".zip" : std::string{shape->file};
  Answer answer;
  answer.type = type_of(*shape);
  answer.headers.emplace_back("Content-Disposition", "attachment; filename=\"" + name + "\"");
  answer.file = std::move(*path);
  return answer;
}

}  // namespace avow::server
