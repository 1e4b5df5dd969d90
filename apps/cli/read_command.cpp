// `avow read`: texts in, rows out.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <iterator>

#include "avow/base/file.hpp"
#include "avow/base/hash.hpp"
#include "avow/base/limits.hpp"
#include "avow/pipeline/formats.hpp"
#include "avow/pipeline/layer_dump.hpp"
#include "avow/pipeline/pipeline.hpp"
#include "command.hpp"

namespace avow::cli {
namespace {

namespace fs = std::filesystem;

struct ReadArguments {
  std::vector<std::string> paths;
  std::string format = "json";
  std::string layer;
  std::string out_folder;
  std::string date;
  std::string publisher;
  std::string data_folder;
  std::vector<std::string> registry_files;
};

Result<Document> load(const std::string& path, const ReadArguments& arguments) {
  Document document;
  if (path == "-") {
    document.text.assign(std::istreambuf_iterator<char>(std::cin), {});
  } else {
    auto bytes = system_files().read(path, kMaxDocumentSizeBytes);
    if (!bytes) return bytes.error();
    document.text = std::move(*bytes);
  }
  document.id = "sha256:" + sha256_hex(document.text);
  document.uri = path;
  if (document.text.starts_with("\xEF\xBB\xBF")) document.text.erase(0, 3);
  document.publisher = arguments.publisher;
  document.published = Date::parse(arguments.date);
  return document;
}

Result<void> put(const Document& document, const std::string& path, const ReadArguments& arguments) {
  const std::string name = path == "-" ? "stdin" : fs::path(path).stem().string();
  std::string out;
  std::string suffix = ".json";
  if (!arguments.layer.empty()) {
    out = pipeline::dump_layer(document, arguments.layer);
    suffix = ".txt";
  } else if (arguments.format == "json") {
    out = pipeline::to_record(document) + "\n";
  } else if (arguments.format == "codebook") {
    out = pipeline::to_codebook(document, name) + "\n";
  } else {
    out = pipeline::to_conllu(document);
    suffix = ".conllu";
  }
  if (arguments.out_folder.empty()) {
    std::fwrite(out.data(), 1, out.size(), stdout);
    return {};
  }
  return system_files().write(fs::path(arguments.out_folder) / (name + suffix), out);
}

std::vector<std::string> expand(const std::vector<std::string>& paths) {
  std::vector<std::string> out;
  for (const std::string& path : paths) {
    std::error_code ignored;
    if (!fs::is_directory(path, ignored)) {
      out.push_back(path);
      continue;
    }
    std::vector<std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(path, ignored)) {
      if (entry.is_regular_file() && entry.path().extension() == ".txt")
        files.push_back(entry.path().string());
    }
    std::sort(files.begin(), files.end());
    out.insert(out.end(), files.begin(), files.end());
  }
  return out;
}

int read(const ReadArguments& arguments) {
  const auto folder = find_data_folder(arguments.data_folder);
  if (!folder) return fail(folder.error());
  pipeline::Options options{.data_folder = *folder};
  for (const std::string& file : arguments.registry_files) options.registry_files.emplace_back(file);
  const auto made = pipeline::Pipeline::make(options);
  if (!made) return fail(made.error());
  if (!arguments.out_folder.empty()) {
    std::error_code ignored;
    fs::create_directories(arguments.out_folder, ignored);
  }
  int exit_code = kExitDone;
  for (const std::string& path : expand(arguments.paths)) {
    auto document = load(path, arguments);
    if (!document) {
      complain(document.error());
      exit_code = kExitPartly;
      continue;
    }
    made->annotate(*document);
    if (const auto written = put(*document, path, arguments); !written) return fail(written.error());
  }
  return exit_code;
}

}  // namespace

void add_read_command(CLI::App& app, int& exit_code) {
  auto arguments = std::make_shared<ReadArguments>();
  CLI::App* command = app.add_subcommand("read", "Read texts and folders of texts");
  command->add_option("paths", arguments->paths, "text files, folders of them, or - for standard input")
      ->required();
  command->add_option("--format", arguments->format, "json, codebook or conllu")
      ->check(CLI::IsMember({"json", "codebook", "conllu"}));
  command->add_option("--layer", arguments->layer, "print one layer as plain rows instead")
      ->check(CLI::IsMember(
          std::vector<std::string>(pipeline::dump_names().begin(), pipeline::dump_names().end())));
  command->add_option("--out-dir", arguments->out_folder, "write one file per text into this folder");
  command->add_option("--date", arguments->date, "date of publication, YYYY-MM-DD");
  command->add_option("--publisher", arguments->publisher, "who published the texts");
  command->add_option("--data", arguments->data_folder, "folder of tables and models");
  command->add_option("--registry", arguments->registry_files, "registry files of your own");
  command->callback([arguments, &exit_code] { exit_code = read(*arguments); });
}

}  // namespace avow::cli
