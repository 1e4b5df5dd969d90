// `avow reread` and `avow diff`: a ledger read again with the models of today, and what is new in one.
#include <algorithm>
#include <array>
#include <cstdio>
#include <set>

#include "avow/base/file.hpp"
#include "avow/ledger/standing.hpp"
#include "avow/pipeline/versions.hpp"
#include "avow/store/open.hpp"
#include "command.hpp"
#include "progress.hpp"

namespace avow::cli {
namespace {

struct RereadArguments {
  std::string ledger = kUsualLedger;
  DataArguments data;
};

// What reading, not coding, noticed about a document: it stays true.
bool is_of_reading(const Diagnostic& each) {
  static constexpr std::array<ErrorCode, 6> kOfCoding = {
      ErrorCode::sentence_too_long, ErrorCode::token_too_long, ErrorCode::quote_unbalanced,
      ErrorCode::quotes_too_deep,   ErrorCode::date_unknown,   ErrorCode::gazetteer_missing};
  return std::find(kOfCoding.begin(), kOfCoding.end(), each.code) == kOfCoding.end();
}

Document text_of(const Document& kept) {
  Document out;
  out.id = kept.id;
  out.uri = kept.uri;
  out.title = kept.title;
  out.publisher = kept.publisher;
  out.publisher_kind = kept.publisher_kind;
  out.published = kept.published;
  out.language = kept.language;
  out.text = kept.text;
  std::copy_if(kept.diagnostics.begin(), kept.diagnostics.end(), std::back_inserter(out.diagnostics),
               is_of_reading);
  return out;
}

std::string words_of(const std::string& document, const ledger::Rereading& reading) {
  const std::string id = ledger::short_id(document);
  std::string out;
  for (const std::string& row : reading.gone) out += id + ":" + row + " gone\n";
  for (const std::string& row : reading.fresh) out += id + ":" + row + " new\n";
  for (const std::string& row : reading.differences) out += id + ":" + row + "\n";
  for (const ledger::Review& review : reading.conflicts) {
    out += "conflict: entry " + std::to_string(review.entry) + ", " + std::string{to_string(review.verdict)} +
           " " + review.first_row + " by " + review.reviewer + ": " + review.conflict + "\n";
  }
  return out;
}

struct Counts {
  std::size_t documents = 0, changed = 0, gone = 0, fresh = 0, differences = 0, conflicts = 0;

  void add(const ledger::Rereading& reading) {
    ++documents;
    changed += reading.changed ? 1 : 0;
    gone += reading.gone.size();
    fresh += reading.fresh.size();
    differences += reading.differences.size();
    conflicts += reading.conflicts.size();
  }
  [[nodiscard]] std::string words() const {
    return std::to_string(documents) + " documents read again, " + std::to_string(changed) +
           " changed: " + std::to_string(gone) + " rows gone, " + std::to_string(fresh) + " new, " +
           std::to_string(differences) + " say otherwise, " + std::to_string(conflicts) +
           " reviews in conflict";
  }
};

Result<Counts> reread_all(ledger::Store& store, const pipeline::Pipeline& pipeline) {
  Counts counts;
  const auto ids = store.document_ids();
  if (!ids) return ids.error();
  Progress progress{0};
  std::size_t words = 0;
  for (const std::string& id : *ids) {
    const auto kept = store.document(id);
    if (!kept) return kept.error();
    Document document = text_of(*kept);
    pipeline.annotate(document);
    const auto reading = store.replace(document);
    if (!reading) return reading.error();
    counts.add(*reading);
    words += document.tokens.size();
    progress.clear();
    if (!print(words_of(id, *reading))) return Error{ErrorCode::write_failed, "", "standard output"};
    progress.update({counts.documents, words, 0});
  }
  return counts;
}

int reread(const RereadArguments& arguments) {
  const auto folder = find_data_folder(arguments.data.data_folder);
  if (!folder) return fail(folder.error());
  const auto made = make_pipeline(arguments.data);
  if (!made) return fail(made.error());
  const std::vector<std::filesystem::path> files{arguments.data.registry_files.begin(),
                                                 arguments.data.registry_files.end()};
  const auto versions = pipeline::versions_of(*folder, files);
  if (!versions) return fail(versions.error());
  // Read only, first: a ledger that is not there is not made.
  if (const auto there = store::open_ledger(arguments.ledger, store::Access::read); !there)
    return fail(there.error());
  const auto store = store::open_ledger(arguments.ledger, store::Access::write);
  if (!store) return fail(store.error());
  (*store)->work_as({.who = {}, .versions = *versions});
  const auto counts = reread_all(**store, *made);
  if (!counts) return fail(counts.error());
  if (const auto entry = (*store)->record("ledger read again", counts->words()); !entry)
    return fail(entry.error());
  if (const auto done = (*store)->standings().bring_up_to_date(*folder); !done) return fail(done.error());
  return print(counts->words() + "\n") ? kExitDone : fail({ErrorCode::write_failed, "", "standard output"});
}

struct DiffArguments {
  std::string ledger = kUsualLedger;
  std::string since, data_folder;
};

bool is_entry(const std::string& text) {
  return !text.empty() && text.size() < 19 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Documents that came in, and what else was done, in order.
struct News {
  std::set<std::string> documents;
  std::string lines;
};

News news_in(const std::vector<ledger::LogEntry>& entries) {
  News out;
  for (const ledger::LogEntry& each : entries) {
    if (each.action.starts_with("document added")) {
      out.documents.insert(each.document);
      continue;
    }
    out.lines += each.at + "  " + each.who + "  " + each.action;
    if (!each.document.empty()) out.lines += "  " + ledger::short_id(each.document);
    if (!each.content.empty()) out.lines += "  " + each.content.substr(0, each.content.find('\n'));
    out.lines += "\n";
  }
  return out;
}

std::string rows_news(const std::vector<ledger::Row>& rows, const std::set<std::string>& documents) {
  std::string out;
  for (const ledger::Row& row : rows) {
    if (!documents.contains(row.document) || row.kind == "conduct") continue;
    out += row.id + "  " + row.kind + "  " + (row.party.empty() ? "(nobody named)" : row.party) + "  " +
           row.text + "\n";
  }
  return out;
}

// Meetings of words and incidents in which a new document has a part.
Result<std::string> meetings_news(ledger::Store& store, const std::set<std::string>& documents) {
  ledger::WordQuery query;
  query.only_met = true;
  query.most = 0;
  const auto words = store.standings().words(query);
  if (!words) return words.error();
  std::string out;
  for (const ledger::WordStanding& word : *words) {
    for (const ledger::Meeting& meeting : word.meetings) {
      const auto incident = store.standings().incident(meeting.incident);
      if (!incident) return incident.error();
      const bool fresh =
          documents.contains(word.document.document) ||
          std::any_of(incident->reports.begin(), incident->reports.end(), [&](const ledger::Report& report) {
            return documents.contains(report.document.document);
          });
      if (!fresh) continue;
      out += meeting.incident + " " + std::string{to_string(meeting.relation)} + " " + word.id + "  " +
             word.party.name + ": " + word.words + "  now " + std::string{to_string(word.status)} + "\n";
    }
  }
  return out;
}

int diff(const DiffArguments& arguments) {
  ledger::LogQuery query;
  if (is_entry(arguments.since)) {
    query.after = std::stoll(arguments.since);
  } else {
    const auto date = date_of(arguments.since, "--since");
    if (!date) return fail(date.error());
    query.since = arguments.since;
  }
  const auto store = store::open_ledger(arguments.ledger, store::Access::read);
  if (!store) return fail(store.error());
  const auto entries = (*store)->log(query);
  if (!entries) return fail(entries.error());
  const News news = news_in(*entries);
  std::string out = std::to_string(news.documents.size()) + " new documents\n";
  for (const std::string& id : news.documents) {
    const auto document = (*store)->document(id);
    if (!document) return fail(document.error());
    out += "  " + ledger::short_id(id) + "  " + document->uri + "\n";
  }
  const auto rows = (*store)->rows({});
  if (!rows) return fail(rows.error());
  const auto meetings = meetings_news(**store, news.documents);
  if (!meetings) return fail(meetings.error());
  out += "\nnew words and findings\n" + rows_news(*rows, news.documents);
  out += "\nnew meetings across documents\n" + *meetings;
  out += "\nreviews and readings\n" + news.lines;
  return print(out) ? kExitDone : fail({ErrorCode::write_failed, "", "standard output"});
}

}  // namespace

void add_reread_command(CLI::App& app, int& exit_code) {
  auto arguments = std::make_shared<RereadArguments>();
  CLI::App* command =
      app.add_subcommand("reread", "Read a ledger's documents again with the models and tables of today");
  command->footer("Example:\n  avow reread ledger.db\n");
  command->add_option("LEDGER", arguments->ledger, "the ledger (ledger.db when not given)");
  add_data_options(*command, arguments->data);
  command->callback([arguments, &exit_code] { exit_code = reread(*arguments); });
}

void add_diff_command(CLI::App& app, int& exit_code) {
  auto arguments = std::make_shared<DiffArguments>();
  CLI::App* command =
      app.add_subcommand("diff", "Tell what is new in a ledger since a day or an entry of its log");
  command->footer(
      "Examples:\n  avow diff ledger.db --since 2031-05-01\n  avow diff ledger.db --since 1200\n");
  command->add_option("LEDGER", arguments->ledger, "the ledger (ledger.db when not given)");
  command->add_option("--since", arguments->since, "a day, or the number of an entry: what came after it")
      ->required()
      ->type_name("DATE|ENTRY");
  command->callback([arguments, &exit_code] { exit_code = diff(*arguments); });
}

}  // namespace avow::cli
