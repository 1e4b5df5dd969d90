// Statements of whole texts, read by the whole pipeline.
#include <string>

#include <unistd.h>

#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <fstream>

#include "speech/speech_test_reading.hpp"

namespace avow::speech {
namespace {

namespace fs = std::filesystem;

Document read(const std::string& text) {
  EXPECT_TRUE(TestReader::shared().ready()) << TestReader::shared().error();
  return TestReader::shared().read(text);
}

std::string content(const Document& document, const Statement& row) {
  return std::string(document.text_of(codebook_content(document, row)));
}

TEST(Statements, DirectSpeechCutInTwoIsOneRow) {
  const Document document = read("“The road is open,” the mayor said, “and the bridge is closed.”");
  ASSERT_EQ(document.statements.size(), 1U);
  const Statement& row = document.statements[0];
  EXPECT_EQ(row.quote, QuoteKind::direct);
  ASSERT_EQ(row.content.size(), 2U);
  EXPECT_EQ(document.text_of(row.content[0]), "The road is open");
  EXPECT_EQ(document.text_of(row.content[1]), "and the bridge is closed");
  EXPECT_EQ(document.text_of(row.speaker_span), "the mayor");
  EXPECT_EQ(content(document, row), "and the bridge is closed");
}

TEST(Statements, AQuoteThatRunsOnBelongsToTheLastSpeaker) {
  const Document document = read("“The town is quiet,” said the mayor. “You must leave the valley at once.”");
  ASSERT_EQ(document.statements.size(), 2U);
  EXPECT_EQ(document.statements[0].function, SpeechFunction::assertion);
  EXPECT_EQ(document.statements[1].function, SpeechFunction::demand);
  EXPECT_EQ(document.statements[1].speaker, document.statements[0].speaker);
  EXPECT_TRUE(document.statements[1].cue.empty());
  EXPECT_EQ(document.text_of(document.statements[1].speaker_span), "the mayor");
}

TEST(Statements, BlockQuotesNeedNoMarks) {
  const Document document =
      read("The minister said:\n\nThe road to the port is open.\n\nAll parties must respect the truce.");
  ASSERT_EQ(document.statements.size(), 2U);
  EXPECT_EQ(document.text_of(document.statements[1].speaker_span), "The minister");
  EXPECT_EQ(document.statements[1].function, SpeechFunction::demand);
}

TEST(Statements, OneInsideAnotherKeepsItsOwnSpeakerAndAct) {
  const Document document = read("The envoy said that the rebels promised to free the hostages.");
  ASSERT_EQ(document.statements.size(), 2U);
  EXPECT_EQ(document.statements[1].within, 0);
  EXPECT_EQ(document.statements[1].function, SpeechFunction::commitment);
  EXPECT_EQ(document.text_of(document.statements[1].speaker_span), "the rebels");
  EXPECT_EQ(document.statements[0].function, SpeechFunction::assertion);
}

TEST(Statements, TheSpeakersOwnPerformativeIsOneRow) {
  const Document document = read("“We strongly condemn the attack on the village,” the minister said.");
  ASSERT_EQ(document.statements.size(), 1U);
  EXPECT_EQ(document.statements[0].function, SpeechFunction::condemnation);
}

TEST(Statements, AQuoteWithoutSpeakerIsStillARow) {
  const Document document = read("“The bridge has been closed since the morning of the raid.”");
  ASSERT_EQ(document.statements.size(), 1U);
  EXPECT_EQ(document.statements[0].speaker, kNone);
  EXPECT_TRUE(document.statements[0].speaker_span.empty());
  EXPECT_TRUE(document.statements[0].cue.empty());
}

TEST(Statements, VerblessAttribution) {
  const Document document = read("According to the nurse, the road is open.");
  ASSERT_EQ(document.statements.size(), 1U);
  EXPECT_EQ(document.text_of(document.statements[0].speaker_span), "the nurse");
  EXPECT_EQ(content(document, document.statements[0]), "the road is open");
}

TEST(Statements, DenialsHaveAType) {
  const Document document = read(
      "The army denied responsibility for the fire. The ministry dismissed nothing. The army denied the "
      "reports.");
  ASSERT_GE(document.statements.size(), 2U);
  EXPECT_EQ(document.statements.front().function, SpeechFunction::denial);
  EXPECT_EQ(document.statements.front().denial_type, DenialType::denies_responsibility);
  EXPECT_EQ(document.statements.back().denial_type, DenialType::report_false);
}

TEST(Statements, UnnamedSourcesHaveKindAndCountry) {
  const auto speaker = [](const Document& document) -> const Actor& {
    return document.actors.at(static_cast<std::size_t>(document.statements.at(0).speaker));
  };
  const Document official = read("A senior Turkish official said the border would stay closed.");
  EXPECT_EQ(speaker(official).name, "A senior Turkish official");
  EXPECT_EQ(speaker(official).kind, ActorKind::person);
  EXPECT_EQ(speaker(official).country, "TUR");
  const Document witnesses = read("Witnesses said soldiers fired at the crowd.");
  EXPECT_EQ(speaker(witnesses).kind, ActorKind::civilians);
  const Document soldiers = read("Two Syrian soldiers said the bridge was mined.");
  EXPECT_EQ(speaker(soldiers).kind, ActorKind::military);
  EXPECT_EQ(speaker(soldiers).country, "SYR");
}

TEST(Statements, NobodySpeaksWhereNothingIsSaid) {
  for (const char* text : {"They should condemn the raid.", "The storm shows that winter is near.",
                           "The officer declined to comment.", "The book “Night Trains” sold well."})
    EXPECT_TRUE(read(text).statements.empty()) << text;
}

TEST(Statements, RowsAreInOrderAndPointIntoTheText) {
  const Document document = read(
      "“We will rebuild the school,” the king said. The league said the army shelled the village. The envoy "
      "urged both "
      "sides to talk, and the rebels, he said, promised to stop.");
  std::uint32_t last = 0;
  for (std::size_t i = 0; i < document.statements.size(); ++i) {
    const Statement& row = document.statements[i];
    EXPECT_EQ(row.id, "s" + std::to_string(i + 1));
    ASSERT_FALSE(row.content.empty());
    EXPECT_FALSE(row.rule.empty());
    EXPECT_GT(row.confidence, 0);
    EXPECT_LE(row.confidence, 1);
    EXPECT_FALSE(row.trace.empty());
    EXPECT_EQ(row.content.size(), row.content_tokens.size());
    for (const Span span : row.content) EXPECT_LE(span.end, document.text.size());
    const std::uint32_t start =
        row.cue.empty() ? row.content[0].begin : std::min(row.content[0].begin, row.cue[0].begin);
    EXPECT_GE(start, last);
    last = start;
    EXPECT_LT(row.within, static_cast<StatementIndex>(document.statements.size()));
  }
}

// docs/speech.md: a user adds a cue by adding a line.
TEST(Statements, ALineInTheTableAddsACue) {
  const fs::path source = fs::path(AVOW_SOURCE_DIR) / "data";
  const fs::path copy = fs::temp_directory_path() / ("avow_speech_table_test_" + std::to_string(::getpid()));
  fs::remove_all(copy);
  fs::create_directories(copy);
  fs::copy(source / "speech", copy / "speech", fs::copy_options::recursive);
  fs::create_directories(copy / "models");
  for (const char* name : {"attribution.model", "acts.model"})
    fs::copy_file(source / "models" / name, copy / "models" / name);
  const std::string text = "The envoy trumpeted that the truce would hold.";
  const auto rows = [&text](const fs::path& folder) {
    auto stage = make_stage(folder);
    EXPECT_TRUE(stage);
    Document document = TestReader::shared().read(text);
    (*stage)->run(document);
    return document.statements;
  };
  for (const Statement& row : rows(copy)) EXPECT_EQ(row.rule.find("trumpet/verb"), std::string::npos);
  std::ofstream(copy / "speech" / "cues.tsv", std::ios::app)
      << "trumpet\tverb\tthat\tendorsement\tThe envoy trumpeted that the truce held.\tThe trumpet was old.\n";
  const std::vector<Statement> after = rows(copy);
  ASSERT_EQ(after.size(), 1U);
  EXPECT_NE(after[0].rule.find("trumpet/verb/endorsement"), std::string::npos);
  EXPECT_EQ(after[0].function, SpeechFunction::endorsement);
  fs::remove_all(copy);
}

TEST(Statements, ABadTableLineIsNamed) {
  const fs::path copy =
      fs::temp_directory_path() / ("avow_speech_bad_table_test_" + std::to_string(::getpid()));
  fs::remove_all(copy);
  fs::create_directories(copy);
  fs::copy(fs::path(AVOW_SOURCE_DIR) / "data" / "speech", copy / "speech", fs::copy_options::recursive);
  std::ofstream(copy / "speech" / "cues.tsv", std::ios::app) << "trumpet\tverb\tthat\tnonsense\tA.\tB.\n";
  const auto stage = make_stage(copy);
  ASSERT_FALSE(stage);
  EXPECT_EQ(stage.error().code, ErrorCode::table_malformed);
  EXPECT_NE(stage.error().place.find("cues.tsv:"), std::string::npos);
  fs::remove_all(copy);
}

double seconds_for(const Stage& stage, Document document) {
  const auto start = std::chrono::steady_clock::now();
  stage.run(document);
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

TEST(Statements, PathologicalQuotesStayLinear) {
  const auto stage = make_stage(fs::path(AVOW_SOURCE_DIR) / "data");
  ASSERT_TRUE(stage);
  const auto text = [](int count) {
    std::string out;
    for (int i = 0; i < count; ++i) out += "\"We go home, he said. ";
    return out;
  };
  const Document small = TestReader::shared().read(text(500));
  const Document large = TestReader::shared().read(text(5000));
  EXPECT_LT(seconds_for(**stage, large), 40 * seconds_for(**stage, small) + 0.1);
}

}  // namespace
}  // namespace avow::speech
