// The account of a document (avow/pipeline/account.hpp).
#include "avow/pipeline/account.hpp"

#include "avow/base/strings.hpp"
#include "pipeline/formats/highlight.hpp"
#include "pipeline/formats/names.hpp"
#include "pipeline/formats/wording.hpp"

namespace avow::pipeline {
namespace {

constexpr std::string_view kIndent = "  ";

std::string heading(std::string_view text, const AccountStyle& style) {
  return "\n" + bold(text, style) + "\n";
}

std::string title_lines(const Document& document, const AccountStyle& style) {
  std::string out = bold(document.title.empty() ? document.uri : on_one_line(document.title), style) + "\n";
  std::vector<std::string> facts;
  if (!document.publisher.empty()) facts.push_back(document.publisher);
  facts.push_back(document.published ? document.published->to_string() : "no date of publication");
  if (!document.title.empty()) facts.push_back(document.uri);
  facts.push_back(std::to_string(document.sentences.size()) + " sentences");
  out += dim(join(facts, ", "), style) + "\n";
  for (const Diagnostic& each : document.diagnostics) {
    out += std::string{error_number(each.code)} + ": " + each.message + "\n";
  }
  return out;
}

void append_statement(std::string& out, const Document& document, const Statement& row,
                      const AccountStyle& style) {
  std::string indent{kIndent};
  for (StatementIndex outer = row.within; outer != kNone; outer = document.statements[outer].within)
    indent += kIndent;
  out += "\n" + indent + bold(row.id, style) + "  " +
         wrapped(describe(document, row), indent + "    ", style) + "\n";
  const Span place = row.content.empty() ? (row.cue.empty() ? Span{} : row.cue.front()) : row.content.front();
  const Span sentences = sentences_around(document, place);
  out += highlighted(document, sentences, marks_of(row), indent + "    ", style) + "\n";
}

template <typename Row>
void append_row(std::string& out, const Document& document, const Row& row, Span place,
                const AccountStyle& style) {
  const std::string indent = "      ";
  out += "\n" + std::string{kIndent} + bold(row.id, style) + "  " +
         wrapped(describe(document, row), indent, style) + "\n";
  if (!place.empty()) {
    out += highlighted(document, sentences_around(document, place), marks_of(row), indent, style) + "\n";
  }
}

void append_finding(std::string& out, const Document& document, const Finding& row,
                    const AccountStyle& style) {
  const std::string indent = "      ";
  out += "\n" + std::string{kIndent} + bold(row.id, style) + "  " +
         wrapped(describe(document, row), indent, style) + "\n";
  if (!row.why.empty()) out += indent + wrapped(row.why, indent, style) + "\n";
  if (row.obligation != kNone) {
    const Obligation& word = document.obligations[row.obligation];
    out += indent + "word " + bold(word.id, style) + "\n" +
           highlighted(document, sentences_around(document, word.conduct), marks_of(word), indent + "  ",
                       style) +
           "\n";
  } else if (row.denial != kNone) {
    const Statement& word = document.statements[row.denial];
    const Span place = word.content.empty() ? word.speaker_span : word.content.front();
    out += indent + "word " + bold(word.id, style) + "\n" +
           highlighted(document, sentences_around(document, place), marks_of(word), indent + "  ", style) +
           "\n";
  }
  const Event& deed = document.events[row.deed];
  out +=
      indent + "deed " + bold(deed.id, style) + "\n" +
      highlighted(document, sentences_around(document, deed.trigger), marks_of(deed), indent + "  ", style) +
      "\n";
}

}  // namespace

std::string to_account(const Document& document, const AccountStyle& style) {
  std::string out = title_lines(document, style);
  out += heading("Who said what", style);
  if (document.statements.empty()) out += "  (nobody is quoted or reported)\n";
  for (const Statement& row : document.statements) append_statement(out, document, row, style);
  out += heading("What binds whom", style);
  if (document.obligations.empty()) out += "  (no promise, demand or condition was found)\n";
  for (const Obligation& row : document.obligations) append_row(out, document, row, row.conduct, style);
  out += heading("Reported conduct", style);
  if (document.events.empty()) out += "  (no act was found)\n";
  for (const Event& row : document.events) append_row(out, document, row, row.trigger, style);
  out += heading("Where words and deeds meet", style);
  if (document.findings.empty()) out += "  (nowhere in this text)\n";
  for (const Finding& row : document.findings) append_finding(out, document, row, style);
  return out;
}

}  // namespace avow::pipeline
