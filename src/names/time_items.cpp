#include "names/time_items.hpp"

#include <array>

#include "names/time_numbers.hpp"

namespace avow::names {
namespace {

constexpr std::size_t kMaxWordBytes = 31;

// Lower-case copy with the typographic apostrophe made plain; "" for words longer than any of ours.
std::string_view lowered(std::string_view text, std::array<char, kMaxWordBytes + 1>& buffer) {
  std::size_t size = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (size == kMaxWordBytes) return {};
    if (text.substr(i, 3) == "\u2019" || text.substr(i, 3) == "\u2018") {
      buffer[size++] = '\'';
      i += 2;
      continue;
    }
    const char c = text[i];
    buffer[size++] = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  }
  return {buffer.data(), size};
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// Bytes of a hyphen or dash at the start of the text; 0 for none. The em dash parts clauses and is no hyphen.
std::size_t hyphen_size(std::string_view text) {
  if (text.empty()) return 0;
  if (text[0] == '-') return text.substr(0, 2) == "--" ? 0 : 1;
  const std::string_view three = text.substr(0, 3);
  return three == "\u2010" || three == "\u2011" || three == "\u2012" || three == "\u2013" ? 3 : 0;
}

class Builder {
 public:
  Builder(const Document& document, const TimeLexicon& lexicon) : document_(document), lexicon_(lexicon) {
    items_.reserve(document.tokens.size() + 8);
  }

  std::vector<TimeItem> build() {
    const std::vector<Token>& tokens = document_.tokens;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      const auto token = static_cast<TokenIndex>(i);
      const std::string_view text = document_.text_of(token);
      if (text.empty()) continue;
      if (const std::size_t hyphen = hyphen_size(text); hyphen == text.size()) {
        add_hyphen(token);
        continue;
      }
      if (is_digit(text[0])) {
        i = static_cast<std::size_t>(add_figures(token));
        continue;
      }
      add_word(token, tokens[i].span, text);
    }
    return std::move(items_);
  }

 private:
  TimeItem& push(TokenIndex token, Span span) {
    TimeItem& item = items_.emplace_back();
    item.span = span;
    item.token = token;
    item.last_token = token;
    item.sentence = document_.tokens[token].sentence;
    item.joined = pending_hyphen_;
    pending_hyphen_ = false;
    return item;
  }

  // "two - year" in tokens is joined when no space stands around the hyphen, or between figures.
  void add_hyphen(TokenIndex token) {
    const Span span = document_.tokens[token].span;
    const bool space_before = items_.empty() || items_.back().span.end != span.begin;
    const bool space_after = document_.tokens[token].space_after;
    if (!space_before && !space_after) {
      pending_hyphen_ = true;
      return;
    }
    const auto next = static_cast<std::size_t>(token) + 1;
    const bool figures = !items_.empty() && items_.back().digits && next < document_.tokens.size() &&
                         is_digit(document_.text_of(static_cast<TokenIndex>(next))[0]);
    if (figures) {
      pending_hyphen_ = true;
    } else {
      push(token, span);  // also "long- and short-term"
    }
  }

  // A date in figures may run over several tokens; returns the last token used.
  TokenIndex add_figures(TokenIndex token) {
    const Span span = document_.tokens[token].span;
    const std::string_view rest = std::string_view(document_.text).substr(span.begin, 40);
    if (rest.starts_with("1/2") && !items_.empty() && items_.back().digits &&
        items_.back().span.end + 1 == span.begin) {
      return add_half(token, span.begin + 3);
    }
    if (const auto figure = read_date_figure(rest)) {
      const auto end = span.begin + static_cast<std::uint32_t>(figure->size);
      TokenIndex last = token;
      while (static_cast<std::size_t>(last) + 1 < document_.tokens.size() &&
             document_.tokens[last].span.end < end) {
        ++last;
      }
      if (document_.tokens[last].span.end >= end) {
        add_figure(token, {span.begin, end}, *figure).last_token = last;
        glued_ampm({end, document_.tokens[last].span.end});
        return last;
      }
    }
    add_number(token, span, span.of(document_.text));
    return token;
  }

  // "2 1/2": half of one more.
  TokenIndex add_half(TokenIndex token, std::uint32_t end) {
    TokenIndex last = token;
    while (static_cast<std::size_t>(last) + 1 < document_.tokens.size() &&
           document_.tokens[last].span.end < end)
      ++last;
    TimeItem& item = items_.back();
    item.value += 0.5;
    item.classes = mask_of(TimeClass::num);
    item.span.end = end;
    item.last_token = last;
    return last;
  }

  // "7:15pm": the token goes on behind the figure.
  void glued_ampm(Span rest) {
    if (rest.empty()) return;
    const std::string_view text = rest.of(document_.text);
    if ((text == "pm" || text == "p.m.") && items_.back().value < 12 * 60) items_.back().value += 12 * 60;
    items_.back().span.end = rest.end;
  }

  TimeItem& add_figure(TokenIndex token, Span span, const Figure& figure) {
    TimeItem& item = push(token, span);
    item.classes = figure.classes;
    item.value = figure.value;
    item.date = figure.date;
    item.digits = true;
    return item;
  }

  void add_number(TokenIndex token, Span span, std::string_view text) {
    if (const auto figure = read_number_figure(text)) {
      add_figure(token, span, *figure);
      return;
    }
    add_parts(token, span, text);
  }

  // A token with hyphens or a possessive inside, as several items; else an item that means nothing to us.
  void add_parts(TokenIndex token, Span span, std::string_view text) {
    for (std::size_t i = 1; i + 1 < text.size(); ++i) {
      const std::size_t size = hyphen_size(text.substr(i));
      if (size == 0 || i + size >= text.size()) continue;
      const auto cut = span.begin + static_cast<std::uint32_t>(i);
      const auto next = cut + static_cast<std::uint32_t>(size);
      add_part(token, {span.begin, cut}, text.substr(0, i));
      pending_hyphen_ = true;
      add_part(token, {next, span.end}, text.substr(i + size));
      return;
    }
    const bool possessive = text.size() > 3 && (text.ends_with("'s") || text.ends_with("\u2019s"));
    if (possessive) {
      const std::size_t size = text.ends_with("'s") ? 2 : 4;
      const auto cut = span.end - static_cast<std::uint32_t>(size);
      add_part(token, {span.begin, cut}, text.substr(0, text.size() - size));
      add_part(token, {cut, span.end}, text.substr(text.size() - size));
      return;
    }
    push(token, span);
  }

  void add_part(TokenIndex token, Span span, std::string_view text) {
    if (is_digit(text[0])) {
      add_number(token, span, text);
    } else {
      add_word(token, span, text);
    }
  }

  void add_word(TokenIndex token, Span span, std::string_view text) {
    std::array<char, kMaxWordBytes + 1> buffer;
    const TimeWord* word = lexicon_.find(lowered(text, buffer));
    if (word == nullptr) {
      if (text[0] == '\'' || text.starts_with("\u2019") || text.starts_with("\u2018")) {
        add_short_year(token, span, text);
      } else {
        add_parts(token, span, text);
      }
      return;
    }
    TimeItem& item = push(token, span);
    item.word = word;
    item.capital = text[0] >= 'A' && text[0] <= 'Z';
    set_senses(item);
  }

  static void set_senses(TimeItem& item) {
    for (const TimeSense& sense : item.word->senses) {
      if (sense.capital && !item.capital) continue;
      item.classes |= mask_of(sense.cls);
      const bool numeric =
          sense.cls == TimeClass::num || sense.cls == TimeClass::ord || sense.cls == TimeClass::decade;
      if (numeric || sense.cls == TimeClass::a) item.value = sense.number;
    }
  }

  // '98 and '90s; the apostrophe may be a token of its own.
  void add_short_year(TokenIndex token, Span span, std::string_view text) {
    const std::size_t quote = text[0] == '\'' ? 1 : 3;
    const std::string_view rest = text.substr(quote);
    const Figure figure = read_number_figure(rest).value_or(Figure{});
    TimeItem& item = push(token, span);
    if (figure.classes == 0) return;
    item.digits = true;
    item.value = figure.value;
    if (rest.size() == 2) item.classes = mask_of(TimeClass::year2);
    if (figure.classes == mask_of(TimeClass::decade)) item.classes = figure.classes;
  }

  const Document& document_;
  const TimeLexicon& lexicon_;
  std::vector<TimeItem> items_;
  bool pending_hyphen_ = false;
};

bool has(const TimeItem& item, TimeClass c) {
  return (item.classes & mask_of(c)) != 0;
}

// A number written in words that may be part of a longer one.
bool is_number_word(const TimeItem& item) {
  return item.word != nullptr && !item.digits && has(item, TimeClass::num);
}

bool is_scale(double value) {
  return value == 100 || value == 1000 || value == 1e6 || value == 1e9;
}

void merge_into(TimeItem& item, const TimeItem& next) {
  item.span.end = next.span.end;
  item.last_token = next.last_token;
}

// "two hundred and fifty", "twenty(-)four", "nineteen ninety-six", "2 million", "thirty-first".
class NumberMerger {
 public:
  explicit NumberMerger(std::vector<TimeItem>& items) : items_(items) {}

  void run() {
    std::size_t out = 0;
    for (std::size_t i = 0; i < items_.size();) {
      const std::size_t start = i;
      TimeItem item = items_[i++];
      if (has(item, TimeClass::num) && item.classes != 0) i = extend(item, start);
      items_[out++] = item;
    }
    items_.resize(out);
  }

 private:
  std::size_t extend(TimeItem& item, std::size_t start) {
    std::size_t i = start + 1;
    double total = 0;
    double current = item.value;
    double last = item.value;
    bool year = false;
    while (i < items_.size() && items_[i].sentence == item.sentence) {
      std::size_t at = i;
      const bool conjunction = items_[at].word != nullptr && items_[at].word->text == "and" && is_scale(last);
      if (conjunction && at + 1 < items_.size() && is_number_word(items_[at + 1])) ++at;
      const TimeItem& next = items_[at];
      const bool ordinal = has(next, TimeClass::ord) && next.value < 10 && last >= 20 && last < 100;
      if (ordinal && !item.digits && !next.digits) {
        item.classes = mask_of(TimeClass::ord) | mask_of(TimeClass::daynum);
        item.value = total + current + next.value;
        merge_into(item, next);
        return at + 1;
      }
      if (!is_number_word(next)) break;
      if (!join(next.value, last, total, current, year)) break;
      merge_into(item, next);
      last = next.value;
      i = at + 1;
    }
    if (i > start + 1) finish(item, total + current, year);
    return i;
  }

  static bool join(double value, double last, double& total, double& current, bool& year) {
    if (is_scale(value)) {
      current *= value;
      if (value >= 1000) {
        total += current;
        current = 0;
      }
      return true;
    }
    if (value < 10 && last >= 20 && last < 100) {
      current += value;
      return true;
    }
    if (is_scale(last) && value < 100) {
      current += value;
      return true;
    }
    const bool century = (current >= 17 && current <= 20) && total == 0 && last == current && value >= 10;
    if (century && value < 100) {
      current = current * 100 + value;
      year = true;
      return true;
    }
    return false;
  }

  static void finish(TimeItem& item, double value, bool year) {
    item.value = value;
    item.classes = mask_of(TimeClass::num);
    if (year || (value >= 1900 && value <= 2100)) item.classes |= mask_of(TimeClass::year);
    item.weak_year = !year;
  }

  std::vector<TimeItem>& items_;
};

// "Jan" "." in two tokens is one abbreviation; "o" "'clock" and "a" "year" stay.
void join_full_stops(std::vector<TimeItem>& items, const Document& document, const TimeLexicon& lexicon) {
  for (std::size_t i = 0; i + 1 < items.size(); ++i) {
    if (items[i].word == nullptr || !items[i].word->abbreviation) continue;
    TimeItem& dot = items[i + 1];
    if (dot.span.begin != items[i].span.end || document.text_of(dot.span) != ".") continue;
    if (dot.sentence != items[i].sentence) continue;
    const TimeWord* word = lexicon.find(items[i].word->text + ".");
    if (word == nullptr || !items[i].capital) continue;
    const bool ends = i + 2 >= items.size() || items[i + 2].sentence != items[i].sentence;
    if (ends) continue;
    items[i].word = word;
    items[i].span.end = dot.span.end;
    items[i].last_token = dot.last_token;
    items[i].classes = 0;
    for (const TimeSense& sense : word->senses) items[i].classes |= mask_of(sense.cls);
    items.erase(items.begin() + static_cast<std::ptrdiff_t>(i) + 1);
  }
}

// "'" "98" and "'" "90s" in two tokens.
void mark_short_years(std::vector<TimeItem>& items, const Document& document) {
  for (std::size_t i = 0; i + 1 < items.size(); ++i) {
    TimeItem& next = items[i + 1];
    if (!next.digits || next.span.size() != 2 || next.span.begin != items[i].span.end) continue;
    const std::string_view text = document.text_of(items[i].span);
    if (text == "'" || text == "\u2019" || text == "\u2018") next.classes |= mask_of(TimeClass::year2);
  }
}

}  // namespace

const TimeSense* sense_of(const TimeItem& item, TimeClass c) {
  if (item.word == nullptr) return nullptr;
  for (const TimeSense& sense : item.word->senses) {
    if (sense.cls == c) return &sense;
  }
  return nullptr;
}

std::vector<TimeItem> make_time_items(const Document& document, const TimeLexicon& lexicon) {
  std::vector<TimeItem> items = Builder(document, lexicon).build();
  join_full_stops(items, document, lexicon);
  NumberMerger(items).run();
  mark_short_years(items, document);
  return items;
}

}  // namespace avow::names
