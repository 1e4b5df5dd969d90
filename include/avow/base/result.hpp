// Result<T>: the outcome of anything that can fail for an expected reason (bad input, missing file,
// full disk). A bug is an assert; an expected failure is a Result. The library never throws across a
// floor, never prints and never exits.
//
//   Result<std::string> bytes = read_file(path);
//   if (!bytes) return bytes.error();       // an Error converts to any Result<U>
//   use(*bytes);
//
// Threads: values, free to move between threads.
#pragma once

#include <cassert>
#include <string>
#include <utility>
#include <variant>

#include "avow/base/error_code.hpp"

namespace avow {

// What went wrong, where, in words for a person. `place` is a file, file:line or document uri.
struct Error {
  ErrorCode code = ErrorCode::internal;
  std::string message;
  std::string place;
  std::string uri{};  // of the document, where it is known and is not the place

  // "AVW-1001 FILE: message (what to do)", one line.
  [[nodiscard]] std::string to_string() const;
};

template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value)
      : state_(std::in_place_index<0>, std::move(value)) {}  // NOLINT(google-explicit-constructor)
  Result(Error error)
      : state_(std::in_place_index<1>, std::move(error)) {}  // NOLINT(google-explicit-constructor)

  [[nodiscard]] bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }

  [[nodiscard]] T& value() & {
    assert(ok());
    return *std::get_if<0>(&state_);
  }
  [[nodiscard]] const T& value() const& {
    assert(ok());
    return *std::get_if<0>(&state_);
  }
  [[nodiscard]] T&& value() && {
    assert(ok());
    return std::move(*std::get_if<0>(&state_));
  }
  [[nodiscard]] T& operator*() & { return value(); }
  [[nodiscard]] const T& operator*() const& { return value(); }
  [[nodiscard]] T&& operator*() && { return std::move(*this).value(); }
  [[nodiscard]] T* operator->() { return &value(); }
  [[nodiscard]] const T* operator->() const { return &value(); }

  [[nodiscard]] const Error& error() const {
    assert(!ok());
    return *std::get_if<1>(&state_);
  }

 private:
  std::variant<T, Error> state_;
};

// Result<void> holds nothing but success or an Error.
template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : error_(std::move(error)), ok_(false) {}  // NOLINT(google-explicit-constructor)

  [[nodiscard]] bool ok() const { return ok_; }
  explicit operator bool() const { return ok_; }
  [[nodiscard]] const Error& error() const {
    assert(!ok_);
    return error_;
  }

 private:
  Error error_;
  bool ok_ = true;
};

}  // namespace avow
