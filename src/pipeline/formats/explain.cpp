// `avow explain`: why a row is what it is (avow/pipeline/account.hpp).
#include <array>
#include <cstdio>

#include "avow/base/strings.hpp"
#include "avow/pipeline/account.hpp"
#include "pipeline/formats/highlight.hpp"
#include "pipeline/formats/names.hpp"
#include "pipeline/formats/wording.hpp"

namespace avow::pipeline {
namespace {

constexpr std::string_view kDeep = "                ";  // as wide as a label

std::string labelled(std::string_view label, std::string_view words, const AccountStyle& style) {
  std::string out = "  ";
  out += dim(label, style);
  out.append(kDeep.size() > label.size() + 2 ? kDeep.size() - label.size() - 2 : 1, ' ');
  return out + wrapped(words, kDeep, style) + "\n";
}

std::string span_words(const Document& document, Span span) {
  return "[" + std::to_string(span.begin) + ", " + std::to_string(span.end) + ") \"" +
         on_one_line(document.text_of(span)) + "\"";
}

std::string span_line(const Document& document, std::string_view label, Span span,
                      const AccountStyle& style) {
  return span.empty() ? std::string{} : labelled(label, span_words(document, span), style);
}

std::string rule_line(const std::string& rule, float confidence, const AccountStyle& style) {
  std::array<char, 32> number{};
  std::snprintf(number.data(), number.size(), "%.2f", static_cast<double>(confidence));
  return labelled("rule", (rule.empty() ? "(unnamed)" : rule) + ", confidence " + number.data(), style);
}

// What made a mention one of this actor's: the rule that joined it to an earlier one, or for the first,
// whether the registry knows the words ("new" is the rule's name in the record).
std::string mention_reason(const Actor& actor, const Mention& mention) {
  if (mention.rule.empty()) return {};
  if (mention.rule != "new") return " by " + mention.rule;
  if (!actor.in_registry) return ", the first";
  if (mention.kind == MentionKind::name) return ", the first: a name the registry knows";
  return ", the first: a description the registry can read";
}

// Who an actor is taken to be, and by which mentions.
std::string actor_line(const Document& document, std::string_view label, ActorIndex index,
                       const AccountStyle& style) {
  if (index == kNone) return {};
  const Actor& actor = document.actors[index];
  std::string words =
      actor.name + " (" + (actor.in_registry ? "registry: " + actor.id : "not in the registry");
  words += ", ";
  words += to_string(actor.kind);
  if (!actor.country.empty()) words += ", " + actor.country;
  if (!actor.code.empty()) words += ", " + actor.code;
  if (!actor.side_name.empty()) words += ", of " + actor.side_name;
  if (actor.valid_on) words += ", as of " + actor.valid_on->to_string();
  words += ")";
  for (const MentionIndex mention : actor.mentions) {
    const Mention& each = document.mentions[mention];
    words += "; \"" + on_one_line(document.text_of(each.span)) + "\" at " + std::to_string(each.span.begin);
    words += mention_reason(actor, each);
  }
  return labelled(label, words, style);
}

std::string sentence_lines(const Document& document, Span place, const std::vector<MarkedSpan>& marks,
                           const AccountStyle& style) {
  if (place.empty()) return {};
  return "  " + dim("sentence", style) + "\n" +
         highlighted(document, sentences_around(document, place), marks, kDeep, style) + "\n";
}

std::string trace_line(const std::string& trace, const AccountStyle& style) {
  return trace.empty() ? std::string{} : labelled("trace", trace, style);
}

template <typename Row>
std::string rests_on(const Document& document, std::string_view label, const Row& row,
                     const AccountStyle& style) {
  return labelled(label, row.id + "  " + describe(document, row), style);
}

template <typename Rows>
Index find_row(const Rows& rows, std::string_view id) {
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].id == id) return static_cast<Index>(i);
  }
  return kNone;
}

std::string title_line(const std::string& id, const std::string& words, const AccountStyle& style) {
  return bold(id, style) + "  " + wrapped(words, "      ", style) + "\n";
}

std::string from_line(const Document& document, const AccountStyle& style) {
  std::string words = document.uri;
  if (!document.publisher.empty()) words += ", " + document.publisher;
  if (document.published) words += ", " + document.published->to_string();
  return labelled("read from", words, style) + labelled("document", document.id, style);
}

std::string explain_statement(const Document& document, StatementIndex index, const AccountStyle& style) {
  const Statement& row = document.statements[index];
  const Span place = row.content.empty() ? (row.cue.empty() ? Span{} : row.cue.front()) : row.content.front();
  std::string out = title_line(row.id, describe(document, row), style) + from_line(document, style) +
                    sentence_lines(document, place, marks_of(row), style);
  out += span_line(document, "source", row.speaker_span, style);
  for (const Span span : row.cue) out += span_line(document, "cue", span, style);
  for (const Span span : row.content) out += span_line(document, "content", span, style);
  out += span_line(document, "target", row.target_span, style);
  std::string function{to_string(row.function)};
  function += ", ";
  function += to_string(class_of(row.function));
  if (row.denial_type) function += ", " + std::string{to_string(*row.denial_type)};
  function += ", quote ";
  function += to_string(row.quote);
  out += labelled("function", function, style) + rule_line(row.rule, row.confidence, style) +
         trace_line(row.trace, style) + actor_line(document, "speaker is", row.speaker, style) +
         actor_line(document, "on behalf of", row.on_behalf, style) +
         actor_line(document, "target is", row.target, style);
  if (row.within != kNone) out += rests_on(document, "stands within", document.statements[row.within], style);
  for (const Statement& each : document.statements) {
    if (each.within == index) out += rests_on(document, "holds", each, style);
  }
  for (const Event& each : document.events) {
    if (each.according_to == index) out += rests_on(document, "tells of", each, style);
  }
  for (const Obligation& each : document.obligations) {
    if (each.statement == index) out += rests_on(document, "makes", each, style);
  }
  for (const Finding& each : document.findings) {
    if (each.denial == index) out += rests_on(document, "leads to", each, style);
  }
  return out;
}

std::string explain_event(const Document& document, EventIndex index, const AccountStyle& style) {
  const Event& row = document.events[index];
  std::string out = title_line(row.id, describe(document, row), style) + from_line(document, style) +
                    sentence_lines(document, row.trigger, marks_of(row), style);
  out += span_line(document, "trigger", row.trigger, style) +
         span_line(document, "actor", row.actor_span, style) +
         span_line(document, "recipient", row.recipient_span, style) +
         span_line(document, "place", row.place_span, style);
  for (const Span span : row.other_mentions) out += span_line(document, "told again", span, style);
  std::string type{to_string(row.type)};
  if (!row.mode.empty()) type += ", mode " + row.mode;
  if (!row.cameo.empty()) type += ", CAMEO " + row.cameo;
  if (!row.contexts.empty()) type += ", context " + join(row.contexts, " ");
  type += ", factuality ";
  type += to_string(row.factuality);
  out += labelled("type", type, style) + rule_line(row.rule, row.confidence, style) +
         trace_line(row.trace, style) + actor_line(document, "actor is", row.actor, style) +
         actor_line(document, "recipient is", row.recipient, style);
  if (row.time != kNone) {
    const Time& time = document.times[row.time];
    out += labelled(
        "time", span_words(document, time.span) + " = " + (time.value.empty() ? "unresolved" : time.value),
        style);
  }
  if (row.according_to != kNone) {
    out += rests_on(document, "according to", document.statements[row.according_to], style);
  }
  for (const Finding& each : document.findings) {
    if (each.deed == index) out += rests_on(document, "leads to", each, style);
  }
  return out;
}

std::string explain_obligation(const Document& document, ObligationIndex index, const AccountStyle& style) {
  const Obligation& row = document.obligations[index];
  std::string out = title_line(row.id, describe(document, row), style) + from_line(document, style) +
                    sentence_lines(document, row.conduct, marks_of(row), style);
  out += span_line(document, "party", row.party_span, style) +
         span_line(document, "conduct", row.conduct, style) +
         span_line(document, "for whom", row.beneficiary_span, style) +
         span_line(document, "at stake", row.at_stake, style) + rule_line(row.rule, row.confidence, style) +
         trace_line(row.trace, style) + actor_line(document, "party is", row.party, style) +
         actor_line(document, "for whom is", row.beneficiary, style);
  for (StatementIndex at = row.statement; at != kNone; at = document.statements[at].within) {
    out +=
        rests_on(document, at == row.statement ? "said in" : "which is in", document.statements[at], style);
  }
  for (const Finding& each : document.findings) {
    if (each.obligation == index) out += rests_on(document, "leads to", each, style);
  }
  return out;
}

std::string explain_finding(const Document& document, Index index, const AccountStyle& style) {
  const Finding& row = document.findings[index];
  std::string out = title_line(row.id, describe(document, row), style) + from_line(document, style);
  out += labelled("why", row.why, style) + rule_line(row.rule, row.confidence, style);
  if (row.obligation != kNone) {
    const Obligation& word = document.obligations[row.obligation];
    out += rests_on(document, "the word", word, style) +
           sentence_lines(document, word.conduct, marks_of(word), style);
  } else if (row.denial != kNone) {
    const Statement& word = document.statements[row.denial];
    out += rests_on(document, "the word", word, style);
    if (!word.content.empty()) out += sentence_lines(document, word.content.front(), marks_of(word), style);
  }
  const Event& deed = document.events[row.deed];
  return out + rests_on(document, "the deed", deed, style) +
         sentence_lines(document, deed.trigger, marks_of(deed), style);
}

}  // namespace

Result<std::string> explain_row(const Document& document, std::string_view row, const AccountStyle& style) {
  if (const Index i = find_row(document.statements, row); i != kNone)
    return explain_statement(document, i, style);
  if (const Index i = find_row(document.events, row); i != kNone) return explain_event(document, i, style);
  if (const Index i = find_row(document.obligations, row); i != kNone)
    return explain_obligation(document, i, style);
  if (const Index i = find_row(document.findings, row); i != kNone)
    return explain_finding(document, i, style);
  return Error{ErrorCode::row_not_found, "the document has no such row",
               document.uri + " " + std::string{row}};
}

}  // namespace avow::pipeline
