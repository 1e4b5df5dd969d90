#include "speech/learned.hpp"

#include <algorithm>

#include "model/bytes.hpp"

namespace avow::speech {
namespace {

float score_of(const model::LinearModel& linear, const Features& features) {
  std::int32_t sum = 0;
  for (const FeatureHash hash : features) sum += *linear.row(hash);
  return static_cast<float>(sum) * linear.step();
}

}  // namespace

Result<AttributionModel> AttributionModel::open(const std::filesystem::path& path) {
  Result<model::Model> file = model::Model::open(path);
  if (!file) return file.error();
  AttributionModel out(std::make_unique<model::Model>(std::move(*file)));
  Result<std::string_view> gate = out.file_->section(kGateSection);
  if (!gate) return gate.error();
  if (gate->size() % sizeof(Atom) != 0) return out.file_->corrupt("the list of cue words is cut short");
  for (std::size_t at = 0; at < gate->size(); at += sizeof(Atom))
    out.gate_.push_back(model::load<Atom>(*gate, at));
  if (!std::is_sorted(out.gate_.begin(), out.gate_.end()))
    return out.file_->corrupt("the list of cue words is unsorted");
  for (const std::string_view name : kModelSections) {
    Result<std::string_view> section = out.file_->section(name);
    if (!section) return section.error();
    Result<model::LinearModel> linear = model::LinearModel::read(*section);
    if (!linear) return out.file_->corrupt(linear.error().message);
    if (linear->classes() != 1) return out.file_->corrupt("a model of attribution has one class");
    out.models_.push_back(*linear);
  }
  return out;
}

bool AttributionModel::passes(Atom gate) const {
  return std::binary_search(gate_.begin(), gate_.end(), gate);
}

CueSpan AttributionModel::grow(const Featurizer& featurizer, const Reading& reading, TokenIndex head,
                               Features& scratch) const {
  CueSpan cue{head, {head, head + 1}};
  const TokenRange sentence = reading.sentence_of(head);
  const model::LinearModel& edge = models_[static_cast<std::size_t>(Part5::edge)];
  for (const bool left : {true, false}) {
    while (cue.range.size() < kMaxCueWords) {
      const TokenIndex next = left ? cue.range.first - 1 : cue.range.last;
      if (!sentence.contains(next)) break;
      featurizer.edge_features(cue, left, scratch);
      if (score_of(edge, scratch) <= 0) break;
      if (left) {
        --cue.range.first;
      } else {
        ++cue.range.last;
      }
    }
  }
  return cue;
}

SpanCandidate AttributionModel::read_source(const Featurizer& featurizer, const CueSpan& cue,
                                            Features& scratch) const {
  const model::LinearModel& linear = models_[static_cast<std::size_t>(Part5::source)];
  featurizer.no_source_features(cue, scratch);
  SpanCandidate best;
  float top = score_of(linear, scratch);
  for (const SpanCandidate& candidate : featurizer.source_candidates(cue)) {
    featurizer.source_features(cue, candidate, scratch);
    const float score = score_of(linear, scratch);
    if (score > top) {
      top = score;
      best = candidate;
    }
  }
  return best;
}

void AttributionModel::read_contents(const Featurizer& featurizer, LearnedAttribution& found,
                                     Features& scratch) const {
  const model::LinearModel& linear = models_[static_cast<std::size_t>(Part5::content)];
  const std::vector<SpanCandidate> candidates = featurizer.content_candidates(found.cue, found.source.range);
  const SpanCandidate* best = nullptr;
  float top = 0;
  for (const SpanCandidate& candidate : candidates) {
    featurizer.content_features(found.cue, found.source.range, candidate, scratch);
    const float score = score_of(linear, scratch);
    if (best == nullptr || score > top) {
      top = score;
      best = &candidate;
    }
  }
  if (best == nullptr) return;
  found.content.push_back(best->range);
  const model::LinearModel& second = models_[static_cast<std::size_t>(Part5::second)];
  featurizer.no_second_features(found.cue, best->range, scratch);
  top = score_of(second, scratch);
  const SpanCandidate* other = nullptr;
  for (const SpanCandidate& candidate : candidates) {
    if (candidate.range.first < best->range.last && best->range.first < candidate.range.last) continue;
    featurizer.second_features(found.cue, found.source.range, best->range, candidate, scratch);
    const float score = score_of(second, scratch);
    if (score > top) {
      top = score;
      other = &candidate;
    }
  }
  if (other != nullptr) found.content.push_back(other->range);
  std::sort(found.content.begin(), found.content.end());
}

std::vector<LearnedAttribution> AttributionModel::read(const Reading& reading, const CueTable& cues,
                                                       float least) const {
  std::vector<LearnedAttribution> out;
  const Featurizer featurizer(reading, cues);
  Features scratch;
  const auto count = static_cast<TokenIndex>(reading.document.tokens.size());
  for (TokenIndex token = 0; token < count; ++token) {
    if (!passes(featurizer.gate_atom(token))) continue;
    featurizer.cue_features(token, scratch);
    const float score = score_of(models_[static_cast<std::size_t>(Part5::cue)], scratch);
    if (score < least) continue;
    LearnedAttribution found;
    found.score = score;
    found.cue = grow(featurizer, reading, token, scratch);
    found.source = read_source(featurizer, found.cue, scratch);
    read_contents(featurizer, found, scratch);
    if (!found.content.empty()) out.push_back(std::move(found));
  }
  return out;
}

std::vector<LearnedAttribution> outermost(std::vector<LearnedAttribution> found) {
  std::vector<bool> inner(found.size(), false);
  for (std::size_t i = 0; i < found.size(); ++i) {
    for (std::size_t j = i > 40 ? i - 40 : 0; j < found.size() && j < i + 40; ++j) {
      if (i == j || !in_ranges(found[j].content, found[i].cue.head)) continue;
      // Each in the other's content: the one with the surer cue stays.
      if (in_ranges(found[i].content, found[j].cue.head) && found[i].score >= found[j].score) continue;
      inner[i] = true;
    }
  }
  std::vector<LearnedAttribution> out;
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (!inner[i]) out.push_back(std::move(found[i]));
  }
  return out;
}

}  // namespace avow::speech
