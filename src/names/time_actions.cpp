#include "names/time_actions.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>

#include "avow/document/xpos.hpp"

namespace avow::names {
namespace {

struct ActionRow {
  std::string_view name;
  TimeAction action;
};

constexpr std::array kActions = {
    ActionRow{"date", act_date},
    ActionRow{"numeric", act_numeric},
    ActionRow{"month_of_year", act_month_of_year},
    ActionRow{"day_range", act_day_range},
    ActionRow{"month_range", act_month_range},
    ActionRow{"year_range", act_year_range},
    ActionRow{"year_period", act_year_period},
    ActionRow{"last_half", act_last_half},
    ActionRow{"bare_year", act_bare_year},
    ActionRow{"decade", act_decade},
    ActionRow{"bare_month", act_bare_month},
    ActionRow{"month", act_month},
    ActionRow{"weekday", act_weekday},
    ActionRow{"weekday_of_week", act_weekday_of_week},
    ActionRow{"weekday_ago", act_weekday_ago},
    ActionRow{"weekday_set", act_weekday_set},
    ActionRow{"season", act_season},
    ActionRow{"quarter", act_quarter},
    ActionRow{"q_quarter", act_q_quarter},
    ActionRow{"century", act_century},
    ActionRow{"hijri", act_hijri},
    ActionRow{"feast", act_feast},
    ActionRow{"fuzzy", act_fuzzy},
    ActionRow{"unit", act_unit},
    ActionRow{"unit_from_reference", act_unit_from_reference},
    ActionRow{"the_unit", act_the_unit},
    ActionRow{"that_time", act_that_time},
    ActionRow{"unit_before_last", act_unit_before_last},
    ActionRow{"anchored", act_anchored},
    ActionRow{"ago", act_ago},
    ActionRow{"ago_reference", act_ago_reference},
    ActionRow{"later_reference", act_later_reference},
    ActionRow{"later", act_later},
    ActionRow{"duration", act_duration},
    ActionRow{"duration_range", act_duration_range},
    ActionRow{"duration_half", act_duration_half},
    ActionRow{"duration_long", act_duration_long},
    ActionRow{"age", act_age},
    ActionRow{"no_time", act_no_time},
    ActionRow{"a_unit", act_a_unit},
    ActionRow{"bare_units", act_bare_units},
    ActionRow{"recent", act_recent},
    ActionRow{"set", act_set},
    ActionRow{"ly", act_ly},
    ActionRow{"clock", act_clock},
    ActionRow{"clock_zone", act_clock_zone},
    ActionRow{"daypart", act_daypart},
    ActionRow{"daypart_set", act_daypart_set},
    ActionRow{"bare_weekend", act_bare_weekend},
};

// Words looked at on each side for a verb; further ones belong to other clauses more often than not.
constexpr std::size_t kTenseReach = 15;

bool starts_lower(std::string_view text) {
  return !text.empty() && text[0] >= 'a' && text[0] <= 'z';
}

// "to resume", "to be held": an infinitive looks ahead; "to the town", "to Paris" does not.
bool is_infinitive(const TimeContext& context, std::size_t at) {
  static constexpr std::array<std::string_view, 14> kNoVerbs = {
      "the", "a", "an", "his", "her", "its", "their", "this", "that", "these", "those", "all", "any", "him"};
  const TimeItem& item = context.items[at];
  if (item.word == nullptr || item.word->text != "to" || at + 1 >= context.items.size()) return false;
  const std::string_view next = context.document.text_of(context.items[at + 1].span);
  return starts_lower(next) && std::find(kNoVerbs.begin(), kNoVerbs.end(), next) == kNoVerbs.end();
}

Tense tense_of(const TimeContext& context, std::size_t at) {
  const TimeItem& item = context.items[at];
  if (item.word != nullptr && item.word->tense != Tense::unknown) return item.word->tense;
  const Token& token = context.document.tokens[item.token];
  if (token.xpos == static_cast<std::uint8_t>(Xpos::VBD)) return Tense::past;
  if (is_infinitive(context, at)) return Tense::future;
  const std::string_view text = context.document.text_of(item.span);
  const bool regular = token.xpos == 0 && text.size() >= 5 && text.ends_with("ed") && starts_lower(text);
  return regular ? Tense::past : Tense::unknown;
}

std::int64_t distance(const Period& period, Date day) {
  if (day < period.start) return period.start.days_since_epoch() - day.days_since_epoch();
  if (period.end < day) return day.days_since_epoch() - period.end.days_since_epoch();
  return 0;
}

}  // namespace

const std::vector<std::string_view>& time_action_names() {
  static const std::vector<std::string_view> names = [] {
    std::vector<std::string_view> all;
    all.reserve(std::size(kActions));
    for (const ActionRow& row : kActions) all.push_back(row.name);
    return all;
  }();
  return names;
}

std::optional<FoundTime> read_time(const TimeContext& context, const TimeMatch& match) {
  FoundTime found;
  found.first = match.first;
  found.last = match.last();
  found.rule = match.rule->name;
  if (!kActions[match.rule->action].action(context, match, found)) return std::nullopt;
  return found;
}

std::optional<Date> TimeContext::anchor() const {
  if (reference) return reference->start;
  return published();
}

Tense TimeContext::tense_at(std::size_t item) const {
  const SentenceIndex sentence = items[item].sentence;
  for (std::size_t back = 1; back <= kTenseReach && back <= item; ++back) {
    if (items[item - back].sentence != sentence) break;
    if (const Tense tense = tense_of(*this, item - back); tense != Tense::unknown) return tense;
  }
  for (std::size_t i = item + 1; i < items.size() && i <= item + kTenseReach; ++i) {
    if (items[i].sentence != sentence) break;
    if (const Tense tense = tense_of(*this, i); tense != Tense::unknown) return tense;
  }
  return Tense::unknown;
}

const TimeItem* TimeContext::before(std::size_t item, std::size_t back) const {
  if (back > item || items[item - back].sentence != items[item].sentence) return nullptr;
  return &items[item - back];
}

const TimeItem* TimeContext::after(std::size_t behind) const {
  if (behind >= items.size() || behind == 0 || items[behind].sentence != items[behind - 1].sentence)
    return nullptr;
  return &items[behind];
}

std::string_view TimeContext::word_before(std::size_t item, std::size_t back) const {
  const TimeItem* other = before(item, back);
  if (other == nullptr) return {};
  return other->word != nullptr ? std::string_view{other->word->text} : document.text_of(other->span);
}

std::string_view TimeContext::word_after(std::size_t behind) const {
  const TimeItem* other = after(behind);
  if (other == nullptr) return {};
  return other->word != nullptr ? std::string_view{other->word->text} : document.text_of(other->span);
}

bool set_period(FoundTime& found, const Period& period) {
  found.period = period;
  found.value = period_value(period);
  found.start = period.start;
  found.end = period.end;
  found.precision = std::string(unit_name(period.unit));
  return true;
}

bool set_unresolved(FoundTime& found) {
  found.unresolved = true;
  found.precision = "unresolved";
  return true;
}

bool set_duration(FoundTime& found, double count, TimeUnit unit) {
  found.type = "DURATION";
  found.value = duration_value(count, unit);
  found.precision = std::string(unit_name(unit));
  return true;
}

TimeUnit unit_of(const TimeItem& item) {
  for (const TimeClass c : {TimeClass::unit, TimeClass::units, TimeClass::night}) {
    if ((item.classes & mask_of(c)) == 0) continue;
    if (const TimeSense* sense = sense_of(item, c)) return static_cast<TimeUnit>(sense->number);
  }
  return TimeUnit::day;
}

const TimeItem* unit_item(const TimeMatch& match) {
  for (const TimeClass c : {TimeClass::unit, TimeClass::units, TimeClass::night}) {
    if (const TimeItem* item = match.get(c)) return item;
  }
  // A unit the pattern spells out ("year ~earlier").
  for (std::size_t i = 0; i < match.size; ++i) {
    if ((match.item(i).classes & (mask_of(TimeClass::unit) | mask_of(TimeClass::units))) != 0) {
      return &match.item(i);
    }
  }
  return nullptr;
}

std::optional<Period> choose_by_tense(const std::vector<Period>& candidates, Date day, Tense tense,
                                      int strong_days) {
  const Period* nearest = nullptr;
  const Period* wanted = nullptr;
  for (const Period& period : candidates) {
    if (nearest == nullptr || distance(period, day) < distance(*nearest, day)) nearest = &period;
    const bool fits = tense == Tense::past ? period.start <= day : period.end >= day;
    if (tense == Tense::unknown || !fits) continue;
    if (wanted == nullptr || distance(period, day) < distance(*wanted, day)) wanted = &period;
  }
  if (nearest == nullptr) return std::nullopt;
  // Tense decides unless the nearest candidate is very near: cues are often of another clause.
  if (wanted == nullptr || distance(*nearest, day) < strong_days) return *nearest;
  return *wanted;
}

int count_of(const TimeMatch& match) {
  if (match.has_word("couple")) return 2;
  if (const TimeItem* num = match.get(TimeClass::num)) return static_cast<int>(num->value);
  if (match.has(TimeClass::some) || match.has(TimeClass::someof)) return -1;
  if (const TimeItem* a = match.get(TimeClass::a)) return static_cast<int>(a->value);
  return match.get(TimeClass::units) != nullptr ? -1 : 1;
}

std::optional<int> deixis_of(const TimeMatch& match) {
  if (match.has(TimeClass::last) || match.has(TimeClass::previous) || match.has(TimeClass::latest)) return -1;
  if (match.has_word("last")) return -1;
  if (match.has(TimeClass::next) || match.has(TimeClass::following) || match.has_word("next")) return 1;
  if (match.has(TimeClass::this_) || match.has(TimeClass::current)) return 0;
  return std::nullopt;
}

std::optional<Period> deictic_year(const TimeContext& context, const TimeMatch& match) {
  const auto deixis = deixis_of(match);
  if (!deixis || !context.published()) return std::nullopt;
  return shifted(period_around(TimeUnit::year, *context.published()), *deixis);
}

}  // namespace avow::names
