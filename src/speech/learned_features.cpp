#include "speech/learned_features.hpp"

#include <algorithm>
#include <array>

#include "avow/base/strings.hpp"

namespace avow::speech {
namespace {

using model::feature;

constexpr Atom kOutside = 0xFFFFU;
constexpr std::size_t kMaxBoundaries = 16;
constexpr Index kSourceReach = 40;

Atom bucket(Index distance) {
  const Index size = distance < 0 ? -distance : distance;
  Atom out = 0;
  for (const Index limit : {0, 1, 2, 3, 4, 6, 9, 14, 20, 30, 50}) {
    if (size > limit) ++out;
  }
  return distance < 0 ? out + 16U : out;
}

Atom deprel_atom(const Reading& reading, TokenIndex token) {
  return static_cast<Atom>(reading.token(token).deprel) + 1U;
}

bool is_quote_mark(std::string_view text) {
  for (const std::string_view mark : {"\"", "''", "``", "'", "`", "\xE2\x80\x9C", "\xE2\x80\x9D",
                                      "\xE2\x80\x98", "\xE2\x80\x99", "\xC2\xAB", "\xC2\xBB", "\"\""}) {
    if (text == mark) return true;
  }
  return false;
}

}  // namespace

Featurizer::Featurizer(const Reading& reading, const CueTable& cues) : reading_(reading) {
  const auto& tokens = reading.document.tokens;
  lemma_.reserve(tokens.size());
  form_.reserve(tokens.size());
  table_.assign(tokens.size(), 0);
  std::string low;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const std::string_view text = reading.document.text_of(static_cast<TokenIndex>(i));
    low.assign(text);
    for (char& c : low) {
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    }
    form_.push_back(model::text_atom(low));
    lemma_.push_back(model::text_atom(tokens[i].lemma));
    const Upos upos = tokens[i].upos;
    if (upos != Upos::VERB && upos != Upos::NOUN && upos != Upos::ADJ) continue;
    for (const Cue& cue : cues.find(tokens[i].lemma)) {
      table_[i] |= static_cast<std::uint8_t>(1U << static_cast<unsigned>(cue.kind));
      if (cue.function) table_[i] |= 16U;
      if (cue.takes_quote()) table_[i] |= 32U;
    }
  }
}

Atom Featurizer::form(TokenIndex token) const {
  if (token < 0 || static_cast<std::size_t>(token) >= form_.size()) return kOutside;
  return form_[static_cast<std::size_t>(token)];
}

Atom Featurizer::upos(TokenIndex token) const {
  if (token < 0 || static_cast<std::size_t>(token) >= form_.size()) return kOutside;
  return static_cast<Atom>(reading_.token(token).upos);
}

Atom Featurizer::gate_atom(TokenIndex token) const {
  return feature(900, lemma_[static_cast<std::size_t>(token)], upos(token));
}

// 0 outside quotes, 1 inside one.
int Featurizer::quote_side(TokenIndex token) const {
  if (token < 0 || static_cast<std::size_t>(token) >= form_.size()) return 0;
  return reading_.quote_of[static_cast<std::size_t>(token)] >= 0 ? 1 : 0;
}

TokenRange Featurizer::with_marks(const Quote& quote) const {
  TokenRange range = quote.tokens;
  const auto count = static_cast<TokenIndex>(form_.size());
  while (range.first > 0 && reading_.token(range.first - 1).span.begin >= quote.span.begin) --range.first;
  while (range.last < count && reading_.token(range.last).span.end <= quote.span.end) ++range.last;
  return range;
}

// The relations on the way from one token up and down to another, or a constant when far apart.
Atom Featurizer::path(TokenIndex from, TokenIndex to) const {
  std::array<TokenIndex, 5> up{};
  std::size_t ups = 0;
  for (TokenIndex at = from; at != kNone && ups < up.size(); at = reading_.token(at).head) up[ups++] = at;
  std::array<TokenIndex, 5> other{};
  std::size_t others = 0;
  for (TokenIndex at = to; at != kNone && others < other.size(); at = reading_.token(at).head)
    other[others++] = at;
  for (std::size_t i = 0; i < ups; ++i) {
    for (std::size_t j = 0; j < others; ++j) {
      if (up[i] != other[j]) continue;
      std::uint64_t hash = 7;
      for (std::size_t k = 0; k < i; ++k) hash = model::mix(hash, deprel_atom(reading_, up[k]));
      hash = model::mix(hash, 99);
      for (std::size_t k = j; k-- > 0;) hash = model::mix(hash, deprel_atom(reading_, other[k]) + 200U);
      return static_cast<Atom>(hash >> 32U);
    }
  }
  return kOutside;
}

void Featurizer::cue_features(TokenIndex token, Features& out) const {
  out.clear();
  const auto i = static_cast<std::size_t>(token);
  const TokenRange sentence = reading_.sentence_of(token);
  const Atom lemma = lemma_[i];
  const Atom pos = upos(token);
  const Atom deprel = deprel_atom(reading_, token);
  const Atom xpos = reading_.token(token).xpos;
  out.push_back(feature(1));
  out.push_back(feature(2, lemma));
  out.push_back(feature(3, lemma, pos));
  out.push_back(feature(4, xpos));
  out.push_back(feature(5, lemma, xpos));
  out.push_back(feature(6, deprel, pos));
  out.push_back(feature(7, lemma, deprel));
  const TokenIndex head = reading_.token(token).head;
  out.push_back(feature(8, head == kNone ? kOutside : lemma_[static_cast<std::size_t>(head)], deprel));
  out.push_back(feature(9, head == kNone ? kOutside : upos(head), deprel, pos));
  out.push_back(feature(10, table_[i]));
  out.push_back(feature(11, table_[i], deprel));
  Atom kinds = 0;
  for (const TokenIndex child : reading_.tree.children(token)) {
    const Atom relation = deprel_atom(reading_, child);
    const bool after = child > token;
    out.push_back(feature(12, relation, after, pos));
    out.push_back(feature(13, lemma, relation));
    out.push_back(feature(14, table_[i], relation, after));
    const Deprel base = base_relation(reading_.token(child).deprel);
    if (base == Deprel::nsubj) {
      out.push_back(feature(15, lemma_[static_cast<std::size_t>(child)]));
      out.push_back(feature(16, upos(child), reading_.token(child).xpos, lemma));
      out.push_back(feature(17, upos(child), table_[i]));
      kinds |= 1U;
    }
    if (base == Deprel::obj)
      out.push_back(feature(18, lemma_[static_cast<std::size_t>(child)], lemma)), kinds |= 2U;
    if (base == Deprel::ccomp) kinds |= 4U;
    if (base == Deprel::xcomp) kinds |= 8U;
    if (base == Deprel::parataxis) kinds |= 16U;
    if (base == Deprel::obl || base == Deprel::nmod) {
      const TokenIndex word = preposition_of(reading_, child);
      if (word != kNone) {
        out.push_back(feature(19, lemma, form(word)));
        kinds |= 32U;
      }
    }
    if (base == Deprel::aux || base == Deprel::mark) out.push_back(feature(20, form(child), lemma));
    if (base == Deprel::aux || base == Deprel::mark || base == Deprel::advmod)
      out.push_back(feature(21, form(child)));
    if (out.size() > 200) break;
  }
  out.push_back(feature(22, kinds, lemma));
  out.push_back(feature(23, kinds, table_[i], deprel));
  for (const Index offset : {-2, -1, 1, 2}) {
    const TokenIndex at = token + offset;
    const bool inside = sentence.contains(at);
    out.push_back(feature(24, static_cast<Atom>(offset + 4), inside ? form(at) : kOutside));
    out.push_back(feature(25, static_cast<Atom>(offset + 4), inside ? upos(at) : kOutside, pos));
    if (offset == -1 || offset == 1)
      out.push_back(feature(26, static_cast<Atom>(offset + 4), inside ? form(at) : kOutside, lemma));
  }
  // Quotes of the sentence that the token is not in.
  Atom quotes = 0;
  const std::int32_t own = reading_.quote_of[i];
  for (Index step = 1; step <= 12; ++step) {
    const TokenIndex before = token - step;
    const TokenIndex after = token + step;
    if (sentence.contains(before) && reading_.quote_of[static_cast<std::size_t>(before)] != own)
      quotes |= step <= 4 ? 1U : 2U;
    if (sentence.contains(after) && reading_.quote_of[static_cast<std::size_t>(after)] != own)
      quotes |= step <= 4 ? 4U : 8U;
  }
  if (own >= 0) quotes |= 16U;
  out.push_back(feature(27, quotes, pos));
  out.push_back(feature(28, quotes, lemma));
  out.push_back(feature(29, quotes, table_[i]));
  out.push_back(feature(30, bucket(sentence.last - token), pos));
  out.push_back(feature(31, bucket(token - sentence.first), pos));
  out.push_back(feature(32, is_passive(reading_, token), lemma));
}

void Featurizer::edge_features(const CueSpan& cue, bool left, Features& out) const {
  out.clear();
  const TokenRange sentence = reading_.sentence_of(cue.head);
  const TokenIndex at = left ? cue.range.first - 1 : cue.range.last;
  const Atom side = left ? 1 : 0;
  const bool inside = sentence.contains(at);
  const Atom lemma = lemma_[static_cast<std::size_t>(cue.head)];
  out.push_back(feature(40, side));
  if (!inside) {
    out.push_back(feature(41, side));
    return;
  }
  const Atom relation = deprel_atom(reading_, at);
  const TokenIndex head = reading_.token(at).head;
  const Atom to_head = head == cue.head ? 1 : (head != kNone && cue.range.contains(head)) ? 2 : 0;
  out.push_back(feature(42, side, form(at)));
  out.push_back(feature(43, side, upos(at), to_head));
  out.push_back(feature(44, side, relation, to_head));
  out.push_back(feature(45, side, relation, to_head, form(at)));
  out.push_back(feature(46, side, form(at), lemma));
  out.push_back(feature(47, side, upos(at), upos(left ? at - 1 : at + 1), to_head));
  out.push_back(feature(48, side, form(at), form(left ? at - 1 : at + 1)));
  out.push_back(feature(49, side, upos(cue.head), upos(at)));
  out.push_back(feature(50, side, static_cast<Atom>(cue.range.size()), upos(at)));
  out.push_back(feature(51, side, quote_side(at), quote_side(cue.head)));
  out.push_back(feature(52, side, form(left ? cue.range.first : cue.range.last - 1), form(at)));
  out.push_back(feature(53, side, lemma, upos(at), static_cast<Atom>(cue.range.size())));
}

// ---- sources

void Featurizer::add_source(TokenIndex head, TokenRange range, std::uint8_t variant,
                            std::vector<SpanCandidate>& out) const {
  if (range.empty() || !range.contains(head)) return;
  for (const SpanCandidate& known : out) {
    if (known.range == range) return;
  }
  out.push_back({range, head, variant});
}

std::vector<SpanCandidate> Featurizer::source_candidates(const CueSpan& cue) const {
  std::vector<SpanCandidate> out;
  const TokenRange sentence = reading_.sentence_of(cue.head);
  const TokenIndex first = std::max(sentence.first, cue.range.first - kSourceReach);
  const TokenIndex last = std::min(sentence.last, cue.range.last + kSourceReach / 2);
  for (TokenIndex head = first; head < last; ++head) {
    if (cue.range.contains(head) || !is_nominal(reading_, head)) continue;
    const Deprel deprel = reading_.token(head).deprel;
    if (deprel == Deprel::compound || deprel == Deprel::flat || deprel == Deprel::det ||
        deprel == Deprel::nummod)
      continue;
    const auto cut = [&cue](TokenRange range, TokenIndex top) {
      // The source ends before the cue, or begins after it.
      if (range.first < cue.range.first && range.last > cue.range.first) {
        if (top < cue.range.first) range.last = cue.range.first;
        if (top >= cue.range.last) range.first = cue.range.last;
      }
      if (range.contains(cue.head)) range = {top, top + 1};
      return range;
    };
    const TokenRange full = cut(noun_phrase(reading_, head), head);
    add_source(head, trim_punctuation(reading_, full), 0, out);
    TokenRange core{head, head + 1};
    TokenRange middle{head, head + 1};
    for (const TokenIndex child : reading_.tree.children(head)) {
      const Deprel base = base_relation(reading_.token(child).deprel);
      const TokenRange sub = reading_.tree.subtree(child);
      const bool tight = base == Deprel::det || base == Deprel::amod || base == Deprel::compound ||
                         base == Deprel::flat || base == Deprel::nummod ||
                         (base == Deprel::nmod && child < head) || base == Deprel::fixed;
      if (tight) core = {std::min(core.first, sub.first), std::max(core.last, sub.last)};
      if (tight || base == Deprel::nmod)
        middle = {std::min(middle.first, sub.first), std::max(middle.last, sub.last)};
    }
    add_source(head, trim_punctuation(reading_, cut(core, head)), 1, out);
    add_source(head, trim_punctuation(reading_, cut(middle, head)), 2, out);
    // With the comma that closes an apposition.
    if (full.last < sentence.last && reading_.text(full.last) == "," && !cue.range.contains(full.last)) {
      bool comma = false;
      for (TokenIndex at = full.first; at < full.last; ++at) comma = comma || reading_.text(at) == ",";
      if (comma) add_source(head, {full.first, full.last + 1}, 3, out);
    }
    // Everything from the phrase to the cue, or from the cue to the end of the clause.
    if (head < cue.range.first && cue.range.first - full.first <= 30) {
      TokenRange to_cue{full.first, cue.range.first};
      bool verb = false;
      for (TokenIndex at = head; at < to_cue.last; ++at) verb = verb || reading_.token(at).upos == Upos::AUX;
      if (!verb) {
        add_source(head, to_cue, 4, out);
        add_source(head, trim_punctuation(reading_, to_cue), 5, out);
      }
    }
    if (head > cue.range.last - 1) {
      TokenIndex stop = head + 1;
      while (stop < sentence.last && reading_.text(stop) != "." && !is_quote_mark(reading_.text(stop)))
        ++stop;
      add_source(head, {full.first, stop}, 6, out);
      TokenIndex comma = head + 1;
      while (comma < stop && reading_.text(comma) != ",") ++comma;
      add_source(head, {full.first, comma}, 7, out);
    }
  }
  return out;
}

void Featurizer::source_features(const CueSpan& cue, const SpanCandidate& candidate, Features& out) const {
  out.clear();
  const TokenIndex head = candidate.head;
  const Atom lemma = lemma_[static_cast<std::size_t>(cue.head)];
  const Atom own = lemma_[static_cast<std::size_t>(head)];
  const Atom way = path(head, cue.head);
  const Atom pos = upos(head);
  const bool before = head < cue.head;
  const TokenRange range = candidate.range;
  const Index gap = before ? cue.range.first - range.last : range.first - cue.range.last;
  const Atom kind = upos(cue.head);
  out.push_back(feature(100, candidate.variant));
  out.push_back(feature(101, way));
  out.push_back(feature(102, way, kind, before));
  out.push_back(feature(103, way, lemma));
  out.push_back(feature(104, way, pos));
  out.push_back(feature(105, bucket(gap), before));
  out.push_back(feature(106, bucket(gap), before, kind, pos));
  out.push_back(feature(107, own));
  out.push_back(feature(108, pos, reading_.token(head).xpos));
  out.push_back(feature(109, deprel_atom(reading_, head), before, kind));
  const Atom same_quote = reading_.quote_of[static_cast<std::size_t>(head)] ==
                          reading_.quote_of[static_cast<std::size_t>(cue.head)];
  out.push_back(feature(110, same_quote, before));
  out.push_back(feature(111, form(range.first - 1), before));
  out.push_back(feature(112, form(range.last), before));
  out.push_back(feature(113, upos(range.first - 1), upos(range.first)));
  out.push_back(feature(114, upos(range.last - 1), upos(range.last), candidate.variant));
  out.push_back(feature(115, form(range.first)));
  out.push_back(feature(116, form(range.last - 1)));
  out.push_back(feature(117, bucket(range.size()), candidate.variant));
  out.push_back(feature(118, bucket(range.size())));
  bool verb = false;
  bool comma = false;
  bool quote = false;
  for (TokenIndex at = range.first; at < range.last; ++at) {
    verb = verb || reading_.token(at).upos == Upos::VERB;
    comma = comma || reading_.text(at) == ",";
    quote = quote || is_quote_mark(reading_.text(at));
  }
  out.push_back(feature(119, verb, comma, quote));
  Atom between = 0;
  const TokenIndex from = before ? range.last : cue.range.last;
  const TokenIndex to = before ? cue.range.first : range.first;
  for (TokenIndex at = from; at < to && at < from + 12; ++at) {
    if (reading_.token(at).upos == Upos::VERB) between |= 1U;
    if (reading_.token(at).upos == Upos::PUNCT) between |= 2U;
    if (is_nominal(reading_, at)) between |= 4U;
    if (is_quote_mark(reading_.text(at))) between |= 8U;
  }
  out.push_back(feature(120, between, before, kind));
  out.push_back(feature(121, between, bucket(gap), before));
  out.push_back(feature(122, range == reading_.tree.subtree(head), candidate.variant));
  out.push_back(feature(123, form(range.last), upos(range.last + 1), candidate.variant));
  out.push_back(feature(
      124, deprel_atom(reading_, std::min<TokenIndex>(range.last, static_cast<TokenIndex>(form_.size()) - 1)),
      candidate.variant));
}

void Featurizer::no_source_features(const CueSpan& cue, Features& out) const {
  out.clear();
  const Atom lemma = lemma_[static_cast<std::size_t>(cue.head)];
  out.push_back(feature(130));
  out.push_back(feature(131, lemma));
  out.push_back(feature(132, upos(cue.head), reading_.token(cue.head).xpos));
  out.push_back(feature(133, deprel_atom(reading_, cue.head), upos(cue.head)));
  out.push_back(feature(134, is_passive(reading_, cue.head), upos(cue.head)));
  const TokenIndex subject = own_subject(reading_, cue.head);
  out.push_back(feature(135, subject == kNone ? kOutside : deprel_atom(reading_, subject)));
  out.push_back(feature(136, subject == kNone ? kOutside : form(subject)));
  out.push_back(feature(137, doer_of(reading_, cue.head) == kNone, upos(cue.head)));
  out.push_back(feature(138, quote_side(cue.head)));
  out.push_back(feature(139, form(cue.range.last), upos(cue.head)));
}

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
        add(starts ? lower.first : lower.first);
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
  const Atom start_quote = is_quote_mark(reading_.text(range.first));
  const Atom end_quote = is_quote_mark(reading_.text(range.last - 1));
  const Atom quote_before = range.first > 0 && is_quote_mark(reading_.text(range.first - 1));
  const Atom quote_after =
      static_cast<std::size_t>(range.last) < form_.size() && is_quote_mark(reading_.text(range.last));
  const Atom marks = start_quote | end_quote << 1U | quote_before << 2U | quote_after << 3U;
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
  // Does the stretch agree with the tree: one top word, and which relation has it?
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
  // The word between the cue and the content ("told reporters", "said of her").
  if (!before) {
    out.push_back(feature(239, form(cue.range.last), bucket(gap)));
    out.push_back(feature(240, upos(cue.range.last), bucket(gap), upos(range.first)));
  } else {
    out.push_back(feature(241, form(range.last), form(range.last + 1)));
  }
  out.push_back(feature(242, form(range.last), upos(range.last + 1), end_relation));
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
