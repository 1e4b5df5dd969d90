// Copies of a text, found as it comes in (standing_update.hpp).
#include <algorithm>

#include "store/standing_schema.hpp"
#include "store/standing_update.hpp"

namespace avow::store {
namespace {

// Texts whose shingles are kept at hand; a text is 4 KB of them.
constexpr std::size_t kTextsAtHand = 4096;

std::int64_t as_number(std::uint64_t hash) {
  return static_cast<std::int64_t>(hash);
}

}  // namespace

CopyFinder::CopyFinder(Database& database)
    : texts_(database),
      twin_(database, "SELECT document,copies FROM text_origins WHERE signature=? ORDER BY document LIMIT 1"),
      near_(database,
            "SELECT b.document,t.copies FROM text_bands b JOIN text_origins t ON t.document=b.document "
            "WHERE b.band=? ORDER BY b.document"),
      insert_origin_(database, "INSERT INTO text_origins VALUES(?,?,?,?,?)"),
      insert_band_(database, "INSERT INTO text_bands VALUES(?,?) ON CONFLICT DO NOTHING"),
      insert_group_(database, "INSERT INTO text_groups VALUES(?,?) ON CONFLICT DO NOTHING"),
      first_(database, "SELECT first FROM text_groups WHERE copies=?"),
      set_first_(database, "UPDATE text_groups SET first=? WHERE copies=?"),
      move_(database, "UPDATE text_origins SET copies=? WHERE copies=?"),
      drop_group_(database, "DELETE FROM text_groups WHERE copies=?"),
      order_(database,
             "SELECT id FROM documents WHERE id IN (?,?) ORDER BY published IS NULL, published, sha256 LIMIT "
             "1") {}

std::int64_t CopyFinder::add(std::int64_t document, const Document& text, const std::string& names,
                             std::vector<std::int64_t>& merged) {
  const ledger::Sketch sketch = ledger::sketch_of(text.text);
  std::vector<std::int64_t> groups;
  twin_.with(as_number(sketch.signature));
  const bool has_twin = twin_.next();
  if (has_twin) {
    groups.push_back(twin_.number(1));
    while (twin_.next()) {
    }
  } else {
    find(text, sketch, groups);
  }
  const std::int64_t copies = groups.empty() ? document : *std::min_element(groups.begin(), groups.end());
  insert_origin_.run(document, as_number(sketch.signature), copies, ledger::credit_of(text.text), names);
  // What is found by one of two equal texts is found by the other.
  if (!has_twin) {
    for (const std::uint64_t band : sketch.bands) insert_band_.run(short_key(band), document);
  }
  insert_group_.run(copies, document);
  consider_first(copies, document);
  for (const std::int64_t other : groups) {
    if (other == copies) continue;
    std::int64_t first = 0;
    for (first_.with(other); first_.next();) first = first_.number(0);
    move_.run(copies, other);
    drop_group_.run(other);
    consider_first(copies, first);
    merged.push_back(copies);
  }
  return copies;
}

void CopyFinder::find(const Document& text, const ledger::Sketch& sketch, std::vector<std::int64_t>& groups) {
  const ledger::Shingles mine = ledger::shingles_of(text.text);
  for (const std::uint64_t band : sketch.bands) {
    std::vector<Near> near;
    for (near_.with(short_key(band)); near_.next();) near.push_back({near_.number(0), near_.number(1)});
    for (const Near& each : near) {
      // One copy in a group is enough.
      if (std::find(groups.begin(), groups.end(), each.copies) != groups.end()) continue;
      if (ledger::are_copies(mine, shingles_of_document(each.document))) groups.push_back(each.copies);
    }
  }
}

void CopyFinder::consider_first(std::int64_t copies, std::int64_t document) {
  std::int64_t first = document, better = document;
  for (first_.with(copies); first_.next();) first = first_.number(0);
  for (order_.with(first, document); order_.next();) better = order_.number(0);
  if (better != first) set_first_.run(better, copies);
}

const ledger::Shingles& CopyFinder::shingles_of_document(std::int64_t document) {
  if (const auto known = shingles_.find(document); known != shingles_.end()) return known->second;
  if (shingles_.size() >= kTextsAtHand) shingles_.clear();
  return shingles_.emplace(document, ledger::shingles_of(texts_.text(document))).first->second;
}

}  // namespace avow::store
