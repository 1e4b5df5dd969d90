// Hashing: SHA-256 (OpenSSL) where identity must be provable, XXH3 where it must only be fast.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace avow {

// Lower-case hexadecimal SHA-256 of the bytes (64 characters).
[[nodiscard]] std::string sha256_hex(std::string_view bytes);
// XXH3, 64 bits, seeded; stable across platforms.
[[nodiscard]] std::uint64_t fast_hash(std::string_view bytes, std::uint64_t seed = 0);

}  // namespace avow
