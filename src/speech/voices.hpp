// Voices: who speaks in each attribution, as an actor, and for whom.
//
//   Voices voices(reading, attributions);
//   voices.of(index).speaker;      // "we" in a quote is the speaker's side, "I" the speaker
//   voices.parent(index);          // the attribution in whose content this one stands, or -1
//
// References what it was made from. One thread.
#pragma once

#include <string>
#include <vector>

#include "speech/acts.hpp"

namespace avow::speech {

struct Speaker {
  ActorIndex actor = kNone;
  Span span;  // the source's words
  ActorIndex on_behalf = kNone;
  std::string on_behalf_name;
  TokenIndex source = kNone;
};

class Voices {
 public:
  Voices(const Reading& reading, const std::vector<Attribution>& attributions);

  [[nodiscard]] std::int32_t parent(std::size_t index) const { return parents_[index]; }
  [[nodiscard]] const Speaker& of(std::size_t index) const { return speakers_[index]; }
  [[nodiscard]] Voice voice(std::size_t index) const;
  // Is `inner` spoken by the same voice as `outer` (itself, "we", the party it speaks for)?
  [[nodiscard]] bool same_voice(std::size_t inner, std::size_t outer) const;
  // The publisher or author of the text as a speaker: whom "we" outside quotes means.
  [[nodiscard]] const Speaker& author() const { return author_; }

 private:
  void find_parents();
  void find_author();
  void mend_pronouns();
  [[nodiscard]] bool is_first_person_source(std::size_t index) const;
  [[nodiscard]] bool is_named_in(ActorIndex actor, const std::vector<TokenRange>& ranges) const;
  [[nodiscard]] TokenIndex meant_by(const Attribution& attribution) const;
  [[nodiscard]] TokenIndex speaking_token(const Attribution& attribution) const;
  void take_author(TokenIndex at, ActorIndex actor);
  [[nodiscard]] ActorIndex actor_in(TokenIndex source, TokenRange range) const;
  [[nodiscard]] Speaker speaker_of(std::size_t index) const;
  void set_side(Speaker& speaker) const;

  const Reading& reading_;
  const std::vector<Attribution>& attributions_;
  std::vector<std::int32_t> parents_;
  std::vector<Speaker> speakers_;
  Speaker author_;
};

}  // namespace avow::speech
