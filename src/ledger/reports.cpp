#include "ledger/reports.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include "avow/base/hash.hpp"
#include "avow/base/strings.hpp"

namespace avow::ledger {
namespace {

constexpr std::size_t kStemBytes = 5;
constexpr std::size_t kShortestWordBytes = 4;
// "In recent weeks" dates no act; "on Friday" and "last week" do.
constexpr std::int64_t kLongestActDays = 10;
// A dateline stands at the beginning.
constexpr std::size_t kDatelineBytes = 300;
constexpr std::size_t kLongestCreditBytes = 40;

std::string name_or_words(const Document& document, ActorIndex actor, Span span) {
  if (actor != kNone) return document.actors[actor].name;
  return std::string{document.text_of(span)};
}

std::string_view sentence_of(const Document& document, Span span) {
  const auto& list = document.sentences;
  const auto found = std::partition_point(list.begin(), list.end(),
                                          [&](const Sentence& each) { return each.span.end <= span.begin; });
  return found == list.end() ? std::string_view{} : document.text_of(found->span);
}

bool is_named(const Document& document, const Actor& actor) {
  return std::any_of(actor.mentions.begin(), actor.mentions.end(),
                     [&](MentionIndex index) { return document.mentions[index].kind == MentionKind::name; });
}

Named how_named(const Document& document, ActorIndex index) {
  if (index == kNone) return Named::nobody;
  const Actor& actor = document.actors[index];
  const bool side_registered = !actor.side_id.empty() && !actor.side_id.starts_with("new:");
  if (actor.in_registry || side_registered) return Named::registered;
  return is_named(document, actor) || !actor.side_name.empty() ? Named::named : Named::described;
}

Stance stance_of(const Document& document, const Event& event, Party& actor) {
  if (event.according_to == kNone) return Stance::told;
  const Statement& told = document.statements[event.according_to];
  const Party speaker = party_of(document, told);
  if (told.function == SpeechFunction::denial && event.factuality == Factuality::CT_minus) {
    if (actor.key.empty()) actor = speaker;
    if (actor.key == speaker.key) return Stance::denied;
  }
  if (told.function == SpeechFunction::acknowledgement && actor.key == speaker.key) return Stance::admitted;
  return Stance::told;
}

bool happened(Factuality factuality) {
  return factuality == Factuality::CT_plus || factuality == Factuality::PR_plus;
}

// "Reuters reported": the statement (or one around it) whose speaker is an outlet other than the publisher.
std::string outlet_behind(const Document& document, StatementIndex statement) {
  // A statement lies within earlier ones only; the count guards against a ledger that says otherwise.
  for (std::size_t steps = 0; statement != kNone && steps <= document.statements.size(); ++steps) {
    const Statement& row = document.statements[statement];
    if (row.speaker != kNone && document.actors[row.speaker].kind == ActorKind::media) {
      const Actor& outlet = document.actors[row.speaker];
      const std::string& name = outlet.side_name.empty() ? outlet.name : outlet.side_name;
      if (!same_outlet(name, document.publisher)) return name;
    }
    statement = row.within;
  }
  return {};
}

void set_place(ActReport& out, const Document& document, const Event& event) {
  if (event.place == kNone) {
    out.place = document.text_of(event.place_span);
    return;
  }
  const Place& place = document.places[event.place];
  out.place = place.name;
  out.latitude = place.latitude;
  out.longitude = place.longitude;
  out.precision = place.precision;
  out.country = place.country;
}

void set_time(ActReport& out, const Document& document, const Event& event) {
  out.published = document.published;
  if (event.time == kNone) return;
  const Time& time = document.times[event.time];
  if (!time.start || !time.end) return;
  const std::int64_t days = time.end->days_since_epoch() - time.start->days_since_epoch();
  if (days >= 0 && days <= kLongestActDays) out.start = time.start, out.end = time.end;
}

void add_report(DocumentParts& parts, const Document& document, std::size_t number) {
  const Event& event = document.events[number];
  if (event.background && !event.aggregate) return;
  ActReport out;
  out.actor = party_of(document, event.actor);
  out.actor_named = how_named(document, event.actor);
  out.stance = stance_of(document, event, out.actor);
  if (out.stance != Stance::denied && !happened(event.factuality)) return;
  out.document = document.id;
  out.event = static_cast<std::int32_t>(number);
  out.event_id = event.id;
  out.aggregate = event.aggregate;
  out.type = event.type;
  out.frame = event.rule;
  out.lemma = lower_ascii(document.text_of(event.trigger));
  out.factuality = event.factuality;
  if (event.recipient != kNone) out.recipient_key = party_of(document, event.recipient).key;
  out.recipient_named = how_named(document, event.recipient);
  out.recipient = name_or_words(document, event.recipient, event.recipient_span);
  set_place(out, document, event);
  set_time(out, document, event);
  out.killed = event.killed;
  out.injured = event.injured;
  if (event.according_to != kNone) {
    const Statement& told = document.statements[event.according_to];
    out.said_by = name_or_words(document, told.speaker, told.speaker_span);
    out.relayed = outlet_behind(document, event.according_to);
  }
  out.words = document.text_of(event.trigger);
  out.sentence = sentence_of(document, event.trigger);
  parts.reports.push_back(std::move(out));
}

// Without the trees a ledger does not keep, the words themselves must do: "if", "unless" bind only then.
bool reads_conditional(std::string_view sentence) {
  const auto words = split_words(sentence);
  return std::any_of(words.begin(), words.end(), [](std::string_view word) {
    return word == "if" || word == "If" || word == "unless" || word == "Unless" || word == "provided";
  });
}

WordForm form_of(ObligationKind kind) {
  return kind == ObligationKind::commitment ? WordForm::commitment
         : kind == ObligationKind::demand   ? WordForm::demand
                                            : WordForm::condition;
}

// Of a promise: who tells of it, where that is somebody else; of a demand or condition: who makes it.
std::string voice_of(const Document& document, const Obligation& row) {
  if (row.statement == kNone) return {};
  const Statement& said = document.statements[row.statement];
  if (row.kind != ObligationKind::commitment) return name_or_words(document, said.speaker, said.speaker_span);
  if (said.within == kNone) return {};
  const Statement& around = document.statements[said.within];
  return name_or_words(document, around.speaker, around.speaker_span);
}

void add_obligation(DocumentParts& parts, const Document& document, std::size_t number) {
  const Obligation& row = document.obligations[number];
  BoundWord out;
  out.document = document.id;
  out.number = static_cast<std::int32_t>(number);
  out.row = row.id;
  out.kind = form_of(row.kind);
  out.polarity = row.polarity;
  out.party = party_of(document, row.party);
  if (out.party.key.empty()) return;
  if (row.statement != kNone) out.statement = document.statements[row.statement].id;
  out.said_by = voice_of(document, row);
  out.beneficiary = name_or_words(document, row.beneficiary, row.beneficiary_span);
  out.words = document.text_of(row.conduct);
  out.sentence = sentence_of(document, row.conduct);
  out.date = document.published;
  if (row.deadline != kNone) out.deadline = document.times[row.deadline].end;
  out.conduct.type = row.type;
  out.conduct.kind = row.polarity == Polarity::refrain ? WordKind::refrain : WordKind::to_do;
  if (const auto slash = row.rule.find('/'); slash != std::string::npos) {
    out.conduct.frame = row.rule.substr(slash + 1);
  }
  out.conditional = row.kind == ObligationKind::condition || reads_conditional(out.sentence);
  parts.words.push_back(std::move(out));
}

// The act that a denial denies: its first event, which gives the type and frame.
const Event* denied_act(const Document& document, StatementIndex denial) {
  for (const Event& event : document.events) {
    if (event.according_to == denial && event.factuality == Factuality::CT_minus) return &event;
  }
  return nullptr;
}

void add_denial(DocumentParts& parts, const Document& document, std::size_t number) {
  const Statement& row = document.statements[number];
  if (row.function != SpeechFunction::denial) return;
  BoundWord out;
  out.document = document.id;
  out.number = static_cast<std::int32_t>(number);
  out.row = out.statement = row.id;
  out.kind = WordForm::denial;
  out.party = party_of(document, row);
  if (out.party.key.empty()) return;
  if (row.within != kNone) {
    const Statement& around = document.statements[row.within];
    out.said_by = name_or_words(document, around.speaker, around.speaker_span);
  }
  if (!row.content.empty()) out.words = document.text_of(row.content.front());
  const Span place = !row.cue.empty() ? row.cue.front() : row.content.empty() ? Span{} : row.content.front();
  out.sentence = sentence_of(document, place);
  out.date = document.published;
  out.conduct.kind = WordKind::denied;
  if (const Event* act = denied_act(document, static_cast<StatementIndex>(number)); act != nullptr) {
    out.conduct.type = act->type;
    out.conduct.frame = act->rule;
    out.beneficiary = name_or_words(document, act->recipient, act->recipient_span);
  }
  parts.words.push_back(std::move(out));
}

// The people, groups and towns by whose names a story is known. Those whom the registry knows are in many
// stories.
Stems names_of(const Document& document) {
  Stems names;
  for (const Actor& actor : document.actors) {
    if (actor.name.empty() || !is_named(document, actor)) continue;
    if (actor.in_registry || actor.kind == ActorKind::media || same_outlet(actor.name, document.publisher))
      continue;
    const auto words = split_words(actor.name);
    if (words.empty()) continue;
    // People are told by their last name after the first time.
    const std::string last = lower_ascii(words.back());
    if (last.size() >= kShortestWordBytes) names.push_back(stem_of(last));
  }
  for (const Place& place : document.places) {
    if (place.precision >= PlacePrecision::district) names.push_back(stem_of(lower_ascii(place.name)));
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

// Lower-case words of an outlet's name, without the article.
std::vector<std::string> outlet_words(std::string_view name) {
  std::string plain = lower_ascii(name);
  std::replace_if(
      plain.begin(), plain.end(), [](char c) { return c == '.' || c == '-' || c == ','; }, ' ');
  std::vector<std::string> words;
  for (const std::string_view word : split_words(plain)) {
    if (word != "the" || !words.empty()) words.emplace_back(word);
  }
  return words;
}

// Words that an outlet's name may go without.
bool says_little(const std::string& word) {
  static constexpr std::array<std::string_view, 10> kWords = {
      "news", "agency", "service", "online", "world", "tv", "radio", "press", "website", "newspaper"};
  return std::find(kWords.begin(), kWords.end(), word) != kWords.end();
}

// "VNA" of "Velmora News Agency".
bool are_initials(std::string_view initials, std::string_view name) {
  const auto words = outlet_words(name);
  if (initials.size() < 2 || words.size() != initials.size()) return false;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (initials[i] < 'A' || initials[i] > 'Z' || words[i].front() != initials[i] - 'A' + 'a') return false;
  }
  return true;
}

bool reads_as_name(std::string_view text) {
  if (text.empty() || text.size() > kLongestCreditBytes) return false;
  const auto words = split_words(text);
  return std::all_of(words.begin(), words.end(),
                     [](std::string_view word) { return word.front() >= 'A' && word.front() <= 'Z'; });
}

}  // namespace

std::uint32_t stem_of(std::string_view word) {
  return static_cast<std::uint32_t>(fast_hash(word));
}

Stems stems_of(std::string_view text) {
  static constexpr std::array<std::string_view, 18> kEmptyWords = {
      "that", "this", "with",  "from",  "their", "they", "them", "have",  "been",
      "will", "were", "would", "which", "said",  "says", "also", "after", "when"};
  Stems out;
  std::string plain = lower_ascii(text);
  for (char& c : plain) {
    if (static_cast<unsigned char>(c) < 0x80 && !(c >= 'a' && c <= 'z')) c = ' ';
  }
  for (const std::string_view word : split_words(plain)) {
    if (word.size() < kShortestWordBytes) continue;
    if (std::find(kEmptyWords.begin(), kEmptyWords.end(), word) != kEmptyWords.end()) continue;
    out.push_back(stem_of(word.substr(0, kStemBytes)));
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

std::size_t shared_stems(const Stems& a, const Stems& b) {
  std::size_t shared = 0;
  for (auto x = a.begin(), y = b.begin(); x != a.end() && y != b.end();) {
    if (*x == *y)
      ++shared, ++x, ++y;
    else if (*x < *y)
      ++x;
    else
      ++y;
  }
  return shared;
}

void ActReport::prepare() {
  sentence_stems = stems_of(sentence);
  recipient_stems = stems_of(recipient);
  place_stems = stems_of(place);
}

DocumentParts parts_of(const Document& document) {
  DocumentParts parts;
  parts.names = names_of(document);
  for (std::size_t i = 0; i < document.events.size(); ++i) add_report(parts, document, i);
  for (std::size_t i = 0; i < document.obligations.size(); ++i) add_obligation(parts, document, i);
  for (std::size_t i = 0; i < document.statements.size(); ++i) add_denial(parts, document, i);
  for (ActReport& report : parts.reports) {
    report.names = parts.names;
    report.prepare();
  }
  return parts;
}

std::string credit_of(std::string_view text) {
  const std::string_view head = text.substr(0, kDatelineBytes);
  for (std::size_t open = head.find('('); open != std::string_view::npos; open = head.find('(', open + 1)) {
    const std::size_t close = head.find(')', open);
    if (close == std::string_view::npos) return {};
    const std::string_view name = trim(head.substr(open + 1, close - open - 1));
    const std::string_view rest = trim(head.substr(close + 1, 5));
    const bool dash = rest.starts_with("-") || rest.starts_with("\xE2\x80\x93") ||  // en and em dash
                      rest.starts_with("\xE2\x80\x94");
    if (dash && reads_as_name(name)) return std::string{name};
  }
  return {};
}

bool same_outlet(std::string_view a, std::string_view b) {
  if (are_initials(a, b) || are_initials(b, a)) return true;
  auto x = outlet_words(a), y = outlet_words(b);
  if (x.size() > y.size()) std::swap(x, y);
  const auto shared = static_cast<std::ptrdiff_t>(x.size());
  return !x.empty() && std::equal(x.begin(), x.end(), y.begin()) &&
         std::all_of(y.begin() + shared, y.end(), says_little);
}

}  // namespace avow::ledger
