#include "store/party_words.hpp"

#include "avow/base/strings.hpp"
#include "store/log.hpp"

namespace avow::store {
namespace {

using ledger::Party;
using ledger::PartyWord;
using Kind = ledger::PartyWord::Kind;

Error refused(std::string why) {
  return {ErrorCode::review_refused, std::move(why), ""};
}

// A party of the ledger, by key or name in any case; also one whom only words of reviewers know.
Result<Party> find_party(Database& database, const std::string& given) {
  const std::string folded = lower_ascii(given);
  Party out;
  const auto look = [&](const char* sql, const std::string& value) {
    if (!out.key.empty()) return;
    Sql find{database, sql};
    for (find.with(value); find.next();) out = {find.text(0), find.text(1)};
  };
  look("SELECT key,name FROM parties WHERE key=?", given);
  look("SELECT party,name FROM party_counts WHERE folded_party=? ORDER BY party LIMIT 1", folded);
  look("SELECT party,name FROM party_counts WHERE folded_name=? ORDER BY party LIMIT 1", folded);
  look("SELECT key,name FROM parties WHERE lower(name)=? ORDER BY key LIMIT 1", folded);
  look(
      "SELECT other,other_name FROM party_reviews WHERE kind=0 AND lower(other_name)=? ORDER BY entry LIMIT "
      "1",
      folded);
  if (auto failed = database.take_error()) return *failed;
  if (out.key.empty()) return Error{ErrorCode::row_not_found, "", given};
  return out;
}

constexpr std::size_t kShortestIdDigits = 4;

// "sha256:..." of the one document that begins so.
Result<std::string> find_document(Database& database, std::string_view given) {
  if (given.starts_with("sha256:")) given.remove_prefix(7);
  const std::string from = lower_ascii(given);
  std::vector<std::string> found;
  if (from.size() >= kShortestIdDigits) {
    Sql list{database, "SELECT sha256 FROM documents WHERE sha256>=? AND sha256<? ORDER BY sha256"};
    for (list.with(from, from + "g"); list.next();) found.push_back("sha256:" + list.text(0));
  }
  if (auto failed = database.take_error()) return *failed;
  if (found.size() == 1) return found.front();
  return Error{ErrorCode::row_not_found, found.empty() ? "" : "several documents begin like that",
               std::string{given}};
}

Result<void> settle_parties(Database& database, const PartyWord& given, PartyWord& word) {
  const auto party = find_party(database, given.party);
  if (!party) return party.error();
  word.party = party->key;
  word.party_name = party->name;
  if (given.kind == Kind::elsewhere) {
    const auto document = find_document(database, given.other);
    if (!document) return document.error();
    word.other = *document;
    word.other_name =
        given.other_name.empty() ? party->name + " (" + ledger::short_id(*document) + ")" : given.other_name;
    return {};
  }
  const auto other = find_party(database, given.other);
  if (!other) return other.error();
  word.other = other->key;
  word.other_name = other->name;
  if (word.party == word.other) return refused("that is one party by one name already: " + word.party);
  return {};
}

Result<std::int64_t> entry_to_withdraw(const std::vector<PartyWord>& standing, std::int64_t entry,
                                       PartyWord& word) {
  for (const PartyWord& each : standing) {
    if (each.entry != entry) continue;
    word.party = each.party, word.party_name = each.party_name;
    word.other = each.other, word.other_name = each.other_name;
    return entry;
  }
  return Error{ErrorCode::entry_not_found,
               "entry " + std::to_string(entry) + " is no standing word on parties", ""};
}

std::string words_of(const PartyWord& word) {
  std::string out{to_string(word.kind)};
  if (word.kind == Kind::withdraw) out += " entry " + std::to_string(word.withdraws);
  out += ": " + word.party + ", " + word.other;
  if (word.kind == Kind::elsewhere) out += " as " + word.other_name;
  return word.reason.empty() ? out : out + ": " + word.reason;
}

}  // namespace

Result<PartyWord> write_party_word(Database& database, const PartyWord& given, const ledger::Hand& hand) {
  if (trim(given.reviewer).empty()) return refused("a review needs the name of its reviewer");
  if (trim(given.reason).empty()) return refused("a word on parties needs its reason");
  PartyWord word;
  word.kind = given.kind;
  word.reviewer = given.reviewer;
  word.reason = given.reason;
  const auto standing = read_party_words(database, true);
  if (!standing) return standing.error();
  if (given.kind == Kind::withdraw) {
    const auto entry = entry_to_withdraw(*standing, given.withdraws, word);
    if (!entry) return entry.error();
    word.withdraws = *entry;
  } else if (auto settled = settle_parties(database, given, word); !settled) {
    return settled.error();
  }
  if (given.kind == Kind::one) {
    // The word itself may take back that the two are two; not that others are.
    std::vector<PartyWord> with = *standing;
    with.push_back(word);
    const ledger::PartyNames names{with};
    if (names.key_of(word.party) != names.key_of(word.other))
      return refused(word.party + " and " + word.other +
                     " cannot be one party: another word holds them apart");
  }
  word.entry = next_entry(database);
  word.at = time_now();
  {
    Sql insert{database,
               "INSERT INTO party_reviews(entry,kind,party,party_name,other,other_name,reason,reviewer,at,"
               "withdraws) VALUES(?,?,?,?,?,?,?,?,?,?)"};
    insert.run(word.entry, static_cast<int>(word.kind), word.party, word.party_name, word.other,
               word.other_name, word.reason, word.reviewer, word.at, word.withdraws);
  }
  append_entry(database,
               {kPartyWord, {}, entry_digest(database, "party_reviews", word.entry), words_of(word)},
               {word.reviewer, hand.versions});
  if (auto failed = database.take_error()) return *failed;
  return word;
}

Result<std::vector<PartyWord>> read_party_words(Database& database, bool standing_only) {
  std::vector<PartyWord> out;
  Sql list{
      database,
      "SELECT r.entry,r.kind,r.party,r.party_name,r.other,r.other_name,r.reason,r.reviewer,r.at,r.withdraws,"
      "w.entry FROM party_reviews r LEFT JOIN party_reviews w ON w.kind=3 AND w.withdraws=r.entry "
      "ORDER BY r.entry"};
  for (list.with(); list.next();) {
    PartyWord word;
    word.entry = list.number(0);
    word.kind = static_cast<Kind>(list.number(1));
    word.party = list.text(2);
    word.party_name = list.text(3);
    word.other = list.text(4);
    word.other_name = list.text(5);
    word.reason = list.text(6);
    word.reviewer = list.text(7);
    word.at = list.text(8);
    word.withdraws = list.number(9);
    word.withdrawn = !list.is_null(10);
    if (standing_only && (word.withdrawn || word.kind == Kind::withdraw)) continue;
    out.push_back(std::move(word));
  }
  if (auto failed = database.take_error()) return *failed;
  return out;
}

ledger::PartyNames standing_parties(Database& database) {
  const auto words = read_party_words(database, true);
  if (words) return ledger::PartyNames{*words};
  database.note(words.error());
  return {};
}

}  // namespace avow::store
