#include "events/relation_model.hpp"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include <unistd.h>

#include <gtest/gtest.h>

#include "avow/base/file.hpp"
#include "syntax/stage.hpp"
#include "text/stage.hpp"

namespace avow::events {
namespace {

const std::filesystem::path kData = std::filesystem::path{AVOW_SOURCE_DIR} / "data";

// Who does what to whom in one sentence, each party named by its words.
class RelationFeatures : public testing::Test {
 protected:
  void SetUp() override {
    auto text = text::make_stage(kData);
    auto syntax = syntax::make_stage(kData);
    auto lexicon = RelationLexicon::load(kData / "events/relation");
    ASSERT_TRUE(text);
    ASSERT_TRUE(syntax);
    ASSERT_TRUE(lexicon);
    text_ = std::move(*text);
    syntax_ = std::move(*syntax);
    lexicon_ = std::move(*lexicon);
  }

  std::vector<model::FeatureHash> features(const std::string& sentence, std::string_view source,
                                           std::string_view target) const {
    Document document;
    document.text = sentence;
    text_->run(document);
    syntax_->run(document);
    const auto tokens = [&](std::string_view words) {
      if (words.empty()) return TokenRange{};
      const auto begin = static_cast<std::uint32_t>(sentence.find(words));
      return document.tokens_in({begin, begin + static_cast<std::uint32_t>(words.size())});
    };
    return relation_features(lexicon_, document, Tree{document}, tokens(source), tokens(target));
  }

  std::unique_ptr<Stage> text_;
  std::unique_ptr<Stage> syntax_;
  RelationLexicon lexicon_;
};

TEST_F(RelationFeatures, AreSortedAndEachOnce) {
  const auto found =
      features("Velmoran police arrested two reporters in Oskel.", "Velmoran police", "two reporters");
  ASSERT_FALSE(found.empty());
  EXPECT_TRUE(std::is_sorted(found.begin(), found.end()));
  EXPECT_EQ(std::adjacent_find(found.begin(), found.end()), found.end());
}

TEST_F(RelationFeatures, AWillingnessIsNotTheDeed) {
  EXPECT_NE(features("Ordania withdrew its troops from Velmora.", "Ordania", "Velmora"),
            features("Ordania is willing to withdraw its troops from Velmora.", "Ordania", "Velmora"));
}

TEST_F(RelationFeatures, TheSourceIsNotTheTarget) {
  EXPECT_NE(features("Velmora accused Ordania.", "Velmora", "Ordania"),
            features("Velmora accused Ordania.", "Ordania", "Velmora"));
}

TEST_F(RelationFeatures, AnEmptyPairHasNone) {
  EXPECT_TRUE(features("Nothing.", "", "").empty());
}

TEST(RelationModel, RefusesAMissingFolder) {
  const auto model = RelationModel::open("/no/such/folder");
  ASSERT_FALSE(model);
  EXPECT_EQ(model.error().code, ErrorCode::table_missing);
}

TEST(RelationLexicon, NamesTheLineThatIsWrong) {
  const auto folder =
      std::filesystem::temp_directory_path() / ("avow_relation_lexicon_test_" + std::to_string(::getpid()));
  std::filesystem::create_directories(folder);
  ASSERT_TRUE(system_files().write(folder / "phrases.tsv", "root\tphrase\nACCUSE\tblame\nBREACH\tbreak\n"));
  ASSERT_TRUE(system_files().write(folder / "modality.tsv", "class\tlemma\n"));
  const auto lexicon = RelationLexicon::load(folder);
  ASSERT_FALSE(lexicon);
  EXPECT_EQ(lexicon.error().code, ErrorCode::table_malformed);
  EXPECT_TRUE(lexicon.error().place.ends_with("phrases.tsv:3"));
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace avow::events
