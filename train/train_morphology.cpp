#include <algorithm>
#include <map>

#include "model/bytes.hpp"
#include "model/linear_model.hpp"
#include "syntax/morphology.hpp"
#include "train/linear_trainer.hpp"
#include "train/random.hpp"
#include "train/syntax_trainers.hpp"

namespace avow::train {
namespace {

constexpr std::uint64_t kSeed = 20210724;
// A script seen less often is left to the table of exceptions.
constexpr int kMinScriptCount = 3;

struct Place {
  const GoldSentence* sentence;
  std::size_t word;
};

std::vector<Place> places_of(const Sample& sample) {
  std::vector<Place> out;
  for (const GoldSentence* sentence : sample) {
    for (std::size_t i = 0; i < sentence->words.size(); ++i) out.push_back({sentence, i});
  }
  return out;
}

using Scripts = std::vector<syntax::LemmaScript>;

Scripts frequent_scripts(const std::vector<Place>& places) {
  std::map<syntax::LemmaScript, int> counts;
  for (const Place& place : places) {
    ++counts[syntax::script_of(place.sentence->forms[place.word], place.sentence->lemmas[place.word])];
  }
  Scripts out;
  for (const auto& [script, count] : counts) {
    if (count >= kMinScriptCount && script.add.size() < 32) out.push_back(script);
  }
  return out;
}

std::uint32_t index_of(const Scripts& scripts, const syntax::LemmaScript& script) {
  const auto found = std::lower_bound(scripts.begin(), scripts.end(), script);
  const bool known = found != scripts.end() && *found == script;
  return known ? static_cast<std::uint32_t>(found - scripts.begin()) : ~0U;
}

std::string learn_scripts(const std::vector<Place>& places, const Scripts& scripts,
                          const SyntaxOptions& options) {
  Perceptron trainer{static_cast<std::uint32_t>(scripts.size()), options.lemma_slots};
  Random random{kSeed};
  auto order = identity_order(places.size());
  syntax::MorphFeatures features;
  for (std::uint32_t round = 0; round < options.morph_rounds; ++round) {
    shuffle(order, random);
    for (const std::size_t index : order) {
      const auto& [sentence, word] = places[index];
      const auto gold = index_of(scripts, syntax::script_of(sentence->forms[word], sentence->lemmas[word]));
      if (gold == ~0U) continue;
      syntax::lemma_features(sentence->words, word, features);
      trainer.learn(features.span(), gold);
    }
  }
  return trainer.to_section();
}

// What a form and tag became in training, and whether the scripts would have said so.
struct Evidence {
  std::map<std::string, int> lemmas;
  int wrong = 0;
  int count = 0;
};

std::string exceptions_of(const std::vector<Place>& places, const Scripts& scripts,
                          const std::string& section) {
  const auto weights = model::LinearModel::read(section);
  std::map<std::uint32_t, Evidence> evidence;
  std::vector<std::int16_t> scores(weights->padded_classes());
  syntax::MorphFeatures features;
  std::string guess;
  for (const auto& [sentence, word] : places) {
    syntax::lemma_features(sentence->words, word, features);
    weights->score(features.span(), scores);
    syntax::apply_script(scripts[weights->best(scores)], sentence->forms[word], guess);
    Evidence& found =
        evidence[syntax::exception_key(sentence->words.lexemes[word], sentence->words.tags[word])];
    ++found.count;
    ++found.lemmas[sentence->lemmas[word]];
    found.wrong += guess == sentence->lemmas[word] ? 0 : 1;
  }
  std::string out;
  std::uint32_t count = 0;
  for (const auto& [key, found] : evidence) {
    const auto best = std::max_element(found.lemmas.begin(), found.lemmas.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    if (found.wrong <= found.count - best->second) continue;
    model::store(out, key);
    model::store_text(out, best->first);
    ++count;
  }
  std::string with_count;
  model::store(with_count, count);
  return with_count + out;
}

}  // namespace

void train_lemmas(const Sample& sample, const SyntaxOptions& options, model::ModelWriter& writer) {
  const auto places = places_of(sample);
  const Scripts scripts = frequent_scripts(places);
  const std::string weights = learn_scripts(places, scripts, options);
  std::string section;
  model::store(section, static_cast<std::uint32_t>(scripts.size()));
  for (const auto& script : scripts) {
    model::store(section, static_cast<std::uint8_t>(script.letters));
    model::store(section, script.cut);
    model::store_text(section, script.add);
  }
  writer.add_section("lemma.scripts", section + exceptions_of(places, scripts, weights));
  writer.add_section("lemma.weights", weights);
}

void train_feats(const Sample& sample, const syntax::TagSet& tagset, const SyntaxOptions& options,
                 model::ModelWriter& writer) {
  const auto places = places_of(sample);
  std::map<std::string, std::uint32_t> values;
  std::vector<std::map<std::string, int>> by_tag(tagset.size());
  for (const auto& [sentence, word] : places) {
    values.emplace(sentence->feats[word], 0);
    ++by_tag[sentence->words.tags[word]][sentence->feats[word]];
  }
  std::string section;
  model::store(section, static_cast<std::uint32_t>(values.size()));
  std::uint32_t next = 0;
  for (auto& [value, index] : values) {
    index = next++;
    model::store_text(section, value);
  }
  std::vector<std::vector<std::uint32_t>> allowed(tagset.size());
  for (std::size_t tag = 0; tag < tagset.size(); ++tag) {
    for (const auto& [value, count] : by_tag[tag]) allowed[tag].push_back(values[value]);
    if (allowed[tag].empty()) allowed[tag].push_back(values.begin()->second);
    model::store(section, static_cast<std::uint16_t>(allowed[tag].size()));
    for (const auto value : allowed[tag]) model::store(section, static_cast<std::uint16_t>(value));
  }
  Perceptron trainer{static_cast<std::uint32_t>(values.size()), options.feats_slots};
  Random random{kSeed};
  auto order = identity_order(places.size());
  syntax::MorphFeatures features;
  for (std::uint32_t round = 0; round < options.morph_rounds; ++round) {
    shuffle(order, random);
    for (const std::size_t index : order) {
      const auto& [sentence, word] = places[index];
      const auto& choices = allowed[sentence->words.tags[word]];
      if (choices.size() < 2) continue;
      syntax::feats_features(sentence->words, tagset, word, features);
      trainer.learn_of(features.span(), values[sentence->feats[word]], choices);
    }
  }
  writer.add_section("feats.values", section);
  writer.add_section("feats.weights", trainer.to_section());
}

}  // namespace avow::train
