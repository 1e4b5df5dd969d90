// What a ledger of a file survives: being killed at any moment, and a disk that fails at any call.
#include <algorithm>
#include <chrono>
#include <filesystem>
#include <functional>
#include <random>
#include <set>
#include <thread>

#include <sys/wait.h>
#include <unistd.h>

#include <gtest/gtest.h>

#include "avow/ledger/standing.hpp"
#include "avow/store/open.hpp"
#include "avow/store/originals.hpp"
#include "store/database.hpp"
#include "store/faulty_disk.hpp"
#include "store/test_document.hpp"

namespace avow::store {
namespace {

namespace fs = std::filesystem;

// A table's rows, without the times at which things happened and what follows from them.
std::string select_of(const std::string& table) {
  if (table == "log") {
    return "SELECT entry,action,document,CASE WHEN action LIKE 'document%' THEN digest ELSE '' END FROM log";
  }
  if (table == "reviews") return "SELECT entry,document,first_row,verdict,reason,reviewer FROM reviews";
  return "SELECT * FROM " + table;
}

// Every row of a ledger in the order of the tables' keys; the words' index by what it finds.
std::string dump(const fs::path& path) {
  std::string all;
  auto database = Database::open(path.string(), true);
  EXPECT_TRUE(database.ok());
  std::vector<std::string> tables;
  Sql list{
      *database,
      "SELECT name FROM sqlite_schema WHERE type='table' AND name NOT LIKE 'sentence_search%' AND name NOT "
      "LIKE 'sqlite_%' ORDER BY name"};
  for (list.with(); list.next();) tables.push_back(list.text(0));
  for (const std::string& table : tables) {
    all += "# " + table + "\n";
    Sql rows{*database, select_of(table)};
    for (rows.with(); rows.next();) {
      for (int column = 0; column < rows.columns(); ++column) all += rows.text(column) + "|";
      all += "\n";
    }
  }
  Sql words{*database,
            "SELECT rowid FROM sentence_search WHERE sentence_search MATCH 'shelled' ORDER BY rowid"};
  for (words.with(); words.next();) all += words.text(0) + " ";
  Sql check{*database, "PRAGMA integrity_check"};
  for (check.with(); check.next();) all += check.text(0);
  EXPECT_FALSE(database->failed());
  return all;
}

class Survival : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("avow_survival_" + std::to_string(::getpid()));
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    path_ = folder_ / "ledger.db";
  }
  void TearDown() override { fs::remove_all(folder_); }

  void remove_ledger() const {
    for (const char* ending : {"", "-wal", "-shm", ".originals"}) fs::remove_all(path_.string() + ending);
  }
  static void expect_intact(const fs::path& path) {
    auto store = open_ledger(path.string(), Access::read);
    ASSERT_TRUE(store.ok()) << store.error().to_string();
    const auto verification = (*store)->verify();
    ASSERT_TRUE(verification.ok()) << verification.error().to_string();
    EXPECT_EQ(verification->bad_entry, 0) << verification->what;
  }

  fs::path folder_, path_;
};

// What `avow read` does with documents that are ready: those that are not in yet, in batches, with their
// originals; then what they together say.
Result<void> take_in(const fs::path& path, const std::vector<Document>& documents) {
  constexpr std::size_t kBatch = 4;
  auto store = open_ledger(path.string(), Access::write);
  if (!store) return store.error();
  const auto known = (*store)->document_ids();
  if (!known) return known.error();
  const std::set<std::string> in{known->begin(), known->end()};
  const Originals originals{originals_of(path.string())};
  std::vector<const Document*> batch;
  const auto flush = [&]() -> Result<void> {
    const auto added = (*store)->add(batch);
    batch.clear();
    return added ? Result<void>{} : Result<void>{added.error()};
  };
  for (const Document& each : documents) {
    if (in.contains(each.id)) continue;
    if (auto kept = originals.put(each.id, each.text); !kept) return kept;
    batch.push_back(&each);
    if (batch.size() < kBatch) continue;
    if (auto done = flush(); !done) return done;
  }
  if (auto done = flush(); !done) return done;
  const auto stands = (*store)->standings().bring_up_to_date(AVOW_SOURCE_DIR "/data");
  return stands ? Result<void>{} : Result<void>{stands.error()};
}

// Runs take_in() in a process of its own, killed after so long; whether it was.
bool killed_after(std::chrono::microseconds moment, const fs::path& path,
                  const std::vector<Document>& documents) {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(take_in(path, documents).ok() ? 0 : 1);
  std::this_thread::sleep_for(moment);
  ::kill(child, SIGKILL);
  int status = 0;
  ::waitpid(child, &status, 0);
  if (WIFSIGNALED(status)) return true;
  EXPECT_EQ(WEXITSTATUS(status), 0) << "a run that was not killed failed";
  return false;
}

TEST_F(Survival, KilledTwoHundredTimesItEndsAsIfUndisturbed) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "counts on the time a run takes";
#endif
  constexpr int kKills = 200, kDocuments = 24;
  std::vector<Document> documents;
  for (int i = 0; i < kDocuments; ++i) {
    documents.push_back(test_document(i));
    documents.back().original_kept = true;
  }
  const auto start = std::chrono::steady_clock::now();
  ASSERT_TRUE(take_in(path_, documents).ok());
  const auto whole =
      std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - start);
  const std::string undisturbed = dump(path_);
  std::mt19937 random{20310506};
  // Shorter than a run, so that most are killed, and some get far.
  std::uniform_int_distribution<std::int64_t> moment{
      0, std::clamp<std::int64_t>(whole.count() / 2, 2000, 60'000)};
  int kills = 0, rounds = 0;
  while (kills < kKills) {
    remove_ledger();
    ++rounds;
    while (killed_after(std::chrono::microseconds{moment(random)}, path_, documents)) ++kills;
    ASSERT_EQ(dump(path_), undisturbed) << "after " << kills << " kills";
    expect_intact(path_);
    for (const Document& each : documents) {
      const auto original = Originals{originals_of(path_.string())}.get(each.id);
      ASSERT_TRUE(original.ok());
      EXPECT_EQ(*original, each.text);
    }
  }
  RecordProperty("kills", kills);
  RecordProperty("rounds", rounds);
}

// A call of the store, and whether it is one transaction: all or nothing.
struct Call {
  const char* name;
  bool whole;
  std::function<Result<void>(ledger::Store&)> run;
};

template <typename T>
Result<void> plain(const Result<T>& result) {
  return result ? Result<void>{} : Result<void>{result.error()};
}

std::vector<Call> calls() {
  static const Document second = test_document(1), third = test_document(2);
  static const Document reread = [] {
    Document document = test_document(0);
    document.sentences.pop_back();
    document.obligations[0].polarity = Polarity::to_do;
    return document;
  }();
  static const std::vector<std::string> inputs{"in.jsonl"};
  return {{"add", true,
           [](auto& store) {
             return plain(store.add(std::vector{&second, &third}));
           }},
          {"replace", true, [](auto& store) { return plain(store.replace(reread)); }},
          {"review", true,
           [](auto& store) {
             ledger::NewReview review;
             review.row = ledger::short_id(test_document(0).id) + ":o1";
             review.verdict = ledger::Verdict::accept;
             review.reviewer = "Ann";
             review.reason = "It says so.";
             return plain(store.add_reviews(std::vector{review}));
           }},
          {"record", true, [](auto& store) { return plain(store.record("export", "csv")); }},
          {"keep", true, [](auto& store) { return store.keep("feed", "yesterday"); }},
          {"note problems", true,
           [](auto& store) {
             return store.note_problems(std::vector<ledger::Problem>{
                 {"in.jsonl", "in.jsonl:2", "AVW-1001", "", "broken", "run 2", "run 2", {}, 1}});
           }},
          {"clear problems", true, [](auto& store) { return store.clear_problems(inputs, "run 3"); }},
          {"bring up to date", false,
           [](auto& store) { return plain(store.standings().bring_up_to_date(AVOW_SOURCE_DIR "/data")); }}};
}

class Faults : public Survival, public testing::WithParamInterface<FaultyDisk::Fault> {
 protected:
  void make_base() {
    const Document first = test_document(0);
    auto store = open_ledger((folder_ / "base.db").string(), Access::write);
    ASSERT_TRUE(store.ok());
    ASSERT_EQ((*store)->add(std::vector{&first}).value(), 1U);
    ASSERT_TRUE((*store)
                    ->note_problems(std::vector<ledger::Problem>{
                        {"in.jsonl", "in.jsonl:1", "AVW-1001", "", "broken", "run 1", "run 1", {}, 1}})
                    .ok());
  }
  void take_base() const {
    remove_ledger();
    fs::copy_file(folder_ / "base.db", path_);
  }
  std::string undisturbed(const Call& call) const {
    take_base();
    auto store = open_ledger(path_.string(), Access::write);
    EXPECT_TRUE(call.run(**store).ok()) << call.name;
    store->reset();
    return dump(path_);
  }
  // False when the call makes fewer calls of the disk than `at`.
  bool fault(const Call& call, int at, const std::string& before, const std::string& after) {
    take_base();
    FaultyDisk disk;
    auto store = open_ledger(path_.string(), Access::write);
    EXPECT_TRUE(store.ok());
    disk.fail_at(at, GetParam());
    const auto done = call.run(**store);
    const bool hit = disk.has_failed();
    disk.heal();
    if (!done) {
      EXPECT_TRUE(done.error().code == ErrorCode::ledger_write_failed ||
                  done.error().code == ErrorCode::ledger_locked)
          << done.error().to_string();
      ++failures_;
      if (call.whole) {
        EXPECT_EQ(dump(path_), before);
      }
      const auto again = call.run(**store);
      EXPECT_TRUE(again.ok()) << again.error().to_string();
    }
    store->reset();
    EXPECT_EQ(dump(path_), after) << (done ? "told as done" : done.error().to_string());
    expect_intact(path_);
    return hit;
  }
  int failures_ = 0;
};

std::string fault_name(const testing::TestParamInfo<FaultyDisk::Fault>& info) {
  if (info.param == FaultyDisk::Fault::locked) return "Locked";
  return info.param == FaultyDisk::Fault::full ? "Full" : "ShortWrite";
}

INSTANTIATE_TEST_SUITE_P(Disk, Faults,
                         testing::Values(FaultyDisk::Fault::full, FaultyDisk::Fault::short_write,
                                         FaultyDisk::Fault::locked),
                         fault_name);

TEST_P(Faults, AtEachCallOfTheDiskOfEachCallOfTheStore) {
  make_base();
  const std::string before = dump(folder_ / "base.db");
  int faults = 0;
  for (const Call& call : calls()) {
    SCOPED_TRACE(call.name);
    const std::string after = undisturbed(call);
    int at = 0;
    while (at < 400 && fault(call, at, before, after)) ++at;
    EXPECT_GT(at, 0) << "no call of the disk was met";
    EXPECT_LT(at, 400);
    faults += at;
    if (HasFailure()) break;
  }
  EXPECT_GT(failures_, GetParam() == FaultyDisk::Fault::locked ? 4 : 20);
  RecordProperty("faults", faults);
  RecordProperty("failures", failures_);
}

}  // namespace
}  // namespace avow::store
