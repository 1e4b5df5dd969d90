// Contents: candidates and features (learned_features.hpp).
#include <algorithm>

#include "speech/learned_atoms.hpp"
#include "speech/learned_features.hpp"

namespace avow::speech {
namespace {

using model::feature;

constexpr std::size_t kMaxBoundaries = 16;

}  // namespace

// ---- contents

std::vector<TokenIndex> Featurizer::boundaries(const CueSpan& cue, TokenRange source, bool starts) const {
  const TokenRange sentence = reading_.sentence_of(cue.head);
  std::vector<TokenIndex> out;
  const auto add = [&out](TokenIndex at) { out.push_back(at); };
  add(starts ? sentence.first : sentence.last);
  add(starts ? cue.range.last : cue.range.first);
  if (!source.empty()) add(starts ? source.last : source.first);
  if (!starts && sentence.last > sentence.first) add(sentence.last - 1);
  for (const TokenIndex child : reading_.tree.children(cue.head)) {
    const TokenRange sub = reading_.tree.subtree(child);
    add(starts ? sub.first : sub.last);
    for (const TokenIndex grandchild : reading_.tree.children(child)) {
      const Deprel base = base_relation(reading_.token(grandchild).deprel);
      if (base == Deprel::advcl || base == Deprel::conj || base == Deprel::ccomp ||
          base == Deprel::parataxis || base == Deprel::obl || base == Deprel::nmod || base == Deprel::acl ||
          base == Deprel::appos || base == Deprel::xcomp) {
        const TokenRange lower = reading_.tree.subtree(grandchild);
        add(lower.first);
        add(starts ? lower.first : lower.last);
      }
    }
  }
  for (TokenIndex at = sentence.first; at < sentence.last; ++at) {
    const Upos pos = reading_.token(at).upos;
    if (pos == Upos::PUNCT || pos == Upos::SCONJ || pos == Upos::CCONJ) {
      add(at);
      if (starts) add(at + 1);
      if (!starts && is_quote_mark(reading_.text(at))) add(at + 1);
    }
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  std::erase_if(out, [&](TokenIndex at) { return at < sentence.first || at > sentence.last; });
  return out;
}

std::vector<SpanCandidate> Featurizer::content_candidates(const CueSpan& cue, TokenRange source) const {
  std::vector<TokenIndex> starts = boundaries(cue, source, true);
  std::vector<TokenIndex> ends = boundaries(cue, source, false);
  // Only the nearest boundaries on each side of the cue, to bound the number of pairs.
  const auto thin = [&cue](std::vector<TokenIndex>& list) {
    std::vector<TokenIndex> left, right, kept;
    for (const TokenIndex at : list) (at <= cue.range.first ? left : right).push_back(at);
    if (left.size() > kMaxBoundaries) {
      kept.push_back(left.front());
      left.erase(left.begin(), left.end() - static_cast<std::ptrdiff_t>(kMaxBoundaries));
    }
    kept.insert(kept.end(), left.begin(), left.end());
    const std::size_t right_kept = std::min(right.size(), kMaxBoundaries);
    kept.insert(kept.end(), right.begin(), right.begin() + static_cast<std::ptrdiff_t>(right_kept));
    for (std::size_t i = right_kept; i < right.size(); ++i) {
      if (i + 2 >= right.size()) kept.push_back(right[i]);
    }
    list = std::move(kept);
  };
  thin(starts);
  thin(ends);
  std::vector<SpanCandidate> out;
  for (const TokenIndex first : starts) {
    for (const TokenIndex last : ends) {
      if (last <= first) continue;
      if (first < cue.range.last && last > cue.range.first) continue;
      out.push_back({{first, last}, kNone, 0});
    }
  }
  // Quotes of this sentence and the next, whole, over sentences too.
  const TokenRange sentence = reading_.sentence_of(cue.head);
  const auto count = static_cast<TokenIndex>(form_.size());
  std::int32_t seen = -1;
  for (TokenIndex at = std::max(0, sentence.first - 1); at < std::min(sentence.last + 4, count); ++at) {
    const std::int32_t q = reading_.quote_of[static_cast<std::size_t>(at)];
    if (q < 0 || q == seen) continue;
    seen = q;
    const Quote& quote = reading_.quotes[static_cast<std::size_t>(q)];
    if (quote.tokens.contains(cue.head)) continue;
    const TokenRange marked = with_marks(quote);
    const TokenRange home = reading_.sentence_of(marked.first);
    const bool inside = home == sentence && marked.last <= sentence.last;
    if (!inside || marked.first >= sentence.last)
      out.push_back({marked, kNone, marked.first >= sentence.last ? std::uint8_t{2} : std::uint8_t{1}});
    if (home == sentence && marked.last > sentence.last) {
      for (const TokenIndex first : starts) {
        if (first >= cue.range.last && first < marked.first) out.push_back({{first, marked.last}, kNone, 1});
      }
    }
  }
  return out;
}

// The relation of the child of the cue (or of its head) whose words begin or end here.
Atom Featurizer::child_relation_at(const CueSpan& cue, TokenIndex token, bool start) const {
  for (const TokenIndex child : reading_.tree.children(cue.head)) {
    const TokenRange sub = reading_.tree.subtree(child);
    if ((start ? sub.first : sub.last) == token) return deprel_atom(reading_, child);
  }
  const TokenIndex head = reading_.token(cue.head).head;
  if (head != kNone) {
    const TokenRange sub = reading_.tree.subtree(head);
    if ((start ? sub.first : sub.last) == token) return deprel_atom(reading_, cue.head) + 100U;
    for (const TokenIndex child : reading_.tree.children(head)) {
      const TokenRange lower = reading_.tree.subtree(child);
      if ((start ? lower.first : lower.last) == token) return deprel_atom(reading_, child) + 200U;
    }
  }
  return 0;
}

// Quotation marks at and beside the ends, as bits.
Atom Featurizer::marks_around(TokenRange range) const {
  const Atom start_quote = is_quote_mark(reading_.text(range.first));
  const Atom end_quote = is_quote_mark(reading_.text(range.last - 1));
  const Atom quote_before = range.first > 0 && is_quote_mark(reading_.text(range.first - 1));
  const Atom quote_after =
      static_cast<std::size_t>(range.last) < form_.size() && is_quote_mark(reading_.text(range.last));
  return start_quote | end_quote << 1U | quote_before << 2U | quote_after << 3U;
}

void Featurizer::content_features(const CueSpan& cue, TokenRange source, const SpanCandidate& candidate,
                                  Features& out) const {
  out.clear();
  const TokenRange range = candidate.range;
  const TokenRange sentence = reading_.sentence_of(cue.head);
  const Atom lemma = lemma_[static_cast<std::size_t>(cue.head)];
  const Atom kind = upos(cue.head);
  const Atom table = table_[static_cast<std::size_t>(cue.head)];
  const bool before = range.last <= cue.range.first;
  const Index gap = before ? cue.range.first - range.last : range.first - cue.range.last;
  const Atom start_relation = child_relation_at(cue, range.first, true);
  const Atom end_relation = child_relation_at(cue, range.last, false);
  const bool to_end = range.last == sentence.last || range.last + 1 == sentence.last;
  const bool final_stop = range.last == sentence.last;
  const bool from_start = range.first == sentence.first;
  const Atom marks = marks_around(range);
  out.push_back(feature(200, before, kind, table));
  out.push_back(feature(201, before, lemma));
  out.push_back(feature(202, start_relation, before, kind));
  out.push_back(feature(203, start_relation, before, lemma));
  out.push_back(feature(204, end_relation, before, kind));
  out.push_back(feature(205, end_relation, before, lemma));
  out.push_back(feature(206, start_relation, end_relation, before, table));
  out.push_back(feature(207, form(range.first), before));
  out.push_back(feature(208, form(range.first), form(range.first - 1)));
  out.push_back(feature(209, form(range.first), lemma));
  out.push_back(feature(210, form(range.last), before));
  out.push_back(feature(211, form(range.last - 1), before));
  out.push_back(feature(212, upos(range.last - 1), upos(range.last), before));
  out.push_back(feature(213, upos(range.first - 1), upos(range.first), before));
  out.push_back(feature(214, bucket(gap), before, kind));
  out.push_back(feature(215, bucket(gap), before, lemma));
  out.push_back(feature(216, bucket(range.size()), before, kind));
  out.push_back(feature(217, bucket(range.size()), table));
  out.push_back(feature(218, to_end, final_stop, from_start, before));
  out.push_back(feature(219, to_end, from_start, before, table));
  out.push_back(feature(220, to_end, lemma, before));
  out.push_back(feature(221, marks, before, kind));
  out.push_back(feature(222, marks, to_end, table));
  out.push_back(feature(223, marks, form(range.last), candidate.variant));
  out.push_back(feature(224, candidate.variant, before, table));
  add_inside_features(cue, source, candidate, out);
  add_tree_features(cue, candidate, out);
  // The word between the cue and the content ("told reporters", "said of her").
  if (!before) {
    out.push_back(feature(239, form(cue.range.last), bucket(gap)));
    out.push_back(feature(240, upos(cue.range.last), bucket(gap), upos(range.first)));
  } else {
    out.push_back(feature(241, form(range.last), form(range.last + 1)));
  }
  out.push_back(feature(242, form(range.last), upos(range.last + 1), end_relation));
}

// What the stretch holds.
void Featurizer::add_inside_features(const CueSpan& cue, TokenRange source, const SpanCandidate& candidate,
                                     Features& out) const {
  const TokenRange range = candidate.range;
  const bool before = range.last <= cue.range.first;
  const Atom kind = upos(cue.head);
  const Atom table = table_[static_cast<std::size_t>(cue.head)];
  const Atom lemma = lemma_[static_cast<std::size_t>(cue.head)];
  const Atom marks = marks_around(range);
  const bool with_source = !source.empty() && range.first < source.last && source.first < range.last;
  out.push_back(feature(225, with_source, kind));
  const bool source_adjacent =
      !source.empty() && (range.last == source.first || range.first == source.last ||
                          range.last + 1 == source.first || range.first == source.last + 1);
  out.push_back(feature(226, source_adjacent, before, source.empty()));
  Atom inside = 0;
  bool finite = false;
  Index open_quotes = 0;
  for (TokenIndex at = range.first; at < range.last && at < range.first + 60; ++at) {
    const Token& token = reading_.token(at);
    if (token.upos == Upos::VERB || token.upos == Upos::AUX) finite = finite || is_finite(reading_, at);
    if (is_quote_mark(reading_.text(at))) ++open_quotes;
    if (at > range.first && token.upos == Upos::CCONJ) inside |= 1U;
    if (token.upos == Upos::PUNCT) inside |= 2U;
  }
  out.push_back(feature(227, finite, before, table));
  out.push_back(feature(228, finite, lemma));
  out.push_back(feature(229, inside, before));
  out.push_back(feature(230, static_cast<Atom>(open_quotes % 2), marks));
}

// Does the stretch agree with the tree: one top word, and which relation has it?
void Featurizer::add_tree_features(const CueSpan& cue, const SpanCandidate& candidate, Features& out) const {
  const TokenRange range = candidate.range;
  const bool before = range.last <= cue.range.first;
  const Atom kind = upos(cue.head);
  const TokenRange sentence = reading_.sentence_of(cue.head);
  const Atom lemma = lemma_[static_cast<std::size_t>(cue.head)];
  const Index gap = before ? cue.range.first - range.last : range.first - cue.range.last;
  Index tops = 0;
  TokenIndex top = kNone;
  for (TokenIndex at = range.first; at < range.last && at < range.first + 60; ++at) {
    const TokenIndex head = reading_.token(at).head;
    if (reading_.token(at).upos == Upos::PUNCT) continue;
    if (head == kNone || !range.contains(head)) {
      ++tops;
      if (top == kNone || reading_.token(at).upos == Upos::VERB) top = at;
    }
  }
  Index leaks = 0;  // words left outside that hang on words inside
  for (const TokenIndex edge : {range.first - 1, range.last}) {
    if (!sentence.contains(edge) || reading_.token(edge).upos == Upos::PUNCT) continue;
    const TokenIndex head = reading_.token(edge).head;
    if (head != kNone && range.contains(head)) ++leaks;
  }
  out.push_back(feature(231, static_cast<Atom>(std::min<Index>(tops, 4)), before, kind));
  out.push_back(feature(232, static_cast<Atom>(leaks), before));
  if (top != kNone) {
    const Atom way = path(top, cue.head);
    out.push_back(feature(233, way, before));
    out.push_back(feature(234, way, lemma));
    out.push_back(feature(235, way, static_cast<Atom>(std::min<Index>(tops, 3)), static_cast<Atom>(leaks)));
    out.push_back(feature(236, upos(top), deprel_atom(reading_, top), kind));
    out.push_back(feature(237, way, bucket(gap)));
    const TokenRange sub = reading_.tree.subtree(top);
    out.push_back(feature(238, way, sub.first == range.first, sub.last == range.last));
  }
}

void Featurizer::second_features(const CueSpan& cue, TokenRange source, TokenRange first,
                                 const SpanCandidate& candidate, Features& out) const {
  content_features(cue, source, candidate, out);
  // The same templates mean something else for a second piece.
  for (FeatureHash& hash : out) hash = feature(300, hash);
  const bool first_before = first.last <= cue.range.first;
  const bool before = candidate.range.last <= cue.range.first;
  const bool first_quote = is_quote_mark(reading_.text(first.first));
  const bool quote = is_quote_mark(reading_.text(candidate.range.first));
  out.push_back(feature(301, first_before, before, first_quote, quote));
  out.push_back(feature(302, first_before, before, candidate.variant, quote));
  out.push_back(feature(303, form(first.last - 1), form(candidate.range.first), before));
  out.push_back(feature(304, form(candidate.range.first - 1), first_quote, before));
}

void Featurizer::no_second_features(const CueSpan& cue, TokenRange first, Features& out) const {
  out.clear();
  const bool first_before = first.last <= cue.range.first;
  const bool first_quote = is_quote_mark(reading_.text(first.first));
  const TokenRange sentence = reading_.sentence_of(cue.head);
  out.push_back(feature(310));
  out.push_back(feature(311, first_before, first_quote));
  out.push_back(feature(312, lemma_[static_cast<std::size_t>(cue.head)], first_quote));
  out.push_back(feature(313, first_before, form(first.last - 1), form(first.last)));
  const auto next = sentence.last;
  const bool next_quote = static_cast<std::size_t>(next) < form_.size() && is_quote_mark(reading_.text(next));
  const bool same_paragraph = static_cast<std::size_t>(next) < form_.size() &&
                              reading_.paragraph_of(next) == reading_.paragraph_of(cue.head);
  out.push_back(feature(314, next_quote, same_paragraph, first_quote));
}

}  // namespace avow::speech
