// Reviewers' words reach what documents together say, stick, and are taken back by later words.
#include <gtest/gtest.h>

#include "avow/ledger/standing.hpp"
#include "store/standing_test_documents.hpp"
#include "store/test_ledger.hpp"

namespace avow::store {
namespace {

using ledger::Grade;
using ledger::Status;
using ledger::Verdict;
using Kind = ledger::PartyWord::Kind;

const Date kPromised{2031, 5, 1}, kDay{2031, 5, 9}, kTold{2031, 5, 10};

std::string row_of(const Document& document, const std::string& row) {
  return ledger::short_id(document.id) + ":" + row;
}

class StandingReviewTest : public testing::TestWithParam<Backend> {
 protected:
  void stand(const std::vector<Document>& documents = {}) {
    for (const Document& each : documents) {
      EXPECT_TRUE(store_->add(std::vector<const Document*>{&each}).ok());
    }
    const auto done = standings().bring_up_to_date(std::string{AVOW_SOURCE_DIR} + "/data");
    ASSERT_TRUE(done.ok()) << done.error().to_string();
    ASSERT_EQ(*standings().behind(), 0U);
  }
  // Says it and brings the standings up to date; returns the entry.
  std::int64_t say(std::string row, Verdict verdict, std::string field = {}, std::string value = {},
                   std::int64_t withdraws = 0) {
    ledger::NewReview review;
    review.row = std::move(row);
    review.verdict = verdict;
    review.field = std::move(field);
    review.value = std::move(value);
    review.reason = "read again";
    review.reviewer = "Ana";
    review.withdraws = withdraws;
    const auto done = store_->add_review(review);
    EXPECT_TRUE(done.ok()) << (done ? "" : done.error().to_string());
    EXPECT_EQ(*standings().behind(), 1U);
    stand();
    return done ? done->entry : 0;
  }
  std::int64_t say_of(Kind kind, std::string party, std::string other, std::int64_t withdraws = 0) {
    ledger::PartyWord word;
    word.kind = kind;
    word.party = std::move(party);
    word.other = std::move(other);
    word.reason = "read again";
    word.reviewer = "Ana";
    word.withdraws = withdraws;
    const auto done = store_->add_party_words({&word, 1});
    EXPECT_TRUE(done.ok()) << (done ? "" : done.error().to_string());
    stand();
    return done ? done->front().entry : 0;
  }
  ledger::Standings& standings() { return store_->standings(); }
  std::vector<ledger::Incident> incidents() {
    std::vector<ledger::Incident> out;
    const auto list = *standings().incidents({.most = 0});
    for (const ledger::Incident& each : list) out.push_back(*standings().incident(each.id));
    return out;
  }
  std::string incident_of(const Document& document) {
    return standings().incident(row_of(document, "e1"))->id;
  }
  bool one_act(const Document& a, const Document& b) { return incident_of(a) == incident_of(b); }
  std::vector<ledger::WordStanding> words() { return *standings().words({.most = 0}); }
  ledger::PartyCounts counts() { return standings().party_page("HILL", {})->counts; }
  void intact() {
    const auto verified = store_->verify();
    ASSERT_TRUE(verified.ok());
    EXPECT_EQ(verified->bad_entry, 0) << verified->what;
  }

  const Document promise_ = promise_document(kPromised);
  const Document one_ = attack_document("Hill Front gunmen killed villagers on Friday.", kTold, kDay);
  const Document two_ =
      attack_document("On Friday villagers were killed by the Hill Front.", kTold, kDay, "Echo");
  const Document sunday_ = attack_document("Hill Front gunmen killed villagers on Sunday.", Date{2031, 5, 12},
                                           Date{2031, 5, 11}, "Echo");
  TestLedger ledger_{GetParam()};
  std::unique_ptr<ledger::Store> store_ = ledger_.open();
};

INSTANTIATE_TEST_SUITE_P(Both, StandingReviewTest, testing::Values(Backend::sqlite, Backend::postgres),
                         backend_name);

TEST_P(StandingReviewTest, ARejectedReportLeavesItsIncident) {
  Document toll = two_;
  toll.events[0].killed = Count{40, 40};
  stand({promise_, one_, toll});
  EXPECT_EQ(incidents()[0].grade, Grade::corroborated);
  say(row_of(toll, "e1"), Verdict::reject);
  ASSERT_EQ(incidents().size(), 1U);
  EXPECT_EQ(incidents()[0].grade, Grade::single_source);
  EXPECT_EQ(incidents()[0].reports_count, 1U);
  EXPECT_FALSE(incidents()[0].killed);
  ASSERT_EQ(incidents()[0].reports.size(), 2U);
  EXPECT_TRUE(incidents()[0].reports[1].rejected);  // stands beside it, and counts for nothing
  EXPECT_EQ(words()[0].status, Status::reported_breach);
  const auto second = say(row_of(one_, "e1"), Verdict::reject);
  ASSERT_EQ(incidents().size(), 1U);
  EXPECT_EQ(incidents()[0].grade, Grade::discounted);
  EXPECT_EQ(incidents()[0].origins, 0U);
  EXPECT_EQ(words()[0].status, Status::no_reported_breach);
  EXPECT_EQ(counts().incidents, 0);
  EXPECT_EQ(counts().contradicts, 0);
  say(row_of(one_, "e1"), Verdict::withdraw, "", "", second);
  EXPECT_EQ(incidents()[0].grade, Grade::single_source);
  EXPECT_EQ(words()[0].status, Status::reported_breach);
  EXPECT_EQ(counts().incidents, 1);
  EXPECT_EQ(counts().contradicts, 1);
  intact();
}

TEST_P(StandingReviewTest, ARejectedReportBridgesNothing) {
  // Friday and Sunday are two acts; a report of both days together joins either, until it is rejected.
  Document both =
      attack_document("The Hill Front killed villagers at the weekend.", Date{2031, 5, 12}, kDay, "Post");
  both.times[0].end = Date{2031, 5, 11};
  stand({one_, both});
  ASSERT_EQ(incidents().size(), 1U);
  EXPECT_EQ(incidents()[0].end, one_.times[0].end);
  say(row_of(one_, "e1"), Verdict::reject);
  ASSERT_EQ(incidents().size(), 1U);
  EXPECT_EQ(incidents()[0].end, both.times[0].end);  // told by the one that counts
  EXPECT_EQ(incidents()[0].id, row_of(both, "i1"));
  EXPECT_EQ(standings().incident(row_of(one_, "i1"))->id, row_of(both, "i1"));  // found by its former name
}

TEST_P(StandingReviewTest, RejectedWordsAndAllegationsAreNotCounted) {
  Document sum = attack_document("Hill Front gunmen killed villagers over months.", kTold, kDay);
  sum.events[0].aggregate = true;
  stand({promise_, one_, sum, denial_document(kTold, kDay)});
  EXPECT_EQ(counts().commitments, 1);
  EXPECT_EQ(counts().allegations, 1);
  EXPECT_EQ(counts().denials, 1);
  say(row_of(sum, "e1"), Verdict::reject);
  EXPECT_EQ(counts().allegations, 0);
  EXPECT_TRUE(standings().party_page("HILL", {})->allegations[0].report.rejected);
  say(row_of(promise_, "s1"), Verdict::reject);  // what stands in a rejected statement goes with it
  EXPECT_EQ(counts().commitments, 0);
  EXPECT_TRUE(words()[0].rejected);
  EXPECT_EQ(words()[0].status, Status::none);
  EXPECT_TRUE(words()[0].meetings.empty());
  say(row_of(promise_, "s1"), Verdict::accept);
  EXPECT_EQ(counts().commitments, 1);
  EXPECT_EQ(words()[0].status, Status::contested);
}

TEST_P(StandingReviewTest, AFindingAcrossDocumentsIsJudgedAsARow) {
  stand({promise_, one_, two_});
  const std::string word = row_of(promise_, "o1");
  const std::string id = ledger::finding_id(word, incidents()[0].id);
  const auto entry = say(id, Verdict::reject);
  EXPECT_EQ(words()[0].status, Status::no_reported_breach);
  ASSERT_EQ(words()[0].meetings.size(), 1U);
  EXPECT_TRUE(words()[0].meetings[0].rejected());
  EXPECT_EQ(words()[0].history.size(), 1U);
  EXPECT_EQ(counts().contradicts, 0);
  EXPECT_EQ(incidents()[0].grade, Grade::corroborated);  // the act is what it was
  // The word stays with the report when the incident gets another name.
  const Document earlier =
      attack_document("Villagers were killed by the Hill Front.", Date{2031, 5, 9}, kDay, "Courier");
  Document before = earlier;
  before.times[0].start = Date{2031, 5, 8};
  stand({before});
  const std::string now = ledger::finding_id(word, incidents()[0].id);
  EXPECT_TRUE(words()[0].meetings[0].rejected());
  const auto reviews = store_->reviews({.row = now});
  ASSERT_TRUE(reviews.ok()) << reviews.error().to_string();
  ASSERT_EQ(reviews->size(), 1U);
  EXPECT_EQ(reviews->front().row, now);
  EXPECT_EQ(reviews->front().kind, ledger::RowKind::finding);
  // Amended, accepted, and taken back.
  say(now, Verdict::amend, "scope", "unclear");
  say(now, Verdict::accept);
  EXPECT_EQ(words()[0].meetings[0].verdict, Verdict::accept);
  EXPECT_EQ(words()[0].meetings[0].scope, Scope::unclear);
  EXPECT_EQ(words()[0].status, Status::no_reported_breach);
  EXPECT_EQ(counts().unclear, 1);
  const auto amended = store_->reviews({.row = now, .verdict = Verdict::amend});
  EXPECT_EQ(amended->front().machine, "same");
  say(now, Verdict::withdraw, "", "", amended->front().entry);
  EXPECT_EQ(words()[0].status, Status::reported_breach);
  EXPECT_EQ(store_->reviews({.row = now, .standing_only = true})->size(), 2U);
  EXPECT_EQ(
      store_
          ->add_review(
              {.row = ledger::finding_id(word, "00000000:i1"), .verdict = Verdict::accept, .reviewer = "Ana"})
          .error()
          .code,
      ErrorCode::row_not_found);
  EXPECT_GT(entry, 0);
  intact();
}

TEST_P(StandingReviewTest, AmendedRowsCountAsAmended) {
  stand({promise_, one_});
  EXPECT_EQ(words()[0].status, Status::reported_breach);
  say(row_of(one_, "e1"), Verdict::amend, "factuality", "PS+");
  EXPECT_TRUE(incidents().empty());
  EXPECT_EQ(words()[0].status, Status::no_reported_breach);
  say(row_of(one_, "e1"), Verdict::amend, "factuality", "CT+");
  const auto entry = say(row_of(promise_, "o1"), Verdict::amend, "polarity", "do");
  EXPECT_EQ(words()[0].status, Status::not_reported);
  say(row_of(promise_, "o1"), Verdict::withdraw, "", "", entry);
  EXPECT_EQ(words()[0].status, Status::reported_breach);
  say(row_of(one_, "e1"), Verdict::amend, "killed", "7");
  EXPECT_EQ(incidents()[0].killed->best, 7);
}

TEST_P(StandingReviewTest, WordsOutliveAReadingOfTheDocument) {
  stand({promise_, one_, two_});
  say(ledger::finding_id(row_of(promise_, "o1"), incidents()[0].id), Verdict::reject);
  say(row_of(two_, "e1"), Verdict::reject);
  // A newer reading finds one more event before; the rows are called otherwise now.
  for (const Document* old : {&one_, &two_}) {
    Document newer = *old;
    newer.events.insert(newer.events.begin(), newer.events[0]);
    newer.events[0].trigger = told_span(newer, "Friday");
    newer.events[0].type = EventType::PROTEST;
    newer.events[1].id = "e2";
    const auto reading = store_->replace(newer);
    ASSERT_TRUE(reading.ok());
    EXPECT_TRUE(reading->changed);
  }
  stand();
  EXPECT_TRUE(standings().incident(row_of(two_, "e2"))->reports.back().rejected);
  EXPECT_EQ(standings().incident(row_of(one_, "e2"))->grade, Grade::single_source);
  ASSERT_EQ(words()[0].meetings.size(), 1U);
  EXPECT_TRUE(words()[0].meetings[0].rejected());
  EXPECT_EQ(words()[0].status, Status::no_reported_breach);
  intact();
}

TEST_P(StandingReviewTest, AMergeOfIncidentsSticksWithAllTheirReports) {
  const Document echo = attack_document("Villagers were killed by the Hill Front on Sunday.",
                                        Date{2031, 5, 12}, Date{2031, 5, 11});
  stand({one_, two_, sunday_, echo});
  ASSERT_EQ(incidents().size(), 2U);
  const auto merged = ledger::merge_incidents(*store_, {incident_of(one_), incident_of(sunday_)}, "Ana",
                                              "one raid over days");
  ASSERT_TRUE(merged.ok()) << merged.error().to_string();
  EXPECT_EQ(merged->size(), 1U);
  stand();
  ASSERT_EQ(incidents().size(), 1U);
  EXPECT_EQ(incidents()[0].reports.size(), 4U);
  const Document later = attack_document("On Sunday villagers were killed by the Hill Front, a nurse says.",
                                         Date{2031, 5, 12}, Date{2031, 5, 11}, "Courier");
  stand({later});
  EXPECT_TRUE(one_act(later, one_));
  // A split says otherwise, and a merge again.
  const auto split = ledger::split_incident(*store_, incident_of(one_),
                                            {row_of(one_, "e1"), row_of(two_, "e1")}, "Bo", "two villages");
  ASSERT_TRUE(split.ok()) << split.error().to_string();
  stand();
  EXPECT_TRUE(one_act(one_, two_));
  EXPECT_FALSE(one_act(one_, sunday_));
  ASSERT_TRUE(
      ledger::merge_incidents(*store_, {incident_of(sunday_), incident_of(one_)}, "Ana", "no, one").ok());
  stand();
  EXPECT_EQ(incidents().size(), 1U);
  EXPECT_EQ(
      ledger::merge_incidents(*store_, {incident_of(one_), incident_of(two_)}, "Ana", "one").error().code,
      ErrorCode::review_refused);
  intact();
}

TEST_P(StandingReviewTest, ASplitSticks) {
  const Document three =
      attack_document("The Hill Front killed villagers on Friday, a priest says.", kTold, kDay, "Courier");
  stand({one_, two_, three});
  ASSERT_EQ(incidents().size(), 1U);
  ASSERT_TRUE(
      ledger::split_incident(*store_, incident_of(one_), {row_of(two_, "e1")}, "Ana", "two raids").ok());
  stand();
  ASSERT_EQ(incidents().size(), 2U);
  EXPECT_TRUE(one_act(one_, three));
  stand({attack_document("Villagers were killed on Friday by the Hill Front.", kTold, kDay, "Star")});
  EXPECT_EQ(incidents().size(), 2U);
  EXPECT_FALSE(one_act(one_, two_));
  EXPECT_EQ(
      ledger::split_incident(*store_, incident_of(two_), {row_of(one_, "e1")}, "Ana", "no").error().code,
      ErrorCode::review_refused);
}

TEST_P(StandingReviewTest, PartiesAreMergedAndParted) {
  Document river = attack_document("River men killed villagers on Friday.", kTold, kDay, "Echo");
  river.actors[0].id = "new:0";
  river.actors[0].name = "River men";
  river.actors[0].in_registry = false;
  stand({promise_, river});
  EXPECT_TRUE(words()[0].meetings.empty());
  const auto entry = say_of(Kind::one, "HILL", "river MEN");
  EXPECT_EQ(words()[0].status, Status::reported_breach);
  EXPECT_EQ(standings().party_page("River men", {})->counts.party.key, "HILL");
  EXPECT_EQ(counts().incidents, 1);
  // Those who come in later, and those read again, follow.
  Document later =
      attack_document("River men killed villagers again.", Date{2031, 6, 2}, Date{2031, 6, 1}, "Echo");
  later.actors[0] = river.actors[0];
  stand({later});
  EXPECT_EQ(counts().incidents, 2);
  Document again = later;
  again.events[0].killed = Count{2, 2};
  ASSERT_TRUE(store_->replace(again)->changed);
  stand();
  EXPECT_EQ(counts().incidents, 2);
  say_of(Kind::two, "HILL", "river men");
  EXPECT_EQ(counts().incidents, 0);
  EXPECT_EQ(words()[0].status, Status::no_reported_breach);
  say_of(Kind::one, "river men", "hill front");
  EXPECT_EQ(standings().party_page("HILL", {})->counts.party.key, "river men");
  EXPECT_EQ(store_->party_words(true)->size(), 3U);
  EXPECT_EQ(store_->party_words(true)->front().entry, entry);
  intact();
}

TEST_P(StandingReviewTest, ANameMayBeAnotherPartysInSomeDocuments) {
  stand({promise_, one_, sunday_});
  EXPECT_EQ(counts().incidents, 2);
  const auto entry = say_of(Kind::elsewhere, "HILL", one_.id);
  EXPECT_EQ(counts().incidents, 1);
  const std::string other = "Hill Front (" + ledger::short_id(one_.id) + ")";
  EXPECT_EQ(standings().party_page(other, {})->counts.incidents, 1);
  say_of(Kind::withdraw, "", "", entry);
  EXPECT_EQ(counts().incidents, 2);
  EXPECT_FALSE(standings().party_page(other, {}).ok());
  ledger::PartyWord again;
  again.kind = Kind::withdraw;
  again.withdraws = entry;
  again.reviewer = again.reason = "Ana";
  EXPECT_EQ(store_->add_party_words({&again, 1}).error().code, ErrorCode::entry_not_found);
}

// What is said before documents come in, and after, comes to the same.
TEST_P(StandingReviewTest, TheOrderOfWordsAndDocumentsChangesNothing) {
  const auto told = [&](bool words_first) {
    TestLedger ledger{GetParam()};
    store_ = ledger.open();
    stand(words_first ? std::vector{sunday_, one_} : std::vector{promise_, two_, one_, sunday_});
    EXPECT_TRUE(
        ledger::merge_incidents(*store_, {incident_of(one_), incident_of(sunday_)}, "Ana", "one raid").ok());
    say(row_of(sunday_, "e1"), Verdict::amend, "killed", "3");
    if (words_first) stand({two_});
    if (words_first) stand({promise_});
    std::string out;
    for (const ledger::Incident& each : incidents()) {
      out += each.id + " " + std::string{to_string(each.grade)} + std::to_string(each.killed->best);
      for (const ledger::Report& report : each.reports)
        out += " " + report.id + "/" + std::to_string(report.origin);
    }
    out += std::string{to_string(words()[0].status)};
    store_.reset();
    return out;
  };
  const std::string first = told(true);
  EXPECT_EQ(first, told(false));
  EXPECT_NE(first.find("corroborated3"), std::string::npos) << first;
}

}  // namespace
}  // namespace avow::store
