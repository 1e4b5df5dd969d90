// `avow review`, `avow reviews` and `avow log`: what people say of rows, and every change of a ledger.
#include <algorithm>

#include "avow/base/file.hpp"
#include "avow/ledger/review.hpp"
#include "avow/store/open.hpp"
#include "command.hpp"

namespace avow::cli {
namespace {

struct ReviewArguments {
  std::string id, verdict;
  std::vector<std::string> words;
  std::string by, reason;
  std::string ledger = kUsualLedger;
};

constexpr auto kReviewExamples = R"(Examples:
  avow review 3f2a9c1b:o1 accept --by Ana
  avow review 3f2a9c1b:f1 reject --by Ana --reason "two different villages"
  avow review 3f2a9c1b:o1 amend polarity=refrain --by Ana --reason "it says will not"
  avow review 3f2a9c1b:e1 note "compare the later report" --by Bo
  avow review 3f2a9c1b:o1 withdraw --by Ana          takes Ana's last word on the row back
)";

Error usage(std::string what) {
  return {ErrorCode::usage, std::move(what), ""};
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : " ") + word;
  return out;
}

bool is_number(const std::string& text) {
  return !text.empty() && text.size() < 19 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// One review for each FIELD=VALUE, else one.
Result<std::vector<ledger::NewReview>> reviews_of(const ReviewArguments& arguments) {
  const auto verdict = ledger::parse_verdict(arguments.verdict);
  if (!verdict)
    return usage("\"" + arguments.verdict + "\" is none of accept, reject, amend, note, withdraw");
  ledger::NewReview review;
  review.row = arguments.id;
  review.verdict = *verdict;
  review.reviewer = arguments.by;
  review.reason = arguments.reason;
  std::vector<ledger::NewReview> out;
  if (*verdict == ledger::Verdict::amend) {
    for (const std::string& word : arguments.words) {
      const std::size_t equals = word.find('=');
      if (equals == std::string::npos || equals == 0)
        return usage("amend wants FIELD=VALUE, not \"" + word + "\"");
      review.field = word.substr(0, equals);
      review.value = word.substr(equals + 1);
      out.push_back(review);
    }
    if (out.empty()) return usage("amend wants FIELD=VALUE");
    return out;
  }
  if (*verdict == ledger::Verdict::note) {
    if (!arguments.words.empty()) review.reason = joined(arguments.words);
  } else if (*verdict == ledger::Verdict::withdraw && arguments.words.size() == 1 &&
             is_number(arguments.words.front())) {
    review.withdraws = std::stoll(arguments.words.front());
  } else if (!arguments.words.empty()) {
    return usage(arguments.verdict + " takes no more words; reasons go after --reason");
  }
  out.push_back(std::move(review));
  return out;
}

int review(const ReviewArguments& arguments) {
  const auto reviews = reviews_of(arguments);
  if (!reviews) return fail(reviews.error());
  const auto store = store::open_ledger(arguments.ledger, store::Access::write);
  if (!store) return fail(store.error());
  const auto written = (*store)->add_reviews(*reviews);
  if (!written) return fail(written.error());
  std::string out;
  for (const ledger::Review& each : *written) {
    out += each.row + ": " + std::string{to_string(each.verdict)};
    if (!each.field.empty())
      out += " " + each.field + "=" + each.value_name +
             " (machine: " + (each.machine.empty() ? "none" : each.machine) + ")";
    if (each.withdraws != 0) out += " entry " + std::to_string(each.withdraws);
    out += ", entry " + std::to_string(each.entry) + " of the log\n";
  }
  return print(out) ? kExitDone : fail({ErrorCode::write_failed, "", "standard output"});
}

struct ReviewsArguments {
  std::string ledger = kUsualLedger;
  std::string row, by;
  bool conflicts = false, standing = false;
};

std::string review_line(const ledger::Review& review) {
  std::string out = std::to_string(review.entry) + "  " + review.at + "  " + review.reviewer + "  " +
                    std::string{to_string(review.verdict)} + " " +
                    (review.row.empty() ? review.first_row + " (gone)" : review.row);
  if (!review.field.empty()) {
    out += " " + review.field + "=" + review.value_name +
           " (machine: " + (review.machine.empty() ? "none" : review.machine) + ")";
  }
  if (review.withdraws != 0) out += " entry " + std::to_string(review.withdraws);
  if (!review.reason.empty()) out += ": " + review.reason;
  if (review.withdrawn) out += " [withdrawn]";
  if (!review.conflict.empty()) out += "\n      conflict: " + review.conflict;
  return out + "\n";
}

int reviews(const ReviewsArguments& arguments) {
  const auto store = store::open_ledger(arguments.ledger, store::Access::read);
  if (!store) return fail(store.error());
  ledger::ReviewQuery query;
  query.row = arguments.row;
  query.reviewer = arguments.by;
  query.conflicts_only = arguments.conflicts;
  query.standing_only = arguments.standing;
  const auto list = (*store)->reviews(query);
  if (!list) return fail(list.error());
  std::string out;
  for (const ledger::Review& each : *list) out += review_line(each);
  if (list->empty()) out = "No review answers.\n";
  return print(out) ? kExitDone : fail({ErrorCode::write_failed, "", "standard output"});
}

struct LogArguments {
  std::string ledger = kUsualLedger;
  std::string since, who, action;
  std::int64_t after = 0;
  std::size_t most = 0;
  bool newest_first = false;
};

int log(const LogArguments& arguments) {
  const auto since = date_of(arguments.since, "--since");
  if (!since) return fail(since.error());
  const auto store = store::open_ledger(arguments.ledger, store::Access::read);
  if (!store) return fail(store.error());
  ledger::LogQuery query;
  query.after = arguments.after;
  query.most = arguments.most;
  query.who = arguments.who;
  query.action = arguments.action;
  query.since = arguments.since;
  query.newest_first = arguments.newest_first;
  const auto entries = (*store)->log(query);
  if (!entries) return fail(entries.error());
  std::string out;
  for (const ledger::LogEntry& each : *entries) {
    out += std::to_string(each.number) + "  " + each.at + "  " + each.who + "  " + each.tool;
    if (!each.versions.empty()) out += "  " + each.versions;
    out += "  " + each.action;
    if (!each.document.empty()) out += "  " + each.document;
    out += "  " + each.hash + "\n";
    if (!each.content.empty()) {
      std::string content = "    " + each.content;
      for (std::size_t at = content.find('\n'); at != std::string::npos; at = content.find('\n', at + 5))
        content.replace(at, 1, "\n    ");
      out += content + "\n";
    }
  }
  if (entries->empty()) out = "No entry answers.\n";
  return print(out) ? kExitDone : fail({ErrorCode::write_failed, "", "standard output"});
}

}  // namespace

void add_review_command(CLI::App& app, int& exit_code) {
  auto arguments = std::make_shared<ReviewArguments>();
  CLI::App* command = app.add_subcommand("review", "Say that a row is right, wrong, or to be read otherwise");
  command->footer(kReviewExamples);
  command->add_option("ID", arguments->id, "the row: digits of its document, a colon, its id there")
      ->required();
  command->add_option("VERDICT", arguments->verdict, "accept, reject, amend, note or withdraw")->required();
  command->add_option(
      "WORD", arguments->words,
      "FIELD=VALUE of amend (several at once), the words of a note, or the entry to withdraw");
  command->add_option("--by", arguments->by, "the reviewer's name")->required()->type_name("NAME");
  command->add_option("--reason", arguments->reason, "why; needed to reject and to amend")->type_name("TEXT");
  command->add_option("--ledger", arguments->ledger, "the ledger (ledger.db when not given)")
      ->type_name("LEDGER");
  command->callback([arguments, &exit_code] { exit_code = review(*arguments); });

  auto listing = std::make_shared<ReviewsArguments>();
  CLI::App* list = app.add_subcommand("reviews", "List what reviewers said");
  list->footer(
      "Examples:\n  avow reviews ledger.db\n  avow reviews --row 3f2a9c1b:o1\n  avow reviews --conflicts\n");
  list->add_option("LEDGER", listing->ledger, "the ledger (ledger.db when not given)");
  list->add_option("--row", listing->row, "of this row only")->type_name("ID");
  list->add_option("--by", listing->by, "of this reviewer only")->type_name("NAME");
  list->add_flag("--conflicts", listing->conflicts, "only those that a later reading speaks against");
  list->add_flag("--standing", listing->standing, "without those withdrawn");
  list->callback([listing, &exit_code] { exit_code = reviews(*listing); });
}

void add_log_command(CLI::App& app, int& exit_code) {
  auto arguments = std::make_shared<LogArguments>();
  CLI::App* command =
      app.add_subcommand("log", "List every change of a ledger: when, who, with what, and its hash");
  command->footer(
      "Examples:\n  avow log ledger.db --newest --most 20\n  avow log --since 2031-05-01 --action review\n");
  command->add_option("LEDGER", arguments->ledger, "the ledger (ledger.db when not given)");
  command->add_option("--since", arguments->since, "not before this day")->type_name("DATE");
  command->add_option("--who", arguments->who, "of this person only")->type_name("NAME");
  command->add_option("--action", arguments->action, "of this action only: review, \"document added\" ...")
      ->type_name("ACTION");
  command->add_option("--after", arguments->after, "entries after this one")->type_name("ENTRY");
  command->add_option("--most", arguments->most, "at most so many")->type_name("N");
  command->add_flag("--newest", arguments->newest_first, "the newest first");
  command->callback([arguments, &exit_code] { exit_code = log(*arguments); });
}

}  // namespace avow::cli
