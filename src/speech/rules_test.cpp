// Every row of the tables of data/speech carries a sentence in which it must decide and one in which it must
// not; here each is read by the whole pipeline.
#include <gtest/gtest.h>

#include "speech/acts.hpp"
#include "speech/cues.hpp"
#include "speech/speech_test_reading.hpp"

namespace avow::speech {
namespace {

bool fires(const std::string& rule_part, const std::string& text) {
  const Document document = TestReader::shared().read(text);
  for (const Statement& row : document.statements) {
    const std::size_t at = row.rule.find(rule_part);
    if (at == std::string::npos) continue;
    const std::size_t end = at + rule_part.size();
    if (rule_part.back() == ':' || end == row.rule.size() || row.rule[end] == ' ' || row.rule[end] == ':')
      return true;
  }
  return false;
}

std::string rules_of(const std::string& text) {
  std::string out;
  for (const Statement& row : TestReader::shared().read(text).statements) out += "[" + row.rule + "] ";
  return out;
}

TEST(Rules, EveryCueFiresOnItsExampleOnly) {
  ASSERT_TRUE(TestReader::shared().ready()) << TestReader::shared().error();
  const Result<CueTable> cues = CueTable::load(std::filesystem::path(AVOW_SOURCE_DIR) / "data");
  ASSERT_TRUE(cues) << cues.error().to_string();
  for (const Cue& cue : cues->all()) {
    ASSERT_FALSE(cue.example.empty()) << cue.id;
    ASSERT_FALSE(cue.counterexample.empty()) << cue.id;
    if (cue.silent) {  // looks like a cue and makes no row
      EXPECT_TRUE(TestReader::shared().read(cue.example).statements.empty())
          << cue.id + " in: " + cue.example;
      EXPECT_FALSE(TestReader::shared().read(cue.counterexample).statements.empty())
          << cue.id + " in: " + cue.counterexample;
      continue;
    }
    EXPECT_TRUE(fires(cue.id, cue.example)) << cue.id + " in: " + cue.example + " " + rules_of(cue.example);
    EXPECT_FALSE(fires(cue.id, cue.counterexample)) << cue.id + " in: " + cue.counterexample;
  }
}

TEST(Rules, EveryActWordDecidesItsExampleOnly) {
  ASSERT_TRUE(TestReader::shared().ready()) << TestReader::shared().error();
  const Result<ActTables> acts = ActTables::load(std::filesystem::path(AVOW_SOURCE_DIR) / "data");
  ASSERT_TRUE(acts) << acts.error().to_string();
  for (const RuleExample& row : acts->examples()) {
    ASSERT_FALSE(row.example.empty()) << row.rule;
    ASSERT_FALSE(row.counterexample.empty()) << row.rule;
    EXPECT_TRUE(fires("act:" + row.rule, row.example))
        << row.rule + " in: " + row.example + " " + rules_of(row.example);
    EXPECT_FALSE(fires("act:" + row.rule, row.counterexample)) << row.rule + " in: " + row.counterexample;
  }
}

TEST(Rules, EverySourceRowSpeaksInItsExampleOnly) {
  ASSERT_TRUE(TestReader::shared().ready()) << TestReader::shared().error();
  const Result<ActTables> acts = ActTables::load(std::filesystem::path(AVOW_SOURCE_DIR) / "data");
  ASSERT_TRUE(acts) << acts.error().to_string();
  for (const RuleExample& row : acts->source_examples()) {
    EXPECT_FALSE(TestReader::shared().read(row.example).statements.empty())
        << row.rule + " in: " + row.example;
    EXPECT_TRUE(TestReader::shared().read(row.counterexample).statements.empty())
        << row.rule + " in: " + row.counterexample;
  }
}

}  // namespace
}  // namespace avow::speech
