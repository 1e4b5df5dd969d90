// A time is nobody: "On Tuesday, the spokesman said", "HTS grew and on 10 January declared".
//   matches: "The rebels grew bolder and on 10 January declared a truce." (the rebels speak, not January)
//   must not: "April Jones said the road was open." (more than the time's words)
#include <algorithm>

#include "speech/attribution.hpp"

namespace avow::speech {
namespace {

class TimeSources {
 public:
  explicit TimeSources(const Reading& reading)
      : reading_(reading), time_at_(reading.document.tokens.size(), -1) {
    const auto& times = reading.document.times;
    for (std::size_t i = 0; i < times.size(); ++i) {
      for (TokenIndex at = times[i].tokens.first; at < times[i].tokens.last; ++at)
        time_at_[static_cast<std::size_t>(at)] = static_cast<std::int32_t>(i);
    }
  }

  void mend(Attribution& attribution) const {
    if (attribution.source == kNone) return;
    if (!is_time(attribution.source)) return trim_front(attribution);
    attribution.source = kNone;
    attribution.source_range = {};
    if (attribution.cue == kNone || attribution.passive) return;
    const TokenRange before = phrase_before(reading_, attribution.cue);
    if (!before.empty() && !is_time(before.last - 1)) {
      attribution.source = before.last - 1;
      attribution.source_range = before;
      return;
    }
    const TokenIndex doer = governing_subject(attribution.cue);
    if (doer == kNone) return;
    attribution.source = doer;
    attribution.source_range = noun_phrase(reading_, doer);
  }

 private:
  // Is the word part of a time that holds its whole name?
  [[nodiscard]] bool is_time(TokenIndex token) const {
    const std::int32_t found = time_at_[static_cast<std::size_t>(token)];
    if (found < 0) return false;
    const TokenRange time = reading_.document.times[static_cast<std::size_t>(found)].tokens;
    for (const TokenIndex child : reading_.tree.children(token)) {
      const Deprel base = base_relation(reading_.token(child).deprel);
      if ((base == Deprel::flat || base == Deprel::compound || base == Deprel::nmod) && !time.contains(child))
        return false;
    }
    return true;
  }

  // "On Tuesday, the spokesman": the phrase begins behind the time.
  void trim_front(Attribution& attribution) const {
    TokenRange& range = attribution.source_range;
    TokenIndex at = range.first;
    if (at < range.last && reading_.token(at).upos == Upos::ADP) ++at;
    if (at >= range.last) return;
    const std::int32_t found = time_at_[static_cast<std::size_t>(at)];
    if (found < 0) return;
    const TokenIndex end = reading_.document.times[static_cast<std::size_t>(found)].tokens.last;
    const bool genitive = end < range.last && reading_.token(end).upos == Upos::PART;
    if (end > attribution.source || genitive) return;
    // "Current officials": a time that describes the noun is part of its phrase.
    if (reading_.token(end - 1).upos == Upos::ADJ) return;
    range = trim_punctuation(reading_, {end, range.last});
  }

  // The subject of a verb this one is joined to.
  [[nodiscard]] TokenIndex governing_subject(TokenIndex cue) const {
    TokenIndex at = cue;
    for (int step = 0; step < kSteps && reading_.token(at).deprel == Deprel::conj; ++step) {
      at = reading_.token(at).head;
      const TokenIndex subject = doer_of(reading_, at);
      if (subject != kNone && !is_time(subject)) return subject;
    }
    return kNone;
  }

  static constexpr int kSteps = 4;
  const Reading& reading_;
  std::vector<std::int32_t> time_at_;  // token -> time or -1
};

}  // namespace

void leave_times(const Reading& reading, std::vector<Attribution>& attributions) {
  if (reading.document.times.empty()) return;
  const TimeSources sources(reading);
  for (Attribution& attribution : attributions) sources.mend(attribution);
}

}  // namespace avow::speech
