// 1,000 broken documents among 1,000 good ones: every good one is read, each broken one is listed by
// `avow problems` with its code and place, and nothing else is.
#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <zlib.h>
#include <nlohmann/json.hpp>

#include "program.hpp"

namespace avow::tests {
namespace {

std::string gzip(const std::string& bytes) {
  z_stream zlib{};
  EXPECT_EQ(deflateInit2(&zlib, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
  std::string out(deflateBound(&zlib, bytes.size()) + 32, '\0');
  std::string input = bytes;
  zlib.next_in = reinterpret_cast<Bytef*>(input.data());
  zlib.avail_in = static_cast<uInt>(input.size());
  zlib.next_out = reinterpret_cast<Bytef*>(out.data());
  zlib.avail_out = static_cast<uInt>(out.size());
  deflate(&zlib, Z_FINISH);
  out.resize(zlib.total_out);
  deflateEnd(&zlib);
  return out;
}

std::string repeat(std::string_view what, std::size_t times) {
  std::string out;
  out.reserve(what.size() * times);
  for (std::size_t i = 0; i < times; ++i) out += what;
  return out;
}

// A corpus that is being written: how many good documents are in it, and which complaints the others earn.
class Corpus {
 public:
  explicit Corpus(const TestFolder& folder) : folder_(folder) {}

  std::string sentence() {
    return fmt::format("The mayor of Port Vale said on Friday that bridge {} will stay open.", ++good_);
  }
  std::string write(std::string_view name, std::string_view bytes) const {
    return folder_.write(std::string{"news/"} + std::string{name}, bytes);
  }
  // So many files, each of which earns this code; `bytes` may depend on the number.
  template <typename Bytes>
  void bad_files(std::string_view name, std::string_view ending, int count, std::string_view code,
                 Bytes bytes) {
    for (int i = 0; i < count; ++i) {
      expect(write(fmt::format("{}{:03}{}", name, i, ending), bytes(i)), code);
    }
  }
  void expect(const std::string& place, std::string_view code) {
    expected_.insert({place, std::string{code}});
  }

  [[nodiscard]] std::string path() const { return folder_ / "news"; }
  [[nodiscard]] std::size_t good() const { return good_; }
  [[nodiscard]] const std::set<std::pair<std::string, std::string>>& expected() const { return expected_; }

 private:
  const TestFolder& folder_;
  std::size_t good_ = 0;
  std::set<std::pair<std::string, std::string>> expected_;
};

void add_files(Corpus& corpus) {
  for (int i = 0; i < 500; ++i) {
    static_cast<void>(corpus.write(fmt::format("good{:03}.txt", i), corpus.sentence() + "\n"));
  }
  corpus.bad_files("cut", ".txt.gz", 100, "AVW-1019", [](int i) {
    const std::string packed =
        gzip(fmt::format("Bridge {} of Port Vale will stay open, said the mayor.\n", i));
    return packed.substr(0, packed.size() - 9 - static_cast<std::size_t>(i) % 20);
  });
  corpus.bad_files("binary", ".txt", 100, "AVW-1005",
                   [](int i) { return repeat(std::string("\x7f\0\x01\x02", 4), 20 + i); });
  corpus.bad_files("empty", ".txt", 50, "AVW-1004", [](int i) { return std::string(i, ' '); });
  corpus.bad_files("bytes", ".txt", 50, "AVW-1006", [](int i) {
    return fmt::format("The mayor of Örland said \xff no to bridge {} in Örland.\n", i);
  });
  corpus.bad_files("sidecar", ".txt", 30, "AVW-1008", [&](int i) {
    static_cast<void>(corpus.write(fmt::format("sidecar{:03}.txt.toml", i), "published = tomorrow\n"));
    return fmt::format("The mayor of Port Vale said that sidecar {} will stay open.\n", i);
  });
  // 32 KB that unpack to 32 MB and more, and 1 MB that unpack to 1 GB, in each form that streams and one
  // that does not.
  const std::string block = gzip(std::string(16U << 20U, ' '));
  corpus.bad_files("bomb", ".txt.gz", 4, "AVW-1003", [&](int) { return repeat(block, 3); });
  const std::string gigabyte = repeat(block, 64);
  EXPECT_LT(gigabyte.size(), 1100U << 10U);
  corpus.expect(corpus.write("gigabyte.txt.gz", gigabyte), "AVW-1003");
  corpus.expect(corpus.write("gigabyte.html.gz", gigabyte), "AVW-1003");
  corpus.expect(corpus.write("gigabyte.jsonl.gz", gigabyte) + ":1", "AVW-1019");
  corpus.expect(corpus.write("gigabyte.csv.gz", gigabyte) + ":1", "AVW-1019");
  corpus.expect(corpus.write("gigabyte.warc.gz", gigabyte) + "#1", "AVW-1019");
}

void add_pages(Corpus& corpus) {
  for (int i = 0; i < 50; ++i) {
    static_cast<void>(
        corpus.write(fmt::format("page{:03}.html", i),
                     fmt::format("<html><body><article><p>{} It was built long ago, and nobody in "
                                 "the town wants to lose it.</p></article></body></html>",
                                 corpus.sentence())));
  }
  corpus.bad_files("tables", ".html", 50, "AVW-1021", [](int i) {
    return "<html><body>" + repeat("<table><tr><td>", 2000 + i) + "</body></html>";
  });
  corpus.bad_files("bomb", ".html", 5, "AVW-1021",
                   [](int i) { return "<html>" + repeat("<b><i><div>", 100'000 + i); });
  corpus.bad_files("laughs", ".xml", 5, "AVW-1018", [](int i) {
    std::string xml = fmt::format("<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a0 \"ha{}\">", i);
    for (int k = 1; k < 12; ++k) {
      xml += fmt::format("<!ENTITY a{} \"{}\">", k, repeat(fmt::format("&a{};", k - 1), 10));
    }
    return xml + "]><x>&a11;</x>";
  });
}

// Lines of records, good and bad by turns.
void add_records(Corpus& corpus) {
  std::string lines;
  const std::string path = corpus.path() + "/records.jsonl";
  auto line = [&, number = 0](const std::string& text, std::string_view code) mutable {
    lines += text + "\n";
    ++number;
    if (!code.empty()) corpus.expect(fmt::format("{}:{}", path, number), code);
  };
  for (int i = 0; i < 200; ++i) {
    line(fmt::format(R"({{"text": "{}", "date": "2031-05-05"}})", corpus.sentence()), "");
    if (i % 4 == 0) line(fmt::format(R"({{"text": "Bridge {} is cut)", i), "AVW-1018");
    if (i % 4 == 1) line(fmt::format(R"({{"headline": "No text {}"}})", i), "AVW-1018");
    if (i % 4 == 2) line(fmt::format("[{}]", repeat("[", 3000)), "AVW-1018");
    if (i % 4 == 3) line("{\"text\": \"\xff\xfe\"}", "AVW-1018");
    const std::string text = fmt::format("The mayor of Port Vale said that bridge {} is old.", i);
    if (i % 2 == 0)
      line(fmt::format(R"({{"text": "{}", "date": "the {}th of Nevember"}})", text, i), "AVW-1009");
  }
  static_cast<void>(corpus.write("records.jsonl", lines));
  std::string rows = "title,text\n";
  for (int i = 0; i < 100; ++i) {
    rows += fmt::format("Bridge,\"{}\"\n", corpus.sentence());
    rows += fmt::format("Bridge {},too,many,cells\n", i);
    corpus.expect(fmt::format("{}/rows.csv:{}", corpus.path(), 2 * i + 3), "AVW-1018");
  }
  static_cast<void>(corpus.write("rows.csv", rows));
}

std::string record(const std::string& text, int length_error = 0) {
  const std::string payload = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n" + text;
  return fmt::format(
      "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://vale.example/\r\nContent-Length: "
      "{}\r\n\r\n{}\r\n\r\n",
      static_cast<int>(payload.size()) + length_error, payload);
}

void add_archives(Corpus& corpus) {
  const std::string bad = "The mayor said that the length of this record is wrong, and that it will stay.";
  std::string plain, packed;
  const auto place = [&](const char* name, int number) {
    return fmt::format("{}/{}#{}", corpus.path(), name, number);
  };
  for (int i = 0; i < 100; ++i) {
    plain += record(corpus.sentence());
    const std::array errors = {-7, 23, 100'000, 2'000'000'000};
    plain += i % 5 == 4 ? "WARC/1.0\r\nWARC-Type: response\r\n\r\nHTTP/1.1 200 OK\r\n\r\n" + bad + "\r\n\r\n"
                        : record(bad, errors.at(i % 5));
    corpus.expect(place("archive.warc", 2 * i + 2), "AVW-1018");
  }
  static_cast<void>(corpus.write("archive.warc", plain));
  for (int i = 0; i < 50; ++i) {
    packed += gzip(record(corpus.sentence()));
    std::string damaged = gzip(record(bad + repeat(" And so on.", i)));
    for (std::size_t at = 20; at < 40; ++at) damaged[at] = '\xEE';
    packed += damaged;
  }
  static_cast<void>(corpus.write("packed.warc.gz", packed));
}

void add_feed(Corpus& corpus) {
  std::string feed = "<rss><channel><title>The Vale Post</title>";
  for (int i = 0; i < 100; ++i) {
    feed += fmt::format("<item><title>Bridge</title><description>{}</description></item>", corpus.sentence());
    feed += "<item><title>Nothing</title><description> </description></item>";
    corpus.expect(fmt::format("{}/feed.rss#{}", corpus.path(), 2 * i + 2), "AVW-1021");
  }
  static_cast<void>(corpus.write("feed.rss", feed + "</channel></rss>"));
}

std::vector<nlohmann::json> problems_of(const std::string& ledger, bool all = false) {
  std::vector<std::string> arguments = {"problems", ledger, "--format", "json"};
  if (all) arguments.emplace_back("--all");
  const Outcome outcome = run_avow(arguments);
  EXPECT_EQ(outcome.exit_code, 0) << outcome.errors;
  std::vector<nlohmann::json> out;
  std::istringstream lines{outcome.output};
  for (std::string line; std::getline(lines, line);) out.push_back(nlohmann::json::parse(line));
  return out;
}

TEST(Broken, AThousandAmongAThousand) {
  const TestFolder folder;
  Corpus corpus{folder};
  add_files(corpus);
  add_pages(corpus);
  add_records(corpus);
  add_archives(corpus);
  add_feed(corpus);
  const std::string ledger = folder / "ledger.db";
  const Outcome outcome = run_avow({"read", corpus.path(), "-o", ledger});
  EXPECT_EQ(outcome.exit_code, 1) << outcome.errors;

  std::set<std::pair<std::string, std::string>> unexpected, missing = corpus.expected();
  std::size_t damaged_members = 0;
  for (const auto& each : problems_of(ledger)) {
    const std::pair<std::string, std::string> key{each["place"], each["code"]};
    // A damaged member has no number of its own in the archive: it stands at the record before it.
    if (key.first.find("packed.warc.gz#") != std::string::npos && key.second == "AVW-1019") {
      ++damaged_members;
    } else if (missing.erase(key) == 0) {
      unexpected.insert(key);
    }
  }
  EXPECT_TRUE(missing.empty()) << missing.begin()->first << " " << missing.begin()->second;
  EXPECT_TRUE(unexpected.empty()) << unexpected.begin()->first << " " << unexpected.begin()->second;
  EXPECT_EQ(damaged_members, 50U);
  EXPECT_GE(corpus.good(), 1000U);
  EXPECT_GE(corpus.expected().size() + damaged_members, 1000U);

  // Every good sentence is in the ledger, each in a document of its own.
  const Outcome found = run_avow({"search", "--ledger", ledger, "--most", "5000", "Friday"});
  for (std::size_t i = 1; i <= corpus.good(); ++i) {
    const std::string words = fmt::format("bridge {} will stay open", i);
    ASSERT_NE(found.output.find(words), std::string::npos) << words;
  }
  // What was read is not read again; what was broken is met again.
  const Outcome again = run_avow({"read", corpus.path(), "-o", ledger});
  EXPECT_NE(again.errors.find(" 0 documents added"), std::string::npos) << again.errors;
  EXPECT_EQ(run_avow({"verify", ledger}).exit_code, 0);
}

TEST(Broken, WhatIsMendedIsClearedAndRemembered) {
  const TestFolder folder;
  const std::string text = folder.write("a.txt", "");
  const std::string ledger = folder / "ledger.db";
  for (int run = 1; run <= 2; ++run) {
    EXPECT_EQ(run_avow({"read", text, folder / "gone.txt", "-o", ledger}).exit_code, 1);
    const auto open = problems_of(ledger);
    ASSERT_EQ(open.size(), 2U);
    EXPECT_EQ(open[0]["place"], text);
    EXPECT_EQ(open[0]["code"], "AVW-1004");
    EXPECT_EQ(open[0]["times"], run);
    EXPECT_EQ(open[1]["code"], "AVW-1001");
  }
  static_cast<void>(folder.write("a.txt", "The mayor said that the bridge will stay open.\n"));
  EXPECT_EQ(run_avow({"read", text, "-o", ledger}).exit_code, 0);
  ASSERT_EQ(problems_of(ledger).size(), 1U) << "only the file that is gone is still a problem";
  const auto all = problems_of(ledger, true);
  ASSERT_EQ(all.size(), 2U);
  EXPECT_NE(all[0]["cleared"], "");
  EXPECT_EQ(all[1]["cleared"], "");
}

TEST(Originals, AreKeptPrintedCheckedAndLeftOutOnRequest) {
  const TestFolder folder;
  const std::string bytes = "\xEF\xBB\xBFThe mayor said that the bridge will stay open.\r\n";
  const std::string text = folder.write("a.txt", bytes);
  const std::string ledger = folder / "ledger.db";
  ASSERT_EQ(run_avow({"read", text, "-o", ledger}).exit_code, 0);
  std::vector<std::filesystem::path> kept;
  for (const auto& each : std::filesystem::recursive_directory_iterator(ledger + ".originals")) {
    if (each.is_regular_file()) kept.push_back(each.path());
  }
  ASSERT_EQ(kept.size(), 1U);
  const std::string id = kept[0].parent_path().filename().string() + kept[0].stem().string();
  EXPECT_EQ(run_avow({"original", id.substr(0, 8), "--ledger", ledger}).output, bytes);
  EXPECT_EQ(run_avow({"original", "0000", "--ledger", ledger}).exit_code, 3);
  EXPECT_NE(run_avow({"verify", ledger}).output.find("1 of them with their originals"), std::string::npos);

  const std::string packed = read_bytes(kept[0]);
  std::filesystem::permissions(kept[0], std::filesystem::perms::owner_all);
  std::filesystem::remove(kept[0]);
  EXPECT_NE(run_avow({"verify", ledger}).errors.find("AVW-4020 " + kept[0].string()), std::string::npos);
  std::string altered = packed;
  altered[altered.size() / 2] ^= 1;
  std::ofstream(kept[0], std::ios::binary) << altered;
  const Outcome refused = run_avow({"verify", ledger});
  EXPECT_EQ(refused.exit_code, 3);
  EXPECT_NE(refused.errors.find("AVW-4021 " + kept[0].string()), std::string::npos) << refused.errors;

  const std::string bare = folder / "bare.db";
  ASSERT_EQ(run_avow({"read", text, "-o", bare, "--no-originals"}).exit_code, 0);
  EXPECT_FALSE(std::filesystem::exists(bare + ".originals"));
  EXPECT_EQ(run_avow({"verify", bare}).exit_code, 0);
  EXPECT_NE(run_avow({"original", id, "--ledger", bare}).errors.find("AVW-4020"), std::string::npos);
}

TEST(Fields, AreNamedByOption) {
  const TestFolder folder;
  const std::string path = folder.write(
      "a.jsonl", R"({"corpo": "The mayor said that the bridge will stay.", "tag": "2031-05-05"})");
  EXPECT_EQ(run_avow({"read", path, "--format", "json"}).exit_code, 1);
  const Outcome outcome =
      run_avow({"read", path, "--format", "json", "--field", "text=corpo", "--field", "published=tag"});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.errors;
  EXPECT_EQ(nlohmann::json::parse(outcome.output)["document"]["published"], "2031-05-05");
  EXPECT_EQ(run_avow({"read", path, "--field", "colour=tag"}).exit_code, 2);
}

TEST(OutDir, EveryDocumentHasAFileOfItsOwn) {
  const TestFolder folder;
  const std::string line = R"({"text": "The mayor said that bridge 1 will stay."})";
  const std::string lines = folder.write("a.jsonl", line + "\nbad\n" + line.substr(0, 37) + "2 fell.\"}\n");
  const std::string text = folder.write("b/a.txt", "The mayor said that bridge 3 will stay.\n");
  static_cast<void>(run_avow({"read", lines, text, "--format", "json", "--out-dir", folder / "out"}));
  for (const auto& [name, bridge] :
       {std::pair{"a.json", "bridge 1"}, {"a-3.json", "bridge 2"}, {"a-2.json", "bridge 3"}}) {
    EXPECT_NE(read_bytes(folder / (std::string{"out/"} + name)).find(bridge), std::string::npos) << name;
  }
}

}  // namespace
}  // namespace avow::tests
