// The record types of every layer a stage writes into a Document (design: record form, gold codebook).
// Indices point into the Document's vectors; -1 (kNone) is "none". Names follow the field: attribution
// has source, cue and content (PARC3, PolNeAR); functions are speech acts (Searle classes); event types
// are PLOVER v2; factuality is FactBank's scale plus FUT (gold codebook, section 2).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "avow/base/date.hpp"
#include "avow/base/error_code.hpp"
#include "avow/document/span.hpp"
#include "avow/document/ud.hpp"

namespace avow {

using Index = std::int32_t;
inline constexpr Index kNone = -1;
using TokenIndex = Index;       // into Document::tokens
using SentenceIndex = Index;    // into Document::sentences
using ActorIndex = Index;       // into Document::actors
using MentionIndex = Index;     // into Document::mentions
using PlaceIndex = Index;       // into Document::places
using TimeIndex = Index;        // into Document::times
using StatementIndex = Index;   // into Document::statements
using EventIndex = Index;       // into Document::events
using ObligationIndex = Index;  // into Document::obligations

// [first, last): half-open, in tokens of the document.
struct TokenRange {
  TokenIndex first = 0;
  TokenIndex last = 0;
  auto operator<=>(const TokenRange&) const = default;
  [[nodiscard]] bool empty() const { return first >= last; }
  [[nodiscard]] Index size() const { return last - first; }
  [[nodiscard]] bool contains(TokenIndex token) const { return token >= first && token < last; }
};

// Something noticed about a document that lost nothing: the run goes on and counts it.
struct Diagnostic {
  ErrorCode code = ErrorCode::internal;
  std::string message;
  Span span;
};

// ---- text/ and syntax/

struct Token {
  Span span;
  std::string lemma;            // syntax/
  std::string feats;            // UD FEATS, "Number=Sing|..." or ""; syntax/
  std::uint8_t xpos = 0;        // index into kXposNames (document/xpos.hpp); syntax/
  Upos upos = Upos::X;          // syntax/
  Deprel deprel = Deprel::dep;  // syntax/
  TokenIndex head = kNone;      // document-wide; kNone for the root of its sentence; syntax/
  SentenceIndex sentence = 0;
  bool space_after = true;      // white space follows in the text
  bool joined_to_next = false;  // this and the next token are one word in the text ("do" "n't", "can" "not")
};

struct Sentence {
  Span span;
  TokenRange tokens;
  std::int32_t paragraph = 0;  // 0, 1, ... in order
  bool headline = false;       // a title, heading or dateline-only line, not prose
};

// ---- names/

enum class EntityType : std::uint8_t {
  person,
  location,
  facility,
  organization,
  norp,
  date,
  money,
  product,
  misc
};

// A named entity found by the tagger (types as in en-worldwide-newswire).
struct Entity {
  TokenRange tokens;
  EntityType type = EntityType::misc;
  float confidence = 0;
};

enum class MentionKind : std::uint8_t { name, nominal, pronoun };

// One noun phrase (or pronoun) that names or describes somebody or something. Every nominal head in the
// document (NOUN, PROPN, PRON, nominal NUM/ADJ/DET) has one mention, so that higher stages can always ask
// who a token is: Document::mention_of(token).
struct Mention {
  Span span;  // the noun phrase without relative clauses and appositions
  TokenRange tokens;
  TokenIndex head = kNone;
  MentionKind kind = MentionKind::nominal;
  ActorIndex actor = kNone;  // its chain
  float confidence = 0;      // of the link to the chain
  std::string rule;  // why it joined that chain: "registry-alias", "name-variant", "pronoun-gender" ...
};

enum class ActorKind : std::uint8_t {
  unknown,
  government,
  military,
  police,
  armed_group,
  party,
  international_organisation,
  ngo,
  media,
  company,
  civilians,
  person
};

enum class Gender : std::uint8_t { unknown, female, male, neuter, plural };

// Who a chain of mentions is, as of the document's date.
struct Actor {
  std::string id;    // registry id ("TLB", "USAGOV") or "new:<document-local number>"
  std::string name;  // best name: the registry's, else the fullest named mention, else the description
  std::vector<std::string> aliases;  // other names used in this text, best first
  ActorKind kind = ActorKind::unknown;
  std::string country;  // ISO 3166 alpha-3 or ""
  std::string code;     // CAMEO/PLOVER actor code ("AFGREBTAL", "USAGOV") or ""
  bool in_registry = false;
  std::optional<Date> valid_on;  // the date the registry was asked about
  Gender gender = Gender::unknown;
  bool plural = false;
  // The party it belongs to or speaks for: its office, forces' owner, state ("US State Department
  // spokesperson" -> USAGOV); registry id, display name. Empty when it stands for itself.
  std::string side_id;
  std::string side_name;
  std::string role;  // "spokesperson", "foreign minister", "fighters": the description's head, or ""
  std::vector<ActorIndex> members;  // "Germany and France": the two; empty for a single actor
  std::vector<MentionIndex> mentions;
};

enum class PlacePrecision : std::uint8_t { unknown, country, region, district, city, site };

struct Place {
  std::string id;
  std::string name;                           // as the text gives it
  std::optional<double> latitude, longitude;  // WGS 84 degrees; none when only the country is known
  std::string country;                        // ISO 3166 alpha-3; "" when unknown or disputed
  std::vector<std::string> claims;            // of a disputed place: codes of all who claim it, in order
  std::string admin1;
  std::string kind;  // GeoNames feature code or "region"
  PlacePrecision precision = PlacePrecision::unknown;
  std::int64_t geonames = 0;  // 0: none
  std::vector<Span> mentions;
  std::vector<TokenRange> mention_tokens;
  float confidence = 0;
  std::string rule;
};

struct Time {
  std::string type;                // TIMEX3: DATE, TIME, DURATION, SET
  std::string value;               // TIMEX3 value, "" when it stays unresolved
  std::optional<Date> start, end;  // both days included
  std::string precision;           // day, week, month, quarter, season, year, decade, fuzzy, unresolved
  Span span;
  TokenRange tokens;
  std::string rule;
};

// ---- speech/

enum class QuoteKind : std::uint8_t { direct, mixed, indirect };
enum class SpeechClass : std::uint8_t { assertive, directive, commissive, expressive };
enum class SpeechFunction : std::uint8_t {
  assertion,
  accusation,
  denial,
  acknowledgement,
  commitment,
  threat,
  refusal,
  demand,
  condemnation,
  endorsement,
  condolence,
  condition
};
// HURIDOCS micro-thesaurus 28, folded.
enum class DenialType : std::uint8_t {
  denies_act,
  denies_responsibility,
  explains_otherwise,
  acknowledges_without_responsibility,
  report_false
};

// One attribution (source, cue, content) with what its words do.
struct Statement {
  std::string id;  // "s1", "s2", ... in order of appearance
  ActorIndex speaker = kNone;
  Span speaker_span;  // empty when the text gives none
  ActorIndex on_behalf = kNone;
  std::string on_behalf_name;  // set even when no actor row stands for it ("United States")
  std::vector<Span> cue;
  TokenIndex cue_head = kNone;
  std::vector<Span> content;  // several when interrupted
  std::vector<TokenRange> content_tokens;
  TokenIndex content_head = kNone;  // syntactic head of the content, where it is a clause
  QuoteKind quote = QuoteKind::indirect;
  SpeechFunction function = SpeechFunction::assertion;
  ActorIndex target = kNone;
  Span target_span;
  std::optional<DenialType> denial_type;
  StatementIndex within = kNone;
  bool own_voice = false;  // a performative of an organisation's own text
  std::string rule;
  float confidence = 0;
  std::string trace;  // how it was read, for `avow explain`
};

[[nodiscard]] SpeechClass class_of(SpeechFunction function);

// ---- events/

enum class EventType : std::uint8_t {
  ASSAULT,
  COERCE,
  MOBILIZE,
  PROTEST,
  SANCTION,
  AID,
  COOPERATE,
  CONSULT,
  RETREAT,
  CONCEDE,
  SUPPORT,
  INVESTIGATE,
  OTHER,
  // By words; only for --format plover, never in Document::events.
  ACCUSE,
  REQUEST,
  REJECT,
  THREATEN,
  AGREE
};

// FactBank: CT+ certain, PR+ probable, PS+ possible, CT- counterfactual; FUT planned, promised, demanded.
enum class Factuality : std::uint8_t { CT_plus, PR_plus, PS_plus, CT_minus, FUT };

// Numbers of people; high is none for open ended ("dozens" has low 24 and no high).
struct Count {
  std::int64_t low = 0;
  std::optional<std::int64_t> high;
};

struct Event {
  std::string id;  // "e1", ...
  Span trigger;
  TokenIndex trigger_head = kNone;
  EventType type = EventType::OTHER;
  std::string mode;   // PLOVER mode or ""
  std::string cameo;  // CAMEO code or ""
  std::vector<std::string> contexts;
  ActorIndex actor = kNone;
  Span actor_span;
  ActorIndex recipient = kNone;
  Span recipient_span;
  PlaceIndex place = kNone;
  Span place_span;
  TimeIndex time = kNone;
  Factuality factuality = Factuality::CT_plus;
  StatementIndex according_to = kNone;
  bool aggregate = false;
  bool background = false;  // history, not today's news
  std::optional<Count> killed, injured;
  std::vector<Span> other_mentions;  // of the same act in this text
  std::string rule;                  // frame id
  float confidence = 0;
  std::string trace;
};

enum class ObligationKind : std::uint8_t { commitment, demand, condition };
enum class Polarity : std::uint8_t { to_do, refrain };

struct Obligation {
  std::string id;  // "o1", ...
  ObligationKind kind = ObligationKind::commitment;
  StatementIndex statement = kNone;
  ActorIndex party = kNone;
  Span party_span;
  Span conduct;
  TokenIndex conduct_head = kNone;
  EventType type = EventType::OTHER;
  Polarity polarity = Polarity::to_do;
  ActorIndex beneficiary = kNone;
  Span beneficiary_span;
  Span at_stake;
  TimeIndex deadline = kNone;
  std::string rule;
  float confidence = 0;
  std::string trace;
};

// ---- ledger/

enum class Relation : std::uint8_t { contradicts, fulfils };
enum class Scope : std::uint8_t { same, narrower, wider, overlapping, unclear };

// A word and a deed that meet. The word is an obligation, or a statement that denies (then obligation is
// kNone).
struct Finding {
  std::string id;  // "f1", ...
  ObligationIndex obligation = kNone;
  StatementIndex denial = kNone;
  EventIndex deed = kNone;
  Relation relation = Relation::contradicts;
  Scope scope = Scope::unclear;
  std::string why;  // one sentence for a reader
  std::string rule;
  float confidence = 0;
};

// ---- names of the enumerators, as the record and the codebook spell them

[[nodiscard]] std::string_view to_string(EntityType value);
[[nodiscard]] std::string_view to_string(MentionKind value);
[[nodiscard]] std::string_view to_string(ActorKind value);
[[nodiscard]] std::string_view to_string(PlacePrecision value);
[[nodiscard]] std::string_view to_string(QuoteKind value);
[[nodiscard]] std::string_view to_string(SpeechClass value);
[[nodiscard]] std::string_view to_string(SpeechFunction value);
[[nodiscard]] std::string_view to_string(DenialType value);
[[nodiscard]] std::string_view to_string(EventType value);
[[nodiscard]] std::string_view to_string(Factuality value);
[[nodiscard]] std::string_view to_string(ObligationKind value);
[[nodiscard]] std::string_view to_string(Polarity value);
[[nodiscard]] std::string_view to_string(Relation value);
[[nodiscard]] std::string_view to_string(Scope value);

// The reverse, for tables; nullopt for an unknown word.
[[nodiscard]] std::optional<EntityType> parse_entity_type(std::string_view text);
[[nodiscard]] std::optional<ActorKind> parse_actor_kind(std::string_view text);
[[nodiscard]] std::optional<SpeechFunction> parse_speech_function(std::string_view text);
[[nodiscard]] std::optional<DenialType> parse_denial_type(std::string_view text);
[[nodiscard]] std::optional<EventType> parse_event_type(std::string_view text);
[[nodiscard]] std::optional<Factuality> parse_factuality(std::string_view text);

}  // namespace avow
