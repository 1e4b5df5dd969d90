// Exports: the ledger, or a part, in a format; and what each format cannot hold.
#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include <unistd.h>

#include "avow/pipeline/formats.hpp"
#include "avow/pipeline/tables.hpp"
#include "handlers.hpp"

namespace avow::server {
namespace {

struct Format {
  std::string_view name, title, media_type;
  std::vector<std::string_view> loses;
};

const std::vector<Format>& formats() {
  static const std::vector<Format> kFormats = {
      {"csv",
       "One table of rows",
       "text/csv; charset=utf-8",
       {"texts of documents", "spans", "actors' mentions", "nesting of statements"}},
      {"jsonl", "One record a document", "application/x-ndjson", {"reviews", "incidents and copies"}}};
  return kFormats;
}

// A file that goes when it was sent.
class TemporaryFile {
 public:
  TemporaryFile() {
    std::string pattern = (std::filesystem::temp_directory_path() / "avow_export_XXXXXX").string();
    const int descriptor = ::mkstemp(pattern.data());
    if (descriptor < 0) return;
    path_ = pattern;
    file_ = ::fdopen(descriptor, "w");
  }
  ~TemporaryFile() {
    if (file_ != nullptr) static_cast<void>(std::fclose(file_));
    if (!path_.empty()) ::unlink(path_.c_str());
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  void write(std::string_view text) {
    fine_ = fine_ && file_ != nullptr && std::fwrite(text.data(), 1, text.size(), file_) == text.size();
  }
  // The path, to be taken away by who sends it; write_failed when not all is in.
  [[nodiscard]] Result<std::string> finish() {
    fine_ = file_ != nullptr && std::fclose(std::exchange(file_, nullptr)) == 0 && fine_;
    if (!fine_) return Error{ErrorCode::write_failed, "", path_};
    return std::exchange(path_, {});
  }

 private:
  std::string path_;
  std::FILE* file_ = nullptr;
  bool fine_ = true;
};

// Which part of the ledger, and whether private persons are in it.
struct Part {
  std::string party;
  std::optional<Date> since, until;
  bool withhold = true;

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

template <typename ToText>
Result<void> write_documents(ledger::Store& store, const Part& part, TemporaryFile& file,
                             const ToText& to_text) {
  const auto ids = store.document_ids();
  if (!ids) return ids.error();
  for (const std::string& id : *ids) {
    auto document = store.document(id);
    if (!document) return document.error();
    if (!part.has(*document)) continue;
    if (part.withhold) {
      ledger::withhold_private(*document);
      document->uri.clear();
      document->title.clear();
    }
    file.write(to_text(*document));
  }
  return {};
}

// Every row of the lists, a page at a time.
Result<void> write_rows(ledger::Store& store, const Part& part, TemporaryFile& file) {
  bool first = true;
  for (const auto what : {ledger::RowKinds::statements, ledger::RowKinds::obligations,
                          ledger::RowKinds::events, ledger::RowKinds::findings}) {
    ledger::ListQuery query{.what = what, .party = part.party};
    query.since = part.since;
    query.until = part.until;
    query.oldest_first = true;
    query.limit = kMaxLimit;
    query.withhold = part.withhold;
    do {
      const auto rows = store.lists().rows(query);
      if (!rows) return rows.error();
      std::vector<ledger::Row> plain;
      for (const ledger::ListedRow& row : rows->rows) plain.push_back(row.row);
      if (part.withhold) {
        for (ledger::Row& row : plain) row.uri.clear();
      }
      const std::string csv = pipeline::rows_to_csv(plain);
      // The line that names the columns stands once.
      file.write(first ? csv : csv.substr(std::min(csv.find('\n'), csv.size() - 1) + 1));
      first = false;
      query.after = rows->next;
    } while (!query.after.empty());
  }
  return {};
}

Result<void> write_export(ledger::Store& store, const Format& format, const Part& part, TemporaryFile& file) {
  if (format.name == "csv") return write_rows(store, part, file);
  return write_documents(store, part, file,
                         [](const Document& document) { return pipeline::to_record(document) + "\n"; });
}

}  // namespace

Result<Answer> list_exports(Context& context) {
  if (auto fine = context.parameters.check(); !fine) return fine.error();
  Json items = Json::array();
  for (const Format& format : formats()) {
    items.push_back({{"name", format.name},
                     {"title", format.title},
                     {"media_type", format.media_type},
                     {"loses", format.loses}});
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
  part.withhold = !unredacted;
  const Format* format = nullptr;
  for (const Format& each : formats()) {
    if (each.name == context.arguments[0]) format = &each;
  }
  if (format == nullptr)
    return Error{ErrorCode::row_not_found, "there is no such format", context.arguments[0]};
  auto desk = Desk::open(context);
  if (!desk) return desk.error();
  TemporaryFile file;
  if (auto done = write_export(desk->store(), *format, part, file); !done) return done.error();
  auto path = file.finish();
  if (!path) return path.error();
  Answer answer;
  answer.type = format->media_type;
  answer.headers.emplace_back("Content-Disposition",
                              "attachment; filename=\"ledger." + std::string{format->name} + "\"");
  answer.file = std::move(*path);
  return answer;
}

}  // namespace avow::server
