// ClaimReview (schema.org): a finding is a review of a claim only once a person accepted it.
#include "pipeline/export/json_shapes.hpp"

namespace avow::pipeline {
namespace {

struct Word {
  Span words;
  ActorIndex party = kNone;
  std::string id;
};

Word word_of(const Document& document, const Finding& finding) {
  if (finding.obligation != kNone) {
    const Obligation& row = document.obligations[finding.obligation];
    return {row.conduct, row.party, row.id};
  }
  const Statement& row = document.statements[finding.denial];
  return {row.content.empty() ? Span{} : row.content.front(), row.speaker, row.id};
}

OrderedJson review_json(const Document& document, const Finding& finding,
                        const ledger::Judgement& judgement) {
  const Word word = word_of(document, finding);
  OrderedJson claim = {{"@type", "Claim"}, {"identifier", "avow:" + ledger_id(document, word.id)}};
  if (word.party != kNone) {
    const Actor& party = document.actors[word.party];
    claim["author"] = {{"@type", party.kind == ActorKind::person ? "Person" : "Organization"},
                       {"name", party.name}};
  }
  if (document.published) claim["datePublished"] = document.published->to_string();
  claim["appearance"] = {{"@type", "CreativeWork"}, {"url", document.uri}};
  if (!document.publisher.empty())
    claim["appearance"]["publisher"] = {{"@type", "Organization"}, {"name", document.publisher}};
  return {{"@context", "https://schema.org"},
          {"@type", "ClaimReview"},
          {"identifier", "avow:" + ledger_id(document, finding.id)},
          {"claimReviewed", std::string{sentence_text(document, word.words)}},
          {"itemReviewed", claim},
          {"author", {{"@type", "Person"}, {"name", judgement.reviewer}}},
          {"datePublished", judgement.at.substr(0, 10)},
          {"reviewRating",
           {{"@type", "Rating"},
            {"alternateName", finding.relation == Relation::contradicts ? "Reported conduct contradicts it"
                                                                        : "Reported conduct fulfils it"},
            {"ratingExplanation", judgement.reason.empty() ? finding.why : judgement.reason}}},
          {"reviewBody", finding.why}};
}

class ClaimReviewExporter final : public JsonListExporter {
 public:
  ClaimReviewExporter() : JsonListExporter("claimreview.jsonld", "[", "\n]\n") {}

 protected:
  std::vector<OrderedJson> elements_of(const ExportItem& item) const override {
    std::vector<OrderedJson> out;
    for (const Finding& finding : item.document.findings) {
      const auto judged = item.judgements.find(finding.id);
      if (item.rejected.contains(finding.id) || judged == item.judgements.end()) continue;
      if (judged->second.verdict != ledger::Verdict::accept) continue;
      out.push_back(review_json(item.document, finding, judged->second));
    }
    return out;
  }
};

}  // namespace

MadeExporter make_claimreview_exporter(const std::filesystem::path&) {
  return std::unique_ptr<Exporter>{std::make_unique<ClaimReviewExporter>()};
}

}  // namespace avow::pipeline
