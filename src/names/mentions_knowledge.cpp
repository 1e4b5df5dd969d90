#include "names/mentions_knowledge.hpp"

#include <algorithm>
#include <array>

namespace avow::names {
namespace {

constexpr std::size_t kMaxPhrase = 24;
// "Turkish foreign ministry", "US State Department".
constexpr std::size_t kMostWordsBeforeBody = 2;

class KnowledgeReader {
 public:
  KnowledgeReader(const Document& document, const Tree& tree, const std::vector<MentionFacts>& facts,
                  const Registry& registry)
      : document_(document), tree_(tree), facts_(facts), registry_(registry) {
    words_.reserve(kMaxPhrase);
  }

  [[nodiscard]] Knowledge read(MentionIndex mention);
  // The state spoken of most, to decide between actors of one name.
  void choose_country(const std::vector<Knowledge>& known);
  [[nodiscard]] bool shared() const { return shared_; }

 private:
  void set_words(TokenRange range);
  void find_name(Knowledge& known, MentionIndex mention);
  void describe(Knowledge& known, MentionIndex mention);
  [[nodiscard]] bool stands_for_place(TokenIndex head) const;

  const Document& document_;
  const Tree& tree_;
  const std::vector<MentionFacts>& facts_;
  const Registry& registry_;
  std::vector<RegistryWord> words_;
  std::string_view country_;  // alpha-3, "" until chosen
  bool shared_ = false;       // did the last name have several claims?
};

void KnowledgeReader::set_words(TokenRange range) {
  words_.clear();
  for (TokenIndex i = range.first; i < range.last && words_.size() < kMaxPhrase; ++i) {
    words_.push_back({document_.text_of(i), document_.tokens[i].lemma});
  }
}

// "in Kabul", "near Damascus": the town. "Kabul said", "relations with Damascus": who governs from there.
bool KnowledgeReader::stands_for_place(TokenIndex head) const {
  static constexpr std::array<std::string_view, 19> kLocative = {
      "in",   "In",   "at",      "At",     "near",    "from",   "to", "into",   "around", "outside",
      "From", "Near", "through", "inside", "Outside", "across", "of", "toward", "towards"};
  const Token& token = document_.tokens[head];
  if (token.deprel == Deprel::compound || token.deprel == Deprel::appos) return true;
  for (const TokenIndex child : tree_.children(head)) {
    if (base_relation(document_.tokens[child].deprel) != Deprel::case_) continue;
    if (std::find(kLocative.begin(), kLocative.end(), document_.text_of(child)) != kLocative.end())
      return true;
  }
  // A conjunct stands as its first does.
  return token.deprel == Deprel::conj && token.head != kNone && token.head < head &&
         stands_for_place(token.head);
}

void KnowledgeReader::find_name(Knowledge& known, MentionIndex mention) {
  const MentionFacts& facts = facts_[mention];
  const TokenRange name = facts.name;
  // The whole name; a misread edge may hide it, so also what the registry finds in it up to its last word.
  std::optional<RegistryMatch> match =
      registry_.find(document_.text_of(document_.span_of(name)), document_.published, country_);
  if (!match && name.size() > 1 && name.size() <= 8) {
    set_words(name);
    for (std::size_t first = 0; first < words_.size() && !match; ++first) {
      match = registry_.match(words_, first, document_.published, country_);
      if (match && first + match->size != words_.size()) match.reset();
      // "South Sudan" is not in "Greater South Sudan" by chance, but a lone surname may be.
      if (match && match->size < 2 && (match->period == nullptr || match->period->kind == ActorKind::person))
        match.reset();
    }
  }
  if (!match) return;
  shared_ = match->shared || match->ambiguous;
  if (facts.demonym && match->alias_kind == AliasKind::people && match->period != nullptr) {
    // "Syrian" names the people and, before a noun, the state.
    known.entry = registry_.by_id(match->period->country);
    if (known.entry != nullptr) known.period = registry_.period_on(*known.entry, document_.published);
    known.alias_kind = AliasKind::adjective;
    return;
  }
  // A surname that fits several and no date or country to tell: the text must say who.
  const bool person = match->period == nullptr || match->period->kind == ActorKind::person;
  if (match->ambiguous && person && name.size() == 1) return;
  known.entry = match->entry;
  known.period = match->period;
  known.alias_kind = match->alias_kind;
  known.weak = match->ambiguous || !match->in_period || (match->shared && name.size() == 1);
  if (match->alias_kind == AliasKind::metonym && stands_for_place(document_.mentions[mention].head)) {
    known = {};
    known.place = true;
  }
}

void KnowledgeReader::describe(Knowledge& known, MentionIndex mention) {
  const MentionFacts& facts = facts_[mention];
  if (facts.role == kNone || !registry_.is_agent(document_.tokens[facts.role].lemma)) return;
  TokenRange range = document_.mentions[mention].tokens;
  if (!facts.name.empty()) range.last = std::max(range.first + 1, facts.name.first);
  set_words(range);
  known.description = registry_.describe(words_, document_.published);
  if (!known.description || known.entry != nullptr || !facts.name.empty()) return;
  // "the Syrian government" is the organisation itself; "any Afghan government" is not.
  if (facts.determiner == Determiner::indefinite || facts.plural) return;
  if (!known.description->is_organisation || known.description->organisation == nullptr) return;
  // "the wing of X" is not X; "the Syrian national dialogue congress" no parliament: too much is said before
  // it.
  if (facts.noun != nullptr && facts.noun->part) return;
  const std::size_t article = facts.determiner == Determiner::bare ? 0 : 1;
  if (known.description->head_first > kMostWordsBeforeBody + article) return;
  known.entry = known.description->organisation;
  known.period = registry_.period_on(*known.entry, document_.published);
}

Knowledge KnowledgeReader::read(MentionIndex mention) {
  Knowledge known;
  shared_ = false;
  if (document_.mentions[mention].kind == MentionKind::pronoun) return known;
  if (!facts_[mention].name.empty()) find_name(known, mention);
  describe(known, mention);
  return known;
}

void KnowledgeReader::choose_country(const std::vector<Knowledge>& known) {
  std::vector<std::pair<std::string_view, int>> counts;
  for (const Knowledge& one : known) {
    if (one.entry == nullptr || !one.entry->state) continue;
    const auto found = std::find_if(counts.begin(), counts.end(),
                                    [&](const auto& count) { return count.first == one.entry->id; });
    if (found == counts.end())
      counts.emplace_back(one.entry->id, 1);
    else
      ++found->second;
  }
  int most = 0;
  for (const auto& [country, count] : counts) {
    if (count > most) country_ = country;
    most = std::max(most, count);
  }
}

}  // namespace

std::vector<Knowledge> look_up(const Document& document, const Tree& tree,
                               const std::vector<MentionFacts>& facts, const Registry& registry) {
  KnowledgeReader reader(document, tree, facts, registry);
  std::vector<Knowledge> known;
  known.reserve(facts.size());
  std::vector<MentionIndex> shared;
  for (std::size_t i = 0; i < facts.size(); ++i) {
    known.push_back(reader.read(static_cast<MentionIndex>(i)));
    if (reader.shared()) shared.push_back(static_cast<MentionIndex>(i));
  }
  if (shared.empty()) return known;
  reader.choose_country(known);
  for (const MentionIndex mention : shared) known[mention] = reader.read(mention);
  return known;
}

}  // namespace avow::names
