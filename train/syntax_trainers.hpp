// The trainers of the parts of data/models/syntax.model. Each returns the bytes of its sections.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "model/container.hpp"
#include "syntax/tagset.hpp"
#include "train/command.hpp"
#include "train/treebank.hpp"

namespace avow::train {

// Adds `avow-train syntax`, which trains all of them.
void add_syntax_command(CLI::App& app, Work& work);

// Where a trainer says how far it is.
using Report = std::function<void(const std::string&)>;

struct SyntaxOptions {
  bool ignore_single = true;
  std::int32_t labeler_margin = 50;
  std::int32_t tagger_margin = 30;
  std::int32_t parser_margin = 30;
  int min_cluster_count = 4;
  std::uint32_t clusters = 500;
  std::uint32_t coarse_clusters = 60;
  std::uint32_t cluster_rounds = 12;
  std::uint32_t tagger_rounds = 8;
  std::uint32_t tagger_slots = 22;  // log2
  std::uint32_t folds = 4;
  std::uint32_t morph_rounds = 5;
  std::uint32_t feats_slots = 18;
  std::uint32_t lemma_slots = 19;
  std::uint32_t parser_rounds = 8;
  std::uint32_t parser_slots = 22;
  double parser_kept = 0.9995;
  std::uint32_t train_beam_width = 8;
  std::uint32_t beam_width = 6;
  std::uint32_t proposals = 3;
  std::uint32_t labeler_rounds = 8;
  std::uint32_t labeler_slots = 21;
};

// Sentences by reference, so that folds share them.
using Sample = std::vector<GoldSentence*>;

[[nodiscard]] std::string train_tagger(const Sample& sample, std::uint32_t tags,
                                       const SyntaxOptions& options);
// Fills GoldSentence::given of the sample with tags of a tagger trained on the rest of it.
void jackknife_tags(const Sample& sample, const syntax::TagSet& tagset, const SyntaxOptions& options);
void train_feats(const Sample& sample, const syntax::TagSet& tagset, const SyntaxOptions& options,
                 model::ModelWriter& writer);
void train_lemmas(const Sample& sample, const SyntaxOptions& options, model::ModelWriter& writer);
[[nodiscard]] std::string train_parser(const Sample& sample, const syntax::TagSet& tagset,
                                       const SyntaxOptions& options, bool backward, const Report& report);
[[nodiscard]] std::string train_labeler(const Sample& sample, const syntax::TagSet& tagset,
                                        const SyntaxOptions& options, const Report& report);

}  // namespace avow::train
