#include "pipeline/formats/wording.hpp"

#include "pipeline/formats/names.hpp"

namespace avow::pipeline {
namespace {

constexpr std::size_t kUsualMarks = 8;

std::string or_somebody(const std::string& name, std::string_view instead) {
  return name.empty() ? std::string{instead} : name;
}

std::string_view factuality_words(Factuality factuality) {
  switch (factuality) {
    case Factuality::CT_plus:
      return "told as fact";
    case Factuality::PR_plus:
      return "told as probable";
    case Factuality::PS_plus:
      return "told as possible";
    case Factuality::CT_minus:
      return "told as not done";
    case Factuality::FUT:
      return "planned, promised or demanded";
  }
  return "";
}

std::string_view target_word(SpeechFunction function) {
  switch (function) {
    case SpeechFunction::accusation:
    case SpeechFunction::condemnation:
    case SpeechFunction::endorsement:
      return " of ";
    case SpeechFunction::demand:
    case SpeechFunction::condition:
      return " on ";
    default:
      return " to ";
  }
}

std::string when_words(const Document& document, TimeIndex index) {
  if (index == kNone) return {};
  const Time& time = document.times[index];
  if (!time.start) return on_one_line(document.text_of(time.span));
  std::string out = time.start->to_string();
  if (time.end && *time.end != *time.start) out += " to " + time.end->to_string();
  return out;
}

std::string count_words(const std::optional<Count>& count, std::string_view what) {
  if (!count) return {};
  std::string out = ", ";
  out += std::to_string(count->low);
  if (!count->high) {
    out += " or more";
  } else if (*count->high != count->low) {
    out += " to " + std::to_string(*count->high);
  }
  out += " ";
  out += what;
  return out;
}

void add_mark(std::vector<MarkedSpan>& marks, Span span, Mark mark) {
  if (!span.empty()) marks.push_back({span, mark});
}

}  // namespace

std::string describe(const Document& document, const Statement& row) {
  std::string out = or_somebody(name_of(document, row.speaker, row.speaker_span), "Somebody");
  const std::string behalf =
      row.on_behalf_name.empty() ? name_of(document, row.on_behalf, {}) : row.on_behalf_name;
  if (!behalf.empty() && behalf != out) out += ", for " + behalf;
  out += ": ";
  out += to_string(row.function);
  const std::string target = name_of(document, row.target, row.target_span);
  if (!target.empty()) {
    out += target_word(row.function);
    out += target;
  }
  if (row.within != kNone) out += ", as told in " + document.statements[row.within].id;
  if (row.own_voice) out += " (in the text's own voice)";
  return out;
}

std::string describe(const Document& document, const Obligation& row) {
  std::string out = or_somebody(name_of(document, row.party, row.party_span), "Nobody named");
  switch (row.kind) {
    case ObligationKind::commitment:
      out += row.polarity == Polarity::refrain ? ": commitment to refrain from " : ": commitment to do ";
      break;
    case ObligationKind::demand:
      out += row.polarity == Polarity::refrain ? ": asked to refrain from " : ": asked to do ";
      break;
    case ObligationKind::condition:
      out += row.polarity == Polarity::refrain ? ": on condition that it refrains from "
                                               : ": on condition that it does ";
      break;
  }
  out += to_string(row.type);
  const std::string gains = name_of(document, row.beneficiary, row.beneficiary_span);
  if (!gains.empty()) out += ", for " + gains;
  if (!row.at_stake.empty()) out += "; at stake: " + on_one_line(document.text_of(row.at_stake));
  const std::string deadline = when_words(document, row.deadline);
  if (!deadline.empty()) out += "; by " + deadline;
  if (row.statement != kNone) out += " (" + document.statements[row.statement].id + ")";
  return out;
}

std::string describe(const Document& document, const Event& row) {
  std::string out{to_string(row.type)};
  out += ": " + or_somebody(name_of(document, row.actor, row.actor_span), "somebody");
  const std::string recipient = name_of(document, row.recipient, row.recipient_span);
  if (!recipient.empty()) out += " -> " + recipient;
  const std::string place =
      row.place != kNone ? document.places[row.place].name : on_one_line(document.text_of(row.place_span));
  if (!place.empty()) out += ", in " + place;
  const std::string when = when_words(document, row.time);
  if (!when.empty()) out += ", " + when;
  out += count_words(row.killed, "killed") + count_words(row.injured, "injured");
  if (row.aggregate) out += ", a sum of acts";
  if (row.background) out += ", background";
  out += "; ";
  out += factuality_words(row.factuality);
  if (row.according_to != kNone) {
    const Statement& told = document.statements[row.according_to];
    out += " by " + or_somebody(name_of(document, told.speaker, told.speaker_span), "somebody") + " (" +
           told.id + ")";
  }
  return out;
}

std::string describe(const Document& document, const Finding& row) {
  std::string out = document.events[row.deed].id + " ";
  out += to_string(row.relation);
  out += " ";
  out += row.obligation != kNone ? document.obligations[row.obligation].id
         : row.denial != kNone   ? document.statements[row.denial].id
                                 : std::string{"?"};
  out += " (scope: ";
  out += to_string(row.scope);
  return out + ")";
}

std::vector<MarkedSpan> marks_of(const Statement& row) {
  std::vector<MarkedSpan> marks;
  marks.reserve(kUsualMarks);
  for (const Span span : row.cue) add_mark(marks, span, Mark::cue);
  add_mark(marks, row.speaker_span, Mark::speaker);
  for (const Span span : row.content) add_mark(marks, span, Mark::content);
  return marks;
}

std::vector<MarkedSpan> marks_of(const Obligation& row) {
  std::vector<MarkedSpan> marks;
  marks.reserve(kUsualMarks);
  add_mark(marks, row.party_span, Mark::actor);
  add_mark(marks, row.conduct, Mark::conduct);
  add_mark(marks, row.at_stake, Mark::content);
  return marks;
}

std::vector<MarkedSpan> marks_of(const Event& row) {
  std::vector<MarkedSpan> marks;
  marks.reserve(kUsualMarks);
  add_mark(marks, row.trigger, Mark::deed);
  add_mark(marks, row.actor_span, Mark::actor);
  add_mark(marks, row.recipient_span, Mark::actor);
  return marks;
}

}  // namespace avow::pipeline
