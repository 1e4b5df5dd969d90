#include "ledger/near_duplicates.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <span>

#include "avow/base/hash.hpp"
#include "avow/base/strings.hpp"

namespace avow::ledger {
namespace {

constexpr std::size_t kShingleWords = 5;
// 32 bands of 2 rows over the whole text: texts that share a quarter of their shingles meet in a band with
// probability 0.87, those that share half of them with 0.9999; the check decides.
constexpr std::size_t kBands = 32;
constexpr std::size_t kRowsPerBand = 2;
// 8 bands of 3 rows over the beginning: what an editor cuts is the end, so that the beginning of even a short
// remainder is shared almost whole.
constexpr std::size_t kLeadBands = 8;
constexpr std::size_t kRowsPerLeadBand = 3;
constexpr std::size_t kLeadShingles = 60;
// The smaller text's shingles that must stand in the larger one. Wire copy that was edited keeps more; two
// reports of one event in other words share hardly any.
constexpr double kLeastShare = 0.5;
// A text that is a smaller part of the other is one item of a digest, not the same story cut short.
constexpr double kLeastSize = 0.2;
// A text of fewer shingles says too little to be called a copy, unless it is the same.
constexpr std::size_t kFewestShingles = 8;

std::vector<std::string_view> plain_words(std::string_view text, std::string& buffer) {
  buffer = lower_ascii(text);
  for (char& c : buffer) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80 && !(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9')) c = ' ';
  }
  return split_words(buffer);
}

// In order of the text.
Shingles shingles_in_order(std::string_view text) {
  std::string buffer;
  const auto words = plain_words(text, buffer);
  Shingles out;
  for (std::size_t i = 0; i + kShingleWords <= words.size(); ++i) {
    // Runs of spaces between words would part equal shingles: the words are hashed one after the other.
    std::uint64_t hash = 0;
    for (std::size_t j = i; j < i + kShingleWords; ++j) hash = fast_hash(words[j], hash + 1);
    out.push_back(hash);
  }
  return out;
}

void sort_out(Shingles& shingles) {
  std::sort(shingles.begin(), shingles.end());
  shingles.erase(std::unique(shingles.begin(), shingles.end()), shingles.end());
}

// The key of one band: `rows` minima over the shingles, each under another permutation.
std::uint64_t band_key(std::span<const std::uint64_t> shingles, std::size_t band, std::size_t rows) {
  std::uint64_t key = band;
  for (std::size_t row = 0; row < rows; ++row) {
    // A multiply and a shift permute the hashes well enough for a minimum.
    const std::uint64_t seed = (band * 4 + row) * 0x9E3779B97F4A7C15ULL + 0xD1B54A32D192ED03ULL;
    std::uint64_t least = ~std::uint64_t{0};
    for (const std::uint64_t shingle : shingles) {
      std::uint64_t mixed = (shingle ^ seed) * 0xBF58476D1CE4E5B9ULL;
      mixed ^= mixed >> 29U;
      least = std::min(least, std::uint64_t{mixed * 0x94D049BB133111EBULL});
    }
    key = (key ^ least) * 0x9E3779B97F4A7C15ULL;
  }
  return key;
}

std::uint64_t signature_of(std::string_view text, const Shingles& sorted) {
  if (!sorted.empty()) {
    return fast_hash({reinterpret_cast<const char*>(sorted.data()), sorted.size() * sizeof(sorted[0])});
  }
  std::string buffer, words;
  for (const std::string_view word : plain_words(text, buffer)) words += std::string{word} + " ";
  return fast_hash(words, 1);
}

std::size_t root_of(std::vector<std::size_t>& parents, std::size_t at) {
  while (parents[at] != at) at = parents[at] = parents[parents[at]];
  return at;
}

}  // namespace

Shingles shingles_of(std::string_view text) {
  Shingles out = shingles_in_order(text);
  sort_out(out);
  return out;
}

Sketch sketch_of(std::string_view text) {
  Shingles all = shingles_in_order(text);
  Shingles lead(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(std::min(all.size(), kLeadShingles)));
  sort_out(all);
  Sketch sketch;
  sketch.signature = signature_of(text, all);
  if (all.size() < kFewestShingles) return sketch;
  for (std::size_t band = 0; band < kBands; ++band) {
    sketch.bands.push_back(band_key(all, band, kRowsPerBand));
  }
  for (std::size_t band = kBands; band < kBands + kLeadBands; ++band) {
    sketch.bands.push_back(band_key(lead, band, kRowsPerLeadBand));
  }
  return sketch;
}

bool are_copies(const Shingles& a, const Shingles& b) {
  const std::size_t smaller = std::min(a.size(), b.size());
  if (smaller < kFewestShingles) return a == b;
  if (static_cast<double>(smaller) < kLeastSize * static_cast<double>(std::max(a.size(), b.size())))
    return false;
  std::size_t both = 0;
  for (auto x = a.begin(), y = b.begin(); x != a.end() && y != b.end();) {
    if (*x == *y)
      ++both, ++x, ++y;
    else if (*x < *y)
      ++x;
    else
      ++y;
  }
  return static_cast<double>(both) >= kLeastShare * static_cast<double>(smaller);
}

std::vector<std::size_t> copy_groups(const std::vector<std::string_view>& texts) {
  std::vector<std::size_t> parents(texts.size());
  std::iota(parents.begin(), parents.end(), 0);
  std::vector<Shingles> shingles;
  std::map<std::uint64_t, std::vector<std::size_t>> bands;
  std::map<std::uint64_t, std::size_t> signatures;
  // The lower number leads, whatever the order of the bands.
  const auto join = [&](std::size_t a, std::size_t b) {
    a = root_of(parents, a), b = root_of(parents, b);
    parents[std::max(a, b)] = std::min(a, b);
  };
  for (std::size_t i = 0; i < texts.size(); ++i) {
    shingles.push_back(shingles_of(texts[i]));
    const Sketch sketch = sketch_of(texts[i]);
    const auto [twin, is_new] = signatures.try_emplace(sketch.signature, i);
    if (!is_new) join(i, twin->second);
    for (const std::uint64_t key : is_new ? sketch.bands : std::vector<std::uint64_t>{}) {
      std::vector<std::size_t>& members = bands[key];
      for (const std::size_t other : members) {
        if (root_of(parents, i) != root_of(parents, other) && are_copies(shingles[i], shingles[other])) {
          join(i, other);
        }
      }
      members.push_back(i);
    }
  }
  std::vector<std::size_t> out(parents.size());
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = root_of(parents, i);
  return out;
}

}  // namespace avow::ledger
