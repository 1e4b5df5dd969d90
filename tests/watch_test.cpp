// `avow watch` against a small HTTP server of the test's own: what it asks, how often, and what it takes.
#include <atomic>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <thread>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "program.hpp"

namespace avow::tests {
namespace {

// Answers every request with what it was last told, and remembers the requests.
class Server {
 public:
  Server() {
    ::setenv("no_proxy", "127.0.0.1", 1);
    socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    EXPECT_EQ(::bind(socket_, reinterpret_cast<sockaddr*>(&address), size), 0);
    EXPECT_EQ(::listen(socket_, 8), 0);
    ::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread{[this] { serve(); }};
  }
  ~Server() {
    ::shutdown(socket_, SHUT_RDWR);
    thread_.join();
    ::close(socket_);
  }
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  void answer(const std::string& head, const std::string& body = "") {
    const std::lock_guard lock{mutex_};
    answer_ = fmt::format("HTTP/1.1 {}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{}", head,
                          body.size(), body);
  }
  [[nodiscard]] std::vector<std::string> requests() const {
    const std::lock_guard lock{mutex_};
    return requests_;
  }
  [[nodiscard]] std::string address() const { return fmt::format("http://127.0.0.1:{}/feed.xml", port_); }

 private:
  void serve() {
    for (;;) {
      const int client = ::accept4(socket_, nullptr, nullptr, SOCK_CLOEXEC);
      if (client < 0) return;
      std::string request(4096, '\0');
      const auto got = ::recv(client, request.data(), request.size(), 0);
      request.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
      std::string answer;
      {
        const std::lock_guard lock{mutex_};
        requests_.push_back(request);
        answer = answer_;
      }
      for (std::size_t sent = 0; sent < answer.size();) {
        const auto put = ::send(client, answer.data() + sent, answer.size() - sent, MSG_NOSIGNAL);
        if (put <= 0) break;
        sent += static_cast<std::size_t>(put);
      }
      ::close(client);
    }
  }

  int socket_ = -1;
  int port_ = 0;
  mutable std::mutex mutex_;
  std::string answer_;
  std::vector<std::string> requests_;
  std::thread thread_;
};

std::string feed(int entries) {
  std::string out = "<rss><channel><title>The Vale Post</title>";
  for (int i = 1; i <= entries; ++i) {
    out += fmt::format(
        "<item><title>Bridge {0}</title><link>https://vale.example/{0}</link><description>The mayor "
        "of Port Vale said on Friday that bridge {0} will stay open.</description></item>",
        i);
  }
  return out + "</channel></rss>";
}

bool holds(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

void pause() {
  std::this_thread::sleep_for(std::chrono::milliseconds{1100});
}

class Watching : public testing::Test {
 protected:
  Outcome watch() { return run_avow({"watch", server_.address(), "-o", ledger_, "--once", "--every", "1s"}); }

  TestFolder folder_;
  Server server_;
  std::string ledger_ = folder_ / "ledger.db";
};

TEST_F(Watching, AFeedIsAskedForWhatIsNewOnly) {
  server_.answer("200 OK\r\nETag: \"one\"\r\nLast-Modified: Fri, 02 May 2031 10:00:00 GMT", feed(2));
  const Outcome first = watch();
  EXPECT_EQ(first.exit_code, 0) << first.errors;
  EXPECT_TRUE(holds(first.errors, " 2 documents added")) << first.errors;
  EXPECT_FALSE(holds(server_.requests().at(0), "If-None-Match"));
  pause();
  server_.answer("304 Not Modified");
  EXPECT_TRUE(holds(watch().errors, " 0 documents added"));
  ASSERT_EQ(server_.requests().size(), 2U);
  EXPECT_TRUE(holds(server_.requests().at(1), "If-None-Match: \"one\"")) << server_.requests().at(1);
  EXPECT_TRUE(holds(server_.requests().at(1), "If-Modified-Since: Fri, 02 May 2031 10:00:00 GMT"));
  pause();
  server_.answer("200 OK\r\nETag: \"two\"", feed(3));
  EXPECT_TRUE(holds(watch().errors, " 1 documents added, 2 were in it already"));
}

TEST_F(Watching, AServerThatAsksForPatienceIsLeftAlone) {
  server_.answer("503 Busy\r\nRetry-After: 3600");
  const Outcome refused = watch();
  EXPECT_EQ(refused.exit_code, 1);
  EXPECT_TRUE(holds(refused.errors, "AVW-1031 " + server_.address())) << refused.errors;
  pause();
  EXPECT_EQ(watch().exit_code, 0);
  EXPECT_EQ(server_.requests().size(), 1U) << "it was asked again before its time";
  EXPECT_TRUE(holds(run_avow({"problems", ledger_}).output, "AVW-1031 " + server_.address()));
}

TEST_F(Watching, WhatIsNoFeedOrTooMuchIsAProblemUntilItIsMended) {
  server_.answer("200 OK", "<html><body>Moved</body></html>");
  EXPECT_EQ(watch().exit_code, 1);
  pause();
  server_.answer("302 Found\r\nLocation: file:///etc/hostname");
  const Outcome redirected = watch();
  EXPECT_TRUE(holds(redirected.errors, "AVW-1030 ")) << redirected.errors;
  pause();
  pause();
  server_.answer("200 OK", std::string(9U << 20U, 'x'));
  EXPECT_TRUE(holds(watch().errors, "AVW-1003 "));
  std::this_thread::sleep_for(std::chrono::milliseconds{2500});  // twice as long after each failure
  server_.answer("200 OK", feed(1));
  EXPECT_EQ(watch().exit_code, 0);
  EXPECT_EQ(run_avow({"problems", ledger_}).output, "Everything could be read.\n");
  EXPECT_EQ(run_avow({"watch", "file:///etc/hostname", "-o", ledger_, "--once"}).exit_code, 2);
}

TEST(WatchingFolders, WhatAppearsIsReadAndASignalEndsIt) {
  const TestFolder folder;
  const std::string ledger = folder / "ledger.db";
  static_cast<void>(folder.write("in/a.txt", "The mayor of Port Vale said that bridge 1 will stay open.\n"));
  const pid_t child = start_avow({"watch", folder / "in", "-o", ledger, "--every", "1s"}, folder);
  const auto wait_for = [&](std::string_view words) {
    for (int i = 0; i < 300; ++i) {
      if (holds(run_avow({"search", "--ledger", ledger, "mayor"}).output, words)) return true;
      std::this_thread::sleep_for(std::chrono::milliseconds{100});
    }
    return false;
  };
  EXPECT_TRUE(wait_for("bridge 1"));
  static_cast<void>(folder.write("in/b.txt", "The mayor of Port Vale said that bridge 2 will stay open.\n"));
  EXPECT_TRUE(wait_for("bridge 2"));
  ::kill(child, SIGTERM);
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

}  // namespace
}  // namespace avow::tests
