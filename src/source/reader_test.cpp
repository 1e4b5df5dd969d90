#include "avow/source/reader.hpp"

#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>
#include <unistd.h>

#include "avow/base/hash.hpp"
#include "avow/base/limits.hpp"
#include "avow/base/utf8.hpp"
#include "source/first_lines.hpp"
#include "source/sidecar.hpp"

namespace avow::source {
namespace {

namespace fs = std::filesystem;

// A folder of its own for each test, removed at the end.
class ReaderTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto* info = ::testing::UnitTest::GetInstance()->current_test_info();
    folder_ = fs::temp_directory_path() / ("avow_reader_" + std::to_string(::getpid()) + "_" + info->name());
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  fs::path write(const std::string& name, const std::string& bytes) const {
    fs::path path = folder_ / name;
    fs::create_directories(path.parent_path());
    std::ofstream{path, std::ios::binary} << bytes;
    return path;
  }

  fs::path folder_;
};

TEST(ReadText, KeepsThePlainTextToTheLetter) {
  const std::string bytes = "The talks\u00A0ended.\r\n\r\nNobody said why.\n";
  const auto document = read_text(bytes, "a.txt");
  ASSERT_TRUE(document);
  EXPECT_EQ(document->text, bytes);
  EXPECT_EQ(document->uri, "a.txt");
  EXPECT_EQ(document->id, "sha256:" + sha256_hex(bytes));
  EXPECT_EQ(document->language, "en");
  EXPECT_TRUE(document->diagnostics.empty());
}

TEST(ReadText, DropsTheByteOrderMarkButHashesTheFile) {
  const std::string bytes = "\xEF\xBB\xBFThe talks ended.";
  const auto document = read_text(bytes, "a.txt");
  ASSERT_TRUE(document);
  EXPECT_EQ(document->text, "The talks ended.");
  EXPECT_EQ(document->id, "sha256:" + sha256_hex(bytes));
}

TEST(ReadText, RepairsBytesThatAreNotUtf8AndSaysWhere) {
  // Among quotes that are UTF-8; a text without any would be taken for another encoding.
  const auto document = read_text("\u201CHe said \xC3\x28 and \xFF.\u201D \u201CNo.\u201D", "a.txt");
  ASSERT_TRUE(document);
  EXPECT_TRUE(valid_utf8(document->text));
  ASSERT_EQ(document->diagnostics.size(), 2U);
  for (const Diagnostic& diagnostic : document->diagnostics) {
    EXPECT_EQ(diagnostic.code, ErrorCode::invalid_utf8);
    EXPECT_EQ(document->text_of(diagnostic.span), "\uFFFD");
  }
}

TEST(ReadText, CountsTheRepairsItDoesNotList) {
  const auto document = read_text(std::string("Text ") + std::string(50, '\xFF'), "a.txt");
  ASSERT_TRUE(document);
  ASSERT_EQ(document->diagnostics.size(), 11U);
  EXPECT_EQ(document->diagnostics.back().message, "40 more places were repaired");
}

TEST(ReadText, RefusesEmptyBinaryAndHugeInput) {
  EXPECT_EQ(read_text("", "a").error().code, ErrorCode::document_empty);
  EXPECT_EQ(read_text("\xEF\xBB\xBF \r\n\t", "a").error().code, ErrorCode::document_empty);
  EXPECT_EQ(read_text(std::string("\x7F"
                                  "ELF\0\0",
                                  6),
                      "a")
                .error()
                .code,
            ErrorCode::document_binary);
  EXPECT_EQ(read_text("\x01\x02\x03\x04word", "a").error().code, ErrorCode::document_binary);
  EXPECT_EQ(read_text(std::string(kMaxDocumentSizeBytes + 1, 'a'), "a").error().code,
            ErrorCode::file_too_large);
}

TEST(ReadText, TakesTheAddressLineAsUriPublisherAndDay) {
  const auto document =
      read_text("https://www.example.org/2021/07/23/talks-end\n\nThe talks ended.\n", "folder/a.txt");
  ASSERT_TRUE(document);
  EXPECT_EQ(document->uri, "https://www.example.org/2021/07/23/talks-end");
  EXPECT_EQ(document->publisher, "example.org");
  EXPECT_EQ(document->published, Date::parse("2021-07-23"));
  EXPECT_TRUE(document->text.starts_with("https://"));
}

TEST(ReadText, WhatIsGivenComesFirst) {
  Metadata given;
  given.publisher = "The Valley Post";
  given.published = Date::parse("2020-01-02");
  const auto document = read_text("https://example.org/2021/07/23/x\n\nThe talks ended.\n", "a.txt", given);
  ASSERT_TRUE(document);
  EXPECT_EQ(document->publisher, "The Valley Post");
  EXPECT_EQ(document->published, Date::parse("2020-01-02"));
}

TEST(FirstLines, TakesOnlyAClearHeadingAsTitle) {
  EXPECT_EQ(metadata_of_first_lines("Talks end in Tarsk\n\nThe talks ended on Monday.").title,
            "Talks end in Tarsk");
  EXPECT_EQ(metadata_of_first_lines("Talks end\r\n\r\nThe talks ended on Monday.").title, "Talks end");
  EXPECT_EQ(metadata_of_first_lines("The talks ended.\n\nNobody said why.").title, "");
  EXPECT_EQ(metadata_of_first_lines("The minister said:\n\nWe will come.").title, "");
  EXPECT_EQ(metadata_of_first_lines("By Ana Reporter\n\nThe talks ended.").title, "");
  EXPECT_EQ(metadata_of_first_lines("One line only").title, "");
  EXPECT_EQ(metadata_of_first_lines("the army said on Monday it had\nleft the town.").title, "");
}

TEST(FirstLines, FindsDaysInAddresses) {
  EXPECT_EQ(date_in_address("https://a.example/news/2022/6/5/story"), Date::parse("2022-06-05"));
  EXPECT_EQ(date_in_address("https://a.example/2022-08-01/story/101287716"), Date::parse("2022-08-01"));
  EXPECT_EQ(date_in_address("https://a.example/2022/06/story"), std::nullopt);
  EXPECT_EQ(date_in_address("https://a.example/2022/13/05/story"), std::nullopt);
  EXPECT_EQ(date_in_address("https://a.example/view/00082870.html"), std::nullopt);
}

TEST(Sidecar, ReadsEveryKey) {
  const auto metadata = parse_sidecar(
      "title = \"T\"\npublisher = \"P\"\npublished = 2021-07-23\nkind = \"government\"\nlanguage = \"en\"\n"
      "uri = \"https://example.org/1\"\n",
      "a.toml");
  ASSERT_TRUE(metadata);
  EXPECT_EQ(metadata->title, "T");
  EXPECT_EQ(metadata->publisher, "P");
  EXPECT_EQ(metadata->publisher_kind, "government");
  EXPECT_EQ(metadata->uri, "https://example.org/1");
  EXPECT_EQ(metadata->published, Date::parse("2021-07-23"));
  EXPECT_EQ(parse_sidecar("published = \"2021-07-24\"", "a")->published, Date::parse("2021-07-24"));
}

TEST(Sidecar, NamesTheLineThatIsWrong) {
  const auto place_of = [](std::string_view toml) {
    const auto metadata = parse_sidecar(toml, "a.toml");
    return metadata ? std::string{"no error"} : metadata.error().place;
  };
  EXPECT_EQ(place_of("title = \"T\"\npublisher = \n"), "a.toml:2");
  EXPECT_EQ(place_of("title = \"T\"\n\ncolour = \"red\"\n"), "a.toml:3");
  EXPECT_EQ(place_of("kind = \"wizard\"\n"), "a.toml:1");
  EXPECT_EQ(place_of("published = \"23 July\"\n"), "a.toml:1");
  EXPECT_EQ(parse_sidecar("published = 7\n", "a").error().code, ErrorCode::bad_date);
}

TEST_F(ReaderTest, ReadsAFileWithItsSidecar) {
  const fs::path path = write("a.txt", "The talks ended.");
  write("a.txt.toml", "publisher = \"The Valley Post\"\npublished = 2021-07-23\n");
  const auto document = read_file(path);
  ASSERT_TRUE(document);
  EXPECT_EQ(document->publisher, "The Valley Post");
  EXPECT_EQ(document->published, Date::parse("2021-07-23"));
}

TEST_F(ReaderTest, ABadSidecarCostsItsMetadataOnly) {
  const fs::path path = write("a.txt", "The talks ended.");
  write("a.toml", "publisher = [");
  const auto document = read_file(path);
  ASSERT_TRUE(document);
  ASSERT_EQ(document->diagnostics.size(), 1U);
  EXPECT_EQ(document->diagnostics[0].code, ErrorCode::bad_sidecar);
  EXPECT_NE(document->diagnostics[0].message.find("a.toml:1"), std::string::npos);
}

TEST_F(ReaderTest, ListsFilesOfFoldersInByteOrderOnce) {
  write("news/b.txt", "b");
  write("news/a.txt", "a");
  write("news/sub/c.txt", "c");
  write("news/.hidden.txt", "h");
  write("news/picture.png", "p");
  write("news/a.txt.toml", "");
  fs::create_symlink(folder_ / "news/b.txt", folder_ / "news/z.txt");
  const InputList list = list_inputs({(folder_ / "news").string(), (folder_ / "news/a.txt").string(), "-"});
  std::vector<std::string> names;
  for (const Input& input : list.inputs) names.push_back(input.path.filename().string());
  EXPECT_EQ(names, (std::vector<std::string>{"a.txt", "b.txt", "c.txt", "-"}));
  EXPECT_EQ(list.files_passed_over, 1U);
  EXPECT_TRUE(list.problems.empty());
}

TEST_F(ReaderTest, AFolderThatContainsItselfIsLeftOutAndSaid) {
  write("news/a.txt", "a");
  fs::create_directory_symlink(folder_ / "news", folder_ / "news/again");
  fs::create_symlink("self", folder_ / "news/self");
  const InputList list = list_inputs({(folder_ / "news").string()});
  EXPECT_EQ(list.inputs.size(), 1U);
  ASSERT_EQ(list.problems.size(), 2U);
  EXPECT_EQ(list.problems[0].code, ErrorCode::folder_loop);
  EXPECT_EQ(list.problems[1].code, ErrorCode::folder_loop);
}

TEST_F(ReaderTest, MissingAndUnreadableInputsAreProblemsNotTheEnd) {
  const fs::path good = write("good.txt", "The talks ended.");
  const fs::path secret = write("secret.txt", "x");
  fs::permissions(secret, fs::perms::none);
  const InputList list = list_inputs({(folder_ / "nothing.txt").string(), secret.string(), good.string()});
  ASSERT_EQ(list.problems.size(), 1U);
  EXPECT_EQ(list.problems[0].code, ErrorCode::file_not_found);
  ASSERT_EQ(list.inputs.size(), 2U);
  if (::geteuid() != 0) {  // root may read everything
    auto source = open_input(list.inputs[0]);
    const auto refused = source->next();
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::file_unreadable);
  }
  auto source = open_input(list.inputs[1]);
  const auto first = source->next();
  ASSERT_TRUE(first);
  ASSERT_TRUE(first->has_value());
  EXPECT_EQ((*first)->text, "The talks ended.");
  const auto second = source->next();
  ASSERT_TRUE(second);
  EXPECT_FALSE(second->has_value());
}

TEST_F(ReaderTest, AFileOverTheLimitIsRefusedUnread) {
  const fs::path path = write("large.txt", "a");
  fs::resize_file(path, 100U << 20U);
  const auto document = read_file(path);
  ASSERT_FALSE(document);
  EXPECT_EQ(document.error().code, ErrorCode::file_too_large);
}

}  // namespace
}  // namespace avow::source
