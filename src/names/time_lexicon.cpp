#include "names/time_lexicon.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "avow/base/hash.hpp"
#include "avow/base/strings.hpp"
#include "avow/base/table.hpp"

namespace avow::names {
namespace {

std::optional<int> to_int(std::string_view text) {
  int value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (read.ec != std::errc{} || read.ptr != text.data() + text.size()) return std::nullopt;
  return value;
}

// "eid al-fitr" and "new year's day" as the words the reader makes of them.
std::string phrase_words(std::string_view phrase) {
  std::string out;
  for (std::size_t i = 0; i < phrase.size(); ++i) {
    if (phrase[i] == '-') {
      out += ' ';
    } else if (phrase.substr(i, 2) == "'s" && i > 0 && phrase[i - 1] != ' ') {
      out += " '";
    } else {
      out += phrase[i];
    }
  }
  return out;
}

bool takes_unit(TimeClass c) {
  return c == TimeClass::unit || c == TimeClass::units || c == TimeClass::night;
}

std::optional<FeastKind> parse_feast_kind(std::string_view text) {
  if (text == "fixed") return FeastKind::fixed;
  if (text == "nth") return FeastKind::nth_weekday;
  if (text == "table") return FeastKind::table;
  return std::nullopt;
}

Date nth_weekday(int year, int month, int nth, int weekday) {
  Date day{year, static_cast<std::uint8_t>(month), 1};
  if (nth < 0) day.day = static_cast<std::uint8_t>(days_in_month(year, month));
  const int step = nth < 0 ? -1 : 1;
  while (day.weekday() != weekday - 1) day = Date::from_days(day.days_since_epoch() + step);
  return Date::from_days(day.days_since_epoch() + 7 * (nth < 0 ? nth + 1 : nth - 1));
}

bool read_feast_when(std::string_view when, FeastRow& row) {
  if (row.kind == FeastKind::table) return true;
  if (row.kind == FeastKind::fixed) {
    const auto parts = split(when, '-');
    if (parts.size() != 2) return false;
    row.month = to_int(parts[0]).value_or(0);
    row.day = to_int(parts[1]).value_or(0);
    return row.month >= 1 && row.month <= 12 && row.day >= 1 && row.day <= 31;
  }
  const auto parts = split(when, '/');
  if (parts.size() != 3) return false;
  row.month = to_int(parts[0]).value_or(0);
  row.nth = to_int(parts[1]).value_or(0);
  row.weekday = to_int(parts[2]).value_or(0);
  return row.month >= 1 && row.month <= 12 && row.nth >= -1 && row.nth != 0 && row.nth <= 5 &&
         row.weekday >= 1 && row.weekday <= 7;
}

}  // namespace

std::optional<TimeClass> parse_time_class(std::string_view text) {
  static constexpr std::string_view kNames[] = {
#define AVOW_TIME_CLASS(name, text) text,
#include "names/time_classes.def"
#undef AVOW_TIME_CLASS
  };
  for (std::size_t i = 0; i < kTimeClassCount; ++i) {
    if (kNames[i] == text) return static_cast<TimeClass>(i);
  }
  return std::nullopt;
}

std::vector<Date> FeastRow::near(int year) const {
  std::vector<Date> found;
  if (kind == FeastKind::table) {
    for (const Date& date : dates) {
      if (date.year >= year - 1 && date.year <= year + 1) found.push_back(date);
    }
    return found;
  }
  for (int y = year - 1; y <= year + 1; ++y) {
    found.push_back(kind == FeastKind::fixed
                        ? Date{y, static_cast<std::uint8_t>(month), static_cast<std::uint8_t>(day)}
                        : nth_weekday(y, month, nth, weekday));
  }
  return found;
}

Result<TimeLexicon> TimeLexicon::load(const std::filesystem::path& folder,
                                      const std::vector<std::string_view>& actions) {
  const auto action = [&](std::string_view name) {
    return static_cast<std::uint8_t>(std::find(actions.begin(), actions.end(), name) - actions.begin());
  };
  TimeLexicon lexicon;
  if (auto done = lexicon.load_words(folder / "words.tsv"); !done) return done.error();
  if (auto done = lexicon.load_tense(folder / "tense.tsv"); !done) return done.error();
  if (auto done = lexicon.load_fuzzy(folder / "fuzzy.tsv", action("fuzzy")); !done) return done.error();
  if (auto done = lexicon.load_feasts(folder, action("feast")); !done) return done.error();
  if (auto done = lexicon.load_rules(folder / "rules.tsv", actions); !done) return done.error();
  lexicon.index_words();
  lexicon.index_rules();
  return lexicon;
}

std::uint32_t TimeLexicon::intern(std::string_view lower) {
  // Only while loading, over some hundred words.
  for (std::size_t i = 0; i < words_.size(); ++i) {
    if (words_[i].text == lower) return static_cast<std::uint32_t>(i);
  }
  TimeWord word;
  word.text = std::string(lower);
  words_.push_back(std::move(word));
  return static_cast<std::uint32_t>(words_.size() - 1);
}

Result<void> TimeLexicon::load_words(const std::filesystem::path& path) {
  auto table = Table::load(path, {"word", "class", "value", "flag"});
  if (!table) return table.error();
  for (const TableRow& row : table->rows()) {
    TimeSense sense;
    const auto cls = parse_time_class(row["class"]);
    if (!cls) return row.error(fmt::format("no class of words is called '{}'", row["class"]));
    sense.cls = *cls;
    sense.text = std::string(row["value"]);
    sense.number = to_int(sense.text).value_or(0);
    if (takes_unit(*cls)) {
      const auto unit = parse_time_unit(sense.text);
      if (!unit) return row.error(fmt::format("no unit is written '{}'", sense.text));
      sense.number = static_cast<int>(*unit);
    }
    sense.capital = row["flag"].find("CAP") != std::string_view::npos;
    sense.weak = row["flag"].find("WEAK") != std::string_view::npos;
    words_[intern(row["word"])].senses.push_back(std::move(sense));
  }
  return {};
}

Result<void> TimeLexicon::load_tense(const std::filesystem::path& path) {
  auto table = Table::load(path, {"word", "tense"});
  if (!table) return table.error();
  for (const TableRow& row : table->rows()) {
    if (row["tense"] != "past" && row["tense"] != "future") return row.error("tense is past or future");
    words_[intern(row["word"])].tense = row["tense"] == "past" ? Tense::past : Tense::future;
  }
  return {};
}

std::optional<TimeElement> TimeLexicon::parse_element(std::string_view text) {
  TimeElement element;
  if (text.size() > 1 && text.front() == '~') {
    element.joined = true;
    text.remove_prefix(1);
    if (text.front() == '?') return std::nullopt;
  }
  if (text.size() > 1 && text.back() == '?') {
    element.optional = true;
    text.remove_suffix(1);
  }
  for (std::string_view part : split(text, '|')) {
    if (!part.empty() && part.front() == '~') part.remove_prefix(1);
    if (part.empty()) return std::nullopt;
    if (part.front() >= 'A' && part.front() <= 'Z') {
      const auto cls = parse_time_class(part);
      if (!cls) return std::nullopt;
      element.classes |= mask_of(*cls);
    } else {
      element.words.push_back(intern(part));
    }
  }
  return element;
}

std::optional<std::string> TimeLexicon::add_rule(TimeRule rule, std::string_view pattern) {
  for (const std::string_view text : split_words(pattern)) {
    auto element = parse_element(text);
    if (!element) return fmt::format("'{}' is no element of a pattern", text);
    rule.elements.push_back(std::move(*element));
  }
  const auto required = [](const TimeElement& e) { return !e.optional; };
  if (std::none_of(rule.elements.begin(), rule.elements.end(), required)) return "the pattern may be empty";
  rules_.push_back(std::move(rule));
  return std::nullopt;
}

Result<void> TimeLexicon::load_rules(const std::filesystem::path& path,
                                     const std::vector<std::string_view>& actions) {
  auto table = Table::load(path, {"name", "pattern", "action", "arg"});
  if (!table) return table.error();
  for (const TableRow& row : table->rows()) {
    const auto found = std::find(actions.begin(), actions.end(), row["action"]);
    if (found == actions.end()) return row.error(fmt::format("no action is called '{}'", row["action"]));
    TimeRule rule;
    rule.name = std::string(row["name"]);
    rule.action = static_cast<std::uint8_t>(found - actions.begin());
    rule.argument = std::string(row["arg"]);
    if (auto fault = add_rule(std::move(rule), row["pattern"])) return row.error(*fault);
  }
  return {};
}

Result<void> TimeLexicon::load_fuzzy(const std::filesystem::path& path, std::uint8_t action) {
  auto table = Table::load(path, {"phrase", "type", "value", "from", "to"});
  if (!table) return table.error();
  for (const TableRow& row : table->rows()) {
    FuzzyRow fuzzy{std::string(row["type"]), std::string(row["value"]), to_int(row["from"]),
                   to_int(row["to"])};
    TimeRule rule;
    rule.name = fmt::format("phrase:{}", row["phrase"]);
    rule.action = action;
    rule.row = static_cast<std::int32_t>(fuzzy_.size());
    fuzzy_.push_back(std::move(fuzzy));
    if (auto fault = add_rule(std::move(rule), phrase_words(row["phrase"]))) return row.error(*fault);
  }
  return {};
}

Result<void> TimeLexicon::load_feasts(const std::filesystem::path& folder, std::uint8_t action) {
  auto dates = Table::load(folder / "feast_dates.tsv", {"id", "date"});
  if (!dates) return dates.error();
  auto table = Table::load(folder / "feasts.tsv", {"name", "id", "kind", "when", "days"});
  if (!table) return table.error();
  for (const TableRow& row : table->rows()) {
    FeastRow feast;
    feast.id = std::string(row["id"]);
    const auto kind = parse_feast_kind(row["kind"]);
    if (!kind) return row.error("kind is fixed, nth or table");
    feast.kind = *kind;
    feast.days = to_int(row["days"]).value_or(0);
    if (feast.days < 1 || !read_feast_when(row["when"], feast)) return row.error("no such day");
    for (const TableRow& dated : dates->rows()) {
      if (feast.kind != FeastKind::table || dated["id"] != feast.id) continue;
      const auto date = Date::parse(dated["date"]);
      if (!date) return dated.error("the date is not of the form YYYY-MM-DD");
      feast.dates.push_back(*date);
    }
    if (feast.kind == FeastKind::table && feast.dates.empty())
      return row.error("no dates in feast_dates.tsv");
    TimeRule rule;
    rule.name = fmt::format("feast:{}", feast.id);
    rule.action = action;
    rule.row = static_cast<std::int32_t>(feasts_.size());
    feasts_.push_back(std::move(feast));
    const std::string pattern = phrase_words(row["name"]);
    if (auto fault = add_rule(rule, pattern + " ,? YEAR?")) return row.error(*fault);
    if (auto fault = add_rule(rule, pattern + " in|of YEAR")) return row.error(*fault);
    if (auto fault = add_rule(rule, "LAST|THIS|NEXT " + pattern)) return row.error(*fault);
    if (auto fault = add_rule(std::move(rule), "LAST|THIS|NEXT year 's " + pattern)) return row.error(*fault);
  }
  return {};
}

void TimeLexicon::index_rules() {
  for (std::size_t r = 0; r < rules_.size(); ++r) {
    const auto id = static_cast<std::uint16_t>(r);
    for (const TimeElement& element : rules_[r].elements) {
      for (std::size_t c = 0; c < kTimeClassCount; ++c) {
        if ((element.classes >> c & 1U) != 0) by_class_[c].push_back(id);
      }
      first_classes_ |= element.classes;
      for (const std::uint32_t word : element.words) words_[word].rules.push_back(id);
      if (!element.optional) break;
    }
  }
}

void TimeLexicon::index_words() {
  std::size_t size = 64;
  while (size < words_.size() * 3) size *= 2;
  table_.assign(size, 0);
  for (std::size_t i = 0; i < words_.size(); ++i) {
    const std::string& text = words_[i].text;
    std::size_t slot = fast_hash(text) & (size - 1);
    while (table_[slot] != 0) slot = (slot + 1) & (size - 1);
    table_[slot] = static_cast<std::uint32_t>(i + 1);
    if (text.size() < 32) lengths_by_first_[static_cast<unsigned char>(text[0])] |= 1U << text.size();
  }
  for (TimeWord& word : words_) {
    if (word.text.size() > 2 && word.text.back() != '.') word.abbreviation = find(word.text + ".") != nullptr;
  }
}

const TimeWord* TimeLexicon::find(std::string_view lower) const {
  if (lower.empty() || lower.size() >= 32) return nullptr;
  if ((lengths_by_first_[static_cast<unsigned char>(lower[0])] >> lower.size() & 1U) == 0) return nullptr;
  std::size_t slot = fast_hash(lower) & (table_.size() - 1);
  while (table_[slot] != 0) {
    const TimeWord& word = words_[table_[slot] - 1];
    if (word.text == lower) return &word;
    slot = (slot + 1) & (table_.size() - 1);
  }
  return nullptr;
}

}  // namespace avow::names
