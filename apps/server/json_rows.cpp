#include "json_rows.hpp"

#include <cmath>

namespace avow::server {
namespace {

Json confidence_json(double value) {
  return std::round(value * 1000.0) / 1000.0;
}

Json place_json(const std::optional<Place>& place) {
  if (!place) return nullptr;
  // A country's middle is no place on a map.
  const bool point = place->latitude && place->longitude && place->precision != PlacePrecision::country;
  return {{"name", place->name},
          {"latitude", point ? Json(*place->latitude) : Json(nullptr)},
          {"longitude", point ? Json(*place->longitude) : Json(nullptr)},
          {"country", text_or_null(place->country)},
          {"precision", to_string(place->precision)}};
}

// The members that every row has: before and after those of its kind.
Json party_of(const ledger::ListedRow& row) {
  return party_json(row.row.party_key, row.row.party);
}

void add_source(Json& out, const ledger::ListedRow& row, const View& view) {
  out["text"] = row.row.text;
  out["sentence"] = row.row.sentence;
  out["document"] = document_ref(row, view.withhold);
  out["rule"] = row.row.rule;
  out["confidence"] = confidence_json(row.row.confidence);
  out["decision"] = decision_json(reviews_of(view, row.row.id));
  out["redacted"] = row.withheld;
}

bool stands(const ledger::Review& review) {
  return !review.withdrawn && review.verdict != ledger::Verdict::withdraw;
}

bool judges(const ledger::Review& review) {
  return stands(review) &&
         (review.verdict == ledger::Verdict::accept || review.verdict == ledger::Verdict::reject);
}

}  // namespace

Json text_or_null(const std::string& text) {
  return text.empty() ? Json(nullptr) : Json(text);
}

Json date_or_null(const std::optional<Date>& date) {
  return date ? Json(date->to_string()) : Json(nullptr);
}

Json count_json(const std::optional<Count>& count) {
  if (!count) return nullptr;
  return {{"low", count->low}, {"high", count->high ? Json(*count->high) : Json(nullptr)}};
}

Json party_json(const std::string& key, const std::string& name) {
  if (key.empty()) return nullptr;
  return {{"key", key}, {"name", name}};
}

Json document_ref(const std::string& id, const std::string& title, const std::string& publisher,
                  const std::string& published, const std::string& uri, bool withhold) {
  return {{"id", id},
          {"short", ledger::short_id(id)},
          // Headlines name people and are in no layer that knows whom.
          {"title", withhold ? Json(nullptr) : text_or_null(title)},
          {"publisher", text_or_null(publisher)},
          {"published", text_or_null(published)},
          {"uri", withhold ? Json(nullptr) : text_or_null(uri)}};
}

Json document_ref(const ledger::ListedRow& row, bool withhold) {
  return document_ref(row.row.document, row.title, row.row.publisher, row.published, row.row.uri, withhold);
}

Json document_ref(const ledger::ListedDocument& document, bool withhold) {
  return document_ref(document.id, document.title, document.publisher, document.published, document.uri,
                      withhold);
}

Json document_ref(const ledger::Origin& origin, bool withhold) {
  return document_ref(origin.document, origin.title, origin.publisher, origin.published, origin.uri,
                      withhold);
}

Json document_json(const ledger::ListedDocument& document, bool withhold) {
  return {{"document", document_ref(document, withhold)},
          {"language", document.language},
          {"statements", document.statements},
          {"events", document.events},
          {"obligations", document.obligations},
          {"findings", document.findings},
          {"diagnostics", document.diagnostics}};
}

Json review_json(const ledger::Review& review) {
  Json fields = Json::object();
  if (!review.field.empty())
    fields[review.field] = review.value_name.empty() ? review.value : review.value_name;
  return {{"id", review.entry},
          {"row", review.row.empty() ? review.first_row : review.row},
          {"verdict", to_string(review.verdict)},
          {"reason", review.reason},
          {"fields", std::move(fields)},
          {"who", review.reviewer},
          {"at", review.at},
          {"undone", review.withdrawn},
          {"undoes", review.withdraws == 0 ? Json(nullptr) : Json(review.withdraws)}};
}

const std::vector<ledger::Review>& reviews_of(const View& view, std::string_view row) {
  static const std::vector<ledger::Review> kNone;
  if (view.decisions == nullptr) return kNone;
  const auto found = view.decisions->find(row);
  return found == view.decisions->end() ? kNone : found->second;
}

std::optional<ledger::Verdict> verdict_of(const std::vector<ledger::Review>& reviews) {
  std::optional<ledger::Verdict> verdict;
  for (const ledger::Review& review : reviews) {
    if (judges(review)) verdict = review.verdict;
  }
  return verdict;
}

std::string agreement_of(const std::vector<ledger::Review>& reviews) {
  std::map<std::string, ledger::Verdict> last;
  for (const ledger::Review& review : reviews) {
    if (judges(review)) last[review.reviewer] = review.verdict;
  }
  if (last.size() < 2) return last.empty() ? "" : "one";
  const ledger::Verdict first = last.begin()->second;
  for (const auto& [who, verdict] : last) {
    if (verdict != first) return "differ";
  }
  return "agree";
}

Json decision_json(const std::vector<ledger::Review>& reviews) {
  std::int64_t standing = 0;
  std::optional<ledger::Verdict> verdict = verdict_of(reviews);
  for (const ledger::Review& review : reviews) {
    if (!stands(review)) continue;
    ++standing;
    if (!verdict || review.verdict == ledger::Verdict::amend) {
      if (!verdict_of(reviews)) verdict = review.verdict;
    }
  }
  return {{"verdict", verdict ? Json(to_string(*verdict)) : Json(nullptr)},
          {"reviews", standing},
          {"agreement", text_or_null(agreement_of(reviews))}};
}

Json history_json(const std::vector<ledger::Review>& reviews) {
  Json out = Json::array();
  for (const ledger::Review& review : reviews) out.push_back(review_json(review));
  return out;
}

Json statement_json(const ledger::ListedRow& row, const View& view) {
  Json out = {{"id", row.row.id},
              {"kind", row.function},
              {"party", party_of(row)},
              {"date", text_or_null(row.row.date)},
              {"speaker", text_or_null(row.row.actor)},
              {"target", text_or_null(row.row.other)},
              {"said_by", text_or_null(row.row.said_by)}};
  add_source(out, row, view);
  return out;
}

Json obligation_json(const ledger::ListedRow& row, const std::string& status, const View& view) {
  Json out = {{"id", row.row.id},
              {"kind", row.row.kind},
              {"party", party_of(row)},
              {"date", text_or_null(row.row.date)},
              {"who", text_or_null(row.row.actor)},
              {"beneficiary", text_or_null(row.row.other)},
              {"said_by", text_or_null(row.row.said_by)},
              {"polarity", row.row.polarity},
              {"type", row.row.type},
              {"status", text_or_null(status)}};
  add_source(out, row, view);
  return out;
}

Json event_json(const ledger::ListedRow& row, const View& view) {
  Json out = {{"id", row.row.id},
              {"type", row.row.type},
              {"party", party_of(row)},
              {"date", text_or_null(row.row.date)},
              {"actor", text_or_null(row.row.actor)},
              {"recipient", text_or_null(row.row.other)},
              {"place", place_json(row.place)},
              {"said_by", text_or_null(row.row.said_by)},
              {"factuality", row.row.factuality},
              {"aggregate", row.aggregate},
              {"incident", nullptr},
              {"killed", count_json(row.killed)},
              {"injured", count_json(row.injured)}};
  add_source(out, row, view);
  return out;
}

Json finding_json(const ledger::ListedRow& row, const View& view) {
  return {{"id", row.row.id},
          {"party", party_of(row)},
          {"date", text_or_null(row.row.date)},
          {"relation", row.row.relation},
          {"scope", row.scope},
          {"why", row.row.text},
          {"word", row.row.word},
          {"deed", row.row.deed},
          {"incident", nullptr},
          {"word_text", row.word_text},
          {"deed_text", row.deed_text},
          {"type", row.row.type},
          {"grade", nullptr},
          {"origins", 1},
          {"rule", row.row.rule},
          {"confidence", confidence_json(row.row.confidence)},
          {"document", document_ref(row, view.withhold)},
          {"decision", decision_json(reviews_of(view, row.row.id))},
          {"redacted", row.withheld}};
}

Json counts_json(const ledger::PartyTally& counts) {
  return {{"commitments", counts.commitments}, {"denials", counts.denials},
          {"demands", counts.demands},         {"conditions", counts.conditions},
          {"statements", counts.statements},   {"reports", counts.reports},
          {"incidents", counts.incidents},     {"allegations", counts.allegations},
          {"contradicts", counts.contradicts}, {"fulfils", counts.fulfils}};
}

Json months_json(const std::vector<ledger::PartyMonth>& months) {
  constexpr std::size_t kMostMonths = 120;
  Json out = Json::array();
  const std::size_t first = months.size() > kMostMonths ? months.size() - kMostMonths : 0;
  for (std::size_t i = first; i < months.size(); ++i) {
    const ledger::PartyMonth& month = months[i];
    out.push_back({{"month", month.month},
                   {"words", month.words},
                   {"reports", month.reports},
                   {"contradicting", month.contradicts},
                   {"corroborated", month.corroborated}});
  }
  return out;
}

Json page_json(Json items, const std::string& next, const std::optional<std::int64_t>& total) {
  return {{"items", std::move(items)},
          {"next", text_or_null(next)},
          {"total", total ? Json(*total) : Json(nullptr)}};
}

}  // namespace avow::server
