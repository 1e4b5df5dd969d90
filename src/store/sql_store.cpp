#include "avow/store/open.hpp"

#include <filesystem>

#include "avow/base/strings.hpp"
#include "store/address.hpp"
#include "store/database.hpp"
#include "store/lists.hpp"
#include "store/log.hpp"
#include "store/party_words.hpp"
#include "store/problems.hpp"
#include "store/reader.hpp"
#include "store/replace.hpp"
#include "store/reviews.hpp"
#include "store/schema.hpp"
#include "store/search.hpp"
#include "store/standings.hpp"
#include "store/writer.hpp"

namespace avow::store {
namespace {

class SqlStore final : public ledger::Store {
 public:
  explicit SqlStore(Database database) : database_(std::move(database)) {}

  Result<std::size_t> add(std::span<const Document* const> documents) override {
    std::size_t added = 0;
    const auto done = write([&]() -> Result<void> {
      for (const Document* document : documents) added += writer_->add(*document) ? 1 : 0;
      return {};
    });
    if (!done) return done.error();
    return added;
  }

  void work_as(ledger::Hand hand) override {
    hand_ = std::move(hand);
    if (writer_) writer_->work_as(hand_);
  }

  Result<std::vector<ledger::Review>> add_reviews(std::span<const ledger::NewReview> reviews) override {
    std::vector<ledger::Review> out;
    const auto done = write([&]() -> Result<void> {
      for (const ledger::NewReview& each : reviews) {
        auto written = write_review(database_, each, hand_);
        if (!written) return written.error();
        out.push_back(std::move(*written));
      }
      return {};
    });
    if (!done) return done.error();
    return out;
  }

  Result<std::vector<ledger::Review>> reviews(const ledger::ReviewQuery& query) override {
    return read_reviews(database_, query);
  }

  Result<std::vector<ledger::PartyWord>> add_party_words(std::span<const ledger::PartyWord> words) override {
    std::vector<ledger::PartyWord> out;
    const auto done = write([&]() -> Result<void> {
      for (const ledger::PartyWord& each : words) {
        auto written = write_party_word(database_, each, hand_);
        if (!written) return written.error();
        out.push_back(std::move(*written));
      }
      return {};
    });
    if (!done) return done.error();
    return out;
  }

  Result<std::vector<ledger::PartyWord>> party_words(bool standing_only) override {
    return read_party_words(database_, standing_only);
  }

  Result<std::vector<ledger::LogEntry>> log(const ledger::LogQuery& query) override {
    return read_log(database_, query);
  }

  Result<std::int64_t> record(std::string_view action, std::string_view content) override {
    std::int64_t entry = 0;
    const auto done = write([&]() -> Result<void> {
      entry = append_entry(database_, {action, {}, {}, content}, hand_);
      return {};
    });
    if (!done) return done.error();
    return entry;
  }

  Result<ledger::Rereading> replace(const Document& document) override {
    ledger::Rereading out;
    const auto done = write([&]() -> Result<void> {
      auto replaced = replace_document(database_, *writer_, document, hand_);
      if (!replaced) return replaced.error();
      out = std::move(*replaced);
      return {};
    });
    if (!done) return done.error();
    return out;
  }

  Result<std::vector<std::string>> document_ids() override {
    std::vector<std::string> ids;
    Sql list{database_, "SELECT sha256 FROM documents ORDER BY sha256"};
    for (list.with(); list.next();) ids.push_back("sha256:" + list.text(0));
    if (auto failed = database_.take_error()) return *failed;
    return ids;
  }

  Result<Document> document(std::string_view id) override {
    std::string_view sha = id;
    if (sha.starts_with("sha256:")) sha.remove_prefix(7);
    Sql find{database_, "SELECT id FROM documents WHERE sha256=?"};
    const bool found = find.with(sha).next();
    if (auto failed = database_.take_error()) return *failed;
    if (!found) return Error{ErrorCode::row_not_found, "no such document", std::string{id}};
    return read_document(database_, find.number(0));
  }

  Result<std::vector<ledger::Row>> rows(const ledger::Query& query) override {
    auto rows = read_rows(database_, query);
    if (!rows) return rows;
    const auto judgements = read_judgements(database_);
    if (!judgements) return judgements.error();
    for (ledger::Row& row : *rows) {
      if (const auto found = judgements->find(row.id); found != judgements->end())
        row.judgement = found->second;
    }
    return rows;
  }

  Result<ledger::RowPlace> find_row(std::string_view id) override {
    auto found = find_ledger_row(database_, id);
    if (!found) return found.error();
    return ledger::RowPlace{"sha256:" + found->sha256, std::move(found->row)};
  }

  Result<std::vector<ledger::Hit>> search(std::string_view words, std::size_t most) override {
    return search_sentences(database_, words, most);
  }

  Result<ledger::Verification> verify() override {
    // One view of the ledger, whatever another program adds meanwhile.
    if (auto begun = database_.begin_read(); !begun) return begun.error();
    auto verification = verify_log(database_);
    database_.rollback();
    return verification;
  }

  ledger::Standings& standings() override { return standings_; }

  Result<void> note_problems(std::span<const ledger::Problem> problems) override {
    return store::note_problems(database_, problems);
  }
  Result<void> clear_problems(std::span<const std::string> inputs, std::string_view run) override {
    return store::clear_problems(database_, inputs, run);
  }
  Result<std::vector<ledger::Problem>> problems(bool cleared_too) override {
    return read_problems(database_, cleared_too);
  }
  Result<void> keep(std::string_view key, std::string_view value) override {
    return store::keep(database_, key, value);
  }
  Result<std::string> kept(std::string_view key) override { return store::kept(database_, key); }

  Result<std::vector<std::string>> with_originals() override {
    std::vector<std::string> ids;
    Sql list{database_, "SELECT DISTINCT document FROM log WHERE action=? ORDER BY document"};
    for (list.with(kAddedWithOriginal); list.next();) ids.push_back("sha256:" + list.text(0));
    if (auto failed = database_.take_error()) return *failed;
    return ids;
  }

  Result<ledger::Totals> totals() override {
    ledger::Totals totals;
    Sql list{database_,
             "SELECT count(*), CAST(coalesce(sum(sentences),0) AS INTEGER), "
             "CAST(coalesce(sum(actors),0) AS INTEGER), CAST(coalesce(sum(statements),0) AS INTEGER), "
             "CAST(coalesce(sum(events),0) AS INTEGER), CAST(coalesce(sum(obligations),0) AS INTEGER), "
             "CAST(coalesce(sum(findings),0) AS INTEGER), CAST(coalesce(sum(diagnostics),0) AS INTEGER) "
             "FROM documents"};
    if (list.with().next()) {
      totals = {list.number(0), list.number(1), list.number(2), list.number(3),
                list.number(4), list.number(5), list.number(6), list.number(7)};
    }
    if (auto failed = database_.take_error()) return *failed;
    return totals;
  }

  ledger::Lists& lists() override { return lists_; }

 private:
  // Runs the work in one transaction: after an error, nothing of it is in.
  template <typename Work>
  Result<void> write(Work work) {
    if (auto failed = database_.take_error()) return *failed;
    if (auto begun = database_.begin_write(); !begun) return begun;
    // Prepared under the lock: SQLite cannot look at the index of words while it is refused one.
    if (!writer_) {
      writer_.emplace(database_);
      writer_->work_as(hand_);
    }
    Result<void> done;
    if (database_.failed()) {
      writer_.reset();  // statements that could not be prepared would do nothing from now on
    } else {
      done = work();
    }
    if (auto failed = database_.take_error()) done = *failed;
    if (done) done = database_.commit();
    if (done) return done;
    // After some failures the database has rolled back itself; then this has nothing to do.
    database_.rollback();
    if (writer_) writer_->forget();
    return done;
  }

  Database database_;
  StoreStandings standings_{database_};
  SqliteLists lists_{database_};
  ledger::Hand hand_;
  std::optional<Writer> writer_;  // its statements go before the connection does
};

}  // namespace

Result<std::unique_ptr<ledger::Store>> open_ledger(const std::string& place, Access access) {
  std::error_code ignored;
  if (access == Access::read && !is_server_address(place) && !std::filesystem::exists(place, ignored)) {
    return Error{ErrorCode::ledger_open_failed, "there is no such file", place};
  }
  auto database = Database::open(place, access == Access::write);
  if (!database) return database.error();
  auto prepared = prepare_schema(*database, access == Access::write);
  if (!prepared && prepared.error().code == ErrorCode::ledger_older) {
    // Brought up to date first, where it may be written; where not, it stays what it is: an older one.
    auto writable = Database::open(place, true);
    if (writable && prepare_schema(*writable, true)) prepared = prepare_schema(*database, false);
  }
  if (!prepared) return prepared.error();
  return std::unique_ptr<ledger::Store>{std::make_unique<SqlStore>(std::move(*database))};
}

}  // namespace avow::store
