#include "text/segmenter.hpp"

#include <cstring>

#include <fmt/format.h>

#include "avow/base/file.hpp"
#include "avow/base/hash.hpp"

namespace avow::text {
namespace {

// "AVOWSEG" and the version of the features; 32 bits of size; 64 bits of checksum; the weights. Little
// endian.
constexpr std::string_view kMagic = "AVOWSEG";
constexpr char kVersion = '1';
constexpr std::size_t kHeaderBytes = 20;
// How sure the model must be to end a sentence of a paragraph of prose where there is no stop: in news such
// places are names ("on BBC Radio 4"); in letters they are ends, but those paragraphs mostly lack a last stop
// too.
constexpr int kBareMargin = 80;
constexpr std::size_t kWeights = std::size_t{1} << kSegmenterBits;

void put_integer(std::string& bytes, std::uint64_t value, int size) {
  for (int i = 0; i < size; ++i) bytes.push_back(static_cast<char>(value >> (8 * i)));
}

std::uint64_t get_integer(std::string_view bytes, std::size_t at, std::size_t size) {
  std::uint64_t value = 0;
  for (std::size_t i = size; i-- > 0;) value = (value << 8U) | static_cast<unsigned char>(bytes[at + i]);
  return value;
}

}  // namespace

std::string Segmenter::serialise(std::span<const std::int8_t> weights) {
  std::string payload(weights.size(), '\0');
  std::memcpy(payload.data(), weights.data(), weights.size());
  std::string bytes{kMagic};
  bytes.push_back(kVersion);
  put_integer(bytes, weights.size(), 4);
  put_integer(bytes, fast_hash(payload), 8);
  return bytes + payload;
}

Result<Segmenter> Segmenter::parse(std::string_view bytes, const std::string& place) {
  if (bytes.size() < kHeaderBytes || bytes.substr(0, kMagic.size()) != kMagic) {
    return Error{ErrorCode::model_corrupt, "no sentence model", place};
  }
  if (bytes[kMagic.size()] != kVersion) {
    return Error{ErrorCode::model_version, fmt::format("version {}, not {}", bytes[kMagic.size()], kVersion),
                 place};
  }
  const std::string_view payload = bytes.substr(kHeaderBytes);
  if (get_integer(bytes, 8, 4) != kWeights || payload.size() != kWeights) {
    return Error{ErrorCode::model_corrupt, "its size is wrong", place};
  }
  if (get_integer(bytes, 12, 8) != fast_hash(payload)) {
    return Error{ErrorCode::model_corrupt, "its checksum is wrong", place};
  }
  Segmenter segmenter;
  segmenter.weights_.resize(kWeights);
  std::memcpy(segmenter.weights_.data(), payload.data(), kWeights);
  return segmenter;
}

Result<Segmenter> Segmenter::load(const std::filesystem::path& path) {
  const auto bytes = system_files().read(path, kHeaderBytes + kWeights);
  if (bytes) return parse(*bytes, path.string());
  if (bytes.error().code != ErrorCode::file_not_found) return bytes.error();
  return Error{ErrorCode::model_missing, bytes.error().message, path.string()};
}

bool Segmenter::likely(const SegmentFeatures& features, std::size_t i, std::size_t first) const {
  FeatureBuckets buckets;
  const std::size_t count = features.extract(i, first, buckets);
  int score = 0;
  for (std::size_t f = 0; f < count; ++f) score += weights_[buckets[f]];
  return score > (features.bare(i) ? kBareMargin : 0);
}

void Segmenter::ends(std::string_view text, std::span<const RawToken> tokens, const Lexicon& lexicon,
                     SegmentFeatures& features, std::vector<std::uint8_t>& ends) const {
  ends.assign(tokens.size(), 0);
  if (tokens.empty()) return;
  ends.back() = 1;
  features.read(text, tokens);
  std::size_t first = 0;
  for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
    if (!features.candidate(i)) continue;
    const bool certain =
        features.capital_after_abbreviation(i) && lexicon.starter(tokens[i + 1].span.of(text));
    if (!certain && !likely(features, i, first)) continue;
    ends[i] = 1;
    first = i + 1;
  }
}

}  // namespace avow::text
