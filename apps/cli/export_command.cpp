// `avow export` and `avow import`: a ledger in the shapes of other programs, and edited tables back.
#include <filesystem>
#include <fstream>
#include <map>

#include "avow/base/file.hpp"
#include "avow/base/limits.hpp"
#include "avow/pipeline/export.hpp"
#include "avow/store/open.hpp"
#include "command.hpp"

namespace avow::cli {
namespace {

namespace fs = std::filesystem;

struct ExportArguments {
  std::string ledger = kUsualLedger;
  std::string format = "jsonl";
  std::string out_folder, data_folder;
  bool unredacted = false, explain_loss = false;
};

constexpr auto kExportExamples = R"(Examples:
  avow export ledger.db --format jsonl > ledger.jsonl
  avow export ledger.db --format csv --out-dir tables/
  avow export ledger.db --format ucdp --explain-loss
Private persons are left out and their places made coarse, unless --unredacted.
)";

// Files of a folder that grow while documents come.
class FolderSink {
 public:
  explicit FolderSink(fs::path folder) : folder_(std::move(folder)) {}

  Result<void> write(std::string_view name, std::string_view bytes) {
    const fs::path path = folder_ / name;
    std::ofstream file{path,
                       std::ios::binary | (begun_[std::string{name}] ? std::ios::app : std::ios::trunc)};
    begun_[std::string{name}] = true;
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    file.flush();
    if (!file) return Error{ErrorCode::write_failed, "", path.string()};
    return {};
  }

 private:
  fs::path folder_;
  std::map<std::string, bool> begun_;
};

std::vector<std::string> shape_names() {
  std::vector<std::string> out;
  for (const auto& shape : pipeline::export_shapes()) out.emplace_back(shape.name);
  return out;
}

Result<std::size_t> run_export(const ExportArguments& arguments, const pipeline::ExportShape& shape,
                               const fs::path& data_folder) {
  const auto store = store::open_ledger(arguments.ledger, store::Access::read);
  if (!store) return store.error();
  auto exporter = pipeline::make_exporter(shape.name, data_folder);
  if (!exporter) return exporter.error();
  pipeline::ExportChoices choices;
  choices.redact = !arguments.unredacted;
  const auto trees = pipeline::trees_for(shape, data_folder);
  if (!trees) return trees.error();
  choices.pipeline = trees->get();
  if (arguments.out_folder.empty()) {
    return pipeline::export_ledger(**store, **exporter, choices,
                                   [](std::string_view, std::string_view bytes) -> Result<void> {
                                     if (!print(bytes))
                                       return Error{ErrorCode::write_failed, "", "standard output"};
                                     return {};
                                   });
  }
  std::error_code failure;
  fs::create_directories(arguments.out_folder, failure);
  if (failure) return Error{ErrorCode::write_failed, failure.message(), arguments.out_folder};
  FolderSink folder{arguments.out_folder};
  return pipeline::export_ledger(
      **store, **exporter, choices,
      [&](std::string_view name, std::string_view bytes) { return folder.write(name, bytes); });
}

int export_to(const ExportArguments& arguments) {
  const auto folder = find_data_folder(arguments.data_folder);
  if (!folder) return fail(folder.error());
  const pipeline::ExportShape* shape = pipeline::find_export_shape(arguments.format);
  if (shape == nullptr) return fail({ErrorCode::usage, "there is no shape " + arguments.format, ""});
  if (arguments.explain_loss) {
    const auto words = pipeline::explain_loss(shape->name, *folder);
    if (!words) return fail(words.error());
    return print(*words) ? kExitDone : fail({ErrorCode::write_failed, "", "standard output"});
  }
  if (shape->file.empty() && arguments.out_folder.empty()) {
    return fail(
        {ErrorCode::usage, arguments.format + " is of several files: name a folder with --out-dir", ""});
  }
  const auto done = run_export(arguments, *shape, *folder);
  return done ? kExitDone : fail(done.error());
}

struct ImportArguments {
  std::string file, by, data_folder;
  std::string ledger = kUsualLedger;
};

int import_reviews(const ImportArguments& arguments) {
  const auto folder = find_data_folder(arguments.data_folder);
  if (!folder) return fail(folder.error());
  const auto bytes = system_files().read(arguments.file, kMaxRegistryFileSizeBytes);
  if (!bytes) return fail(bytes.error());
  const auto store = store::open_ledger(arguments.ledger, store::Access::write);
  if (!store) return fail(store.error());
  const auto found = pipeline::read_reviews_csv(**store, *bytes, arguments.file, arguments.by, *folder);
  if (!found) return fail(found.error());
  for (const Error& problem : found->problems) complain(problem);
  if (!found->problems.empty()) return kExitFailed;
  const auto written = (*store)->add_reviews(found->reviews);
  if (!written) return fail(written.error());
  const std::string out =
      std::to_string(written->size()) + (written->size() == 1 ? " review" : " reviews") + " taken in\n";
  return print(out) ? kExitDone : fail({ErrorCode::write_failed, "", "standard output"});
}

}  // namespace

void add_export_command(CLI::App& app, int& exit_code) {
  auto arguments = std::make_shared<ExportArguments>();
  CLI::App* command =
      app.add_subcommand("export", "Write a ledger in the shape another program or data set uses");
  command->footer(kExportExamples);
  command->add_option("LEDGER", arguments->ledger, "the ledger (ledger.db when not given)");
  command
      ->add_option(
          "--format", arguments->format,
          "csv, jsonl (the usual one), plover, gdelt, acled, ucdp, claimreview, webannotation, geojson, "
          "brat or conllu")
      ->check(CLI::IsMember(shape_names()))
      ->type_name("FORMAT");
  command->add_option("--out-dir", arguments->out_folder, "write the files into this folder")
      ->type_name("DIR");
  command->add_flag("--unredacted", arguments->unredacted, "with the names and places of private persons");
  command->add_flag("--explain-loss", arguments->explain_loss,
                    "say what the shape cannot hold, and write nothing");
  command->add_option("--data", arguments->data_folder, "folder of tables and models")->type_name("DIR");
  command->callback([arguments, &exit_code] { exit_code = export_to(*arguments); });
}

void add_import_command(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand("import", "Take what people edited back into a ledger");
  command->footer("Example:\n  avow import reviews tables/events.csv --by Ana --ledger ledger.db\n");
  command->require_subcommand(1);
  auto arguments = std::make_shared<ImportArguments>();
  CLI::App* reviews =
      command->add_subcommand("reviews", "Take the edited cells of an exported csv as reviews");
  reviews->footer("Example:\n  avow import reviews tables/events.csv --by Ana --ledger ledger.db\n");
  reviews->add_option("FILE", arguments->file, "a table of rows that avow export --format csv wrote")
      ->required();
  reviews->add_option("--by", arguments->by, "the reviewer, where the column reviewer does not say")
      ->type_name("NAME");
  reviews->add_option("--ledger", arguments->ledger, "the ledger (ledger.db when not given)")
      ->type_name("LEDGER");
  reviews->add_option("--data", arguments->data_folder, "folder of tables and models")->type_name("DIR");
  reviews->callback([arguments, &exit_code] { exit_code = import_reviews(*arguments); });
}

}  // namespace avow::cli
