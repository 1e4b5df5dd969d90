#include "names/mentions_lexicon.hpp"

#include <fstream>

#include <string>

#include <unistd.h>

#include <gtest/gtest.h>

namespace avow::names {
namespace {

std::filesystem::path folder_with(const std::string& nouns) {
  auto folder = std::filesystem::temp_directory_path() / ("avow_lexicon_test_" + std::to_string(::getpid()));
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "nouns.tsv") << nouns;
  std::ofstream(folder / "first_names.tsv") << "name\tgender\nSelma\tfemale\n";
  std::ofstream(folder / "agent_verbs.tsv") << "lemma\nsay\n";
  return folder;
}

TEST(NameLexicon, OwnTablesLoad) {
  const auto lexicon = NameLexicon::load(std::filesystem::path(AVOW_SOURCE_DIR) / "data" / "names");
  ASSERT_TRUE(lexicon.ok()) << lexicon.error().to_string();
  ASSERT_NE(lexicon->noun("spokeswoman"), nullptr);
  EXPECT_EQ(lexicon->noun("Spokeswoman")->gender, Gender::female);
  EXPECT_EQ(lexicon->noun("militia")->noun_class, NounClass::group);
  EXPECT_TRUE(lexicon->noun("militia")->allows(ActorKind::armed_group));
  EXPECT_FALSE(lexicon->noun("militia")->allows(ActorKind::media));
  EXPECT_TRUE(lexicon->noun("wing")->part);
  EXPECT_EQ(lexicon->noun("teapot"), nullptr);
  ASSERT_NE(lexicon->title("Ms"), nullptr);
  EXPECT_EQ(lexicon->title("Ms")->gender, Gender::female);
  EXPECT_EQ(lexicon->first_name("Boris"), Gender::male);
  EXPECT_EQ(lexicon->first_name("boris"), Gender::unknown);
  EXPECT_TRUE(lexicon->is_agent_verb("condemn"));
  EXPECT_FALSE(lexicon->is_agent_verb("fall"));
}

TEST(NameLexicon, MalformedRowsNameTheLine) {
  const std::string head = "lemma\tclass\tgender\tkinds\n";
  for (const std::string row : {"militia\tcrowd\t\t\n", "militia\tgroup\tmanly\t\n",
                                "militia\tgroup\t\tpirates\n", "militia\tgroup\t\t\nmilitia\tgroup\t\t\n"}) {
    const auto lexicon = NameLexicon::load(folder_with(head + row));
    ASSERT_FALSE(lexicon.ok()) << row;
    EXPECT_EQ(lexicon.error().code, ErrorCode::table_malformed);
    EXPECT_NE(lexicon.error().place.find("nouns.tsv:"), std::string::npos);
  }
}

}  // namespace
}  // namespace avow::names
