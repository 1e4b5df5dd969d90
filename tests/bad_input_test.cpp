// Bad input from outside: each kind gets its code with the place and what to do, and costs no other document
// anything.
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "avow/base/limits.hpp"
#include "program.hpp"
#include "store/database.hpp"

namespace avow::tests {
namespace {

namespace fs = std::filesystem;

constexpr const char* kGood = "The mayor of Port Vale said on Friday that the bridge will stay open.\n";

// Reads a good text, the bad one and another good one into a ledger: the good ones must be in, and the bad
// one must be complained about with this code, its path and a remedy.
void expect_complaint(const TestFolder& folder, const std::string& bad, const std::string& code,
                      const RunOptions& options = {}) {
  const std::string before = folder.write("before.txt", kGood);
  const std::string after = folder.write("later.txt", std::string{"Later. "} + kGood);
  const Outcome outcome = run_avow({"read", before, bad, after, "--format", "json"}, options);
  EXPECT_EQ(outcome.exit_code, 1) << outcome.errors;
  EXPECT_NE(outcome.errors.find("avow: " + code + " "), std::string::npos) << outcome.errors;
  EXPECT_NE(outcome.errors.find(bad), std::string::npos) << outcome.errors;
  EXPECT_TRUE(outcome.errors.ends_with(")\n")) << "no remedy: " << outcome.errors;
  EXPECT_EQ(std::count(outcome.output.begin(), outcome.output.end(), '\n'), 2) << "a good text was lost";
}

// The bad text is read; its record carries a diagnostic of this code (if any).
void expect_diagnostic(const std::string& path, const std::string& code) {
  const Outcome outcome = run_avow({"read", path, "--format", "json"});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.errors;
  const auto record = nlohmann::json::parse(outcome.output);
  bool found = code.empty();
  for (const auto& each : record["document"]["diagnostics"]) found = found || each["code"] == code;
  EXPECT_TRUE(found) << record["document"]["diagnostics"];
}

TEST(BadInput, EmptyFile) {
  const TestFolder folder;
  expect_complaint(folder, folder.write("bad.txt", ""), "AVW-1004");
  expect_complaint(folder, folder.write("blank.txt", " \n\n\t\n"), "AVW-1004");
}

TEST(BadInput, BinaryFile) {
  const TestFolder folder;
  std::string bytes =
      "\x7f"
      "ELF";
  for (int i = 0; i < 5000; ++i) bytes += static_cast<char>(i % 7);
  expect_complaint(folder, folder.write("bad.txt", bytes), "AVW-1005");
}

TEST(BadInput, MissingFile) {
  const TestFolder folder;
  expect_complaint(folder, folder / "nowhere.txt", "AVW-1001");
}

TEST(BadInput, UnreadableFile) {
  const TestFolder folder;
  const std::string bad = folder.write("bad.txt", kGood);
  fs::permissions(bad, fs::perms::none);
  fs::permissions(folder.path(), fs::perms::all);
  const bool root = ::geteuid() == 0;
  if (root && run_avow({"--version"}, {.as_nobody = true}).exit_code != 0) {
    GTEST_SKIP() << "nobody cannot run the program here";
  }
  expect_complaint(folder, bad, "AVW-1002", {.as_nobody = root});
}

TEST(BadInput, OneLineOf100Megabytes) {
  const TestFolder folder;
  std::string line;
  line.reserve(100U << 20U);
  while (line.size() < (100U << 20U)) line += "The mayor said the bridge will stay open and ";
  expect_complaint(folder, folder.write("bad.txt", line), "AVW-1003");
}

TEST(BadInput, FolderThatLoops) {
  const TestFolder folder;
  static_cast<void>(folder.write("news/good.txt", kGood));
  fs::create_directory_symlink(folder / "news", folder / "news/again");
  const Outcome outcome = run_avow({"read", folder / "news", "--format", "json"});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_NE(outcome.errors.find("AVW-1007"), std::string::npos) << outcome.errors;
  EXPECT_EQ(std::count(outcome.output.begin(), outcome.output.end(), '\n'), 1);
}

TEST(BadInput, BytesThatAreNotUtf8) {
  const TestFolder folder;
  // One broken byte in a text that is UTF-8 elsewhere is replaced; a text of another encoding is converted.
  expect_diagnostic(folder.write("bad.txt", "The mayor of Örland said “no” \xff to the bridge in Örland.\n"),
                    "AVW-1006");
  expect_diagnostic(folder.write("latin.txt", "The mayor said the caf\xe9 will stay open.\n"), "AVW-1022");
}

TEST(BadInput, SentenceOf20000Tokens) {
  const TestFolder folder;
  std::string text = "The mayor said";
  for (int i = 0; i < 10000; ++i) text += " houses and";
  expect_diagnostic(folder.write("bad.txt", text + " bridges burned.\n"), "AVW-1010");
}

TEST(BadInput, QuotesInsideQuotes) {
  const TestFolder folder;
  std::string text;
  for (int i = 0; i < 5000; ++i)
    text += i % 2 == 0 ? "\xE2\x80\x9CThe mayor said " : "\xE2\x80\x98they said ";
  expect_diagnostic(folder.write("deep.txt", text + "it will stay open.\n"), "");
  expect_diagnostic(folder.write("open.txt", std::string(10000, '"') + " said the mayor.\n"), "");
}

TEST(BadInput, BrokenSidecar) {
  const TestFolder folder;
  static_cast<void>(folder.write("a.txt.toml", "title = \n"));
  static_cast<void>(folder.write("a.toml", "title = \n"));
  expect_diagnostic(folder.write("a.txt", kGood), "AVW-1008");
}

TEST(BadInput, FullDisk) {
  const TestFolder folder;
  const std::string text = folder.write("a.txt", kGood);
  const Outcome printed = run_avow({"read", text, "--format", "json"}, {.output_file = "/dev/full"});
  EXPECT_EQ(printed.exit_code, 3);
  EXPECT_NE(printed.errors.find("AVW-1014"), std::string::npos) << printed.errors;
  const std::string samples = (source_folder() / "samples").string();
  const std::string ledger = folder / "ledger.db";
  const Outcome kept = run_avow({"read", samples, "-o", ledger}, {.file_size_limit_bytes = 200U << 10U});
  EXPECT_EQ(kept.exit_code, 3);
  EXPECT_NE(kept.errors.find("AVW-4005 " + ledger), std::string::npos) << kept.errors;
  // With room again, the same command ends the work.
  EXPECT_EQ(run_avow({"read", samples, "-o", ledger}).exit_code, 0);
  const Outcome files = run_avow({"read", samples, "--format", "json", "--out-dir", folder / "out"},
                                 {.file_size_limit_bytes = 1024});
  EXPECT_EQ(files.exit_code, 3);
  EXPECT_NE(files.errors.find("AVW-1014"), std::string::npos) << files.errors;
}

class BadLedger : public testing::Test {
 protected:
  // Reading into it and showing it both end with this code.
  void expect_refused(const std::string& code, bool showing = true) {
    const Outcome written = run_avow({"read", text_, "-o", ledger_});
    EXPECT_EQ(written.exit_code, 3);
    EXPECT_NE(written.errors.find(code + " " + ledger_), std::string::npos) << written.errors;
    if (!showing) return;
    const Outcome shown = run_avow({"show", ledger_});
    EXPECT_EQ(shown.exit_code, 3);
    EXPECT_NE(shown.errors.find(code + " " + ledger_), std::string::npos) << shown.errors;
  }
  void make() { ASSERT_EQ(run_avow({"read", text_, "-o", ledger_}).exit_code, 0); }

  TestFolder folder_;
  std::string text_ = folder_.write("a.txt", kGood);
  std::string ledger_ = folder_ / "ledger.db";
};

TEST_F(BadLedger, NoLedger) {
  static_cast<void>(folder_.write("ledger.db", std::string(4000, '#')));
  expect_refused("AVW-4002");
}

TEST_F(BadLedger, NewerVersion) {
  make();
  {
    auto database = store::Database::open(ledger_, true);
    ASSERT_TRUE(database->execute("PRAGMA user_version=99").ok());
  }
  expect_refused("AVW-4004");
}

TEST_F(BadLedger, Locked) {
  make();
  static_cast<void>(folder_.write("a.txt", std::string{"Again. "} + kGood));
  auto database = store::Database::open(ledger_, true);
  ASSERT_TRUE(database->execute("BEGIN IMMEDIATE").ok());
  expect_refused("AVW-4003", false);
  EXPECT_EQ(run_avow({"show", ledger_}).exit_code, 0) << "readers never wait";
}

TEST_F(BadLedger, MissingOrInNoFolder) {
  EXPECT_NE(run_avow({"show", ledger_}).errors.find("AVW-4001"), std::string::npos);
  ledger_ = folder_ / "none/ledger.db";
  expect_refused("AVW-4001");
}

// A data folder that is the real one but for one model.
class BadModel : public testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    const fs::path real = source_folder() / "data";
    fs::create_directories(folder_.path() / "data/models");
    for (const auto& entry : fs::directory_iterator(real)) {
      if (entry.path().filename() != "models") {
        fs::create_symlink(entry.path(), folder_.path() / "data" / entry.path().filename());
      }
    }
    for (const auto& entry : fs::directory_iterator(real / "models")) {
      fs::create_symlink(entry.path(), folder_.path() / "data/models" / entry.path().filename());
    }
    path_ = folder_.path() / "data/models" / GetParam();
    bytes_ = read_bytes(path_);
    ASSERT_GT(bytes_.size(), 1000U);
    fs::remove(path_);
  }
  [[nodiscard]] std::string complaint() const {
    const std::string text = folder_.write("a.txt", kGood);
    const Outcome outcome = run_avow({"read", text}, {.data_folder = folder_.path() / "data"});
    EXPECT_EQ(outcome.exit_code, 3);
    EXPECT_NE(outcome.errors.find(path_.string()), std::string::npos) << outcome.errors;
    return outcome.errors;
  }

  TestFolder folder_;
  fs::path path_;
  std::string bytes_;
};

TEST_P(BadModel, MissingTruncatedAndAltered) {
  if (run_avow({"info"}, {.data_folder = folder_.path() / "data"}).exit_code == 0) {
    GTEST_SKIP() << "no stage of the pipeline loads it";
  }
  EXPECT_NE(complaint().find("AVW-2001"), std::string::npos);
  const std::string name = "data/models/" + GetParam();
  static_cast<void>(folder_.write(name, bytes_.substr(0, bytes_.size() / 2)));
  EXPECT_NE(complaint().find("AVW-2002"), std::string::npos);
  static_cast<void>(folder_.write(name, ""));
  EXPECT_NE(complaint().find("AVW-2002"), std::string::npos);
  std::string altered = bytes_;
  altered[altered.size() / 2] = static_cast<char>(altered[altered.size() / 2] ^ 1);
  static_cast<void>(folder_.write(name, altered));
  EXPECT_NE(complaint().find("AVW-2002"), std::string::npos);
}

std::vector<std::string> models() {
  std::vector<std::string> out;
  for (const auto& entry : fs::directory_iterator(source_folder() / "data/models")) {
    if (entry.path().extension() == ".model") out.push_back(entry.path().filename().string());
  }
  std::sort(out.begin(), out.end());
  return out;
}

std::string test_name(const testing::TestParamInfo<std::string>& model) {
  std::string name = model.param.substr(0, model.param.find('.'));
  for (char& c : name) c = std::isalnum(static_cast<unsigned char>(c)) != 0 ? c : '_';
  return name;
}

INSTANTIATE_TEST_SUITE_P(Models, BadModel, testing::ValuesIn(models()), test_name);

}  // namespace
}  // namespace avow::tests
