// Document: one text and every layer the stages wrote about it. A stage reads layers of lower stages and
// adds its own; it never edits another's.
//
//   Document document;              // source/ fills id, text, title ...
//   pipeline.annotate(document);    // text/ .. ledger/ add their layers
//   document.text_of(document.statements[0].content[0]);
//
// Owns all its data. Not synchronised: one thread at a time works on a document.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "avow/document/layers.hpp"

namespace avow {

struct Document {
  // ---- source/
  std::string id;              // "sha256:<hex>" of the file's bytes
  std::string uri;             // path or address it was read from
  std::string title;           // "" when unknown
  std::string publisher;       // "" when unknown
  std::string publisher_kind;  // "", or an ActorKind name: a ministry's or organisation's own text
  std::optional<Date> published;
  std::string language = "en";
  std::string text;  // UTF-8; every span points here
  // The bytes the id is the SHA-256 of, until they are put away (avow/store/originals.hpp); may be empty.
  std::string original{};
  bool original_kept = false;  // they lie beside the ledger
  std::vector<Diagnostic> diagnostics;

  // ---- text/, syntax/
  std::vector<Sentence> sentences;
  std::vector<Token> tokens;

  // ---- names/
  std::vector<Entity> entities;
  std::vector<Mention> mentions;
  std::vector<Index> mention_at_head;  // token -> MentionIndex or kNone; as long as tokens once names/ ran
  std::vector<Actor> actors;
  ActorIndex publisher_actor = kNone;  // who "we" is in an organisation's own text; else kNone
  std::vector<Place> places;
  std::vector<Time> times;

  // ---- speech/, events/, ledger/
  std::vector<Statement> statements;
  std::vector<Event> events;
  std::vector<Obligation> obligations;
  std::vector<Finding> findings;

  [[nodiscard]] std::string_view text_of(Span span) const { return span.of(text); }
  [[nodiscard]] std::string_view text_of(TokenIndex token) const { return tokens[token].span.of(text); }
  // From the first token's first byte to the last token's last; empty range gives an empty span.
  [[nodiscard]] Span span_of(TokenRange range) const;
  // The mention whose head is this token, or nullptr.
  [[nodiscard]] const Mention* mention_of(TokenIndex head) const;
  // The chain of the mention headed by this token, or kNone.
  [[nodiscard]] ActorIndex actor_of(TokenIndex head) const;
  // Tokens whose span overlaps `span`, by binary search.
  [[nodiscard]] TokenRange tokens_in(Span span) const;
  // Adds a diagnostic unless kMaxDiagnostics are kept already (then the last one counts the rest).
  void diagnose(ErrorCode code, std::string message, Span span);
};

}  // namespace avow
