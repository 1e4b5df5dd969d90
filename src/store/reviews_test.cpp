#include <array>
#include <filesystem>

#include <gtest/gtest.h>

#include "avow/store/open.hpp"
#include "store/database.hpp"
#include "store/test_document.hpp"
#include "store/test_ledger.hpp"

namespace avow::store {
namespace {

namespace fs = std::filesystem;
using ledger::NewReview;
using ledger::Verdict;

class ReviewTest : public testing::TestWithParam<Backend> {
 protected:
  void SetUp() override {
    store_ = ledger_.open();
    ASSERT_NE(store_, nullptr);
    ASSERT_TRUE(store_->add(std::vector{&one_, &two_}).ok());
  }

  [[nodiscard]] std::string id(std::string_view row) const {
    return ledger::short_id(one_.id) + ":" + std::string{row};
  }
  NewReview word(std::string_view row, Verdict verdict, std::string field = {},
                 std::string value = {}) const {
    NewReview out;
    out.row = id(row);
    out.verdict = verdict;
    out.field = std::move(field);
    out.value = std::move(value);
    out.reviewer = "Ana";
    out.reason = "read again";
    return out;
  }
  [[nodiscard]] std::string refusal(const NewReview& review) {
    const auto done = store_->add_review(review);
    return done.ok() ? "" : done.error().to_string();
  }
  [[nodiscard]] ledger::Judgement judgement(std::string_view row) {
    ledger::ReviewQuery query;
    query.row = id(row);
    return ledger::judgement_of(store_->reviews(query).value());
  }
  [[nodiscard]] std::string intact() {
    const auto verification = store_->verify();
    return verification->bad_entry == 0 ? "" : verification->what;
  }

  Document one_ = test_document(1), two_ = test_document(2);
  TestLedger ledger_{GetParam()};
  std::unique_ptr<ledger::Store> store_;
};

INSTANTIATE_TEST_SUITE_P(Both, ReviewTest, testing::Values(Backend::sqlite, Backend::postgres), backend_name);

// What is done to a file behind the program's back.
class ReviewFileTest : public ReviewTest {};

INSTANTIATE_TEST_SUITE_P(File, ReviewFileTest, testing::Values(Backend::sqlite), backend_name);

TEST_P(ReviewTest, AWordLiesBesideTheRowAndInTheLog) {
  store_->work_as({.who = "server", .versions = "models 1"});
  const auto review = store_->add_review(word("o1", Verdict::reject));
  ASSERT_TRUE(review.ok()) << review.error().to_string();
  EXPECT_EQ(review->row, id("o1"));
  EXPECT_TRUE(judgement("o1").rejected());
  EXPECT_TRUE(store_->rows({.kinds = {"commitment"}})->front().judgement.rejected() ||
              store_->rows({.kinds = {"commitment"}})->back().judgement.rejected());
  EXPECT_EQ(ledger::to_words(judgement("o1")), "rejected by Ana: read again");
  const auto rows = store_->rows({.kinds = {"commitment"}});
  EXPECT_EQ(rows->size(), 2U);  // the machine's row stays
  EXPECT_EQ(store_->document(one_.id)->obligations.size(), 1U);
  const auto log = store_->log({.after = 2});
  ASSERT_EQ(log->size(), 1U);
  EXPECT_EQ(log->front().who, "Ana");
  EXPECT_EQ(log->front().versions, "models 1");
  EXPECT_EQ(log->front().content, "reject " + id("o1") + ": read again");
  EXPECT_EQ(log->front().document, one_.id);
  EXPECT_EQ(intact(), "");
}

TEST_P(ReviewTest, AmendmentsAreCheckedAndSettled) {
  EXPECT_EQ(refusal(word("o1", Verdict::amend, "polarity", "do")), "");
  EXPECT_EQ(judgement("o1").amended.at("polarity").machine, "refrain");
  EXPECT_EQ(refusal(word("e1", Verdict::amend, "actor", "port vale")), "");
  EXPECT_EQ(judgement("e1").amended.at("actor").value, "Port Vale");
  EXPECT_EQ(refusal(word("e1", Verdict::amend, "actor", "hill front")), "");
  EXPECT_EQ(judgement("e1").amended.at("actor").value, "HILL");
  EXPECT_EQ(refusal(word("e1", Verdict::amend, "killed", "3-5")), "");
  EXPECT_EQ(refusal(word("e1", Verdict::amend, "time", "2031-05-01/2031-05-02")), "");
  EXPECT_EQ(refusal(word("e1", Verdict::amend, "span", "Hill Front gunners")), "");
  EXPECT_EQ(refusal(word("f1", Verdict::amend, "scope", "wider")), "");
  for (const auto& [row, field, value, says] : std::vector<std::array<std::string, 4>>{
           {"o1", "colour", "red", "it has kind, party"},
           {"o1", "polarity", "maybe", "is none of do, refrain"},
           {"o1", "party", "The Moon", "neither the document nor the ledger knows"},
           {"o1", "deadline", "soon", "is not a day"},
           {"e1", "place", "Far Cove", "it has Port Vale"},
           {"e1", "killed", "some", "is no number of people"},
           {"e1", "span", "9-5000", "the text has no bytes"},
           {"e1", "span", "Port Vale,,", "do not stand just once"},
           {"e1", "type", "ACCUSE", "is none of ASSAULT"},
           {"e1", "cameo", "a b", "is not a code"},
           {"f1", "relation", "breaks", "is none of contradicts, fulfils"},
           {"o9", "party", "HILL", "AVW-4007"}}) {
    const std::string words = refusal(word(row, Verdict::amend, field, value));
    EXPECT_NE(words.find(says), std::string::npos) << field << "=" << value << " " << words;
  }
  NewReview nameless = word("o1", Verdict::accept);
  nameless.reviewer.clear();
  EXPECT_NE(refusal(nameless).find("name of its reviewer"), std::string::npos);
  NewReview groundless = word("o1", Verdict::reject);
  groundless.reason = " ";
  EXPECT_NE(refusal(groundless).find("reason"), std::string::npos);
  EXPECT_EQ(store_->log({})->size(), 9U);  // what was refused left nothing
  EXPECT_EQ(intact(), "");
}

TEST_P(ReviewTest, ManyWordsAreTakenInAllOrNone) {
  const std::vector words = {word("o1", Verdict::accept), word("o1", Verdict::amend, "polarity", "maybe")};
  EXPECT_FALSE(store_->add_reviews(words).ok());
  EXPECT_TRUE(store_->reviews({})->empty());
}

TEST_P(ReviewTest, UndoIsAnEntryThatWithdraws) {
  ASSERT_EQ(refusal(word("o1", Verdict::accept)), "");
  ASSERT_EQ(refusal(word("o1", Verdict::reject)), "");
  ASSERT_EQ(refusal(word("o1", Verdict::withdraw)), "");
  EXPECT_EQ(judgement("o1").verdict, Verdict::accept);
  ASSERT_EQ(refusal(word("o1", Verdict::withdraw)), "");
  EXPECT_TRUE(judgement("o1").empty());
  EXPECT_NE(refusal(word("o1", Verdict::withdraw)).find("AVW-4041"), std::string::npos);
  EXPECT_EQ(store_->reviews({})->size(), 4U);
  EXPECT_TRUE(store_->reviews({.standing_only = true})->empty());
  EXPECT_EQ(store_->reviews({.after = 4, .most = 1})->front().entry, 5);
  EXPECT_EQ(intact(), "");
}

TEST_P(ReviewTest, TheDocumentAsItsReviewersSeeIt) {
  ASSERT_EQ(refusal(word("e1", Verdict::reject)), "");
  ASSERT_EQ(refusal(word("o1", Verdict::amend, "polarity", "do")), "");
  ASSERT_EQ(refusal(word("s2", Verdict::amend, "speaker", "HILL")), "");
  ASSERT_EQ(refusal(word("e1", Verdict::amend, "killed", "none")), "");
  const auto seen = ledger::reviewed_document(*store_, one_.id);
  ASSERT_TRUE(seen.ok());
  EXPECT_EQ(seen->rejected, (std::set<std::string>{"e1", "f1"}));  // the finding rests on the deed
  EXPECT_EQ(seen->document.obligations[0].polarity, Polarity::to_do);
  EXPECT_EQ(seen->document.statements[1].speaker, 0);
  EXPECT_FALSE(seen->document.events[0].killed.has_value());
}

TEST_P(ReviewTest, ReportsAreSaidToTellOneAct) {
  const std::string other = ledger::short_id(two_.id) + ":e1";
  ASSERT_EQ(refusal(word("e1", Verdict::amend, "same_as", other.substr(0, 5) + ":e1")), "");
  EXPECT_EQ(judgement("e1").same_as, std::vector{other});
  EXPECT_NE(refusal(word("e1", Verdict::amend, "same_as", id("e1"))).find("itself"), std::string::npos);
  EXPECT_NE(refusal(word("e1", Verdict::amend, "same_as", id("o1"))).find("no row of conduct"),
            std::string::npos);
}

TEST_P(ReviewTest, WordsOutliveAReadingWithNewerModels) {
  ASSERT_EQ(refusal(word("e1", Verdict::amend, "type", "COERCE")), "");
  ASSERT_EQ(refusal(word("o1", Verdict::accept)), "");
  ASSERT_EQ(refusal(word("f1", Verdict::reject)), "");
  Document later = one_;
  Event other = later.events[0];
  other.id = "e1";
  other.trigger = span_in(later, "promised");
  later.events[0].id = "e2";
  later.events.insert(later.events.begin(), other);
  later.obligations[0].polarity = Polarity::to_do;
  later.findings.clear();
  const auto reading = store_->replace(later);
  ASSERT_TRUE(reading.ok()) << reading.error().to_string();
  EXPECT_TRUE(reading->changed);
  EXPECT_EQ(reading->successors.at("e1"), "e2");
  EXPECT_EQ(reading->gone, std::vector<std::string>{"f1"});
  EXPECT_EQ(reading->fresh, std::vector<std::string>{"e1"});
  EXPECT_EQ(reading->differences, std::vector<std::string>{"o1 -> o1: polarity refrain -> do"});
  ASSERT_EQ(reading->conflicts.size(), 2U);
  EXPECT_EQ(reading->conflicts[0].conflict, "the machine now says polarity do, was refrain");
  EXPECT_EQ(reading->conflicts[1].conflict, "no row of the newer reading stands for it");
  EXPECT_EQ(judgement("e2").amended.at("type").value, "COERCE");
  EXPECT_TRUE(judgement("e1").empty());
  EXPECT_TRUE(judgement("o1").conflict);
  EXPECT_EQ(store_->reviews({.conflicts_only = true})->size(), 2U);
  EXPECT_EQ(store_->document(one_.id)->events.size(), 2U);
  EXPECT_EQ(intact(), "");
  const auto again = store_->replace(later);
  EXPECT_FALSE(again->changed);
  EXPECT_EQ(store_->search("gunners", 9)->size(), 2U);
}

TEST_P(ReviewTest, SentencesThatChangedAreFoundAnew) {
  Document later = one_;
  later.sentences = {{span_in(later, later.text), {}, 0, false}};
  ASSERT_TRUE(store_->replace(later).ok());
  const auto hits = store_->search("promised gunners", 9);
  ASSERT_EQ(hits->size(), 1U);
  EXPECT_EQ(hits->front().document, one_.id);
  EXPECT_EQ(intact(), "");
}

TEST_P(ReviewFileTest, WhatWasTamperedWithIsNamed) {
  ASSERT_EQ(refusal(word("o1", Verdict::accept)), "");
  ASSERT_EQ(refusal(word("e1", Verdict::accept)), "");
  const auto after = [&](const std::string& sql) {
    fs::copy_file(ledger_.place(), ledger_.folder() / "copy.db", fs::copy_options::overwrite_existing);
    auto database = Database::open(ledger_.folder() / "copy.db", true);
    EXPECT_TRUE(database->execute(sql.c_str()).ok()) << sql;
    return (*open_ledger((ledger_.folder() / "copy.db").string(), Access::read))->verify().value().bad_entry;
  };
  store_.reset();
  EXPECT_EQ(after("SELECT 1"), 0);
  EXPECT_EQ(after("DROP TRIGGER reviews_entries_stay; UPDATE reviews SET verdict='reject' WHERE entry=3"), 3);
  EXPECT_EQ(after("DROP TRIGGER reviews_entries_are_kept; DELETE FROM reviews WHERE entry=4"), 4);
  EXPECT_EQ(after("DROP TRIGGER log_entries_stay; UPDATE log SET content='' WHERE entry=3"), 3);
  EXPECT_EQ(after("DROP TRIGGER log_entries_stay; UPDATE log SET action='reviewed' WHERE entry=3"), 3);
  EXPECT_EQ(
      after("PRAGMA foreign_keys=OFF; INSERT INTO reviews SELECT 9,document,first_row,kind,verdict,field,"
            "value,value_name,machine,reason,reviewer,at,withdraws FROM reviews WHERE entry=3"),
      4);
  auto database = Database::open(ledger_.place(), true);
  EXPECT_FALSE(database->execute("UPDATE reviews SET reason='x'").ok());
  EXPECT_FALSE(database->execute("DELETE FROM reviews").ok());
}

}  // namespace
}  // namespace avow::store
