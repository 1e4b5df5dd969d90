// `avow parse`: raw text or CoNLL-U tokens in, CoNLL-U trees out.
#include <iostream>
#include <iterator>

#include "avow/base/file.hpp"
#include "avow/base/limits.hpp"
#include "avow/pipeline/formats.hpp"
#include "avow/source/reader.hpp"
#include "command.hpp"

namespace avow::cli {
namespace {

struct ParseArguments {
  std::string path;
  std::string input = "auto";
  DataArguments data;
};

constexpr auto kExamples = R"(Examples:
  avow parse article.txt
  echo "She said the talks will go on." | avow parse -
  avow parse tokens.conllu --input conllu      sentences and tokens as given, trees by avow
)";

// CoNLL-U files are larger than texts: a treebank is tens of megabytes.
constexpr std::size_t kMaxConlluSizeBytes = 1U << 30U;

Result<std::string> bytes_of(const std::string& path) {
  if (path != "-") return system_files().read(path, kMaxConlluSizeBytes);
  return std::string{std::istreambuf_iterator<char>(std::cin), {}};
}

bool is_conllu(const ParseArguments& arguments) {
  if (arguments.input != "auto") return arguments.input == "conllu";
  return arguments.path.ends_with(".conllu") || arguments.path.ends_with(".conll");
}

int parse(const ParseArguments& arguments) {
  const auto made = make_pipeline(arguments.data, Layer::syntax);
  if (!made) return fail(made.error());
  const auto bytes = bytes_of(arguments.path);
  if (!bytes) return fail(bytes.error());
  const bool conllu = is_conllu(arguments);
  auto document =
      conllu ? pipeline::from_conllu(*bytes, arguments.path) : source::read_text(*bytes, arguments.path);
  if (!document) return fail(document.error());
  made->annotate(*document, conllu ? Layers{Layer::text, Layer::sentences} : Layers{Layer::text});
  const std::string out = pipeline::to_conllu(*document);
  return print(out) ? kExitDone : fail({ErrorCode::write_failed, "", "standard output"});
}

}  // namespace

void add_parse_command(CLI::App& app, int& exit_code) {
  auto arguments = std::make_shared<ParseArguments>();
  CLI::App* command = app.add_subcommand("parse", "Print the trees of a text as CoNLL-U");
  command->footer(kExamples);
  command->add_option("PATH", arguments->path, "a text, a CoNLL-U file, or - for standard input")->required();
  command->add_option("--input", arguments->input, "text, conllu, or auto (by the file's name)")
      ->check(CLI::IsMember({"auto", "text", "conllu"}))
      ->type_name("FORM");
  add_data_options(*command, arguments->data);
  command->callback([arguments, &exit_code] { exit_code = parse(*arguments); });
}

}  // namespace avow::cli
