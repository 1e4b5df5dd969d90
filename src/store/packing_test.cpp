// Packed documents, and ledgers of before there were any.
#include <gtest/gtest.h>

#include "avow/ledger/listing.hpp"
#include "store/log.hpp"
#include "store/old_tables.hpp"
#include "store/packing.hpp"
#include "store/reader.hpp"
#include "store/schema.hpp"
#include "store/test_document.hpp"
#include "store/test_ledger.hpp"

namespace avow::store {
namespace {

TEST(Packing, GivesBackWhatWasPacked) {
  const Document kept = kept_part(test_document(1));
  const std::string bytes = pack(kept);
  const auto again = unpack(bytes);
  ASSERT_TRUE(again.has_value());
  EXPECT_EQ(pack(*again), bytes);
  EXPECT_EQ(again->text, kept.text);
  EXPECT_EQ(packed_text(bytes), kept.text);
  EXPECT_EQ(again->statements[0].cue, kept.statements[0].cue);
  EXPECT_EQ(again->statements[0].confidence, 0.5F);
  EXPECT_EQ(again->places[0].longitude, -2.25);
  EXPECT_EQ(again->times[0].start, (Date{2031, 5, 5}));
  EXPECT_EQ(again->events[0].killed->low, 3);
  EXPECT_EQ(again->events[0].contexts, kept.events[0].contexts);
  EXPECT_EQ(again->findings[0].why, kept.findings[0].why);
  EXPECT_EQ(again->actors[2].mentions, kept.actors[2].mentions);
}

TEST(Packing, ReadsTheFirstLayout) {
  Document document = test_document(1);
  document.statements[1].id = "s07";  // neither a number that is due nor one at all
  document.events[0].id = "e9";
  const Document kept = kept_part(document);
  const std::string older = pack_as_at_first(kept);
  EXPECT_NE(older, pack(kept));
  const auto again = unpack(older), newer = unpack(pack(kept));
  ASSERT_TRUE(again.has_value() && newer.has_value());
  EXPECT_EQ(pack_as_at_first(*newer), older);
  EXPECT_EQ(pack(*again), pack(kept));
  EXPECT_EQ(newer->statements[1].id, "s07");
  EXPECT_EQ(newer->events[0].id, "e9");
}

TEST(Packing, KeepsOnlyActorsThatAreNamedOrSpokenOf) {
  Document document = test_document(1);
  add_test_actor(document, "new:3", "a passer-by", "gunners");
  document.mentions.back().kind = MentionKind::nominal;
  std::swap(document.actors[3], document.actors[0]);  // the ones that are kept get other numbers
  for (Mention& mention : document.mentions)
    mention.actor = mention.actor == 0 ? 3 : mention.actor == 3 ? 0 : mention.actor;
  document.statements[0].speaker = document.events[0].actor = document.obligations[0].party = 3;
  const Document kept = kept_part(document);
  ASSERT_EQ(kept.actors.size(), 3U);
  EXPECT_EQ(kept.actors[static_cast<std::size_t>(kept.statements[0].speaker)].name, "Hill Front");
  EXPECT_EQ(kept.mentions[static_cast<std::size_t>(kept.actors[1].mentions[0])].actor, 1);
}

// Cut short or with a byte changed, it is refused or it is a document: never anything that points elsewhere.
TEST(Packing, DamagedBytesAreNoDocumentOrAWholeOne) {
  const std::string bytes = pack(kept_part(test_document(1)));
  for (std::size_t size = 0; size < bytes.size(); ++size)
    EXPECT_FALSE(unpack({bytes.data(), size}).has_value());
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    for (const int value : {0, 1, 0x7F, 0x80, 0xFF}) {
      std::string other = bytes;
      other[at] = static_cast<char>(value);
      if (const auto document = unpack(other)) static_cast<void>(pack(kept_part(*document)));
    }
  }
}

TEST(Packing, DamagedCompressionIsFound) {
  std::string packed = compress(pack(kept_part(test_document(1))), 3);
  ASSERT_TRUE(decompress(packed).has_value());
  EXPECT_FALSE(decompress(packed.substr(0, packed.size() - 1)).has_value());
  packed[packed.size() / 2] = static_cast<char>(packed[packed.size() / 2] ^ 1);
  EXPECT_FALSE(decompress(packed).has_value());
  EXPECT_FALSE(decompress("").has_value());
}

class OlderLedger : public testing::TestWithParam<Backend> {
 protected:
  // As version 8 kept it.
  void add(Database& database, int number) {
    const Document document = test_document(number);
    const std::string row = std::to_string(number), sha = document.id.substr(7);
    const auto spans = [&](std::string_view words) {
      const Span span = span_in(document, words);
      return std::to_string(span.begin) + "," + std::to_string(span.end);
    };
    const std::string sentence = std::to_string(10 * number), front = spans("The Hill Front");
    const std::string sql =
        "INSERT INTO documents VALUES(" + row + ",'" + sha + "','a.txt','A title','','','2031-05-06','en','" +
        document.text + "');INSERT INTO sentences VALUES(" + sentence + "," + row + "," +
        spans("The Hill Front promised not to shell Port Vale on Monday.") +
        ",0,0);INSERT INTO actors VALUES(" + row + ",4,'HILL','Hill Front',4,'','',1,NULL,'','','');" +
        "INSERT INTO mentions VALUES(" + row + ",4,0," + front + ",0,'test',0.5);" +
        "INSERT INTO times VALUES(" + row + ",0,'DATE','2031-05-05','2031-05-05','2031-05-05','day'," +
        spans("on Monday") + ",'test');INSERT INTO statements VALUES(" + row + ",0,'s1'," + sentence +
        ",1,4," + front + ",NULL,'',2,'commitment',NULL,0,0,NULL,NULL,0,'test',0.5,'');" +
        "INSERT INTO statement_spans VALUES(" + row + ",0,'cue'," + spans("promised") + ");" +
        "INSERT INTO obligations VALUES(" + row + ",0,'o1'," + sentence + ",1,'commitment',0,4," + front +
        "," + spans("shell Port Vale") + ",'ASSAULT','refrain',NULL,0,0,0,0,0,'test',0.25,'a trace');" +
        "INSERT INTO diagnostics VALUES(" + row + ",0,'" +
        std::string{error_number(ErrorCode::invalid_utf8)} + "','one byte',0,0)";
    ASSERT_TRUE(database.execute(sql).ok());
    append_entry(database, {kAdded, sha, old_rows_digest(database, number), {}}, {});
    ASSERT_FALSE(database.take_error().has_value());
  }
  void make(bool altered) {
    auto database = Database::open(ledger_.place(), true);
    ASSERT_TRUE(make_older_schema(*database, 8).ok());
    ASSERT_TRUE(database->execute("INSERT INTO parties VALUES(1,'HILL','Hill Front')").ok());
    for (const int number : {1, 2}) add(*database, number);
    if (altered) {
      ASSERT_TRUE(database->execute("UPDATE obligations SET polarity='do' WHERE document=2").ok());
    }
  }
  TestLedger ledger_{GetParam()};
};

INSTANTIATE_TEST_SUITE_P(Both, OlderLedger, testing::Values(Backend::sqlite, Backend::postgres),
                         backend_name);

TEST_P(OlderLedger, IsPackedWithoutLoss) {
  make(false);
  auto store = ledger_.open();
  const auto verification = store->verify();
  EXPECT_EQ(verification->bad_entry, 0) << verification->what;
  EXPECT_EQ(verification->entries, 4);
  const auto read = store->document(test_document(1).id);
  ASSERT_TRUE(read.ok()) << read.error().to_string();
  EXPECT_EQ(read->text, test_document(1).text);
  EXPECT_EQ(read->title, "A title");
  EXPECT_EQ(read->diagnostics[0].message, "one byte");
  EXPECT_EQ(read->obligations[0].trace, "a trace");
  EXPECT_EQ(read->obligations[0].party, 0);
  EXPECT_EQ(read->obligations[0].deadline, 0);
  EXPECT_EQ(store->totals()->obligations, 2);
  const auto rows = store->rows({});
  ASSERT_EQ(rows->size(), 2U);
  EXPECT_EQ((*rows)[0].party, "Hill Front");
  EXPECT_EQ((*rows)[0].text, "shell Port Vale");
  EXPECT_EQ((*rows)[0].polarity, "refrain");
  EXPECT_EQ(store->search("promised vale", 10)->size(), 2U);
  EXPECT_EQ(store->lists().rows({.what = ledger::RowKinds::obligations, .types = {"ASSAULT"}})->total,
            std::nullopt);
  EXPECT_EQ(store->lists().rows({.what = ledger::RowKinds::obligations})->rows.size(), 2U);
  const Document again = test_document(1), fresh = test_document(3);
  EXPECT_EQ(store->add(std::vector{&again, &fresh}).value(), 1U);
  EXPECT_EQ(store->search("gunners", 10)->size(), 1U);
}

TEST_P(OlderLedger, AChangeFromBeforeStillShows) {
  make(true);
  EXPECT_EQ(ledger_.open()->verify()->bad_entry, 2);
}

}  // namespace
}  // namespace avow::store
