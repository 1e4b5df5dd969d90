#include "avow/ledger/standing.hpp"

#include <gtest/gtest.h>

#include "store/standing_test_documents.hpp"
#include "store/test_ledger.hpp"

namespace avow::store {
namespace {

using ledger::Grade;
using ledger::Status;

// A ledger of its own for each test.
class StandingTest : public testing::TestWithParam<Backend> {
 protected:
  ledger::Standings& stand(const std::vector<Document>& documents) {
    for (const Document& each : documents) {
      EXPECT_TRUE(store_->add(std::vector<const Document*>{&each}).ok());
    }
    const auto done = store_->standings().bring_up_to_date(std::string{AVOW_SOURCE_DIR} + "/data");
    EXPECT_TRUE(done.ok()) << (done ? "" : done.error().to_string());
    return store_->standings();
  }
  std::vector<ledger::Incident> incidents() {
    auto list = store_->standings().incidents({.most = 0});
    EXPECT_TRUE(list.ok());
    std::vector<ledger::Incident> out;
    for (const ledger::Incident& each : *list) out.push_back(*store_->standings().incident(each.id));
    return out;
  }
  std::vector<ledger::WordStanding> words() { return *store_->standings().words({.most = 0}); }

  TestLedger ledger_{GetParam()};
  std::unique_ptr<ledger::Store> store_ = ledger_.open();
};

INSTANTIATE_TEST_SUITE_P(Both, StandingTest, testing::Values(Backend::sqlite, Backend::postgres),
                         backend_name);

const Date kPromised{2031, 5, 1}, kDay{2031, 5, 9}, kTold{2031, 5, 10};

TEST_P(StandingTest, APromiseWithoutReports) {
  stand({promise_document(kPromised)});
  ASSERT_EQ(words().size(), 1U);
  EXPECT_EQ(words()[0].status, Status::no_reported_breach);
  EXPECT_EQ(*store_->standings().behind(), 0U);
}

TEST_P(StandingTest, ReportsOfOneActAreOneIncident) {
  stand({promise_document(kPromised),
         attack_document("Hill Front gunmen killed villagers on Friday.", kTold, kDay),
         attack_document("On Friday villagers were killed by the Hill Front, doctors say.", kTold, kDay,
                         "Echo")});
  const auto list = incidents();
  ASSERT_EQ(list.size(), 1U);
  EXPECT_EQ(list[0].reports.size(), 2U);
  EXPECT_EQ(list[0].origins, 2U);
  EXPECT_EQ(list[0].grade, Grade::corroborated);
  const auto word = words()[0];
  ASSERT_EQ(word.meetings.size(), 1U);
  EXPECT_EQ(word.meetings[0].scope, Scope::same);
  EXPECT_EQ(word.status, Status::reported_breach);
  ASSERT_EQ(word.history.size(), 2U);
  EXPECT_EQ(word.history[0].day, "2031-05-01");
  EXPECT_EQ(word.history[1].day, "2031-05-09");
  EXPECT_EQ(word.history[1].incident, list[0].id);
}

TEST_P(StandingTest, TwoTextsOfOnePublisherAreOneOrigin) {
  stand({attack_document("Hill Front gunmen killed villagers on Friday.", kTold, kDay),
         attack_document("On Friday villagers were killed by the Hill Front, doctors say.", kTold, kDay)});
  ASSERT_EQ(incidents().size(), 1U);
  EXPECT_EQ(incidents()[0].origins, 1U);
  EXPECT_EQ(incidents()[0].grade, Grade::single_source);
}

TEST_P(StandingTest, CopiesAreOneOrigin) {
  const std::string wire =
      "Hill Front gunmen killed villagers on Friday when they came down from the ridge before dawn, set fire "
      "to three "
      "barns near the mill and took the only boat across the river, a teacher who hid in the church told "
      "reporters.";
  const Document first = attack_document(wire, kTold, kDay, "Post");
  const Document second = attack_document("Dawn raid: " + wire, Date{2031, 5, 9}, kDay, "Echo");
  stand({first, second});
  ASSERT_EQ(incidents().size(), 1U);
  EXPECT_EQ(incidents()[0].reports.size(), 2U);
  EXPECT_EQ(incidents()[0].origins, 1U);
  EXPECT_EQ(incidents()[0].grade, Grade::single_source);
  const auto copies = store_->standings().copies_of(first.id);
  ASSERT_TRUE(copies.ok());
  ASSERT_EQ(copies->size(), 2U);
  EXPECT_EQ((*copies)[0].document, first.id);
  EXPECT_EQ((*copies)[0].origin, second.id);  // the earlier of the two
}

TEST_P(StandingTest, ARelayCountsWithTheOutletItRelays) {
  const Document own =
      attack_document("Hill Front gunmen killed villagers on Friday.", kTold, kDay, "Ordania Wire");
  Document relay =
      attack_document("Ordania Wire reported that the Hill Front killed villagers.", kTold, kDay, "The Echo");
  Actor outlet;
  outlet.id = "new:2";
  outlet.name = "Ordania Wire";
  outlet.kind = ActorKind::media;
  relay.actors.push_back(outlet);
  Statement told;
  told.id = "s1";
  told.speaker = 2;
  relay.statements = {told};
  relay.events[0].according_to = 0;
  stand({own, relay});
  ASSERT_EQ(incidents().size(), 1U);
  EXPECT_EQ(incidents()[0].reports.size(), 2U);
  EXPECT_EQ(incidents()[0].origins, 1U);
  // A third in its own words is a second origin.
  stand(
      {attack_document("Villagers were killed by the Hill Front, the Courier saw.", kTold, kDay, "Courier")});
  EXPECT_EQ(incidents()[0].origins, 2U);
}

TEST_P(StandingTest, ADatelineNamesTheAgency) {
  stand({attack_document("TARSK (Ordania Wire) - Hill Front gunmen killed villagers.", kTold, kDay, "Post"),
         attack_document("Villagers were killed by the Hill Front on Friday.", kTold, kDay, "Ordania Wire")});
  ASSERT_EQ(incidents().size(), 1U);
  EXPECT_EQ(incidents()[0].origins, 1U);
}

TEST_P(StandingTest, OtherDaysAreOtherIncidents) {
  stand({attack_document("Hill Front gunmen killed villagers on Friday.", kTold, kDay),
         attack_document("Hill Front gunmen killed villagers on Sunday.", Date{2031, 5, 12},
                         Date{2031, 5, 11})});
  EXPECT_EQ(incidents().size(), 2U);
}

TEST_P(StandingTest, PlacesFarApartAreOtherIncidentsAndNearOnesMayBeOne) {
  Document here = attack_document("Hill Front gunmen killed villagers in Darne.", kTold, kDay);
  put_at(here, "Darne", 10.0, 20.0);
  Document near = attack_document("Hill Front killed villagers in Oskel.", kTold, kDay, "Echo");
  put_at(near, "Oskel", 10.1, 20.1);
  Document far = attack_document("Hill Front killed villagers in Tarsk.", kTold, kDay, "Courier");
  put_at(far, "Tarsk", 13.0, 20.0);
  stand({here, near, far});
  ASSERT_EQ(incidents().size(), 2U);
  EXPECT_EQ(incidents()[0].reports.size() + incidents()[1].reports.size(), 3U);
}

TEST_P(StandingTest, WhatCameBeforeTheWordMeetsNothing) {
  stand({promise_document(Date{2031, 6, 1}),
         attack_document("Hill Front gunmen killed villagers.", kTold, kDay)});
  EXPECT_TRUE(words()[0].meetings.empty());
  EXPECT_EQ(words()[0].status, Status::no_reported_breach);
}

TEST_P(StandingTest, AnotherPartysDeedMeetsNothing) {
  Document other = attack_document("Hill Front gunmen killed villagers.", kTold, kDay);
  other.actors[0].id = "RIVER";
  other.actors[0].name = "River Guard";
  stand({promise_document(kPromised), other});
  EXPECT_TRUE(words()[0].meetings.empty());
}

TEST_P(StandingTest, FearedPlannedAndSummedDeedsMakeNoIncident) {
  Document sum = attack_document("Hill Front gunmen killed villagers over months.", kTold, kDay);
  sum.events[0].aggregate = true;
  stand({attack_document("Hill Front gunmen may have killed villagers.", kTold, kDay, "Post",
                         Factuality::PS_plus),
         attack_document("It feared villagers would be killed.", kTold, kDay, "Post", Factuality::FUT), sum});
  EXPECT_TRUE(incidents().empty());
  const auto page = store_->standings().party_page("hill front", {});
  ASSERT_TRUE(page.ok());
  EXPECT_EQ(page->allegations.size(), 1U);
  EXPECT_EQ(page->counts.allegations, 1);
}

TEST_P(StandingTest, ADenialByThePartyContests) {
  const Document attack = attack_document("Hill Front gunmen killed villagers.", kTold, kDay, "Echo");
  stand({promise_document(kPromised), attack, denial_document(kTold, kDay)});
  ASSERT_EQ(incidents().size(), 1U);
  EXPECT_EQ(incidents()[0].grade, Grade::contested);
  EXPECT_EQ(incidents()[0].denials.size(), 1U);
  const auto list = words();
  ASSERT_EQ(list.size(), 2U);
  EXPECT_EQ(list[0].status, Status::contested);
  EXPECT_EQ(list[1].kind, ledger::WordForm::denial);
  ASSERT_EQ(list[1].meetings.size(), 1U);
  EXPECT_EQ(list[1].meetings[0].incident, incidents()[0].id);
  EXPECT_EQ(store_->standings().words_met_by(incidents()[0].id)->size(), 2U);
}

TEST_P(StandingTest, AnAdmissionAcknowledges) {
  Document admission = denial_document(kTold, kDay);
  admission.statements[0].function = SpeechFunction::acknowledgement;
  admission.events[0].factuality = Factuality::CT_plus;
  stand({promise_document(kPromised), admission});
  ASSERT_EQ(incidents().size(), 1U);
  EXPECT_EQ(incidents()[0].grade, Grade::acknowledged);
  EXPECT_EQ(words()[0].status, Status::breach_acknowledged);
}

TEST_P(StandingTest, CasualtiesAreNotSummed) {
  Document low = attack_document("Hill Front gunmen killed three villagers.", kTold, kDay);
  low.events[0].killed = Count{3, 3};
  Document high =
      attack_document("Three or four villagers were killed by the Hill Front.", kTold, kDay, "Echo");
  high.events[0].killed = Count{3, 4};
  Document most = attack_document("Six villagers were killed by the Hill Front.", kTold, kDay, "Courier");
  most.events[0].killed = Count{6, 6};
  stand({low, high, most});
  ASSERT_EQ(incidents().size(), 1U);
  const auto killed = *incidents()[0].killed;
  EXPECT_EQ(killed.low, 3);
  EXPECT_EQ(killed.best, 3);  // two origins of three
  EXPECT_EQ(killed.high, 6);
}

TEST_P(StandingTest, UnknownPartiesAndIncidentsAreNotFound) {
  stand({promise_document(kPromised)});
  EXPECT_EQ(store_->standings().party_page("nobody", {}).error().code, ErrorCode::row_not_found);
  EXPECT_EQ(store_->standings().incident("00000000:i1").error().code, ErrorCode::row_not_found);
  EXPECT_EQ(store_->standings().word("00000000:o1").error().code, ErrorCode::row_not_found);
}

TEST_P(StandingTest, PagesGoOnAfterTheLastRow) {
  std::vector<Document> documents;
  for (std::uint8_t day = 1; day <= 20; ++day) {
    documents.push_back(
        attack_document("Hill Front gunmen killed villagers on day " + std::to_string(day) + ".",
                        Date{2031, 5, day}, Date{2031, 3, day}, "Post"));
    documents.back().times[0].start = documents.back().times[0].end = Date{2031 + day, 3, 1};
  }
  stand(documents);
  for (const bool latest_first : {false, true}) {
    ledger::IncidentQuery query{.most = 7, .latest_first = latest_first};
    std::vector<std::string> seen;
    while (true) {
      const auto page = store_->standings().incidents(query);
      ASSERT_TRUE(page.ok());
      if (page->empty()) break;
      for (const auto& each : *page) seen.push_back(each.id);
      query.after = seen.back();
    }
    EXPECT_EQ(seen.size(), 20U);
    EXPECT_EQ(std::set<std::string>(seen.begin(), seen.end()).size(), 20U);
  }
}

}  // namespace
}  // namespace avow::store
