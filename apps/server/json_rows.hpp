// Rows of a ledger as the API shows them (docs/api/openapi.json, schemas). Pure functions.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "avow/ledger/listing.hpp"
#include "avow/ledger/review.hpp"
#include "avow/ledger/standing.hpp"
#include "routes.hpp"

namespace avow::server {

// What people judged, by row: of the whole ledger.
using Decisions = std::map<std::string, std::vector<ledger::Review>, std::less<>>;

struct View {
  bool withhold = false;
  const Decisions* decisions = nullptr;
};

[[nodiscard]] Json text_or_null(const std::string& text);
[[nodiscard]] Json date_or_null(const std::optional<Date>& date);
[[nodiscard]] Json count_json(const std::optional<Count>& count);
[[nodiscard]] Json party_json(const std::string& key, const std::string& name);
[[nodiscard]] Json document_ref(const std::string& id, const std::string& title, const std::string& publisher,
                                const std::string& published, const std::string& uri, bool withhold);
[[nodiscard]] Json document_ref(const ledger::ListedRow& row, bool withhold);
[[nodiscard]] Json document_ref(const ledger::ListedDocument& document, bool withhold);
[[nodiscard]] Json document_ref(const ledger::Origin& origin, bool withhold);
[[nodiscard]] Json document_json(const ledger::ListedDocument& document, bool withhold);

[[nodiscard]] Json review_json(const ledger::Review& review);
// Newest last; none for a row nobody judged.
[[nodiscard]] const std::vector<ledger::Review>& reviews_of(const View& view, std::string_view row);
[[nodiscard]] Json decision_json(const std::vector<ledger::Review>& reviews);
[[nodiscard]] Json history_json(const std::vector<ledger::Review>& reviews);
// "one", "agree", "differ" or "" of the verdicts that stand.
[[nodiscard]] std::string agreement_of(const std::vector<ledger::Review>& reviews);
[[nodiscard]] std::optional<ledger::Verdict> verdict_of(const std::vector<ledger::Review>& reviews);

[[nodiscard]] Json statement_json(const ledger::ListedRow& row, const View& view);
[[nodiscard]] Json obligation_json(const ledger::ListedRow& row, const std::string& status, const View& view);
[[nodiscard]] Json event_json(const ledger::ListedRow& row, const View& view);
[[nodiscard]] Json finding_json(const ledger::ListedRow& row, const View& view);

[[nodiscard]] Json counts_json(const ledger::PartyTally& counts);
[[nodiscard]] Json months_json(const std::vector<ledger::PartyMonth>& months);

// Takes private persons' names out of what documents together say.
void withhold(ledger::Store& store, ledger::Report& report);
void withhold(ledger::Store& store, ledger::Incident& incident);
void withhold(ledger::Store& store, ledger::WordStanding& word);

[[nodiscard]] Json incident_json(const ledger::Incident& incident, const View& view);
[[nodiscard]] Json report_json(const ledger::Report& report, const View& view);
// Reports by origin, copies folded.
[[nodiscard]] Json origins_json(const ledger::Incident& incident, const View& view);
[[nodiscard]] Json word_json(const ledger::WordStanding& word, const View& view);
// A word and an incident that meet, over documents: "3f2a9c1b:o1~5e90e116:i2".
[[nodiscard]] Json meeting_json(const ledger::WordStanding& word, const ledger::Incident& incident,
                                const ledger::Meeting& meeting, double confidence, const View& view);
[[nodiscard]] std::string meeting_id(const std::string& word, const std::string& incident);

[[nodiscard]] Json page_json(Json items, const std::string& next, const std::optional<std::int64_t>& total);

}  // namespace avow::server
