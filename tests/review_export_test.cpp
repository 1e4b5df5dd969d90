// People's words and exports, by the real program from outside: a ledger of the samples, reviewed, exported,
// edited, taken back and read again.
#include <algorithm>
#include <regex>
#include <sstream>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "program.hpp"

namespace avow::tests {
namespace {

using Json = nlohmann::json;

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> out;
  std::istringstream lines{text};
  for (std::string line; std::getline(lines, line);) out.push_back(line);
  return out;
}

// Cells of tab-separated lines.
std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> out(1);
  for (const char c : line) {
    if (c == '\t') {
      out.emplace_back();
    } else {
      out.back() += c;
    }
  }
  return out;
}

// Words as they are before they are wrapped.
std::string on_one_line(const std::string& text) {
  return std::regex_replace(text, std::regex{"\\s+"}, " ");
}

// Records of a csv, quoted cells included.
std::vector<std::vector<std::string>> csv_of(const std::string& text) {
  std::vector<std::vector<std::string>> out;
  std::vector<std::string> row(1);
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted) {
      if (c == '"' && i + 1 < text.size() && text[i + 1] == '"') {
        row.back() += text[++i];
      } else if (c == '"') {
        quoted = false;
      } else {
        row.back() += c;
      }
    } else if (c == '"') {
      quoted = true;
    } else if (c == ',') {
      row.emplace_back();
    } else if (c == '\n') {
      out.push_back(row);
      row.assign(1, "");
    } else if (c != '\r') {
      row.back() += c;
    }
  }
  return out;
}

std::string csv_text(const std::vector<std::vector<std::string>>& rows) {
  std::string out;
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      out += (i > 0 ? ",\"" : "\"") + std::regex_replace(row[i], std::regex{"\""}, "\"\"") + "\"";
    }
    out += "\r\n";
  }
  return out;
}

std::size_t column(const std::vector<std::vector<std::string>>& rows, const std::string& name) {
  const auto found = std::find(rows[0].begin(), rows[0].end(), name);
  EXPECT_NE(found, rows[0].end()) << name;
  return static_cast<std::size_t>(found - rows[0].begin());
}

class ReviewExportTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = new TestFolder;
    const std::string samples = (source_folder() / "samples").string();
    const Outcome outcome = run_avow({"read", samples, "-o", *folder_ / "first.db", "--no-originals",
                                      "--registry", samples + "/registry.tsv"});
    ASSERT_EQ(outcome.exit_code, 0) << outcome.errors;
  }
  static void TearDownTestSuite() { delete folder_; }
  void SetUp() override {
    ledger_ = own_ / "ledger.db";
    own_.write("ledger.db", read_bytes(*folder_ / "first.db"));
  }
  Outcome avow(const std::vector<std::string>& arguments) { return run_avow(arguments); }
  // The first row of a kind.
  std::string row(const std::string& kind) {
    const auto lines = lines_of(run_avow({"show", ledger_, "--kind", kind, "--format", "json"}).output);
    EXPECT_FALSE(lines.empty());
    return lines.empty() ? "" : Json::parse(lines[0])["id"].get<std::string>();
  }
  std::string exported(const std::string& format) {
    const Outcome outcome = run_avow({"export", ledger_, "--format", format});
    EXPECT_EQ(outcome.exit_code, 0) << outcome.errors;
    return outcome.output;
  }

  static TestFolder* folder_;
  TestFolder own_;
  std::string ledger_;
};
TestFolder* ReviewExportTest::folder_ = nullptr;

TEST_F(ReviewExportTest, AWordIsShownBesideTheMachines) {
  const std::string id = row("commitment");
  ASSERT_EQ(
      avow({"review", id, "reject", "--by", "Ana", "--reason", "misread", "--ledger", ledger_}).exit_code, 0);
  EXPECT_NE(on_one_line(avow({"show", ledger_}).output).find("[rejected by Ana: misread]"),
            std::string::npos);
  EXPECT_NE(avow({"explain", id, "--ledger", ledger_}).output.find("rejected by Ana: misread"),
            std::string::npos);
  EXPECT_NE(avow({"reviews", ledger_}).output.find("Ana  reject " + id), std::string::npos);
  const std::string log = avow({"log", ledger_, "--newest", "--most", "1"}).output;
  EXPECT_NE(log.find("Ana"), std::string::npos);
  EXPECT_NE(log.find("reject " + id + ": misread"), std::string::npos);
  EXPECT_NE(avow({"log", ledger_}).output.find("models "), std::string::npos);
  EXPECT_EQ(avow({"review", id, "withdraw", "--by", "Ana", "--ledger", ledger_}).exit_code, 0);
  EXPECT_EQ(avow({"show", ledger_}).output.find("rejected by Ana"), std::string::npos);
  EXPECT_EQ(avow({"verify", ledger_}).exit_code, 0);
  const Outcome refused =
      avow({"review", id, "amend", "polarity=maybe", "--by", "Ana", "--reason", "x", "--ledger", ledger_});
  EXPECT_EQ(refused.exit_code, 3);
  EXPECT_NE(refused.errors.find("none of do, refrain"), std::string::npos);
}

TEST_F(ReviewExportTest, TheTimeStampRequestIsOneThatOpensslReads) {
  const std::string file = own_ / "head.tsq";
  const Outcome verified = avow({"verify", ledger_, "--timestamp-request", file});
  ASSERT_EQ(verified.exit_code, 0) << verified.errors;
  const std::string text = own_ / "request.txt";
  ASSERT_EQ(std::system(("openssl ts -query -in '" + file + "' -text > '" + text + "' 2>&1").c_str()), 0);
  const std::string shown = read_bytes(text);
  EXPECT_NE(shown.find("Hash Algorithm: sha256"), std::string::npos) << shown;
  const std::string head = verified.output.substr(verified.output.find("last entry ") + 11, 4);
  EXPECT_NE(shown.find(head.substr(0, 2) + " " + head.substr(2, 2)), std::string::npos) << shown;
}

TEST_F(ReviewExportTest, EachShapeHasItsColumns) {
  const auto plover = lines_of(exported("plover"));
  ASSERT_GT(plover.size(), 3U);
  for (const std::string& line : plover) EXPECT_EQ(cells_of(line).size(), 40U) << line;
  EXPECT_TRUE(plover[0].starts_with("Event ID\tEvent Date\tEvent Type\t"));
  EXPECT_TRUE(plover[1].starts_with("\t"));  // POLECAT's number is not ours to give
  const auto acled = csv_of(exported("acled"));
  ASSERT_GT(acled.size(), 1U);
  for (const auto& each : acled) EXPECT_EQ(each.size(), 31U);
  for (std::size_t i = 1; i < acled.size(); ++i) EXPECT_EQ(acled[i][0], "");
  const auto ucdp = csv_of(exported("ucdp"));
  ASSERT_GT(ucdp.size(), 1U);
  for (const auto& each : ucdp) EXPECT_EQ(each.size(), 49U);
  for (std::size_t i = 1; i < ucdp.size(); ++i) {
    EXPECT_GE(std::stoi(ucdp[i][column(ucdp, "best")]), 1);
    EXPECT_EQ(ucdp[i][0], "");
  }
}

TEST_F(ReviewExportTest, GdeltHasEventsAndMentionsWithCharacterOffsets) {
  EXPECT_EQ(avow({"export", ledger_, "--format", "gdelt"}).exit_code, 2);
  ASSERT_EQ(avow({"export", ledger_, "--format", "gdelt", "--out-dir", own_ / "g"}).exit_code, 0);
  const auto events = lines_of(read_bytes(own_ / "g/gdelt.export.csv"));
  const auto mentions = lines_of(read_bytes(own_ / "g/gdelt.mentions.csv"));
  ASSERT_GT(events.size(), 3U);
  ASSERT_GE(mentions.size(), events.size());
  for (const std::string& line : events) {
    const auto cells = cells_of(line);
    ASSERT_EQ(cells.size(), 61U);
    EXPECT_EQ(cells[0], "");
    EXPECT_TRUE(cells[29].empty() || (cells[29] >= "1" && cells[29] <= "4")) << cells[29];
  }
  for (const std::string& line : mentions) {
    const auto cells = cells_of(line);
    ASSERT_EQ(cells.size(), 16U);
    EXPECT_LT(std::stol(cells[9]), std::stol(cells[12]));
  }
}

TEST_F(ReviewExportTest, JsonShapesAreJson) {
  for (const std::string& line : lines_of(exported("jsonl")))
    EXPECT_TRUE(Json::parse(line)["reviews"].is_array());
  const Json features = Json::parse(exported("geojson"));
  EXPECT_EQ(features["type"], "FeatureCollection");
  ASSERT_GT(features["features"].size(), 3U);
  const Json page = Json::parse(exported("webannotation"));
  ASSERT_GT(page["items"].size(), 10U);
  for (const Json& item : page["items"]) {
    const Json& selectors = item["target"][0]["selector"];
    EXPECT_EQ(selectors[0]["type"], "TextQuoteSelector");
    EXPECT_LT(selectors[1]["start"].get<int>(), selectors[1]["end"].get<int>());
  }
}

TEST_F(ReviewExportTest, AFindingIsAClaimReviewOnceAPersonAcceptedIt) {
  const std::string text = own_.write(
      "front.txt",
      "The Ostrava Front promised not to attack villages in the valley. However, fighters of the Ostrava "
      "Front have continued to attack villages.\n");
  ledger_ = own_ / "front.db";
  ASSERT_EQ(avow({"read", text, "-o", ledger_, "--no-originals", "--date", "2031-05-06"}).exit_code, 0);
  EXPECT_TRUE(Json::parse(exported("claimreview")).empty());
  const std::string id = row("finding");
  ASSERT_EQ(avow({"review", id, "accept", "--by", "Ana", "--reason", "plain", "--ledger", ledger_}).exit_code,
            0);
  const Json reviews = Json::parse(exported("claimreview"));
  ASSERT_EQ(reviews.size(), 1U);
  EXPECT_EQ(reviews[0]["@type"], "ClaimReview");
  EXPECT_EQ(reviews[0]["author"]["name"], "Ana");
  EXPECT_EQ(reviews[0]["identifier"], "avow:" + id);
}

TEST_F(ReviewExportTest, BratOffsetsSliceTheText) {
  ASSERT_EQ(avow({"export", ledger_, "--format", "brat", "--out-dir", own_ / "b"}).exit_code, 0);
  int checked = 0;
  for (const auto& entry : std::filesystem::directory_iterator{own_ / "b"}) {
    if (entry.path().extension() != ".ann") continue;
    std::filesystem::path text_file = entry.path();
    const std::string text = read_bytes(text_file.replace_extension(".txt"));
    if (std::any_of(text.begin(), text.end(), [](char c) { return (c & 0x80) != 0; })) continue;
    for (const std::string& line : lines_of(read_bytes(entry.path()))) {
      const std::regex form{"T[0-9]+\t[A-Za-z]+ ([0-9]+) ([0-9]+)\t(.*)"};
      std::smatch parts;
      if (!std::regex_match(line, parts, form)) continue;
      const auto first = std::stoul(parts[1]), last = std::stoul(parts[2]);
      EXPECT_EQ(text.substr(first, last - first), parts[3].str());
      ++checked;
    }
  }
  EXPECT_GT(checked, 10);
}

TEST_F(ReviewExportTest, EachShapeSaysWhatItLoses) {
  for (const std::string format : {"csv", "jsonl", "plover", "gdelt", "acled", "ucdp", "claimreview",
                                   "webannotation", "geojson", "brat", "conllu"}) {
    const Outcome told = avow({"export", "--format", format, "--explain-loss"});
    EXPECT_EQ(told.exit_code, 0);
    EXPECT_GE(lines_of(told.output).size(), 2U) << format;
  }
  const auto trees = lines_of(exported("conllu"));
  EXPECT_GT(
      std::count_if(trees.begin(), trees.end(), [](const auto& line) { return line.starts_with("1\t"); }),
      10);
}

TEST_F(ReviewExportTest, AnEditedTableComesBackAsReviews) {
  ASSERT_EQ(avow({"export", ledger_, "--format", "csv", "--out-dir", own_ / "t"}).exit_code, 0);
  EXPECT_NE(read_bytes(own_ / "t/data_dictionary.csv").find("obligations,polarity"), std::string::npos);
  EXPECT_TRUE(Json::parse(read_bytes(own_ / "t/datapackage.json"))["resources"].is_array());
  auto rows = csv_of(read_bytes(own_ / "t/obligations.csv"));
  ASSERT_GT(rows.size(), 2U);
  const auto import = [&] {
    return avow(
        {"import", "reviews", own_.write("edited.csv", csv_text(rows)), "--by", "Bo", "--ledger", ledger_});
  };
  EXPECT_EQ(import().output, "0 reviews taken in\n");
  const std::size_t polarity = column(rows, "polarity");
  const std::string was = rows[1][polarity];
  rows[1][polarity] = was == "do" ? "refrain" : "do";
  EXPECT_NE(import().errors.find("row 2, column reason"), std::string::npos);
  rows[1][column(rows, "reason")] = "read again";
  rows[2][column(rows, "verdict")] = "acept";
  const Outcome wrong = import();
  EXPECT_EQ(wrong.exit_code, 3);
  EXPECT_NE(wrong.errors.find("row 3, column verdict: \"acept\" is neither accept nor reject"),
            std::string::npos)
      << wrong.errors;
  EXPECT_EQ(avow({"reviews", ledger_}).output, "No review answers.\n");  // all or none
  rows[2][column(rows, "verdict")] = "accept";
  EXPECT_EQ(import().output, "2 reviews taken in\n");
  EXPECT_NE(avow({"reviews", ledger_}).output.find("Bo  amend " + rows[1][0]), std::string::npos);
  EXPECT_EQ(import().output, "0 reviews taken in\n");  // the table now says what the ledger says
  rows[1][column(rows, "party")] = "The Nobodies of Nowhere";
  EXPECT_NE(import().errors.find("row 2, column party: "), std::string::npos);
  rows[1][column(rows, "party")] = "";
  rows[1][column(rows, "text")] = "something else";
  EXPECT_NE(import().errors.find("column text: it says what the document says"), std::string::npos);
}

TEST_F(ReviewExportTest, PrivatePersonsAreLeftOut) {
  const std::string text =
      own_.write("town.txt",
                 "PORT VALE, May 6 - Gunmen of the Hill Front killed Ilka Maren in Port Vale on Monday. "
                 "Ilka Maren said the week before that she would stay.\n");
  const std::string ledger = own_ / "town.db";
  ASSERT_EQ(avow({"read", text, "-o", ledger, "--date", "2031-05-07"}).exit_code, 0);
  for (const std::string format : {"jsonl", "plover", "ucdp", "geojson", "webannotation", "conllu"}) {
    const Outcome shown = avow({"export", ledger, "--format", format});
    EXPECT_EQ(shown.exit_code, 0);
    EXPECT_EQ(shown.output.find("Maren"), std::string::npos) << format << "\n" << shown.output;
  }
  EXPECT_NE(avow({"export", ledger, "--format", "jsonl", "--unredacted"}).output.find("Ilka Maren"),
            std::string::npos);
}

TEST_F(ReviewExportTest, ReadAgainWithTheSameModelsNothingChanges) {
  const std::string id = row("commitment");
  ASSERT_EQ(avow({"review", id, "accept", "--by", "Ana", "--ledger", ledger_}).exit_code, 0);
  const std::string registry = (source_folder() / "samples/registry.tsv").string();
  const Outcome same = avow({"reread", ledger_, "--registry", registry});
  EXPECT_EQ(same.exit_code, 0) << same.errors;
  EXPECT_NE(same.output.find(" 0 changed"), std::string::npos) << same.output;
  // Without the samples' registry their parties are read otherwise; the reviewer's word stays.
  const Outcome other = avow({"reread", ledger_});
  EXPECT_EQ(other.output.find(" 0 changed"), std::string::npos) << other.output;
  EXPECT_NE(avow({"reviews", ledger_}).output.find("Ana"), std::string::npos);
  EXPECT_EQ(avow({"verify", ledger_}).exit_code, 0);
  const Outcome news = avow({"diff", ledger_, "--since", "0"});
  EXPECT_NE(news.output.find(std::to_string(sample_texts().size()) + " new documents"), std::string::npos);
  EXPECT_NE(news.output.find("ledger read again"), std::string::npos);
}

}  // namespace
}  // namespace avow::tests
