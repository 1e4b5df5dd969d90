#include <gtest/gtest.h>

#include "avow/base/strings.hpp"
#include "syntax/entity_decode.hpp"
#include "syntax/entity_names.hpp"
#include "syntax/entity_stage.hpp"
#include "syntax/stage.hpp"
#include "syntax/word_classes.hpp"

namespace avow::syntax {
namespace {

std::uint32_t phrase(std::string_view words) {
  PhraseHash hash;
  for (const std::string_view word : split_words(words)) hash.add(word);
  return hash.value();
}

TEST(KnownNames, FindsPhrasesHoweverTheyWereTokenised) {
  const std::string section = KnownNames::to_section(
      {{"Port-au-Prince", "big_place"}, {"Amina", "first"}, {"Amina", "last"}, {"Nowhere", "no_such_label"}});
  const auto names = KnownNames::read(section);
  ASSERT_TRUE(names.ok());
  const auto bit = [](NameLabel label) { return 1U << static_cast<unsigned>(label); };
  EXPECT_EQ(names->find(phrase("Port-au-Prince")), bit(NameLabel::big_place));
  EXPECT_EQ(names->find(phrase("Port - au - Prince")), bit(NameLabel::big_place));
  EXPECT_EQ(names->find(phrase("Amina")), bit(NameLabel::first) | bit(NameLabel::last));
  EXPECT_EQ(names->find(phrase("amina")), 0);
  EXPECT_EQ(names->find(phrase("Port")), 0);
  EXPECT_EQ(names->find(phrase("Nowhere")), 0);
}

TEST(KnownNames, RefusesATableOfTheWrongSize) {
  std::string section = KnownNames::to_section({{"Amina", "first"}});
  section.pop_back();
  EXPECT_FALSE(KnownNames::read(section).ok());
  EXPECT_FALSE(KnownNames::read("").ok());
}

TEST(WordClasses, FindsWhatItWasGiven) {
  std::vector<WordClassRow> rows;
  for (std::uint32_t i = 0; i < 5000; ++i) {
    const auto fine = static_cast<std::uint16_t>(1 + i % 300);
    rows.push_back(
        {model::text_atom("word" + std::to_string(i)),
         {fine, static_cast<std::uint16_t>(1 + fine / 4), static_cast<std::uint16_t>(1 + fine / 40)}});
  }
  rows.push_back({model::text_atom("word7"), {9, 9, 9}});  // the first row of a word counts
  const std::string section = WordClasses::to_section(rows);
  const auto classes = WordClasses::read(section);
  ASSERT_TRUE(classes.ok());
  for (std::uint32_t i = 0; i < 5000; ++i) {
    const WordClass found = classes->find(rows[i].lower);
    EXPECT_EQ(found.fine, rows[i].of.fine);
    EXPECT_EQ(found.middle, rows[i].of.middle);
    EXPECT_EQ(found.coarse, rows[i].of.coarse);
  }
  int known = 0;
  for (std::uint32_t i = 0; i < 5000; ++i) {
    known += classes->find(model::text_atom("other" + std::to_string(i))).fine != 0 ? 1 : 0;
  }
  EXPECT_LE(known, 20);  // the low bits of a hash are kept only by its place: few words are taken for others
}

TEST(WordClasses, RefusesATableOfTheWrongSize) {
  std::string section = WordClasses::to_section({{7, {1, 1, 1}}});
  EXPECT_TRUE(WordClasses::read(section).ok());
  section.pop_back();
  EXPECT_FALSE(WordClasses::read(section).ok());
  EXPECT_FALSE(WordClasses::read("").ok());
}

// The score of a sequence, or nothing where the grammar of BILOU forbids it.
std::optional<std::int64_t> score_of(const EntityLattice& lattice, const EntityTransitions& steps,
                                     const std::vector<std::uint8_t>& labels) {
  std::int64_t total = 0;
  std::uint32_t before = 0;
  const auto closed = [](std::uint32_t label) { return label == 0 || (label - 1) % 4 >= 2; };
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const std::uint32_t label = labels[i];
    const bool opens = label == 0 || (label - 1) % 4 == 0 || (label - 1) % 4 == 3;
    const bool goes_on =
        !opens && (before == label - (label - 1) % 4 || before == label - (label - 1) % 4 + 1);
    if (opens ? !closed(before) : !goes_on) return std::nullopt;
    total += lattice.scores[i][label] + steps.score[lattice.kinds[i]][before][label];
    before = label;
  }
  return closed(before) ? std::optional(total) : std::nullopt;
}

// The fast path against the slow one: every sequence of three words over the labels of two types.
TEST(EntityLattice, FindsTheBestSequence) {
  std::uint64_t state = 7;
  const auto next = [&] {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<std::int32_t>(state >> 40U) % 200 - 100;
  };
  for (int round = 0; round < 50; ++round) {
    EntityTransitions steps;
    EntityLattice lattice;
    for (auto& kind : steps.score) {
      for (auto& row : kind) {
        for (auto& value : row) value = next();
      }
    }
    for (int i = 0; i < 3; ++i) {
      auto& scores = lattice.scores.emplace_back();
      scores.fill(-10000);
      for (std::uint32_t label = 0; label < 9; ++label) scores[label] = next();
      lattice.kinds.push_back(static_cast<std::uint8_t>(i % 3));
    }
    std::vector<std::uint8_t> found;
    lattice.decode(steps, found);
    std::int64_t best = -1000000;
    for (int code = 0; code < 9 * 9 * 9; ++code) {
      const std::vector<std::uint8_t> labels = {static_cast<std::uint8_t>(code / 81),
                                                static_cast<std::uint8_t>(code / 9 % 9),
                                                static_cast<std::uint8_t>(code % 9)};
      if (const auto score = score_of(lattice, steps, labels)) best = std::max(best, *score);
    }
    ASSERT_TRUE(score_of(lattice, steps, found).has_value());
    EXPECT_EQ(*score_of(lattice, steps, found), best);
  }
}

TEST(ReadLabels, SpansOfABilouSequence) {
  std::vector<Entity> entities;
  const auto person = [](EntityPart part) {
    return static_cast<std::uint8_t>(entity_label(EntityType::person, part));
  };
  const auto place = static_cast<std::uint8_t>(entity_label(EntityType::location, EntityPart::unit));
  read_labels({0, person(EntityPart::begin), person(EntityPart::inside), person(EntityPart::last), place, 0},
              10, entities);
  ASSERT_EQ(entities.size(), 2U);
  EXPECT_EQ(entities[0].tokens, (TokenRange{11, 14}));
  EXPECT_EQ(entities[0].type, EntityType::person);
  EXPECT_EQ(entities[1].tokens, (TokenRange{14, 15}));
  EXPECT_EQ(entities[1].type, EntityType::location);
}

TEST(EntityStage, AMissingModelSaysSo) {
  const auto stage = open_entity_stage("/no/such/folder/entities.model");
  ASSERT_FALSE(stage.ok());
  EXPECT_EQ(stage.error().code, ErrorCode::model_missing);
}

}  // namespace
}  // namespace avow::syntax
