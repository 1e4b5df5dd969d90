#include "avow/pipeline/layer_dump.hpp"

#include <array>
#include <cstdio>

#include "avow/base/strings.hpp"
#include "avow/document/xpos.hpp"
#include "pipeline/dump_line.hpp"

namespace avow::pipeline {
namespace {

std::string quoted_span(const Document& document, Span span) {
  return span.empty() ? std::string{} : std::string{document.text_of(span)};
}

std::string joined_spans(const Document& document, const std::vector<Span>& spans) {
  std::string out;
  for (const Span span : spans) {
    if (!out.empty()) out += " ... ";
    out += document.text_of(span);
  }
  return out;
}

std::string actor_name(const Document& document, ActorIndex actor) {
  return actor == kNone ? std::string{} : document.actors[actor].name;
}

std::string count_text(const std::optional<Count>& count) {
  if (!count) return {};
  return std::to_string(count->low) + ".." + (count->high ? std::to_string(*count->high) : "");
}

template <typename Rows>
std::string id_of(const Rows& rows, Index index) {
  return index == kNone ? std::string{} : rows[index].id;
}

std::string dump_sentences(const Document& document) {
  std::string out;
  for (const Sentence& sentence : document.sentences) {
    DumpLine line{sentence.headline ? "headline" : "sentence"};
    line.word("p" + std::to_string(sentence.paragraph));
    line.quoted(document.text_of(sentence.span));
    out += line.finish();
  }
  return out;
}

// The tokens of a sentence in one row, parted by one space; a space inside a token shows as U+00B7.
std::string dump_tokens(const Document& document) {
  std::string out;
  for (const Sentence& sentence : document.sentences) {
    DumpLine line{"tokens"};
    for (TokenIndex i = sentence.tokens.first; i < sentence.tokens.last; ++i) {
      line.word(without_spaces(document.text_of(i)));
    }
    out += line.finish();
  }
  return out;
}

// One token a row: number in the sentence, form, lemma, UPOS, XPOS, head, relation; a row "sentence" before
// each tree.
std::string dump_syntax(const Document& document) {
  std::string out;
  for (const Sentence& sentence : document.sentences) {
    out += DumpLine{"sentence"}.quoted(document.text_of(sentence.span)).finish();
    for (TokenIndex i = sentence.tokens.first; i < sentence.tokens.last; ++i) {
      const Token& token = document.tokens[i];
      const TokenIndex head = token.head == kNone ? 0 : token.head - sentence.tokens.first + 1;
      DumpLine line{std::to_string(i - sentence.tokens.first + 1)};
      line.word(without_spaces(document.text_of(i))).word(without_spaces(token.lemma));
      line.word(to_string(token.upos)).word(xpos_name(token.xpos));
      line.word(std::to_string(head)).word(to_string(token.deprel));
      out += line.finish();
    }
  }
  return out;
}

std::string dump_entities(const Document& document) {
  std::string out;
  for (const Entity& entity : document.entities) {
    out +=
        DumpLine{to_string(entity.type)}.quoted(document.text_of(document.span_of(entity.tokens))).finish();
  }
  return out;
}

// Chains that are named, known, pronouns or more than one mention; lone descriptions would drown them.
bool worth_a_row(const Document& document, const Actor& actor) {
  if (actor.in_registry || actor.mentions.size() > 1 || !actor.members.empty()) return true;
  for (const MentionIndex mention : actor.mentions) {
    if (document.mentions[mention].kind != MentionKind::nominal) return true;
  }
  return false;
}

std::string dump_actors(const Document& document) {
  static constexpr std::array<std::string_view, 5> kGenders = {"", "female", "male", "neuter", "plural"};
  std::string out;
  for (const Actor& actor : document.actors) {
    if (!worth_a_row(document, actor)) continue;
    DumpLine line{"actor"};
    line.word(actor.in_registry ? actor.id : "new").quoted(actor.name).word(to_string(actor.kind));
    line.field("country", actor.country).field("code", actor.code).field("role", actor.role);
    line.field("side", actor.side_name).field("gender", kGenders[static_cast<std::size_t>(actor.gender)]);
    std::vector<std::string> members;
    for (const ActorIndex member : actor.members) members.push_back(document.actors[member].name);
    line.list("members", members);
    out += line.finish();
    for (const MentionIndex index : actor.mentions) {
      const Mention& mention = document.mentions[index];
      DumpLine row{"  mention"};
      row.quoted(document.text_of(mention.span)).word(to_string(mention.kind)).field("rule", mention.rule);
      out += row.finish();
    }
  }
  return out;
}

std::string dump_places(const Document& document) {
  std::string out;
  for (const Place& place : document.places) {
    DumpLine line{"place"};
    line.quoted(place.name).word(to_string(place.precision));
    line.field("country", place.country)
        .field("claims", join(place.claims, " "))
        .field("admin1", place.admin1);
    if (place.latitude && place.longitude) {
      std::array<char, 64> buffer{};
      std::snprintf(buffer.data(), buffer.size(), "%.2f,%.2f", *place.latitude, *place.longitude);
      line.field("at", buffer.data());
    }
    line.field("mentions", std::to_string(place.mentions.size()));
    out += line.finish();
  }
  return out;
}

std::string dump_times(const Document& document) {
  std::string out;
  for (const Time& time : document.times) {
    DumpLine line{"time"};
    line.quoted(document.text_of(time.span)).word(time.type).field("value", time.value);
    line.field("start", time.start ? time.start->to_string() : "");
    line.field("end", time.end ? time.end->to_string() : "").field("precision", time.precision);
    out += line.finish();
  }
  return out;
}

std::string dump_statements(const Document& document) {
  std::string out;
  for (const Statement& row : document.statements) {
    DumpLine line{row.id};
    line.word(to_string(row.function)).field("speaker", actor_name(document, row.speaker));
    line.field("said_by", quoted_span(document, row.speaker_span)).field("on_behalf", row.on_behalf_name);
    line.field("cue", joined_spans(document, row.cue)).field("quote", to_string(row.quote));
    line.field("content", joined_spans(document, row.content));
    line.field("target", row.target == kNone ? quoted_span(document, row.target_span)
                                             : actor_name(document, row.target));
    line.field("denial", row.denial_type ? to_string(*row.denial_type) : "");
    line.field("within", id_of(document.statements, row.within));
    line.field("own_voice", row.own_voice ? "yes" : "");
    out += line.finish();
  }
  return out;
}

std::string dump_events(const Document& document) {
  std::string out;
  for (const Event& row : document.events) {
    DumpLine line{row.id};
    line.word(to_string(row.type)).field("trigger", quoted_span(document, row.trigger));
    line.word(to_string(row.factuality)).field("mode", row.mode).field("cameo", row.cameo);
    line.field("actor", actor_name(document, row.actor))
        .field("recipient", actor_name(document, row.recipient));
    line.field("place",
               row.place == kNone ? quoted_span(document, row.place_span) : document.places[row.place].name);
    if (row.time != kNone) line.field("time", quoted_span(document, document.times[row.time].span));
    line.field("according_to", id_of(document.statements, row.according_to));
    line.field("aggregate", row.aggregate ? "yes" : "").field("background", row.background ? "yes" : "");
    line.field("killed", count_text(row.killed)).field("injured", count_text(row.injured));
    out += line.finish();
  }
  return out;
}

std::string dump_obligations(const Document& document) {
  std::string out;
  for (const Obligation& row : document.obligations) {
    DumpLine line{row.id};
    line.word(to_string(row.kind)).word(to_string(row.polarity)).word(to_string(row.type));
    line.field("statement", id_of(document.statements, row.statement));
    line.field("party", actor_name(document, row.party)).field("conduct", quoted_span(document, row.conduct));
    line.field("beneficiary", row.beneficiary == kNone ? quoted_span(document, row.beneficiary_span)
                                                       : actor_name(document, row.beneficiary));
    line.field("at_stake", quoted_span(document, row.at_stake));
    if (row.deadline != kNone)
      line.field("deadline", quoted_span(document, document.times[row.deadline].span));
    out += line.finish();
  }
  return out;
}

std::string dump_findings(const Document& document) {
  std::string out;
  for (const Finding& row : document.findings) {
    DumpLine line{row.id};
    line.word(to_string(row.relation));
    line.field("word", row.obligation != kNone ? id_of(document.obligations, row.obligation)
                                               : id_of(document.statements, row.denial));
    line.field("deed", id_of(document.events, row.deed)).field("scope", to_string(row.scope));
    line.field("why", row.why);
    out += line.finish();
  }
  return out;
}

struct Dump {
  std::string_view name;
  Layer until;  // the pipeline up to this layer fills it
  std::string (*write)(const Document& document);
};

// Stages of names/ may lean on one another, so each of their dumps asks for all three.
constexpr std::array<Dump, 11> kDumps = {{{"sentences", Layer::sentences, dump_sentences},
                                          {"tokens", Layer::sentences, dump_tokens},
                                          {"syntax", Layer::syntax, dump_syntax},
                                          {"entities", Layer::entities, dump_entities},
                                          {"actors", Layer::times, dump_actors},
                                          {"places", Layer::times, dump_places},
                                          {"times", Layer::times, dump_times},
                                          {"statements", Layer::statements, dump_statements},
                                          {"events", Layer::obligations, dump_events},
                                          {"obligations", Layer::obligations, dump_obligations},
                                          {"findings", Layer::findings, dump_findings}}};

const Dump* find_dump(std::string_view name) {
  for (const Dump& dump : kDumps) {
    if (dump.name == name) return &dump;
  }
  return nullptr;
}

}  // namespace

const std::vector<std::string_view>& dump_names() {
  static const std::vector<std::string_view> names = [] {
    std::vector<std::string_view> out;
    out.reserve(std::size(kDumps));
    for (const Dump& dump : kDumps) out.push_back(dump.name);
    return out;
  }();
  return names;
}

Result<Layer> layer_of_dump(std::string_view name) {
  const Dump* dump = find_dump(name);
  if (dump == nullptr) return Error{ErrorCode::usage, "no layer is called " + std::string{name}, ""};
  return dump->until;
}

std::string dump_layer(const Document& document, std::string_view name) {
  const Dump* dump = find_dump(name);
  return dump == nullptr ? std::string{} : dump->write(document);
}

}  // namespace avow::pipeline
