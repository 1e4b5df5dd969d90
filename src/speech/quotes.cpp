#include "speech/quotes.hpp"

#include <algorithm>
#include <array>

#include "avow/base/limits.hpp"
#include "avow/document/xpos.hpp"

namespace avow::speech {
namespace {

enum class Family : std::uint8_t { straight, curly, single_curly, guillemet, ticks, single };

struct Mark {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  Family family = Family::straight;
  bool opens = false;
  bool closes = false;
};

struct Spelling {
  std::string_view text;
  Family family;
  bool opens;
  bool closes;
};

// Longest first. A mark that both opens and closes is settled by its neighbours.
constexpr std::array kSpellings = {Spelling{"\"\"", Family::straight, true, true},
                                   Spelling{"``", Family::ticks, true, false},
                                   Spelling{"''", Family::ticks, true, true},
                                   Spelling{"\xE2\x80\x9C", Family::curly, true, false},
                                   Spelling{"\xE2\x80\x9D", Family::curly, false, true},
                                   Spelling{"\xE2\x80\x9E", Family::curly, true, false},
                                   Spelling{"\xE2\x80\x98", Family::single_curly, true, false},
                                   Spelling{"\xE2\x80\x99", Family::single_curly, false, true},
                                   Spelling{"\xC2\xAB", Family::guillemet, true, false},
                                   Spelling{"\xC2\xBB", Family::guillemet, false, true},
                                   Spelling{"\"", Family::straight, true, true},
                                   Spelling{"`", Family::single, true, false},
                                   Spelling{"'", Family::single, true, true}};

bool is_space(std::string_view text, std::size_t at) {
  if (at >= text.size()) return true;
  const auto byte = static_cast<unsigned char>(text[at]);
  if (byte <= ' ') return true;
  return text.compare(at, 2, "\xC2\xA0") == 0 || text.compare(at, 2, "\xA0") == 0;
}

bool space_before(std::string_view text, std::size_t at) {
  if (at == 0) return true;
  const auto byte = static_cast<unsigned char>(text[at - 1]);
  if (byte <= ' ') return true;
  return at >= 2 && text.compare(at - 2, 2, "\xC2\xA0") == 0;
}

bool is_alnum(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
         byte >= 0xC3;  // a letter beyond ASCII begins so; punctuation beyond ASCII begins with C2 or E2
}

bool word_at(std::string_view text, std::size_t at) {
  if (at >= text.size()) return false;
  const auto byte = static_cast<unsigned char>(text[at]);
  return is_alnum(text[at]) && byte != 0xE2;
}

bool word_before(std::string_view text, std::size_t at) {
  if (at == 0) return false;
  const auto byte = static_cast<unsigned char>(text[at - 1]);
  if (byte < 0x80) return is_alnum(text[at - 1]);
  std::size_t start = at - 1;
  while (start > 0 && (static_cast<unsigned char>(text[start]) & 0xC0U) == 0x80U) --start;
  const auto lead = static_cast<unsigned char>(text[start]);
  return lead >= 0xC3 && lead != 0xE2;
}

// Brackets and dashes after which a quote may open without a space.
bool opener_before(std::string_view text, std::size_t at) {
  if (space_before(text, at)) return true;
  const char c = text[at - 1];
  if (c == '(' || c == '[' || c == '-' || c == '/' || c == '"' || c == '\'') return true;
  return at >= 3 &&
         (text.compare(at - 3, 3, "\xE2\x80\x94") == 0 || text.compare(at - 3, 3, "\xE2\x80\x93") == 0 ||
          text.compare(at - 3, 3, "\xE2\x80\x9C") == 0 || text.compare(at - 3, 3, "\xE2\x80\x98") == 0);
}

// What a mark that could be either is, from its neighbours; both stay true where they do not tell.
void settle(std::string_view text, Mark& mark) {
  const bool left_open = opener_before(text, mark.begin);
  const bool right_space = is_space(text, mark.end);
  if (left_open && !right_space) mark.closes = false;
  if (!left_open && right_space) mark.opens = false;
  if (!left_open && !right_space && !word_at(text, mark.end)) mark.opens = false;
}

// Apostrophes: 's, don't, rebels', '90s are no marks.
bool is_apostrophe(std::string_view text, const Mark& mark) {
  const bool before = word_before(text, mark.begin);
  const bool after = word_at(text, mark.end);
  if (before && after) return true;
  if (!before && after && text[mark.end] >= '0' && text[mark.end] <= '9') return true;
  return !before && !after && space_before(text, mark.begin) && is_space(text, mark.end);
}

bool is_double(Family family) {
  return family == Family::straight || family == Family::curly;
}

class Scanner {
 public:
  Scanner(std::string_view text, Span paragraph) : text_(text), paragraph_(paragraph) {}

  std::vector<Mark> marks() {
    const std::string_view part = paragraph_.of(text_);
    csv_ = part.find("\"\"") != std::string_view::npos && part.size() > 2 && part.front() == '"' &&
           part.back() == '"';
    std::vector<Mark> out;
    std::uint32_t at = paragraph_.begin;
    std::uint32_t end = paragraph_.end;
    if (csv_) {  // the cell's own marks are no quote
      ++at;
      --end;
    }
    while (at < end) {
      const auto byte = static_cast<unsigned char>(text_[at]);
      if (byte != '"' && byte != '\'' && byte != '`' && byte != 0xE2 && byte != 0xC2) {
        ++at;
        continue;
      }
      at = read_mark(at, end, out);
    }
    drop_lonely_singles(out);
    return out;
  }

 private:
  std::uint32_t read_mark(std::uint32_t at, std::uint32_t end, std::vector<Mark>& out) const {
    for (const Spelling& spelling : kSpellings) {
      const auto size = static_cast<std::uint32_t>(spelling.text.size());
      if (at + size > end || text_.compare(at, size, spelling.text) != 0) continue;
      Mark mark{at, at + size, spelling.family, spelling.opens, spelling.closes};
      if (spelling.family == Family::single || spelling.text == "\xE2\x80\x99") {
        if (spelling.text != "`" && is_apostrophe(text_, mark)) return at + size;
      }
      if (mark.opens && mark.closes) settle(text_, mark);
      // 5'10" is a measure.
      if (spelling.text == "\"" && !mark.opens && at > 0 && text_[at - 1] >= '0' && text_[at - 1] <= '9' &&
          out.empty())
        return at + size;
      if (mark.opens || mark.closes) out.push_back(mark);
      return at + size;
    }
    return at + 1;
  }

  // A single mark opens only where a later one can close it: "the rebels' base" opens nothing, and of the
  // closing ones those after an s ("rebels' base") count only when no better one follows.
  void drop_lonely_singles(std::vector<Mark>& marks) const {
    bool closer_ahead = false;
    bool better_ahead = false;  // one that no plural s stands before, and no opening one between
    for (std::size_t i = marks.size(); i-- > 0;) {
      Mark& mark = marks[i];
      if (mark.family != Family::single && mark.family != Family::single_curly) continue;
      const bool plural = mark.begin > 0 && text_[mark.begin - 1] == 's' && !mark.opens;
      if (plural && better_ahead) mark.closes = false;
      if (mark.closes && !plural) better_ahead = true;
      if (mark.opens) better_ahead = mark.closes;
      if (mark.closes) closer_ahead = true;
      if (mark.opens && !mark.closes && !closer_ahead) mark.opens = false;
      if (mark.opens) closer_ahead = mark.closes;
    }
    std::erase_if(marks, [](const Mark& mark) { return !mark.opens && !mark.closes; });
  }

  std::string_view text_;
  Span paragraph_;
  bool csv_ = false;
};

struct Paragraph {
  Span span;
  std::int32_t number = 0;
};

std::vector<Paragraph> paragraphs_of(const Document& document) {
  std::vector<Paragraph> out;
  for (const Sentence& sentence : document.sentences) {
    if (out.empty() || out.back().number != sentence.paragraph)
      out.push_back({sentence.span, sentence.paragraph});
    out.back().span.end = std::max(out.back().span.end, sentence.span.end);
  }
  return out;
}

class Reader {
 public:
  Reader(const Document& document, std::vector<Diagnostic>& diagnostics)
      : document_(document), diagnostics_(diagnostics) {}

  std::vector<Quote> read() {
    const std::vector<Paragraph> paragraphs = paragraphs_of(document_);
    for (std::size_t i = 0; i < paragraphs.size(); ++i) {
      const std::vector<Mark> marks = Scanner(document_.text, paragraphs[i].span).marks();
      carried_ = starts_with_open(marks, paragraphs[i].span) ? runs_on_ : -1;
      runs_on_ = -1;
      const bool next_reopens = i + 1 < paragraphs.size() && reopens(paragraphs[i + 1].span);
      read_paragraph(paragraphs[i], marks, next_reopens);
    }
    drop_empty();
    return std::move(quotes_);
  }

 private:
  // Quotes name one another by number, so those that stay are numbered anew; what a dropped one carried on,
  // its successor carries on. A quote comes after the one it names.
  void drop_empty() {
    std::vector<std::int32_t> parents(quotes_.size()), carried(quotes_.size());
    const auto now = [](const std::vector<std::int32_t>& numbers, std::int32_t old) {
      return old < 0 ? -1 : numbers[static_cast<std::size_t>(old)];
    };
    std::size_t kept = 0;
    for (std::size_t i = 0; i < quotes_.size(); ++i) {
      Quote quote = quotes_[i];
      quote.parent = now(parents, quote.parent);
      quote.continues = now(carried, quote.continues);
      const bool empty = quote.inner.empty();
      parents[i] = empty ? quote.parent : static_cast<std::int32_t>(kept);
      carried[i] = empty ? quote.continues : static_cast<std::int32_t>(kept);
      if (!empty) quotes_[kept++] = quote;
    }
    quotes_.resize(kept);
  }

  static bool starts_with_open(const std::vector<Mark>& marks, Span paragraph) {
    return !marks.empty() && marks[0].opens && marks[0].begin <= paragraph.begin + 1;
  }

  // Does the paragraph begin with an opening mark (double or guillemet)?
  bool reopens(Span paragraph) const {
    const std::string_view part = paragraph.of(document_.text);
    for (const std::string_view mark : {"\"", "\xE2\x80\x9C", "\xC2\xAB", "``", "''"}) {
      if (part.starts_with(mark)) return true;
    }
    return false;
  }

  void read_paragraph(const Paragraph& paragraph, const std::vector<Mark>& marks, bool next_reopens) {
    std::vector<Open> stack;
    for (const Mark& mark : marks) {
      if (mark.closes && close(stack, mark)) continue;
      if (!mark.opens) {
        note(ErrorCode::quote_unbalanced, "a closing quotation mark without an opening one", mark);
        continue;
      }
      open(stack, mark, paragraph.number);
    }
    finish(stack, paragraph, next_reopens);
  }

  struct Open {
    Family family;
    std::int32_t quote;
  };

  bool close(std::vector<Open>& stack, const Mark& mark) {
    auto found = std::find_if(stack.rbegin(), stack.rend(),
                              [&mark](const Open& open) { return open.family == mark.family; });
    // Mixed marks, “so", close each other where nothing nearer fits.
    if (found == stack.rend() && is_double(mark.family) && !mark.opens)
      found =
          std::find_if(stack.rbegin(), stack.rend(), [](const Open& open) { return is_double(open.family); });
    if (found == stack.rend()) return false;
    const auto depth = static_cast<std::size_t>(stack.rend() - found) - 1;
    // Inner quotes still open when the outer closes lost their partner.
    for (std::size_t i = depth + 1; i < stack.size(); ++i) abandon(stack[i].quote, mark.begin);
    Quote& quote = quotes_[static_cast<std::size_t>(stack[depth].quote)];
    quote.inner.end = mark.begin;
    quote.span.end = mark.end;
    quote.closed = true;
    stack.resize(depth);
    return true;
  }

  void open(std::vector<Open>& stack, const Mark& mark, std::int32_t paragraph) {
    // A straight mark cannot nest in itself: the open one lost its partner.
    if (!stack.empty() && stack.back().family == mark.family && mark.family != Family::guillemet) {
      abandon(stack.back().quote, mark.begin);
      stack.pop_back();
    }
    if (stack.size() >= kMaxQuoteDepth) {
      note(ErrorCode::quotes_too_deep, "quotation marks nested too deep", mark);
      return;
    }
    Quote quote;
    quote.span = {mark.begin, mark.end};
    quote.inner = {mark.end, mark.end};
    quote.parent = stack.empty() ? -1 : stack.back().quote;
    quote.paragraph = paragraph;
    quote.closed = false;
    if (stack.empty() && carried_ >= 0) {
      quote.continues = carried_;
      carried_ = -1;
    }
    stack.push_back({mark.family, static_cast<std::int32_t>(quotes_.size())});
    quotes_.push_back(quote);
  }

  // A quote without closing mark, inside a paragraph: it ends with its sentence, before `limit` at the
  // latest.
  void abandon(std::int32_t index, std::uint32_t limit) {
    Quote& quote = quotes_[static_cast<std::size_t>(index)];
    const auto sentence =
        std::upper_bound(document_.sentences.begin(), document_.sentences.end(), quote.inner.begin,
                         [](std::uint32_t at, const Sentence& candidate) { return at < candidate.span.end; });
    std::uint32_t end = limit;
    if (sentence != document_.sentences.end()) end = std::min(end, sentence->span.end);
    quote.inner.end = std::max(end, quote.inner.begin);
    quote.span.end = quote.inner.end;
    Mark mark;
    mark.begin = quote.span.begin;
    mark.end = quote.inner.begin;
    note(ErrorCode::quote_unbalanced, "an opening quotation mark without a closing one", mark);
  }

  void finish(std::vector<Open>& stack, const Paragraph& paragraph, bool next_reopens) {
    for (std::size_t i = 0; i < stack.size(); ++i) {
      Quote& quote = quotes_[static_cast<std::size_t>(stack[i].quote)];
      const bool runs = next_reopens && i == 0 && stack[i].family != Family::single &&
                        stack[i].family != Family::single_curly;
      if (!runs) {
        abandon(stack[i].quote, paragraph.span.end);
        continue;
      }
      quote.inner.end = paragraph.span.end;
      quote.span.end = paragraph.span.end;
      runs_on_ = stack[i].quote;
    }
  }

  void note(ErrorCode code, std::string message, const Mark& mark) {
    if (diagnostics_.size() < kMaxDiagnostics)
      diagnostics_.push_back({code, std::move(message), {mark.begin, mark.end}});
  }

  const Document& document_;
  std::vector<Diagnostic>& diagnostics_;
  std::vector<Quote> quotes_;
  std::int32_t runs_on_ = -1;  // the quote the paragraph before left open
  std::int32_t carried_ = -1;
};

bool is_finite_verb(const Token& token) {
  const auto xpos = static_cast<Xpos>(token.xpos);
  return (token.upos == Upos::VERB || token.upos == Upos::AUX) &&
         (xpos == Xpos::VBD || xpos == Xpos::VBZ || xpos == Xpos::VBP || xpos == Xpos::MD);
}

// Words spoken have a clause, or end like a sentence, or are long; "de-escalation zone" is none of it.
bool is_speech(const Document& document, const Quote& quote) {
  Index words = 0;
  bool finite = false;
  for (TokenIndex i = quote.tokens.first; i < quote.tokens.last; ++i) {
    const Token& token = document.tokens[static_cast<std::size_t>(i)];
    if (token.upos == Upos::PUNCT) continue;
    ++words;
    finite = finite || is_finite_verb(token);
  }
  if (words == 0) return false;
  const std::string_view inner = document.text_of(quote.inner);
  const char last = inner.back();
  const bool sentence_end = last == '.' || last == '!' || last == '?' || last == ',';
  const auto first = static_cast<unsigned char>(inner.front());
  const bool capital = first >= 'A' && first <= 'Z';
  if (finite && words >= 4) return true;
  if (sentence_end && capital && words >= 2) return true;
  return words >= 10;
}

}  // namespace

std::vector<Quote> read_quotes(const Document& document, std::vector<Diagnostic>& diagnostics) {
  std::vector<Quote> quotes = Reader(document, diagnostics).read();
  for (Quote& quote : quotes) {
    quote.tokens = document.tokens_in(quote.inner);
    quote.speech = is_speech(document, quote);
  }
  return quotes;
}

std::vector<std::int32_t> quote_of_tokens(const Document& document, const std::vector<Quote>& quotes) {
  std::vector<std::int32_t> out(document.tokens.size(), -1);
  // Quotes come in order of their opening: an inner one overwrites its outer one. Depth is limited, so this
  // is linear.
  for (std::size_t i = 0; i < quotes.size(); ++i) {
    const TokenRange range = quotes[i].tokens;
    std::fill(out.begin() + range.first, out.begin() + std::max(range.first, range.last),
              static_cast<std::int32_t>(i));
  }
  return out;
}

}  // namespace avow::speech
