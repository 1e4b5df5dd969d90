// Whether a corpus taken in by the real program, killed again and again, ends as if nobody had touched it.
//
//   build/release/bench/speed/survival [--kills N] [--documents D] [--words W] [--seed S] FILE
//
// FILE: texts as `avow read` takes them; the first D of them, cut to W words and numbered, are read into a
// ledger. The program is killed with SIGKILL at a random moment of its run and started again until it ends;
// then the ledger must verify and export what an undisturbed run exports, byte for byte. Again from the start
// until N were killed.
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "avow/base/file.hpp"
#include "avow/base/strings.hpp"
#include "avow/source/reader.hpp"

namespace {

using namespace avow;
namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

struct Arguments {
  std::string file;
  int kills = 1000;
  std::size_t documents = 150, words = 60;
  unsigned seed = 1;
};

void write_corpus(const Arguments& arguments, const fs::path& to) {
  const auto source = source::open_input({arguments.file}, {});
  std::ofstream out{to, std::ios::binary};
  for (std::size_t number = 0; number < arguments.documents; ++number) {
    auto next = source->next();
    if (next.ok() && !next->has_value()) break;
    if (!next.ok()) continue;
    std::string text = "Number " + std::to_string(number) + ".";
    std::size_t words = 0;
    for (const std::string_view word : split_words((*next)->text)) {
      if (++words > arguments.words) break;
      text += " " + std::string{word};
    }
    out << nlohmann::ordered_json{{"id", std::to_string(number)}, {"published", "2031-05-06"}, {"text", text}}
               .dump()
        << '\n';
  }
}

pid_t start(std::vector<std::string> arguments, const fs::path& output) {
  arguments.insert(arguments.begin(), AVOW_PROGRAM);
  const pid_t child = ::fork();
  if (child != 0) return child;
  std::vector<char*> raw;
  for (std::string& each : arguments) raw.push_back(each.data());
  raw.push_back(nullptr);
  ::setenv("AVOW_DATA", AVOW_SOURCE_DIR "/data", 0);
  const int out = ::open(output.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
  ::dup2(out, 1);
  ::dup2(out, 2);
  ::execv(AVOW_PROGRAM, raw.data());
  ::_exit(127);
}

int wait_for(pid_t child) {
  int status = 0;
  ::waitpid(child, &status, 0);
  return status;
}

// What the ledger says, and that it verifies; "" when it does not.
std::string told(const fs::path& folder) {
  const fs::path ledger = folder / "ledger.db", out = folder / "out.txt";
  if (wait_for(start({"verify", ledger.string()}, out)) != 0) return {};
  std::string all;
  for (const std::vector<std::string>& command :
       {std::vector<std::string>{"export", ledger.string(), "--format", "jsonl", "--unredacted"},
        {"ledger", ledger.string()},
        {"findings", ledger.string()}}) {
    if (wait_for(start(command, out)) != 0) return {};
    all += system_files().read(out, std::size_t{1} << 30U).value();
  }
  return all;
}

void remove_ledger(const fs::path& folder) {
  for (const char* name : {"ledger.db", "ledger.db-wal", "ledger.db-shm", "ledger.db.originals"})
    fs::remove_all(folder / name);
}

int measure(const Arguments& arguments) {
  std::string pattern = (fs::temp_directory_path() / "avow_bench_XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) return std::printf("no folder to work in\n"), 1;
  const fs::path folder = pattern;
  write_corpus(arguments, folder / "corpus.jsonl");
  const std::vector<std::string> read = {
      "read", (folder / "corpus.jsonl").string(), "-o", (folder / "ledger.db").string(), "--threads", "2"};
  const auto begin = Clock::now();
  if (wait_for(start(read, folder / "out.txt")) != 0)
    return std::printf("a run nobody disturbed failed\n"), 1;
  const auto whole = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - begin);
  const std::string undisturbed = told(folder);
  std::printf("an undisturbed run: %.2f s\n", static_cast<double>(whole.count()) * 1e-6);
  std::mt19937 random{arguments.seed};
  std::uniform_int_distribution<std::int64_t> moment{0, whole.count()};
  int kills = 0, ledgers = 0, bad = undisturbed.empty() ? 1 : 0;
  while (kills < arguments.kills && bad == 0) {
    remove_ledger(folder);
    ++ledgers;
    // Later and later, so that a machine that has become busy gets to the end too.
    double later = 1;
    for (bool killed = true; killed; later *= 1.02) {
      const pid_t child = start(read, folder / "out.txt");
      const auto after = static_cast<std::int64_t>(static_cast<double>(moment(random)) * later);
      std::this_thread::sleep_for(std::chrono::microseconds{after});
      ::kill(child, SIGKILL);
      const int status = wait_for(child);
      killed = WIFSIGNALED(status);
      kills += killed ? 1 : 0;
      if (!killed && status != 0) ++bad;
    }
    if (told(folder) != undisturbed) ++bad;
  }
  std::printf("%d kills, %d ledgers taken in to the end, %d of them not as undisturbed; %.0f s\n", kills,
              ledgers, bad, std::chrono::duration<double>(Clock::now() - begin).count());
  if (bad == 0) fs::remove_all(folder);
  return bad == 0 ? 0 : 1;
}

}  // namespace

int main(int count, char** values) {
  CLI::App app{"Whether ledgers survive being killed"};
  Arguments arguments;
  app.add_option("FILE", arguments.file, "texts")->required();
  app.add_option("--kills", arguments.kills, "so many")->check(CLI::Range(1, 1'000'000));
  app.add_option("--documents", arguments.documents, "so many");
  app.add_option("--words", arguments.words, "of each");
  app.add_option("--seed", arguments.seed, "of the moments");
  CLI11_PARSE(app, count, values);
  return measure(arguments);
}
