#include <memory>

#include <zstd.h>

#include "avow/base/limits.hpp"
#include "store/packing.hpp"

namespace avow::store {
namespace {

// A document's text and everything that is kept of it.
constexpr std::size_t kMostBytes = 16 * kMaxDocumentSizeBytes;

}  // namespace

std::string compress(std::string_view bytes, int level) {
  using Context = std::unique_ptr<ZSTD_CCtx, std::size_t (*)(ZSTD_CCtx*)>;
  thread_local const Context context{ZSTD_createCCtx(), ZSTD_freeCCtx};
  ZSTD_CCtx_setParameter(context.get(), ZSTD_c_compressionLevel, level);
  ZSTD_CCtx_setParameter(context.get(), ZSTD_c_checksumFlag, 1);
  std::string packed(ZSTD_compressBound(bytes.size()), '\0');
  const std::size_t size =
      ZSTD_compress2(context.get(), packed.data(), packed.size(), bytes.data(), bytes.size());
  packed.resize(ZSTD_isError(size) != 0 ? 0 : size);
  return packed;
}

std::optional<std::string> decompress(std::string_view packed) {
  using Context = std::unique_ptr<ZSTD_DCtx, std::size_t (*)(ZSTD_DCtx*)>;
  thread_local const Context context{ZSTD_createDCtx(), ZSTD_freeDCtx};
  const auto size = ZSTD_getFrameContentSize(packed.data(), packed.size());
  if (size == ZSTD_CONTENTSIZE_UNKNOWN || size == ZSTD_CONTENTSIZE_ERROR || size > kMostBytes)
    return std::nullopt;
  std::string bytes(size, '\0');
  const std::size_t done =
      ZSTD_decompressDCtx(context.get(), bytes.data(), bytes.size(), packed.data(), packed.size());
  if (ZSTD_isError(done) != 0 || done != bytes.size()) return std::nullopt;
  return bytes;
}

}  // namespace avow::store
