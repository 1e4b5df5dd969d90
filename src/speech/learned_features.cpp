#include "speech/learned_features.hpp"

#include "speech/learned_atoms.hpp"

#include <algorithm>
#include <array>

#include "avow/base/strings.hpp"

namespace avow::speech {
namespace {

using model::feature;

constexpr Index kSourceReach = 40;

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
  add_child_features(token, out);
  add_neighbour_features(token, out);
}

// What hangs on the word.
void Featurizer::add_child_features(TokenIndex token, Features& out) const {
  const auto i = static_cast<std::size_t>(token);
  const Atom lemma = lemma_[i];
  const Atom pos = upos(token);
  const Atom deprel = deprel_atom(reading_, token);
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
}

// The words around it, and the quotes near it.
void Featurizer::add_neighbour_features(TokenIndex token, Features& out) const {
  const auto i = static_cast<std::size_t>(token);
  const TokenRange sentence = reading_.sentence_of(token);
  const Atom lemma = lemma_[i];
  const Atom pos = upos(token);
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

}  // namespace avow::speech
