#include "ledger/public_roles.hpp"

#include <gtest/gtest.h>

#include "avow/ledger/listing.hpp"
#include "avow/ledger/redact.hpp"

namespace avow::ledger {
namespace {

TEST(PublicRolesTest, WhoHoldsOfficeCommandsOrSpeaksForOthers) {
  for (const char* role :
       {"minister", "Foreign Minister", "deputy spokesperson", "special envoy for the coast",
        "head of the clinic", "prime minister", "Commander"}) {
    EXPECT_TRUE(is_public_role(role)) << role;
  }
  for (const char* role : {"", "teacher", "school teacher", "prisoner", "sister", "sister of the minister",
                           "driver", "soldier", "general store keeper", "ministerial"}) {
    EXPECT_FALSE(is_public_role(role)) << role;
  }
}

TEST(PublicRolesTest, ATeacherIsPrivateAndAMinisterIsNot) {
  Actor actor;
  actor.kind = ActorKind::person;
  actor.name = "Ilka Maren";
  EXPECT_TRUE(is_private(actor));
  actor.role = "teacher";
  EXPECT_TRUE(is_private(actor));
  actor.role = "trade minister";
  EXPECT_FALSE(is_private(actor));
  actor.role = "teacher";
  actor.in_registry = true;
  EXPECT_FALSE(is_private(actor));
  actor.in_registry = false;
  actor.kind = ActorKind::armed_group;
  EXPECT_FALSE(is_private(actor));
}

// The server and exports take the same out: name, and the town of what was done to the person.
TEST(PublicRolesTest, APrivatePersonsTownIsCoarsened) {
  Document document;
  document.text = "Gunmen beat teacher Ilka Maren in Port Vale.";
  document.sentences.resize(1);
  document.sentences[0].span = {0, static_cast<std::uint32_t>(document.text.size())};
  document.actors.resize(1);
  document.actors[0].name = "Ilka Maren";
  document.actors[0].kind = ActorKind::person;
  document.actors[0].role = "teacher";
  Mention mention;
  mention.span = {20, 30};
  mention.kind = MentionKind::name;
  document.mentions = {mention};
  document.actors[0].mentions = {0};
  Place place;
  place.name = "Port Vale";
  place.country = "ORD";
  place.admin1 = "Coast";
  place.latitude = 10.5;
  place.longitude = 20.5;
  place.precision = PlacePrecision::city;
  place.mentions = {{34, 43}};
  document.places = {place};
  Event event;
  event.trigger = {7, 11};
  event.recipient = 0;
  event.place = 0;
  document.events = {event};
  const Document exported = redacted(document);
  EXPECT_TRUE(withhold_private(document));
  for (const Document* shown : {&std::as_const(document), &exported}) {
    EXPECT_EQ(shown->text, "Gunmen beat teacher **** ***** in **** ****.");
    const Place& coarse = shown->places[shown->events[0].place];
    EXPECT_EQ(coarse.name, "Coast");
    EXPECT_FALSE(coarse.latitude);
    EXPECT_EQ(coarse.precision, PlacePrecision::region);
    EXPECT_EQ(shown->actors[0].name, kWithheldName);
  }
}

}  // namespace
}  // namespace avow::ledger
