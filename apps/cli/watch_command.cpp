// `avow watch`: what appears in folders and feeds, into a ledger, as it appears. The only command that calls
// the network, and only the addresses it is given.
#include <algorithm>
#include <atomic>
#include <charconv>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <ctime>
#include <map>
#include <thread>

#include <fmt/format.h>

#include "avow/base/limits.hpp"
#include "avow/source/fetch.hpp"
#include "avow/store/open.hpp"
#include "command.hpp"
#include "read_run.hpp"

namespace avow::cli {
namespace {

namespace fs = std::filesystem;

constexpr auto kExamples = R"(Examples:
  avow watch incoming/ -o ledger.db
  avow watch https://example.org/feed.xml incoming/ -o ledger.db --every 30m
  avow watch https://example.org/feed.xml -o ledger.db --once     for cron
)";

std::atomic<bool> stopped{false};

void stop_watching(int /*signal*/) {
  stopped = true;
}

std::int64_t now_s() {
  return static_cast<std::int64_t>(std::time(nullptr));
}

struct WatchArguments {
  ReadArguments read;
  std::string every = "15m";
  bool once = false;
};

// "90s", "15m", "2h".
Result<std::int64_t> seconds_of(const std::string& text) {
  std::int64_t number = 0;
  const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), number);
  const std::string_view unit{end, static_cast<std::size_t>(text.data() + text.size() - end)};
  const std::int64_t factor = unit == "s" ? 1 : unit == "m" ? 60 : unit == "h" ? 3600 : 0;
  if (status != std::errc{} || factor == 0 || number < 1 || number > kLongestFeedWait_s / factor) {
    return Error{ErrorCode::usage,
                 fmt::format("--every {}: a time such as 90s, 15m or 2h, up to a day", text), ""};
  }
  return number * factor;
}

// The folders and feeds that are looked at again and again, and what is known of them.
class Watch {
 public:
  Watch(const WatchArguments& arguments, const pipeline::Pipeline& pipeline, std::int64_t every_s)
      : arguments_(arguments), pipeline_(pipeline), every_s_(every_s) {
    for (const std::string& path : arguments.read.paths) {
      (source::is_web_address(path) ? feeds_ : folders_).push_back(path);
    }
  }

  // Looks at everything that is due and reads what is new; the exit code of a run.
  int round() {
    pipeline::ReadPlan plan;
    plan.inputs = folders_.empty() ? source::InputList{} : source::list_inputs(folders_);
    std::map<std::string, FileState> seen;
    std::erase_if(plan.inputs.inputs, [&](const source::Input& input) { return !is_new(input, seen); });
    fetches_.clear();
    if (const auto fetched = fetch_due(plan.inputs.inputs); !fetched) return fail(fetched.error());
    const bool folder_trouble = !plan.inputs.problems.empty() && first_;
    first_ = false;
    if (plan.inputs.inputs.empty() && fetches_.empty() && !folder_trouble) return kExitDone;
    const int done = read(plan);
    // Only what is safely in the ledger need not be looked at again.
    if (done == kExitDone || done == kExitPartly) files_ = std::move(seen);
    return done;
  }

  [[nodiscard]] std::int64_t seconds_to_next(std::int64_t now) const {
    std::int64_t next = folders_.empty() ? every_s_ : std::min(every_s_, kFolderPoll_s);
    for (const auto& [feed, due] : due_) next = std::min(next, std::max<std::int64_t>(due - now, 1));
    return next;
  }

 private:
  struct FileState {
    fs::file_time_type changed;
    std::uintmax_t size = 0;
    bool operator==(const FileState&) const = default;
  };
  struct Fetch {
    std::string address;
    source::FeedState state;
    std::optional<Error> error;
  };

  // Whether a file is not as it was when it was read last. One that may still be written waits a round.
  bool is_new(const source::Input& input, std::map<std::string, FileState>& seen) const {
    std::error_code failure;
    const FileState state{fs::last_write_time(input.path, failure), fs::file_size(input.path, failure)};
    if (failure) return true;  // reading says what is wrong
    const bool settled = fs::file_time_type::clock::now() - state.changed > std::chrono::seconds{1};
    if (!settled && !arguments_.once) return false;
    const std::string path = input.path.string();
    seen[path] = state;
    const auto known = files_.find(path);
    return known == files_.end() || !(known->second == state);
  }

  static std::string key_of(const std::string& address) { return "feed " + address; }

  Result<void> fetch_due(std::vector<source::Input>& inputs) {
    if (feeds_.empty()) return {};
    const auto store = store::open_ledger(arguments_.read.ledger, store::Access::write);
    if (!store) return store.error();
    for (const std::string& address : feeds_) {
      const auto kept = (*store)->kept(key_of(address));
      if (!kept) return kept.error();
      source::FeedState state = source::FeedState::parse(*kept);
      if (!state.due(now_s())) {
        due_[address] = state.next_s;
        continue;
      }
      auto got = source::fetch(address, state);
      state.note(got, address, now_s(), every_s_);
      due_[address] = state.next_s;
      fetches_.push_back({address, state, got ? std::nullopt : std::optional{got.error()}});
      if (got && got->status == 200) inputs.push_back({address, std::move(got->body)});
    }
    return {};
  }

  int read(pipeline::ReadPlan& plan) {
    ReadRun run{arguments_.read, plan.inputs.inputs};
    if (const auto opened = run.open_ledger(); !opened) return fail(opened.error());
    for (const Error& error : plan.inputs.problems) run.problem(error.place, error);
    for (const Fetch& each : fetches_) {
      // Kept apart from what is wrong with a feed's entries: a later answer clears it, new or not.
      const std::string input = "fetching " + each.address;
      if (each.error) run.problem(input, *each.error);
      run.ingestion()->end_input(input);
    }
    plan.threads = threads_of(arguments_.read);
    plan.options.given.publisher = arguments_.read.publisher;
    plan.with_originals = !arguments_.read.no_originals;
    pipeline::ReadCallbacks callbacks;
    callbacks.skip = [&](const std::string& id) { return run.ingestion()->knows(id); };
    callbacks.finish = [&](Document& document) { return run.ingestion()->keep_original(document); };
    callbacks.deliver = [&](pipeline::ReadItem item) { return run.take(std::move(item)) && !stopped; };
    pipeline::read_all(pipeline_, plan, callbacks);
    const int done = run.finish();
    if (done != kExitDone && done != kExitPartly) return done;
    if (stopped) return done;  // a feed that was cut short is fetched again
    for (const Fetch& each : fetches_) {
      const auto kept = run.ingestion()->store().keep(key_of(each.address), each.state.to_string());
      if (!kept) return fail(kept.error());
    }
    return done;
  }

  const WatchArguments& arguments_;
  const pipeline::Pipeline& pipeline_;
  std::int64_t every_s_;
  std::vector<std::string> folders_, feeds_;
  std::map<std::string, FileState> files_;   // as they were when they were read
  std::map<std::string, std::int64_t> due_;  // feeds: when to ask again
  std::vector<Fetch> fetches_;               // of this round
  bool first_ = true;
};

int watch(const WatchArguments& arguments) {
  const auto every = seconds_of(arguments.every);
  if (!every) return fail(every.error());
  for (const std::string& path : arguments.read.paths) {
    if (path.find("://") != std::string::npos && !source::is_web_address(path)) {
      return fail({ErrorCode::usage, "only http and https addresses are fetched", path});
    }
  }
  const auto made = make_pipeline(arguments.read.data);
  if (!made) return fail(made.error());
  Watch watching{arguments, *made, *every};
  std::signal(SIGINT, &stop_watching);
  std::signal(SIGTERM, &stop_watching);
  for (;;) {
    const int done = watching.round();
    if (arguments.once || done == kExitFailed || done == kExitUsage || stopped) return done;
    const auto until =
        std::chrono::steady_clock::now() + std::chrono::seconds{watching.seconds_to_next(now_s())};
    while (!stopped && std::chrono::steady_clock::now() < until) {
      std::this_thread::sleep_for(std::chrono::milliseconds{100});
    }
    if (stopped) return kExitDone;
  }
}

}  // namespace

void add_watch_command(CLI::App& app, int& exit_code) {
  auto arguments = std::make_shared<WatchArguments>();
  CLI::App* command = app.add_subcommand("watch", "Read what appears in folders and feeds into a ledger");
  command->footer(kExamples);
  command->add_option("PATH", arguments->read.paths, "folders, files, and addresses of feeds")->required();
  command->add_option("-o,--ledger", arguments->read.ledger, "the ledger, which is made if need be")
      ->type_name("LEDGER")
      ->required();
  command->add_option("--every", arguments->every, "how often feeds are asked: 90s, 15m (the usual), 2h")
      ->type_name("TIME");
  command->add_flag("--once", arguments->once, "look once, and end");
  command->add_option("--publisher", arguments->read.publisher, "who published the texts")->type_name("NAME");
  command->add_flag("--no-originals", arguments->read.no_originals,
                    "do not keep the documents' own bytes in LEDGER.originals");
  command
      ->add_option("--threads", arguments->read.threads,
                   "coding threads (one for each processor when not given)")
      ->type_name("N")
      ->check(CLI::Range(1, 256));
  add_data_options(*command, arguments->read.data);
  command->callback([arguments, &exit_code] { exit_code = watch(*arguments); });
}

}  // namespace avow::cli
