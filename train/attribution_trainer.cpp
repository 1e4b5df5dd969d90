#include "train/attribution_trainer.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <map>
#include <memory>

#include "model/bytes.hpp"
#include "model/container.hpp"
#include "speech/learned.hpp"
#include "speech/polnear.hpp"
#include "syntax/stage.hpp"
#include "text/stage.hpp"
#include "train/random.hpp"

namespace avow::train {
namespace {

using namespace avow::speech;

// A log-linear model with one weight a feature: the probability of one candidate among several, or of yes
// against a score of zero. AdaGrad.
class Scorer {
 public:
  Scorer(std::uint32_t log2_slots, double rate)
      : log2_slots_(log2_slots), mask_((1U << log2_slots) - 1U), rate_(rate) {
    weights_.assign((std::size_t{1} << log2_slots) + 1, 0);
    squares_.assign(weights_.size(), 1e-3);
  }

  [[nodiscard]] double score(const Features& features) const {
    double sum = 0;
    for (const FeatureHash hash : features) sum += weights_[hash & mask_];
    return sum;
  }

  void yes_or_no(const Features& features, bool yes, double weight = 1) {
    const double p = 1 / (1 + std::exp(-score(features)));
    step(features, weight * (p - (yes ? 1 : 0)));
  }

  // Softmax over the candidates; several may be right.
  void choose(const std::vector<Features>& candidates, std::size_t right) {
    std::vector<double> p(candidates.size());
    double top = -1e300;
    for (std::size_t i = 0; i < p.size(); ++i) top = std::max(top, p[i] = score(candidates[i]));
    double sum = 0;
    for (double& value : p) sum += value = std::exp(value - top);
    for (std::size_t i = 0; i < p.size(); ++i) {
      const double error = p[i] / sum - (i == right ? 1 : 0);
      if (std::fabs(error) > 1e-3) step(candidates[i], error);
    }
  }

  [[nodiscard]] std::string to_section() const {
    std::vector<double> sizes;
    for (const double weight : weights_) {
      if (weight != 0) sizes.push_back(std::fabs(weight));
    }
    std::sort(sizes.begin(), sizes.end());
    const double clip =
        sizes.empty() ? 1 : sizes[static_cast<std::size_t>(static_cast<double>(sizes.size() - 1) * 0.9995)];
    return model::LinearModel::to_section(weights_, 1, log2_slots_, clip);
  }

 private:
  void step(const Features& features, double error) {
    for (const FeatureHash hash : features) {
      const std::size_t slot = hash & mask_;
      const double gradient = error + 1e-6 * weights_[slot];
      squares_[slot] += gradient * gradient;
      weights_[slot] -= rate_ * gradient / std::sqrt(squares_[slot]);
    }
  }

  std::uint32_t log2_slots_;
  std::uint32_t mask_;
  double rate_;
  std::vector<double> weights_, squares_;
};

struct Gold {
  CueSpan cue;
  TokenRange source;
  std::vector<TokenRange> content;
};

struct Sample {
  Document document;
  std::unique_ptr<Reading> reading;
  std::vector<Gold> golds;
  std::vector<std::int32_t> gold_at;  // token -> gold with its head there, -1 none, -2 not known (nested)
};

TokenIndex head_of(const Reading& reading, TokenRange range) {
  TokenIndex found = kNone;
  for (TokenIndex at = range.first; at < range.last; ++at) {
    const TokenIndex head = reading.token(at).head;
    if (reading.token(at).upos == Upos::PUNCT && range.size() > 1) continue;
    if (head != kNone && range.contains(head)) continue;
    if (found == kNone || (reading.token(at).upos == Upos::VERB && reading.token(found).upos != Upos::VERB))
      found = at;
  }
  return found == kNone ? range.first : found;
}

TokenRange joined(const Document& document, const std::vector<Span>& spans) {
  TokenRange out;
  for (const Span& span : spans) {
    const TokenRange range = document.tokens_in(span);
    if (range.empty()) continue;
    if (out.empty()) out = range;
    out = {std::min(out.first, range.first), std::max(out.last, range.last)};
  }
  return out;
}

void add_golds(const MarkedText& marked, Sample& sample) {
  const Document& document = sample.document;
  sample.gold_at.assign(document.tokens.size(), -1);
  for (const MarkedAttribution& attribution : marked.attributions) {
    Gold gold;
    gold.cue.range = joined(document, attribution.cue);
    if (gold.cue.range.empty() || gold.cue.range.size() > 2 * kMaxCueWords) continue;
    gold.cue.head = head_of(*sample.reading, gold.cue.range);
    gold.source = joined(document, attribution.source);
    for (const Span& span : attribution.content) {
      const TokenRange range = document.tokens_in(span);
      if (!range.empty()) gold.content.push_back(range);
    }
    for (const TokenRange& range : gold.content) {
      for (TokenIndex at = range.first; at < range.last; ++at) {
        auto& mark = sample.gold_at[static_cast<std::size_t>(at)];
        if (mark == -1) mark = -2;  // what stands in a content was not marked
      }
    }
    sample.golds.push_back(std::move(gold));
  }
  for (std::size_t i = 0; i < sample.golds.size(); ++i)
    sample.gold_at[static_cast<std::size_t>(sample.golds[i].cue.head)] = static_cast<std::int32_t>(i);
}

double overlap(TokenRange a, TokenRange b) {
  const Index shared = std::min(a.last, b.last) - std::max(a.first, b.first);
  if (shared <= 0) return 0;
  return static_cast<double>(shared) / static_cast<double>(a.size() + b.size() - shared);
}

// The candidate nearest to the gold stretch, or -1 when none is half of it.
std::ptrdiff_t nearest(const std::vector<SpanCandidate>& candidates, TokenRange gold) {
  std::ptrdiff_t best = -1;
  double top = 0.5;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    const double value = overlap(candidates[i].range, gold);
    if (value > top) {
      top = value;
      best = static_cast<std::ptrdiff_t>(i);
    }
  }
  return best;
}

class Trainer {
 public:
  Trainer(std::vector<Sample>& samples, const CueTable& cues) : samples_(samples), cues_(cues) {}

  void run(int epochs) {
    make_gate();
    Random random(7);
    std::vector<std::size_t> order = identity_order(samples_.size());
    for (int epoch = 0; epoch < epochs; ++epoch) {
      shuffle(order, random);
      for (const std::size_t i : order) learn(samples_[i]);
      std::printf("epoch %d: source candidates hold %.1f %%, content candidates %.1f %% exactly\n", epoch + 1,
                  100.0 * source_exact_ / std::max(1.0, source_all_),
                  100.0 * content_exact_ / std::max(1.0, content_all_));
      source_exact_ = source_all_ = content_exact_ = content_all_ = 0;
    }
  }

  [[nodiscard]] Result<void> write(const std::filesystem::path& path) const {
    model::ModelWriter writer;
    std::string gate;
    for (const Atom atom : gate_) model::store(gate, atom);
    writer.add_section(std::string(kGateSection), std::move(gate));
    const std::array<const Scorer*, 5> scorers = {&cue_, &edge_, &source_, &content_, &second_};
    for (std::size_t i = 0; i < scorers.size(); ++i)
      writer.add_section(std::string(kModelSections[i]), scorers[i]->to_section());
    return writer.write(path);
  }

 private:
  // Lemmas (with part of speech) that were a cue at least twice, and once in forty times.
  void make_gate() {
    std::map<Atom, std::pair<int, int>> seen;
    for (const Sample& sample : samples_) {
      const Featurizer featurizer(*sample.reading, cues_);
      for (std::size_t i = 0; i < sample.gold_at.size(); ++i) {
        if (sample.gold_at[i] == -2) continue;
        auto& [cue, all] = seen[featurizer.gate_atom(static_cast<TokenIndex>(i))];
        ++all;
        if (sample.gold_at[i] >= 0) ++cue;
      }
    }
    for (const auto& [atom, counts] : seen) {
      if (counts.first >= 2 && counts.first * 60 >= counts.second) gate_.push_back(atom);
    }
  }

  void learn(const Sample& sample) {
    const Featurizer featurizer(*sample.reading, cues_);
    const auto count = static_cast<TokenIndex>(sample.document.tokens.size());
    Features features;
    for (TokenIndex token = 0; token < count; ++token) {
      const std::int32_t gold = sample.gold_at[static_cast<std::size_t>(token)];
      if (gold == -2 || !std::binary_search(gate_.begin(), gate_.end(), featurizer.gate_atom(token)))
        continue;
      featurizer.cue_features(token, features);
      cue_.yes_or_no(features, gold >= 0);
    }
    for (const Gold& gold : sample.golds) {
      learn_edges(featurizer, *sample.reading, gold);
      learn_source(featurizer, gold);
      learn_content(featurizer, gold);
    }
  }

  void learn_edges(const Featurizer& featurizer, const Reading& reading, const Gold& gold) {
    CueSpan cue{gold.cue.head, {gold.cue.head, gold.cue.head + 1}};
    const TokenRange sentence = reading.sentence_of(cue.head);
    Features features;
    for (const bool left : {true, false}) {
      while (sentence.contains(left ? cue.range.first - 1 : cue.range.last)) {
        featurizer.edge_features(cue, left, features);
        const bool more =
            left ? gold.cue.range.first < cue.range.first : gold.cue.range.last > cue.range.last;
        edge_.yes_or_no(features, more);
        if (!more) break;
        if (left) {
          --cue.range.first;
        } else {
          ++cue.range.last;
        }
      }
    }
  }

  void learn_source(const Featurizer& featurizer, const Gold& gold) {
    const std::vector<SpanCandidate> candidates = featurizer.source_candidates(gold.cue);
    std::vector<Features> all(candidates.size() + 1);
    featurizer.no_source_features(gold.cue, all[0]);
    for (std::size_t i = 0; i < candidates.size(); ++i)
      featurizer.source_features(gold.cue, candidates[i], all[i + 1]);
    std::size_t right = 0;
    if (!gold.source.empty()) {
      const std::ptrdiff_t found = nearest(candidates, gold.source);
      ++source_all_;
      if (found < 0) return;
      if (candidates[static_cast<std::size_t>(found)].range == gold.source) ++source_exact_;
      right = static_cast<std::size_t>(found) + 1;
    }
    source_.choose(all, right);
  }

  void learn_content(const Featurizer& featurizer, const Gold& gold) {
    if (gold.content.empty()) return;
    const std::vector<SpanCandidate> candidates = featurizer.content_candidates(gold.cue, gold.source);
    std::vector<Features> all(candidates.size());
    // The longest piece in the cue's reach is the first.
    std::ptrdiff_t first = -1;
    TokenRange first_gold;
    for (const TokenRange& piece : gold.content) {
      const std::ptrdiff_t found = nearest(candidates, piece);
      if (found >= 0 && (first < 0 || piece.size() > first_gold.size())) {
        first = found;
        first_gold = piece;
      }
    }
    ++content_all_;
    if (first < 0) return;
    const TokenRange chosen = candidates[static_cast<std::size_t>(first)].range;
    if (chosen == first_gold) ++content_exact_;
    for (std::size_t i = 0; i < candidates.size(); ++i)
      featurizer.content_features(gold.cue, gold.source, candidates[i], all[i]);
    content_.choose(all, static_cast<std::size_t>(first));
    learn_second(featurizer, gold, candidates, chosen, first_gold);
  }

  void learn_second(const Featurizer& featurizer, const Gold& gold,
                    const std::vector<SpanCandidate>& candidates, TokenRange chosen, TokenRange first_gold) {
    std::vector<SpanCandidate> left;
    for (const SpanCandidate& candidate : candidates) {
      if (candidate.range.first >= chosen.last || chosen.first >= candidate.range.last)
        left.push_back(candidate);
    }
    std::vector<Features> all(left.size() + 1);
    featurizer.no_second_features(gold.cue, chosen, all[0]);
    for (std::size_t i = 0; i < left.size(); ++i)
      featurizer.second_features(gold.cue, gold.source, chosen, left[i], all[i + 1]);
    std::size_t right = 0;
    for (const TokenRange& piece : gold.content) {
      if (piece == first_gold) continue;
      const std::ptrdiff_t found = nearest(left, piece);
      if (found >= 0) right = static_cast<std::size_t>(found) + 1;
    }
    second_.choose(all, right);
  }

  std::vector<Sample>& samples_;
  const CueTable& cues_;
  std::vector<Atom> gate_;
  Scorer cue_{19, 0.1}, edge_{17, 0.1}, source_{19, 0.1}, content_{20, 0.1}, second_{18, 0.1};
  double source_exact_ = 0, source_all_ = 0, content_exact_ = 0, content_all_ = 0;
};

struct Settings {
  std::string texts, data, out;
  int epochs = 6;
};

Result<void> train_attribution(const Settings& settings) {
  Result<std::vector<MarkedText>> texts = read_marked_texts(settings.texts);
  if (!texts) return texts.error();
  Result<CueTable> cues = CueTable::load(settings.data);
  if (!cues) return cues.error();
  Result<std::unique_ptr<Stage>> segment = text::make_stage(settings.data);
  if (!segment) return segment.error();
  Result<std::unique_ptr<Stage>> parse = syntax::make_stage(settings.data);
  if (!parse) return parse.error();
  std::vector<Sample> samples(texts->size());
  std::size_t golds = 0;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    Sample& sample = samples[i];
    sample.document.text = (*texts)[i].text;
    (*segment)->run(sample.document);
    (*parse)->run(sample.document);
    std::vector<Diagnostic> notes;
    sample.reading = std::make_unique<Reading>(sample.document, notes);
    add_golds((*texts)[i], sample);
    golds += sample.golds.size();
  }
  std::printf("%zu texts, %zu attributions\n", samples.size(), golds);
  Trainer trainer(samples, *cues);
  trainer.run(settings.epochs);
  return trainer.write(settings.out);
}

}  // namespace

void add_attribution_command(CLI::App& app, Work& work) {
  auto settings = std::make_shared<Settings>();
  CLI::App* command =
      app.add_subcommand("attribution", "Learn attribution (source, cue, content) from marked texts");
  command->add_option("texts", settings->texts, "JSON Lines file of texts with attributions")->required();
  command->add_option("--data", settings->data, "avow's data folder, with text and syntax models")
      ->required();
  command->add_option("-o,--out", settings->out, "model file to write")->required();
  command->add_option("--epochs", settings->epochs, "passes over the texts");
  command->callback([settings, &work] { work = [settings] { return train_attribution(*settings); }; });
}

}  // namespace avow::train
