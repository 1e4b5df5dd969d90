#include "store/problems.hpp"

#include <functional>
#include <map>

namespace avow::store {
namespace {

// Runs `work` in a transaction of its own; the first failure takes all of it back.
Result<void> in_transaction(Database& database, const std::function<void()>& work) {
  if (auto failed = database.take_error()) return *failed;
  if (auto begun = database.begin_write(); !begun) return begun;
  work();
  auto failed = database.take_error();
  if (!failed) {
    if (auto done = database.commit(); !done) failed = done.error();
  }
  if (!failed) return {};
  database.rollback();
  return *failed;
}

// When these documents came in, by the log, for those that are among `at`.
void add_times(Database& database, std::map<std::string, std::string>& at) {
  if (at.empty()) return;
  Sql list{database, "SELECT document, at FROM log ORDER BY entry DESC"};
  for (list.with(); list.next();) {
    if (const auto found = at.find(list.text(0)); found != at.end()) found->second = list.text(1);
  }
}

// Documents that were read though something was wrong with them.
void add_faults(Database& database, std::vector<ledger::Problem>& problems) {
  const std::size_t before = problems.size();
  std::map<std::string, std::string> at;
  std::vector<std::string> documents;
  for (const ErrorCode code : {ErrorCode::bad_sidecar, ErrorCode::bad_date, ErrorCode::invalid_utf8,
                               ErrorCode::no_article, ErrorCode::bad_record}) {
    Sql list{database,
             "SELECT d.uri, g.message, d.sha256 FROM diagnostics g JOIN documents d ON d.id=g.document "
             "WHERE g.code=? AND g.number=(SELECT min(x.number) FROM diagnostics x WHERE "
             "x.document=g.document AND x.code=g.code) ORDER BY d.uri, d.id"};
    for (list.with(error_number(code)); list.next();) {
      const std::string uri = list.text(0);
      documents.push_back(list.text(2));
      at.emplace(documents.back(), "");
      problems.push_back({uri, uri, std::string{error_number(code)}, {}, list.text(1), {}, {}, {}, 1});
    }
  }
  add_times(database, at);
  for (std::size_t i = 0; i < documents.size(); ++i) {
    problems[before + i].first = problems[before + i].last = at[documents[i]];
  }
}

}  // namespace

Result<void> note_problems(Database& database, std::span<const ledger::Problem> problems) {
  return in_transaction(database, [&] {
    Sql insert{database,
               "INSERT INTO problems(input,place,code,uri,message,first,last,cleared,times) "
               "VALUES(?,?,?,?,?,?,?,'',1) ON CONFLICT(input,place,code) DO UPDATE SET uri=excluded.uri, "
               "message=excluded.message, cleared='', last=excluded.last, "
               "times=problems.times+CASE WHEN problems.last=excluded.last THEN 0 ELSE 1 END"};
    for (const ledger::Problem& each : problems) {
      insert.run(each.input, each.place, each.code, each.uri, each.message, each.last, each.last);
    }
  });
}

Result<void> clear_problems(Database& database, std::span<const std::string> inputs, std::string_view run) {
  return in_transaction(database, [&] {
    Sql update{database, "UPDATE problems SET cleared=? WHERE input=? AND cleared='' AND last<>?"};
    for (const std::string& input : inputs) update.run(run, input, run);
  });
}

Result<std::vector<ledger::Problem>> read_problems(Database& database, bool cleared_too) {
  std::vector<ledger::Problem> problems;
  // Problems of one input come in the order in which they were met: line 9 before line 10.
  std::string sql = "SELECT input,place,code,uri,message,first,last,cleared,times FROM problems ";
  sql += cleared_too ? "ORDER BY input, id" : "WHERE cleared='' ORDER BY input, id";
  Sql list{database, sql};
  for (list.with(); list.next();) {
    problems.push_back({list.text(0), list.text(1), list.text(2), list.text(3), list.text(4), list.text(5),
                        list.text(6), list.text(7), list.number(8)});
  }
  add_faults(database, problems);
  if (auto failed = database.take_error()) return *failed;
  return problems;
}

Result<void> keep(Database& database, std::string_view key, std::string_view value) {
  return in_transaction(database, [&] {
    if (value.empty()) {
      Sql{database, "DELETE FROM kept WHERE key=?"}.run(key);
    } else {
      Sql{database,
          "INSERT INTO kept(key,value) VALUES(?,?) ON CONFLICT(key) DO UPDATE SET value=excluded.value"}
          .run(key, value);
    }
  });
}

Result<std::string> kept(Database& database, std::string_view key) {
  Sql find{database, "SELECT value FROM kept WHERE key=?"};
  std::string value;
  if (find.with(key).next()) value = find.text(0);
  if (auto failed = database.take_error()) return *failed;
  return value;
}

}  // namespace avow::store
