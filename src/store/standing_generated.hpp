// Documents of an invented war, made by number: acts in towns on days, each told by several outlets in words
// of their own or as copies, promises, demands and denials. For tests and measures of standing.
//
//   Document document = generated_document(7, {.documents = 1000});
//
// The same for the same number and world.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>

#include "avow/base/hash.hpp"
#include "avow/document/document.hpp"

namespace avow::store {

struct GeneratedWorld {
  std::uint64_t documents = 1000;  // act numbers are spread so that an act has about three
  std::uint64_t parties = 40, towns = 300, days = 1500;
  std::uint64_t words = 80;  // of filling text a document
};

// SplitMix64.
class GeneratedNumbers {
 public:
  explicit GeneratedNumbers(std::uint64_t seed) : state_(seed * 0x9E3779B97F4A7C15ULL + 1) {}
  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9E3779B97F4A7C15ULL);
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31U);
  }
  std::uint64_t below(std::uint64_t limit) { return next() % limit; }
  bool one_in(std::uint64_t n) { return below(n) == 0; }
  std::string word() {
    static constexpr std::string_view kSyllables[] = {"ba", "ro", "ti",  "ne",  "sul", "ka",  "mor", "vel",
                                                      "da", "li", "pre", "gun", "to",  "ash", "wi",  "en"};
    std::string out;
    for (std::uint64_t i = 2 + below(3); i > 0; --i) out += kSyllables[below(std::size(kSyllables))];
    return out;
  }

 private:
  std::uint64_t state_;
};

struct GeneratedAct {
  std::uint64_t party = 0, town = 0, killed = 0;
  Date day;
  bool arrest = false;
};

inline GeneratedAct generated_act(std::uint64_t number, const GeneratedWorld& world) {
  GeneratedNumbers numbers{number + 1000};
  GeneratedAct act;
  // A few parties and towns have most of the war.
  act.party = std::min(numbers.below(world.parties), numbers.below(world.parties));
  act.town = std::min(numbers.below(world.towns), numbers.below(world.towns));
  act.killed = 1 + numbers.below(30);
  act.day = Date::from_days(Date{2031, 1, 1}.days_since_epoch() +
                            static_cast<std::int64_t>(numbers.below(world.days)));
  act.arrest = numbers.one_in(4);
  return act;
}

class GeneratedText {
 public:
  explicit GeneratedText(Document& document) : document_(document) {}
  // Adds words and gives where they stand.
  Span add(const std::string& words) {
    const auto first = static_cast<std::uint32_t>(document_.text.size());
    document_.text += words;
    return {first, static_cast<std::uint32_t>(document_.text.size())};
  }
  void end_sentence() {
    document_.text += ".";
    Sentence sentence;
    sentence.span = {start_, static_cast<std::uint32_t>(document_.text.size())};
    document_.sentences.push_back(sentence);
    document_.text += " ";
    start_ = static_cast<std::uint32_t>(document_.text.size());
  }

 private:
  Document& document_;
  std::uint32_t start_ = 0;
};

inline ActorIndex generated_actor(Document& document, std::string id, std::string name) {
  Actor actor;
  actor.in_registry = !id.starts_with("new:");
  actor.id = std::move(id);
  actor.name = std::move(name);
  document.actors.push_back(std::move(actor));
  return static_cast<ActorIndex>(document.actors.size() - 1);
}

inline void add_generated_act(Document& document, GeneratedText& text, const GeneratedAct& act,
                              GeneratedNumbers& numbers) {
  const std::string party = "P" + std::to_string(act.party);
  const ActorIndex actor = generated_actor(document, party, "Party " + party);
  const ActorIndex hit = generated_actor(document, "new:" + std::to_string(document.actors.size()),
                                         numbers.one_in(2) ? "villagers" : "dockers");
  Place place;
  place.id = "p" + std::to_string(document.places.size() + 1);
  place.name = "Town" + std::to_string(act.town);
  const std::uint64_t row = act.town / 20;
  place.latitude = static_cast<double>(row) * 1.5;
  place.longitude = static_cast<double>(act.town % 20) * 1.5;
  place.country = "ORD";
  place.precision = PlacePrecision::city;
  document.places.push_back(place);
  Event deed;
  deed.id = "e" + std::to_string(document.events.size() + 1);
  deed.actor_span = text.add("Party " + party);
  text.add(" ");
  deed.trigger = text.add(act.arrest ? "arrested" : "killed");
  text.add(" ");
  deed.recipient_span = text.add(document.actors[hit].name);
  text.add(" in ");
  deed.place_span = text.add(place.name);
  text.add(" " + numbers.word() + " " + numbers.word());
  text.end_sentence();
  deed.type = act.arrest ? EventType::COERCE : EventType::ASSAULT;
  deed.rule = act.arrest ? "arrest" : "kill";
  deed.actor = actor;
  deed.recipient = hit;
  deed.place = static_cast<PlaceIndex>(document.places.size() - 1);
  if (!numbers.one_in(3)) {
    Time time;
    time.type = "DATE";
    time.start = time.end = act.day;
    deed.time = static_cast<TimeIndex>(document.times.size());
    document.times.push_back(time);
  }
  if (!act.arrest && !numbers.one_in(3)) {
    const auto killed = static_cast<std::int64_t>(act.killed + numbers.below(3));
    deed.killed = Count{killed, killed};
  }
  deed.aggregate = numbers.one_in(15);
  if (numbers.one_in(10)) {
    Statement denial;
    denial.id = "s" + std::to_string(document.statements.size() + 1);
    denial.speaker = actor;
    denial.function = SpeechFunction::denial;
    denial.cue = {deed.trigger};
    denial.content = {deed.recipient_span};
    deed.according_to = static_cast<StatementIndex>(document.statements.size());
    deed.factuality = Factuality::CT_minus;
    document.statements.push_back(denial);
  }
  document.events.push_back(deed);
}

inline void add_generated_word(Document& document, GeneratedText& text, std::uint64_t party_number,
                               bool demand) {
  const std::string party = "P" + std::to_string(party_number);
  const ActorIndex actor = generated_actor(document, party, "Party " + party);
  Statement said;
  said.id = "s" + std::to_string(document.statements.size() + 1);
  said.speaker = actor;
  said.function = demand ? SpeechFunction::demand : SpeechFunction::commitment;
  Obligation duty;
  duty.id = "o" + std::to_string(document.obligations.size() + 1);
  duty.kind = demand ? ObligationKind::demand : ObligationKind::commitment;
  duty.statement = static_cast<StatementIndex>(document.statements.size());
  duty.party = actor;
  text.add("Party " + party + " is not to ");
  duty.conduct = text.add("attack villagers");
  text.end_sentence();
  duty.type = EventType::ASSAULT;
  duty.polarity = Polarity::refrain;
  duty.rule = "said/kill";
  document.statements.push_back(said);
  document.obligations.push_back(duty);
}

inline Document generated_document(std::uint64_t number, const GeneratedWorld& world) {
  GeneratedNumbers numbers{number};
  const std::uint64_t acts = std::max<std::uint64_t>(1, world.documents / 3);
  // One document in eight copies another's text under a headline of its own.
  if (number > 0 && numbers.one_in(8)) {
    Document copy = generated_document(numbers.below(number), world);
    const std::string head = "Outlet copy " + std::to_string(number) + " ";
    copy.text = copy.text + head;
    copy.publisher = "Outlet " + std::to_string(numbers.below(60));
    copy.id = "sha256:" + sha256_hex(copy.text);
    return copy;
  }
  Document document;
  GeneratedText text{document};
  document.publisher = "Outlet " + std::to_string(numbers.below(60));
  const GeneratedAct first = generated_act(numbers.below(acts), world);
  document.published =
      Date::from_days(first.day.days_since_epoch() + static_cast<std::int64_t>(numbers.below(3)));
  add_generated_act(document, text, first, numbers);
  if (numbers.one_in(3))
    add_generated_act(document, text, generated_act(numbers.below(acts), world), numbers);
  if (numbers.one_in(4)) add_generated_word(document, text, numbers.below(world.parties), numbers.one_in(2));
  for (std::uint64_t i = 0; i < world.words; ++i) {
    text.add(numbers.word());
    if (i % 12 == 11)
      text.end_sentence();
    else
      text.add(" ");
  }
  document.text += "Number " + std::to_string(number);
  document.id = "sha256:" + sha256_hex(document.text);
  document.uri = "generated/" + std::to_string(number);
  return document;
}

}  // namespace avow::store
