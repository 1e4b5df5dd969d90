// `avow read`: texts in; an account, records or a ledger out.
#include <filesystem>

#include <fmt/format.h>

#include "avow/base/file.hpp"
#include "avow/base/strings.hpp"
#include "avow/pipeline/formats.hpp"
#include "avow/pipeline/layer_dump.hpp"
#include "command.hpp"
#include "read_run.hpp"

namespace avow::cli {
namespace {

namespace fs = std::filesystem;

constexpr auto kExamples = R"(Examples:
  avow read article.txt
  avow read article.txt --date 2021-07-23 --publisher "The Valley Post"
  avow read samples/ -o ledger.db --threads 2
  cat article.txt | avow read - --format json
  avow read texts/ --format codebook --out-dir coded/
A file FILE.toml beside a text gives its title, publisher and published date.
)";

// What one document becomes on paper; runs on the coding threads.
std::string render(const Document& document, const ReadArguments& arguments, const std::string& name,
                   const pipeline::AccountStyle& style, const std::optional<pipeline::PloverFormat>& plover) {
  if (!arguments.layer.empty()) return pipeline::dump_layer(document, arguments.layer);
  if (arguments.format == "json") return pipeline::to_record(document) + "\n";
  if (arguments.format == "codebook") return pipeline::to_codebook(document, name) + "\n";
  if (arguments.format == "conllu") return pipeline::to_conllu(document);
  if (plover) return plover->rows(document);
  if (arguments.format == "text") return pipeline::to_account(document, style) + "\n";
  return {};
}

// "text=body": the text stands in the field `body`.
Result<source::FieldNames> field_names(const std::vector<std::string>& given) {
  source::FieldNames names;
  for (const std::string& each : given) {
    const auto sign = each.find('=');
    const std::string what = each.substr(0, sign);
    std::string* member = what == "text"        ? &names.text
                          : what == "title"     ? &names.title
                          : what == "publisher" ? &names.publisher
                          : what == "published" ? &names.published
                          : what == "uri"       ? &names.uri
                          : what == "language"  ? &names.language
                                                : nullptr;
    if (member == nullptr || sign == std::string::npos || sign + 1 == each.size()) {
      return Error{
          ErrorCode::usage,
          fmt::format("--field {}: it is WHAT=NAME, and WHAT is text, title, publisher, published, uri "
                      "or language",
                      each),
          ""};
    }
    *member = each.substr(sign + 1);
  }
  return names;
}

Result<pipeline::ReadPlan> plan_of(const ReadArguments& arguments) {
  pipeline::ReadPlan plan;
  const auto date = date_of(arguments.date, "--date");
  if (!date) return date.error();
  plan.options.given.published = *date;
  plan.options.given.publisher = arguments.publisher;
  auto fields = field_names(arguments.fields);
  if (!fields) return fields.error();
  plan.options.fields = std::move(*fields);
  plan.with_originals = !arguments.ledger.empty() && !arguments.no_originals;
  plan.threads = threads_of(arguments);
  plan.inputs = source::list_inputs(arguments.paths);
  return plan;
}

Layer last_layer(const ReadArguments& arguments) {
  if (!arguments.ledger.empty()) return Layer::findings;
  if (!arguments.layer.empty()) return *pipeline::layer_of_dump(arguments.layer);
  return arguments.format == "conllu" ? Layer::syntax : Layer::findings;
}

// The tables of --format plover, when that is asked for.
Result<std::optional<pipeline::PloverFormat>> plover_of(const ReadArguments& arguments) {
  if (arguments.format != "plover") return std::optional<pipeline::PloverFormat>{};
  const auto folder = find_data_folder(arguments.data.data_folder);
  if (!folder) return folder.error();
  auto loaded = pipeline::PloverFormat::load(*folder);
  if (!loaded) return loaded.error();
  return std::optional{std::move(*loaded)};
}

int read(const ReadArguments& arguments) {
  const auto plan = plan_of(arguments);
  if (!plan) return fail(plan.error());
  const auto made = make_pipeline(arguments.data, last_layer(arguments));
  if (!made) return fail(made.error());
  const auto plover = plover_of(arguments);
  if (!plover) return fail(plover.error());
  if (!arguments.out_folder.empty()) {
    std::error_code failure;
    fs::create_directories(arguments.out_folder, failure);
    if (failure) return fail({ErrorCode::write_failed, failure.message(), arguments.out_folder});
  }
  ReadRun run{arguments, plan->inputs.inputs};
  if (const auto opened = run.open_ledger(); !opened) return fail(opened.error());
  for (const Error& error : plan->inputs.problems) run.problem(error.place, error);
  const pipeline::AccountStyle style = style_of(arguments.style);
  // With an account, record or file to print, a document known to the ledger is read all the same.
  const bool only_ledger = arguments.format.empty() && arguments.layer.empty();
  pipeline::ReadCallbacks callbacks;
  if (only_ledger) callbacks.skip = [&](const std::string& id) { return run.ingestion()->knows(id); };
  if (!only_ledger) {
    callbacks.render = [&](const Document& document, std::size_t input, std::size_t number) {
      return render(document, arguments, run.name_of(input, number), style, *plover);
    };
  }
  if (plan->with_originals) {
    callbacks.finish = [&](Document& document) { return run.ingestion()->keep_original(document); };
  }
  callbacks.deliver = [&](pipeline::ReadItem item) { return run.take(std::move(item)); };
  pipeline::read_all(*made, *plan, callbacks);
  return run.finish();
}

}  // namespace

void add_read_command(CLI::App& app, int& exit_code) {
  auto arguments = std::make_shared<ReadArguments>();
  CLI::App* command = app.add_subcommand("read", "Read texts and folders of texts");
  command->footer(kExamples);
  command->add_option("PATH", arguments->paths, "text files, folders of them, or - for standard input")
      ->required();
  command
      ->add_option("-o,--ledger", arguments->ledger,
                   "put the rows into this ledger, which is made if need be")
      ->type_name("LEDGER");
  command
      ->add_option(
          "--format", arguments->format,
          "text (an account, the usual one), json (the record), codebook, plover or conllu; with -o nothing "
          "is printed "
          "unless a format is named")
      ->check(CLI::IsMember({"text", "json", "codebook", "plover", "conllu"}))
      ->type_name("FORMAT");
  command->add_option("--layer", arguments->layer, "print one layer as plain rows instead, for a look inside")
      ->check(CLI::IsMember(
          std::vector<std::string>(pipeline::dump_names().begin(), pipeline::dump_names().end())))
      ->type_name("LAYER");
  command->add_option("--out-dir", arguments->out_folder, "write one file per text into this folder")
      ->type_name("DIR");
  command->add_option("--date", arguments->date, "date of publication, YYYY-MM-DD, of all the texts")
      ->type_name("DATE");
  command->add_option("--publisher", arguments->publisher, "who published the texts")->type_name("NAME");
  command
      ->add_option(
          "--field", arguments->fields,
          "which field of JSON Lines, or column of tables, holds what, as in text=body; WHAT is text, "
          "title, publisher, published, uri or language")
      ->allow_extra_args(false)
      ->type_name("WHAT=NAME");
  command->add_flag("--no-originals", arguments->no_originals,
                    "do not keep the documents' own bytes in LEDGER.originals");
  command
      ->add_option("--threads", arguments->threads, "coding threads (one for each processor when not given)")
      ->type_name("N")
      ->check(CLI::Range(1, 256));
  add_data_options(*command, arguments->data);
  add_style_options(*command, arguments->style);
  command->callback([arguments, &exit_code] {
    if (arguments->format.empty() && arguments->ledger.empty() && arguments->layer.empty()) {
      arguments->format = "text";
    }
    exit_code = read(*arguments);
  });
}

}  // namespace avow::cli
