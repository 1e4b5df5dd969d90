#include "store/packing.hpp"

#include <algorithm>

#include "avow/ledger/store.hpp"
#include "store/packing_values.hpp"

namespace avow::store {
namespace {

// The layout. Numbers of it are stored: what is here is never changed, only a next format may differ. The
// first named every mention of an actor and every row's id, which follow from where they stand.
constexpr char kFirstFormat = 1;
constexpr char kFormat = 2;

// Each field of all rows, then the next field of all rows.
template <typename Archive, typename Rows, typename... Fields>
void columns(Archive& archive, Rows& rows, Fields... fields) {
  const auto column = [&](auto field) {
    for (auto& row : rows) archive.value(row.*field);
  };
  (column(fields), ...);
}

// Ids that are a prefix and a number: of rows, one more than where they stand.
template <typename Archive, typename Rows>
void ids(Archive& archive, Rows& rows, std::string_view prefix) {
  if (archive.format() == kFirstFormat) {
    for (auto& row : rows) archive.value(row.id);
    return;
  }
  std::int64_t next = 1;
  for (auto& row : rows) archive.numbered(row.id, prefix, next);
}

// Mentions stand in the order of their actors.
template <typename Archive, typename Doc>
void mentions(Archive& archive, Doc& document) {
  if (archive.format() == kFirstFormat) {
    columns(archive, document.actors, &Actor::mentions);
    archive.count(document.mentions);
    columns(archive, document.mentions, &Mention::actor);
  } else {
    for (auto& actor : document.actors) archive.list_size(actor.mentions);
    archive.count(document.mentions);
    archive.link_mentions(document);
  }
  columns(archive, document.mentions, &Mention::span, &Mention::kind, &Mention::rule, &Mention::confidence);
}

template <typename Archive, typename Doc>
void actors(Archive& archive, Doc& document) {
  archive.count(document.actors);
  ids(archive, document.actors, "new:");
  columns(archive, document.actors, &Actor::name, &Actor::kind, &Actor::country, &Actor::code,
          &Actor::in_registry, &Actor::valid_on, &Actor::role, &Actor::side_id, &Actor::side_name,
          &Actor::members);
  mentions(archive, document);
}

template <typename Archive, typename Doc>
void places_and_times(Archive& archive, Doc& document) {
  archive.count(document.places);
  columns(archive, document.places, &Place::id, &Place::name, &Place::latitude, &Place::longitude,
          &Place::country, &Place::admin1, &Place::kind, &Place::precision, &Place::geonames,
          &Place::mentions, &Place::confidence, &Place::rule);
  archive.count(document.times);
  columns(archive, document.times, &Time::type, &Time::value, &Time::start, &Time::end, &Time::precision,
          &Time::span, &Time::rule);
}

template <typename Archive, typename Doc>
void statements(Archive& archive, Doc& document) {
  archive.count(document.statements);
  ids(archive, document.statements, "s");
  columns(archive, document.statements, &Statement::speaker, &Statement::speaker_span, &Statement::on_behalf,
          &Statement::on_behalf_name, &Statement::cue, &Statement::content, &Statement::quote,
          &Statement::function, &Statement::target, &Statement::target_span, &Statement::denial_type,
          &Statement::within, &Statement::own_voice, &Statement::rule, &Statement::confidence,
          &Statement::trace);
}

template <typename Archive, typename Doc>
void events(Archive& archive, Doc& document) {
  archive.count(document.events);
  ids(archive, document.events, "e");
  columns(archive, document.events, &Event::trigger, &Event::type, &Event::mode, &Event::cameo,
          &Event::contexts, &Event::actor, &Event::actor_span, &Event::recipient, &Event::recipient_span,
          &Event::place, &Event::place_span, &Event::time, &Event::factuality, &Event::according_to,
          &Event::aggregate, &Event::background, &Event::killed, &Event::injured, &Event::other_mentions,
          &Event::rule, &Event::confidence, &Event::trace);
}

template <typename Archive, typename Doc>
void obligations_and_findings(Archive& archive, Doc& document) {
  archive.count(document.obligations);
  ids(archive, document.obligations, "o");
  columns(archive, document.obligations, &Obligation::kind, &Obligation::statement, &Obligation::party,
          &Obligation::party_span, &Obligation::conduct, &Obligation::type, &Obligation::polarity,
          &Obligation::beneficiary, &Obligation::beneficiary_span, &Obligation::at_stake,
          &Obligation::deadline, &Obligation::rule, &Obligation::confidence, &Obligation::trace);
  archive.count(document.findings);
  ids(archive, document.findings, "f");
  columns(archive, document.findings, &Finding::obligation, &Finding::denial, &Finding::deed,
          &Finding::relation, &Finding::scope, &Finding::why, &Finding::rule, &Finding::confidence);
}

template <typename Archive, typename Doc>
void layers(Archive& archive, Doc& document) {
  archive.count(document.sentences);
  columns(archive, document.sentences, &Sentence::span, &Sentence::paragraph, &Sentence::headline);
  actors(archive, document);
  places_and_times(archive, document);
  statements(archive, document);
  events(archive, document);
  obligations_and_findings(archive, document);
}

// Whether every index and span points into the document.
class Bounds {
 public:
  explicit Bounds(const Document& document) : document_(document) {}

  [[nodiscard]] bool hold() {
    for (const Sentence& each : document_.sentences) span(each.span);
    for (const Actor& each : document_.actors) {
      for (const ActorIndex member : each.members) row(member, document_.actors);
      for (const MentionIndex mention : each.mentions) row(mention, document_.mentions);
    }
    for (const Mention& each : document_.mentions) row(each.actor, document_.actors), span(each.span);
    for (const Place& each : document_.places) spans(each.mentions);
    for (const Time& each : document_.times) span(each.span);
    for (const Statement& each : document_.statements) check(each);
    for (const Event& each : document_.events) check(each);
    for (const Obligation& each : document_.obligations) check(each);
    for (const Finding& each : document_.findings) {
      maybe(each.obligation, document_.obligations);
      maybe(each.denial, document_.statements);
      row(each.deed, document_.events);
      good_ = good_ && (each.obligation == kNone) != (each.denial == kNone);
    }
    return good_;
  }

 private:
  void check(const Statement& each) {
    for (const ActorIndex actor : {each.speaker, each.on_behalf, each.target}) maybe(actor, document_.actors);
    maybe(each.within, document_.statements);
    span(each.speaker_span), span(each.target_span), spans(each.cue), spans(each.content);
  }
  void check(const Event& each) {
    for (const ActorIndex actor : {each.actor, each.recipient}) maybe(actor, document_.actors);
    maybe(each.place, document_.places), maybe(each.time, document_.times);
    maybe(each.according_to, document_.statements);
    span(each.trigger), span(each.actor_span), span(each.recipient_span), span(each.place_span);
    spans(each.other_mentions);
  }
  void check(const Obligation& each) {
    for (const ActorIndex actor : {each.party, each.beneficiary}) maybe(actor, document_.actors);
    maybe(each.statement, document_.statements), maybe(each.deadline, document_.times);
    span(each.party_span), span(each.conduct), span(each.beneficiary_span), span(each.at_stake);
  }
  void span(Span span) { good_ = good_ && std::max(span.begin, span.end) <= document_.text.size(); }
  void spans(const std::vector<Span>& list) {
    for (const Span each : list) span(each);
  }
  template <typename Rows>
  void row(Index index, const Rows& rows) {
    good_ = good_ && index >= 0 && static_cast<std::size_t>(index) < rows.size();
  }
  template <typename Rows>
  void maybe(Index index, const Rows& rows) {
    if (index != kNone) row(index, rows);
  }

  const Document& document_;
  bool good_ = true;
};

void in_order(std::vector<Span>& spans) {
  std::stable_sort(spans.begin(), spans.end(), [](Span a, Span b) { return a.begin < b.begin; });
  spans.erase(std::unique(spans.begin(), spans.end(), [](Span a, Span b) { return a.begin == b.begin; }),
              spans.end());
}

// Actors that are kept, numbered anew, with their mentions.
void keep_actors(const Document& from, Document& to) {
  const std::vector<bool> wanted = ledger::wanted_actors(from);
  std::vector<ActorIndex> number(from.actors.size(), kNone);
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (!wanted[i]) continue;
    number[i] = static_cast<ActorIndex>(to.actors.size());
    to.actors.push_back(from.actors[i]);
  }
  for (Actor& actor : to.actors) {
    for (ActorIndex& member : actor.members) member = number[static_cast<std::size_t>(member)];
    for (MentionIndex& index : actor.mentions) {
      to.mentions.push_back(from.mentions[static_cast<std::size_t>(index)]);
      to.mentions.back().actor = static_cast<ActorIndex>(&actor - to.actors.data());
      index = static_cast<MentionIndex>(to.mentions.size() - 1);
    }
  }
  const auto renumber = [&](ActorIndex& actor) {
    if (actor != kNone) actor = number[static_cast<std::size_t>(actor)];
  };
  for (Statement& row : to.statements) renumber(row.speaker), renumber(row.on_behalf), renumber(row.target);
  for (Event& row : to.events) renumber(row.actor), renumber(row.recipient);
  for (Obligation& row : to.obligations) renumber(row.party), renumber(row.beneficiary);
}

std::string packed(const Document& kept, char format) {
  Packer packer{format};
  layers(packer, kept);
  std::string out{format};
  put_number(out, kept.text.size());
  out += kept.text;
  packer.finish(out);
  return out;
}

}  // namespace

Document kept_part(const Document& document) {
  Document out;
  out.id = document.id;
  out.uri = document.uri;
  out.title = document.title;
  out.publisher = document.publisher;
  out.publisher_kind = document.publisher_kind;
  out.published = document.published;
  out.language = document.language;
  out.text = document.text;
  out.original_kept = document.original_kept;
  out.diagnostics = document.diagnostics;
  out.sentences = document.sentences;
  out.places = document.places;
  out.times = document.times;
  out.statements = document.statements;
  out.events = document.events;
  out.obligations = document.obligations;
  out.findings = document.findings;
  keep_actors(document, out);
  for (Place& place : out.places) in_order(place.mentions);
  for (Statement& row : out.statements) in_order(row.cue), in_order(row.content);
  for (Event& row : out.events) in_order(row.other_mentions);
  return out;
}

std::string pack(const Document& kept) {
  return packed(kept, kFormat);
}

std::string pack_as_at_first(const Document& kept) {
  return packed(kept, kFirstFormat);
}

std::optional<std::string_view> packed_text(std::string_view bytes) {
  if (bytes.empty() || (bytes.front() != kFormat && bytes.front() != kFirstFormat)) return std::nullopt;
  bytes.remove_prefix(1);
  const auto size = take_number(bytes);
  if (!size || *size > bytes.size()) return std::nullopt;
  return bytes.substr(0, *size);
}

std::optional<Document> unpack(std::string_view bytes) {
  const auto text = packed_text(bytes);
  if (!text) return std::nullopt;
  Document document;
  document.text = *text;
  Unpacker unpacker{bytes.front(),
                    bytes.substr(static_cast<std::size_t>(text->data() + text->size() - bytes.data()))};
  layers(unpacker, document);
  if (!unpacker.good() || !Bounds{document}.hold()) return std::nullopt;
  return document;
}

}  // namespace avow::store
