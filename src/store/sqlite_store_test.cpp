// What is a file's own about a ledger that is one: damage, permissions, a disk that is full.
#include "avow/store/open.hpp"

#include <filesystem>
#include <fstream>

#include <unistd.h>

#include <gtest/gtest.h>
#include <sqlite3.h>

#include "avow/base/file.hpp"
#include "store/database.hpp"
#include "store/faulty_disk.hpp"
#include "store/test_document.hpp"

namespace avow::store {
namespace {

namespace fs = std::filesystem;

constexpr auto kAllRead = fs::perms::owner_read | fs::perms::group_read | fs::perms::others_read;
constexpr auto kAllSearch = fs::perms::owner_exec | fs::perms::group_exec | fs::perms::others_exec;

// While it lives an administrator's process acts as a user without rights; any other stays what it is.
class AsNobody {
 public:
  AsNobody() : was_(::geteuid()) {
    if (was_ == 0) {
      EXPECT_EQ(::seteuid(kNobody), 0);
    }
  }
  ~AsNobody() {
    if (was_ == 0) {
      EXPECT_EQ(::seteuid(was_), 0);
    }
  }
  AsNobody(const AsNobody&) = delete;
  AsNobody& operator=(const AsNobody&) = delete;

 private:
  static constexpr uid_t kNobody = 65534;
  uid_t was_;
};

class SqliteStoreTest : public testing::Test {
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
    auto store = open_ledger(path_.string(), access);
    EXPECT_TRUE(store.ok()) << (store.ok() ? "" : store.error().to_string());
    return store.ok() ? std::move(*store) : nullptr;
  }
  [[nodiscard]] ErrorCode open_error(Access access = Access::write) const {
    const auto store = open_ledger(path_.string(), access);
    return store.ok() ? ErrorCode::internal : store.error().code;
  }
  void execute(const char* sql) const {
    auto database = Database::open(path_.string(), true);
    ASSERT_TRUE(database.ok());
    ASSERT_TRUE(database->execute(sql).ok());
  }

  fs::path folder_, path_;
};

TEST_F(SqliteStoreTest, TheLogShowsWhatWasChangedLater) {
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
    auto database = Database::open((folder_ / "copy.db").string(), true);
    EXPECT_TRUE(database->execute(sql).ok()) << sql;
    auto store = open_ledger((folder_ / "copy.db").string(), Access::read);
    return (*store)->verify().value().bad_entry;
  };
  EXPECT_EQ(after("SELECT 1"), 0);
  EXPECT_EQ(after("UPDATE texts SET packed=(SELECT packed FROM texts WHERE document=1) WHERE document=2"), 2);
  EXPECT_EQ(after("UPDATE texts SET packed=x'00' WHERE document=2"), 2);
  EXPECT_EQ(after("UPDATE documents SET title=title||' ' WHERE id=3"), 3);
  EXPECT_EQ(after("DELETE FROM diagnostics WHERE document=1"), 1);
  EXPECT_EQ(after("DROP TRIGGER log_entries_stay; UPDATE log SET who='nobody' WHERE entry=1"), 1);
  EXPECT_EQ(after("DROP TRIGGER log_entries_are_kept; DELETE FROM log WHERE entry=2"), 3);
  EXPECT_EQ(after("INSERT INTO documents(sha256,uri,title,publisher,publisher_kind,language) "
                  "VALUES('x','','','','','')"),
            3);
  auto database = Database::open(path_.string(), true);
  EXPECT_FALSE(database->execute("UPDATE log SET who='nobody'").ok());
  EXPECT_FALSE(database->execute("DELETE FROM log").ok());
}

TEST_F(SqliteStoreTest, RefusesWhatIsNoLedger) {
  std::ofstream(path_) << std::string(5000, 'x');
  EXPECT_EQ(open_error(), ErrorCode::ledger_not_a_ledger);
  fs::remove(path_);
  execute("CREATE TABLE recipes(name TEXT)");
  EXPECT_EQ(open_error(), ErrorCode::ledger_not_a_ledger);
  EXPECT_EQ(open_error(Access::read), ErrorCode::ledger_not_a_ledger);
  fs::remove(path_);
  EXPECT_EQ(open_error(Access::read), ErrorCode::ledger_open_failed);
}

TEST_F(SqliteStoreTest, RefusesAFolderAndAMissingFolder) {
  path_ = folder_;
  EXPECT_EQ(open_error(), ErrorCode::ledger_open_failed);
  path_ = folder_ / "no" / "ledger.db";
  EXPECT_EQ(open_error(), ErrorCode::ledger_open_failed);
}

TEST_F(SqliteStoreTest, ReportsADamagedFile) {
  ASSERT_NE(open(), nullptr);
  auto bytes = system_files().read(path_, 1U << 30U);
  ASSERT_TRUE(bytes.ok());
  for (std::size_t i = 4096; i < bytes->size(); ++i) (*bytes)[i] = '\x55';
  ASSERT_TRUE(system_files().write(path_, *bytes).ok());
  const Document one = test_document(1);
  auto store = open_ledger(path_.string(), Access::write);
  const ErrorCode code = store.ok() ? (*store)->add(std::vector{&one}).error().code : store.error().code;
  EXPECT_EQ(code, ErrorCode::ledger_corrupt);
}

// Every write of a run is refused once, in turn: the run says so, and the ledger is whole without the batch.
TEST_F(SqliteStoreTest, AFullDiskAtAnyWriteLosesNothingThatWasIn) {
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
    auto database = Database::open(path_.string(), true);
    Sql check{*database, "PRAGMA integrity_check"};
    ASSERT_TRUE(check.with().next());
    EXPECT_EQ(check.text(0), "ok");
  }
  EXPECT_GT(failures, 3);
}

TEST_F(SqliteStoreTest, AFullDiskWhileALedgerIsMadeLeavesNoHalfLedger) {
  FaultyDisk disk;
  for (int writes = 0; writes < 40; ++writes) {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    disk.fail_after(writes, SQLITE_FULL);
    const bool made = open_ledger(path_.string(), Access::write).ok();
    disk.heal();
    auto again = open_ledger(path_.string(), Access::write);
    ASSERT_TRUE(again.ok()) << writes << " " << made << " " << again.error().to_string();
    const Document one = test_document(1);
    EXPECT_EQ((*again)->add(std::vector{&one}).value(), 1U);
  }
}

TEST_F(SqliteStoreTest, AReadOnlyFileCanBeReadAndNotWritten) {
  const Document one = test_document(1);
  ASSERT_TRUE(open()->add(std::vector{&one}).ok());
  fs::permissions(path_, kAllRead);
  fs::permissions(folder_, kAllRead | kAllSearch);
  {
    const AsNobody nobody;  // the administrator may write anything
    EXPECT_FALSE(open_ledger(path_.string(), Access::write).ok());
    auto ledger = open_ledger(path_.string(), Access::read);
    ASSERT_TRUE(ledger.ok()) << ledger.error().to_string();
    EXPECT_TRUE((*ledger)->verify().ok());
  }
  fs::permissions(folder_, fs::perms::owner_all);
}

}  // namespace
}  // namespace avow::store
