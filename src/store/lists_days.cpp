// Counts by day, for a timeline that is looked at closely.
#include <map>

#include "store/listing.hpp"
#include "store/lists.hpp"

namespace avow::store {
namespace {

constexpr int kDayDigits = 100, kMonthDigits = 10'000;

// What day_number makes of a date.
Date date_of(std::int64_t number) {
  return {static_cast<std::int32_t>(number / kMonthDigits),
          static_cast<std::uint8_t>(number % kMonthDigits / kDayDigits),
          static_cast<std::uint8_t>(number % kDayDigits)};
}

void add_rows(ledger::PartyDay& day, std::int64_t kind, std::int64_t n) {
  if (is_timeline_word(kind)) day.words += n;
  if (is_timeline_report(kind)) day.reports += n;
  if (kind == kFirstRelation) day.contradicts += n;
}

}  // namespace

bool is_timeline_word(std::int64_t kind) {
  return kind == kFirstFunction + static_cast<int>(SpeechFunction::denial) ||
         (kind >= kFirstObligation && kind < kFirstSingleReport);
}

bool is_timeline_report(std::int64_t kind) {
  return kind >= kFirstSingleReport && kind < kFirstRelation;
}

Result<std::vector<ledger::PartyDay>> SqliteLists::days(std::string_view party, Date since, Date until) {
  std::map<Date, ledger::PartyDay> days;
  if (const auto row = party_row_of(database_, party)) {
    // The table is in order of kind, party, day: of each kind one run of rows is read.
    Sql rows{
        database_,
        "SELECT day, count(*) FROM listing WHERE kind=? AND party=? AND day BETWEEN ? AND ? GROUP BY day"};
    for (std::int64_t kind = kFirstFunction; kind <= kFirstRelation; ++kind) {
      if (!is_timeline_word(kind) && !is_timeline_report(kind) && kind != kFirstRelation) continue;
      rows.with(kind, *row, day_number(since), day_number(until));
      while (rows.next()) add_rows(days[date_of(rows.number(0))], kind, rows.number(1));
    }
  }
  const std::string of_party = party.empty() ? "" : "actor=?3 AND ";
  Sql incidents{database_, "SELECT first_day, count(*) FROM incidents WHERE " + of_party +
                               "first_day BETWEEN ?1 AND ?2 GROUP BY first_day"};
  if (party.empty()) {
    incidents.with(since.days_since_epoch(), until.days_since_epoch());
  } else {
    incidents.with(since.days_since_epoch(), until.days_since_epoch(), party);
  }
  while (incidents.next()) days[Date::from_days(incidents.number(0))].incidents = incidents.number(1);
  if (auto failed = database_.take_error()) return *failed;
  std::vector<ledger::PartyDay> out;
  for (auto& [date, day] : days) {
    day.day = date;
    out.push_back(day);
  }
  return out;
}

}  // namespace avow::store
