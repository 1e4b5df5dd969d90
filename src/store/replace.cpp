#include "store/replace.hpp"

#include <set>

#include "store/log.hpp"
#include "store/reader.hpp"
#include "store/reviews.hpp"
#include "store/standing_update.hpp"

namespace avow::store {
namespace {

std::vector<std::string> row_ids(const Document& document) {
  std::vector<std::string> out;
  for (const Statement& row : document.statements) out.push_back(row.id);
  for (const Event& row : document.events) out.push_back(row.id);
  for (const Obligation& row : document.obligations) out.push_back(row.id);
  for (const Finding& row : document.findings) out.push_back(row.id);
  return out;
}

// "polarity do -> refrain, party A -> B"; "" when both say the same.
std::string difference(const Document& earlier, const std::string& before, const Document& later,
                       const std::string& after) {
  std::string out;
  const auto kind = ledger::kind_of_row(earlier, before);
  if (!kind) return out;
  for (const std::string_view field : ledger::amendable_fields(*kind)) {
    const std::string was = ledger::field_value(earlier, before, field);
    const std::string is = ledger::field_value(later, after, field);
    if (was == is) continue;
    out += (out.empty() ? "" : ", ") + std::string{field} + " " + (was.empty() ? "none" : was) + " -> " +
           (is.empty() ? "none" : is);
  }
  return out;
}

void compare(const Document& earlier, const Document& later, ledger::Rereading& out) {
  out.successors = ledger::successors(earlier, later);
  std::set<std::string> succeeding;
  for (const std::string& row : row_ids(earlier)) {
    const auto found = out.successors.find(row);
    if (found == out.successors.end()) {
      out.gone.push_back(row);
      continue;
    }
    succeeding.insert(found->second);
    if (const std::string words = difference(earlier, row, later, found->second); !words.empty())
      out.differences.push_back(row + " -> " + found->second + ": " + words);
  }
  for (const std::string& row : row_ids(later)) {
    if (!succeeding.contains(row)) out.fresh.push_back(row);
  }
}

std::string words_of(const ledger::Rereading& reading) {
  std::string out = std::to_string(reading.gone.size()) + " rows gone, " +
                    std::to_string(reading.fresh.size()) + " new, " +
                    std::to_string(reading.differences.size()) + " say otherwise";
  const auto list = [&](const char* what, const std::vector<std::string>& rows) {
    for (const std::string& row : rows) out += std::string{"\n"} + what + row;
  };
  list("gone ", reading.gone);
  list("new ", reading.fresh);
  list("", reading.differences);
  return out;
}

}  // namespace

Result<ledger::Rereading> replace_document(Database& database, Writer& writer, const Document& document,
                                           const ledger::Hand& hand) {
  const std::string sha = document.id.substr(document.id.find(':') + 1);
  std::int64_t row = 0;
  {
    Sql find{database, "SELECT id FROM documents WHERE sha256=?"};
    if (!find.with(sha).next()) return Error{ErrorCode::row_not_found, "no such document", document.id};
    row = find.number(0);
  }
  const auto earlier = read_document(database, row);
  if (!earlier) return earlier.error();
  const std::string before = rows_digest(database, row);
  ledger::Rereading out;
  if (!writer.replace(*earlier, document, row)) return out;  // the caller takes the failure
  const std::string after = rows_digest(database, row);
  if (after == before) return out;
  out.changed = true;
  forget_standing(database, row);
  const auto later = read_document(database, row);
  if (!later) return later.error();
  compare(*earlier, *later, out);
  append_entry(database, {"document read again", sha, after, words_of(out)}, hand);
  out.conflicts = move_reviews(database, *earlier, *later, out.successors, hand);
  return out;
}

}  // namespace avow::store
