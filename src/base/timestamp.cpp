#include "avow/base/timestamp.hpp"

#include <array>
#include <memory>

#include <openssl/bn.h>
#include <openssl/rand.h>
#include <openssl/ts.h>

namespace avow {
namespace {

constexpr std::size_t kHashBytes = 32;
constexpr std::size_t kNonceBytes = 8;

using Request = std::unique_ptr<TS_REQ, decltype(&TS_REQ_free)>;
using Imprint = std::unique_ptr<TS_MSG_IMPRINT, decltype(&TS_MSG_IMPRINT_free)>;
using Algorithm = std::unique_ptr<X509_ALGOR, decltype(&X509_ALGOR_free)>;
using Integer = std::unique_ptr<ASN1_INTEGER, decltype(&ASN1_INTEGER_free)>;
using Number = std::unique_ptr<BIGNUM, decltype(&BN_free)>;

int digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

bool read_hash(std::string_view hex, std::array<unsigned char, kHashBytes>& hash) {
  if (hex.size() != 2 * kHashBytes) return false;
  for (std::size_t i = 0; i < kHashBytes; ++i) {
    const int high = digit(hex[2 * i]), low = digit(hex[2 * i + 1]);
    if (high < 0 || low < 0) return false;
    hash[i] = static_cast<unsigned char>(16 * high + low);
  }
  return true;
}

bool set_imprint(TS_REQ* request, std::array<unsigned char, kHashBytes>& hash) {
  const Imprint imprint{TS_MSG_IMPRINT_new(), TS_MSG_IMPRINT_free};
  const Algorithm algorithm{X509_ALGOR_new(), X509_ALGOR_free};
  return imprint && algorithm &&
         X509_ALGOR_set0(algorithm.get(), OBJ_nid2obj(NID_sha256), V_ASN1_NULL, nullptr) == 1 &&
         TS_MSG_IMPRINT_set_algo(imprint.get(), algorithm.get()) == 1 &&
         TS_MSG_IMPRINT_set_msg(imprint.get(), hash.data(), static_cast<int>(hash.size())) == 1 &&
         TS_REQ_set_msg_imprint(request, imprint.get()) == 1;
}

bool set_nonce(TS_REQ* request) {
  std::array<unsigned char, kNonceBytes> bytes{};
  if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1) return false;
  const Number number{BN_bin2bn(bytes.data(), static_cast<int>(bytes.size()), nullptr), BN_free};
  if (!number) return false;
  const Integer nonce{BN_to_ASN1_INTEGER(number.get(), nullptr), ASN1_INTEGER_free};
  return nonce && TS_REQ_set_nonce(request, nonce.get()) == 1;
}

}  // namespace

Result<std::string> timestamp_request(std::string_view sha256_hex) {
  std::array<unsigned char, kHashBytes> hash{};
  if (!read_hash(sha256_hex, hash))
    return Error{ErrorCode::usage, "not a SHA-256 in hexadecimal digits", std::string{sha256_hex}};
  const Request request{TS_REQ_new(), TS_REQ_free};
  const bool made = request && TS_REQ_set_version(request.get(), 1) == 1 &&
                    set_imprint(request.get(), hash) && set_nonce(request.get()) &&
                    TS_REQ_set_cert_req(request.get(), 1) == 1;
  const int size = made ? i2d_TS_REQ(request.get(), nullptr) : 0;
  if (size <= 0) return Error{ErrorCode::internal, "OpenSSL made no time-stamp request", ""};
  std::string out(static_cast<std::size_t>(size), '\0');
  auto* at = reinterpret_cast<unsigned char*>(out.data());
  i2d_TS_REQ(request.get(), &at);
  return out;
}

}  // namespace avow
