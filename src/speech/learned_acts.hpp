// The learned reading of speech acts, asked only where the rules of acts.hpp are silent: logistic regression
// over the words of a sentence and its tree (docs/models/acts.md).
//
//   Result<ActModel> model = ActModel::open(data / "models/acts.model");
//   ActGuess guess = model->read(reading, tables, cues, range, head);
//
// Owns the mapped file. Const access from any thread.
#pragma once

#include <filesystem>
#include <memory>

#include "model/container.hpp"
#include "model/linear_model.hpp"
#include "speech/acts.hpp"

namespace avow::speech {

inline constexpr std::uint32_t kActCount = 12;  // as many as SpeechFunction has
inline constexpr std::string_view kActSection = "acts.weights";

// What is seen of a sentence; part of the model file's meaning.
void act_features(const Reading& reading, const ActTables& tables, const CueTable& cues, TokenRange range,
                  TokenIndex head, std::vector<model::FeatureHash>& out);

struct ActGuess {
  SpeechFunction function = SpeechFunction::assertion;
  float probability = 0;
};

class ActModel {
 public:
  [[nodiscard]] static Result<ActModel> open(const std::filesystem::path& path);
  [[nodiscard]] ActGuess read(const Reading& reading, const ActTables& tables, const CueTable& cues,
                              TokenRange range, TokenIndex head) const;

 private:
  ActModel(std::unique_ptr<model::Model> file, model::LinearModel linear)
      : file_(std::move(file)), linear_(linear) {}
  std::unique_ptr<model::Model> file_;
  model::LinearModel linear_;
};

}  // namespace avow::speech
