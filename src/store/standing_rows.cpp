#include "store/standing_rows.hpp"

#include <algorithm>
#include <array>

#include "avow/base/strings.hpp"
#include "store/standing_schema.hpp"

namespace avow::store {
namespace {

constexpr int kEventBits = 20;

// Takes the columns of a row one after the other.
class Columns {
 public:
  explicit Columns(const Sql& sql) : sql_(sql) {}
  std::int64_t number() { return sql_.number(at_++); }
  std::string text() { return sql_.text(at_++); }
  bool yes() { return number() != 0; }
  std::optional<double> real() {
    const int at = at_++;
    if (sql_.is_null(at)) return std::nullopt;
    return sql_.real(at);
  }
  std::optional<std::int64_t> maybe() {
    const int at = at_++;
    if (sql_.is_null(at)) return std::nullopt;
    return sql_.number(at);
  }
  std::optional<Date> day() { return date_of_day(number()); }
  template <typename Enum>
  Enum as() {
    return static_cast<Enum>(number());
  }
  std::optional<Count> count() {
    const auto low = maybe(), high = maybe();
    if (!low) return std::nullopt;
    return Count{*low, high};
  }
  std::optional<ledger::Toll> toll() {
    const auto low = maybe(), best = maybe(), high = maybe();
    if (!low) return std::nullopt;
    return ledger::Toll{*low, best.value_or(*low), high};
  }

 private:
  const Sql& sql_;
  int at_ = 0;
};

std::optional<std::int64_t> low_of(const std::optional<Count>& count) {
  return count ? std::optional{count->low} : std::nullopt;
}

std::optional<std::int64_t> high_of(const std::optional<Count>& count) {
  return count ? count->high : std::nullopt;
}

std::optional<std::int64_t> low_of(const std::optional<ledger::Toll>& toll) {
  return toll ? std::optional{toll->low} : std::nullopt;
}

std::optional<std::int64_t> best_of(const std::optional<ledger::Toll>& toll) {
  return toll ? std::optional{toll->best} : std::nullopt;
}

std::optional<std::int64_t> high_of(const std::optional<ledger::Toll>& toll) {
  return toll ? toll->high : std::nullopt;
}

// The sentence that holds the first byte of the span.
std::string sentence_at(const Document& document, Span span) {
  const auto& list = document.sentences;
  const auto found = std::partition_point(list.begin(), list.end(),
                                          [&](const Sentence& each) { return each.span.end <= span.begin; });
  return found == list.end() ? std::string{} : std::string{document.text_of(found->span)};
}

}  // namespace

KeptReport read_report(const Sql& sql) {
  Columns columns{sql};
  KeptReport out;
  out.number = columns.number();
  out.document = columns.number();
  out.block = columns.number();
  out.copies = columns.number();
  out.credit = columns.text();
  ledger::ActReport& act = out.act;
  act.names = from_digits(columns.text());
  act.document = "sha256:" + columns.text();
  out.publisher = columns.text();
  act.event = static_cast<std::int32_t>(columns.number());
  act.event_id = columns.text();
  act.stance = columns.as<ledger::Stance>();
  act.aggregate = columns.yes();
  act.type = parse_event_type(columns.text()).value_or(EventType::OTHER);
  act.frame = columns.text();
  act.factuality = parse_factuality(columns.text()).value_or(Factuality::CT_plus);
  act.actor.key = columns.text();
  act.actor.name = columns.text();
  act.actor_named = columns.as<ledger::Named>();
  act.recipient = columns.text();
  act.recipient_key = columns.text();
  act.recipient_named = columns.as<ledger::Named>();
  act.place = columns.text();
  act.latitude = columns.real();
  act.longitude = columns.real();
  act.precision = columns.as<PlacePrecision>();
  act.country = columns.text();
  act.start = columns.day();
  act.end = columns.day();
  act.published = columns.day();
  act.killed = columns.count();
  act.injured = columns.count();
  act.said_by = columns.text();
  act.relayed = columns.text();
  return out;
}

void write_report(Sql& insert, const KeptReport& report) {
  const ledger::ActReport& act = report.act;
  insert.run(report.number, report.document, act.event, act.event_id, static_cast<int>(act.stance),
             act.aggregate, to_string(act.type), act.frame, to_string(act.factuality), act.actor.key,
             act.actor.name, static_cast<int>(act.actor_named), act.recipient, act.recipient_key,
             static_cast<int>(act.recipient_named), act.place, act.latitude, act.longitude,
             static_cast<int>(act.precision), act.country, day_or_none(act.start), day_or_none(act.end),
             day_or_none(act.published), low_of(act.killed), high_of(act.killed), low_of(act.injured),
             high_of(act.injured), act.said_by, act.relayed, report.block, Null{}, report.rejected ? -1 : 0,
             0);
}

KeptWord read_word(const Sql& sql) {
  Columns columns{sql};
  KeptWord out;
  ledger::BoundWord& word = out.word;
  out.number = columns.number();
  out.document = columns.number();
  word.document = "sha256:" + columns.text();
  word.number = static_cast<std::int32_t>(columns.number());
  const std::string id = columns.text();
  word.row = id.substr(id.find(':') + 1);
  word.kind = columns.as<ledger::WordForm>();
  word.polarity = columns.as<Polarity>();
  word.conduct.type = parse_event_type(columns.text()).value_or(EventType::OTHER);
  word.conduct.frame = columns.text();
  word.conduct.kind = word.kind == ledger::WordForm::denial ? ledger::WordKind::denied
                      : word.polarity == Polarity::refrain  ? ledger::WordKind::refrain
                                                            : ledger::WordKind::to_do;
  word.party.key = columns.text();
  word.party.name = columns.text();
  word.said_by = columns.text();
  word.beneficiary = columns.text();
  word.date = columns.day();
  word.deadline = columns.day();
  word.conditional = columns.yes();
  out.status = columns.as<ledger::Status>();
  word.rejected = columns.yes();
  out.meetings = static_cast<std::size_t>(columns.number());
  out.uri = columns.text();
  out.title = columns.text();
  out.publisher = columns.text();
  return out;
}

void write_word(Sql& insert, const KeptWord& kept) {
  const ledger::BoundWord& word = kept.word;
  insert.run(kept.number, kept.document, word.number, ledger::short_id(word.document) + ":" + word.row,
             static_cast<int>(word.kind), static_cast<int>(word.polarity), to_string(word.conduct.type),
             word.conduct.frame, word.party.key, word.party.name, word.said_by, word.beneficiary,
             day_or_none(word.date), day_or_none(word.deadline), word.conditional,
             static_cast<int>(kept.status), 0, word.rejected);
}

KeptIncident read_incident(const Sql& sql) {
  Columns columns{sql};
  KeptIncident out;
  ledger::Incident& incident = out.incident;
  out.number = columns.number();
  incident.id = columns.text();
  out.block = columns.number();
  out.digest = columns.text();
  incident.type = parse_event_type(columns.text()).value_or(EventType::OTHER);
  incident.actor.key = columns.text();
  incident.actor.name = columns.text();
  incident.recipient = columns.text();
  incident.place = columns.text();
  incident.latitude = columns.real();
  incident.longitude = columns.real();
  incident.precision = columns.as<PlacePrecision>();
  incident.country = columns.text();
  incident.start = columns.day();
  incident.end = columns.day();
  incident.dated = columns.yes();
  incident.killed = columns.toll();
  incident.injured = columns.toll();
  incident.grade = columns.as<ledger::Grade>();
  incident.origins = static_cast<std::size_t>(columns.number());
  incident.reports_count = static_cast<std::size_t>(columns.number());
  const std::string frames = columns.text();
  for (const std::string_view frame : split_words(frames)) out.frames.emplace_back(frame);
  out.objects = from_digits(columns.text());
  out.surely = columns.yes();
  return out;
}

void write_incident(Sql& insert, const KeptIncident& kept) {
  const ledger::Incident& incident = kept.incident;
  insert.run(kept.number, incident.id, kept.block, kept.digest, to_string(incident.type), incident.actor.key,
             incident.actor.name, incident.recipient, incident.place, incident.latitude, incident.longitude,
             static_cast<int>(incident.precision), incident.country, day_or_none(incident.start),
             day_or_none(incident.end), incident.dated, low_of(incident.killed), best_of(incident.killed),
             high_of(incident.killed), low_of(incident.injured), best_of(incident.injured),
             high_of(incident.injured), static_cast<int>(incident.grade), incident.origins,
             incident.reports_count, join(kept.frames, " "), to_digits(kept.objects), kept.surely);
}

void StandingWords::fill(KeptReport& report) {
  ledger::ActReport& act = report.act;
  const Document& document = documents_.document(report.document);
  if (const auto at = static_cast<std::size_t>(act.event); at < document.events.size()) {
    act.words = document.text_of(document.events[at].trigger);
    act.sentence = sentence_at(document, document.events[at].trigger);
  }
  act.prepare();
}

void StandingWords::fill(KeptIncident& incident) {
  const Document& document = documents_.document(incident.number >> kEventBits);
  const auto at = static_cast<std::size_t>(incident.number & ((std::int64_t{1} << kEventBits) - 1));
  if (at >= document.events.size()) return;
  incident.incident.words = document.text_of(document.events[at].trigger);
  incident.incident.sentence = sentence_at(document, document.events[at].trigger);
}

void StandingWords::fill(KeptWord& kept) {
  ledger::BoundWord& word = kept.word;
  const Document& document = documents_.document(kept.document);
  const auto at = static_cast<std::size_t>(word.number);
  if (word.kind != ledger::WordForm::denial) {
    if (at >= document.obligations.size()) return;
    word.words = document.text_of(document.obligations[at].conduct);
    word.sentence = sentence_at(document, document.obligations[at].conduct);
  } else if (at < document.statements.size()) {
    const Statement& row = document.statements[at];
    if (!row.content.empty()) word.words = document.text_of(row.content.front());
    const Span place = !row.cue.empty()      ? row.cue.front()
                       : row.content.empty() ? Span{}
                                             : row.content.front();
    word.sentence = sentence_at(document, place);
  }
}

std::int64_t report_number(std::int64_t document, std::int64_t event) {
  return (document << kEventBits) + event;
}

std::int64_t word_number(std::int64_t document, const ledger::BoundWord& word) {
  return (document << (kEventBits + 1)) + 2 * std::int64_t{word.number} +
         (word.kind == ledger::WordForm::denial ? 1 : 0);
}

std::int64_t day_or_none(const std::optional<Date>& date) {
  return date ? date->days_since_epoch() : kNoDay;
}

std::optional<Date> date_of_day(std::int64_t day) {
  if (day == kNoDay) return std::nullopt;
  return Date::from_days(day);
}

std::string to_digits(const ledger::Stems& stems) {
  static constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out;
  out.reserve(stems.size() * 8);
  for (const std::uint32_t stem : stems) {
    for (unsigned shift = 32; shift > 0; shift -= 4) out += kDigits[(stem >> (shift - 4)) & 15U];
  }
  return out;
}

ledger::Stems from_digits(std::string_view digits) {
  ledger::Stems out;
  for (std::size_t at = 0; at + 8 <= digits.size(); at += 8) {
    std::uint32_t stem = 0;
    for (const char c : digits.substr(at, 8)) {
      stem = stem * 16 + static_cast<std::uint32_t>(c <= '9' ? c - '0' : c - 'a' + 10);
    }
    out.push_back(stem);
  }
  return out;
}

Todo::Todo(Database& database)
    : insert_(database, "INSERT INTO standing_todo VALUES(?,?) ON CONFLICT DO NOTHING"),
      remove_(database, "DELETE FROM standing_todo WHERE what=? AND item=?"),
      list_(database, "SELECT item FROM standing_todo WHERE what=? ORDER BY item LIMIT ?") {}

void Todo::add(const char* what, std::string_view item) {
  insert_.run(what, item);
}

void Todo::done(const char* what, std::string_view item) {
  remove_.run(what, item);
}

std::vector<std::string> Todo::list(const char* what, std::size_t most) {
  std::vector<std::string> items;
  for (list_.with(what, most); list_.next();) items.push_back(list_.text(0));
  return items;
}

}  // namespace avow::store
