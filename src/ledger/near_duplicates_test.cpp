#include "ledger/near_duplicates.hpp"

#include <algorithm>
#include <array>
#include <random>
#include <string>

#include <gtest/gtest.h>

namespace avow::ledger {
namespace {

const std::string kWire =
    "Shells fell on the harbour of Port Vale on Friday and killed two dockers, the mayor said. The Hill "
    "Front, which "
    "holds the ridge above the town, said that none of its guns had fired. A ferry with forty passengers "
    "turned back "
    "before it reached the pier. Aid workers called for a pause so that the wounded could be carried out. "
    "The front "
    "and the town council had agreed in April not to fire on the harbour while grain ships were in port.\n";
const std::string kOwnWords =
    "Two people died when the harbour of Port Vale came under fire at the end of the week. Officials in the "
    "town "
    "blamed the Hill Front; its spokesman rejected that. Passengers on a ferry told of smoke over the pier, "
    "and "
    "doctors asked both sides to let ambulances through. It was the first such incident since spring.\n";

std::vector<std::size_t> groups_of(const std::vector<std::string>& texts) {
  return copy_groups({texts.begin(), texts.end()});
}

TEST(NearDuplicates, CopiesOfAWireStoryAreOneGroup) {
  const std::string retitled = "HARBOUR SHELLED, TWO DEAD\n\n" + kWire;
  const std::string shortened = kWire.substr(0, 260);
  const std::string longer = kWire +
                             "\nThe council meets again on Monday. Bread has been dear in the town since the "
                             "grain ships stayed away, and the mills on the river stand still.\n";
  EXPECT_EQ(groups_of({kWire, retitled, shortened, longer, kWire}),
            (std::vector<std::size_t>{0, 0, 0, 0, 0}));
}

TEST(NearDuplicates, OtherWordsOfOneEventAreAnother) {
  EXPECT_EQ(groups_of({kWire, kOwnWords, kWire}), (std::vector<std::size_t>{0, 1, 0}));
}

TEST(NearDuplicates, ShortTextsAreCopiesOnlyWhenTheSame) {
  EXPECT_EQ(groups_of({"The mayor of Port Vale said no.", "The mayor of Port Vale said nothing.",
                       "The mayor of Port Vale said no."}),
            (std::vector<std::size_t>{0, 1, 0}));
  EXPECT_EQ(groups_of({}), std::vector<std::size_t>{});
}

// Stories about one invented region: one manner of telling, other facts.
class Newsroom {
 public:
  std::string sentence() {
    switch (random_() % 6) {
      case 0:
        return pick(kWho) + " " + pick(kDid) + " " + pick(kWhere) + " on " + pick(kWhen) + ", " +
               pick(kTold) + ". ";
      case 1:
        return "About " + std::to_string(random_() % 900 + 10) + " people left " + pick(kWhere) + " after " +
               pick(kWho) + " " + pick(kDid) + " " + pick(kWhere) + ". ";
      case 2:
        return "In a statement " + pick(kWho) + " promised to open " + pick(kWhere) + " by " + pick(kWhen) +
               ". ";
      case 3:
        return pick(kTold) + " that talks at " + pick(kWhere) + " had ended without a word from " +
               pick(kWho) + ". ";
      case 4:
        return "Since " + pick(kWhen) + " no lorry has passed " + pick(kWhere) + ", where " + pick(kWho) +
               " " + pick(kDid) + " " + pick(kWhere) + ". ";
      default:
        return pick(kWho) + " denied it and said that " + pick(kWho) + " " + pick(kDid) + " " + pick(kWhere) +
               ". ";
    }
  }
  std::string story(int sentences) {
    std::string out;
    for (int i = 0; i < sentences; ++i) out += sentence();
    return out;
  }

 private:
  using List = std::array<const char*, 8>;
  static constexpr List kWho = {"the Hill Front",     "the harbour guard", "the council of Port Vale",
                                "the river militia",  "the coast brigade", "the northern command",
                                "the dockers' union", "the relief mission"};
  static constexpr List kDid = {"shelled", "surrounded", "searched", "closed",
                                "left",    "took",       "burned",   "fortified"};
  static constexpr List kWhere = {"the old customs house",    "the grain store at Merrow",
                                  "the bridge over the Tarn", "the school in Upper Vale",
                                  "the ferry pier",           "the road to Kessing",
                                  "the salt works",           "the market of Orrin"};
  static constexpr List kWhen = {"Monday", "Friday night", "the second of May",   "the feast of lamps",
                                 "Sunday", "last week",    "the eve of the vote", "Thursday at dawn"};
  static constexpr List kTold = {"the mayor said",     "a doctor in Orrin said",  "two witnesses said",
                                 "an officer said",    "the bishop's house said", "a teacher told us",
                                 "the radio reported", "people in the town said"};
  std::string pick(const List& list) { return list[random_() % list.size()]; }
  std::mt19937 random_{7};
};

// As outlets alter what they print: cut short, with another title, with a paragraph of their own before or
// after, printed whole under the name of the outlet that it was taken from.
std::vector<std::string> altered(const std::string& story, Newsroom& desk) {
  const auto cut = story.find(". ", story.size() * 6 / 10);
  return {story,
          story.substr(0, cut + 1),
          "NEWS FROM THE VALE\n\n" + story,
          story + "\n\n" + desk.story(2),
          desk.story(2) + "\n\n" + story,
          "The Orrin Courier reported:\n\n\"" + story + "\"\n\nNobody else has confirmed it."};
}

// Of all pairs of texts, those that are said to be copies and those that come of one story.
TEST(NearDuplicates, PrecisionAndRecallOverAlteredStories) {
  Newsroom desk;
  std::vector<std::string> texts;
  std::vector<std::size_t> story;
  for (std::size_t i = 0; i < 40; ++i) {
    for (const std::string& each : altered(desk.story(9 + static_cast<int>(i % 5)), desk)) {
      texts.push_back(each);
      story.push_back(i);
    }
  }
  const auto groups = groups_of(texts);
  double found = 0, right = 0, wanted = 0;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      const bool same_group = groups[i] == groups[j], same_story = story[i] == story[j];
      found += same_group ? 1 : 0;
      wanted += same_story ? 1 : 0;
      right += same_group && same_story ? 1 : 0;
    }
  }
  EXPECT_GT(wanted, 500);
  EXPECT_GE(right / std::max(found, 1.0), 0.95) << "precision, of " << found << " pairs";
  EXPECT_GE(right / wanted, 0.95) << "recall, of " << wanted << " pairs";
}

}  // namespace
}  // namespace avow::ledger
