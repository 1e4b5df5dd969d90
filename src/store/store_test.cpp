// What a ledger does, the same over SQLite and PostgreSQL.
#include <atomic>
#include <thread>

#include <gtest/gtest.h>

#include "store/schema.hpp"
#include "store/test_document.hpp"
#include "store/test_ledger.hpp"

namespace avow::store {
namespace {

class StoreTest : public testing::TestWithParam<Backend> {
 protected:
  TestLedger ledger_{GetParam()};
};

INSTANTIATE_TEST_SUITE_P(Both, StoreTest, testing::Values(Backend::sqlite, Backend::postgres), backend_name);

TEST_P(StoreTest, GivesBackWhatWasAdded) {
  const Document document = test_document(1);
  auto store = ledger_.open();
  ASSERT_EQ(store->add(std::vector<const Document*>{&document}).value(), 1U);
  const auto read = store->document(document.id);
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read->text, document.text);
  EXPECT_EQ(read->published, document.published);
  ASSERT_EQ(read->sentences.size(), 2U);
  EXPECT_EQ(read->sentences[1].span, document.sentences[1].span);
  ASSERT_EQ(read->actors.size(), 3U);
  EXPECT_EQ(read->actors[0].name, "Hill Front");
  ASSERT_EQ(read->statements.size(), 2U);
  EXPECT_EQ(read->statements[0].content, document.statements[0].content);
  EXPECT_EQ(read->statements[0].function, SpeechFunction::commitment);
  ASSERT_EQ(read->obligations.size(), 1U);
  EXPECT_EQ(read->obligations[0].polarity, Polarity::refrain);
  EXPECT_EQ(read->obligations[0].deadline, 0);
  ASSERT_EQ(read->events.size(), 1U);
  EXPECT_EQ(read->events[0].killed->low, 3);
  EXPECT_FALSE(read->events[0].killed->high.has_value());
  EXPECT_EQ(read->events[0].contexts, std::vector<std::string>{"military"});
  ASSERT_EQ(read->findings.size(), 1U);
  EXPECT_EQ(read->findings[0].why, document.findings[0].why);
  ASSERT_EQ(read->diagnostics.size(), 1U);
  EXPECT_EQ(read->diagnostics[0].code, ErrorCode::invalid_utf8);
  EXPECT_EQ(*read->places[0].longitude, -2.25);
  EXPECT_EQ(read->times[0].start->to_string(), "2031-05-05");
}

TEST_P(StoreTest, ReadingTwiceAddsNothing) {
  const Document one = test_document(1), two = test_document(2);
  auto store = ledger_.open();
  ASSERT_EQ(store->add(std::vector{&one, &two, &one}).value(), 2U);
  ASSERT_EQ(store->add(std::vector{&two}).value(), 0U);
  const auto totals = store->totals();
  EXPECT_EQ(totals->documents, 2);
  EXPECT_EQ(totals->findings, 2);
  EXPECT_EQ(store->document_ids()->size(), 2U);
}

TEST_P(StoreTest, RowsByPartyKindAndDate) {
  const Document one = test_document(1);
  auto store = ledger_.open();
  ASSERT_TRUE(store->add(std::vector{&one}).ok());
  const auto all = store->rows({});
  ASSERT_TRUE(all.ok());
  ASSERT_EQ(all->size(), 3U);  // commitment, conduct, finding; the mayor's assertion is no row of a table
  EXPECT_EQ((*all)[0].kind, "commitment");
  EXPECT_EQ((*all)[0].text, "shell Port Vale");
  EXPECT_EQ((*all)[1].kind, "conduct");
  EXPECT_EQ((*all)[1].said_by, "the mayor");
  EXPECT_EQ((*all)[1].other, "Port Vale");
  EXPECT_EQ((*all)[2].word, (*all)[0].id);
  EXPECT_EQ((*all)[2].deed, (*all)[1].id);
  EXPECT_EQ(store->rows({.party = "hill front"})->size(), 3U);
  EXPECT_EQ(store->rows({.party = "HILL", .kinds = {"finding"}})->size(), 1U);
  EXPECT_EQ(store->rows({.party = "Nobody"})->size(), 0U);
  EXPECT_EQ(store->rows({.kinds = {"assertion"}})->size(), 1U);
  EXPECT_EQ(store->rows({.since = Date{2031, 5, 7}, .until = {}})->size(), 0U);
}

TEST_P(StoreTest, FindsRowsByShortIds) {
  const Document one = test_document(1);
  auto store = ledger_.open();
  ASSERT_TRUE(store->add(std::vector{&one}).ok());
  const std::string id = ledger::short_id(one.id);
  EXPECT_EQ(store->find_row(id + ":o1")->document, one.id);
  EXPECT_EQ(store->find_row(id.substr(0, 4) + ":f1")->row, "f1");
  EXPECT_EQ(store->find_row(id + ":o9").error().code, ErrorCode::row_not_found);
  EXPECT_EQ(store->find_row("o1").error().code, ErrorCode::row_not_found);
}

TEST_P(StoreTest, FullTextSearch) {
  const Document one = test_document(1);
  auto store = ledger_.open();
  ASSERT_TRUE(store->add(std::vector{&one}).ok());
  const auto hits = store->search("gunners vale", 10);
  ASSERT_TRUE(hits.ok());
  ASSERT_EQ(hits->size(), 1U);
  EXPECT_EQ((*hits)[0].sentence, "Hill Front gunners shelled Port Vale, the mayor said.");
  EXPECT_EQ(store->search("SHELLED the", 10)->size(), 1U);
  EXPECT_EQ(store->search("port-vale", 10)->size(), 2U);
  EXPECT_EQ(store->search("vale-port", 10)->size(), 0U);
  EXPECT_EQ(store->search("gunners \"OR NEAR(", 10)->size(), 0U);
  EXPECT_EQ(store->search("  ", 10)->size(), 0U);
}

TEST_P(StoreTest, BringsAnOlderLedgerUpToDate) {
  {
    auto database = Database::open(ledger_.place(), true);
    ASSERT_TRUE(make_older_schema(*database, 1).ok());
    ASSERT_TRUE(
        database->execute("INSERT INTO documents VALUES(1,'abc','a.txt','','','',NULL,'en','Words.')").ok());
  }
  auto store = ledger_.open();
  const Document one = test_document(1);
  ASSERT_EQ(store->add(std::vector{&one}).value(), 1U);
  const auto verification = store->verify();
  EXPECT_EQ(verification->bad_entry, 0) << verification->what;
  EXPECT_EQ(verification->entries, 3);
}

TEST_P(StoreTest, RefusesANewerVersion) {
  ASSERT_NE(ledger_.open(), nullptr);
  {
    auto database = Database::open(ledger_.place(), true);
    ASSERT_TRUE(database->connection().set_version(999).ok());
  }
  EXPECT_EQ(ledger_.open_error(), ErrorCode::ledger_newer);
  EXPECT_EQ(ledger_.open_error(Access::read), ErrorCode::ledger_newer);
}

TEST_P(StoreTest, WaitsForALockAndThenSaysSo) {
  const Document one = test_document(1);
  auto store = ledger_.open();
  auto other = Database::open(ledger_.place(), true);
  ASSERT_TRUE(other->begin_write().ok());
  EXPECT_EQ(store->add(std::vector{&one}).error().code, ErrorCode::ledger_locked);
  other->rollback();
  EXPECT_EQ(store->add(std::vector{&one}).value(), 1U);
}

TEST_P(StoreTest, ALogIsAppendOnly) {
  const Document one = test_document(1);
  ASSERT_TRUE(ledger_.open()->add(std::vector{&one}).ok());
  auto database = Database::open(ledger_.place(), true);
  EXPECT_FALSE(database->execute("UPDATE log SET who='nobody'").ok());
  EXPECT_FALSE(database->execute("DELETE FROM log").ok());
  EXPECT_EQ(ledger_.open()->verify()->bad_entry, 0);
}

TEST_P(StoreTest, TheLogShowsARowThatWasChanged) {
  const Document one = test_document(1), two = test_document(2);
  ASSERT_TRUE(ledger_.open()->add(std::vector{&one, &two}).ok());
  ledger_.execute("UPDATE texts SET packed=(SELECT packed FROM texts WHERE document=1) WHERE document=2");
  EXPECT_EQ(ledger_.open(Access::read)->verify()->bad_entry, 2);
}

// Writers in turn: every document is in once, and the log is one chain.
TEST_P(StoreTest, SeveralWritersAtOnce) {
  constexpr int kWriters = 4, kDocuments = 12;
  ASSERT_NE(ledger_.open(), nullptr);
  std::vector<Document> documents;
  for (int i = 0; i < kDocuments; ++i) documents.push_back(test_document(i));
  std::atomic<std::size_t> added = 0;
  std::vector<std::thread> writers;
  for (int writer = 0; writer < kWriters; ++writer) {
    writers.emplace_back([&, writer] {
      auto store = open_ledger(ledger_.place(), Access::write);
      ASSERT_TRUE(store.ok()) << store.error().to_string();
      for (int i = 0; i < kDocuments; ++i) {
        const Document& document = documents[static_cast<std::size_t>((i + writer) % kDocuments)];
        const auto done = (*store)->add(std::vector{&document});
        ASSERT_TRUE(done.ok()) << done.error().to_string();
        added += *done;
      }
    });
  }
  for (std::thread& writer : writers) writer.join();
  EXPECT_EQ(added, kDocuments);
  const auto verification = ledger_.open(Access::read)->verify();
  EXPECT_EQ(verification->bad_entry, 0) << verification->what;
  EXPECT_EQ(verification->entries, kDocuments);
}

TEST_P(StoreTest, ANameThatIsNoTextIsKeptAsText) {
  Document document = test_document(1);
  document.uri = std::string{"a\xFF\0b.txt", 8};
  ASSERT_TRUE(ledger_.open()->add(std::vector<const Document*>{&document}).ok());
  EXPECT_TRUE(ledger_.open()->document(document.id)->uri.starts_with("a"));
}

}  // namespace
}  // namespace avow::store
