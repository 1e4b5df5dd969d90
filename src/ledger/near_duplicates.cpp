#include "ledger/near_duplicates.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <numeric>

#include "avow/base/hash.hpp"
#include "avow/base/strings.hpp"

namespace avow::ledger {
namespace {

constexpr std::size_t kShingleWords = 5;
// 32 bands of 2 rows: texts that share a quarter of their shingles meet in a band with probability 0.87,
// those that share half of them with 0.9999; the check below decides.
constexpr std::size_t kBands = 32;
constexpr std::size_t kRowsPerBand = 2;
// The smaller text's shingles that must stand in the larger one. Wire copy that was edited keeps more; two
// reports of one event in other words share hardly any.
constexpr double kLeastShare = 0.5;
// A text of fewer shingles says too little to be called a copy, unless it is the same.
constexpr std::size_t kFewestShingles = 8;

std::vector<std::uint64_t> shingles_of(std::string_view text) {
  std::string plain = lower_ascii(text);
  for (char& c : plain) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80 && !(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9')) c = ' ';
  }
  const auto words = split_words(plain);
  std::vector<std::uint64_t> out;
  for (std::size_t i = 0; i + kShingleWords <= words.size(); ++i) {
    // Runs of spaces between words would part equal shingles: the words are hashed one after the other.
    std::uint64_t hash = 0;
    for (std::size_t j = i; j < i + kShingleWords; ++j) hash = fast_hash(words[j], hash + 1);
    out.push_back(hash);
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

std::array<std::uint64_t, kBands> band_keys(const std::vector<std::uint64_t>& shingles) {
  std::array<std::uint64_t, kBands> keys{};
  for (std::size_t band = 0; band < kBands; ++band) {
    std::uint64_t key = band;
    for (std::size_t row = 0; row < kRowsPerBand; ++row) {
      // A multiply and a shift permute the hashes well enough for a minimum.
      const std::uint64_t seed = (band * kRowsPerBand + row) * 0x9E3779B97F4A7C15ULL + 0xD1B54A32D192ED03ULL;
      std::uint64_t least = ~std::uint64_t{0};
      for (const std::uint64_t shingle : shingles) {
        std::uint64_t mixed = (shingle ^ seed) * 0xBF58476D1CE4E5B9ULL;
        mixed ^= mixed >> 29U;
        least = std::min(least, std::uint64_t{mixed * 0x94D049BB133111EBULL});
      }
      key = (key ^ least) * 0x9E3779B97F4A7C15ULL;
    }
    keys[band] = key;
  }
  return keys;
}

bool copies(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b) {
  const std::size_t smaller = std::min(a.size(), b.size());
  if (smaller < kFewestShingles) return a == b;
  std::vector<std::uint64_t> both;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
  return static_cast<double>(both.size()) >= kLeastShare * static_cast<double>(smaller);
}

std::size_t root_of(std::vector<std::size_t>& parents, std::size_t at) {
  while (parents[at] != at) at = parents[at] = parents[parents[at]];
  return at;
}

}  // namespace

void NearDuplicates::add(std::string_view text) {
  shingles_.push_back(shingles_of(text));
}

std::vector<std::size_t> NearDuplicates::groups() const {
  std::vector<std::size_t> parents(shingles_.size());
  std::iota(parents.begin(), parents.end(), 0);
  std::map<std::uint64_t, std::vector<std::size_t>> bands;
  for (std::size_t i = 0; i < shingles_.size(); ++i) {
    for (const std::uint64_t key : band_keys(shingles_[i])) {
      std::vector<std::size_t>& members = bands[key];
      for (const std::size_t other : members) {
        const std::size_t a = root_of(parents, i), b = root_of(parents, other);
        // The lower number leads, whatever the order of the bands.
        if (a != b && copies(shingles_[i], shingles_[other])) parents[std::max(a, b)] = std::min(a, b);
      }
      members.push_back(i);
    }
  }
  std::vector<std::size_t> out(parents.size());
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = root_of(parents, i);
  return out;
}

}  // namespace avow::ledger
