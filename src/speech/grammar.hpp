// Grammar: questions about a tree that attribution asks over and over: who is the subject of this verb, what
// follows this preposition, which words are this clause.
//
//   Reading reading(document, diagnostics);
//   TokenIndex subject = subject_of(reading, verb);   // through relative clauses, coordination and control
//
// Reading is a snapshot of one document with its tree and quotes; the document must outlive it.
#pragma once

#include <string_view>
#include <vector>

#include "avow/document/document.hpp"
#include "avow/document/tree.hpp"
#include "speech/quotes.hpp"

namespace avow::speech {

struct Reading {
  Reading(const Document& document_in, std::vector<Diagnostic>& diagnostics)
      : document(document_in),
        tree(document_in),
        quotes(read_quotes(document_in, diagnostics)),
        quote_of(quote_of_tokens(document_in, quotes)) {}

  [[nodiscard]] const Token& token(TokenIndex index) const {
    return document.tokens[static_cast<std::size_t>(index)];
  }
  [[nodiscard]] std::string_view text(TokenIndex index) const { return document.text_of(index); }
  [[nodiscard]] const std::string& lemma(TokenIndex index) const { return token(index).lemma; }
  [[nodiscard]] TokenRange sentence_of(TokenIndex index) const {
    return document.sentences[static_cast<std::size_t>(token(index).sentence)].tokens;
  }
  [[nodiscard]] std::int32_t paragraph_of(TokenIndex index) const {
    return document.sentences[static_cast<std::size_t>(token(index).sentence)].paragraph;
  }

  const Document& document;
  Tree tree;
  std::vector<Quote> quotes;
  std::vector<std::int32_t> quote_of;  // token -> innermost quote or -1
};

// The token's text is this word, ASCII case ignored.
[[nodiscard]] bool is_word(const Reading& reading, TokenIndex token, std::string_view word);
[[nodiscard]] bool is_finite(const Reading& reading, TokenIndex token);
// Verb, or adjective/noun with a copula: something with a subject.
[[nodiscard]] bool is_predicate(const Reading& reading, TokenIndex token);
[[nodiscard]] bool is_nominal(const Reading& reading, TokenIndex token);
[[nodiscard]] bool is_passive(const Reading& reading, TokenIndex verb);
[[nodiscard]] bool is_negated(const Reading& reading, TokenIndex verb);

// The subject as it stands under the verb, or kNone.
[[nodiscard]] TokenIndex own_subject(const Reading& reading, TokenIndex verb);
// Who does it: own subject, the noun a relative clause or participle hangs on, the subject shared with a
// coordinated or governing verb; for a passive the by-phrase. kNone when nobody is named.
[[nodiscard]] TokenIndex doer_of(const Reading& reading, TokenIndex verb);
// The object, or the subject of a passive, or the noun a passive participle or object relative hangs on.
[[nodiscard]] TokenIndex object_of(const Reading& reading, TokenIndex verb);
// What stands after a preposition below `head`: a noun or a gerund, or kNone.
[[nodiscard]] TokenIndex after_preposition(const Reading& reading, TokenIndex head,
                                           std::string_view preposition);
// The preposition (case or mark) of a noun or gerund, or kNone.
[[nodiscard]] TokenIndex preposition_of(const Reading& reading, TokenIndex head);
// A finite or question clause below the verb that is its content, or kNone.
[[nodiscard]] TokenIndex content_clause(const Reading& reading, TokenIndex head);
// The infinitive below the head ("promised to go": go), or kNone.
[[nodiscard]] TokenIndex infinitive(const Reading& reading, TokenIndex head);

// A quotation mark of any spelling, standing alone.
[[nodiscard]] bool is_quotation_mark(const Reading& reading, TokenIndex token);
// ... or tagged as punctuation; taggers miss rare marks.
[[nodiscard]] bool is_punctuation(const Reading& reading, TokenIndex token);
// The head of a time expression ("on Friday", "next week").
[[nodiscard]] bool is_time(const Reading& reading, TokenIndex token);
// The token range without punctuation (and, where asked, "that"/"to"-like words) at its ends.
[[nodiscard]] TokenRange trim_punctuation(const Reading& reading, TokenRange range);
// The whole noun phrase of a source, with appositions and relative clauses, without prepositions before it.
[[nodiscard]] TokenRange noun_phrase(const Reading& reading, TokenIndex head);
// The words of a clause or phrase as content: its subtree without the words in `without` and below them,
// as one or more stretches.
[[nodiscard]] std::vector<TokenRange> stretches(const Reading& reading, TokenIndex head, TokenIndex without);
// Is there a finite verb or auxiliary in the range?
[[nodiscard]] bool has_finite_verb(const Reading& reading, TokenRange range);
// The clause that begins at `first`, read off the words where the tree hides it: up to the end of the
// sentence or quote, a comma behind its verb, or, where `before_predicate` (it hangs on the subject: "the
// claim that the army fled | was repeated"), the next finite verb. Head kNone where there is no verb.
struct SurfaceClause {
  TokenRange words;
  TokenIndex head = kNone;
};
[[nodiscard]] SurfaceClause surface_clause(const Reading& reading, TokenIndex first, bool before_predicate);
// The top word of a stretch, a predicate if one of its top words is one.
[[nodiscard]] TokenIndex content_top(const Reading& reading, TokenRange range);
// The stretch without "that", quotation marks and commas at its ends.
[[nodiscard]] TokenRange bare(const Reading& reading, TokenRange range);
[[nodiscard]] bool in_ranges(const std::vector<TokenRange>& ranges, TokenIndex token);

}  // namespace avow::speech
