// Reports, filed by what they may be found by (standing_update.hpp).
#include "store/standing_schema.hpp"
#include "store/standing_update.hpp"

namespace avow::store {
namespace {

constexpr std::size_t kReportsAtHand = 100'000;

}  // namespace

ReportFiler::ReportFiler(Database& database, Todo& todo)
    : todo_(todo),
      words_(database),
      insert_(database, kInsertReport),
      insert_key_(database, "INSERT INTO report_keys VALUES(?,?,?) ON CONFLICT DO NOTHING"),
      candidates_(database,
                  "SELECT k.report,r.block FROM report_keys k JOIN act_reports r ON r.report=k.report "
                  "WHERE k.anchor=? AND k.day BETWEEN ? AND ? ORDER BY k.report"),
      read_(database, std::string{"SELECT "} + kReportColumns + kReportTables + "WHERE r.report=?"),
      move_reports_(database, "UPDATE act_reports SET block=? WHERE block=?"),
      move_incidents_(database, "UPDATE incidents SET block=? WHERE block=?"),
      by_row_(database,
              "SELECT r.block FROM act_reports r JOIN documents d ON d.id=r.document "
              "WHERE d.sha256>=? AND d.sha256<? AND r.row=? AND r.aggregate=0") {}

void ReportFiler::add(const KeptReport& kept, const ledger::Decisions& decisions) {
  write_report(insert_, kept);
  const ledger::ActReport& act = kept.act;
  if (act.aggregate) return;
  if (seen_.size() >= kReportsAtHand) seen_.clear();
  seen_.emplace(kept.number, act);
  const auto day = ledger::day_of(act);
  const std::int64_t from = day ? *day - ledger::kFarthestDays : kNoDay;
  const std::int64_t to = day ? *day + ledger::kFarthestDays : kNoDay;
  std::int64_t block = kept.block;
  for (const std::uint64_t key : ledger::search_keys(act)) {
    std::vector<std::pair<std::int64_t, std::int64_t>> found;
    candidates_.with(short_key(key), from, to);
    while (candidates_.next()) found.emplace_back(candidates_.number(0), candidates_.number(1));
    std::map<std::int64_t, std::int64_t> moved;  // blocks joined since they were read
    for (auto [number, its_block] : found) {
      for (auto to_block = moved.find(its_block); to_block != moved.end(); to_block = moved.find(its_block)) {
        its_block = to_block->second;
      }
      if (its_block == block || !ledger::linked(act, report(number), decisions)) continue;
      join_blocks(block, its_block);
      const std::int64_t kept_block = std::min(block, its_block);
      moved[std::max(block, its_block)] = kept_block;
      block = kept_block;
    }
  }
  for (const std::uint64_t key : ledger::anchor_keys(act)) {
    insert_key_.run(short_key(key), day.value_or(kNoDay), kept.number);
  }
  todo_.add("block", block);
  join_decided(ledger::report_id(act), decisions);
}

void ReportFiler::join_decided(std::string_view report_id, const ledger::Decisions& decisions) {
  for (const auto& [first, second] : decisions.same) {
    if (first != report_id && second != report_id) continue;
    const std::int64_t a = block_of(first), b = block_of(second);
    if (a == 0 || b == 0) continue;  // the other has not come in yet
    join_blocks(a, b);
    todo_.add("block", std::min(a, b));
  }
}

void ReportFiler::join_blocks(std::int64_t a, std::int64_t b) {
  if (a == b) return;
  move_reports_.run(std::min(a, b), std::max(a, b));
  move_incidents_.run(std::min(a, b), std::max(a, b));
}

std::int64_t ReportFiler::block_of(std::string_view report_id) {
  const std::size_t colon = report_id.find(':');
  if (colon == std::string_view::npos) return 0;
  const std::string document{report_id.substr(0, colon)};
  std::int64_t block = 0;
  for (by_row_.with(document, document + "g", report_id.substr(colon + 1)); by_row_.next();) {
    block = by_row_.number(0);
  }
  return block;
}

const ledger::ActReport& ReportFiler::report(std::int64_t number) {
  if (const auto known = seen_.find(number); known != seen_.end()) return known->second;
  KeptReport kept;
  for (read_.with(number); read_.next();) {
    kept = read_report(read_);
    words_.fill(kept);
  }
  return seen_.emplace(number, std::move(kept.act)).first->second;
}

}  // namespace avow::store
