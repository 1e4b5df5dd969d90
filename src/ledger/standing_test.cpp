#include "avow/ledger/standing.hpp"

#include <algorithm>
#include <map>

#include <gtest/gtest.h>

#include "avow/base/hash.hpp"

namespace avow::ledger {
namespace {

// A store of documents in memory: only what standing_of asks for.
class MemoryStore final : public Store {
 public:
  Result<std::size_t> add(std::span<const Document* const> documents) override {
    for (const Document* document : documents) documents_[document->id] = *document;
    return documents.size();
  }
  Result<std::vector<std::string>> document_ids() override {
    std::vector<std::string> ids;
    for (const auto& [id, document] : documents_) ids.push_back(id);
    return ids;
  }
  Result<Document> document(std::string_view id) override { return documents_.at(std::string{id}); }
  Result<std::vector<Row>> rows(const Query&) override { return std::vector<Row>{}; }
  Result<RowPlace> find_row(std::string_view) override { return RowPlace{}; }
  Result<std::vector<Hit>> search(std::string_view, std::size_t) override { return std::vector<Hit>{}; }
  Result<Totals> totals() override { return Totals{}; }
  Result<Verification> verify() override { return Verification{}; }

 private:
  std::map<std::string, Document> documents_;
};

Span span_in(const Document& document, std::string_view words) {
  const auto at = document.text.find(words);
  return {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + words.size())};
}

// A document of one sentence about the Hill Front (actor 0), others (actor 1) being "villagers".
Document document_of(std::string text, Date published) {
  Document document;
  document.text = std::move(text);
  document.id = "sha256:" + sha256_hex(document.text);
  document.published = published;
  document.sentences.resize(1);
  document.sentences[0].span = {0, static_cast<std::uint32_t>(document.text.size())};
  document.actors.resize(2);
  document.actors[0].id = "HILL";
  document.actors[0].name = "Hill Front";
  document.actors[0].in_registry = true;
  document.actors[1].id = "new:1";
  document.actors[1].name = "villagers";
  return document;
}

Document promise(Date published) {
  Document document = document_of("The Hill Front promised not to attack villagers.", published);
  Statement said;
  said.id = "s1";
  said.speaker = 0;
  said.function = SpeechFunction::commitment;
  document.statements = {said};
  Obligation duty;
  duty.id = "o1";
  duty.statement = 0;
  duty.party = 0;
  duty.conduct = span_in(document, "attack villagers");
  duty.type = EventType::ASSAULT;
  duty.polarity = Polarity::refrain;
  duty.beneficiary = 1;
  document.obligations = {duty};
  return document;
}

Document attack(std::string text, Date published, Date day, Factuality factuality = Factuality::CT_plus) {
  Document document = document_of(std::move(text), published);
  document.times.resize(1);
  document.times[0].start = document.times[0].end = day;
  Event deed;
  deed.id = "e1";
  deed.trigger = span_in(document, "killed");
  deed.type = EventType::ASSAULT;
  deed.rule = "kill";
  deed.actor = 0;
  deed.recipient = 1;
  deed.time = 0;
  deed.factuality = factuality;
  document.events = {deed};
  return document;
}

Standing stand(const std::vector<Document>& documents) {
  MemoryStore store;
  for (const Document& each : documents) EXPECT_TRUE(store.add(std::vector<const Document*>{&each}).ok());
  auto standing = standing_of(store, std::string{AVOW_SOURCE_DIR} + "/data");
  EXPECT_TRUE(standing.ok());
  return std::move(*standing);
}

const Date kPromised{2031, 5, 1}, kDay{2031, 5, 9}, kTold{2031, 5, 10};

TEST(Standing, APromiseWithoutReports) {
  const Standing standing = stand({promise(kPromised)});
  ASSERT_EQ(standing.words.size(), 1U);
  EXPECT_EQ(standing.words[0].status, Status::no_reported_breach);
}

TEST(Standing, ReportsOfOneActAreOneIncident) {
  const Standing standing =
      stand({promise(kPromised), attack("Hill Front gunmen killed villagers on Friday.", kTold, kDay),
             attack("On Friday villagers were killed by the Hill Front, doctors say.", kTold, kDay)});
  ASSERT_EQ(standing.incidents.size(), 1U);
  EXPECT_EQ(standing.incidents[0].reports.size(), 2U);
  EXPECT_EQ(standing.incidents[0].origins, 2U);
  EXPECT_EQ(standing.incidents[0].grade, Grade::corroborated);
  ASSERT_EQ(standing.words[0].meetings.size(), 1U);
  EXPECT_EQ(standing.words[0].meetings[0].scope, Scope::same);
  EXPECT_EQ(standing.words[0].status, Status::reported_breach);
}

TEST(Standing, CopiesAreOneOrigin) {
  const std::string wire =
      "Hill Front gunmen killed villagers on Friday when they came down from the ridge before dawn, set fire "
      "to three "
      "barns near the mill and took the only boat across the river, a teacher who hid in the church told "
      "reporters.";
  const Standing standing = stand({attack(wire, kTold, kDay), attack("Dawn raid: " + wire, kTold, kDay)});
  ASSERT_EQ(standing.incidents.size(), 1U);
  EXPECT_EQ(standing.incidents[0].reports.size(), 2U);
  EXPECT_EQ(standing.incidents[0].origins, 1U);
  EXPECT_EQ(standing.incidents[0].grade, Grade::single_source);
}

TEST(Standing, OtherDaysAreOtherIncidents) {
  const Standing standing =
      stand({attack("Hill Front gunmen killed villagers on Friday.", kTold, kDay),
             attack("Hill Front gunmen killed villagers on Sunday.", Date{2031, 5, 12}, Date{2031, 5, 11})});
  EXPECT_EQ(standing.incidents.size(), 2U);
}

TEST(Standing, WhatCameBeforeTheWordMeetsNothing) {
  const Standing standing =
      stand({promise(Date{2031, 6, 1}), attack("Hill Front gunmen killed villagers.", kTold, kDay)});
  EXPECT_TRUE(standing.words[0].meetings.empty());
  EXPECT_EQ(standing.words[0].status, Status::no_reported_breach);
}

TEST(Standing, AnotherPartysDeedMeetsNothing) {
  Document other = attack("Hill Front gunmen killed villagers.", kTold, kDay);
  other.actors[0].id = "RIVER";
  other.actors[0].name = "River Guard";
  EXPECT_TRUE(stand({promise(kPromised), other}).words[0].meetings.empty());
}

TEST(Standing, FearedAndPlannedDeedsMakeNoIncident) {
  EXPECT_TRUE(
      stand({attack("Hill Front gunmen may have killed villagers.", kTold, kDay, Factuality::PS_plus)})
          .incidents.empty());
  EXPECT_TRUE(stand({attack("It feared villagers would be killed.", kTold, kDay, Factuality::FUT)})
                  .incidents.empty());
  Document sum = attack("Hill Front gunmen killed villagers over months.", kTold, kDay);
  sum.events[0].aggregate = true;
  EXPECT_TRUE(stand({sum}).incidents.empty());
}

TEST(Standing, ADenialByThePartyContests) {
  Document denial =
      attack("The Hill Front denied that it killed villagers.", kTold, kDay, Factuality::CT_minus);
  Statement said;
  said.id = "s1";
  said.speaker = 0;
  said.function = SpeechFunction::denial;
  denial.statements = {said};
  denial.events[0].according_to = 0;
  const Standing standing =
      stand({promise(kPromised), attack("Hill Front gunmen killed villagers.", kTold, kDay), denial});
  ASSERT_EQ(standing.incidents.size(), 1U);
  EXPECT_EQ(standing.incidents[0].grade, Grade::contested);
  EXPECT_EQ(standing.incidents[0].denials.size(), 1U);
  EXPECT_EQ(standing.words[0].status, Status::contested);
  denial.statements[0].function = SpeechFunction::acknowledgement;
  denial.events[0].factuality = Factuality::CT_plus;
  const Standing admitted = stand({promise(kPromised), denial});
  EXPECT_EQ(admitted.incidents[0].grade, Grade::acknowledged);
  EXPECT_EQ(admitted.words[0].status, Status::breach_acknowledged);
}

TEST(Standing, CasualtiesAreNotSummed) {
  Document low = attack("Hill Front gunmen killed three villagers.", kTold, kDay);
  low.events[0].killed = Count{3, 3};
  Document high = attack("Three or four villagers were killed by the Hill Front.", kTold, kDay);
  high.events[0].killed = Count{3, 4};
  const Standing standing = stand({low, high});
  ASSERT_EQ(standing.incidents.size(), 1U);
  EXPECT_EQ(standing.incidents[0].killed->low, 3);
  EXPECT_EQ(standing.incidents[0].killed->high, 4);
}

TEST(Standing, TheOrderOfReadingDoesNotMatter) {
  std::vector<Document> documents = {
      promise(kPromised), attack("Hill Front gunmen killed villagers on Friday.", kTold, kDay),
      attack("Villagers were killed on Friday by the Hill Front.", kTold, kDay)};
  const Standing one = stand(documents);
  std::reverse(documents.begin(), documents.end());
  const Standing two = stand(documents);
  ASSERT_EQ(one.incidents.size(), two.incidents.size());
  for (std::size_t i = 0; i < one.incidents.size(); ++i) {
    ASSERT_EQ(one.incidents[i].reports.size(), two.incidents[i].reports.size());
    EXPECT_EQ(one.incidents[i].reports[0].id, two.incidents[i].reports[0].id);
  }
}

}  // namespace
}  // namespace avow::ledger
