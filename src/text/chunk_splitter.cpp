#include "text/chunk_splitter.hpp"

#include <algorithm>

#include <unicode/uchar.h>

#include "avow/base/utf8.hpp"
#include "text/tokenizer.hpp"

namespace avow::text {
namespace {

bool is_apostrophe(char32_t value) {
  return value == '\'' || value == 0x2019 || value == 0x2018 || value == '`' || value == 0xB4;
}
bool is_hyphen(char32_t value) {
  return value == '-' || value == 0x2010 || value == 0x2011;
}
bool is_word_char(CharClass kind) {
  return is_letter(kind) || is_number(kind);
}
bool is_currency(char32_t value) {
  return value == '$' || (value > 0x7F && u_charType(static_cast<UChar32>(value)) == U_CURRENCY_SYMBOL);
}
bool is_question(char32_t value) {
  return value == '?' || value == '!';
}
bool is_dot(char32_t value) {
  return value == '.' || value == 0x2026;
}

}  // namespace

void ChunkSplitter::decode(const Input& input) {
  chars_.clear();
  address_signs_ = false;
  const std::string_view chunk = text_.substr(0, input.end);
  for (std::size_t at = input.begin; at < input.end;) {
    const CodePoint cp = decode_utf8(chunk, at);
    chars_.push_back({static_cast<std::uint32_t>(at), cp.value, char_class(cp.value)});
    address_signs_ |= cp.value == '.' || cp.value == '@' || cp.value == ':';
    at += cp.size;
  }
  chars_.push_back({static_cast<std::uint32_t>(input.end), 0, CharClass::control});
}

std::string_view ChunkSplitter::text_of(Range range) const {
  return text_.substr(chars_[range.lo].begin, chars_[range.hi].begin - chars_[range.lo].begin);
}

bool ChunkSplitter::letters(Range range) const {
  for (std::size_t at = range.lo; at < range.hi; ++at) {
    if (!is_letter(kind(at))) return false;
  }
  return !range.empty();
}

bool ChunkSplitter::digits(Range range) const {
  for (std::size_t at = range.lo; at < range.hi; ++at) {
    if (kind(at) != CharClass::digit) return false;
  }
  return !range.empty();
}

std::size_t ChunkSplitter::run_end(std::size_t at, std::size_t hi) const {
  const char32_t first = value(at);
  while (at < hi && value(at) == first) ++at;
  return at;
}

std::size_t ChunkSplitter::run_begin(std::size_t lo, std::size_t hi) const {
  const char32_t last = value(hi - 1);
  while (hi > lo && value(hi - 1) == last) --hi;
  return hi;
}

void ChunkSplitter::put(Range range) {
  if (range.empty()) return;
  RawToken token;
  token.span = {chars_[range.lo].begin, chars_[range.hi].begin};
  token.space_after = false;
  if (range.hi == abbreviation_end_) token.abbreviation = abbreviation_;
  tokens_.push_back(token);
}

void ChunkSplitter::split(const Input& input) {
  input_ = input;
  decode(input);
  abbreviation_ = AbbreviationKind::none;
  abbreviation_end_ = 0;
  after_money_ = false;
  tail_.clear();
  Range rest{0, chars_.size() - 1};
  bool try_address = address_signs_;
  while (!rest.empty()) {
    if (const std::size_t size = left_piece(rest); size > 0) {
      put({rest.lo, rest.lo + size});
      rest.lo += size;
      continue;
    }
    if (const std::size_t end = try_address ? address_end(rest) : rest.lo; end > rest.lo) {
      put({rest.lo, end});
      rest.lo = end;
      continue;
    }
    while (const std::size_t size = right_piece(rest)) {
      tail_.push_back({rest.hi - size, rest.hi});
      rest.hi -= size;
    }
    const Range sign = inner_sign(rest);
    word({rest.lo, sign.lo});
    put(sign);
    rest.lo = sign.hi;
    try_address = address_signs_;
  }
  for (std::size_t i = tail_.size(); i-- > 0;) put(tail_[i]);
}

// ---- from the left

std::size_t ChunkSplitter::left_piece(Range range) {
  if (is_word_char(kind(range.lo))) return 0;
  if (range.size() <= 8 && lexicon_.emoticon(text_of(range))) return range.size();
  if (kind(range.lo) == CharClass::quote) return left_quote(range);
  return left_sign(range);
}

// ``The -> `` The; 'The -> ' The; but 'em, '70s and 's stay whole.
std::size_t ChunkSplitter::left_quote(Range range) {
  const std::size_t run = run_end(range.lo, range.hi) - range.lo;
  if (!is_apostrophe(value(range.lo))) return 1;
  if (run >= 2) return 2;
  std::size_t end = range.lo + 1;
  while (end < range.hi && is_word_char(kind(end))) ++end;
  const Range after{range.lo + 1, end};
  if (!after.empty() && value(range.lo) != 0x2018 && value(range.lo) != '`') {
    if (kind(after.lo) == CharClass::digit && after.size() <= 3) return 0;
    if (lexicon_.after_apostrophe(text_of(after)) && !single_quote_open_) return 0;
  }
  single_quote_open_ = value(range.lo) != 0x2019;
  return 1;
}

std::size_t ChunkSplitter::left_sign(Range range) {
  const char32_t first = value(range.lo);
  const std::size_t run = run_end(range.lo, range.hi) - range.lo;
  const CharClass next = range.size() > run ? kind(range.lo + run) : CharClass::control;
  switch (kind(range.lo)) {
    case CharClass::open:
    case CharClass::close:
      return 1;
    case CharClass::dash:
      // -5 is a number, -word a dash and a word, --- one sign.
      return is_hyphen(first) && run == 1 && next == CharClass::digit ? 0 : run;
    case CharClass::final_stop: {
      // .5 and .doc are words.
      if (is_dot(first)) return run == 1 && first == '.' && is_word_char(next) ? 0 : run;
      std::size_t end = range.lo;
      while (end < range.hi && is_question(value(end))) ++end;
      return std::max<std::size_t>(end - range.lo, 1);
    }
    case CharClass::symbol:
      if (is_currency(first)) {
        after_money_ = true;
        return run;
      }
      return first == '+' && run == 1 && next == CharClass::digit ? 0 : run;
    case CharClass::punctuation:
      // #hashtag and @name are words; #5 is # 5.
      if (first == '#' && run == 1) return is_letter(next) && range.size() > 1 ? 0 : 1;
      if (first == '@' && run == 1) return is_letter(next) && range.size() > 1 ? 0 : 1;
      if (first == '_' && run == 1 && is_word_char(next)) return 0;
      return run;
    default:
      return 0;
  }
}

// ---- from the right

std::size_t ChunkSplitter::right_piece(Range range) {
  if (range.empty() || is_word_char(kind(range.hi - 1))) return 0;
  switch (kind(range.hi - 1)) {
    case CharClass::quote:
      return right_quote(range);
    case CharClass::final_stop:
      return right_stops(range);
    case CharClass::close:
    case CharClass::open:
      return 1;
    default:
      return right_sign(range);
  }
}

// word" -> word "; states' stays (possessive, cut later) unless a single quote is open; nothin' is a word.
std::size_t ChunkSplitter::right_quote(Range range) {
  const char32_t last = value(range.hi - 1);
  const std::size_t run = range.hi - run_begin(range.lo, range.hi);
  if (!is_apostrophe(last)) return 1;
  if (run >= 2 && last != 0x2019) return 2;
  if (run >= 2) return range.size() == run ? 1 : 2;
  if (range.size() > 1 && !single_quote_open_ && is_letter(kind(range.hi - 2))) {
    if (fold_case(value(range.hi - 2)) == 's') return 0;
    if (range.size() > 4 && value(range.hi - 2) == 'n' && value(range.hi - 3) == 'i') return 0;
  }
  single_quote_open_ = false;
  return 1;
}

std::size_t ChunkSplitter::right_stops(Range range) {
  std::size_t begin = range.hi;
  while (begin > range.lo && kind(begin - 1) == CharClass::final_stop) --begin;
  const std::size_t run = range.hi - begin;
  if (begin == range.lo) return run;
  if (run == 1 && value(begin) == '!' && lexicon_.whole(text_of(range))) return 0;
  const bool one_dot = value(begin) == '.' && (run == 1 || is_question(value(begin + 1)));
  if (one_dot) {
    const AbbreviationKind abbreviation = abbreviation_of({range.lo, begin});
    if (abbreviation != AbbreviationKind::none) {
      if (run > 1) return run - 1;
      abbreviation_ = abbreviation;
      abbreviation_end_ = range.hi;
      return 0;
    }
  }
  return run;
}

std::size_t ChunkSplitter::right_sign(Range range) const {
  const char32_t last = value(range.hi - 1);
  const std::size_t run = range.hi - run_begin(range.lo, range.hi);
  const Range before{range.lo, range.hi - run};
  switch (kind(range.hi - 1)) {
    case CharClass::dash:
      // A word broken off keeps its hyphen ("th-", "mid- and long-term").
      if (is_hyphen(last) && run == 1 && letters(before) &&
          (before.size() <= 3 || lexicon_.prefix(text_of(before)))) {
        return 0;
      }
      return run;
    case CharClass::symbol:
      if (is_currency(last) && !before.empty() && is_letter(kind(before.hi - 1))) return 0;  // US$
      return run;
    case CharClass::punctuation:
      if (last == '#' || last == '@') return 0;
      if (last == '_' && run == 1) return 0;
      return last == '%' ? 1 : run;
    default:
      return 0;
  }
}

// Is the stop after `word` part of it? By table, or by form: an initial (J.), letters with stops (U.S.), the
// number of a list item that opens a paragraph (1.).
AbbreviationKind ChunkSplitter::abbreviation_of(Range range) const {
  std::size_t lo = range.hi;
  while (lo > range.lo && (is_letter(kind(lo - 1)) || value(lo - 1) == '.')) --lo;
  const Range word{lo, range.hi};
  if (lo > range.lo && is_apostrophe(value(lo - 1))) return AbbreviationKind::none;
  if (word.empty()) {
    const bool item = input_.first && range.lo == 0 && digits(range) && range.size() <= 2;
    return item && input_.next != NextChunk::none ? AbbreviationKind::before : AbbreviationKind::none;
  }
  const bool capital = kind(word.lo) == CharClass::upper;
  if (word.size() == 1) {
    if (capital && value(word.lo) != 'I' && input_.next != NextChunk::none) return AbbreviationKind::before;
    return !capital && input_.next == NextChunk::digit ? AbbreviationKind::before : AbbreviationKind::none;
  }
  const Abbreviation entry = lexicon_.abbreviation(text_of(word));
  if (entry.kind != AbbreviationKind::none) {
    if (entry.when == AbbreviationWhen::always) return entry.kind;
    if (entry.when == AbbreviationWhen::capitalised && capital) return entry.kind;
    if (entry.when == AbbreviationWhen::number && input_.next == NextChunk::digit &&
        (capital || word.size() <= 2)) {
      return entry.kind;
    }
  }
  bool dotted = false;
  std::size_t part = 0;
  for (std::size_t at = word.lo; at <= word.hi; ++at) {
    if (at < word.hi && value(at) != '.') {
      ++part;
      continue;
    }
    if (part == 0 || part > 3) return AbbreviationKind::none;
    dotted |= at < word.hi && part == 1;
    part = 0;
  }
  return dotted || (word.size() > 3 && value(word.hi - 2) == '.') ? AbbreviationKind::dotted
                                                                  : AbbreviationKind::none;
}

// ---- the middle

// The sign inside that parts two words: `and/or`, `farms,then`, `11-12—they`, `account(s)`.
ChunkSplitter::Range ChunkSplitter::inner_sign(Range range) const {
  for (std::size_t at = range.lo + 1; at < range.hi; ++at) {
    if (is_word_char(kind(at))) continue;
    const Range sign = sign_at(range, at);
    if (sign.hi > sign.lo || (sign.lo > range.lo && sign.lo < range.hi)) return sign;
  }
  return {range.hi, range.hi};
}

ChunkSplitter::Range ChunkSplitter::sign_at(Range range, std::size_t at) const {
  const Range none{range.lo, range.lo};
  const char32_t sign = value(at);
  const std::size_t end = run_end(at, range.hi);
  const Range whole{at, end};
  const CharClass before = kind(at - 1);
  const CharClass after = end < range.hi ? kind(end) : CharClass::control;
  const bool in_number = is_number(before) && is_number(after);
  switch (kind(at)) {
    case CharClass::open:
    case CharClass::close:
      return {at, at + 1};
    case CharClass::dash:
      return is_hyphen(sign) && whole.size() == 1 ? none : whole;
    case CharClass::quote:
      return is_apostrophe(sign) && whole.size() == 1 ? none : Range{at, at + (is_apostrophe(sign) ? 2 : 1)};
    case CharClass::final_stop: {
      if (is_dot(sign) && (whole.size() > 1 || sign == 0x2026)) return end < range.hi ? whole : none;
      if (is_question(sign)) return whole;
      // said.The -> said . The
      const bool new_sentence = before == CharClass::lower && after == CharClass::upper &&
                                at - range.lo >= 2 && end + 1 < range.hi && kind(end + 1) == CharClass::lower;
      if (!new_sentence || !letters({range.lo, at})) return none;
      return lexicon_.abbreviation(text_of({range.lo, at})).kind == AbbreviationKind::none ? whole
                                                                                           : Range{end, end};
    }
    case CharClass::symbol:
      if (is_currency(sign)) return is_number(after) ? Range{end, end} : none;  // US$5 -> US$ 5
      return sign == '~' || sign == '^' ? none : whole;
    case CharClass::punctuation:
      break;
    default:
      return none;
  }
  if (sign == '/') {
    if (in_number) return none;
    const bool short_side = at - range.lo == 1 || range.hi - end == 1;
    return short_side ? none : whole;
  }
  if (sign == ',' || sign == ':') return in_number ? none : whole;
  if (sign == '%') return is_number(before) ? Range{at, at + 1} : none;
  if (sign == ';' || sign == '*' || sign == '\\' || sign == 0x2022 || sign == 0xB7) return whole;
  return none;  // & @ # _ and the rest lie inside names
}

void ChunkSplitter::word(Range range) {
  if (range.empty()) return;
  std::size_t cut = clitic(range);
  if (cut == 0) {
    hyphenated(range);
    return;
  }
  Range right{range.lo + cut, range.hi};
  const Range left{range.lo, range.lo + cut};
  const std::size_t inner = clitic(left);  // I'd've
  if (inner > 0) {
    hyphenated({left.lo, left.lo + inner});
    tokens_.back().joined_to_next = true;
    put({left.lo + inner, left.hi});
  } else {
    hyphenated(left);
  }
  tokens_.back().joined_to_next = true;
  put(right);
}

// Where the clitic begins, counted from the range's start; 0 when there is none.
std::size_t ChunkSplitter::clitic(Range range) const {
  std::size_t at = range.hi;
  while (at > range.lo + 1 && range.hi - at < 3 && !is_apostrophe(value(at - 1))) --at;
  if (at <= range.lo + 1 || !is_apostrophe(value(at - 1))) return 0;
  const std::size_t apostrophe = at - 1;
  const std::string_view after = text_of({at, range.hi});
  const auto is = [&after](std::string_view word) {
    return after.size() == word.size() && std::equal(after.begin(), after.end(), word.begin(),
                                                     [](char a, char b) { return (a | 0x20) == b; });
  };
  if (after.empty()) {
    // states' -> states '
    return is_letter(kind(apostrophe - 1)) && fold_case(value(apostrophe - 1)) == 's' ? apostrophe - range.lo
                                                                                      : 0;
  }
  if (is("t")) {
    const bool negation = fold_case(value(apostrophe - 1)) == 'n' && apostrophe >= range.lo + 2;
    return negation && letters({range.lo, apostrophe}) ? apostrophe - 1 - range.lo : 0;
  }
  if (is("s")) {
    // The 1990's is one word.
    if (value(apostrophe - 1) == '0' && digits({range.lo, apostrophe})) return 0;
    return apostrophe - range.lo;
  }
  if (is("m")) return apostrophe == range.lo + 1 && fold_case(value(range.lo)) == 'i' ? 1 : 0;
  if (is("re") || is("ve") || is("ll") || is("d")) {
    return is_letter(kind(apostrophe - 1)) ? apostrophe - range.lo : 0;
  }
  return 0;
}

// US-led -> US - led; 20-year-old -> 20 - year - old; but anti-war, 555-1234, SS-N-22 stay whole.
void ChunkSplitter::hyphenated(Range range) {
  parts_.clear();
  std::size_t lo = range.lo;
  for (std::size_t at = range.lo + 1; at + 1 < range.hi; ++at) {
    if (!is_hyphen(value(at)) || is_hyphen(value(at - 1))) continue;
    parts_.push_back({lo, at});
    lo = at + 1;
  }
  parts_.push_back({lo, range.hi});
  if (parts_.size() == 1 || keeps_hyphens(range)) {
    simple(range);
    return;
  }
  const std::size_t count = parts_.size();
  // One letter is a prefix only in front: e-mail, but Naqsh-e-Jahan. Capitals are a name: un-armed, but
  // UN-led.
  const auto is_prefix = [this](std::size_t i) {
    const Range part = parts_[i];
    if (part.size() == 1) return i == 0 && lexicon_.prefix(text_of(part));
    return kind(part.lo + 1) != CharClass::upper && lexicon_.prefix(text_of(part));
  };
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t first = i;
    while (i + 1 < count && is_prefix(i) && (count == 2 || parts_[i + 1].size() > 3)) ++i;
    if (i + 2 == count && lexicon_.suffix(text_of(parts_[i + 1]))) ++i;
    simple({parts_[first].lo, parts_[i].hi});
    if (i + 1 < count) put({parts_[i].hi, parts_[i].hi + 1});
  }
}

bool ChunkSplitter::keeps_hyphens(Range range) const {
  if (lexicon_.whole(text_of(range))) return true;
  // Telephone numbers and dates: 713-853-3989, 345-9945, 11-20-2000.
  const bool numbers = std::all_of(parts_.begin(), parts_.end(), [this](Range part) { return digits(part); });
  if (numbers) return parts_.size() > 2 || (parts_[0].size() == 3 && parts_[1].size() == 4);
  // Codes of three parts: SS-N-22, 02-A-7.
  bool some_digits = false;
  for (const Range part : parts_) {
    for (std::size_t at = part.lo; at < part.hi; ++at) {
      if (kind(at) != CharClass::upper && kind(at) != CharClass::digit) return false;
    }
    some_digits |= digits(part);
  }
  return some_digits && parts_.size() > 2;
}

void ChunkSplitter::simple(Range range) {
  if (range.empty()) return;
  if (is_currency(value(range.lo)) && range.size() > 1) {
    after_money_ = true;
    put({range.lo, range.lo + 1});
    ++range.lo;
  }
  if (const std::size_t unit = unit_begin(range); unit > 0) {
    put({range.lo, unit});
    put({unit, range.hi});
    return;
  }
  const Split parts = letters({range.lo, range.lo + 1}) ? lexicon_.split(text_of(range)) : Split{};
  if (parts.first == 0) {
    put(range);
    return;
  }
  std::size_t lo = range.lo;
  for (std::size_t at = range.lo; at < range.hi; ++at) {
    const std::size_t bytes = chars_[at].begin - chars_[range.lo].begin;
    if (bytes == 0 || (bytes != parts.first && bytes != parts.second)) continue;
    put({lo, at});
    tokens_.back().joined_to_next = true;
    lo = at;
  }
  put({lo, range.hi});
}

// 35mm -> 35 mm; 7:30PM -> 7:30 PM; $3M -> $ 3 M; but 86M, 4G and 20th stay whole. 0: no unit.
std::size_t ChunkSplitter::unit_begin(Range range) const {
  if (kind(range.lo) != CharClass::digit) return 0;
  std::size_t at = range.hi;
  while (at > range.lo && kind(at - 1) != CharClass::digit) --at;
  const Range unit{at, range.hi};
  if (unit.empty() || unit.size() > 5) return 0;
  const std::uint32_t entry = lexicon_.unit(text_of(unit));
  if (entry == 0 || (entry == 2 && !after_money_)) return 0;
  const bool lone_capital = unit.size() == 1 && kind(unit.lo) == CharClass::upper && value(unit.lo) != 'K';
  return lone_capital && !after_money_ ? 0 : unit.lo;
}

}  // namespace avow::text
