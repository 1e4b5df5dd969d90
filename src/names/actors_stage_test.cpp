#include "names/actors_stage.hpp"

#include <gtest/gtest.h>

#include "names/actors_lookup.hpp"
#include "names/actors_test_trees.hpp"

namespace avow::names {
namespace {

using testing::tree_document;

const Stage& stage() {
  static const auto made = make_actors_stage(std::filesystem::path(AVOW_SOURCE_DIR) / "data");
  EXPECT_TRUE(made.ok()) << made.error().to_string();
  return **made;
}

Document read(const std::vector<std::string>& sentences) {
  Document document = tree_document(sentences);
  stage().run(document);
  return document;
}

TokenIndex token_of(const Document& document, std::string_view word, int nth = 1) {
  for (std::size_t i = 0; i < document.tokens.size(); ++i) {
    if (document.text_of(static_cast<TokenIndex>(i)) == word && --nth == 0) return static_cast<TokenIndex>(i);
  }
  ADD_FAILURE() << "no token " << word;
  return 0;
}

std::string who(const Document& document, std::string_view word, int nth = 1) {
  const ActorIndex actor = document.actor_of(token_of(document, word, nth));
  return actor == kNone ? "" : document.actors[actor].name;
}

std::string official() {
  return "The|DET|2|det ministry_|NOUN|5|nmod:poss 's|PART|2|case deputy|NOUN|5|compound "
         "spokeswoman|NOUN|6|compound Selma|PROPN|8|nsubj Arden|PROPN|6|flat said|VERB|0|root "
         "so|ADV|8|advmod "
         ".|PUNCT|8|punct";
}

TEST(ActorsStage, EveryNominalHeadHasOneMentionAndAnActor) {
  const Document document = read({official()});
  for (const std::string_view word : {"ministry", "Selma"}) {
    const Mention* mention = document.mention_of(token_of(document, word));
    ASSERT_NE(mention, nullptr) << word;
    EXPECT_NE(mention->actor, kNone);
  }
  EXPECT_EQ(document.mention_of(token_of(document, "said")), nullptr);
  EXPECT_EQ(document.mention_of(token_of(document, "Arden")), nullptr);
  EXPECT_EQ(document.text_of(document.mention_of(token_of(document, "ministry"))->span), "The ministry");
  EXPECT_EQ(who(document, "Selma"), "Selma Arden");
}

TEST(ActorsStage, SurnameAndPronounJoinTheFullName) {
  const Document document =
      read({official(), "She|PRON|2|nsubj denied|VERB|0|root it|PRON|2|obj .|PUNCT|2|punct",
            "Ms|PROPN|2|compound Arden|PROPN|3|nsubj spoke|VERB|0|root .|PUNCT|3|punct",
            "The|DET|2|det spokeswoman|NOUN|3|nsubj left|VERB|0|root .|PUNCT|3|punct"});
  EXPECT_EQ(who(document, "She"), "Selma Arden");
  EXPECT_EQ(who(document, "Arden", 2), "Selma Arden");
  EXPECT_EQ(who(document, "spokeswoman", 2), "Selma Arden");
  const Actor& actor = document.actors[document.actor_of(token_of(document, "She"))];
  EXPECT_EQ(actor.gender, Gender::female);
  EXPECT_EQ(actor.kind, ActorKind::person);
  EXPECT_EQ(actor.role, "spokeswoman");
  EXPECT_EQ(actor.side_name, "ministry");
}

TEST(ActorsStage, HeIsNotAWoman) {
  const Document document = read({official(), "He|PRON|2|nsubj left|VERB|0|root .|PUNCT|2|punct"});
  EXPECT_NE(who(document, "He"), "Selma Arden");
}

TEST(ActorsStage, AppositionNamesTheSamePerson) {
  const Document document =
      read({"Ruth|PROPN|8|nsubj Odell|PROPN|1|flat ,|PUNCT|6|punct the|DET|6|det group_|NOUN|6|nmod:poss "
            "director|NOUN|1|appos ,|PUNCT|6|punct said|VERB|0|root no|INTJ|8|obj .|PUNCT|8|punct",
            "The|DET|2|det director|NOUN|3|nsubj left|VERB|0|root .|PUNCT|3|punct"});
  EXPECT_EQ(who(document, "director"), "Ruth Odell");
  EXPECT_EQ(who(document, "director", 2), "Ruth Odell");
  EXPECT_EQ(document.text_of(document.mention_of(token_of(document, "Ruth"))->span), "Ruth Odell");
}

TEST(ActorsStage, InitialsStandForTheName) {
  const Document document = read(
      {"The|DET|4|det Veldan|PROPN|4|compound Relief|PROPN|4|compound Council|PROPN|8|nsubj (|PUNCT|6|punct "
       "VRC|PROPN|4|appos )|PUNCT|6|punct warned|VERB|0|root .|PUNCT|8|punct",
       "VRC|PROPN|2|nsubj left|VERB|0|root .|PUNCT|2|punct",
       "The|DET|2|det Council|PROPN|3|nsubj left|VERB|0|root .|PUNCT|3|punct"});
  EXPECT_EQ(who(document, "VRC", 2), "Veldan Relief Council");
  EXPECT_EQ(who(document, "Council", 2), "Veldan Relief Council");
}

TEST(ActorsStage, CoordinationIsAnActorWithMembers) {
  const Document document =
      read({"Velda|PROPN|4|nsubj and|CCONJ|3|cc Orland|PROPN|1|conj agreed|VERB|0|root .|PUNCT|4|punct",
            "They|PRON|2|nsubj met|VERB|0|root .|PUNCT|2|punct"});
  const TokenIndex velda = token_of(document, "Velda");
  EXPECT_EQ(who(document, "Velda"), "Velda");
  const ActorIndex both = coordinated_actor(document, velda);
  ASSERT_NE(both, document.actor_of(velda));
  EXPECT_EQ(document.actors[both].name, "Velda and Orland");
  EXPECT_EQ(document.actors[both].members.size(), 2U);
  EXPECT_EQ(document.actor_of(token_of(document, "They")), both);
  EXPECT_EQ(coordinated_actor(document, token_of(document, "They")), both);
}

TEST(ActorsStage, GoverningSubjectIsTheyOfItsClause) {
  const Document document =
      read({"Officials|NOUN|4|nsubj|official|NNS in|ADP|3|case Orland|PROPN|1|nmod say|VERB|0|root "
            "they|PRON|6|nsubj "
            "left|VERB|4|ccomp .|PUNCT|4|punct"});
  EXPECT_EQ(who(document, "they"), who(document, "Officials"));
}

TEST(ActorsStage, FirstPersonIsTheSpeakerOrItsSide) {
  const Document document =
      read({official(), "We|PRON|2|nsubj condemn|VERB|0|root it|PRON|2|obj .|PUNCT|2|punct"});
  const ActorIndex speaker = document.actor_of(token_of(document, "Selma"));
  const TokenIndex we = token_of(document, "We");
  EXPECT_EQ(document.actors[first_person_actor(document, we, speaker)].name, "ministry");
}

TEST(ActorsStage, RunningTwiceIsTheSame) {
  Document document = read({official(), "She|PRON|2|nsubj denied|VERB|0|root it|PRON|2|obj .|PUNCT|2|punct"});
  const std::size_t mentions = document.mentions.size();
  const std::size_t actors = document.actors.size();
  stage().run(document);
  EXPECT_EQ(document.mentions.size(), mentions);
  EXPECT_EQ(document.actors.size(), actors);
}

TEST(ActorsStage, EmptyDocument) {
  const Document document = read({});
  EXPECT_TRUE(document.mentions.empty());
  EXPECT_TRUE(document.actors.empty());
}

}  // namespace
}  // namespace avow::names
