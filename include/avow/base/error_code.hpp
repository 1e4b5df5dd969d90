// The one numbered catalogue of errors and diagnostics. Each line of error_codes.def is a code with its
// number, what happened and what the user can do; docs/errors.md lists them all (a test compares).
#pragma once

#include <string_view>

namespace avow {

enum class ErrorCode {
#define AVOW_ERROR(name, number, meaning, remedy) name,
#include "avow/base/error_codes.def"
#undef AVOW_ERROR
};

// "AVW-1001": stable across versions; never reused.
[[nodiscard]] std::string_view error_number(ErrorCode code);
// The catalogue's one-line meaning.
[[nodiscard]] std::string_view error_meaning(ErrorCode code);
// What the user can do about it.
[[nodiscard]] std::string_view error_remedy(ErrorCode code);

}  // namespace avow
