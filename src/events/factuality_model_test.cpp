#include "events/factuality_model.hpp"

#include <filesystem>
#include <memory>

#include <gtest/gtest.h>

#include "avow/base/strings.hpp"
#include "syntax/stage.hpp"

namespace avow::events {
namespace {

const std::filesystem::path kData = std::filesystem::path{AVOW_SOURCE_DIR} / "data";

class FactualityModelTest : public testing::Test {
 protected:
  void SetUp() override {
    auto model = FactualityModel::open(kData / "models/factuality.model");
    ASSERT_TRUE(model) << model.error().to_string();
    model_ = std::make_unique<FactualityModel>(std::move(*model));
    auto stage = syntax::make_stage(kData);
    ASSERT_TRUE(stage) << stage.error().to_string();
    syntax_ = std::move(*stage);
  }

  // The score of `word` in a sentence whose tokens are parted by spaces.
  float score(const std::string& text, std::string_view word) const {
    Document document;
    document.text = text;
    for (const std::string_view part : split_words(document.text)) {
      Token token;
      const auto begin = static_cast<std::uint32_t>(part.data() - document.text.data());
      token.span = {begin, begin + static_cast<std::uint32_t>(part.size())};
      document.tokens.push_back(token);
    }
    Sentence sentence;
    sentence.span = {0, static_cast<std::uint32_t>(text.size())};
    sentence.tokens = {0, static_cast<TokenIndex>(document.tokens.size())};
    document.sentences.push_back(sentence);
    syntax_->run(document);
    const Tree tree{document};
    for (TokenIndex token = 0; token < sentence.tokens.last; ++token) {
      if (document.text_of(token) == word) return model_->score(document, tree, token);
    }
    ADD_FAILURE() << word << " is not in the sentence";
    return 0;
  }

  std::unique_ptr<FactualityModel> model_;
  std::unique_ptr<Stage> syntax_;
};

TEST_F(FactualityModelTest, PlainPastIsSurerThanNegationModalAndCondition) {
  const float happened = score("The army attacked the village on Friday .", "attacked");
  EXPECT_GT(happened, 1.5F);
  EXPECT_LT(score("The army did not attack the village on Friday .", "attack"), happened - 1.0F);
  EXPECT_LT(score("The army may attack the village on Friday .", "attack"), happened);
  EXPECT_LT(score("If the army attacks the village , people will leave .", "attacks"), happened);
}

TEST_F(FactualityModelTest, StaysOnItsScaleForTheOddestSentence) {
  const float alone = score("attacked", "attacked");
  EXPECT_GE(alone, -3.0F);
  EXPECT_LE(alone, 3.0F);
  std::string lists;
  for (int i = 0; i < 390; ++i) lists += "and ";
  const float crowded = score(lists + "attacked", "attacked");
  EXPECT_GE(crowded, -3.0F);
  EXPECT_LE(crowded, 3.0F);
}

TEST(FactualityModel, RefusesAMissingFile) {
  const auto model = FactualityModel::open("/no/such/factuality.model");
  ASSERT_FALSE(model);
  EXPECT_EQ(model.error().code, ErrorCode::model_missing);
}

}  // namespace
}  // namespace avow::events
