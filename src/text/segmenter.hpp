// Segmenter: where sentences end. A linear model over segment_features, learned by `avow-train segmenter`
// (docs/models/segmenter.md), decides each candidate from left to right.
//
//   Result<Segmenter> segmenter = Segmenter::load(data_folder / "text/segmenter.bin");
//   segmenter->ends(text, tokens, lexicon, features, ends);   // ends[i]: a sentence ends after token i
//
// Immutable once loaded: any thread, each with its own SegmentFeatures.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "avow/base/result.hpp"
#include "text/segment_features.hpp"

namespace avow::text {

class Segmenter {
 public:
  [[nodiscard]] static Result<Segmenter> load(const std::filesystem::path& path);
  // From the bytes of a model file; `place` names them in errors.
  [[nodiscard]] static Result<Segmenter> parse(std::string_view bytes, const std::string& place);
  // The bytes of a model file.
  [[nodiscard]] static std::string serialise(std::span<const std::int8_t> weights);

  // The tokens are those of one paragraph; its last token always ends a sentence.
  void ends(std::string_view text, std::span<const RawToken> tokens, const Lexicon& lexicon,
            SegmentFeatures& features, std::vector<std::uint8_t>& ends) const;

 private:
  // Does the model say that the sentence that began at token `first` ends at candidate i?
  [[nodiscard]] bool likely(const SegmentFeatures& features, std::size_t i, std::size_t first) const;

  std::vector<std::int8_t> weights_;
};

}  // namespace avow::text
