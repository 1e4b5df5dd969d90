// Reading descriptions: "the US State Department's Deputy Spokesperson", "Syrian regime forces". A phrase is
// cut into parts (registry names, generic heads, markers) up to its first preposition; the last head is who
// it is, the names before it (or after "of", "for", "from") say whose.
#include <algorithm>
#include <array>

#include "names/registry_impl.hpp"

namespace avow::names {
namespace {

enum class PartKind : std::uint8_t { name, agent, former, against, backed };

struct Part {
  PartKind kind = PartKind::name;
  std::uint16_t first = 0, last = 0;  // words
  RegistryMatch match;                // name
  const AgentRecord* agent = nullptr;
  bool plural = false;
};

// Whose the head is.
struct Owner {
  const RegistryEntry* entry = nullptr;    // a state, a state's organ, a group, an organisation
  const RegistryEntry* country = nullptr;  // named, but no owner: "Kenyan villagers", "villagers in Kenya"
  const AgentRecord* unnamed = nullptr;    // "army spokesman": an organ of no state named
};

constexpr std::size_t kMaxParts = 24;
constexpr int kMaxPhraseDepth = 3;

using WordList = std::initializer_list<std::string_view>;

bool one_of(std::string_view word, WordList list) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

// "of", "for", "from" bring the owner; the others end the description.
bool is_preposition(std::string_view word) {
  return one_of(
      word, {"of",      "for",   "from", "within", "in",    "at",    "on",    "to",      "with", "by", "near",
             "against", "among", "who",  "that",   "which", "under", "loyal", "opposed", "and",  "or"});
}

bool is_quantity(std::string_view word) {
  if (!word.empty() && word.front() >= '0' && word.front() <= '9') return true;
  return one_of(word, {"one",      "two",       "three",   "four",     "five",     "six",     "seven",
                       "eight",    "nine",      "ten",     "some",     "many",     "most",    "all",
                       "several",  "few",       "none",    "both",     "half",     "dozens",  "scores",
                       "hundreds", "thousands", "tens",    "millions", "majority", "number",  "lots",
                       "each",     "any",       "either",  "rest",     "handful",  "couple",  "dozen",
                       "third",    "quarter",   "percent", "minority", "part",     "thousand"});
}

std::optional<PartKind> marker(std::string_view word) {
  if (one_of(word, {"former", "ex", "late", "ousted", "deposed", "outgoing"})) return PartKind::former;
  if (one_of(word, {"anti", "pro", "non"})) return PartKind::against;
  // "US-backed forces", "Russian-speaking": the name before does not own. "US-led" is not among them.
  if (one_of(word, {"backed",     "supported", "funded",     "aligned", "allied",   "trained",
                    "armed",      "sponsored", "based",      "born",    "speaking", "occupied",
                    "controlled", "held",      "affiliated", "linked",  "inspired", "friendly",
                    "educated",   "majority",  "style",      "made"})) {
    return PartKind::backed;
  }
  return std::nullopt;
}

// One reading of a phrase, on the stack.
class PhraseReader {
 public:
  PhraseReader(const Registry& registry, const RegistryImpl& impl, std::span<const RegistryWord> words,
               std::optional<Date> date, int depth)
      : registry_(registry), impl_(impl), words_(words), date_(date), depth_(depth) {}

  [[nodiscard]] std::optional<RegistryDescription> read();
  // The first registry name of the phrase, for an owner after "of".
  [[nodiscard]] const RegistryEntry* first_name() const;
  void cut();

 private:
  [[nodiscard]] std::size_t take_part(std::size_t at);
  [[nodiscard]] std::size_t agent_at(std::size_t at, Part& part) const;
  [[nodiscard]] const Part* head() const;
  [[nodiscard]] Owner owner_before(const Part& head) const;
  void add_owner_after(Owner& owner, const Part& head) const;
  void own_by_name(Owner& owner, const RegistryEntry& entry) const;
  void own_by_agent(Owner& owner, const AgentRecord& agent) const;
  [[nodiscard]] const RegistryEntry* body_named_after(const Part& head) const;
  [[nodiscard]] const RegistryEntry* organisation(const AgentRecord& head, const Owner& owner) const;
  [[nodiscard]] const RegistryEntry* state_of(const RegistryEntry& entry) const;
  [[nodiscard]] std::optional<RegistryDescription> by_name() const;
  void fill(RegistryDescription& out, const Part& head, const Owner& owner) const;

  const Registry& registry_;
  const RegistryImpl& impl_;
  std::span<const RegistryWord> words_;
  std::optional<Date> date_;
  int depth_;
  std::array<Part, kMaxParts> parts_;
  std::size_t count_ = 0;
  std::string_view preposition_;  // that ended the parts, as written
  std::size_t rest_ = 0;          // first word after it
};

std::size_t PhraseReader::agent_at(std::size_t at, Part& part) const {
  KeyWalk walk(impl_.agent_index);
  std::size_t size = 0;
  for (std::size_t i = at; i < words_.size() && walk.step(words_[i].text); ++i) {
    if (walk.first() == kNoItem) continue;
    size = i + 1 - at;
    const AgentForm& form = impl_.agent_forms[walk.first()];
    part.agent = &impl_.agents[form.agent];
    part.plural = form.plural;
  }
  return size;
}

// Adds the longest name or head at a word; the number of words it takes, 0 for none. A name wins a tie.
std::size_t PhraseReader::take_part(std::size_t at) {
  Part part;
  const std::size_t agent_size = agent_at(at, part);
  const auto match = registry_.match(words_, at, date_);
  const std::size_t name_size = match ? match->size : 0;
  const std::size_t size = std::max(agent_size, name_size);
  if (size == 0) return 0;
  part.kind = name_size >= agent_size ? PartKind::name : PartKind::agent;
  if (part.kind == PartKind::name) part.match = *match;
  part.first = static_cast<std::uint16_t>(at);
  part.last = static_cast<std::uint16_t>(at + size);
  parts_[count_++] = part;
  return size;
}

void PhraseReader::cut() {
  bool quantity = false;
  for (std::size_t i = 0; i < words_.size() && count_ < kMaxParts;) {
    if (const std::size_t size = take_part(i); size > 0) {
      i += size;
      continue;
    }
    FoldedKey key;
    const std::string_view word = key.add(words_[i].text) ? key.folded() : std::string_view{};
    if (is_preposition(word)) {
      // "two of its soldiers" goes on; "the attack on an aid convoy", "the end of the army" are no agents.
      if (count_ == 0 && quantity && word == "of") {
        ++i;
        continue;
      }
      preposition_ = words_[i].text;
      rest_ = i + 1;
      return;
    }
    quantity = is_quantity(word);
    if (const auto kind = marker(word)) {
      Part part;
      part.kind = *kind;
      part.first = part.last = static_cast<std::uint16_t>(i);
      parts_[count_++] = part;
    }
    ++i;
  }
}

// The last generic head, if nothing but a name follows it: "Minister Tam Orun", not "army bases".
const Part* PhraseReader::head() const {
  for (std::size_t i = count_; i-- > 0;) {
    const Part& part = parts_[i];
    if (part.kind != PartKind::agent) continue;
    const std::size_t end = rest_ > 0 ? rest_ - 1 : words_.size();
    for (std::size_t word = part.last; word < end; ++word) {
      const char first = words_[word].text.empty() ? ' ' : words_[word].text.front();
      if (first >= 'a' && first <= 'z') return nullptr;
    }
    return &part;
  }
  return nullptr;
}

const RegistryEntry* PhraseReader::first_name() const {
  for (std::size_t i = 0; i < count_; ++i) {
    if (parts_[i].kind == PartKind::name) return parts_[i].match.entry;
  }
  return nullptr;
}

// The state an entry is an organ of, itself for a state; null for groups and organisations.
const RegistryEntry* PhraseReader::state_of(const RegistryEntry& entry) const {
  if (entry.state) return &entry;
  if (!entry.id.starts_with(entry.periods.back().country)) return nullptr;
  const RegistryEntry* up = entry.periods.back().parent;
  if (up == nullptr || entry.periods.back().kind == ActorKind::person) return nullptr;
  return up->state ? up : nullptr;
}

void PhraseReader::own_by_name(Owner& owner, const RegistryEntry& named) const {
  const RegistryEntry* entry = &named;
  const RegistryPeriod* period = registry_.period_on(named, date_);
  if (period == nullptr) period = &named.periods.back();
  if (period->kind == ActorKind::person) {  // "Assad's forces"
    if (period->parent == nullptr) return;
    entry = period->parent;
  } else if (period->kind == ActorKind::civilians) {  // a people owns no army
    if (owner.country == nullptr && !period->country.empty())
      owner.country = registry_.by_id(period->country);
    return;
  }
  if (entry->state) {
    if (owner.country == nullptr) owner.country = entry;
    if (owner.entry == nullptr) owner.entry = entry;  // "UN Syria envoy": the first named owns
  } else {
    owner.entry = entry;  // the nearest group or organisation owns: "Syrian YPG fighters"
  }
}

void PhraseReader::own_by_agent(Owner& owner, const AgentRecord& agent) const {
  if (agent.belongs != Belonging::organ) return;
  if (owner.entry == nullptr) {
    owner.unnamed = &agent;
    return;
  }
  const RegistryEntry* state = state_of(*owner.entry);
  if (state != nullptr) {
    if (const RegistryEntry* organ = impl_.organ(*state, agent.organ)) owner.entry = organ;
  }
}

Owner PhraseReader::owner_before(const Part& head) const {
  Owner owner;
  for (const Part* part = parts_.data(); part < &head; ++part) {
    const bool disowned = part + 1 < &head && (part + 1)->kind == PartKind::backed;
    const bool opposed = part > parts_.data() && (part - 1)->kind == PartKind::against;
    if (disowned || opposed) continue;
    if (part->kind == PartKind::name) own_by_name(owner, *part->match.entry);
    if (part->kind == PartKind::agent) own_by_agent(owner, *part->agent);
  }
  // "President Tam Orun": the office is that of the person named.
  const Part* next = &head + 1;
  if (owner.entry == nullptr && owner.country == nullptr && next < parts_.data() + count_ &&
      next->kind == PartKind::name && next->first == head.last && !head.agent->body) {
    const RegistryPeriod* period = registry_.period_on(*next->match.entry, date_);
    if (period != nullptr && period->kind == ActorKind::person) own_by_name(owner, *next->match.entry);
  }
  return owner;
}

// "spokesman for the Afghan army", "forces of President X", "minister of Iraq", "villagers in Kenya".
void PhraseReader::add_owner_after(Owner& owner, const Part& head) const {
  if (rest_ == 0 || rest_ >= words_.size() || depth_ >= kMaxPhraseDepth) return;
  bool location = one_of(preposition_, {"in", "at", "near"});
  if (!location && !one_of(preposition_, {"of", "for", "from", "within", "with"})) return;
  PhraseReader rest(registry_, impl_, words_.subspan(rest_), date_, depth_ + 1);
  const auto inner = rest.read();
  const RegistryEntry* named =
      inner && inner->organisation != nullptr ? inner->organisation : rest.first_name();
  if (named == nullptr) {
    if (inner && !location && owner.entry == nullptr) owner.unnamed = nullptr;
    return;
  }
  if (preposition_ != "near" && !named->state) location = false;  // "director at Lake Watch", "in the army"
  Owner after;
  own_by_name(after, *named);
  if (owner.country == nullptr) owner.country = after.country;
  // "in" places people; "for" a state is an envoy's topic, only a spokesman's master.
  const bool topic = preposition_ == "for" && named->state && !head.agent->head.starts_with("spokes");
  if (owner.entry == nullptr && !location && !topic) owner.entry = after.entry;
}

// "rebel group M23": the name after the head is the body itself.
const RegistryEntry* PhraseReader::body_named_after(const Part& head) const {
  const Part* next = &head + 1;
  if (!head.agent->body || next >= parts_.data() + count_ || next->kind != PartKind::name) return nullptr;
  const RegistryEntry& entry = *next->match.entry;
  return entry.state || next->first != head.last ? nullptr : &entry;
}

const RegistryEntry* PhraseReader::organisation(const AgentRecord& head, const Owner& owner) const {
  if (owner.entry == nullptr || head.belongs == Belonging::none) return nullptr;
  const RegistryEntry* state = state_of(*owner.entry);
  if (state == nullptr) return owner.entry;
  if (head.belongs == Belonging::group) return owner.entry->state ? nullptr : owner.entry;
  if (head.belongs == Belonging::any) {
    if (!owner.entry->state) return owner.entry;
    // "Turkish officials" are the government's; "Turkish companies", "a Syrian group" are not.
    const bool of_government = head.sector == "GOV" || (head.speaks && head.sector.empty());
    return of_government ? registry_.organ_of(state->id, "GOV") : nullptr;
  }
  // An official of a ministry stays there; a soldier of the regime is the army's.
  const bool of_government = impl_.organs[head.organ].suffix == "GOV";
  if (!owner.entry->state && of_government) return owner.entry;
  return impl_.organ(*state, head.organ);
}

void PhraseReader::fill(RegistryDescription& out, const Part& head, const Owner& owner) const {
  const AgentRecord& agent = *head.agent;
  const RegistryEntry* named_body = body_named_after(head);
  out.organisation = named_body != nullptr ? named_body : organisation(agent, owner);
  out.kind = agent.kind;
  out.is_organisation = agent.body && out.organisation != nullptr;
  if (out.organisation != nullptr) {
    const RegistryPeriod* period = registry_.period_on(*out.organisation, date_);
    if (period == nullptr) period = &out.organisation->periods.back();
    // "Taliban forces" are no military, "UN agencies" no government: the organisation's own nature counts.
    const bool own_nature = out.kind == ActorKind::government || out.kind == ActorKind::military ||
                            out.kind == ActorKind::police || out.kind == ActorKind::armed_group;
    if (out.kind == ActorKind::unknown || (own_nature && state_of(*out.organisation) == nullptr)) {
      out.kind = period->kind;
    }
    out.country = period->country;
    out.code.append(period->code);
    out.side = &registry_.side_of(*out.organisation, date_);
    if (agent.speaks && !out.former) out.speaks_for = &voice_of(*out.organisation);
    return;
  }
  if (owner.country != nullptr) {
    out.country = owner.country->id;
    out.code.append(out.country);
  }
  const bool use_unnamed = owner.unnamed != nullptr && agent.belongs == Belonging::any;
  out.code.append(use_unnamed ? owner.unnamed->sector : agent.sector);
}

// Phrases whose last part is a name: "Afghans" (a people, no party), "US-backed Hill Front".
std::optional<RegistryDescription> PhraseReader::by_name() const {
  if (count_ == 0 || parts_[count_ - 1].kind != PartKind::name) return std::nullopt;
  const Part& part = parts_[count_ - 1];
  const RegistryEntry& entry = *part.match.entry;
  const RegistryPeriod* period = registry_.period_on(entry, date_);
  if (period == nullptr || period->kind == ActorKind::person) return std::nullopt;
  RegistryDescription out;
  out.kind = period->kind;
  out.country = period->country;
  out.head_first = part.first;
  out.head_last = part.last;
  if (part.match.alias_kind == AliasKind::people) {
    out.kind = ActorKind::civilians;
    out.code.append(out.country).append("CVL");
    out.role = part.match.alias;
    out.plural = part.match.alias.ends_with('s') || part.match.alias.ends_with("en");
    out.rule = "people";
    return out;
  }
  if (part.match.alias_kind != AliasKind::name || part.last != words_.size()) return std::nullopt;
  out.code.append(period->code);
  out.organisation = &entry;
  out.is_organisation = true;
  out.person = false;
  out.side = &registry_.side_of(entry, date_);
  out.speaks_for = registry_.on_behalf_of(entry, date_);
  out.rule = "name-at-end";
  return out;
}

std::optional<RegistryDescription> PhraseReader::read() {
  cut();
  const Part* head_part = head();
  if (head_part == nullptr) return by_name();
  RegistryDescription out;
  out.role = head_part->agent->head;
  out.head_first = head_part->first;
  out.head_last = head_part->last;
  out.gender = head_part->agent->gender;
  out.person = !head_part->agent->body;
  out.plural = head_part->plural;
  out.former = std::any_of(parts_.cbegin(), parts_.cbegin() + (head_part - parts_.data()),
                           [](const Part& part) { return part.kind == PartKind::former; });
  Owner owner = owner_before(*head_part);
  const bool before = owner.entry != nullptr;
  add_owner_after(owner, *head_part);
  fill(out, *head_part, owner);
  out.rule = out.organisation == nullptr ? (owner.country != nullptr ? "agent-of-country" : "agent")
             : before                    ? "agent-of-name"
                                         : "agent-of-name-after";
  return out;
}

}  // namespace

std::optional<RegistryDescription> Registry::describe(std::span<const RegistryWord> words,
                                                      std::optional<Date> date) const {
  if (words.empty() || words.size() > kMaxPhraseWords) return std::nullopt;
  PhraseReader reader(*this, *impl_, words, date, 0);
  return reader.read();
}

}  // namespace avow::names
