// The real program from outside: reading the sample texts into a ledger and asking it.
#include <algorithm>
#include <map>
#include <regex>
#include <set>
#include <sstream>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "program.hpp"

namespace avow::tests {
namespace {

using Json = nlohmann::json;

std::string samples() {
  return (source_folder() / "samples").string();
}

std::vector<Json> json_lines(const std::string& text) {
  std::vector<Json> out;
  std::istringstream lines{text};
  for (std::string line; std::getline(lines, line);) out.push_back(Json::parse(line));
  return out;
}

// One ledger of the samples for all tests that only ask.
class LedgerTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = new TestFolder;
    const Outcome outcome =
        run_avow({"read", samples(), "-o", ledger(), "--registry", samples() + "/registry.tsv"});
    ASSERT_EQ(outcome.exit_code, 0) << outcome.errors;
    ASSERT_EQ(outcome.output, "");
  }
  static void TearDownTestSuite() { delete folder_; }
  static std::string ledger() { return *folder_ / "ledger.db"; }
  static TestFolder* folder_;
};
TestFolder* LedgerTest::folder_ = nullptr;

TEST_F(LedgerTest, HoldsEverySample) {
  const Outcome again = run_avow({"read", samples(), "-o", ledger()});
  EXPECT_EQ(again.exit_code, 0);
  const std::string count = std::to_string(sample_texts().size());
  EXPECT_NE(again.errors.find("0 documents added, " + count + " were in it already, 0 could not"),
            std::string::npos)
      << again.errors;
}

TEST_F(LedgerTest, ShowsTablesByParty) {
  const Outcome shown = run_avow({"show", ledger()});
  ASSERT_EQ(shown.exit_code, 0) << shown.errors;
  EXPECT_NE(shown.output.find("\n  commitments\n"), std::string::npos);
  EXPECT_NE(shown.output.find("\n  denials\n"), std::string::npos);
  EXPECT_NE(shown.output.find("Sarn Liberation Front"), std::string::npos);
  EXPECT_EQ(shown.output.find('\x1b'), std::string::npos) << "colour without a terminal";
  EXPECT_NE(run_avow({"show", ledger(), "--color", "always"}).output.find('\x1b'), std::string::npos);
}

TEST_F(LedgerTest, ShowsCsvAndJsonOfTheSameRows) {
  const Outcome csv = run_avow({"show", ledger(), "--format", "csv"});
  ASSERT_EQ(csv.exit_code, 0);
  EXPECT_TRUE(csv.output.starts_with("id,party,party_id,kind,date,"));
  const auto rows = json_lines(run_avow({"show", ledger(), "--format", "json"}).output);
  ASSERT_GT(rows.size(), 10U);
  for (const Json& row : rows) {
    EXPECT_NE(csv.output.find("\r\n" + row["id"].get<std::string>() + ","), std::string::npos);
    EXPECT_GE(row["confidence"].get<double>(), 0.0);
    EXPECT_LE(row["confidence"].get<double>(), 1.0);
  }
}

TEST_F(LedgerTest, FiltersByPartyKindAndDate) {
  const auto denials =
      json_lines(run_avow({"show", ledger(), "--kind", "denial", "--format", "json"}).output);
  ASSERT_FALSE(denials.empty());
  for (const Json& row : denials) EXPECT_EQ(row["kind"], "denial");
  const std::string party = denials.front()["party_id"];
  const auto of_party = json_lines(
      run_avow({"show", ledger(), "--party", party, "--kind", "denial", "--format", "json"}).output);
  ASSERT_FALSE(of_party.empty());
  for (const Json& row : of_party) EXPECT_EQ(row["party_id"], party);
  EXPECT_TRUE(run_avow({"show", ledger(), "--since", "2999-01-01", "--format", "json"}).output.empty());
  const auto early =
      json_lines(run_avow({"show", ledger(), "--until", "2025-03-05", "--format", "json"}).output);
  ASSERT_FALSE(early.empty());
  for (const Json& row : early) EXPECT_LE(row["date"].get<std::string>(), "2025-03-05");
}

TEST_F(LedgerTest, ExplainsEveryRowItShows) {
  const auto rows = json_lines(run_avow({"show", ledger(), "--format", "json"}).output);
  int known_names = 0;
  for (const Json& row : rows) {
    const std::string id = row["id"];
    const Outcome outcome = run_avow({"explain", id, "--ledger", ledger()});
    ASSERT_EQ(outcome.exit_code, 0) << id << outcome.errors;
    EXPECT_NE(outcome.output.find("confidence"), std::string::npos) << id;
    EXPECT_NE(outcome.output.find(row["document"].get<std::string>()), std::string::npos) << id;
    // Lines are broken anywhere between words.
    std::string words;
    for (const char c : outcome.output) {
      const bool blank = c == ' ' || c == '\n';
      if (!blank || (!words.empty() && words.back() != ' ')) words += blank ? ' ' : c;
    }
    known_names += words.find("the first: a name the registry knows") != std::string::npos ? 1 : 0;
  }
  EXPECT_GT(known_names, 0);
  const Outcome missing = run_avow({"explain", "00000000:o1", "--ledger", ledger()});
  EXPECT_EQ(missing.exit_code, 3);
  EXPECT_NE(missing.errors.find("AVW-4007"), std::string::npos);
}

TEST_F(LedgerTest, TellsWhereWordsAndDeedsMeetAcrossDocuments) {
  const Outcome outcome = run_avow({"findings", ledger()});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.errors;
  EXPECT_NE(outcome.output.find("status: reported fulfilled"), std::string::npos) << outcome.output;
  const Json all = Json::parse(run_avow({"ledger", ledger(), "--format", "json"}).output);
  // The wire story that two outlets carry has one origin.
  int carried_by_two = 0;
  for (const Json& each : all["incidents"]) {
    std::set<std::string> publishers, origins;
    for (const Json& report : each["reports"]) {
      publishers.insert(report["publisher"].get<std::string>());
      origins.insert(report["first_copy"].get<std::string>());
    }
    carried_by_two += publishers.size() > 1 && origins.size() == 1 && each["origins"] == 1 ? 1 : 0;
  }
  EXPECT_GT(carried_by_two, 0);
  for (const Json& word : all["words"]) {
    for (const Json& meeting : word["meetings"]) {
      const std::string id = meeting["incident"];
      const auto found = std::find_if(all["incidents"].begin(), all["incidents"].end(),
                                      [&](const Json& incident) { return incident["id"] == id; });
      ASSERT_NE(found, all["incidents"].end());
      EXPECT_EQ((*found)["actor"], word["party"]);
    }
  }
  const std::string incident = all["incidents"][0]["id"];
  const Json shown =
      Json::parse(run_avow({"incident", "show", incident, "--ledger", ledger(), "--format", "json"}).output);
  EXPECT_EQ(shown["id"], incident);
  EXPECT_FALSE(shown["reports"].empty());
  EXPECT_NE(run_avow({"incident", "show", incident, "--ledger", ledger()}).output.find(incident),
            std::string::npos);
  EXPECT_EQ(run_avow({"incident", "show", "00000000:i1", "--ledger", ledger()}).exit_code, 3);
  const Outcome page = run_avow({"ledger", ledger(), "--party", "sarn liberation front"});
  EXPECT_NE(page.output.find("Sarn Liberation Front"), std::string::npos);
  EXPECT_EQ(page.output.find("\nVelmora"), std::string::npos);
}

TEST_F(LedgerTest, VerifiesItself) {
  const Outcome outcome = run_avow({"verify", ledger()});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.errors;
  EXPECT_NE(outcome.output.find(": intact, " + std::to_string(sample_texts().size()) + " documents"),
            std::string::npos);
}

TEST_F(LedgerTest, SearchesSentences) {
  const Outcome found = run_avow({"search", "Harn", "bridge", "--ledger", ledger()});
  ASSERT_EQ(found.exit_code, 0) << found.errors;
  EXPECT_NE(found.output.find("Harn bridge"), std::string::npos);
  EXPECT_EQ(run_avow({"search", "zyzzyva", "--ledger", ledger()}).output, "No sentence holds these words.\n");
}

TEST(Read, AccountTellsWhoSaidWhat) {
  const Outcome outcome = run_avow({"read", samples() + "/01-ceasefire.txt"});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.errors;
  for (const char* title :
       {"Who said what", "What binds whom", "Reported conduct", "Where words and deeds meet"}) {
    EXPECT_NE(outcome.output.find(title), std::string::npos) << title;
  }
  EXPECT_NE(outcome.output.find("*pledged*"), std::string::npos);
}

TEST(Read, RecordIsOneObjectALine) {
  const auto records = json_lines(run_avow({"read", samples(), "--format", "json"}).output);
  ASSERT_EQ(records.size(), sample_texts().size());
  for (const Json& record : records) {
    for (const char* part :
         {"document", "actors", "places", "times", "statements", "events", "obligations", "findings"}) {
      EXPECT_TRUE(record.contains(part)) << part;
    }
  }
}

TEST(Read, CodebookWritesOneFileForEachText) {
  const TestFolder folder;
  ASSERT_EQ(run_avow({"read", samples(), "--format", "codebook", "--out-dir", folder / "coded"}).exit_code,
            0);
  for (const auto& text : sample_texts()) {
    const Json coded = Json::parse(read_bytes(folder / ("coded/" + text.stem().string() + ".json")));
    EXPECT_EQ(coded["doc"], text.stem().string());
    const std::string content = read_bytes(text);
    for (const Json& row : coded["statements"]) {
      EXPECT_NE(content.find(row["content_text"].get<std::string>()), std::string::npos);
    }
    for (const Json& row : coded["events"]) {
      EXPECT_NE(content.find(row["trigger_text"].get<std::string>()), std::string::npos);
    }
  }
}

TEST(Read, PloverRowsHaveOneHeaderAndSixteenColumns) {
  const Outcome outcome = run_avow({"read", samples(), "--format", "plover"});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.errors;
  std::istringstream lines{outcome.output};
  int rows = 0, words = 0;
  for (std::string line; std::getline(lines, line); ++rows) {
    EXPECT_EQ(std::count(line.begin(), line.end(), '\t'), 15) << line;
    EXPECT_EQ(line.starts_with("document\t"), rows == 0) << line;
    if (line.find("\tREQUEST\t") != std::string::npos) ++words;
  }
  EXPECT_GT(rows, 20);
  EXPECT_GT(words, 0);
}

TEST(Read, StandardInputDateAndPublisher) {
  const Outcome outcome =
      run_avow({"read", "-", "--date", "2031-05-06", "--publisher", "The Hill Post", "--format", "json"},
               {.input = "\"We will leave,\" the mayor of Port Vale said.\n"});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.errors;
  const Json record = Json::parse(outcome.output);
  EXPECT_EQ(record["document"]["published"], "2031-05-06");
  EXPECT_EQ(record["document"]["publisher"], "The Hill Post");
  EXPECT_EQ(record["document"]["text"], "\"We will leave,\" the mayor of Port Vale said.\n");
  EXPECT_EQ(run_avow({"read", "-", "--date", "6 May"}).exit_code, 2);
}

TEST(Read, UsersRegistryTeachesParties) {
  const TestFolder folder;
  const std::string text =
      folder.write("a.txt", "The Velmoran army shelled the village of Darne on Friday.\n");
  const Outcome outcome =
      run_avow({"read", text, "--registry", samples() + "/registry.tsv", "--format", "json"});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.errors;
  bool known = false;
  const Json record = Json::parse(outcome.output);
  for (const Json& actor : record["actors"]) known = known || actor["registry"].get<bool>();
  EXPECT_TRUE(known);
}

TEST(Parse, TextAndTokensGiveTheSameTrees) {
  const TestFolder folder;
  const std::string text = folder.write("a.txt", "She said the talks will go on. They don't agree.\n");
  const Outcome trees = run_avow({"parse", text});
  ASSERT_EQ(trees.exit_code, 0) << trees.errors;
  EXPECT_NE(trees.output.find("# text = She said the talks will go on."), std::string::npos);
  const Outcome again = run_avow({"parse", folder.write("a.conllu", trees.output)});
  ASSERT_EQ(again.exit_code, 0) << again.errors;
  EXPECT_EQ(again.output, trees.output);
  const Outcome broken = run_avow({"parse", folder.write("b.conllu", "1\tShe\n")});
  EXPECT_EQ(broken.exit_code, 3);
  EXPECT_NE(broken.errors.find("AVW-1011"), std::string::npos);
  EXPECT_NE(broken.errors.find("b.conllu:1"), std::string::npos) << broken.errors;
}

TEST(Info, NamesModelsAndTablesWithHashes) {
  const Outcome outcome = run_avow({"info"});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.errors;
  EXPECT_NE(outcome.output.find("models/syntax.model"), std::string::npos);
  EXPECT_NE(outcome.output.find("speech/cues.tsv"), std::string::npos);
}

TEST(Usage, BadCommandLines) {
  for (const std::vector<std::string>& arguments :
       std::vector<std::vector<std::string>>{{},
                                             {"read"},
                                             {"wonder"},
                                             {"read", "x", "--format", "poem"},
                                             {"read", "x", "--threads", "0"},
                                             {"show", "--kind", "cake"}}) {
    const Outcome outcome = run_avow(arguments);
    EXPECT_EQ(outcome.exit_code, 2);
    EXPECT_NE(outcome.errors.find("AVW-5001"), std::string::npos) << outcome.errors;
    EXPECT_EQ(outcome.output, "");
  }
}

}  // namespace
}  // namespace avow::tests
