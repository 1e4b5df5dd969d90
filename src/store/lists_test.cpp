#include "avow/ledger/listing.hpp"

#include <algorithm>
#include <filesystem>

#include <unistd.h>

#include <gtest/gtest.h>

#include "store/database.hpp"
#include "store/listing.hpp"
#include "store/reader.hpp"
#include "store/schema.hpp"
#include "store/test_document.hpp"
#include "store/test_ledger.hpp"

namespace avow::store {
namespace {

using ledger::ListQuery;
using ledger::RowKinds;

class ListsTest : public testing::TestWithParam<Backend> {
 protected:
  // Documents 1 .. count, each a day later than the one before.
  void add(int count) {
    for (int number = 1; number <= count; ++number) documents_.push_back(dated(number));
    std::vector<const Document*> all;
    for (const Document& document : documents_) all.push_back(&document);
    ASSERT_EQ(store_->add(all).value(), documents_.size());
  }
  static Document dated(int number) {
    Document document = test_document(number);
    document.published = Date::from_days(Date{2031, 5, 5}.days_since_epoch() + number);
    return document;
  }
  // Every id of a list, page after page.
  std::vector<std::string> walk(ListQuery query) {
    std::vector<std::string> ids;
    for (int page = 0; page < 100; ++page) {
      const auto rows = store_->lists().rows(query);
      EXPECT_TRUE(rows.ok());
      if (!rows) break;
      EXPECT_LE(rows->rows.size(), query.limit);
      for (const auto& each : rows->rows) ids.push_back(each.row.id);
      if (rows->next.empty()) break;
      query.after = rows->next;
    }
    return ids;
  }

  TestLedger ledger_{GetParam()};
  std::unique_ptr<ledger::Store> store_ = ledger_.open();
  std::vector<Document> documents_;
};

INSTANTIATE_TEST_SUITE_P(Both, ListsTest, testing::Values(Backend::sqlite, Backend::postgres), backend_name);

TEST_P(ListsTest, PagesGiveEachRowOnceInOrder) {
  add(7);
  for (const bool oldest_first : {false, true}) {
    const auto all = walk({.what = RowKinds::statements, .oldest_first = oldest_first, .limit = 100});
    ASSERT_EQ(all.size(), 14U);
    const std::size_t first = oldest_first ? 0 : 6;
    EXPECT_TRUE(all.front().starts_with(ledger::short_id(documents_[first].id)));
    for (const std::size_t limit : {1U, 3U, 14U}) {
      EXPECT_EQ(walk({.what = RowKinds::statements, .oldest_first = oldest_first, .limit = limit}), all);
    }
  }
}

TEST_P(ListsTest, FiltersNarrow) {
  add(4);
  auto& lists = store_->lists();
  EXPECT_EQ(walk({.what = RowKinds::statements, .kinds = {"commitment"}}).size(), 4U);
  EXPECT_EQ(walk({.what = RowKinds::statements, .kinds = {"denial"}}).size(), 0U);
  EXPECT_EQ(walk({.what = RowKinds::statements, .party = "HILL"}).size(), 4U);
  EXPECT_EQ(walk({.what = RowKinds::statements, .party = "nobody"}).size(), 0U);
  EXPECT_EQ(walk({.what = RowKinds::obligations, .others = {"refrain"}}).size(), 4U);
  EXPECT_EQ(walk({.what = RowKinds::obligations, .others = {"do"}}).size(), 0U);
  EXPECT_EQ(walk({.what = RowKinds::events, .types = {"ASSAULT"}}).size(), 4U);
  EXPECT_EQ(walk({.what = RowKinds::events, .types = {"AID"}}).size(), 0U);
  EXPECT_EQ(walk({.what = RowKinds::events, .others = {"FUT"}}).size(), 0U);
  EXPECT_EQ(walk({.what = RowKinds::events, .aggregate = true}).size(), 0U);
  EXPECT_EQ(walk({.what = RowKinds::findings, .others = {"same"}}).size(), 4U);
  EXPECT_EQ(walk({.what = RowKinds::findings, .others = {"wider"}}).size(), 0U);
  EXPECT_EQ(walk({.what = RowKinds::statements, .since = Date{2031, 5, 8}}).size(), 4U);
  EXPECT_EQ(walk({.what = RowKinds::statements, .until = Date{2031, 5, 6}}).size(), 2U);
  EXPECT_EQ(lists.rows({.what = RowKinds::findings})->total, 4);
  EXPECT_EQ(lists.rows({.what = RowKinds::findings, .others = {"same"}})->total, std::nullopt);
}

TEST_P(ListsTest, ARowSaysWhatThePageShows) {
  add(1);
  const std::string prefix = ledger::short_id(documents_[0].id);
  const auto finding = store_->lists().row(prefix + ":f1", false);
  ASSERT_TRUE(finding.ok());
  EXPECT_EQ(finding->word_text, "shell Port Vale");
  EXPECT_EQ(finding->deed_text, "shelled");
  EXPECT_EQ(finding->scope, "same");
  EXPECT_EQ(finding->row.word, prefix + ":o1");
  const auto event = store_->lists().row(prefix + ":e1", false);
  ASSERT_TRUE(event.ok());
  ASSERT_TRUE(event->place.has_value());
  EXPECT_EQ(event->place->latitude, 1.5);
  EXPECT_EQ(event->killed->low, 3);
  EXPECT_FALSE(event->killed->high.has_value());
  EXPECT_EQ(store_->lists().row(prefix + ":o1", false)->deadline, "2031-05-05");
  for (const char* id : {":o9", ":x1", ":", "", ":o"}) {
    EXPECT_EQ(store_->lists().row(prefix + id, false).error().code, ErrorCode::row_not_found) << id;
  }
}

TEST_P(ListsTest, PartiesAreCountedByMonth) {
  add(30);
  const auto parties = store_->lists().parties({});
  ASSERT_TRUE(parties.ok());
  ASSERT_FALSE(parties->parties.empty());
  const auto& hill = parties->parties.front();
  EXPECT_EQ(hill.party.key, "HILL");
  EXPECT_EQ(hill.counts.commitments, 30);
  EXPECT_EQ(hill.counts.reports, 30);
  EXPECT_EQ(hill.counts.contradicts, 30);
  ASSERT_EQ(hill.months.size(), 2U);
  EXPECT_EQ(hill.months[0].month, "2031-05");
  EXPECT_EQ(hill.months[0].words + hill.months[1].words, 30);
  // The same by day, and no day twice.
  const auto days = store_->lists().days("HILL", Date{2031, 5, 1}, Date{2031, 6, 30});
  ASSERT_TRUE(days.ok());
  std::int64_t words = 0, reports = 0, contradicts = 0;
  for (std::size_t i = 0; i < days->size(); ++i) {
    const ledger::PartyDay& day = (*days)[i];
    if (i > 0) {
      EXPECT_LT((*days)[i - 1].day, day.day);
    }
    words += day.words;
    reports += day.reports;
    contradicts += day.contradicts;
  }
  EXPECT_EQ(words, 30);
  EXPECT_EQ(reports, 30);
  EXPECT_EQ(contradicts, 30);
  const Date first = days->front().day;
  const auto one = store_->lists().days("HILL", first, first);
  ASSERT_EQ(one->size(), 1U);
  EXPECT_EQ(one->front().words, days->front().words);
  EXPECT_TRUE(store_->lists().days("nobody", first, first)->empty());
  EXPECT_EQ(store_->lists().days("", Date{2031, 5, 1}, Date{2031, 6, 30})->size(), days->size());
  EXPECT_EQ(store_->lists().parties({.name = "MAYOR"})->parties.size(), 1U);
  EXPECT_EQ(store_->lists().parties({.name = "100%"})->parties.size(), 0U);
  EXPECT_EQ(store_->lists().parties({.key = "HILL"})->parties.size(), 1U);
  for (const auto order : {ledger::PartyOrder::words, ledger::PartyOrder::name}) {
    ledger::PartyQuery query{.order = order, .limit = 1};
    std::vector<std::string> keys;
    do {
      const auto page = store_->lists().parties(query);
      ASSERT_TRUE(page.ok());
      for (const auto& each : page->parties) keys.push_back(each.party.key);
      query.after = page->next;
    } while (!query.after.empty());
    EXPECT_EQ(keys, (std::vector<std::string>{"HILL", "mayor"}));
  }
}

TEST_P(ListsTest, DocumentsByDayAndByArrival) {
  add(5);
  ledger::DocumentQuery query{.limit = 2};
  std::vector<std::string> days;
  do {
    const auto page = store_->lists().documents(query);
    ASSERT_TRUE(page.ok());
    EXPECT_EQ(page->total, 5);
    for (const auto& each : page->documents) days.push_back(each.published);
    query.after = page->next;
  } while (!query.after.empty());
  ASSERT_EQ(days.size(), 5U);
  EXPECT_TRUE(std::is_sorted(days.rbegin(), days.rend()));
  EXPECT_EQ(store_->lists().documents({.as_added = true, .limit = 1})->documents[0].id, documents_[4].id);
  EXPECT_EQ(store_->lists().documents({.since = Date{2031, 5, 9}})->documents.size(), 2U);
  EXPECT_EQ(store_->lists().document(ledger::short_id(documents_[2].id))->id, documents_[2].id);
  EXPECT_EQ(store_->lists().document("ffff0000ffff").error().code, ErrorCode::row_not_found);
}

TEST_P(ListsTest, SearchMarksWhatMatched) {
  add(3);
  const auto found = store_->lists().passages({.words = "SHELLED vale"});
  ASSERT_TRUE(found.ok());
  ASSERT_EQ(found->passages.size(), 3U);
  const auto& first = found->passages[0];
  EXPECT_EQ(first.document.id, documents_[2].id);
  ASSERT_EQ(first.hits.size(), 2U);
  EXPECT_EQ(documents_[2].text_of(first.hits[0]), "shelled");
  EXPECT_EQ(first.statements, std::vector<std::string>{ledger::short_id(documents_[2].id) + ":s2"});
  EXPECT_EQ(store_->lists().passages({.words = "vale", .functions = {"commitment"}})->passages.size(), 3U);
  EXPECT_EQ(store_->lists().passages({.words = "vale", .speaker = "mayor"})->passages.size(), 3U);
  EXPECT_EQ(store_->lists().passages({.words = "vale", .party = "HILL"})->passages.size(), 3U);
  const auto page = store_->lists().passages({.words = "vale", .limit = 4});
  EXPECT_EQ(page->passages.size(), 4U);
  EXPECT_EQ(store_->lists().passages({.words = "vale", .after = page->next})->passages.size(), 2U);
  EXPECT_EQ(store_->lists().passages({.words = "\" OR *"})->passages.size(), 0U);
}

TEST_P(ListsTest, BadCursorsAreErrors) {
  add(1);
  for (const char* cursor : {"x", "1", "1.2.3.4", "1..2", "1.2.x", "-", "1.2.99999999999999999999"}) {
    EXPECT_EQ(store_->lists().rows({.after = cursor}).error().code, ErrorCode::bad_cursor) << cursor;
  }
}

TEST_P(ListsTest, PrivatePersonsAreWithheld) {
  Document document = dated(1);
  document.actors[2].kind = ActorKind::person;
  document.findings[0].why = "It promised, and The Mayor says otherwise.";
  ASSERT_EQ(store_->add(std::vector<const Document*>{&document}).value(), 1U);
  auto& lists = store_->lists();
  const auto open = lists.rows({.what = RowKinds::statements});
  const auto shut = lists.rows({.what = RowKinds::statements, .withhold = true});
  ASSERT_TRUE(open.ok() && shut.ok());
  ASSERT_EQ(shut->rows.size(), 2U);
  EXPECT_EQ(open->rows[0].row.actor, "the mayor");
  EXPECT_EQ(shut->rows[0].row.actor, ledger::kWithheldName);
  EXPECT_TRUE(shut->rows[0].withheld);
  EXPECT_EQ(shut->rows[0].row.party_key, "");
  EXPECT_EQ(shut->rows[0].row.sentence.size(), open->rows[0].row.sentence.size());
  EXPECT_EQ(shut->rows[0].row.sentence.find("mayor"), std::string::npos);
  const auto finding = lists.rows({.what = RowKinds::findings, .withhold = true});
  EXPECT_EQ(finding->rows[0].row.text.find("Mayor"), std::string::npos);
  EXPECT_EQ(lists.parties({.withhold = true})->parties.size(), 1U);
  EXPECT_EQ(lists.passages({.words = "mayor"})->passages.size(), 1U);
  EXPECT_EQ(lists.passages({.words = "mayor", .withhold = true})->passages.size(), 0U);
  const auto other = lists.passages({.words = "shelled", .withhold = true});
  ASSERT_EQ(other->passages.size(), 1U);
  EXPECT_EQ(other->passages[0].sentence.find("mayor"), std::string::npos);
  EXPECT_EQ(other->passages[0].hits.size(), 1U);
}

TEST_P(ListsTest, TakenOutOfTheLists) {
  add(2);
  auto database = Database::open(ledger_.place(), true);
  ASSERT_TRUE(database.ok());
  PartyRows parties{*database};
  Lister lister{*database, parties};
  lister.remove(1, *read_document(*database, 1));
  EXPECT_FALSE(database->take_error().has_value());
  EXPECT_EQ(walk({.what = RowKinds::events}).size(), 1U);
  EXPECT_EQ(store_->lists().parties({.key = "HILL"})->parties[0].counts.commitments, 1);
  EXPECT_EQ(store_->lists().rows({.what = RowKinds::events})->total, 1);
}

TEST_P(ListsTest, TheStateChangesWithTheLedger) {
  const auto empty = store_->lists().state();
  add(1);
  const auto mark = store_->lists().change_mark();
  if (GetParam() == Backend::sqlite) {  // of a server, others' work changes it as well
    EXPECT_EQ(store_->lists().change_mark().value(), mark.value());
  }
  auto database = Database::open(ledger_.place(), true);
  ASSERT_TRUE(database->execute("INSERT INTO parties(key, name) VALUES('x', 'X')").ok());
  EXPECT_NE(store_->lists().change_mark().value(), mark.value());
  const auto full = store_->lists().state();
  ASSERT_TRUE(empty.ok() && full.ok());
  EXPECT_EQ(empty->entries, 0);
  EXPECT_EQ(full->entries, 1);
  EXPECT_NE(full->head, empty->head);
}

}  // namespace
}  // namespace avow::store
