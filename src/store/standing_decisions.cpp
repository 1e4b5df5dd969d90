// What reviewers decided about reports, as the standing tables keep it (standing_update.hpp).
#include <set>
#include <tuple>

#include "store/standing_update.hpp"

namespace avow::store {
namespace {

// Kind, report, other; the two of a pair in order, so that each pair is kept once.
using Kept = std::tuple<std::int64_t, std::string, std::string>;

std::set<Kept> kept_decisions(Database& database) {
  std::set<Kept> out;
  Sql list{database, "SELECT kind,report,other FROM act_decisions"};
  for (list.with(); list.next();) out.emplace(list.number(0), list.text(1), list.text(2));
  return out;
}

std::set<Kept> to_keep(const std::vector<ledger::Decision>& all) {
  std::set<Kept> out;
  for (const ledger::Decision& each : all) {
    const bool pair = each.kind != ledger::Decision::Kind::rejected;
    if (pair && each.report == each.with) continue;
    std::string first = each.report, second = pair ? each.with : std::string{};
    if (pair && second < first) std::swap(first, second);
    out.emplace(static_cast<std::int64_t>(each.kind), std::move(first), std::move(second));
  }
  return out;
}

// Blocks whose reports a changed decision is about are clustered again. A block stays whole when a decision
// that joined it is taken back: what is not linked in it is parted by the clustering.
void touch(Database& database, const Kept& decision) {
  Todo todo{database};
  ReportFiler filer{database, todo};
  const auto& [kind, report, other] = decision;
  for (const std::string* id : {&report, &other}) {
    const std::int64_t block = filer.block_of(*id);
    if (block != 0) todo.add("block", block);
  }
}

void replace(Database& database, const std::set<Kept>& all) {
  const std::set<Kept> before = kept_decisions(database);
  Sql insert{database, "INSERT INTO act_decisions VALUES(?,?,?) ON CONFLICT DO NOTHING"};
  Sql drop{database, "DELETE FROM act_decisions WHERE kind=? AND report=? AND other=?"};
  for (const Kept& each : before) {
    if (all.contains(each)) continue;
    drop.run(std::get<0>(each), std::get<1>(each), std::get<2>(each));
    touch(database, each);
  }
  std::set<Kept> fresh;
  for (const Kept& each : all) {
    if (before.contains(each)) continue;
    insert.run(std::get<0>(each), std::get<1>(each), std::get<2>(each));
    fresh.insert(each);
  }
  const ledger::Decisions decisions = read_decisions(database);
  Todo todo{database};
  ReportFiler filer{database, todo};
  for (const Kept& each : fresh) {
    filer.join_decided(std::get<1>(each), decisions);
    touch(database, each);
  }
}

}  // namespace

ledger::Decisions read_decisions(Database& database) {
  ledger::Decisions out;
  for (const auto& [kind, report, other] : kept_decisions(database)) {
    if (static_cast<ledger::Decision::Kind>(kind) == ledger::Decision::Kind::rejected) {
      out.rejected.insert(report);
    } else {
      out.link(static_cast<ledger::Decision::Kind>(kind) == ledger::Decision::Kind::same_act, report, other);
    }
  }
  return out;
}

Result<void> replace_decisions(Database& database, const std::vector<ledger::Decision>& all) {
  if (auto begun = database.begin_write(); !begun) return begun;
  replace(database, to_keep(all));
  auto failed = database.take_error();
  if (!failed) {
    if (auto done = database.commit(); !done) failed = done.error();
  }
  if (!failed) return {};
  database.rollback();
  return *failed;
}

}  // namespace avow::store
