#include "avow/document/layers.hpp"

#include <array>

namespace avow {
namespace {

// Enumerator names in the enumerators' order: one array serves both directions.
constexpr std::array<std::string_view, 9> kEntityTypes = {
    "person", "location", "facility", "organization", "norp", "date", "money", "product", "misc"};
constexpr std::array<std::string_view, 3> kMentionKinds = {"name", "nominal", "pronoun"};
constexpr std::array<std::string_view, 12> kActorKinds = {
    "unknown", "government", "military", "police",    "armed_group", "party", "international_organisation",
    "ngo",     "media",      "company",  "civilians", "person"};
constexpr std::array<std::string_view, 6> kPrecisions = {"unknown",  "country", "region",
                                                         "district", "city",    "site"};
constexpr std::array<std::string_view, 3> kQuoteKinds = {"direct", "mixed", "indirect"};
constexpr std::array<std::string_view, 4> kSpeechClasses = {"assertive", "directive", "commissive",
                                                            "expressive"};
constexpr std::array<std::string_view, 12> kSpeechFunctions = {
    "assertion", "accusation", "denial",       "acknowledgement", "commitment", "threat",
    "refusal",   "demand",     "condemnation", "endorsement",     "condolence", "condition"};
constexpr std::array<std::string_view, 5> kDenialTypes = {
    "denies_act", "denies_responsibility", "explains_otherwise", "acknowledges_without_responsibility",
    "report_false"};
constexpr std::array<std::string_view, 18> kEventTypes = {
    "ASSAULT", "COERCE",  "MOBILIZE",    "PROTEST", "SANCTION", "AID",     "COOPERATE", "CONSULT",  "RETREAT",
    "CONCEDE", "SUPPORT", "INVESTIGATE", "OTHER",   "ACCUSE",   "REQUEST", "REJECT",    "THREATEN", "AGREE"};
constexpr std::array<std::string_view, 5> kFactualities = {"CT+", "PR+", "PS+", "CT-", "FUT"};
constexpr std::array<std::string_view, 3> kObligationKinds = {"commitment", "demand", "condition"};
constexpr std::array<std::string_view, 2> kPolarities = {"do", "refrain"};
constexpr std::array<std::string_view, 2> kRelations = {"contradicts", "fulfils"};
constexpr std::array<std::string_view, 5> kScopes = {"same", "narrower", "wider", "overlapping", "unclear"};

template <typename Enum, std::size_t N>
std::optional<Enum> find(const std::array<std::string_view, N>& names, std::string_view text) {
  for (std::size_t i = 0; i < N; ++i) {
    if (names[i] == text) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

}  // namespace

std::string_view to_string(EntityType value) {
  return kEntityTypes[static_cast<std::size_t>(value)];
}
std::string_view to_string(MentionKind value) {
  return kMentionKinds[static_cast<std::size_t>(value)];
}
std::string_view to_string(ActorKind value) {
  return kActorKinds[static_cast<std::size_t>(value)];
}
std::string_view to_string(PlacePrecision value) {
  return kPrecisions[static_cast<std::size_t>(value)];
}
std::string_view to_string(QuoteKind value) {
  return kQuoteKinds[static_cast<std::size_t>(value)];
}
std::string_view to_string(SpeechClass value) {
  return kSpeechClasses[static_cast<std::size_t>(value)];
}
std::string_view to_string(SpeechFunction value) {
  return kSpeechFunctions[static_cast<std::size_t>(value)];
}
std::string_view to_string(DenialType value) {
  return kDenialTypes[static_cast<std::size_t>(value)];
}
std::string_view to_string(EventType value) {
  return kEventTypes[static_cast<std::size_t>(value)];
}
std::string_view to_string(Factuality value) {
  return kFactualities[static_cast<std::size_t>(value)];
}
std::string_view to_string(ObligationKind value) {
  return kObligationKinds[static_cast<std::size_t>(value)];
}
std::string_view to_string(Polarity value) {
  return kPolarities[static_cast<std::size_t>(value)];
}
std::string_view to_string(Relation value) {
  return kRelations[static_cast<std::size_t>(value)];
}
std::string_view to_string(Scope value) {
  return kScopes[static_cast<std::size_t>(value)];
}

std::optional<EntityType> parse_entity_type(std::string_view text) {
  return find<EntityType>(kEntityTypes, text);
}
std::optional<ActorKind> parse_actor_kind(std::string_view text) {
  return find<ActorKind>(kActorKinds, text);
}
std::optional<SpeechFunction> parse_speech_function(std::string_view text) {
  return find<SpeechFunction>(kSpeechFunctions, text);
}
std::optional<DenialType> parse_denial_type(std::string_view text) {
  return find<DenialType>(kDenialTypes, text);
}
std::optional<EventType> parse_event_type(std::string_view text) {
  return find<EventType>(kEventTypes, text);
}
std::optional<Factuality> parse_factuality(std::string_view text) {
  return find<Factuality>(kFactualities, text);
}

SpeechClass class_of(SpeechFunction function) {
  switch (function) {
    case SpeechFunction::assertion:
    case SpeechFunction::accusation:
    case SpeechFunction::denial:
    case SpeechFunction::acknowledgement:
      return SpeechClass::assertive;
    case SpeechFunction::commitment:
    case SpeechFunction::threat:
    case SpeechFunction::refusal:
      return SpeechClass::commissive;
    case SpeechFunction::demand:
    case SpeechFunction::condition:
      return SpeechClass::directive;
    case SpeechFunction::condemnation:
    case SpeechFunction::endorsement:
    case SpeechFunction::condolence:
      return SpeechClass::expressive;
  }
  return SpeechClass::assertive;
}

}  // namespace avow
