// The timeline: counts by month, and by week or day where it is looked at closely.
#include <algorithm>

#include "handlers.hpp"

namespace avow::server {
namespace {

// Weeks and days are counted from the rows, so of a span that a screen can show.
constexpr std::int64_t kMostDays = 800;
constexpr int kDaysOfWeek = 7;
constexpr std::size_t kMonthSize = 7;  // "2021-07"

Date last_of_month(Date first) {
  return {first.year, first.month, static_cast<std::uint8_t>(days_in_month(first.year, first.month))};
}

Json bin_json(Date start, Date end, const ledger::PartyDay& counts) {
  return {{"month", start.to_string().substr(0, kMonthSize)},
          {"start", start.to_string()},
          {"end", end.to_string()},
          {"words", counts.words},
          {"reports", counts.reports},
          {"incidents", counts.incidents},
          {"contradicting", counts.contradicts}};
}

struct Span {
  std::optional<Date> since, until;
};

Result<Json> months_of(const Desk& desk, const std::string& party, const Span& span) {
  const auto months = desk.lists().months(party);
  if (!months) return months.error();
  Json bins = Json::array();
  for (const auto& month : *months) {
    const auto first = Date::parse(month.month + "-01");
    if (!first) continue;
    const Date last = last_of_month(*first);
    if ((span.since && last < *span.since) || (span.until && *first > *span.until)) continue;
    const auto incidents =
        desk.store().standings().count_incidents({.party = party, .since = *first, .until = last});
    bins.push_back(bin_json(*first, last,
                            {.day = *first,
                             .words = month.words,
                             .reports = month.reports,
                             .contradicts = month.contradicts,
                             .incidents = incidents ? *incidents : 0}));
  }
  return bins;
}

// Bins of `size` days; weeks begin on Monday. Days of which nothing is known are not among them.
Result<Json> days_of(const Desk& desk, const std::string& party, const Span& span, int size) {
  const auto days = desk.lists().days(party, *span.since, *span.until);
  if (!days) return days.error();
  std::vector<ledger::PartyDay> bins;
  for (const ledger::PartyDay& day : *days) {
    const int into = size == kDaysOfWeek ? day.day.weekday() : 0;
    const Date start = Date::from_days(day.day.days_since_epoch() - into);
    if (bins.empty() || bins.back().day != start) bins.push_back({.day = start});
    ledger::PartyDay& bin = bins.back();
    bin.words += day.words;
    bin.reports += day.reports;
    bin.contradicts += day.contradicts;
    bin.incidents += day.incidents;
  }
  Json out = Json::array();
  for (const ledger::PartyDay& bin : bins) {
    out.push_back(bin_json(bin.day, Date::from_days(bin.day.days_since_epoch() + size - 1), bin));
  }
  return out;
}

}  // namespace

Result<Answer> get_timeline(Context& context) {
  const std::string party = context.parameters.text("party");
  const Span span{context.parameters.date("since"), context.parameters.date("until")};
  const std::string by = context.parameters.choice("by", {"month", "week", "day"});
  auto desk = Desk::open(context);
  if (!desk) return desk.error();
  if (desk->withhold() && !party.empty()) {
    const auto found = desk->lists().parties({.key = party, .limit = 1, .withhold = true});
    if (!found) return found.error();
    if (found->parties.empty()) return Error{ErrorCode::row_not_found, "no such party", party};
  }
  const bool close = by != "month";
  if (close && (!span.since || !span.until ||
                span.until->days_since_epoch() - span.since->days_since_epoch() > kMostDays)) {
    return Error{ErrorCode::bad_parameter,
                 "weeks and days need since and until, at most " + std::to_string(kMostDays) + " days apart",
                 "by"};
  }
  auto bins =
      close ? days_of(*desk, party, span, by == "week" ? kDaysOfWeek : 1) : months_of(*desk, party, span);
  if (!bins) return bins.error();
  return json_answer({{"bins", std::move(*bins)}});
}

}  // namespace avow::server
