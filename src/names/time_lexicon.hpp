// The tables of data/times/ compiled: words with their classes, the rules of the grammar, phrases and feasts.
//
//   Result<TimeLexicon> lexicon = TimeLexicon::load(data_folder / "times");
//   const TimeWord* word = lexicon->find("friday");     // lower case
//
// Owns everything it hands out. Immutable once loaded; any thread.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "avow/base/date.hpp"
#include "avow/base/result.hpp"
#include "names/time_values.hpp"

namespace avow::names {

enum class TimeClass : std::uint8_t {
#define AVOW_TIME_CLASS(name, text) name,
#include "names/time_classes.def"
#undef AVOW_TIME_CLASS
};
inline constexpr std::size_t kTimeClassCount = 0
#define AVOW_TIME_CLASS(name, text) +1
#include "names/time_classes.def"
#undef AVOW_TIME_CLASS
    ;

using ClassMask = std::uint64_t;
static_assert(kTimeClassCount <= 64);
[[nodiscard]] inline ClassMask mask_of(TimeClass c) {
  return ClassMask{1} << static_cast<unsigned>(c);
}
[[nodiscard]] std::optional<TimeClass> parse_time_class(std::string_view text);

enum class Tense : std::uint8_t { unknown, past, future };

// One meaning of a word: its class, and the number or text the tables give it.
struct TimeSense {
  TimeClass cls = TimeClass::num;
  int number = 0;  // also a TimeUnit for units
  std::string text;
  bool capital = false;
  bool weak = false;
};

struct TimeWord {
  std::string text;
  std::vector<TimeSense> senses;
  std::vector<std::uint16_t> rules;  // that may begin with this word as a literal
  Tense tense = Tense::unknown;
  bool abbreviation = false;  // "jan" where "jan." is a word too
};

// One element of a rule's pattern.
struct TimeElement {
  ClassMask classes = 0;
  std::vector<std::uint32_t> words;  // literals, as word ids
  bool optional = false;
  bool joined = false;  // only after a hyphen or dash
};

struct TimeRule {
  std::string name;
  std::vector<TimeElement> elements;
  std::uint8_t action = 0;  // index into time_action_names()
  std::string argument;
  std::int32_t row = -1;  // of fuzzy() or feasts(), for their actions
};

struct FuzzyRow {
  std::string type, value;
  std::optional<int> from, to;
};

enum class FeastKind : std::uint8_t { fixed, nth_weekday, table };
struct FeastRow {
  std::string id;
  FeastKind kind = FeastKind::fixed;
  int month = 0, nth = 0, weekday = 0, day = 0;
  int days = 1;
  std::vector<Date> dates;  // of a table feast, in order
  // The first days of it that fall in [year - 1, year + 1], in order.
  [[nodiscard]] std::vector<Date> near(int year) const;
};

class TimeLexicon {
 public:
  // `actions`: the names rules.tsv may use, in the order of their indices.
  [[nodiscard]] static Result<TimeLexicon> load(const std::filesystem::path& folder,
                                                const std::vector<std::string_view>& actions);

  // By lower-case text; nullptr when no table knows it.
  [[nodiscard]] const TimeWord* find(std::string_view lower) const;
  [[nodiscard]] std::uint32_t id_of(const TimeWord* word) const {
    return static_cast<std::uint32_t>(word - words_.data());
  }
  [[nodiscard]] const std::vector<TimeRule>& rules() const { return rules_; }
  [[nodiscard]] const std::vector<std::uint16_t>& rules_from(TimeClass c) const {
    return by_class_[static_cast<std::size_t>(c)];
  }
  [[nodiscard]] ClassMask first_classes() const { return first_classes_; }
  [[nodiscard]] const std::vector<FuzzyRow>& fuzzy() const { return fuzzy_; }
  [[nodiscard]] const std::vector<FeastRow>& feasts() const { return feasts_; }

 private:
  Result<void> load_words(const std::filesystem::path& path);
  Result<void> load_tense(const std::filesystem::path& path);
  Result<void> load_rules(const std::filesystem::path& path, const std::vector<std::string_view>& actions);
  Result<void> load_fuzzy(const std::filesystem::path& path, std::uint8_t action);
  Result<void> load_feasts(const std::filesystem::path& folder, std::uint8_t action);
  std::uint32_t intern(std::string_view lower);
  std::optional<TimeElement> parse_element(std::string_view text);
  std::optional<std::string> add_rule(TimeRule rule, std::string_view pattern);
  void index_rules();
  void index_words();

  std::vector<TimeWord> words_;
  std::vector<std::uint32_t> table_;  // open addressing, word id + 1; 0 is empty
  std::array<std::uint32_t, 256> lengths_by_first_{};
  std::vector<TimeRule> rules_;
  std::array<std::vector<std::uint16_t>, kTimeClassCount> by_class_;
  ClassMask first_classes_ = 0;
  std::vector<FuzzyRow> fuzzy_;
  std::vector<FeastRow> feasts_;
};

}  // namespace avow::names
