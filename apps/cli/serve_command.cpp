// `avow serve` and `avow users`: the ledger in a browser, and who may see it.
#include <array>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <thread>

#include <termios.h>
#include <unistd.h>

#include "app.hpp"
#include "avow/base/file.hpp"
#include "avow/base/strings.hpp"
#include "avow/store/open.hpp"
#include "command.hpp"
#include "listener.hpp"

namespace avow::cli {
namespace {

namespace fs = std::filesystem;

struct ServeArguments {
  std::string ledger = kUsualLedger;
  std::string bind = "127.0.0.1";
  std::uint16_t port = 8080;
  std::string users, tls_cert, tls_key, web, name;
  std::vector<std::string> hosts;
  bool behind_proxy = false;
  unsigned threads = 4;
  DataArguments data;
};

constexpr auto kServeExamples = R"(Examples:
  avow serve ledger.db                                  for you, on this machine: http://127.0.0.1:8080
  avow serve ledger.db --as "Mira Oss"                  your reviews are Mira Oss's
  avow users add mira --role reviewer --users users.txt
  avow serve ledger.db --users users.txt --bind 0.0.0.0 --tls-cert cert.pem --tls-key key.pem
)";

constexpr std::size_t kMaxPemSizeBytes = 1U << 20U;

// Beside the program after a build, or after an install.
fs::path find_web_folder(const std::string& given) {
  if (!given.empty()) return given;
  std::error_code failure;
  const fs::path program = fs::read_symlink("/proc/self/exe", failure).parent_path();
  for (const char* place : {"../web", "../share/avow/web"}) {
    if (fs::exists(program / place / "index.html", failure))
      return fs::weakly_canonical(program / place, failure);
  }
  return {};
}

// Who may reach the address from elsewhere must sign in, and nobody on the way may listen.
Result<void> check_safety(const ServeArguments& arguments) {
  const bool tls = !arguments.tls_cert.empty() && !arguments.tls_key.empty();
  if (arguments.tls_cert.empty() != arguments.tls_key.empty()) {
    return Error{ErrorCode::usage, "--tls-cert and --tls-key go together", ""};
  }
  if (server::is_loopback(arguments.bind) && !arguments.behind_proxy) return {};
  if (arguments.users.empty()) return Error{ErrorCode::bind_unsafe, "it needs --users", arguments.bind};
  if (!tls && !arguments.behind_proxy) {
    return Error{ErrorCode::bind_unsafe, "it needs --tls-cert and --tls-key, or --behind-proxy",
                 arguments.bind};
  }
  return {};
}

std::string local_name(const ServeArguments& arguments) {
  if (!arguments.name.empty()) return arguments.name;
  const char* user = std::getenv("USER");
  return user != nullptr && *user != '\0' ? user : "local reviewer";
}

Result<server::AppOptions> app_options(const ServeArguments& arguments) {
  const auto folder = find_data_folder(arguments.data.data_folder);
  if (!folder) return folder.error();
  server::AppOptions options;
  options.ledger = arguments.ledger;
  options.data_folder = *folder;
  for (const std::string& file : arguments.data.registry_files) options.registry_files.emplace_back(file);
  options.web_folder = find_web_folder(arguments.web);
  options.users = arguments.users;
  options.local_name = local_name(arguments);
  options.version = AVOW_VERSION;
  options.secure = !arguments.tls_cert.empty() || arguments.behind_proxy;
  options.behind_proxy = arguments.behind_proxy;
  for (const std::string& host : arguments.hosts) options.hosts.push_back(lower_ascii(host));
  if (server::is_loopback(arguments.bind) && !arguments.behind_proxy) {
    for (const char* host : {"localhost", "127.0.0.1", "[::1]"}) options.hosts.emplace_back(host);
    options.hosts.push_back(arguments.bind);
  }
  return options;
}

Result<server::ListenOptions> listen_options(const ServeArguments& arguments) {
  server::ListenOptions options{arguments.bind, arguments.port, "", "", arguments.threads};
  if (arguments.tls_cert.empty()) return options;
  auto cert = system_files().read(arguments.tls_cert, kMaxPemSizeBytes);
  if (!cert) return cert.error();
  auto key = system_files().read(arguments.tls_key, kMaxPemSizeBytes);
  if (!key) return key.error();
  options.tls_cert = std::move(*cert);
  options.tls_key = std::move(*key);
  return options;
}

// Signals that end the server are taken by this thread alone; the others never see them.
class EndSignals {
 public:
  EndSignals() {
    ::sigemptyset(&set_);
    ::sigaddset(&set_, SIGTERM);
    ::sigaddset(&set_, SIGINT);
    ::pthread_sigmask(SIG_BLOCK, &set_, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
  }
  void wait() const {
    int signal = 0;
    ::sigwait(&set_, &signal);
  }

 private:
  sigset_t set_{};
};

int serve(const ServeArguments& arguments) {
  if (auto safe = check_safety(arguments); !safe) return fail(safe.error());
  auto options = app_options(arguments);
  if (!options) return fail(options.error());
  const auto listen = listen_options(arguments);
  if (!listen) return fail(listen.error());
  const EndSignals signals;
  auto app = server::App::make(std::move(*options));
  if (!app) return fail(app.error());
  server::App& served = **app;
  auto listener = server::Listener::start(
      *listen, [&](const server::Request& request) { return served.handle(request); },
      [&](const server::Request& request) { return served.is_slow(request); });
  if (!listener) return fail(listener.error());
  const std::string scheme = listen->tls_cert.empty() ? "http://" : "https://";
  const std::string host =
      arguments.bind.find(':') == std::string::npos ? arguments.bind : "[" + arguments.bind + "]";
  print("avow serves " + store::shown_place(arguments.ledger) + " at " + scheme + host + ":" +
        std::to_string((*listener)->port()) + "/\n");
  std::fflush(stdout);
  signals.wait();
  (*listener)->stop();
  print("avow has stopped\n");
  return kExitDone;
}

struct UsersArguments {
  std::string file = "users.txt", name, role = "viewer";
};

// Without showing it on a terminal; from standard input else.
Result<std::string> read_password() {
  termios before{};
  const bool terminal = ::isatty(STDIN_FILENO) == 1 && ::tcgetattr(STDIN_FILENO, &before) == 0;
  if (terminal) {
    std::fputs("Password: ", stderr);
    termios silent = before;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    ::tcsetattr(STDIN_FILENO, TCSANOW, &silent);
  }
  std::string password;
  std::getline(std::cin, password);
  if (terminal) {
    ::tcsetattr(STDIN_FILENO, TCSANOW, &before);
    std::fputs("\n", stderr);
  }
  if (password.empty()) return Error{ErrorCode::usage, "no password was given on standard input", ""};
  return password;
}

Result<server::Users> load_or_new(const std::string& file) {
  auto users = server::Users::load(file);
  if (!users && users.error().code == ErrorCode::file_not_found) return server::Users{};
  return users;
}

int add_user(const UsersArguments& arguments) {
  auto users = load_or_new(arguments.file);
  if (!users) return fail(users.error());
  const auto password = read_password();
  if (!password) return fail(password.error());
  const auto role = server::parse_role(arguments.role);
  if (auto done = users->add(arguments.name, role.value_or(server::Role::viewer), *password); !done) {
    return fail(done.error());
  }
  if (auto saved = users->save(arguments.file); !saved) return fail(saved.error());
  return print(arguments.name + " is a " + arguments.role + " now\n") ? kExitDone : kExitFailed;
}

int remove_user(const UsersArguments& arguments) {
  auto users = server::Users::load(arguments.file);
  if (!users) return fail(users.error());
  if (!users->remove(arguments.name))
    return fail({ErrorCode::usage, "there is no such user", arguments.name});
  if (auto saved = users->save(arguments.file); !saved) return fail(saved.error());
  return print(arguments.name + " is no user any more\n") ? kExitDone : kExitFailed;
}

int list_users(const UsersArguments& arguments) {
  const auto users = server::Users::load(arguments.file);
  if (!users) return fail(users.error());
  std::string out;
  for (const auto& [name, role] : users->list()) out += std::string{to_string(role)} + "\t" + name + "\n";
  return print(out) ? kExitDone : kExitFailed;
}

}  // namespace

void add_serve_command(CLI::App& app, int& exit_code) {
  auto arguments = std::make_shared<ServeArguments>();
  CLI::App* command = app.add_subcommand("serve", "Show the ledger in a browser");
  command->footer(kServeExamples);
  command->add_option("LEDGER", arguments->ledger,
                      "the ledger (ledger.db when not given): a file, or postgresql://...");
  command->add_option("--port", arguments->port, "port to listen on (8080); 0: any that is free");
  command->add_option("--bind", arguments->bind, "address to listen on (127.0.0.1)")->type_name("ADDRESS");
  command->add_option("--users", arguments->users, "file of users, made by avow users; they must sign in")
      ->type_name("FILE");
  command->add_option("--tls-cert", arguments->tls_cert, "certificate chain (PEM)")->type_name("FILE");
  command->add_option("--tls-key", arguments->tls_key, "private key (PEM)")->type_name("FILE");
  command->add_flag("--behind-proxy", arguments->behind_proxy,
                    "a proxy in front does TLS and says who asks in X-Forwarded-For");
  command->add_option("--host", arguments->hosts, "a name by which browsers may call the server")
      ->allow_extra_args(false)
      ->type_name("NAME");
  command->add_option("--as", arguments->name, "without --users: whose reviews they are (else $USER)")
      ->type_name("NAME");
  command->add_option("--web", arguments->web, "folder of the built web app (else beside the program)")
      ->type_name("DIR");
  command->add_option("--threads", arguments->threads, "threads that answer (4)")->check(CLI::Range(1, 64));
  add_data_options(*command, arguments->data);
  command->callback([arguments, &exit_code] { exit_code = serve(*arguments); });
}

void add_users_command(CLI::App& app, int& exit_code) {
  auto arguments = std::make_shared<UsersArguments>();
  CLI::App* command = app.add_subcommand("users", "Say who may sign in to avow serve");
  command->footer("Examples:\n  avow users add mira --role reviewer\n  avow users list --users users.txt\n");
  command->require_subcommand(1);
  const auto add = [&](const char* name, const char* what, bool named, int (*run)(const UsersArguments&)) {
    CLI::App* inner = command->add_subcommand(name, what);
    if (named) inner->add_option("NAME", arguments->name, "the user's name")->required();
    inner->add_option("--users", arguments->file, "the file (users.txt)")->type_name("FILE");
    inner->callback([arguments, run, &exit_code] { exit_code = run(*arguments); });
    return inner;
  };
  add("add", "Add a user, or give one another role or password (asked for, or from standard input)", true,
      add_user)
      ->add_option("--role", arguments->role, "viewer, reviewer or admin (viewer)")
      ->check(CLI::IsMember({"viewer", "reviewer", "admin"}))
      ->type_name("ROLE");
  add("remove", "Remove a user", true, remove_user);
  add("list", "List users with their roles", false, list_users);
}

}  // namespace avow::cli
