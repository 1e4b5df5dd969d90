#include "avow/store/sqlite_store.hpp"

#include <filesystem>
#include <fstream>

#include <unistd.h>

#include <gtest/gtest.h>
#include <sqlite3.h>

#include "avow/base/file.hpp"
#include "store/faulty_disk.hpp"
#include "store/schema.hpp"
#include "store/sqlite.hpp"
#include "store/test_document.hpp"

namespace avow::store {
namespace {

namespace fs = std::filesystem;

class StoreTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("avow_store_" + std::to_string(::getpid()) + "_" +
                                           testing::UnitTest::GetInstance()->current_test_info()->name());
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    path_ = folder_ / "ledger.db";
  }
  void TearDown() override { fs::remove_all(folder_); }

  [[nodiscard]] std::unique_ptr<ledger::Store> open(Access access = Access::write) const {
    auto store = open_sqlite(path_, access);
    EXPECT_TRUE(store.ok()) << (store.ok() ? "" : store.error().to_string());
    return store.ok() ? std::move(*store) : nullptr;
  }
  [[nodiscard]] ErrorCode open_error(Access access = Access::write) const {
    const auto store = open_sqlite(path_, access);
    return store.ok() ? ErrorCode::internal : store.error().code;
  }
  void execute(const char* sql) const {
    auto database = Database::open(path_, true);
    ASSERT_TRUE(database.ok());
    ASSERT_TRUE(database->execute(sql).ok());
  }

  fs::path folder_, path_;
};

TEST_F(StoreTest, GivesBackWhatWasAdded) {
  const Document document = test_document(1);
  auto store = open();
  ASSERT_EQ(store->add(std::vector<const Document*>{&document}).value(), 1U);
  const auto read = store->document(document.id);
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read->text, document.text);
  EXPECT_EQ(read->published, document.published);
  ASSERT_EQ(read->sentences.size(), 2U);
  EXPECT_EQ(read->sentences[1].span, document.sentences[1].span);
  ASSERT_EQ(read->actors.size(), 3U);
  EXPECT_EQ(read->actors[0].name, "Hill Front");
  ASSERT_EQ(read->statements.size(), 2U);
  EXPECT_EQ(read->statements[0].content, document.statements[0].content);
  EXPECT_EQ(read->statements[0].function, SpeechFunction::commitment);
  ASSERT_EQ(read->obligations.size(), 1U);
  EXPECT_EQ(read->obligations[0].polarity, Polarity::refrain);
  EXPECT_EQ(read->obligations[0].deadline, 0);
  ASSERT_EQ(read->events.size(), 1U);
  EXPECT_EQ(read->events[0].killed->low, 3);
  EXPECT_FALSE(read->events[0].killed->high.has_value());
  EXPECT_EQ(read->events[0].contexts, std::vector<std::string>{"military"});
  ASSERT_EQ(read->findings.size(), 1U);
  EXPECT_EQ(read->findings[0].why, document.findings[0].why);
  ASSERT_EQ(read->diagnostics.size(), 1U);
  EXPECT_EQ(read->diagnostics[0].code, ErrorCode::invalid_utf8);
  EXPECT_EQ(*read->places[0].longitude, -2.25);
  EXPECT_EQ(read->times[0].start->to_string(), "2031-05-05");
}

TEST_F(StoreTest, ReadingTwiceAddsNothing) {
  const Document one = test_document(1), two = test_document(2);
  auto store = open();
  ASSERT_EQ(store->add(std::vector{&one, &two, &one}).value(), 2U);
  ASSERT_EQ(store->add(std::vector{&two}).value(), 0U);
  const auto totals = store->totals();
  EXPECT_EQ(totals->documents, 2);
  EXPECT_EQ(totals->findings, 2);
  EXPECT_EQ(store->document_ids()->size(), 2U);
}

TEST_F(StoreTest, RowsByPartyKindAndDate) {
  const Document one = test_document(1);
  auto store = open();
  ASSERT_TRUE(store->add(std::vector{&one}).ok());
  const auto all = store->rows({});
  ASSERT_TRUE(all.ok());
  ASSERT_EQ(all->size(), 3U);  // commitment, conduct, finding; the mayor's assertion is no row of a table
  EXPECT_EQ((*all)[0].kind, "commitment");
  EXPECT_EQ((*all)[0].text, "shell Port Vale");
  EXPECT_EQ((*all)[1].kind, "conduct");
  EXPECT_EQ((*all)[1].said_by, "the mayor");
  EXPECT_EQ((*all)[1].other, "Port Vale");
  EXPECT_EQ((*all)[2].word, (*all)[0].id);
  EXPECT_EQ((*all)[2].deed, (*all)[1].id);
  EXPECT_EQ(store->rows({.party = "hill front"})->size(), 3U);
  EXPECT_EQ(store->rows({.party = "HILL", .kinds = {"finding"}})->size(), 1U);
  EXPECT_EQ(store->rows({.party = "Nobody"})->size(), 0U);
  EXPECT_EQ(store->rows({.kinds = {"assertion"}})->size(), 1U);
  EXPECT_EQ(store->rows({.since = Date{2031, 5, 7}, .until = {}})->size(), 0U);
}

TEST_F(StoreTest, FindsRowsByShortIds) {
  const Document one = test_document(1);
  auto store = open();
  ASSERT_TRUE(store->add(std::vector{&one}).ok());
  const std::string id = ledger::short_id(one.id);
  EXPECT_EQ(store->find_row(id + ":o1")->document, one.id);
  EXPECT_EQ(store->find_row(id.substr(0, 4) + ":f1")->row, "f1");
  EXPECT_EQ(store->find_row(id + ":o9").error().code, ErrorCode::row_not_found);
  EXPECT_EQ(store->find_row("o1").error().code, ErrorCode::row_not_found);
}

TEST_F(StoreTest, FullTextSearch) {
  const Document one = test_document(1);
  auto store = open();
  ASSERT_TRUE(store->add(std::vector{&one}).ok());
  const auto hits = store->search("gunners vale", 10);
  ASSERT_TRUE(hits.ok());
  ASSERT_EQ(hits->size(), 1U);
  EXPECT_EQ((*hits)[0].sentence, "Hill Front gunners shelled Port Vale, the mayor said.");
  EXPECT_EQ(store->search("gunners \"OR NEAR(", 10)->size(), 0U);
  EXPECT_EQ(store->search("  ", 10)->size(), 0U);
}

TEST_F(StoreTest, TheLogShowsWhatWasChangedLater) {
  const Document one = test_document(1), two = test_document(2), three = test_document(3);
  {
    auto store = open();
    ASSERT_TRUE(store->add(std::vector{&one, &two, &three}).ok());
    const auto intact = store->verify();
    ASSERT_TRUE(intact.ok());
    EXPECT_EQ(intact->bad_entry, 0) << intact->what;
    EXPECT_EQ(intact->entries, 3);
    EXPECT_EQ(intact->head.size(), 64U);
  }
  const auto after = [&](const char* sql) {
    fs::copy_file(path_, folder_ / "copy.db", fs::copy_options::overwrite_existing);
    auto database = Database::open(folder_ / "copy.db", true);
    EXPECT_TRUE(database->execute(sql).ok()) << sql;
    auto store = open_sqlite(folder_ / "copy.db", Access::read);
    return (*store)->verify().value().bad_entry;
  };
  EXPECT_EQ(after("SELECT 1"), 0);
  EXPECT_EQ(after("UPDATE events SET factuality='CT-' WHERE document=2"), 2);
  EXPECT_EQ(after("UPDATE documents SET text=text||' ' WHERE id=3"), 3);
  EXPECT_EQ(after("DROP TRIGGER log_entries_stay; UPDATE log SET who='nobody' WHERE entry=1"), 1);
  EXPECT_EQ(after("DROP TRIGGER log_entries_are_kept; DELETE FROM log WHERE entry=2"), 3);
  EXPECT_EQ(
      after("INSERT INTO documents SELECT 9,'x',uri,title,publisher,publisher_kind,published,language,text "
            "FROM documents WHERE id=1"),
      3);
  auto database = Database::open(path_, true);
  EXPECT_FALSE(database->execute("UPDATE log SET who='nobody'").ok());
  EXPECT_FALSE(database->execute("DELETE FROM log").ok());
}

TEST_F(StoreTest, BringsAnOlderLedgerUpToDate) {
  {
    auto database = Database::open(path_, true);
    ASSERT_TRUE(make_older_schema(*database, 1).ok());
    ASSERT_TRUE(
        database->execute("INSERT INTO documents VALUES(1,'abc','a.txt','','','',NULL,'en','Words.')").ok());
  }
  auto store = open();
  const Document one = test_document(1);
  ASSERT_EQ(store->add(std::vector{&one}).value(), 1U);
  const auto verification = store->verify();
  EXPECT_EQ(verification->bad_entry, 0) << verification->what;
  EXPECT_EQ(verification->entries, 2);
}

TEST_F(StoreTest, RefusesWhatIsNoLedger) {
  std::ofstream(path_) << std::string(5000, 'x');
  EXPECT_EQ(open_error(), ErrorCode::ledger_not_a_ledger);
  fs::remove(path_);
  execute("CREATE TABLE recipes(name TEXT)");
  EXPECT_EQ(open_error(), ErrorCode::ledger_not_a_ledger);
  EXPECT_EQ(open_error(Access::read), ErrorCode::ledger_not_a_ledger);
  fs::remove(path_);
  EXPECT_EQ(open_error(Access::read), ErrorCode::ledger_open_failed);
}

TEST_F(StoreTest, RefusesAFolderAndAMissingFolder) {
  path_ = folder_;
  EXPECT_EQ(open_error(), ErrorCode::ledger_open_failed);
  path_ = folder_ / "no" / "ledger.db";
  EXPECT_EQ(open_error(), ErrorCode::ledger_open_failed);
}

TEST_F(StoreTest, RefusesANewerVersion) {
  ASSERT_NE(open(), nullptr);
  execute("PRAGMA user_version=999");
  EXPECT_EQ(open_error(), ErrorCode::ledger_newer);
  EXPECT_EQ(open_error(Access::read), ErrorCode::ledger_newer);
}

TEST_F(StoreTest, WaitsForALockAndThenSaysSo) {
  const Document one = test_document(1);
  auto store = open();
  auto other = Database::open(path_, true);
  ASSERT_TRUE(other->execute("BEGIN IMMEDIATE").ok());
  EXPECT_EQ(store->add(std::vector{&one}).error().code, ErrorCode::ledger_locked);
  ASSERT_TRUE(other->execute("ROLLBACK").ok());
  EXPECT_EQ(store->add(std::vector{&one}).value(), 1U);
}

TEST_F(StoreTest, ReportsADamagedFile) {
  ASSERT_NE(open(), nullptr);
  auto bytes = system_files().read(path_, 1U << 30U);
  ASSERT_TRUE(bytes.ok());
  for (std::size_t i = 4096; i < bytes->size(); ++i) (*bytes)[i] = '\x55';
  ASSERT_TRUE(system_files().write(path_, *bytes).ok());
  const Document one = test_document(1);
  auto store = open_sqlite(path_, Access::write);
  const ErrorCode code = store.ok() ? (*store)->add(std::vector{&one}).error().code : store.error().code;
  EXPECT_EQ(code, ErrorCode::ledger_corrupt);
}

// Every write of a run is refused once, in turn: the run says so, and the ledger is whole without the batch.
TEST_F(StoreTest, AFullDiskAtAnyWriteLosesNothingThatWasIn) {
  FaultyDisk disk;
  const Document first = test_document(0), second = test_document(1), third = test_document(2);
  int failures = 0;
  for (int writes = 0;; ++writes) {
    ASSERT_LT(writes, 500);
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    {
      auto store = open();
      ASSERT_EQ(store->add(std::vector{&first}).value(), 1U);
      disk.fail_after(writes, writes % 2 == 0 ? SQLITE_FULL : SQLITE_IOERR_WRITE);
      const auto added = store->add(std::vector{&second, &third});
      const bool hit = disk.has_failed();
      disk.heal();
      if (!hit) {
        EXPECT_EQ(added.value(), 2U);
        break;
      }
      if (!added.ok()) {
        ++failures;
        EXPECT_EQ(added.error().code, ErrorCode::ledger_write_failed);
        EXPECT_EQ(store->totals()->documents, 1);
        // The same store works again once there is room.
        EXPECT_EQ(store->add(std::vector{&second}).value(), 1U);
      }
    }
    auto database = Database::open(path_, true);
    Sql check{*database, "PRAGMA integrity_check"};
    ASSERT_TRUE(check.with().next());
    EXPECT_EQ(check.text(0), "ok");
  }
  EXPECT_GT(failures, 3);
}

TEST_F(StoreTest, AFullDiskWhileALedgerIsMadeLeavesNoHalfLedger) {
  FaultyDisk disk;
  for (int writes = 0; writes < 40; ++writes) {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    disk.fail_after(writes, SQLITE_FULL);
    const bool made = open_sqlite(path_, Access::write).ok();
    disk.heal();
    auto again = open_sqlite(path_, Access::write);
    ASSERT_TRUE(again.ok()) << writes << " " << made << " " << again.error().to_string();
    const Document one = test_document(1);
    EXPECT_EQ((*again)->add(std::vector{&one}).value(), 1U);
  }
}

TEST_F(StoreTest, AReadOnlyFileCanBeReadAndNotWritten) {
  const Document one = test_document(1);
  ASSERT_TRUE(open()->add(std::vector{&one}).ok());
  if (::geteuid() == 0) GTEST_SKIP() << "root may write anything";
  fs::permissions(path_, fs::perms::owner_read);
  fs::permissions(folder_, fs::perms::owner_read | fs::perms::owner_exec);
  EXPECT_FALSE(open_sqlite(path_, Access::write).ok());
  fs::permissions(folder_, fs::perms::owner_all);
}

}  // namespace
}  // namespace avow::store
