// Actions for calendar dates: days, months, weekdays, years, seasons, quarters, feasts, other calendars.
#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "names/time_actions.hpp"
#include "names/time_calendars.hpp"

namespace avow::names {
namespace {

// A nearest candidate closer than this beats a tense cue: "said on Monday that the talks of March 5 ...".
constexpr int kNearDays = 75;
constexpr int kNearMonthDays = 20;
constexpr int kNearQuarterDays = 120;

int year_of(const TimeItem& item) {
  if ((item.classes & mask_of(TimeClass::year)) != 0) return static_cast<int>(item.value);
  return item.value < 50 ? 2000 + static_cast<int>(item.value) : 1900 + static_cast<int>(item.value);
}

std::optional<int> explicit_year(const TimeMatch& match) {
  if (const TimeItem* year = match.get(TimeClass::year)) return static_cast<int>(year->value);
  if (const TimeItem* year = match.get(TimeClass::year2)) return year_of(*year);
  return std::nullopt;
}

int month_of(const TimeItem& item) {
  const TimeSense* sense = sense_of(item, TimeClass::month);
  return sense == nullptr ? 0 : sense->number;
}

std::optional<Period> day_period(int year, int month, int day) {
  const Date date{year, static_cast<std::uint8_t>(month), static_cast<std::uint8_t>(day)};
  if (day < 1 || day > 31 || !date.valid()) return std::nullopt;
  return Period{TimeUnit::day, date, date};
}

Period month_period(int year, int month) {
  return period_around(TimeUnit::month, Date{year, static_cast<std::uint8_t>(month), 1});
}

// The month (and day) of the years around publication; the one tense and nearness speak for.
std::optional<Period> nearest_of_year(const TimeContext& context, std::size_t item, int month, int day) {
  const Date published = *context.published();
  std::vector<Period> candidates;
  for (int year = published.year - 1; year <= published.year + 1; ++year) {
    if (day == 0) {
      candidates.push_back(month_period(year, month));
    } else if (const auto period = day_period(year, month, day)) {
      candidates.push_back(*period);
    }
  }
  const int strong = day == 0 ? kNearMonthDays : kNearDays;
  return choose_by_tense(candidates, published, context.tense_at(item), strong);
}

bool marks_a_date(std::string_view word) {
  static constexpr std::array<std::string_view, 24> kWords = {
      "in",      "of",   "since",   "by",     "last",     "until",     "till", "from",
      "between", "to",   "through", "during", "early",    "late",      "mid",  "before",
      "after",   "this", "next",    "end",    "starting", "beginning", "past", "around"};
  return std::find(kWords.begin(), kWords.end(), word) != kWords.end();
}

}  // namespace

bool act_date(const TimeContext& context, const TimeMatch& match, FoundTime& found) {
  const TimeItem* month_item = match.get(TimeClass::month);
  const TimeItem* day_item = match.get(TimeClass::daynum);
  if (day_item == nullptr) day_item = match.get(TimeClass::ord);
  auto year = explicit_year(match);
  const int day = day_item == nullptr ? 0 : static_cast<int>(day_item->value);
  if (day_item != nullptr && (day < 1 || day > 31)) return false;
  if (month_item == nullptr) {  // "Friday the 13th"
    if (!context.published()) return set_unresolved(found);
    const auto period = day_period(context.published()->year, context.published()->month, day);
    return period && set_period(found, *period);
  }
  const int month = month_of(*month_item);
  if (year && day == 0) return set_period(found, month_period(*year, month));
  if (!year && !context.published()) return day >= 1 && day <= 31 && set_unresolved(found);
  std::optional<Period> period;
  if (year) {
    period = day_period(*year, month, day);
  } else {
    period = nearest_of_year(context, match.first, month, day);
  }
  return period && set_period(found, *period);
}

bool act_numeric(const TimeContext&, const TimeMatch& match, FoundTime& found) {
  const Date date = match.item(0).date;
  return set_period(found, {TimeUnit::day, date, date});
}

// "October of last year", "May 3 this year".
bool act_month_of_year(const TimeContext& context, const TimeMatch& match, FoundTime& found) {
  const auto year = deictic_year(context, match);
  if (!year) return set_unresolved(found);
  const int month = month_of(*match.get(TimeClass::month));
  if (const TimeItem* day = match.get(TimeClass::daynum)) {
    const auto period = day_period(year->start.year, month, static_cast<int>(day->value));
    return period && set_period(found, *period);
  }
  return set_period(found, month_period(year->start.year, month));
}

bool act_day_range(const TimeContext& context, const TimeMatch& match, FoundTime& found) {
  const int month = month_of(*match.get(TimeClass::month));
  const int from = static_cast<int>(match.get(TimeClass::daynum, 0)->value);
  const int to = static_cast<int>(match.get(TimeClass::daynum, 1)->value);
  if (from >= to) return false;
  auto year = explicit_year(match);
  if (!year && !context.published()) return set_unresolved(found);
  if (!year) {
    const auto near = nearest_of_year(context, match.first, month, from);
    if (!near) return false;
    year = near->start.year;
  }
  const auto first = day_period(*year, month, from);
  const auto last = day_period(*year, month, to);
  if (!first || !last) return false;
  set_period(found, *first);
  found.end = last->end;
  found.value = fmt::format("{}/{}", first->start.to_string(), last->end.to_string());
  return true;
}

bool act_month_range(const TimeContext&, const TimeMatch& match, FoundTime& found) {
  const int year = *explicit_year(match);
  const Period first = month_period(year, month_of(*match.get(TimeClass::month, 0)));
  const Period last = month_period(year, month_of(*match.get(TimeClass::month, 1)));
  if (!(first.start < last.start)) return false;
  set_period(found, first);
  found.end = last.end;
  found.value = fmt::format("{}/{}", period_value(first), period_value(last));
  return true;
}

bool act_year_range(const TimeContext&, const TimeMatch& match, FoundTime& found) {
  const int from = static_cast<int>(match.item(0).value);
  const TimeItem& second = match.item(match.size - 1);
  int to = static_cast<int>(second.value);
  if (to < 100) to += from / 100 * 100;
  if (from < 1500 || to <= from || to - from > 500) return false;
  const Period first = period_around(TimeUnit::year, Date{from, 1, 1});
  const Period last = period_around(TimeUnit::year, Date{to, 1, 1});
  set_period(found, first);
  found.end = last.end;
  found.value = fmt::format("{}/{}", period_value(first), period_value(last));
  return true;
}

bool act_bare_year(const TimeContext& context, const TimeMatch& match, FoundTime& found) {
  const TimeItem* item = match.get(TimeClass::year);
  const bool is_short = item == nullptr;
  if (is_short) item = match.get(TimeClass::year2);
  const int year = year_of(*item);
  const std::string_view before = context.word_before(match.first);
  const bool marked = marks_a_date(before) || match.size > 1;
  if (is_short && !marked) return false;
  if (item->weak_year && !marked) return false;
  if ((year < 1700 || year > 2060) && !marked) return false;
  // "$1990", "1990 people", "1,990": figures that count something.
  const TimeItem* previous = context.before(match.first);
  if (previous != nullptr) {
    const std::string_view text = context.document.text_of(previous->span);
    if (text == "$" || text == "#" || text == "\u00a3" || text == "\u20ac" || text == "No.") return false;
    if (text == "." && previous->span.end == item->span.begin) return false;
  }
  if (const TimeItem* next = context.after(match.last())) {
    const std::string_view text = context.document.text_of(next->span);
    if (text == "%" || text == "percent" || text == "per" || text == "feet" || text == "miles") return false;
    if (text == "people" || text == "troops" || text == "soldiers" || text == "km" || text == "hours")
      return false;
    if (!marked && next->joined && (next->classes & mask_of(TimeClass::num)) != 0) return false;
  }
  return set_period(found, period_around(TimeUnit::year, Date{year, 1, 1}));
}

bool act_decade(const TimeContext&, const TimeMatch& match, FoundTime& found) {
  const TimeItem& item = match.item(0);
  if (item.word != nullptr && item.word->text == "twenties" && match.items->size() < 2) return false;
  const int decade = static_cast<int>(item.value) < 100 ? 190 + static_cast<int>(item.value) / 10
                                                        : static_cast<int>(item.value);
  return set_period(found, period_around(TimeUnit::decade, Date{decade * 10, 1, 1}));
}

bool act_bare_month(const TimeContext& context, const TimeMatch& match, FoundTime& found) {
  const TimeItem& item = match.item(0);
  const TimeSense* sense = sense_of(item, TimeClass::month);
  const bool marked = marks_a_date(context.word_before(match.first)) || item.joined;
  const bool verb_like = item.word->text == "march";
  if ((sense->weak || verb_like) && !marked) return false;
  if (!context.published()) return set_unresolved(found);
  const auto period = nearest_of_year(context, match.first, sense->number, 0);
  return period && set_period(found, *period);
}

// "last April": the last one before this month; "this April": of this year; "next April".
bool act_month(const TimeContext& context, const TimeMatch& match, FoundTime& found) {
  if (!context.published()) return set_unresolved(found);
  const int month = month_of(*match.get(TimeClass::month));
  const Period now = period_around(TimeUnit::month, *context.published());
  const int deixis = deixis_of(match).value_or(0);
  int year = now.start.year;
  if (deixis < 0 && month >= now.start.month) --year;
  if (deixis > 0 && month <= now.start.month) ++year;
  return set_period(found, month_period(year, month));
}

bool act_weekday(const TimeContext& context, const TimeMatch& match, FoundTime& found) {
  const TimeSense* sense = sense_of(*match.get(TimeClass::weekday), TimeClass::weekday);
  const bool from_reference = match.has(TimeClass::following) || match.has(TimeClass::previous);
  const auto base = from_reference ? context.anchor() : context.published();
  if (!base) return set_unresolved(found);
  const auto deixis = deixis_of(match);
  int back = (base->weekday() - (sense->number - 1) + 7) % 7;  // days since the last one; 0: the same day
  if (!deixis) {
    if (context.tense_at(match.first) == Tense::future && back != 0) back -= 7;
  } else if (*deixis < 0) {
    if (back == 0) back = 7;
  } else if (*deixis > 0) {
    back -= 7;
  } else {
    back = base->weekday() - (sense->number - 1);  // "this Friday": of this week
  }
  const Date day = Date::from_days(base->days_since_epoch() - back);
  return set_period(found, {TimeUnit::day, day, day});
}

bool act_weekday_of_week(const TimeContext& context, const TimeMatch& match, FoundTime& found) {
  if (!context.published()) return set_unresolved(found);
  const TimeSense* sense = sense_of(*match.get(TimeClass::weekday), TimeClass::weekday);
  const Period week =
      shifted(period_around(TimeUnit::week, *context.published()), deixis_of(match).value_or(0));
  const Date day = Date::from_days(week.start.days_since_epoch() + sense->number - 1);
  return set_period(found, {TimeUnit::day, day, day});
}

// "Friday a week ago": the Friday before the last one.
bool act_weekday_ago(const TimeContext& context, const TimeMatch& match, FoundTime& found) {
  if (!act_weekday(context, match, found) || !found.period) return found.unresolved;
  return set_period(found, shifted(shifted(*found.period, -7), 0));
}

bool act_weekday_set(const TimeContext&, const TimeMatch& match, FoundTime& found) {
  found.type = "SET";
  found.value = fmt::format("XXXX-WXX-{}", sense_of(match.item(0), TimeClass::weekdays)->number);
  found.precision = "day";
  return true;
}

bool act_season(const TimeContext& context, const TimeMatch& match, FoundTime& found) {
  const TimeItem& item = *match.get(TimeClass::season);
  static constexpr std::array<std::string_view, 4> kSeasons = {"SP", "SU", "FA", "WI"};
  const TimeSense* sense = sense_of(item, TimeClass::season);
  const auto index = std::find(kSeasons.begin(), kSeasons.end(), sense->text) - kSeasons.begin();
  const auto month = static_cast<std::uint8_t>(3 + 3 * index);
  const auto in_year = [&](int year) { return period_around(TimeUnit::season, Date{year, month, 1}); };
  if (const auto year = explicit_year(match)) return set_period(found, in_year(*year));
  if (match.has_word("year")) {
    const auto year = deictic_year(context, match);
    return year ? set_period(found, in_year(year->start.year)) : set_unresolved(found);
  }
  const auto deixis = deixis_of(match);
  if (!deixis) {
    // A bare "spring" or "fall" may be anything; "in the fall", "by summer", "since the winter" are times.
    std::string_view before = context.word_before(match.first);
    if (before == "the") before = context.word_before(match.first, 2);
    if (!marks_a_date(before) || before == "to" || before == "of") return false;
  }
  if (!context.published()) return set_unresolved(found);
  const Date published = *context.published();
  if (deixis && *deixis == 0) return set_period(found, in_year(published.year));
  Period period = in_year(published.year);
  const bool ahead = deixis ? *deixis > 0 : context.tense_at(match.first) == Tense::future;
  if (ahead) {
    while (period.start <= published) period = in_year(period.start.year + 1);
  } else {
    while (deixis ? period.end >= published : period.start > published)
      period = in_year(period.start.year - 1);
  }
  return set_period(found, period);
}

namespace {

bool set_quarter(const TimeContext& context, const TimeMatch& match, FoundTime& found, int number,
                 TimeUnit unit) {
  const int months = unit == TimeUnit::quarter ? 3 : 6;
  if (number < 1 || number > 12 / months) return false;
  const auto in_year = [&](int year) {
    return period_around(unit, Date{year, static_cast<std::uint8_t>((number - 1) * months + 1), 1});
  };
  if (const auto year = explicit_year(match)) return set_period(found, in_year(*year));
  if (!context.published()) return set_unresolved(found);
  const Date published = *context.published();
  if (match.has_word("year") && deixis_of(match)) {
    return set_period(found, in_year(deictic_year(context, match)->start.year));
  }
  const Tense tense = context.tense_at(match.first) == Tense::future ? Tense::future : Tense::past;
  const auto period =
      choose_by_tense({in_year(published.year - 1), in_year(published.year), in_year(published.year + 1)},
                      published, tense, kNearQuarterDays);
  return period && set_period(found, *period);
}

}  // namespace

// "the 1988 quarter", "the 1988 period": that year's like of the quarter spoken of, else the year.
bool act_year_period(const TimeContext& context, const TimeMatch& match, FoundTime& found) {
  const Date in_year{static_cast<int>(match.item(0).value), 1, 1};
  if (!context.reference || context.reference->unit != TimeUnit::quarter) {
    return set_period(found, period_around(TimeUnit::year, in_year));
  }
  Date start = context.reference->start;
  start.year = in_year.year;
  return set_period(found, period_around(TimeUnit::quarter, start));
}

bool act_last_half(const TimeContext&, const TimeMatch& match, FoundTime& found) {
  const int year = *explicit_year(match);
  return set_period(found, period_around(TimeUnit::half, Date{year, 7, 1}));
}

bool act_quarter(const TimeContext& context, const TimeMatch& match, FoundTime& found) {
  const TimeItem* ord = match.get(TimeClass::ord);
  const TimeUnit unit = match.has_word("half") ? TimeUnit::half : TimeUnit::quarter;
  return set_quarter(context, match, found, static_cast<int>(ord->value), unit);
}

bool act_q_quarter(const TimeContext& context, const TimeMatch& match, FoundTime& found) {
  return set_quarter(context, match, found, match.item(0).word->text[1] - '0', TimeUnit::quarter);
}

bool act_century(const TimeContext&, const TimeMatch& match, FoundTime& found) {
  const int century = static_cast<int>(match.get(TimeClass::ord)->value);
  if (century < 1 || century > 22) return false;
  return set_period(found, period_around(TimeUnit::century, Date{(century - 1) * 100, 1, 1}));
}

bool act_feast(const TimeContext& context, const TimeMatch& match, FoundTime& found) {
  const FeastRow& feast = context.lexicon.feasts()[static_cast<std::size_t>(match.rule->row)];
  bool capital = false;
  for (std::size_t i = 0; i < match.size; ++i) {
    const bool name = match.item(i).word != nullptr && match.rule->elements[match.element[i]].classes == 0;
    capital = capital || (name && match.item(i).capital);
  }
  if (!capital) return false;
  auto year = explicit_year(match);
  const auto deixis = deixis_of(match);
  if (!year && !context.published()) return set_unresolved(found);
  if (!year && deixis && match.has_word("year") && feast.id != "new-year") {
    year = deictic_year(context, match)->start.year;
  }
  std::vector<Period> candidates;
  for (const Date& day : feast.near(year ? *year : context.published()->year)) {
    if (year && day.year != *year) continue;
    candidates.push_back({TimeUnit::day, day, Date::from_days(day.days_since_epoch() + feast.days - 1)});
  }
  if (candidates.empty()) return set_unresolved(found);
  Tense tense = context.tense_at(match.first);
  if (deixis) tense = *deixis < 0 ? Tense::past : *deixis > 0 ? Tense::future : Tense::unknown;
  const Date day = year ? candidates.front().start : *context.published();
  const auto chosen = choose_by_tense(candidates, day, tense, deixis ? 0 : kNearDays);
  set_period(found, *chosen);
  if (feast.days > 1) {
    found.value = fmt::format("{}/{}", chosen->start.to_string(), chosen->end.to_string());
    if (feast.days > 7) found.precision = "month";
  }
  return true;
}

namespace {

struct OtherCalendar {
  bool islamic = false;
  int year = 0, month = 0;

  [[nodiscard]] int length() const {
    return islamic ? islamic_month_length(year, month) : solar_month_length(year, month);
  }
  [[nodiscard]] std::optional<Date> day(int d) const {
    return islamic ? from_islamic(year, month, d) : from_solar_hijri(year, month, d);
  }
};

bool set_other_year(FoundTime& found, bool islamic, int year) {
  const OtherCalendar first{islamic, year, 1};
  const OtherCalendar last{islamic, year, 12};
  const auto start = first.day(1);
  const auto end = last.day(last.length());
  if (!start || !end) return false;
  set_period(found, {TimeUnit::day, *start, *end});
  found.value = fmt::format("{}/{}", start->to_string(), end->to_string());
  found.precision = "year";
  return true;
}

}  // namespace

bool act_hijri(const TimeContext& context, const TimeMatch& match, FoundTime& found) {
  const std::string& kind = match.rule->argument;
  const TimeItem* year_item = match.get(TimeClass::year);
  if (kind.starts_with("year-"))
    return set_other_year(found, kind == "year-islamic", static_cast<int>(year_item->value));
  OtherCalendar calendar;
  const bool solar = kind == "solar";
  calendar.islamic = !solar;
  if (kind == "ramadan") {
    calendar.month = 9;
  } else {
    const TimeClass c = solar ? TimeClass::smonth : TimeClass::hmonth;
    const TimeSense* sense = sense_of(*match.get(c), c);
    if (sense->weak && !solar && match.size == 1) return false;
    calendar.month = sense->number;
  }
  if (year_item != nullptr) {
    calendar.year = static_cast<int>(year_item->value);
    // A Gregorian year beside the month: the year of the calendar that it covers.
    if (calendar.year > 1600 && solar) return false;
    if (calendar.year > 1600) {
      int month = 0;
      islamic_month_of(Date{calendar.year, 7, 1}, calendar.year, month);
    }
  } else if (!context.published()) {
    return set_unresolved(found);
  } else if (solar) {
    calendar.year = solar_year_of(*context.published());
  } else {
    int month = 0;
    islamic_month_of(*context.published(), calendar.year, month);
    if (calendar.month > month + 2) --calendar.year;
  }
  if (const TimeItem* day = match.get(TimeClass::daynum)) {
    const auto date = calendar.day(static_cast<int>(day->value));
    return date && set_period(found, {TimeUnit::day, *date, *date});
  }
  const auto first = calendar.day(1);
  const auto last = calendar.day(calendar.length());
  if (!first || !last) return false;
  set_period(found, {TimeUnit::day, *first, *last});
  found.value = fmt::format("{}/{}", first->to_string(), last->to_string());
  found.precision = "month";
  return true;
}

}  // namespace avow::names
