// A ledger of a test's own, of either kind: a SQLite file in a folder, or a schema of the tests' PostgreSQL
// server (tools/test_server), which is started when none runs yet. A server that cannot be had fails the
// test.
#pragma once

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>

#include <unistd.h>

#include <gtest/gtest.h>

#include "avow/store/open.hpp"
#include "store/database.hpp"

namespace avow::store {

// The address of the server; stopped at the end of the program that started it.
class TestServer {
 public:
  static const std::string& address() {
    static TestServer server;
    return server.address_;
  }
  TestServer(const TestServer&) = delete;
  TestServer& operator=(const TestServer&) = delete;

 private:
  TestServer() : ours_(!std::filesystem::exists(AVOW_TEST_SERVER_STATE "/address")) {
    FILE* output = ::popen(AVOW_SOURCE_DIR "/tools/test_server start " AVOW_TEST_SERVER_STATE, "r");
    for (int c = std::fgetc(output); c != EOF && c != '\n'; c = std::fgetc(output))
      address_ += static_cast<char>(c);
    const int status = ::pclose(output);
    EXPECT_EQ(status, 0) << "the tests' PostgreSQL server does not start";
  }
  ~TestServer() {
    if (ours_ && std::system(AVOW_SOURCE_DIR "/tools/test_server stop " AVOW_TEST_SERVER_STATE) != 0)
      std::perror("stop");
  }
  bool ours_;
  std::string address_;
};

class TestLedger {
 public:
  explicit TestLedger(Backend backend) : backend_(backend) {
    static int count = 0;
    name_ = "test_" + std::to_string(::getpid()) + "_" + std::to_string(++count);
    folder_ = std::filesystem::temp_directory_path() / ("avow_store_" + name_);
    std::filesystem::create_directories(folder_);
    if (backend == Backend::sqlite) {
      place_ = (folder_ / "ledger.db").string();
    } else {
      on_server("CREATE SCHEMA " + name_);
      place_ = TestServer::address() + "?options=-csearch_path%3D" + name_;
    }
  }
  ~TestLedger() {
    if (backend_ == Backend::postgres) on_server("DROP SCHEMA " + name_ + " CASCADE");
    std::filesystem::remove_all(folder_);
  }
  TestLedger(const TestLedger&) = delete;
  TestLedger& operator=(const TestLedger&) = delete;

  [[nodiscard]] const std::string& place() const { return place_; }
  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }

  [[nodiscard]] std::unique_ptr<ledger::Store> open(Access access = Access::write) const {
    auto store = open_ledger(place_, access);
    EXPECT_TRUE(store.ok()) << (store.ok() ? "" : store.error().to_string());
    return store.ok() ? std::move(*store) : nullptr;
  }
  // internal: it opened.
  [[nodiscard]] ErrorCode open_error(Access access = Access::write) const {
    const auto store = open_ledger(place_, access);
    return store.ok() ? ErrorCode::internal : store.error().code;
  }
  // Portable SQL, past the store.
  void execute(std::string_view sql) const {
    auto database = Database::open(place_, true);
    ASSERT_TRUE(database.ok()) << database.error().to_string();
    const auto done = database->execute(sql);
    ASSERT_TRUE(done.ok()) << done.error().to_string();
  }

 private:
  static void on_server(const std::string& sql) {
    auto database = Database::open(TestServer::address(), true);
    ASSERT_TRUE(database.ok()) << database.error().to_string();
    const auto done = database->connection().execute_own(sql);
    ASSERT_TRUE(done.ok()) << done.error().to_string();
  }

  Backend backend_;
  std::string name_, place_;
  std::filesystem::path folder_;
};

// For tests that run over both kinds.
inline std::string backend_name(const testing::TestParamInfo<Backend>& info) {
  return info.param == Backend::sqlite ? "SQLite" : "PostgreSQL";
}

}  // namespace avow::store
