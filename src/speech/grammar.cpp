#include "speech/grammar.hpp"

#include <algorithm>
#include <array>

#include "avow/document/xpos.hpp"

namespace avow::speech {
namespace {

constexpr int kMaxControlSteps = 6;

Xpos xpos_of(const Reading& reading, TokenIndex token) {
  return static_cast<Xpos>(reading.token(token).xpos);
}

Deprel relation(const Reading& reading, TokenIndex token) {
  return reading.token(token).deprel;
}

bool is_relative_word(const Reading& reading, TokenIndex token) {
  return is_word(reading, token, "who") || is_word(reading, token, "which") ||
         is_word(reading, token, "that") || is_word(reading, token, "whom");
}

// The subject a verb without its own shares with the verb it hangs on.
TokenIndex shared_subject(const Reading& reading, TokenIndex verb) {
  TokenIndex at = verb;
  for (int step = 0; step < kMaxControlSteps; ++step) {
    const TokenIndex head = reading.token(at).head;
    if (head == kNone) return kNone;
    const Deprel deprel = relation(reading, at);
    const Deprel base = base_relation(deprel);
    if (base == Deprel::acl) {
      if (is_nominal(reading, head)) return head;
      return kNone;
    }
    if (base == Deprel::xcomp) {
      // Object control: "asked the army to leave": the army leaves.
      const TokenIndex object = reading.tree.child(head, {Deprel::obj, Deprel::iobj});
      if (object != kNone && object < at) return object;
    } else if (base != Deprel::conj && base != Deprel::advcl && base != Deprel::parataxis &&
               base != Deprel::ccomp && base != Deprel::csubj) {
      return kNone;
    }
    const TokenIndex subject = own_subject(reading, head);
    if (subject != kNone) return subject;
    at = head;
  }
  return kNone;
}

// A relative pronoun stands for the noun its clause hangs on.
TokenIndex resolve_relative(const Reading& reading, TokenIndex verb, TokenIndex subject) {
  if (!is_relative_word(reading, subject)) return subject;
  TokenIndex at = verb;
  for (int step = 0; step < kMaxControlSteps && at != kNone; ++step) {
    const Deprel base = base_relation(relation(reading, at));
    const TokenIndex head = reading.token(at).head;
    if (base == Deprel::acl) return head == kNone ? subject : head;
    at = head;
  }
  return subject;
}

}  // namespace

bool is_word(const Reading& reading, TokenIndex token, std::string_view word) {
  const std::string_view text = reading.text(token);
  if (text.size() != word.size()) return false;
  for (std::size_t i = 0; i < word.size(); ++i) {
    const char c = text[i];
    const char low = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    if (low != word[i]) return false;
  }
  return true;
}

bool is_finite(const Reading& reading, TokenIndex token) {
  const auto finite = [&reading](TokenIndex at) {
    const Xpos xpos = xpos_of(reading, at);
    return xpos == Xpos::VBD || xpos == Xpos::VBZ || xpos == Xpos::VBP || xpos == Xpos::MD;
  };
  if (finite(token)) return true;
  for (const TokenIndex child : reading.tree.children(token)) {
    const Deprel base = base_relation(relation(reading, child));
    if ((base == Deprel::aux || base == Deprel::cop) && finite(child)) return true;
  }
  return false;
}

bool is_predicate(const Reading& reading, TokenIndex token) {
  if (reading.token(token).upos == Upos::VERB) return true;
  return reading.tree.has_child(token, {Deprel::cop, Deprel::nsubj, Deprel::nsubj_outer, Deprel::nsubj_pass});
}

bool is_nominal(const Reading& reading, TokenIndex token) {
  const Upos upos = reading.token(token).upos;
  return upos == Upos::NOUN || upos == Upos::PROPN || upos == Upos::PRON || upos == Upos::NUM ||
         upos == Upos::DET || upos == Upos::X || upos == Upos::SYM;
}

bool is_passive(const Reading& reading, TokenIndex verb) {
  // "a truce agreed between the two": a past participle behind its noun.
  const bool participle = relation(reading, verb) == Deprel::acl && xpos_of(reading, verb) == Xpos::VBN;
  if (participle && !reading.tree.has_child(verb, {Deprel::aux, Deprel::obj, Deprel::nsubj})) return true;
  bool passive = false;
  bool perfect = false;
  for (const TokenIndex child : reading.tree.children(verb)) {
    const Deprel deprel = relation(reading, child);
    const std::string& lemma = reading.lemma(child);
    if (deprel == Deprel::aux_pass && (lemma == "be" || lemma == "get")) return true;
    if (deprel == Deprel::aux || deprel == Deprel::aux_pass) perfect = true;
    if (deprel == Deprel::nsubj_pass || deprel == Deprel::csubj_pass) passive = true;
  }
  // "had agreed" or "called for" with a passive subject is a slip of the parser; a conjunct may share an
  // auxiliary.
  if (passive) return !perfect && relation(reading, verb) == Deprel::conj;
  if (perfect || xpos_of(reading, verb) != Xpos::VBN) return false;
  const Deprel deprel = relation(reading, verb);
  if (deprel == Deprel::acl || deprel == Deprel::amod) return true;
  if (deprel == Deprel::advcl || deprel == Deprel::conj)
    return !reading.tree.has_child(verb, {Deprel::nsubj, Deprel::obj}) &&
           (deprel == Deprel::advcl || is_passive(reading, reading.token(verb).head));
  return false;
}

bool is_negated(const Reading& reading, TokenIndex verb) {
  for (const TokenIndex child : reading.tree.children(verb)) {
    const std::string& lemma = reading.lemma(child);
    if (lemma == "not" || lemma == "n't" || lemma == "never" || lemma == "no" || lemma == "neither")
      return true;
  }
  return false;
}

TokenIndex own_subject(const Reading& reading, TokenIndex verb) {
  return reading.tree.child(verb, {Deprel::nsubj, Deprel::nsubj_pass, Deprel::nsubj_outer});
}

TokenIndex doer_of(const Reading& reading, TokenIndex verb) {
  if (is_passive(reading, verb)) {
    const TokenIndex agent = reading.tree.child(verb, {Deprel::obl_agent});
    if (agent != kNone) return agent;
    const TokenIndex by = after_preposition(reading, verb, "by");
    return by != kNone ? by : after_preposition(reading, verb, "between");
  }
  const TokenIndex subject = own_subject(reading, verb);
  if (subject != kNone) {
    // "it was not clear": a dummy subject says nothing.
    return resolve_relative(reading, verb, subject);
  }
  const TokenIndex shared = shared_subject(reading, verb);
  return shared == kNone ? kNone : resolve_relative(reading, reading.token(verb).head, shared);
}

TokenIndex object_of(const Reading& reading, TokenIndex verb) {
  if (is_passive(reading, verb)) {
    const TokenIndex subject = own_subject(reading, verb);
    if (subject != kNone) return resolve_relative(reading, verb, subject);
    if (base_relation(relation(reading, verb)) == Deprel::acl) return reading.token(verb).head;
    return shared_subject(reading, verb);
  }
  const TokenIndex object = reading.tree.child(verb, {Deprel::obj});
  if (object != kNone) return resolve_relative(reading, verb, object);
  return kNone;
}

TokenIndex preposition_of(const Reading& reading, TokenIndex head) {
  for (const TokenIndex child : reading.tree.children(head)) {
    if (child > head) break;
    const Deprel deprel = relation(reading, child);
    if (deprel == Deprel::case_ || deprel == Deprel::mark) return child;
  }
  return kNone;
}

TokenIndex after_preposition(const Reading& reading, TokenIndex head, std::string_view preposition) {
  for (const TokenIndex child : reading.tree.children(head)) {
    const Deprel base = base_relation(relation(reading, child));
    if (base != Deprel::obl && base != Deprel::nmod && base != Deprel::advcl && base != Deprel::acl &&
        base != Deprel::xcomp && base != Deprel::ccomp)
      continue;
    if (child < head) continue;
    const TokenIndex word = preposition_of(reading, child);
    if (word != kNone && is_word(reading, word, preposition)) {
      if ((base == Deprel::advcl || base == Deprel::acl || base == Deprel::xcomp) && preposition == "to" &&
          relation(reading, word) == Deprel::mark && xpos_of(reading, child) != Xpos::VBG)
        continue;
      return child;
    }
  }
  // "the demand for higher pay was refused": hung on the verb, but it stands right behind its noun.
  const TokenIndex next = head + 1;
  if (reading.token(head).upos != Upos::NOUN || next >= reading.sentence_of(head).last ||
      relation(reading, next) != Deprel::case_ || !is_word(reading, next, preposition))
    return kNone;
  const TokenIndex found = reading.token(next).head;
  return found > next && is_nominal(reading, found) ? found : kNone;
}

TokenIndex content_clause(const Reading& reading, TokenIndex head) {
  TokenIndex fallback = kNone;
  for (const TokenIndex child : reading.tree.children(head)) {
    const Deprel deprel = relation(reading, child);
    if (deprel == Deprel::ccomp || deprel == Deprel::csubj_pass) return child;
    // "is sure that he lied" with the clause as a subject.
    if (deprel == Deprel::csubj && child > head && !is_nominal(reading, head)) {
      const TokenIndex mark = reading.tree.child(child, {Deprel::mark});
      if (mark != kNone && is_word(reading, mark, "that") && own_subject(reading, head) != kNone)
        return child;
    }
    if (deprel == Deprel::acl && reading.token(head).upos != Upos::VERB && child > head) {
      const TokenIndex mark = reading.tree.child(child, {Deprel::mark});
      if (mark != kNone && is_word(reading, mark, "that")) return child;
    }
    if (deprel == Deprel::advcl && child > head) {
      const TokenIndex mark = reading.tree.child(child, {Deprel::mark});
      if (mark != kNone && (is_word(reading, mark, "that") || is_word(reading, mark, "whether")))
        fallback = child;
    }
  }
  return fallback;
}

TokenIndex infinitive(const Reading& reading, TokenIndex head) {
  for (const TokenIndex child : reading.tree.children(head)) {
    if (child < head) continue;
    const Deprel base = base_relation(relation(reading, child));
    if (base != Deprel::xcomp && base != Deprel::acl && base != Deprel::ccomp && base != Deprel::advcl)
      continue;
    const TokenIndex mark = reading.tree.child(child, {Deprel::mark});
    if (mark != kNone && is_word(reading, mark, "to")) return child;
  }
  return kNone;
}

bool is_time(const Reading& reading, TokenIndex token) {
  const auto& times = reading.document.times;
  const auto found = std::partition_point(times.begin(), times.end(),
                                          [token](const Time& time) { return time.tokens.last <= token; });
  return found != times.end() && found->tokens.contains(token);
}

bool is_quotation_mark(const Reading& reading, TokenIndex token) {
  constexpr std::array<std::string_view, 14> kMarks = {
      "\"\"\"",       "\"",           "''",           "``",           "'",        "`",        "\xE2\x80\x9C",
      "\xE2\x80\x9D", "\xE2\x80\x98", "\xE2\x80\x99", "\xE2\x80\x9E", "\xC2\xAB", "\xC2\xBB", "\"\""};
  return std::find(kMarks.begin(), kMarks.end(), reading.text(token)) != kMarks.end();
}

bool is_punctuation(const Reading& reading, TokenIndex token) {
  return reading.token(token).upos == Upos::PUNCT || is_quotation_mark(reading, token);
}

TokenRange trim_punctuation(const Reading& reading, TokenRange range) {
  const auto droppable = [&reading](TokenIndex at) { return is_punctuation(reading, at); };
  while (!range.empty() && droppable(range.first)) ++range.first;
  while (!range.empty() && droppable(range.last - 1)) {
    // A closing bracket stays with its opening one.
    const std::string_view text = reading.text(range.last - 1);
    if (text == ")" || text == "]") break;
    --range.last;
  }
  return range;
}

TokenRange noun_phrase(const Reading& reading, TokenIndex head) {
  TokenRange range{head, head + 1};
  for (const TokenIndex child : reading.tree.children(head)) {
    const Deprel deprel = relation(reading, child);
    if (deprel == Deprel::case_ && child < head) continue;
    const Deprel base = base_relation(deprel);
    if (base == Deprel::cop || base == Deprel::nsubj || base == Deprel::punct || base == Deprel::mark ||
        base == Deprel::parataxis || base == Deprel::advcl || base == Deprel::aux || base == Deprel::ccomp ||
        base == Deprel::cc || base == Deprel::discourse)
      continue;
    if (child < head && base == Deprel::advmod) continue;
    const TokenRange sub = reading.tree.subtree(child);
    range.first = std::min(range.first, sub.first);
    range.last = std::max(range.last, sub.last);
  }
  // Prepositions and other loose words in front do not belong to the phrase.
  for (const TokenIndex child : reading.tree.children(head)) {
    const Deprel deprel = relation(reading, child);
    if (child >= range.first && child < head && (deprel == Deprel::case_ || deprel == Deprel::punct) &&
        child == range.first)
      ++range.first;
  }
  return trim_punctuation(reading, range);
}

std::vector<TokenRange> stretches(const Reading& reading, TokenIndex head, TokenIndex without) {
  std::vector<TokenRange> out;
  const TokenRange whole = reading.tree.subtree(head);
  if (without == kNone || !reading.tree.dominates(head, without)) {
    const TokenRange range = trim_punctuation(reading, whole);
    if (!range.empty()) out.push_back(range);
    return out;
  }
  const TokenRange hole = reading.tree.subtree(without);
  const TokenRange before = trim_punctuation(reading, {whole.first, hole.first});
  const TokenRange after = trim_punctuation(reading, {hole.last, whole.last});
  if (!before.empty()) out.push_back(before);
  if (!after.empty()) out.push_back(after);
  return out;
}

TokenIndex content_top(const Reading& reading, TokenRange range) {
  for (TokenIndex at = range.first; at < range.last; ++at) {
    const TokenIndex head = reading.token(at).head;
    if (reading.token(at).upos != Upos::PUNCT && (head == kNone || !range.contains(head))) {
      // The clause's verb rather than a stray word before it.
      if (is_predicate(reading, at)) return at;
    }
  }
  for (TokenIndex at = range.first; at < range.last; ++at) {
    const TokenIndex head = reading.token(at).head;
    if (reading.token(at).upos != Upos::PUNCT && (head == kNone || !range.contains(head))) return at;
  }
  return range.empty() ? kNone : range.first;
}

// "that", "to", quote marks and commas at the ends are no content.
TokenRange bare(const Reading& reading, TokenRange range) {
  range = trim_punctuation(reading, range);
  if (range.size() > 1 && is_word(reading, range.first, "that") &&
      reading.token(range.first).deprel == Deprel::mark)
    ++range.first;
  while (!range.empty() && reading.token(range.first).upos == Upos::PUNCT) ++range.first;
  return range;
}

bool in_ranges(const std::vector<TokenRange>& ranges, TokenIndex token) {
  return std::any_of(ranges.begin(), ranges.end(),
                     [token](const TokenRange& range) { return range.contains(token); });
}

}  // namespace avow::speech
