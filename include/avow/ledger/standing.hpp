// Standing: what many documents together say, kept in the ledger and brought up to date as documents come in.
// Copies and relays of one text are one origin; reports of one act become an incident with a grade; each
// commitment and demand gets a status from the incidents that meet it. The program never says "broken" or
// "kept": it says what is reported, by how many independent origins, and who denies it.
//
//   ledger::Standings& standings = store->standings();
//   standings.bring_up_to_date(data_folder);              // after documents were added; writes
//   auto page = standings.party_page("HILL");             // milliseconds, however many documents there are
//   auto list = standings.incidents({.party = "HILL", .most = 50});
//
// The same for the same documents and decisions, in whatever order and portions they came in. Ids are stable:
// an incident is called after the earliest of its reports, "3f2a9c1b:i1" after the event "3f2a9c1b:e1";
// reports that come later keep the name.
//
// Threads: as its Store, one thread at a time. Readers never wait for a writer.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "avow/base/result.hpp"
#include "avow/document/document.hpp"
#include "avow/ledger/store.hpp"

namespace avow::ledger {

// A document as a source.
struct Origin {
  std::string document;  // "sha256:..."
  std::string uri, title, publisher, published;
  std::string origin;  // the first document of its group of copies (by date of publication, then id)
  std::string credit;  // the agency that its dateline names ("Ordania Wire"), or ""
};

// single_source; corroborated: two or more independent origins; contested: the party denies; acknowledged:
// the party admits; discounted: a reviewer rejected every report of it.
enum class Grade : std::uint8_t { single_source, corroborated, contested, acknowledged, discounted };

// How a report stands to the act: told, denied by the party itself, or owned up to by it.
enum class Stance : std::uint8_t { told, denied, admitted };

// One report of an act in one document.
struct Report {
  std::string id;  // "3f2a9c1b:e1"
  Origin document;
  Stance stance = Stance::told;
  std::string said_by;     // on whose word; "" for the article's own
  std::string relayed;     // the outlet that it relays ("Reuters reported"); "" for none
  std::size_t origin = 0;  // reports with the same number count once; 0, 1, ... in order of first report
  std::string words, sentence;
  std::optional<Count> killed, injured;
  bool rejected = false;  // by a reviewer
};

// Of the numbers that reports give: the lowest, the one most origins give (of equals the later told), the
// highest. high is none where a report leaves it open ("dozens"). Never added up.
struct Toll {
  std::int64_t low = 0, best = 0;
  std::optional<std::int64_t> high;
};

struct Incident {
  std::string id;  // "3f2a9c1b:i1"
  EventType type = EventType::OTHER;
  Party actor;  // empty key: nobody is named
  std::string recipient, place;
  std::optional<double> latitude, longitude;  // of the most precise report
  PlacePrecision precision = PlacePrecision::unknown;
  std::string country;             // ISO 3166 alpha-3 or ""
  std::optional<Date> start, end;  // of the act; where no report dates it, the first day it was told
  bool dated = false;              // by a report, not by publication
  std::optional<Toll> killed, injured;
  Grade grade = Grade::single_source;
  std::size_t origins = 0, reports_count = 0;  // without denials and rejected reports
  std::string words, sentence;                 // of its first report
  std::vector<Report> reports;  // by day, document, id; denials, then rejected ones. Empty in lists
  std::vector<std::string> denials, admissions;  // ids of reports
};

enum class Status : std::uint8_t {
  none,  // of denials and conditions
  no_reported_breach,
  reported_breach,
  breach_acknowledged,
  contested,
  not_reported,
  partly_reported,
  reported_fulfilled
};

enum class WordForm : std::uint8_t { commitment, demand, condition, denial };

// An incident that meets a word: a finding across documents. Its id is finding_id(word, incident). Scope
// unclear: it may be meant, and changes no status.
struct Meeting {
  std::string word, incident;  // ids
  Relation relation = Relation::contradicts;
  Scope scope = Scope::unclear;
  // The reviewers' last accept or reject of it; relation and scope are as they amended them. A rejected one
  // stays in lists and counts for nothing.
  std::optional<Verdict> verdict{};
  [[nodiscard]] bool rejected() const { return verdict == Verdict::reject; }
};

// From this day on the word had this status.
struct StatusStep {
  std::string day;  // "2031-05-09"
  Status status = Status::none;
  std::string incident;  // that brought it about; "" for the word itself
};

struct WordStanding {
  std::string id;  // "3f2a9c1b:o1"; of a denial its statement's, "3f2a9c1b:s1"
  Origin document;
  WordForm kind = WordForm::commitment;
  Polarity polarity = Polarity::to_do;
  EventType type = EventType::OTHER;
  Party party;
  std::string said_by;  // who demands, sets the condition or promises for the party
  std::string beneficiary, words, sentence;
  std::optional<Date> date, deadline;  // of publication; by when
  bool conditional = false;            // holds only if something happens: meets nothing
  bool rejected = false;               // by a reviewer: meets nothing, has no status, is not counted
  Status status = Status::none;
  std::vector<StatusStep> history;  // in order of day; the last is the status
  std::vector<Meeting> meetings;    // by day of the incident
};

// An allegation of many acts at once ("killed hundreds since May"); never an incident.
struct Allegation {
  Report report;
  EventType type = EventType::OTHER;
  Party actor;
  std::string recipient, place;
  std::optional<Date> date;
};

// Without what reviewers rejected.
struct PartyCounts {
  Party party;
  std::int64_t commitments = 0, demands = 0, conditions = 0, denials = 0;
  std::int64_t incidents = 0, allegations = 0;
  std::int64_t contradicts = 0, fulfils = 0, unclear = 0;  // meetings of its words
};

// Everything of one party. Lists are cut to the query's `most`; counts are whole.
struct PartyPage {
  PartyCounts counts;
  std::vector<WordStanding> words;  // by date, id
  std::vector<Incident> incidents;  // laid to it or met by its words; by start, id; without reports
  std::vector<Allegation> allegations;
};

// Empty members ask for everything. Lists come by start (or date), then id, the latest first where asked.
struct IncidentQuery {
  std::string party{};  // key or name, exactly (any case)
  std::optional<EventType> type{};
  std::optional<Grade> grade{};
  std::optional<Date> since{}, until{};
  std::string after{};     // the id of the last incident of the page before
  std::size_t most = 100;  // 0: all
  bool latest_first = false;
};
struct WordQuery {
  std::string party{};
  std::optional<WordForm> kind{};
  std::optional<Status> status{};
  std::optional<Date> since{}, until{};
  bool only_met = false;   // only those that an incident meets
  std::string after{};     // id of the last word of the page before
  std::size_t most = 100;  // 0: all
  bool latest_first = false;
};
struct PageQuery {
  std::optional<Date> since{}, until{};
  std::size_t most = 200;  // of words, of incidents and of allegations; 0: all
};

// What one bringing up to date did.
struct StandingUpdate {
  std::size_t documents = 0;                          // taken in
  std::size_t reports = 0, incidents = 0, words = 0;  // in them; made or changed; in them
};

class Standings {
 public:
  virtual ~Standings() = default;
  // Takes in every document that is not in yet, and every word of a reviewer that is new: rejected rows count
  // for nothing, amended ones as amended, reports and parties that are held to be one (or not) as they are
  // held. Needs write access. Each portion of documents is one transaction: a run that is killed goes on
  // where it stood.
  [[nodiscard]] virtual Result<StandingUpdate> bring_up_to_date(const std::filesystem::path& data_folder) = 0;
  // Documents, and changes to them, that are in the ledger and not taken in yet; reviewers' words that are
  // new count as one.
  [[nodiscard]] virtual Result<std::size_t> behind() = 0;
  // The parties of whom a word, an incident or an allegation is known, by name, key.
  [[nodiscard]] virtual Result<std::vector<PartyCounts>> parties() = 0;
  // By key or name (any case), exactly, also of a party that a reviewer merged with another; row_not_found
  // when there is none.
  [[nodiscard]] virtual Result<PartyPage> party_page(std::string_view party, const PageQuery& query) = 0;
  [[nodiscard]] virtual Result<std::vector<Incident>> incidents(const IncidentQuery& query) = 0;
  [[nodiscard]] virtual Result<std::int64_t> count_incidents(const IncidentQuery& query) = 0;
  // With its reports. `id` may also be that of a report of it ("3f2a9c1b:e1").
  [[nodiscard]] virtual Result<Incident> incident(std::string_view id) = 0;
  [[nodiscard]] virtual Result<std::vector<WordStanding>> words(const WordQuery& query) = 0;
  // One word with its meetings and history.
  [[nodiscard]] virtual Result<WordStanding> word(std::string_view id) = 0;
  // The words that an incident meets.
  [[nodiscard]] virtual Result<std::vector<WordStanding>> words_met_by(std::string_view incident) = 0;
  // A document with its copies, the document itself first.
  [[nodiscard]] virtual Result<std::vector<Origin>> copies_of(std::string_view document) = 0;
};

// "3f2a9c1b:o1~7c01d2e4:i3": the word and the incident that meet. Reviews of it are kept by the report that
// the incident is called after ("...~7c01d2e4:e3", which may be given as well), so they go where that report
// goes.
[[nodiscard]] std::string finding_id(std::string_view word, std::string_view incident);

[[nodiscard]] std::string_view to_string(Grade value);
[[nodiscard]] std::string_view to_string(Stance value);
[[nodiscard]] std::string_view to_string(Status value);
[[nodiscard]] std::string_view to_string(WordForm value);
[[nodiscard]] std::optional<Grade> parse_grade(std::string_view text);
[[nodiscard]] std::optional<Status> parse_status(std::string_view text);

}  // namespace avow::ledger
