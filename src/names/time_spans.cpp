// Actions for what is counted from a day: relative dates and durations.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "names/time_actions.hpp"

namespace avow::names {
namespace {

// n units from a day, at the grain of the unit. "A year earlier" beside a quarter, month or day is that
// quarter, month or day of the year before: in news it compares like with like.
bool set_shifted(FoundTime& found, const std::optional<Period>& reference, Date base, TimeUnit unit, int n) {
  if (unit >= TimeUnit::decade)
    return set_period(found, period_around(TimeUnit::year, add_units(base, unit, n)));
  if (is_clock_unit(unit)) return set_period(found, {TimeUnit::day, base, base});
  const bool coarser = reference && reference->unit < TimeUnit::year &&
                       (reference->unit == TimeUnit::quarter || reference->unit == TimeUnit::half);
  if (unit == TimeUnit::year && coarser) {
    return set_period(found, period_around(reference->unit, add_units(reference->start, unit, n)));
  }
  return set_period(found, period_around(unit, add_units(base, unit, n)));
}

bool is_any(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// How far back "recent weeks" reaches, in its units: a reader's sense, not a measure.
int recent_reach(TimeUnit unit) {
  switch (unit) {
    case TimeUnit::day:
      return 10;
    case TimeUnit::week:
      return 8;
    case TimeUnit::month:
      return 10;
    default:
      return 8;
  }
}

// Nothing but punctuation follows the match.
bool ends_clause(const TimeContext& context, const TimeMatch& match) {
  const TimeItem* next = context.after(match.last());
  if (next == nullptr) return true;
  const std::string_view text = context.document.text_of(next->span);
  return text == "," || text == "." || text == ";" || text == ":";
}

void set_span(FoundTime& found, const std::optional<Date>& base, TimeUnit unit, int count) {
  if (!base) {
    found.unresolved = true;
    return;
  }
  if (is_clock_unit(unit)) {
    found.start = found.end = base;
    return;
  }
  const Date other = add_units(*base, unit, count);
  found.start = std::min(*base, other);
  found.end = std::max(*base, other);
}

}  // namespace

bool act_unit(const TimeContext& context, const TimeMatch& match, FoundTime& found) {
  const TimeItem* item = unit_item(match);
  const TimeUnit unit = item == nullptr ? TimeUnit::quarter : unit_of(*item);  // "the latest period"
  const auto deixis = deixis_of(match).value_or(0);
  if (is_clock_unit(unit)) {
    if (deixis == 0 || unit != TimeUnit::hour) return false;
    set_duration(found, 1, unit);
    set_span(found, context.published(), unit, deixis);
    return true;
  }
  if (unit == TimeUnit::day && deixis != 0) return false;
  if (!context.published()) return set_unresolved(found);
  const Date published = *context.published();
  if (match.has_word("past") && unit >= TimeUnit::decade) {
    set_duration(found, unit == TimeUnit::decade ? 10 : 100, TimeUnit::year);
    set_span(found, published, unit, -1);
    return true;
  }
  Period period = period_around(unit, published);
  if (unit == TimeUnit::weekend) {
    // "The weekend" and "last weekend" on a weekday: the one just gone.
    const bool within = published >= period.start;
    const bool ahead = deixis > 0 || (deixis == 0 && (within || match.has(TimeClass::this_) ||
                                                      context.tense_at(match.first) == Tense::future));
    if (!ahead) return set_period(found, shifted(period, -1));
    return set_period(found, deixis > 0 && within ? shifted(period, 1) : period);
  }
  return set_period(found, shifted(period, deixis));
}

// "the previous day", "the following week", "that year": counted from the last date the text named.
bool act_unit_from_reference(const TimeContext& context, const TimeMatch& match, FoundTime& found) {
  const TimeUnit unit = unit_of(*unit_item(match));
  if (is_clock_unit(unit)) return false;
  const auto base = context.anchor();
  if (!base) return set_unresolved(found);
  const int deixis = deixis_of(match).value_or(0);
  return set_period(found, shifted(period_around(unit, *base), deixis));
}

bool act_the_unit(const TimeContext& context, const TimeMatch& match, FoundTime& found) {
  const TimeUnit unit = unit_of(*unit_item(match));
  const bool usual = unit == TimeUnit::week || unit == TimeUnit::month || unit == TimeUnit::quarter ||
                     unit == TimeUnit::year || unit == TimeUnit::weekend || unit == TimeUnit::decade;
  if (!usual) return false;
  if (const TimeItem* next = context.after(match.last())) {
    // "the week of the vote", "the year when": named by what follows, not by the calendar.
    if (next->joined) return false;
    if ((next->classes & mask_of(TimeClass::year)) != 0) return false;
    if (is_any(context.word_after(match.last()), {"of", "when", "that", "earlier", "ago", "before"}))
      return false;
  }
  if (unit == TimeUnit::weekend) return act_bare_weekend(context, match, found);
  if (unit == TimeUnit::month || unit == TimeUnit::decade) return false;
  if (!context.published()) return set_unresolved(found);
  const Period period = period_around(unit, *context.published());
  // Figures told of are those of the quarter that has closed.
  return set_period(found, unit == TimeUnit::quarter ? shifted(period, -1) : period);
}

bool act_bare_weekend(const TimeContext& context, const TimeMatch& match, FoundTime& found) {
  const std::string_view before = context.word_before(match.first);
  const bool marked =
      match.size > 1 || is_any(before, {"the", "last", "this", "next", "over", "on", "during"});
  if (!marked) return false;
  if (!context.published()) return set_unresolved(found);
  const Period period = period_around(TimeUnit::weekend, *context.published());
  const bool ahead = *context.published() >= period.start || context.tense_at(match.first) == Tense::future;
  return set_period(found, ahead ? period : shifted(period, -1));
}

bool act_that_time(const TimeContext& context, const TimeMatch& match, FoundTime& found) {
  const std::string_view before = context.word_before(match.first);
  if (!context.reference || !is_any(before, {"at", "by", "since", "until", "of", "from"})) return false;
  (void)match;
  return set_period(found, *context.reference);
}

bool act_unit_before_last(const TimeContext& context, const TimeMatch& match, FoundTime& found) {
  const TimeUnit unit = unit_of(match.item(0));
  if (is_clock_unit(unit)) return false;
  if (!context.published()) return set_unresolved(found);
  return set_period(found,
                    shifted(period_around(unit, *context.published()), match.has_word("before") ? -2 : 2));
}

// "the past two months", "in the coming weeks": a duration whose one end is the publication date.
bool act_anchored(const TimeContext& context, const TimeMatch& match, FoundTime& found) {
  const TimeItem* item = unit_item(match);
  if (item == nullptr) return false;
  TimeUnit unit = unit_of(*item);
  int count = count_of(match);
  if (match.has_word("half")) {  // "the last half century"
    unit = TimeUnit::year;
    count = 50;
  }
  if (match.has(TimeClass::num)) count = static_cast<int>(match.get(TimeClass::num)->value);
  const bool reference = match.has(TimeClass::previous) || match.has(TimeClass::following);
  const bool ahead = deixis_of(match).value_or(0) > 0 || match.has_word("coming") ||
                     match.has_word("ahead") || match.has_word("upcoming") || match.has_word("ensuing");
  set_duration(found, count, unit);
  const int reach = count < 0 ? recent_reach(unit) : count;
  set_span(found, reference ? context.anchor() : context.published(), unit, ahead ? reach : -reach);
  if (count < 0) found.precision = "fuzzy";
  return true;
}

bool act_ago(const TimeContext& context, const TimeMatch& match, FoundTime& found) {
  const TimeItem* item = unit_item(match);
  if (item == nullptr) return false;
  const TimeUnit unit = unit_of(*item);
  const int count = count_of(match);
  if (count < 0) {
    found.value = "PAST_REF";
    found.precision = "fuzzy";
    set_span(found, context.published(), unit, -2 * recent_reach(unit));
    if (found.start && found.end && !is_clock_unit(unit))
      found.end = add_units(*context.published(), unit, -2);
    return true;
  }
  if (!context.published()) return set_unresolved(found);
  if (match.has_word("half")) {
    return set_period(found,
                      period_around(TimeUnit::month, add_units(*context.published(), TimeUnit::month, -6)));
  }
  return set_shifted(found, context.reference, *context.published(), unit, -count);
}

bool act_ago_reference(const TimeContext& context, const TimeMatch& match, FoundTime& found) {
  const TimeItem* item = unit_item(match);
  if (item == nullptr) return false;
  if (match.has_word("before") && !ends_clause(context, match)) return act_duration(context, match, found);
  const auto base = context.anchor();
  if (!base) return set_unresolved(found);
  const int count = count_of(match);
  if (count < 0) {
    found.value = "PAST_REF";
    found.precision = "fuzzy";
    return true;
  }
  return set_shifted(found, context.reference, *base, unit_of(*item), -count);
}

bool act_later_reference(const TimeContext& context, const TimeMatch& match, FoundTime& found) {
  const TimeItem* item = unit_item(match);
  if (item == nullptr) return false;
  // "two days after the attack": the day is the attack's, which nothing here knows.
  if (match.has_word("after") && !ends_clause(context, match)) return act_duration(context, match, found);
  const auto base = context.anchor();
  if (!base) return set_unresolved(found);
  const int count = count_of(match);
  if (count < 0) return act_duration(context, match, found);
  return set_shifted(found, context.reference, *base, unit_of(*item), count);
}

bool act_later(const TimeContext& context, const TimeMatch& match, FoundTime& found) {
  const TimeItem* item = unit_item(match);
  const int count = count_of(match);
  if (!context.published()) return set_unresolved(found);
  if (count < 0) {
    found.value = "FUTURE_REF";
    found.precision = "fuzzy";
    return true;
  }
  return set_shifted(found, std::nullopt, *context.published(), unit_of(*item), count);
}

bool act_duration(const TimeContext& context, const TimeMatch& match, FoundTime& found) {
  const TimeItem* item = unit_item(match);
  const TimeUnit unit = unit_of(*item);
  const bool ordinal_too =
      (item->classes & mask_of(TimeClass::ord)) != 0;  // "one second" against "one, second"
  if (ordinal_too && match.size < 2) return false;
  double count = count_of(match);
  if (const TimeItem* num = match.get(TimeClass::num))
    count = num->value + (match.has_word("half") ? 0.5 : 0);
  if (count > 100000 || unit == TimeUnit::season) return false;
  if (unit == TimeUnit::quarter && count > 40) return false;
  const TimeItem* previous = context.before(match.first);
  if (previous != nullptr && context.document.text_of(previous->span) == "$") return false;
  // "two quarters" of a match or of a town; "one day" without a verb of waiting is still a duration.
  set_duration(found, count, unit);
  const TimeItem* second = match.get(TimeClass::num, 1);
  if (second != nullptr) {
    for (std::size_t i = match.size; i-- > 0;) {
      if ((match.item(i).classes & (mask_of(TimeClass::unit) | mask_of(TimeClass::units))) == 0) continue;
      const std::string tail = duration_value(second->value, unit_of(match.item(i)));
      const bool both_clock = found.value.starts_with("PT") && tail.starts_with("PT");
      found.value += tail.substr(both_clock ? 2 : 1);
      break;
    }
  }
  if (count < 0) found.precision = "fuzzy";
  return true;
}

// "two to three weeks": the lower bound, as TIMEX3 has no span of lengths.
bool act_duration_range(const TimeContext& context, const TimeMatch& match, FoundTime& found) {
  (void)context;
  set_duration(found, match.get(TimeClass::num)->value, unit_of(*unit_item(match)));
  found.precision = "fuzzy";
  return true;
}

bool act_duration_half(const TimeContext&, const TimeMatch& match, FoundTime& found) {
  const TimeItem* item = unit_item(match);
  if (item == nullptr) return false;
  const TimeUnit unit = unit_of(*item);
  const bool and_half = match.has_word("and");
  switch (unit) {
    case TimeUnit::hour:
      return set_duration(found, and_half ? 90 : 30, TimeUnit::minute);
    case TimeUnit::year:
      return set_duration(found, and_half ? 18 : 6, TimeUnit::month);
    case TimeUnit::day:
      return set_duration(found, and_half ? 36 : 12, TimeUnit::hour);
    case TimeUnit::decade:
      return set_duration(found, and_half ? 15 : 5, TimeUnit::year);
    case TimeUnit::century:
      return set_duration(found, and_half ? 150 : 50, TimeUnit::year);
    default:
      return set_duration(found, and_half ? 1.5 : 0.5, unit);
  }
}

// "year-long", "week-long".
bool act_duration_long(const TimeContext&, const TimeMatch& match, FoundTime& found) {
  return set_duration(found, 1, unit_of(match.item(0)));
}

bool act_age(const TimeContext&, const TimeMatch& match, FoundTime& found) {
  return set_duration(found, match.get(TimeClass::num)->value, unit_of(*unit_item(match)));
}

// "a 44-year-old teacher": what somebody is, not when or how long anything was; read, so that nothing else is
// made of its words.
bool act_no_time(const TimeContext&, const TimeMatch&, FoundTime& found) {
  found.no_time = true;
  return true;
}

// "a year": a rate after an amount ("$5 million a year", "twice a day"), else a length.
bool act_a_unit(const TimeContext& context, const TimeMatch& match, FoundTime& found) {
  const TimeItem* item = unit_item(match);
  const TimeUnit unit = unit_of(*item);
  if (unit == TimeUnit::second || unit == TimeUnit::minute) return false;
  if (unit == TimeUnit::quarter || unit == TimeUnit::weekend) return false;
  const TimeItem* previous = context.before(match.first);
  const std::string_view word = context.word_before(match.first);
  const bool count_before =
      previous != nullptr && ((previous->classes & mask_of(TimeClass::num)) != 0 || previous->digits);
  const std::string_view text =
      previous == nullptr ? std::string_view{} : context.document.text_of(previous->span);
  const bool article = match.item(0).word->text != "another";
  const bool rate =
      count_before || is_any(text, {"times", "percent", "%", "tons", "barrels", "dollars", "hours", "days"});
  if (article && rate) {
    found.type = "SET";
    found.value = duration_value(1, unit);
    found.precision = std::string(unit_name(unit));
    return true;
  }
  const bool length =
      is_any(word, {"for",    "in",     "within", "than",    "about",   "after", "over",       "least",
                    "nearly", "almost", "within", "another", "offered", "as",    "additional", "around",
                    "last",   "lasted", "took",   "half",    "only",    "just",  "of",         "every"}) ||
      is_any(text, {"under", "least", "lasted", "takes", "take", "took", "spent", "quite"}) || !article;
  if (!length) return false;
  if (unit == TimeUnit::day && !is_any(word, {"for", "in", "than", "within", "about", "last", "after"}) &&
      article)
    return false;
  return set_duration(found, 1, unit);
}

bool act_bare_units(const TimeContext& context, const TimeMatch& match, FoundTime& found) {
  const TimeItem& item = match.item(0);
  const std::string_view before = context.word_before(match.first);
  const TimeItem* previous = context.before(match.first);
  const std::string_view text =
      previous == nullptr ? std::string_view{} : context.document.text_of(previous->span);
  const bool marked =
      is_any(before, {"for", "in", "of", "after", "over", "within", "last", "or", "than", "early"}) ||
      is_any(text, {"for", "after", "took", "takes", "take", "within", "spent", "lasted", "of"}) ||
      match.has_word("of");
  const TimeUnit unit = unit_of(item);
  if (!marked || unit < TimeUnit::minute || unit == TimeUnit::weekend || unit == TimeUnit::quarter)
    return false;
  if (item.word->text == "nights") return false;
  found.last = found.first + 1;
  set_duration(found, -1, unit);
  found.precision = "fuzzy";
  return true;
}

bool act_recent(const TimeContext& context, const TimeMatch& match, FoundTime& found) {
  const TimeUnit unit = unit_of(*unit_item(match));
  if (unit == TimeUnit::year || unit >= TimeUnit::decade) {
    found.value = "PAST_REF";
  } else {
    set_duration(found, -1, unit);
  }
  set_span(found, context.published(), unit, -recent_reach(unit));
  found.precision = "fuzzy";
  return true;
}

}  // namespace avow::names
