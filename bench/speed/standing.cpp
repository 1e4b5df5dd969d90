// Measures the ledger across documents: how long it takes to bring up to date, and to answer a page, with
// many documents of an invented war.
//
//   standing [--documents N] [--ledger FILE]
//
// Prints seconds and milliseconds, of the party with the most to show.
#include <chrono>
#include <cstdio>
#include <filesystem>

#include <CLI/CLI.hpp>

#include "avow/ledger/standing.hpp"
#include "avow/store/open.hpp"
#include "store/standing_generated.hpp"

namespace {

using namespace avow;
using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

int fail(const Error& error) {
  std::fprintf(stderr, "%s\n", error.to_string().c_str());
  return 1;
}

Result<void> fill(ledger::Store& store, const store::GeneratedWorld& world) {
  std::vector<Document> batch;
  for (std::uint64_t i = 0; i < world.documents; ++i) {
    batch.push_back(store::generated_document(i, world));
    if (batch.size() < 64 && i + 1 < world.documents) continue;
    std::vector<const Document*> pointers;
    for (const Document& each : batch) pointers.push_back(&each);
    if (auto added = store.add(pointers); !added) return added.error();
    batch.clear();
  }
  return {};
}

// Asks fifty times and prints the middle and the slowest, in milliseconds.
template <typename Ask>
void time_asking(const char* what, const Ask& ask) {
  std::vector<double> taken_ms;
  for (std::size_t i = 0; i < 50; ++i) {
    const auto start = Clock::now();
    if (!ask(i)) return static_cast<void>(std::printf("  %-28s failed\n", what));
    taken_ms.push_back(1000 * seconds_since(start));
  }
  std::sort(taken_ms.begin(), taken_ms.end());
  std::printf("  %-28s %7.2f %7.2f\n", what, taken_ms[25], taken_ms.back());
}

int measure(ledger::Store& store, const store::GeneratedWorld& world, const std::string& data) {
  auto start = Clock::now();
  if (auto done = fill(store, world); !done) return fail(done.error());
  std::printf("%llu documents added in %.1f s\n", static_cast<unsigned long long>(world.documents),
              seconds_since(start));
  ledger::Standings& standings = store.standings();
  start = Clock::now();
  const auto all = standings.bring_up_to_date(data);
  if (!all) return fail(all.error());
  const double whole_s = seconds_since(start);
  std::printf("brought up to date in %.1f s (%.2f ms a document): %zu reports, %zu incidents, %zu words\n",
              whole_s, 1000 * whole_s / static_cast<double>(all->documents), all->reports, all->incidents,
              all->words);
  store::GeneratedWorld more = world;
  std::vector<Document> late;
  for (std::uint64_t i = 0; i < 64; ++i) late.push_back(store::generated_document(world.documents + i, more));
  std::vector<const Document*> pointers;
  for (const Document& each : late) pointers.push_back(&each);
  if (auto added = store.add(pointers); !added) return fail(added.error());
  start = Clock::now();
  if (auto done = standings.bring_up_to_date(data); !done) return fail(done.error());
  std::printf("64 more documents: %.0f ms\n", 1000 * seconds_since(start));
  const auto parties = standings.parties();
  const auto busiest = std::max_element(parties->begin(), parties->end(), [](const auto& a, const auto& b) {
    return a.incidents + a.commitments + a.demands < b.incidents + b.commitments + b.demands;
  });
  std::printf("busiest party: %jd words, %jd incidents, %jd meetings\n",
              static_cast<std::intmax_t>(busiest->commitments + busiest->demands + busiest->denials),
              static_cast<std::intmax_t>(busiest->incidents),
              static_cast<std::intmax_t>(busiest->contradicts + busiest->unclear));
  const std::string party = busiest->party.key;
  const auto list = standings.incidents({.most = 100});
  if (!list || list->size() < 50) return 1;
  std::printf("ms, middle and slowest of 50:\n");
  time_asking("its page, 50 of each",
              [&](std::size_t) { return standings.party_page(party, {.most = 50}).ok(); });
  time_asking("all parties", [&](std::size_t) { return standings.parties().ok(); });
  time_asking("100 incidents", [&](std::size_t) { return standings.incidents({}).ok(); });
  time_asking("the latest 100",
              [&](std::size_t) { return standings.incidents({.latest_first = true}).ok(); });
  time_asking("100 of the party", [&](std::size_t) { return standings.incidents({.party = party}).ok(); });
  time_asking("100 contested",
              [&](std::size_t) { return standings.incidents({.grade = ledger::Grade::contested}).ok(); });
  time_asking("count of all", [&](std::size_t) { return standings.count_incidents({}).ok(); });
  time_asking("one with its reports", [&](std::size_t i) { return standings.incident((*list)[i].id).ok(); });
  time_asking("50 words that meet",
              [&](std::size_t) { return standings.words({.only_met = true, .most = 50}).ok(); });
  time_asking("behind", [&](std::size_t) { return standings.behind().ok(); });
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"How fast the ledger tells what documents say together"};
  store::GeneratedWorld world;
  world.documents = 100'000;
  std::string path = (std::filesystem::temp_directory_path() / "avow-standing.db").string();
  app.add_option("--documents", world.documents);
  app.add_option("--ledger", path, "made anew");
  bool keep = false;
  app.add_flag("--keep", keep, "leave the ledger where it is");
  CLI11_PARSE(app, argc, argv);
  // Read while it runs.
  std::setvbuf(stdout, nullptr, _IOLBF, 0);
  for (const char* end : {"", "-wal", "-shm"}) std::filesystem::remove(path + end);
  auto opened = store::open_ledger(path, store::Access::write);
  if (!opened) return fail(opened.error());
  const int code = measure(**opened, world, std::string{AVOW_SOURCE_DIR} + "/data");
  std::printf("ledger: %.0f MB\n", static_cast<double>(std::filesystem::file_size(path)) / 1e6);
  opened->reset();
  if (keep) return code;
  for (const char* end : {"", "-wal", "-shm"}) std::filesystem::remove(path + end);
  return code;
}
