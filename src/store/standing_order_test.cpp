// Whatever the order and the portions in which documents come in, they say the same together.
#include <algorithm>
#include <filesystem>
#include <random>

#include <unistd.h>

#include <gtest/gtest.h>

#include "avow/ledger/standing.hpp"
#include "avow/store/open.hpp"
#include "store/standing_generated.hpp"

namespace avow::store {
namespace {

namespace fs = std::filesystem;

const std::string kData = std::string{AVOW_SOURCE_DIR} + "/data";

std::string toll(const std::optional<ledger::Toll>& each) {
  if (!each) return "-";
  return std::to_string(each->low) + "/" + std::to_string(each->best) + "/" +
         (each->high ? std::to_string(*each->high) : "+");
}

// Everything a reader can ask for, as text.
std::string everything(ledger::Standings& standings) {
  std::string out;
  const auto parties = *standings.parties();
  const auto incidents = *standings.incidents({.most = 0});
  const auto words = *standings.words({.most = 0});
  for (const auto& counts : parties) {
    out += counts.party.key + " " + counts.party.name + " " + std::to_string(counts.commitments) + " " +
           std::to_string(counts.incidents) + " " + std::to_string(counts.allegations) + " " +
           std::to_string(counts.contradicts) + " " + std::to_string(counts.unclear) + "\n";
    const auto page = *standings.party_page(counts.party.key, {.most = 0});
    for (const auto& each : page.allegations) {
      out += "  " + each.report.id + "\n";
    }
  }
  for (const auto& each : incidents) {
    const auto incident = *standings.incident(each.id);
    out += incident.id + " " + std::string{to_string(incident.grade)} + " " + incident.place + " " +
           std::to_string(incident.origins) + " " + incident.start->to_string() + " " +
           toll(incident.killed) + "\n";
    for (const auto& report : incident.reports) {
      out += "  " + report.id + " " + report.document.origin + " " + std::to_string(report.origin) + "\n";
    }
  }
  for (const auto& word : words) {
    out += word.id + " " + std::string{to_string(word.status)};
    for (const auto& step : word.history) out += " " + step.day + step.incident;
    for (const auto& meeting : word.meetings) out += " " + meeting.incident;
    out += "\n";
  }
  return out;
}

class StandingOrderTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::path(testing::TempDir()) / ("standing-order-" + std::to_string(::getpid()));
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  // Adds the documents in this order, `portion` at a time, brought up to date after each.
  std::string told(const std::vector<Document>& documents, std::size_t portion) {
    const fs::path path = folder_ / ("ledger" + std::to_string(++ledgers_) + ".db");
    auto store = open_ledger(path.string(), Access::write);
    EXPECT_TRUE(store.ok());
    for (std::size_t at = 0; at < documents.size(); at += portion) {
      std::vector<const Document*> batch;
      for (std::size_t i = at; i < std::min(documents.size(), at + portion); ++i)
        batch.push_back(&documents[i]);
      EXPECT_TRUE((*store)->add(batch).ok());
      EXPECT_TRUE((*store)->standings().bring_up_to_date(kData).ok());
    }
    EXPECT_EQ(*(*store)->standings().behind(), 0U);
    return everything((*store)->standings());
  }

  fs::path folder_;
  int ledgers_ = 0;
};

TEST_F(StandingOrderTest, OrderAndPortionsDoNotMatter) {
  // A small war, so that acts come near one another.
  const GeneratedWorld world{.documents = 240, .parties = 4, .towns = 12, .days = 60, .words = 40};
  std::vector<Document> documents;
  for (std::uint64_t i = 0; i < world.documents; ++i) documents.push_back(generated_document(i, world));
  const std::string expected = told(documents, documents.size());
  EXPECT_GT(std::count(expected.begin(), expected.end(), '\n'), 300);
  std::mt19937 random{7};
  for (const std::size_t portion : {std::size_t{7}, std::size_t{50}, documents.size()}) {
    std::shuffle(documents.begin(), documents.end(), random);
    EXPECT_EQ(told(documents, portion), expected) << portion;
  }
  std::reverse(documents.begin(), documents.end());
  EXPECT_EQ(told(documents, 31), expected);
}

}  // namespace
}  // namespace avow::store
