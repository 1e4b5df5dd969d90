// How the standing tables follow reviewers' words (standing_judged.hpp).
#include <algorithm>
#include <charconv>
#include <tuple>

#include "avow/base/hash.hpp"
#include "avow/base/strings.hpp"
#include "store/party_words.hpp"
#include "store/problems.hpp"
#include "store/reviews.hpp"
#include "store/standing_judged.hpp"
#include "store/standing_update.hpp"

namespace avow::store {
namespace {

// What is kept in act_decisions: never renumbered.
enum class Kind : std::uint8_t {
  same_act,         // report, report; in order
  other_act,        // report, report; in order
  rejected_report,  // report
  rejected_word,    // obligation or statement
  finding,          // word, "REPORT ENTRY VERDICT RELATION SCOPE", "-" for what is not said
  amended,          // row, digest of the amendments
  party_moved,      // key, the key it is kept under
  party_elsewhere   // key, "DOCUMENT KEY"
};
using Kept = std::tuple<Kind, std::string, std::string>;

constexpr const char* kFollowed = "reviews in standing";

std::int64_t last_word(Database& database) {
  Sql last{database,
           "SELECT (SELECT coalesce(max(entry),0) FROM reviews), (SELECT coalesce(max(entry),0) FROM "
           "review_moves), (SELECT coalesce(max(entry),0) FROM party_reviews)"};
  std::int64_t out = 0;
  for (last.with(); last.next();) out = std::max({last.number(0), last.number(1), last.number(2)});
  return out;
}

std::int64_t number_of(std::string_view text) {
  std::int64_t out = 0;
  std::from_chars(text.data(), text.data() + text.size(), out);
  return out;
}

std::int64_t followed(Database& database) {
  const auto kept_entry = kept(database, kFollowed);
  return kept_entry ? number_of(*kept_entry) : 0;
}

std::set<Kept> kept_decisions(Database& database) {
  std::set<Kept> out;
  Sql list{database, "SELECT kind,report,other FROM act_decisions"};
  for (list.with(); list.next();) out.emplace(static_cast<Kind>(list.number(0)), list.text(1), list.text(2));
  return out;
}

// Word and report of a finding, of one document or across them; empty when the row is none any more.
class FindingRows {
 public:
  explicit FindingRows(Database& database)
      : documents_(database), find_(database, "SELECT id FROM documents WHERE sha256>=? AND sha256<?") {}

  std::pair<std::string, std::string> of(const std::string& row) {
    if (const std::size_t tilde = row.find('~'); tilde != std::string::npos)
      return {row.substr(0, tilde), row.substr(tilde + 1)};
    std::pair<std::string, std::string> out;
    const std::size_t colon = row.find(':');
    const std::string prefix = row.substr(0, colon);
    for (find_.with(prefix, prefix + "g"); find_.next();) {
      const Document& document = documents_.document(find_.number(0));
      for (const Finding& each : document.findings) {
        if (each.id != row.substr(colon + 1)) continue;
        const std::string& word = each.obligation != kNone ? document.obligations[each.obligation].id
                                                           : document.statements[each.denial].id;
        out = {prefix + ":" + word, prefix + ":" + document.events[each.deed].id};
      }
    }
    return out;
  }

 private:
  DocumentReader documents_;
  Sql find_;
};

std::string or_dash(std::string_view text) {
  return text.empty() ? "-" : std::string{text};
}

std::string amended_value(const ledger::Judgement& judgement, const char* field) {
  const auto found = judgement.amended.find(field);
  return found == judgement.amended.end() ? std::string{} : found->second.value;
}

std::int64_t last_entry(const std::vector<ledger::Review>& reviews) {
  return reviews.empty() ? 0 : reviews.back().entry;
}

void add_row(std::set<Kept>& out, FindingRows& findings, const std::vector<ledger::Review>& reviews) {
  const std::string& row = reviews.front().row;
  const ledger::Judgement judgement = ledger::judgement_of(reviews);
  const ledger::RowKind kind = reviews.front().kind;
  if (kind == ledger::RowKind::finding) {
    const auto [word, report] = findings.of(row);
    if (word.empty()) return;
    const std::string said{judgement.verdict ? to_string(*judgement.verdict) : "-"};
    out.emplace(Kind::finding, word,
                report + " " + std::to_string(last_entry(reviews)) + " " + said + " " +
                    or_dash(amended_value(judgement, "relation")) + " " +
                    or_dash(amended_value(judgement, "scope")));
    return;
  }
  if (judgement.rejected()) {
    out.emplace(kind == ledger::RowKind::conduct ? Kind::rejected_report : Kind::rejected_word, row, "");
  }
  std::string all;
  for (const auto& [field, amendment] : judgement.amended) {
    all += field + "=" + amendment.value + "=" + amendment.value_name + "\n";
  }
  if (!all.empty()) out.emplace(Kind::amended, row, sha256_hex(all).substr(0, 16));
}

void add_pairs(std::set<Kept>& out, const std::vector<ledger::Review>& reviews) {
  std::map<std::pair<std::string, std::string>, Kind> last;  // of two words on one pair the later one holds
  for (const ledger::Review& each : reviews) {
    const bool same = each.field == "same_as";
    if (!same && each.field != "not_same_as") continue;
    if (each.row.empty() || each.value.empty() || each.row == each.value) continue;
    last[std::minmax(each.row, each.value)] = same ? Kind::same_act : Kind::other_act;
  }
  for (const auto& [pair, kind] : last) out.emplace(kind, pair.first, pair.second);
}

void add_parties(std::set<Kept>& out, const ledger::PartyNames& names) {
  for (const auto& [key, to] : names.moved()) out.emplace(Kind::party_moved, key, to);
  for (const auto& [from, to] : names.elsewhere())
    out.emplace(Kind::party_elsewhere, from.first, from.second + " " + to.key);
}

std::set<Kept> standing_decisions(Database& database) {
  std::set<Kept> out;
  ledger::ReviewQuery query;
  query.standing_only = true;
  const auto reviews = list_reviews(database, query);
  if (!reviews) {
    database.note(reviews.error());
    return out;
  }
  std::map<std::string, std::vector<ledger::Review>> by_row;
  for (const ledger::Review& each : *reviews) {
    if (!each.row.empty()) by_row[each.row].push_back(each);
  }
  FindingRows findings{database};
  for (const auto& [row, words] : by_row) add_row(out, findings, words);
  add_pairs(out, *reviews);
  add_parties(out, standing_parties(database));
  return out;
}

// What a changed decision is about is done anew. A block stays whole when a decision that joined it is taken
// back: what is not linked in it is parted by the clustering.
class Changes {
 public:
  explicit Changes(Database& database)
      : database_(database),
        todo_(database),
        filer_(database, todo_),
        document_(database, "SELECT id FROM documents WHERE sha256>=? AND sha256<?"),
        word_(database, "SELECT word,party FROM bound_words WHERE row=?"),
        of_party_(database,
                  "SELECT document FROM act_reports WHERE actor=? OR recipient_key=? OR lower(actor_name)=? "
                  "OR lower(recipient)=? UNION SELECT document FROM bound_words WHERE party=? OR "
                  "lower(party_name)=?") {}

  void touch(const Kept& decision) {
    const auto& [kind, first, second] = decision;
    switch (kind) {
      case Kind::same_act:
      case Kind::other_act:
        touch_report(first);
        touch_report(second);
        break;
      case Kind::rejected_report:
        if (!touch_report(first)) forget(document_of(first));  // an allegation of many acts
        break;
      case Kind::rejected_word:
      case Kind::amended:
        forget(document_of(first));
        break;
      case Kind::finding:
        touch_word(first);
        break;
      case Kind::party_moved:
        touch_party(first);
        touch_party(second);
        break;
      case Kind::party_elsewhere:
        forget(second.substr(second.find(':') + 1, kShortIdDigits));
        break;
    }
  }
  void join(const Kept& decision, const ledger::Decisions& decisions) {
    if (std::get<0>(decision) == Kind::same_act) filer_.join_decided(std::get<1>(decision), decisions);
  }
  // Last: what is forgotten is in no block any more.
  void run() {
    for (const std::int64_t document : forgotten_) forget_standing(database_, document);
  }

 private:
  static constexpr std::size_t kShortIdDigits = 8;
  static std::string document_of(const std::string& row) { return row.substr(0, row.find(':')); }

  bool touch_report(const std::string& report) {
    const std::int64_t block = filer_.block_of(report);
    if (block != 0) todo_.add("block", block);
    return block != 0;
  }
  void touch_word(const std::string& word) {
    std::vector<std::pair<std::int64_t, std::string>> found;
    for (word_.with(word); word_.next();) found.emplace_back(word_.number(0), word_.text(1));
    for (const auto& [number, party] : found) {
      todo_.add("word", number);
      todo_.add("party", party);
    }
  }
  void touch_party(const std::string& key) {
    for (of_party_.with(key, key, key, key, key, key); of_party_.next();)
      forgotten_.insert(of_party_.number(0));
  }
  void forget(const std::string& short_id) {
    for (document_.with(short_id, short_id + "g"); document_.next();) forgotten_.insert(document_.number(0));
  }

  Database& database_;
  Todo todo_;
  ReportFiler filer_;
  Sql document_, word_, of_party_;
  std::set<std::int64_t> forgotten_;
};

template <typename Enum>
std::optional<Enum> named(std::string_view name, Enum last) {
  for (int i = 0; i <= static_cast<int>(last); ++i) {
    if (to_string(static_cast<Enum>(i)) == name) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

std::optional<JudgedFinding> finding_of(std::string_view text) {
  const auto parts = split(text, ' ');
  if (parts.size() != 5) return std::nullopt;
  JudgedFinding out;
  out.report = parts[0];
  out.entry = number_of(parts[1]);
  out.verdict = ledger::parse_verdict(parts[2]);
  out.relation = named(parts[3], Relation::fulfils);
  out.scope = named(parts[4], Scope::unclear);
  return out;
}

}  // namespace

Judged read_judged(Database& database) {
  Judged out;
  for (const auto& [kind, first, second] : kept_decisions(database)) {
    if (kind == Kind::same_act || kind == Kind::other_act)
      out.reports.link(kind == Kind::same_act, first, second);
    if (kind == Kind::rejected_report) out.reports.rejected.insert(first);
    if (kind == Kind::rejected_word) out.words.insert(first);
    if (kind == Kind::amended) out.amended.insert(first.substr(0, first.find(':')));
    if (kind != Kind::finding) continue;
    if (auto finding = finding_of(second)) out.findings[first].push_back(std::move(*finding));
  }
  for (auto& [word, findings] : out.findings) {
    std::sort(findings.begin(), findings.end(),
              [](const JudgedFinding& a, const JudgedFinding& b) { return a.entry < b.entry; });
  }
  out.parties = standing_parties(database);
  return out;
}

bool has_new_reviews(Database& database) {
  return last_word(database) != followed(database);
}

void follow_reviews(Database& database) {
  const std::int64_t last = last_word(database);
  const std::set<Kept> before = kept_decisions(database), all = standing_decisions(database);
  Changes changes{database};
  {
    Sql insert{database, "INSERT INTO act_decisions VALUES(?,?,?) ON CONFLICT DO NOTHING"};
    Sql drop{database, "DELETE FROM act_decisions WHERE kind=? AND report=? AND other=?"};
    for (const Kept& each : before) {
      if (all.contains(each)) continue;
      drop.run(static_cast<int>(std::get<0>(each)), std::get<1>(each), std::get<2>(each));
      changes.touch(each);
    }
    for (const Kept& each : all) {
      if (!before.contains(each))
        insert.run(static_cast<int>(std::get<0>(each)), std::get<1>(each), std::get<2>(each));
    }
  }
  const ledger::Decisions decisions = read_judged(database).reports;
  for (const Kept& each : all) {
    if (before.contains(each)) continue;
    changes.join(each, decisions);
    changes.touch(each);
  }
  changes.run();
  Sql keep{database, "INSERT INTO kept VALUES(?,?) ON CONFLICT(key) DO UPDATE SET value=excluded.value"};
  keep.run(kFollowed, std::to_string(last));
}

}  // namespace avow::store
