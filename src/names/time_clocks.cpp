// Actions for repeated times, times of the day, and fuzzy words.
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "names/time_actions.hpp"

namespace avow::names {
namespace {

Date shift_days(Date day, int n) {
  return Date::from_days(day.days_since_epoch() + n);
}

bool is_any(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

bool act_set(const TimeContext&, const TimeMatch& match, FoundTime& found) {
  found.type = "SET";
  const bool other = match.has_word("other");
  if (const TimeItem* weekday = match.get(TimeClass::weekday)) {
    found.value = fmt::format("XXXX-WXX-{}", sense_of(*weekday, TimeClass::weekday)->number);
    found.precision = "day";
    return true;
  }
  if (const TimeItem* month = match.get(TimeClass::month)) {
    found.value = fmt::format("XXXX-{:02}", sense_of(*month, TimeClass::month)->number);
    found.precision = "month";
    return true;
  }
  if (const TimeItem* season = match.get(TimeClass::season)) {
    found.value = fmt::format("XXXX-{}", sense_of(*season, TimeClass::season)->text);
    found.precision = "season";
    return true;
  }
  if (const TimeItem* part = match.get(TimeClass::daypart)) {
    found.value = fmt::format("XXXX-XX-XXT{}", sense_of(*part, TimeClass::daypart)->text);
    found.precision = "day";
    return true;
  }
  const TimeItem* item = unit_item(match);
  const TimeUnit unit = item == nullptr ? TimeUnit::day : unit_of(*item);
  double count = other ? 2 : 1;
  if (match.has(TimeClass::some)) count = -1;
  if (const TimeItem* num = match.get(TimeClass::num)) count = num->value;
  found.value = duration_value(count, unit);
  found.precision = std::string(unit_name(unit));
  return true;
}

bool act_ly(const TimeContext& context, const TimeMatch& match, FoundTime& found) {
  const TimeItem& item = match.item(0);
  // Newspapers are called Daily, Weekly.
  if (item.capital && context.before(match.first) != nullptr) return false;
  found.type = "SET";
  found.value = sense_of(item, TimeClass::ly)->text;
  found.precision = "fuzzy";
  return true;
}

namespace {

bool set_clock(const TimeContext& context, FoundTime& found, int minutes, std::string_view zone) {
  found.type = "TIME";
  found.clock = fmt::format("T{:02}:{:02}{}", minutes / 60, minutes % 60, zone);
  found.bare_clock = true;
  const auto base = context.reference && context.reference->unit == TimeUnit::day
                        ? std::optional<Date>{context.reference->start}
                        : context.published();
  if (!base) return set_unresolved(found);
  set_period(found, {TimeUnit::day, *base, *base});
  found.value += found.clock;
  found.precision = "minute";
  return true;
}

}  // namespace

bool act_clock(const TimeContext& context, const TimeMatch& match, FoundTime& found) {
  const TimeItem& item = match.item(0);
  const bool clock = (item.classes & mask_of(TimeClass::clock)) != 0;
  double hours = clock ? item.value / 60 : item.value;
  const TimeItem* half = match.get(TimeClass::ampm);
  if (!clock && hours != static_cast<int>(hours)) {  // "7.30 p.m."
    const int whole = static_cast<int>(hours);
    hours = whole + (hours - whole) * 100 / 60;
  }
  bool afternoon = half != nullptr && sense_of(*half, TimeClass::ampm)->text == "pm";
  if (const TimeItem* part = match.get(TimeClass::daypart)) {
    const std::string& text = sense_of(*part, TimeClass::daypart)->text;
    if (text.size() != 2) return false;
    afternoon = text == "AF" || text == "EV" || text == "NI";
  }
  if (hours < 0 || hours > 24) return false;
  if (clock && match.size == 1 && context.word_before(match.first) == "to") return false;
  if (half != nullptr && hours >= 12 && hours < 13) hours -= 12;
  if (afternoon && hours < 12) hours += 12;
  return set_clock(context, found, static_cast<int>(std::lround(hours * 60)), "");
}

// "1500 GMT", "0600 hours".
bool act_clock_zone(const TimeContext& context, const TimeMatch& match, FoundTime& found) {
  const TimeItem& item = match.item(0);
  const int value = static_cast<int>(item.value);
  if (!item.digits || item.span.size() != 4 || value / 100 > 24 || value % 100 > 59) return false;
  const TimeItem* zone = match.get(TimeClass::zone);
  const bool utc = zone != nullptr && is_any(zone->word->text, {"gmt", "utc"});
  return set_clock(context, found, value / 100 * 60 + value % 100, utc ? "Z" : "");
}

bool act_daypart(const TimeContext& context, const TimeMatch& match, FoundTime& found) {
  const TimeItem& item = *match.get(TimeClass::daypart);
  const TimeSense& sense = *sense_of(item, TimeClass::daypart);
  found.type = "TIME";
  found.clock = fmt::format("T{}", sense.text);
  found.bare_clock = true;
  const auto deixis = deixis_of(match);
  std::optional<Date> base = context.published();
  if (match.has(TimeClass::that) || match.has(TimeClass::following) || match.has(TimeClass::previous)) {
    base = context.anchor();
  }
  if (match.has(TimeClass::this_) || match.has(TimeClass::that) || match.size > 1) {
    found.bare_clock = match.has_word("the");
  } else {
    const std::string_view before = context.word_before(match.first);
    const bool point = sense.text.size() > 2 || item.word->text == "overnight";
    const bool marked =
        point || is_any(before, {"at", "by", "until", "since", "before", "after", "early", "late", "mid"});
    if (!marked) return false;
    if (sense.weak && context.after(match.last()) != nullptr &&
        context.after(match.last())->word == nullptr && !is_any(before, {"at", "by", "before", "until"})) {
      return false;
    }
  }
  const bool from_reference =
      found.bare_clock && context.reference && context.reference->unit == TimeUnit::day;
  if (from_reference) base = context.reference->start;
  if (!base) return set_unresolved(found);
  int days = 0;
  if (deixis && *deixis != 0) days = *deixis;
  if (sense.text == "24:00" && found.bare_clock) days = 0;
  const Date day = shift_days(*base, days);
  set_period(found, {TimeUnit::day, day, day});
  found.value += found.clock;
  return true;
}

bool act_daypart_set(const TimeContext&, const TimeMatch& match, FoundTime& found) {
  found.type = "SET";
  found.value = fmt::format("XXXX-XX-XXT{}", sense_of(match.item(0), TimeClass::dayparts)->text);
  found.precision = "day";
  return true;
}

namespace {

// "the past" of "the past two weeks", "current" of "the current year", "soon" of "as soon as", "shortly
// before".
bool is_part_of_longer(const TimeContext& context, const TimeMatch& match) {
  const TimeItem* next = context.after(match.last());
  if (next == nullptr) return false;
  if (is_any(context.word_after(match.last()), {"before", "after", "as", "fiscal"})) return true;
  const ClassMask counted = mask_of(TimeClass::unit) | mask_of(TimeClass::units) | mask_of(TimeClass::num) |
                            mask_of(TimeClass::some) | mask_of(TimeClass::season);
  static constexpr std::array<std::string_view, 4> kOpen = {"past", "current", "recent", "future"};
  const TimeWord* last = match.item(match.size - 1).word;
  const bool open = last != nullptr && std::find(kOpen.begin(), kOpen.end(), last->text) != kOpen.end();
  return open && (next->classes & counted) != 0;
}

}  // namespace

bool act_fuzzy(const TimeContext& context, const TimeMatch& match, FoundTime& found) {
  const FuzzyRow& row = context.lexicon.fuzzy()[static_cast<std::size_t>(match.rule->row)];
  found.type = row.type;
  if (is_part_of_longer(context, match)) return false;
  const auto& published = context.published();
  if (row.value == "@YEAREND" || row.value == "@MONTHEND") {
    if (!published) return set_unresolved(found);
    const TimeUnit unit = row.value == "@YEAREND" ? TimeUnit::year : TimeUnit::month;
    const Date last = period_around(unit, *published).end;
    return set_period(found, {TimeUnit::day, last, last});
  }
  if (row.value.starts_with("@")) {
    if (!published) return set_unresolved(found);
    int days = 0;
    const char* end = row.value.data() + row.value.size();
    const auto read = std::from_chars(row.value.data() + 1, end, days);
    const Date day = shift_days(*published, days);
    set_period(found, {TimeUnit::day, day, day});
    found.clock = std::string(read.ptr, end);
    found.value += found.clock;
    return true;
  }
  found.value = row.value;
  found.precision = "fuzzy";
  if (published && row.from) found.start = shift_days(*published, *row.from);
  if (published && row.to) found.end = shift_days(*published, *row.to);
  return true;
}

}  // namespace avow::names
