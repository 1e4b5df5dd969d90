#include "listener.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstring>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>

#include <arpa/inet.h>
#include <fcntl.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "avow/base/error_code.hpp"
#include "avow/base/strings.hpp"

namespace avow::server {
namespace {

constexpr unsigned kSlowThreads = 4;

// One request while it is under way.
struct Call {
  Request request;
  bool too_large = false, suspended = false, answered = false;
  Response response;
};

// Runs slow requests beside the threads of the socket.
class SlowLane {
 public:
  SlowLane() {
    for (unsigned i = 0; i < kSlowThreads; ++i) threads_.emplace_back([this] { run(); });
  }
  ~SlowLane() { stop(); }
  SlowLane(const SlowLane&) = delete;
  SlowLane& operator=(const SlowLane&) = delete;

  void add(std::function<void()> job) {
    {
      const std::lock_guard lock{mutex_};
      jobs_.push_back(std::move(job));
    }
    ready_.notify_one();
  }
  // After all that was added is done.
  void stop() {
    {
      const std::lock_guard lock{mutex_};
      stopping_ = true;
    }
    ready_.notify_all();
    for (std::thread& each : threads_) {
      if (each.joinable()) each.join();
    }
  }

 private:
  void run() {
    for (;;) {
      std::function<void()> job;
      {
        std::unique_lock lock{mutex_};
        ready_.wait(lock, [this] { return stopping_ || !jobs_.empty(); });
        if (jobs_.empty()) return;
        job = std::move(jobs_.front());
        jobs_.pop_front();
      }
      job();
    }
  }

  std::mutex mutex_;
  std::condition_variable ready_;
  std::deque<std::function<void()>> jobs_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

std::string address_of(MHD_Connection* connection) {
  const MHD_ConnectionInfo* info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
  if (info == nullptr || info->client_addr == nullptr) return {};
  std::array<char, INET6_ADDRSTRLEN> text{};
  sockaddr_storage address{};
  if (info->client_addr->sa_family == AF_INET) {
    std::memcpy(&address, info->client_addr, sizeof(sockaddr_in));
    sockaddr_in in{};
    std::memcpy(&in, &address, sizeof in);
    ::inet_ntop(AF_INET, &in.sin_addr, text.data(), text.size());
  } else if (info->client_addr->sa_family == AF_INET6) {
    std::memcpy(&address, info->client_addr, sizeof(sockaddr_in6));
    sockaddr_in6 in{};
    std::memcpy(&in, &address, sizeof in);
    ::inet_ntop(AF_INET6, &in.sin6_addr, text.data(), text.size());
  }
  return text.data();
}

MHD_Result take_header(void* into, MHD_ValueKind /*kind*/, const char* name, const char* value) {
  auto& headers = *static_cast<std::map<std::string, std::string>*>(into);
  if (name != nullptr) headers[lower_ascii(name)] = value == nullptr ? "" : value;
  return MHD_YES;
}

MHD_Result take_query(void* into, MHD_ValueKind /*kind*/, const char* name, const char* value) {
  auto& query = *static_cast<std::map<std::string, std::string>*>(into);
  if (name != nullptr) query[name] = value == nullptr ? "" : value;
  return MHD_YES;
}

void drop_body(void* body) {
  delete static_cast<std::shared_ptr<const std::string>*>(body);  // NOLINT(cppcoreguidelines-owning-memory)
}

MHD_Response* response_of_file(const Response& answer) {
  const int file = ::open(answer.file.c_str(), O_RDONLY | O_CLOEXEC);
  struct stat status {};
  if (file < 0 || ::fstat(file, &status) != 0) {
    if (file >= 0) ::close(file);
    return nullptr;
  }
  if (answer.drop_file) ::unlink(answer.file.c_str());
  return MHD_create_response_from_fd64(static_cast<std::uint64_t>(status.st_size), file);
}

MHD_Response* response_of(const Response& answer) {
  if (!answer.file.empty()) return response_of_file(answer);
  if (answer.body == nullptr) {
    return MHD_create_response_from_buffer(0, nullptr, MHD_RESPMEM_PERSISTENT);
  }
  // The library keeps the body as long as it sends it; caches may drop theirs meanwhile.
  auto* kept =
      new std::shared_ptr<const std::string>(answer.body);  // NOLINT(cppcoreguidelines-owning-memory)
  MHD_Response* response = MHD_create_response_from_buffer_with_free_callback_cls(
      answer.body->size(), const_cast<char*>(answer.body->data()), drop_body, kept);  // NOLINT
  if (response == nullptr) drop_body(kept);
  return response;
}

}  // namespace

struct Listener::State {
  MHD_Daemon* daemon = nullptr;
  Handler handler;
  IsSlow slow;
  std::unique_ptr<SlowLane> lane = std::make_unique<SlowLane>();
  std::atomic<int> under_way{0};
  bool stopped = false;

  MHD_Result answer(MHD_Connection* connection, const Response& answer) const {
    MHD_Response* response = response_of(answer);
    if (response == nullptr) return MHD_NO;
    if (!answer.type.empty()) MHD_add_response_header(response, "Content-Type", answer.type.c_str());
    for (const auto& [name, value] : answer.headers) {
      MHD_add_response_header(response, name.c_str(), value.c_str());
    }
    const auto result = MHD_queue_response(connection, static_cast<unsigned>(answer.status), response);
    MHD_destroy_response(response);
    return result;
  }

  MHD_Result serve(MHD_Connection* connection, Call& call) {
    if (call.answered) return answer(connection, call.response);
    if (!slow(call.request)) return answer(connection, handler(call.request));
    if (!call.suspended) {
      call.suspended = true;
      MHD_suspend_connection(connection);
      lane->add([this, connection, &call] {
        call.response = handler(call.request);
        call.answered = true;
        MHD_resume_connection(connection);
      });
    }
    return MHD_YES;
  }

  static MHD_Result on_request(void* self, MHD_Connection* connection, const char* url, const char* method,
                               const char* /*version*/, const char* data, std::size_t* size, void** slot) {
    auto& state = *static_cast<State*>(self);
    if (*slot == nullptr) {
      auto call = std::make_unique<Call>();
      call->request.method = method;
      call->request.path = url;
      MHD_get_connection_values(connection, MHD_HEADER_KIND, take_header, &call->request.headers);
      MHD_get_connection_values(connection, MHD_GET_ARGUMENT_KIND, take_query, &call->request.query);
      call->request.remote = address_of(connection);
      ++state.under_way;
      *slot = call.release();
      return MHD_YES;
    }
    auto& call = *static_cast<Call*>(*slot);
    if (*size > 0) {
      call.too_large = call.too_large || call.request.body.size() + *size > kMaxBodySizeBytes;
      // What is beyond the limit is read and dropped, so that the answer can be sent.
      if (!call.too_large) call.request.body.append(data, *size);
      *size = 0;
      return MHD_YES;
    }
    if (call.too_large) call.request.body.assign(kMaxBodySizeBytes + 1, ' ');
    return state.serve(connection, call);
  }

  static void on_completed(void* self, MHD_Connection* /*connection*/, void** slot,
                           MHD_RequestTerminationCode /*why*/) {
    if (*slot == nullptr) return;
    const std::unique_ptr<Call> call{static_cast<Call*>(*slot)};
    *slot = nullptr;
    --static_cast<State*>(self)->under_way;
  }
};

namespace {

// The address in the form the library wants; family 0 when it is none.
struct Address {
  int family = 0;
  sockaddr_in in{};
  sockaddr_in6 in6{};
};

Address parse_address(const std::string& bind, std::uint16_t port) {
  Address out;
  const std::string text = bind == "localhost" ? "127.0.0.1" : bind;
  if (::inet_pton(AF_INET, text.c_str(), &out.in.sin_addr) == 1) {
    out.family = AF_INET;
    out.in.sin_family = AF_INET;
    out.in.sin_port = htons(port);
  } else if (::inet_pton(AF_INET6, text.c_str(), &out.in6.sin6_addr) == 1) {
    out.family = AF_INET6;
    out.in6.sin6_family = AF_INET6;
    out.in6.sin6_port = htons(port);
  }
  return out;
}

}  // namespace

bool is_loopback(const std::string& address) {
  return address == "localhost" || address == "::1" || address.starts_with("127.");
}

Result<std::unique_ptr<Listener>> Listener::start(const ListenOptions& options, Handler handler,
                                                  IsSlow slow) {
  auto state = std::make_unique<State>();
  state->handler = std::move(handler);
  state->slow = std::move(slow);
  const Address address = parse_address(options.bind, options.port);
  const std::string place = options.bind + ":" + std::to_string(options.port);
  if (address.family == 0) return Error{ErrorCode::bind_failed, "it is no IP address", place};
  unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ITC;
  if (address.family == AF_INET6) flags |= MHD_USE_IPv6;
  std::vector<MHD_OptionItem> items = {
      {MHD_OPTION_CONNECTION_LIMIT, kMaxConnections, nullptr},
      {MHD_OPTION_CONNECTION_TIMEOUT, kIdleTimeout_s, nullptr},
      {MHD_OPTION_CONNECTION_MEMORY_LIMIT, static_cast<std::intptr_t>(kMaxHeaderSizeBytes), nullptr},
      {MHD_OPTION_THREAD_POOL_SIZE, static_cast<std::intptr_t>(std::max(options.threads, 1U)), nullptr},
      {MHD_OPTION_LISTEN_BACKLOG_SIZE, kMaxConnections, nullptr},
      {MHD_OPTION_LISTENING_ADDRESS_REUSE, 1, nullptr}};
  if (!options.tls_cert.empty()) {
    flags |= MHD_USE_TLS;
    items.push_back({MHD_OPTION_HTTPS_MEM_CERT, 0, const_cast<char*>(options.tls_cert.c_str())});  // NOLINT
    items.push_back({MHD_OPTION_HTTPS_MEM_KEY, 0, const_cast<char*>(options.tls_key.c_str())});    // NOLINT
  }
  items.push_back({MHD_OPTION_END, 0, nullptr});
  const void* socket_address = address.family == AF_INET ? static_cast<const void*>(&address.in)
                                                         : static_cast<const void*>(&address.in6);
  state->daemon =
      MHD_start_daemon(flags, options.port, nullptr, nullptr, &State::on_request, state.get(),
                       MHD_OPTION_NOTIFY_COMPLETED, &State::on_completed, state.get(), MHD_OPTION_SOCK_ADDR,
                       socket_address, MHD_OPTION_ARRAY, items.data(), MHD_OPTION_END);
  if (state->daemon == nullptr) return Error{ErrorCode::bind_failed, "", place};
  return std::unique_ptr<Listener>{new Listener{std::move(state)}};
}

Listener::Listener(std::unique_ptr<State> state) : state_(std::move(state)) {}

Listener::~Listener() {
  stop();
}

std::uint16_t Listener::port() const {
  const MHD_DaemonInfo* info = MHD_get_daemon_info(state_->daemon, MHD_DAEMON_INFO_BIND_PORT);
  return info == nullptr ? std::uint16_t{0} : info->port;
}

void Listener::stop() {
  if (std::exchange(state_->stopped, true)) return;
  const MHD_socket socket = MHD_quiesce_daemon(state_->daemon);
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds{kStopTimeout_s};
  while (state_->under_way > 0 && std::chrono::steady_clock::now() < until) {
    std::this_thread::sleep_for(std::chrono::milliseconds{5});
  }
  state_->lane->stop();
  MHD_stop_daemon(state_->daemon);
  if (socket != MHD_INVALID_SOCKET) ::close(socket);
}

}  // namespace avow::server
