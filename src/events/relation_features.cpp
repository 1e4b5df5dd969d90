// What the relation model sees of a pair. The feature numbers are part of the model file: only append.
#include <algorithm>
#include <array>

#include "avow/base/strings.hpp"
#include "events/relation_model.hpp"

namespace avow::events {
namespace {

using model::Atom;
using model::feature;
using model::FeatureHash;
using model::text_atom;

enum FeatureId : std::uint32_t {
  kWord = 100,
  kWordZone,
  kBigramZone,
  kBetweenOrdered,
  kOrder,
  kPhraseZone,
  kPhraseRoot,
  kPhraseSelf,
  kSourceRelation,
  kTargetRelation,
  kPredicate,
  kPredicateTag,
  kPredicateSource,
  kVoice,
  kArgument,
  kPredicateArgument,
  kPredicateRelation,
  kAuxiliary,
  kPredicateAuxiliary,
  kPredicatePreposition,
  kComplement,
  kComplementDepth,
  kPathLemma,
  kCommonAncestor,
  kAnchored,
  kAnchoredPhrase,
  kBest,
  kBestSet,
  kChain,
  kModal,
  kModalBit,
  kFirst,
  kFirstModal,
  kLast,
  kLastModal,
  kFirstLast,
  kDeedModal,
  kStartModal,
  kBias,
  kAncestorInPair,
  kFirstBetween,
  kStemZone,
  kPassive
};

enum Zone : std::uint32_t { before, between, after, in_source, in_target };
// Where a phrase's first word stands: the governing predicate, the path between the two, its complements,
// their children, elsewhere.
enum Anchor : std::uint32_t { predicate, path, complement, near, elsewhere, anchor_count };
// Bits of a chain's modality beyond the lexicon's four.
enum ModalBit : std::uint32_t { kWill = 1U << 4U, kMay = 1U << 5U, kMust = 1U << 6U, kNot = 1U << 7U };

constexpr int kMaxGap = 5;             // words between two lemmas of a phrase in the text
constexpr int kMaxChain = 8;           // predicates from the source's verb down
constexpr std::uint32_t kDeeds = [] {  // roots that are deeds rather than words
  std::uint32_t bits = 0;
  for (const std::uint32_t root : {2U, 3U, 4U, 5U, 6U, 7U, 8U, 11U, 12U, 14U}) bits |= 1U << root;
  return bits;
}();

class PairFeatures {
 public:
  PairFeatures(const RelationLexicon& lexicon, const Document& document, const Tree& tree, TokenRange source,
               TokenRange target)
      : lexicon_(lexicon), document_(document), tree_(tree), source_(source), target_(target) {
    const SentenceIndex sentence = document.tokens[source.first].sentence;
    range_ = document.sentences[sentence].tokens;
    range_.first = std::min({range_.first, source.first, target.first});
    range_.last = std::max({range_.last, source.last, target.last});
    source_head_ = head_of(source);
    target_head_ = head_of(target);
    walk();
  }

  std::vector<FeatureHash> all() {
    add(kBias);
    words();
    phrases();
    predicate_features();
    chain_features();
    std::sort(out_.begin(), out_.end());
    out_.erase(std::unique(out_.begin(), out_.end()), out_.end());
    return std::move(out_);
  }

 private:
  template <typename... Atoms>
  void add(std::uint32_t id, Atoms... atoms) {
    out_.push_back(feature(id, static_cast<Atom>(atoms)...));
  }
  [[nodiscard]] const Token& token(TokenIndex index) const { return document_.tokens[index]; }
  [[nodiscard]] Atom lemma(TokenIndex index) const { return text_atom(lower_ascii(token(index).lemma)); }
  // The first letters: one feature for a verb and the nouns made from it.
  [[nodiscard]] Atom stem(TokenIndex index) const {
    constexpr std::size_t kStemBytes = 6;
    return text_atom(std::string_view{lower_ascii(token(index).lemma)}.substr(0, kStemBytes));
  }
  [[nodiscard]] bool in_pair(TokenIndex index) const {
    return source_.contains(index) || target_.contains(index);
  }
  [[nodiscard]] static bool contains(const std::vector<TokenIndex>& list, TokenIndex index) {
    return std::find(list.begin(), list.end(), index) != list.end();
  }

  [[nodiscard]] TokenIndex head_of(TokenRange range) const {
    for (TokenIndex index = range.first; index < range.last; ++index) {
      if (!range.contains(token(index).head) && token(index).upos != Upos::PUNCT) return index;
    }
    return range.first;
  }

  [[nodiscard]] std::vector<TokenIndex> ancestors(TokenIndex index) const {
    std::vector<TokenIndex> out{index};
    while (token(out.back()).head != kNone) out.push_back(token(out.back()).head);
    return out;
  }

  [[nodiscard]] bool is_predicate(TokenIndex index) const {
    return token(index).upos == Upos::VERB || tree_.has_child(index, {Deprel::cop});
  }

  // The source's governing predicate, the paths to the common ancestor, the complements below the predicate.
  void walk() {
    const auto up_source = ancestors(source_head_);
    const auto up_target = ancestors(target_head_);
    for (const TokenIndex index : up_source) {
      if (contains(up_target, index)) {
        common_ = index;
        break;
      }
    }
    for (const TokenIndex index : up_source) {
      if (index == source_head_) continue;
      if (governor_ == kNone && is_predicate(index)) governor_ = index;
      path_.push_back(index);
      if (index == common_) break;
    }
    for (const TokenIndex index : up_target) {
      if (index == target_head_) continue;
      if (!contains(path_, index)) path_.push_back(index);
      if (index == common_) break;
    }
    if (governor_ == kNone && up_source.size() > 1) governor_ = up_source.back();
    if (governor_ == kNone) return;
    down_to_target(up_target);
  }

  void down_to_target(const std::vector<TokenIndex>& up_target) {
    chain_.push_back(governor_);
    if (contains(up_target, governor_)) {
      for (auto at = up_target.rbegin(); at != up_target.rend(); ++at) {
        if (tree_.dominates(governor_, *at) && *at != governor_ && !in_pair(*at)) chain_.push_back(*at);
      }
    }
    TokenIndex at = governor_;
    while (static_cast<int>(chain_.size()) < kMaxChain) {
      TokenIndex next = kNone;
      for (const Deprel wanted :
           {Deprel::xcomp, Deprel::ccomp, Deprel::csubj, Deprel::acl, Deprel::obj, Deprel::obl}) {
        for (const TokenIndex child : tree_.children(at)) {
          if (next == kNone && token(child).deprel == wanted && !in_pair(child)) next = child;
        }
      }
      if (next == kNone) break;
      if (!contains(chain_, next)) chain_.push_back(next);
      complements_.push_back(next);
      at = next;
    }
  }

  [[nodiscard]] Zone zone(TokenIndex index) const {
    if (source_.contains(index)) return in_source;
    if (target_.contains(index)) return in_target;
    const TokenIndex low = std::min(source_.first, target_.first);
    const TokenIndex high = std::max(source_.first, target_.first);
    return index < low ? before : index < high ? between : after;
  }

  void words() {
    const bool source_first = source_.first < target_.first;
    Atom previous = 0;
    for (TokenIndex index = range_.first; index < range_.last; ++index) {
      const Zone place = zone(index);
      const Atom word = lemma(index);
      add(kWord, word);
      add(kWordZone, place, word);
      add(kStemZone, place, stem(index));
      if (place == between || place == after) add(kBigramZone, place, previous, word);
      if (place == between) add(kBetweenOrdered, source_first ? 1 : 0, word);
      previous = word;
    }
    add(kOrder, source_first ? 1 : 0);
  }

  [[nodiscard]] Anchor anchor(TokenIndex index) const {
    if (index == governor_) return predicate;
    if (contains(path_, index)) return path;
    if (contains(complements_, index)) return complement;
    const TokenIndex head = token(index).head;
    if (head != kNone && (head == governor_ || contains(complements_, head) || contains(path_, head)))
      return near;
    return elsewhere;
  }

  // Where the phrase's next lemma is: a dependent of a word before it, or a few words on.
  [[nodiscard]] TokenIndex next_word(TokenIndex first, TokenIndex last, std::string_view wanted) const {
    for (TokenIndex index = range_.first; index < range_.last; ++index) {
      if (lower_ascii(token(index).lemma) != wanted) continue;
      const TokenIndex head = token(index).head;
      const TokenIndex above = head == kNone ? kNone : token(head).head;
      const bool depends =
          head == first || head == last || (above != kNone && (above == first || above == last));
      if (depends || (index > last && index <= last + kMaxGap)) return index;
    }
    return kNone;
  }

  [[nodiscard]] bool matches(const RelationPhrase& phrase, TokenIndex first) const {
    TokenIndex last = first;
    for (std::size_t i = 1; i < phrase.lemmas.size(); ++i) {
      last = next_word(first, last, phrase.lemmas[i]);
      if (last == kNone) return false;
    }
    return true;
  }

  void phrases() {
    std::array<std::array<std::uint32_t, 2>, anchor_count> found{};  // bits of roots by anchor and length
    bool seen_between = false;
    for (TokenIndex index = range_.first; index < range_.last; ++index) {
      const bool is_between = zone(index) == between;
      for (const RelationPhrase& phrase : lexicon_.phrases(lower_ascii(token(index).lemma))) {
        if (!matches(phrase, index)) continue;
        const std::uint32_t longer = phrase.lemmas.size() > 1 ? 1 : 0;
        add(kPhraseZone, longer, zone(index), phrase.root);
        add(kPhraseRoot, phrase.root);
        if (is_between && !seen_between) add(kFirstBetween, phrase.root);
        Atom self = 0;
        for (const std::string& word : phrase.lemmas)
          self = static_cast<Atom>(model::mix(self, text_atom(word)));
        add(kPhraseSelf, self);
        if (in_pair(index)) continue;
        const Anchor where = anchor(index);
        add(kAnchored, where, longer, phrase.root);
        add(kAnchoredPhrase, where, self);
        found[where][longer] |= 1U << phrase.root;
      }
      seen_between =
          seen_between || (is_between && !lexicon_.phrases(lower_ascii(token(index).lemma)).empty());
    }
    best_roots(found);
  }

  void best_roots(const std::array<std::array<std::uint32_t, 2>, anchor_count>& found) {
    for (std::uint32_t where = predicate; where < elsewhere; ++where) {
      for (const std::uint32_t longer : {1U, 0U}) {
        const std::uint32_t roots = found[where][longer];
        if (roots == 0) continue;
        add(kBestSet, roots);
        for (std::uint32_t root = 0; root < kRelationRoots.size(); ++root) {
          if ((roots >> root & 1U) != 0) add(kBest, root);
        }
        return;
      }
    }
  }

  void predicate_features() {
    add(kSourceRelation, static_cast<Atom>(token(source_head_).deprel));
    add(kTargetRelation, static_cast<Atom>(token(target_head_).deprel));
    for (const TokenIndex index : path_) {
      if (!in_pair(index)) add(kPathLemma, lemma(index));
    }
    if (common_ != kNone && !in_pair(common_)) add(kCommonAncestor, lemma(common_));
    if (common_ != kNone && in_pair(common_)) add(kAncestorInPair);
    if (governor_ == kNone) return;
    const Atom verb = lemma(governor_);
    add(kPredicate, verb);
    add(kPredicateTag, token(governor_).xpos);
    add(kPredicateSource, verb, static_cast<Atom>(token(source_head_).deprel));
    add(kVoice, tree_.has_child(governor_, {Deprel::aux_pass}) ? 1 : 0);
    for (const TokenIndex child : tree_.children(governor_)) dependent(verb, child);
    for (std::size_t i = 0; i < complements_.size(); ++i) {
      add(kComplement, lemma(complements_[i]));
      add(kComplementDepth, i == 0 ? 0 : 1, lemma(complements_[i]));
    }
  }

  void dependent(Atom verb, TokenIndex child) {
    const auto relation = static_cast<Atom>(token(child).deprel);
    switch (base_relation(token(child).deprel)) {
      case Deprel::obj:
      case Deprel::iobj:
      case Deprel::xcomp:
      case Deprel::ccomp:
      case Deprel::obl:
      case Deprel::nsubj:
      case Deprel::advcl:
      case Deprel::compound:
        add(kArgument, relation, lemma(child));
        add(kPredicateArgument, verb, relation, lemma(child));
        add(kPredicateRelation, verb, relation);
        break;
      case Deprel::aux:
      case Deprel::advmod:
        add(kAuxiliary, lemma(child));
        add(kPredicateAuxiliary, verb, lemma(child));
        break;
      default:
        break;
    }
    if (const TokenIndex preposition = tree_.child(child, {Deprel::case_}); preposition != kNone) {
      add(kPredicatePreposition, verb, lemma(preposition));
    }
  }

  // The modal bits of one link of the chain.
  [[nodiscard]] std::uint32_t modality(TokenIndex index) const {
    std::uint32_t bits = lexicon_.modality(lower_ascii(token(index).lemma));
    for (const TokenIndex child : tree_.children(index)) {
      const std::string word = lower_ascii(token(child).lemma);
      if (word == "not" || word == "never" || word == "no" || word == "n't") bits |= kNot;
      if (token(child).deprel != Deprel::aux) continue;
      if (word == "will" || word == "would" || word == "shall") bits |= kWill;
      if (word == "may" || word == "might" || word == "could") bits |= kMay;
      if (word == "must" || word == "should") bits |= kMust;
    }
    return bits;
  }

  // Bits of the roots whose phrases the link of the chain opens (with a dependent for longer phrases).
  [[nodiscard]] std::uint32_t roots_of(TokenIndex index) const {
    std::uint32_t bits = 0;
    for (const RelationPhrase& phrase : lexicon_.phrases(lower_ascii(token(index).lemma))) {
      if (matches(phrase, index)) bits |= 1U << phrase.root;
    }
    return bits;
  }

  void chain_features() {
    std::uint32_t modal = 0;
    std::uint32_t first_modal = 0;
    std::uint32_t first = 0;
    std::uint32_t last = 0;
    std::uint32_t deeds = 0;
    for (const TokenIndex index : chain_) {
      add(kChain, lemma(index));
      const std::uint32_t bits = modality(index);
      if (first_modal == 0) first_modal = bits;
      modal |= bits;
      const std::uint32_t roots = roots_of(index);
      if (roots == 0) continue;
      if (first == 0) first = roots;
      last = roots;
      deeds |= roots & kDeeds;
    }
    add(kModal, modal);
    for (std::uint32_t bit = 0; bit < 8; ++bit) {
      if ((modal >> bit & 1U) != 0) add(kModalBit, bit);
    }
    for (std::uint32_t root = 0; root < kRelationRoots.size(); ++root) {
      turned(root, first, kFirst, kFirstModal, modal, first_modal);
      turned(root, last, kLast, kLastModal, modal, first_modal);
      if ((deeds >> root & 1U) != 0) add(kDeedModal, root, modal);
    }
    add(kFirstLast, first, last);
    if (governor_ != kNone) add(kStartModal, lemma(governor_), modal);
  }

  void turned(std::uint32_t root, std::uint32_t roots, std::uint32_t plain, std::uint32_t with_modal,
              std::uint32_t modal, std::uint32_t first_modal) {
    if ((roots >> root & 1U) == 0) return;
    add(plain, root);
    add(with_modal, root, modal);
    add(with_modal, root, first_modal, 1);
  }

  const RelationLexicon& lexicon_;
  const Document& document_;
  const Tree& tree_;
  TokenRange source_;
  TokenRange target_;
  TokenRange range_;
  TokenIndex source_head_ = kNone;
  TokenIndex target_head_ = kNone;
  TokenIndex governor_ = kNone;
  TokenIndex common_ = kNone;
  std::vector<TokenIndex> path_;
  std::vector<TokenIndex> chain_;
  std::vector<TokenIndex> complements_;
  std::vector<FeatureHash> out_;
};

}  // namespace

std::vector<FeatureHash> relation_features(const RelationLexicon& lexicon, const Document& document,
                                           const Tree& tree, TokenRange source, TokenRange target) {
  if (source.empty() || target.empty()) return {};
  return PairFeatures{lexicon, document, tree, source, target}.all();
}

}  // namespace avow::events
