#include "events/relation_model.hpp"

#include <filesystem>

#include <gtest/gtest.h>

#include "avow/base/file.hpp"
#include "syntax/stage.hpp"
#include "text/stage.hpp"

namespace avow::events {
namespace {

const std::filesystem::path kData = std::filesystem::path{AVOW_SOURCE_DIR} / "data";

class RelationModelTest : public testing::Test {
 protected:
  void SetUp() override {
    auto model = RelationModel::open(kData);
    ASSERT_TRUE(model) << model.error().to_string();
    model_ = std::make_unique<RelationModel>(std::move(*model));
    auto text = text::make_stage(kData);
    auto syntax = syntax::make_stage(kData);
    ASSERT_TRUE(text);
    ASSERT_TRUE(syntax);
    text_ = std::move(*text);
    syntax_ = std::move(*syntax);
  }

  // The root between two stretches of a sentence, each named by its words.
  std::string_view root(const std::string& sentence, std::string_view source, std::string_view target) const {
    Document document;
    document.text = sentence;
    text_->run(document);
    syntax_->run(document);
    const auto tokens = [&](std::string_view words) {
      const auto begin = static_cast<std::uint32_t>(sentence.find(words));
      return document.tokens_in({begin, begin + static_cast<std::uint32_t>(words.size())});
    };
    return kRelationRoots[model_->guess(document, Tree{document}, tokens(source), tokens(target)).root];
  }

  std::unique_ptr<RelationModel> model_;
  std::unique_ptr<Stage> text_;
  std::unique_ptr<Stage> syntax_;
};

TEST_F(RelationModelTest, ReadsDeedsAndWords) {
  EXPECT_EQ(root("Velmoran police arrested two reporters in Oskel.", "Velmoran police", "two reporters"),
            "COERCE");
  EXPECT_EQ(root("The front bombed a market in Oskel.", "The front", "a market"), "ASSAULT");
  EXPECT_EQ(root("Velmora accused Ordania of arming the rebels.", "Velmora", "Ordania"), "ACCUSE");
  EXPECT_EQ(root("The union urged Velmora to open the bridge.", "The union", "Velmora"), "REQUEST");
}

TEST_F(RelationModelTest, AWillingnessIsNoDeedAndARefusalIsNoYielding) {
  EXPECT_EQ(root("Ordania withdrew its troops from Velmora.", "Ordania", "Velmora"), "YIELD");
  EXPECT_EQ(root("Ordania is willing to withdraw its troops from Velmora.", "Ordania", "Velmora"), "AGREE");
  EXPECT_EQ(root("Ordania refused to withdraw its troops from Velmora.", "Ordania", "Velmora"), "REJECT");
}

TEST_F(RelationModelTest, AnEmptyPairHasNoFeatures) {
  Document document;
  document.text = "Nothing.";
  text_->run(document);
  syntax_->run(document);
  EXPECT_TRUE(
      relation_features(*RelationLexicon::load(kData / "events/relation"), document, Tree{document}, {}, {})
          .empty());
}

TEST(RelationLexicon, NamesTheLineThatIsWrong) {
  const auto folder = std::filesystem::temp_directory_path() / "avow_relation_lexicon_test";
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
