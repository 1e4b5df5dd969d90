// `avow show`, `avow explain` and `avow search`: what a ledger holds.
#include "avow/pipeline/tables.hpp"
#include "avow/store/open.hpp"
#include "command.hpp"

namespace avow::cli {
namespace {

constexpr auto kShowExamples = R"(Examples:
  avow show ledger.db
  avow show ledger.db --party "Hill Front" --kind commitment,finding
  avow show ledger.db --since 2031-05-01 --until 2031-05-31 --format csv > may.csv
)";

constexpr auto kExplainExamples = R"(Examples:
  avow explain 3f2a9c1b:o1
  avow explain 3f2a:f1 --ledger ledger.db
)";

const std::vector<std::string>& kinds() {
  static const std::vector<std::string> list = {
      "commitment", "demand",          "condition", "denial",  "conduct",      "finding",     "assertion",
      "accusation", "acknowledgement", "threat",    "refusal", "condemnation", "endorsement", "condolence"};
  return list;
}

struct ShowArguments {
  std::string ledger = kUsualLedger;
  std::string party, since, until;
  std::vector<std::string> kinds;
  std::string format = "text";
  StyleArguments style;
};

std::string summary(const std::string& ledger, const ledger::Totals& totals) {
  return ledger + ": " + std::to_string(totals.documents) + " documents, " +
         std::to_string(totals.statements) + " statements, " + std::to_string(totals.obligations) +
         " obligations, " + std::to_string(totals.events) + " reported acts, " +
         std::to_string(totals.findings) + " findings\n";
}

Result<ledger::Query> query_of(const ShowArguments& arguments) {
  ledger::Query query;
  query.party = arguments.party;
  query.kinds = arguments.kinds;
  const auto since = date_of(arguments.since, "--since");
  if (!since) return since.error();
  const auto until = date_of(arguments.until, "--until");
  if (!until) return until.error();
  query.since = *since;
  query.until = *until;
  return query;
}

int show(const ShowArguments& arguments) {
  const auto query = query_of(arguments);
  if (!query) return fail(query.error());
  const auto store = store::open_ledger(arguments.ledger, store::Access::read);
  if (!store) return fail(store.error());
  const auto rows = (*store)->rows(*query);
  if (!rows) return fail(rows.error());
  std::string out;
  if (arguments.format == "csv") {
    out = pipeline::rows_to_csv(*rows);
  } else if (arguments.format == "json") {
    out = pipeline::rows_to_json(*rows);
  } else {
    const auto totals = (*store)->totals();
    if (!totals) return fail(totals.error());
    pipeline::TableStyle style{style_of(arguments.style),
                               !arguments.party.empty() || !arguments.kinds.empty()};
    out = summary(store::shown_place(arguments.ledger), *totals) + pipeline::rows_to_text(*rows, style);
    if (rows->empty()) out += "No row answers.\n";
  }
  return print(out) ? kExitDone : fail({ErrorCode::write_failed, "", "standard output"});
}

struct ExplainArguments {
  std::string id;
  std::string ledger = kUsualLedger;
  StyleArguments style;
};

int explain(const ExplainArguments& arguments) {
  const auto store = store::open_ledger(arguments.ledger, store::Access::read);
  if (!store) return fail(store.error());
  const auto place = (*store)->find_row(arguments.id);
  if (!place) return fail(place.error());
  const auto document = (*store)->document(place->document);
  if (!document) return fail(document.error());
  auto words = pipeline::explain_row(*document, place->row, style_of(arguments.style));
  if (!words) return fail(words.error());
  ledger::ReviewQuery query;
  query.row = arguments.id;
  const auto reviews = (*store)->reviews(query);
  if (!reviews) return fail(reviews.error());
  const std::string judged = to_words(ledger::judgement_of(*reviews));
  if (!judged.empty()) *words += "  reviewers     " + judged + "\n";
  return print(*words) ? kExitDone : fail({ErrorCode::write_failed, "", "standard output"});
}

struct SearchArguments {
  std::vector<std::string> words;
  std::string ledger = kUsualLedger;
  std::size_t most = 20;
};

int search(const SearchArguments& arguments) {
  const auto store = store::open_ledger(arguments.ledger, store::Access::read);
  if (!store) return fail(store.error());
  std::string words;
  for (const std::string& word : arguments.words) words += word + " ";
  const auto hits = (*store)->search(words, arguments.most);
  if (!hits) return fail(hits.error());
  std::string out;
  for (const ledger::Hit& hit : *hits) {
    out += ledger::short_id(hit.document) + "  " + hit.uri + "\n    " + hit.sentence + "\n";
  }
  if (hits->empty()) out = "No sentence holds these words.\n";
  return print(out) ? kExitDone : fail({ErrorCode::write_failed, "", "standard output"});
}

}  // namespace

void add_show_command(CLI::App& app, int& exit_code) {
  auto arguments = std::make_shared<ShowArguments>();
  CLI::App* command = app.add_subcommand("show", "Show a ledger's rows by party");
  command->footer(kShowExamples);
  command->add_option("LEDGER", arguments->ledger, "the ledger (ledger.db when not given)");
  command->add_option("--party", arguments->party, "of this party only: registry id or name")
      ->type_name("NAME");
  command
      ->add_option(
          "--kind", arguments->kinds,
          "of these kinds only: commitment, demand, condition, denial, conduct, finding (these are the usual "
          "ones), or a function of a statement: accusation, threat, refusal, condemnation ...")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->check(CLI::IsMember(kinds()))
      ->type_name("KIND,...");
  command->add_option("--since", arguments->since, "not before this day")->type_name("DATE");
  command->add_option("--until", arguments->until, "not after this day")->type_name("DATE");
  command->add_option("--format", arguments->format, "text, csv, or json (one object a line)")
      ->check(CLI::IsMember({"text", "json", "csv"}))
      ->type_name("FORMAT");
  add_style_options(*command, arguments->style);
  command->callback([arguments, &exit_code] { exit_code = show(*arguments); });
}

void add_explain_command(CLI::App& app, int& exit_code) {
  auto arguments = std::make_shared<ExplainArguments>();
  CLI::App* command = app.add_subcommand("explain", "Tell why a row of a ledger is what it is");
  command->footer(kExplainExamples);
  command->add_option("ID", arguments->id, "the row: digits of its document, a colon, its id there")
      ->required();
  command->add_option("--ledger", arguments->ledger, "the ledger (ledger.db when not given)")
      ->type_name("LEDGER");
  add_style_options(*command, arguments->style);
  command->callback([arguments, &exit_code] { exit_code = explain(*arguments); });
}

void add_search_command(CLI::App& app, int& exit_code) {
  auto arguments = std::make_shared<SearchArguments>();
  CLI::App* command = app.add_subcommand("search", "Find the sentences of a ledger that hold some words");
  command->footer("Example:\n  avow search convoy attacked --ledger ledger.db\n");
  command->add_option("WORD", arguments->words, "words the sentence must hold, all of them")->required();
  command->add_option("--ledger", arguments->ledger, "the ledger (ledger.db when not given)")
      ->type_name("LEDGER");
  command->add_option("--most", arguments->most, "at most so many sentences")->type_name("N");
  command->callback([arguments, &exit_code] { exit_code = search(*arguments); });
}

}  // namespace avow::cli
