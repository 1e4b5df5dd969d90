#include "model/container.hpp"

#include <fstream>

#include <unistd.h>

#include <gtest/gtest.h>

#include "model/linear_model.hpp"

namespace avow::model {
namespace {

namespace fs = std::filesystem;

std::string two_sections() {
  ModelWriter writer;
  writer.add_section("words", "alpha beta");
  writer.add_section("empty", "");
  return writer.to_bytes();
}

class ModelFile : public ::testing::Test {
 protected:
  void SetUp() override {
    path_ = fs::temp_directory_path() / ("avow_model_test_" + std::to_string(::getpid()));
  }
  void TearDown() override { fs::remove(path_); }
  void put(const std::string& bytes) const { std::ofstream{path_, std::ios::binary} << bytes; }
  fs::path path_;
};

TEST_F(ModelFile, GivesBackWhatWasWritten) {
  ModelWriter writer;
  writer.add_section("words", "alpha beta");
  ASSERT_TRUE(writer.write(path_).ok());
  const auto model = Model::open(path_);
  ASSERT_TRUE(model.ok()) << model.error().to_string();
  ASSERT_TRUE(model->section("words").ok());
  EXPECT_EQ(*model->section("words"), "alpha beta");
  EXPECT_EQ(model->section("nothing").error().code, ErrorCode::model_corrupt);
}

TEST_F(ModelFile, MissingFile) {
  EXPECT_EQ(Model::open(path_).error().code, ErrorCode::model_missing);
}

TEST_F(ModelFile, EveryTruncationIsCaught) {
  const std::string whole = two_sections();
  for (std::size_t size = 0; size < whole.size(); ++size) {
    put(whole.substr(0, size));
    const auto model = Model::open(path_);
    ASSERT_FALSE(model.ok()) << size;
    EXPECT_EQ(model.error().code, ErrorCode::model_corrupt) << size;
  }
}

TEST_F(ModelFile, EveryAlteredByteIsCaught) {
  const std::string whole = two_sections();
  for (std::size_t i = 0; i < whole.size(); ++i) {
    std::string altered = whole;
    altered[i] = static_cast<char>(altered[i] ^ 0x20);
    const auto sections = read_sections(altered, "altered");
    if (sections.ok()) {
      ADD_FAILURE() << "byte " << i << " altered without notice";
    } else {
      const bool version_field = i >= 8 && i < 12;
      EXPECT_EQ(sections.error().code, version_field ? ErrorCode::model_version : ErrorCode::model_corrupt);
    }
  }
}

TEST(LinearModel, ScoresAreSumsOfRows) {
  // 16 slots, 3 classes: feature 2 owns slots 2..4, feature 4 slots 4..6, which overlap in slot 4.
  std::vector<double> weights(16 + 3);
  weights[2] = 1;
  weights[4] = -0.5;
  weights[5] = 2;
  const std::string section = LinearModel::to_section(weights, 3, 4, 2.0);
  const auto model = LinearModel::read(section);
  ASSERT_TRUE(model.ok());
  std::vector<std::int16_t> scores(model->padded_classes());
  const std::vector<FeatureHash> features{2, 4 + 16};
  model->score(features, scores);
  EXPECT_EQ(scores[0], 64 - 32);
  EXPECT_EQ(scores[1], 127);
  EXPECT_EQ(scores[2], -32);
  EXPECT_EQ(model->best(scores), 1U);
  EXPECT_NEAR(model->probabilities(scores)[1], 0.77, 0.02);
}

TEST(LinearModel, WrongSizesAreCaught) {
  const std::vector<double> weights(16 + 3);
  const std::string section = LinearModel::to_section(weights, 3, 4, 2.0);
  for (std::size_t size = 0; size < section.size(); ++size) {
    EXPECT_FALSE(LinearModel::read(std::string_view{section}.substr(0, size)).ok());
  }
  EXPECT_FALSE(LinearModel::read(section + "x").ok());
}

}  // namespace
}  // namespace avow::model
