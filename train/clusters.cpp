#include "train/clusters.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace avow::train {
namespace {

using Neighbours = std::vector<std::vector<std::pair<std::uint32_t, std::int32_t>>>;

// count * log(count), the term of every table of the class bigram model.
class Entropy {
 public:
  Entropy() : small_(1U << 16U) {
    for (std::size_t i = 1; i < small_.size(); ++i)
      small_[i] = static_cast<double>(i) * std::log(static_cast<double>(i));
  }
  [[nodiscard]] double operator()(std::int64_t count) const {
    if (count < static_cast<std::int64_t>(small_.size())) return small_[static_cast<std::size_t>(count)];
    return static_cast<double>(count) * std::log(static_cast<double>(count));
  }

 private:
  std::vector<double> small_;
};

// Turns pairs (word, neighbour) into counted lists.
Neighbours count_pairs(std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs, std::uint32_t words) {
  std::sort(pairs.begin(), pairs.end());
  Neighbours out(words + 1);
  for (std::size_t i = 0; i < pairs.size();) {
    std::size_t end = i;
    while (end < pairs.size() && pairs[end] == pairs[i]) ++end;
    out[pairs[i].first].emplace_back(pairs[i].second, static_cast<std::int32_t>(end - i));
    i = end;
  }
  return out;
}

class Exchange {
 public:
  Exchange(const std::vector<std::vector<std::uint32_t>>& sentences, std::uint32_t words,
           std::uint32_t classes)
      : words_(words),
        classes_(classes),
        stride_(classes + 1),
        class_of_(words + 1),
        bigrams_(stride_ * stride_),
        lefts_(stride_),
        rights_(stride_),
        counts_(words + 1) {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> forward;
    for (const auto& sentence : sentences) {
      std::uint32_t last = words;
      for (const std::uint32_t word : sentence) {
        forward.emplace_back(last, word);
        last = word;
      }
      forward.emplace_back(last, words);
    }
    auto backward = forward;
    for (auto& pair : backward) std::swap(pair.first, pair.second);
    next_ = count_pairs(std::move(forward), words);
    before_ = count_pairs(std::move(backward), words);
    for (std::uint32_t word = 0; word < words; ++word) class_of_[word] = word % classes;
    class_of_[words] = classes;  // the class of the edge and of unknown words never changes
    for (std::uint32_t word = 0; word <= words; ++word) {
      for (const auto& [other, count] : next_[word]) {
        bigrams_[class_of_[word] * stride_ + class_of_[other]] += count;
        counts_[word] += count;
      }
      lefts_[class_of_[word]] += counts_[word];
    }
    rights_ = lefts_;
  }

  // One pass over all words. Returns how many moved.
  std::uint32_t pass() {
    std::uint32_t moved = 0;
    for (std::uint32_t word = 0; word < words_; ++word) {
      const std::uint32_t old = class_of_[word];
      gather(word);
      shift(word, old, -1);
      const std::uint32_t best = best_class(word, old);
      shift(word, best, 1);
      class_of_[word] = best;
      moved += best != old ? 1U : 0U;
    }
    return moved;
  }

  [[nodiscard]] std::vector<std::uint32_t> classes() const {
    return {class_of_.begin(), class_of_.end() - 1};
  }

 private:
  // The classes of the word's neighbours, without the word itself beside itself.
  void gather(std::uint32_t word) {
    gather_side(next_[word], word, after_);
    gather_side(before_[word], word, ahead_);
  }

  void gather_side(const std::vector<std::pair<std::uint32_t, std::int32_t>>& list, std::uint32_t word,
                   std::vector<std::pair<std::uint32_t, std::int32_t>>& out) {
    sums_.assign(stride_, 0);
    for (const auto& [other, count] : list) {
      if (other != word) sums_[class_of_[other]] += count;
    }
    out.clear();
    for (std::uint32_t c = 0; c < stride_; ++c) {
      if (sums_[c] != 0) out.emplace_back(c, sums_[c]);
    }
  }

  void shift(std::uint32_t word, std::uint32_t to, std::int32_t sign) {
    for (const auto& [c, count] : after_) bigrams_[to * stride_ + c] += sign * count;
    for (const auto& [c, count] : ahead_) bigrams_[c * stride_ + to] += sign * count;
    lefts_[to] += sign * counts_[word];
    rights_[to] += sign * counts_[word];
  }

  std::uint32_t best_class(std::uint32_t word, std::uint32_t old) const {
    std::uint32_t best = old;
    double best_gain = -1e300;
    for (std::uint32_t k = 0; k < classes_; ++k) {
      double gain = 0;
      for (const auto& [c, count] : after_) {
        const std::int64_t n = bigrams_[k * stride_ + c];
        gain += entropy_(n + count) - entropy_(n);
      }
      for (const auto& [c, count] : ahead_) {
        const std::int64_t n = bigrams_[c * stride_ + k];
        gain += entropy_(n + count) - entropy_(n);
      }
      gain -= 2 * (entropy_(lefts_[k] + counts_[word]) - entropy_(lefts_[k]));
      if (gain > best_gain + 1e-9) {
        best_gain = gain;
        best = k;
      }
    }
    return best;
  }

  std::uint32_t words_, classes_;
  std::size_t stride_;
  Entropy entropy_;
  std::vector<std::uint32_t> class_of_;
  std::vector<std::int64_t> bigrams_, lefts_, rights_, counts_;
  Neighbours next_, before_;
  std::vector<std::pair<std::uint32_t, std::int32_t>> after_, ahead_;
  std::vector<std::int32_t> sums_;
};

}  // namespace

std::vector<std::uint32_t> cluster_words(const std::vector<std::vector<std::uint32_t>>& sentences,
                                         std::uint32_t words, std::uint32_t classes, std::uint32_t rounds) {
  Exchange exchange{sentences, words, classes};
  for (std::uint32_t round = 0; round < rounds; ++round) {
    if (exchange.pass() == 0) break;
  }
  return exchange.classes();
}

}  // namespace avow::train
