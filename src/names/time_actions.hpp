// The routines that read a match of the time grammar: what it means against the publication date.
//
//   TimeContext context{document, lexicon, items};
//   std::optional<FoundTime> found = read_time(context, match);   // nullopt: the match is no time after all
//
// Private to the times stage.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "names/time_match.hpp"

namespace avow::names {

struct FoundTime {
  std::string type = "DATE";
  std::string value;
  std::optional<Date> start, end;
  std::string precision;
  std::string rule;
  std::size_t first = 0, last = 0;  // items, half-open
  std::optional<Period> period;     // of a calendar date
  bool unresolved = false;          // needs the publication date
  bool bare_clock = false;          // a time of day whose day is only assumed
  bool no_time = false;             // words that only look like a time, an age: taken, but no time
  std::string clock;                // what follows the day in the value: "TMO", "T19:00"
};

struct TimeContext {
  const Document& document;
  const TimeLexicon& lexicon;
  const std::vector<TimeItem>& items;
  std::optional<Period> reference;  // the last calendar date the text named

  [[nodiscard]] const std::optional<Date>& published() const { return document.published; }
  // The date that "a year earlier" or "the next day" counts from: the last one named, else publication.
  [[nodiscard]] std::optional<Date> anchor() const;
  // Whether the verbs around an item point back or ahead.
  [[nodiscard]] Tense tense_at(std::size_t item) const;
  [[nodiscard]] const TimeItem* before(std::size_t item,
                                       std::size_t back = 1) const;  // same sentence or nullptr
  [[nodiscard]] const TimeItem* after(std::size_t behind) const;
  // Its word, in lower case when the lexicon knows it, else as the text has it; "" at the sentence's start.
  [[nodiscard]] std::string_view word_before(std::size_t item, std::size_t back = 1) const;
  [[nodiscard]] std::string_view word_after(std::size_t behind) const;
};

// Names that rules.tsv may use; a rule's action is an index into it.
[[nodiscard]] const std::vector<std::string_view>& time_action_names();
[[nodiscard]] std::optional<FoundTime> read_time(const TimeContext& context, const TimeMatch& match);

// ---- for the action files

using TimeAction = bool (*)(const TimeContext&, const TimeMatch&, FoundTime&);
// Fills value, start, end, precision from a period.
bool set_period(FoundTime& found, const Period& period);
bool set_unresolved(FoundTime& found);
bool set_duration(FoundTime& found, double count, TimeUnit unit);
[[nodiscard]] TimeUnit unit_of(const TimeItem& item);
// Of the candidates, the one that tense and nearness to `day` speak for.
[[nodiscard]] std::optional<Period> choose_by_tense(const std::vector<Period>& candidates, Date day,
                                                    Tense tense, int strong_days);
[[nodiscard]] int count_of(const TimeMatch& match);  // NUM or A; -1 for an unknown number
[[nodiscard]] const TimeItem* unit_item(const TimeMatch& match);
// -1 last, 0 this, 1 next, as the match's deixis says; nullopt without one.
[[nodiscard]] std::optional<int> deixis_of(const TimeMatch& match);
[[nodiscard]] std::optional<Period> deictic_year(const TimeContext& context, const TimeMatch& match);

bool act_date(const TimeContext&, const TimeMatch&, FoundTime&);
bool act_numeric(const TimeContext&, const TimeMatch&, FoundTime&);
bool act_month_of_year(const TimeContext&, const TimeMatch&, FoundTime&);
bool act_day_range(const TimeContext&, const TimeMatch&, FoundTime&);
bool act_month_range(const TimeContext&, const TimeMatch&, FoundTime&);
bool act_year_period(const TimeContext&, const TimeMatch&, FoundTime&);
bool act_last_half(const TimeContext&, const TimeMatch&, FoundTime&);
bool act_year_range(const TimeContext&, const TimeMatch&, FoundTime&);
bool act_bare_year(const TimeContext&, const TimeMatch&, FoundTime&);
bool act_decade(const TimeContext&, const TimeMatch&, FoundTime&);
bool act_bare_month(const TimeContext&, const TimeMatch&, FoundTime&);
bool act_month(const TimeContext&, const TimeMatch&, FoundTime&);
bool act_weekday(const TimeContext&, const TimeMatch&, FoundTime&);
bool act_weekday_of_week(const TimeContext&, const TimeMatch&, FoundTime&);
bool act_weekday_ago(const TimeContext&, const TimeMatch&, FoundTime&);
bool act_weekday_set(const TimeContext&, const TimeMatch&, FoundTime&);
bool act_season(const TimeContext&, const TimeMatch&, FoundTime&);
bool act_quarter(const TimeContext&, const TimeMatch&, FoundTime&);
bool act_q_quarter(const TimeContext&, const TimeMatch&, FoundTime&);
bool act_century(const TimeContext&, const TimeMatch&, FoundTime&);
bool act_hijri(const TimeContext&, const TimeMatch&, FoundTime&);
bool act_feast(const TimeContext&, const TimeMatch&, FoundTime&);
bool act_fuzzy(const TimeContext&, const TimeMatch&, FoundTime&);

bool act_unit(const TimeContext&, const TimeMatch&, FoundTime&);
bool act_unit_from_reference(const TimeContext&, const TimeMatch&, FoundTime&);
bool act_the_unit(const TimeContext&, const TimeMatch&, FoundTime&);
bool act_that_time(const TimeContext&, const TimeMatch&, FoundTime&);
bool act_unit_before_last(const TimeContext&, const TimeMatch&, FoundTime&);
bool act_anchored(const TimeContext&, const TimeMatch&, FoundTime&);
bool act_ago(const TimeContext&, const TimeMatch&, FoundTime&);
bool act_ago_reference(const TimeContext&, const TimeMatch&, FoundTime&);
bool act_later_reference(const TimeContext&, const TimeMatch&, FoundTime&);
bool act_later(const TimeContext&, const TimeMatch&, FoundTime&);
bool act_duration(const TimeContext&, const TimeMatch&, FoundTime&);
bool act_duration_range(const TimeContext&, const TimeMatch&, FoundTime&);
bool act_duration_half(const TimeContext&, const TimeMatch&, FoundTime&);
bool act_duration_long(const TimeContext&, const TimeMatch&, FoundTime&);
bool act_age(const TimeContext&, const TimeMatch&, FoundTime&);
bool act_no_time(const TimeContext&, const TimeMatch&, FoundTime&);
bool act_a_unit(const TimeContext&, const TimeMatch&, FoundTime&);
bool act_bare_units(const TimeContext&, const TimeMatch&, FoundTime&);
bool act_recent(const TimeContext&, const TimeMatch&, FoundTime&);
bool act_set(const TimeContext&, const TimeMatch&, FoundTime&);
bool act_ly(const TimeContext&, const TimeMatch&, FoundTime&);
bool act_clock(const TimeContext&, const TimeMatch&, FoundTime&);
bool act_clock_zone(const TimeContext&, const TimeMatch&, FoundTime&);
bool act_daypart(const TimeContext&, const TimeMatch&, FoundTime&);
bool act_daypart_set(const TimeContext&, const TimeMatch&, FoundTime&);
bool act_bare_weekend(const TimeContext&, const TimeMatch&, FoundTime&);

}  // namespace avow::names
