// A row in its paragraph: what is evidence for it, and through whom it is told.
#include <algorithm>

#include "handlers.hpp"

namespace avow::server {
namespace {

Json span_json(Span span) {
  return Json::array({span.begin, span.end});
}

Json spans_json(const std::vector<Span>& spans) {
  Json out = Json::array();
  for (const Span span : spans) out.push_back(span_json(span));
  return out;
}

struct Evidence {
  std::vector<std::pair<const char*, Span>> parts;
  StatementIndex told_in = kNone;
  void add(const char* part, Span span) {
    if (!span.empty()) parts.emplace_back(part, span);
  }
};

template <typename Rows>
Index index_of(const Rows& rows, const std::string& id) {
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].id == id) return static_cast<Index>(i);
  }
  return kNone;
}

Evidence of_statement(const Document& document, StatementIndex index) {
  const Statement& row = document.statements[index];
  Evidence out;
  for (const Span span : row.content) out.add("content", span);
  for (const Span span : row.cue) out.add("cue", span);
  out.add("party", row.speaker_span);
  out.add("target", row.target_span);
  out.told_in = index;
  return out;
}

Evidence of_obligation(const Document& document, const Obligation& row) {
  Evidence out;
  out.add("conduct", row.conduct);
  out.add("party", row.party_span);
  out.add("beneficiary", row.beneficiary_span);
  out.add("at_stake", row.at_stake);
  if (row.deadline != kNone) out.add("time", document.times[row.deadline].span);
  out.told_in = row.statement;
  return out;
}

Evidence of_event(const Document& document, const Event& row) {
  Evidence out;
  out.add("trigger", row.trigger);
  out.add("actor", row.actor_span);
  out.add("recipient", row.recipient_span);
  out.add("place", row.place_span);
  if (row.time != kNone) out.add("time", document.times[row.time].span);
  out.told_in = row.according_to;
  return out;
}

Evidence evidence_of(const Document& document, const std::string& row) {
  if (const Index at = index_of(document.statements, row); at != kNone) return of_statement(document, at);
  if (const Index at = index_of(document.obligations, row); at != kNone) {
    return of_obligation(document, document.obligations[at]);
  }
  if (const Index at = index_of(document.events, row); at != kNone)
    return of_event(document, document.events[at]);
  if (const Index at = index_of(document.findings, row); at != kNone) {
    return of_event(document, document.events[document.findings[at].deed]);
  }
  return {};
}

Json name_json(const Document& document, ActorIndex actor) {
  return actor == kNone ? Json(nullptr) : text_or_null(document.actors[actor].name);
}

// Outermost first.
Json chain_json(const Document& document, StatementIndex index) {
  const std::string prefix = ledger::short_id(document.id) + ":";
  std::vector<Json> links;
  for (std::size_t depth = 0; index != kNone && depth < document.statements.size(); ++depth) {
    const Statement& row = document.statements[index];
    Json behalf =
        row.on_behalf != kNone ? name_json(document, row.on_behalf) : text_or_null(row.on_behalf_name);
    Json speaker = name_json(document, row.speaker);
    if (speaker.is_null()) speaker = text_or_null(std::string{document.text_of(row.speaker_span)});
    links.push_back({{"statement", prefix + row.id},
                     {"speaker", std::move(speaker)},
                     {"on_behalf", std::move(behalf)},
                     {"function", to_string(row.function)},
                     {"cue", spans_json(row.cue)},
                     {"content", spans_json(row.content)},
                     {"own_voice", row.own_voice}});
    index = row.within;
  }
  std::reverse(links.begin(), links.end());
  return Json(links);
}

// The sentence that holds the first evidence, and its paragraph with the ones beside it.
struct Window {
  Span sentence, text;
};

Window window_of(const Document& document, std::uint32_t offset) {
  Window out{{0, 0}, {0, static_cast<std::uint32_t>(document.text.size())}};
  const Sentence* home = nullptr;
  for (const Sentence& sentence : document.sentences) {
    if (sentence.span.begin <= offset && offset < sentence.span.end) home = &sentence;
  }
  if (home == nullptr) return out;
  out.sentence = home->span;
  out.text = home->span;
  for (const Sentence& sentence : document.sentences) {
    const auto apart = sentence.paragraph - home->paragraph;
    if (apart < -1 || apart > 1) continue;
    out.text.begin = std::min(out.text.begin, sentence.span.begin);
    out.text.end = std::max(out.text.end, sentence.span.end);
  }
  return out;
}

}  // namespace

Result<Json> passage_json(const Document& document, const std::string& row, bool withhold) {
  const Evidence evidence = evidence_of(document, row);
  if (evidence.parts.empty()) return Error{ErrorCode::row_not_found, "", row};
  const Window window = window_of(document, evidence.parts.front().second.begin);
  Json parts = Json::array();
  for (const auto& [part, span] : evidence.parts)
    parts.push_back({{"part", part}, {"span", span_json(span)}});
  const std::string published = document.published ? document.published->to_string() : "";
  return Json{{"id", ledger::short_id(document.id) + ":" + row},
              {"document", document_ref(document.id, document.title, document.publisher, published,
                                        document.uri, withhold)},
              {"text", document.text_of(window.text)},
              {"offset", window.text.begin},
              {"sentence", span_json(window.sentence)},
              {"evidence", std::move(parts)},
              {"chain", chain_json(document, evidence.told_in)}};
}

}  // namespace avow::server
