#include "ledger/near_duplicates.hpp"

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

}  // namespace
}  // namespace avow::ledger
