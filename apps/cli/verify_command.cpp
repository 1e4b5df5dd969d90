// `avow verify`, `avow original` and `avow problems`: is the ledger what it says, what it was made of, and
// what could not be read.
#include <nlohmann/json.hpp>

#include <fmt/format.h>

#include "avow/base/file.hpp"
#include "avow/base/timestamp.hpp"
#include "avow/store/open.hpp"
#include "avow/store/originals.hpp"
#include "command.hpp"

namespace avow::cli {
namespace {

int written(const std::string& out) {
  return print(out) ? kExitDone : fail({ErrorCode::write_failed, "", "standard output"});
}

struct VerifyArguments {
  std::string ledger = kUsualLedger, timestamp_request;
};

// Over the hash of the last entry, which stands for all before it.
Result<void> write_timestamp_request(const std::string& head, const std::string& file) {
  const auto request = timestamp_request(head);
  if (!request) return request.error();
  return system_files().write(file, *request);
}

int verify(const VerifyArguments& arguments) {
  const std::string& path = arguments.ledger;
  const auto store = store::open_ledger(path, store::Access::read);
  if (!store) return fail(store.error());
  const auto verification = (*store)->verify();
  if (!verification) return fail(verification.error());
  if (verification->bad_entry != 0) {
    return fail({ErrorCode::ledger_corrupt,
                 "log entry " + std::to_string(verification->bad_entry) + ": " + verification->what,
                 store::shown_place(path)});
  }
  const auto originals = (*store)->with_originals();
  if (!originals) return fail(originals.error());
  const auto checked = store::Originals{store::originals_of(path)}.check(*originals);
  if (!checked) return fail(checked.error());
  if (!arguments.timestamp_request.empty()) {
    const auto done = write_timestamp_request(verification->head, arguments.timestamp_request);
    if (!done) return fail(done.error());
  }
  return written(
      fmt::format("{}: intact, {} documents, {} of them with their originals, {} log entries\n"
                  "last entry {}\n",
                  store::shown_place(path), verification->documents, originals->size(), verification->entries,
                  verification->head));
}

struct OriginalArguments {
  std::string id, ledger = kUsualLedger;
};

// The one document whose id begins so.
Result<std::string> full_id(ledger::Store& store, std::string_view begin) {
  if (begin.starts_with("sha256:")) begin.remove_prefix(7);
  begin = begin.substr(0, begin.find(':'));  // a row's id names its document too
  const auto ids = store.document_ids();
  if (!ids) return ids.error();
  std::string found;
  for (const std::string& id : *ids) {
    if (!std::string_view{id}.substr(7).starts_with(begin)) continue;
    if (!found.empty()) {
      return Error{ErrorCode::row_not_found, "several documents begin like that; give more digits",
                   std::string{begin}};
    }
    found = id;
  }
  if (found.empty()) return Error{ErrorCode::row_not_found, "no such document", std::string{begin}};
  return found;
}

int original(const OriginalArguments& arguments) {
  const auto store = store::open_ledger(arguments.ledger, store::Access::read);
  if (!store) return fail(store.error());
  const auto id = full_id(**store, arguments.id);
  if (!id) return fail(id.error());
  const auto bytes = store::Originals{store::originals_of(arguments.ledger)}.get(*id);
  return bytes ? written(*bytes) : fail(bytes.error());
}

struct ProblemsArguments {
  std::string ledger = kUsualLedger, format = "text";
  bool all = false;
};

std::string to_text(const ledger::Problem& problem) {
  std::string out = fmt::format("{} {}: {}\n", problem.code, problem.place, problem.message);
  if (!problem.uri.empty()) out += fmt::format("    {}\n", problem.uri);
  out += fmt::format("    met by {} runs, {} to {}", problem.times, problem.first, problem.last);
  return out + (problem.cleared.empty() ? "\n" : fmt::format("; read well on {}\n", problem.cleared));
}

std::string to_json(const ledger::Problem& problem) {
  const nlohmann::ordered_json object = {
      {"code", problem.code}, {"place", problem.place},     {"input", problem.input},
      {"uri", problem.uri},   {"message", problem.message}, {"first", problem.first},
      {"last", problem.last}, {"times", problem.times},     {"cleared", problem.cleared}};
  // What cannot be shown as UTF-8 (a file's name may be any bytes) is replaced.
  return object.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

int problems(const ProblemsArguments& arguments) {
  const auto store = store::open_ledger(arguments.ledger, store::Access::read);
  if (!store) return fail(store.error());
  const auto list = (*store)->problems(arguments.all);
  if (!list) return fail(list.error());
  std::string out;
  for (const ledger::Problem& each : *list) out += arguments.format == "json" ? to_json(each) : to_text(each);
  if (out.empty() && arguments.format == "text") out = "Everything could be read.\n";
  return written(out);
}

}  // namespace

void add_verify_command(CLI::App& app, int& exit_code) {
  auto arguments = std::make_shared<VerifyArguments>();
  CLI::App* command = app.add_subcommand("verify", "Prove that a ledger is what its log says");
  command->footer(
      "Examples:\n  avow verify ledger.db\n  avow verify ledger.db --timestamp-request head.tsq\n");
  command->add_option("LEDGER", arguments->ledger, "the ledger (ledger.db when not given)");
  command
      ->add_option("--timestamp-request", arguments->timestamp_request,
                   "write a request for a time stamp (RFC 3161) over the last entry's hash into this file")
      ->type_name("FILE");
  command->callback([arguments, &exit_code] { exit_code = verify(*arguments); });
}

void add_original_command(CLI::App& app, int& exit_code) {
  auto arguments = std::make_shared<OriginalArguments>();
  CLI::App* command = app.add_subcommand("original", "Print the bytes a document was made of");
  command->footer("Examples:\n  avow original 3f2a9c1b\n  avow original 3f2a9c1b:o1 --ledger ledger.db\n");
  command->add_option("ID", arguments->id, "of a document or one of its rows; may be shortened")->required();
  command->add_option("--ledger", arguments->ledger, "the ledger (ledger.db when not given)")
      ->type_name("LEDGER");
  command->callback([arguments, &exit_code] { exit_code = original(*arguments); });
}

void add_problems_command(CLI::App& app, int& exit_code) {
  auto arguments = std::make_shared<ProblemsArguments>();
  CLI::App* command = app.add_subcommand("problems", "List what could not be read, with code and place");
  command->footer("Examples:\n  avow problems ledger.db\n  avow problems ledger.db --all --format json\n");
  command->add_option("LEDGER", arguments->ledger, "the ledger (ledger.db when not given)");
  command->add_flag("--all", arguments->all, "also what a later run read well");
  command->add_option("--format", arguments->format, "text, or json (one object a line)")
      ->check(CLI::IsMember({"text", "json"}))
      ->type_name("FORMAT");
  command->callback([arguments, &exit_code] { exit_code = problems(*arguments); });
}

}  // namespace avow::cli
