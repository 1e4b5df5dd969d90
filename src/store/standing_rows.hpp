// Rows of the standing tables as the values that ledger/ works on, and back.
//
// Failures are remembered in the database; the caller takes them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ledger/incidents.hpp"
#include "ledger/meetings.hpp"
#include "store/database.hpp"
#include "store/reader.hpp"

namespace avow::store {

struct KeptReport {
  std::int64_t number = 0, document = 0, block = 0, copies = 0;
  std::string publisher, credit;
  bool rejected = false;  // by a reviewer; read of aggregates by its origin
  ledger::ActReport act;
};

// Columns of act_reports, with the document's, in the order read_report() takes them.
inline constexpr const char* kReportColumns =
    "r.report,r.document,r.block,t.copies,t.credit,t.names,d.sha256,d.publisher,r.event,r.row,r.stance,r."
    "aggregate,"
    "r.type,r.frame,r.factuality,r.actor,r.actor_name,r.actor_named,r.recipient,r.recipient_key,r.recipient_"
    "named,"
    "r.place,r.latitude,r.longitude,r.precision,r.country,r.first_day,r.last_day,r.told_day,r.killed_low,"
    "r.killed_high,r.injured_low,r.injured_high,r.said_by,r.relayed";
inline constexpr int kReportColumnCount = 35;
inline constexpr const char* kReportTables =
    " FROM act_reports r JOIN text_origins t ON t.document=r.document JOIN documents d ON d.id=r.document ";
// Without its words: StandingWords.
[[nodiscard]] KeptReport read_report(const Sql& sql);
void write_report(Sql& insert, const KeptReport& report);
inline constexpr const char* kInsertReport =
    "INSERT INTO act_reports VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)";

struct KeptWord {
  std::int64_t number = 0, document = 0;
  std::string party_name;
  ledger::BoundWord word;
  ledger::Status status = ledger::Status::none;
  std::size_t meetings = 0;  // that stand
  std::string uri, title, publisher;
};
inline constexpr const char* kWordColumns =
    "w.word,w.document,d.sha256,w.number,w.row,w.form,w.polarity,w.type,w.frame,w.party,w.party_name,w.said_"
    "by,"
    "w.beneficiary,w.day,w.deadline,w.conditional,w.status,w.rejected,w.meetings,d.uri,d.title,d."
    "publisher";
[[nodiscard]] KeptWord read_word(const Sql& sql);
void write_word(Sql& insert, const KeptWord& word);
inline constexpr const char* kInsertWord =
    "INSERT INTO bound_words VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)";

struct KeptIncident {
  std::int64_t number = 0, block = 0;
  ledger::Incident incident;
  std::string digest;
  std::vector<std::string> frames;
  ledger::Stems objects;
  bool surely = false;
};
inline constexpr const char* kIncidentColumns =
    "i.incident,i.row,i.block,i.digest,i.type,i.actor,i.actor_name,i.recipient,i.place,i.latitude,i."
    "longitude,"
    "i.precision,i.country,i.first_day,i.last_day,i.dated,i.killed_low,i.killed_best,i.killed_high,i.injured_"
    "low,"
    "i.injured_best,i.injured_high,i.grade,i.origins,i.reports,i.frames,i.objects,i."
    "surely";
[[nodiscard]] KeptIncident read_incident(const Sql& sql);
void write_incident(Sql& insert, const KeptIncident& incident);
inline constexpr const char* kInsertIncident =
    "INSERT INTO incidents VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)";

// What stands in the documents is not kept again: the words of a report, incident or word, and its sentence,
// are taken from there. An incident's are those of its first report.
class StandingWords {
 public:
  explicit StandingWords(Database& database) : documents_(database) {}
  void fill(KeptReport& report);
  void fill(KeptIncident& incident);
  void fill(KeptWord& word);

 private:
  DocumentReader documents_;
};

[[nodiscard]] std::int64_t report_number(std::int64_t document, std::int64_t event);
[[nodiscard]] std::int64_t word_number(std::int64_t document, const ledger::BoundWord& word);
[[nodiscard]] std::int64_t day_or_none(const std::optional<Date>& date);
[[nodiscard]] std::optional<Date> date_of_day(std::int64_t day);
// Eight hexadecimal digits each.
[[nodiscard]] std::string to_digits(const ledger::Stems& stems);
[[nodiscard]] ledger::Stems from_digits(std::string_view digits);

// What is still to be done; survives a program that is killed.
class Todo {
 public:
  explicit Todo(Database& database);
  void add(const char* what, std::string_view item);
  void add(const char* what, std::int64_t item) { add(what, std::to_string(item)); }
  void done(const char* what, std::string_view item);
  // At most so many, in order.
  [[nodiscard]] std::vector<std::string> list(const char* what, std::size_t most);

 private:
  Sql insert_, remove_, list_;
};

}  // namespace avow::store
