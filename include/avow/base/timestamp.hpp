// Time stamps (RFC 3161): a request that a time-stamping authority answers with proof that a hash existed by
// then. avow writes the request; sending it is the user's to do.
#pragma once

#include <string>
#include <string_view>

#include "avow/base/result.hpp"

namespace avow {

// TimeStampReq in DER over this SHA-256 (64 hexadecimal digits), with a random nonce, asking for the
// authority's certificate. usage when it is no such hash.
[[nodiscard]] Result<std::string> timestamp_request(std::string_view sha256_hex);

}  // namespace avow
