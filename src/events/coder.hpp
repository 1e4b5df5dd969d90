// Coder: reads the acts of a document into drafts and makes event rows of them.
//
//   Coder coder{clause, frames};
//   coder.read();                       // drafts, joined
//   document.events = coder.events();   // rows in text order
//
// Views only; made anew for each document. One thread.
#pragma once

#include <vector>

#include "events/draft.hpp"
#include "events/factuality_model.hpp"
#include "names/place_lookup.hpp"
#include "names/time_lookup.hpp"

namespace avow::events {

class Coder {
 public:
  Coder(const Clause& clause, const FrameTable& frames, const FactualityModel& second_opinion)
      : clause_(clause),
        frames_(frames),
        second_opinion_(second_opinion),
        places_(clause.document(), clause.tree()),
        times_(clause.document(), clause.tree()) {}

  void read();
  [[nodiscard]] std::vector<Event> events() const;
  // Every act, joined ones too, for the obligations that look for the type of a conduct.
  [[nodiscard]] const std::vector<Draft>& drafts() const { return drafts_; }

 private:
  void find_statement_heads();
  [[nodiscard]] StatementIndex innermost_statement(TokenIndex token) const;
  void read_token(TokenIndex token);
  void complete(Draft& draft) const;
  [[nodiscard]] Party party(TokenIndex token, const std::string& from, bool alone) const;
  [[nodiscard]] bool acts(const Draft& draft) const;
  void parties(Draft& draft) const;
  [[nodiscard]] TokenIndex shown_to_be(TokenIndex act) const;
  void actor_by_statement(Draft& draft) const;
  void place_and_time(Draft& draft) const;
  [[nodiscard]] bool aggregate(const Draft& draft) const;
  [[nodiscard]] Event row(const Draft& draft) const;
  [[nodiscard]] std::string trace(const Draft& draft) const;
  void second_opinion(Draft& draft) const;
  [[nodiscard]] float confidence(const Draft& draft) const;

  const Clause& clause_;
  const FrameTable& frames_;
  const FactualityModel& second_opinion_;
  const names::PlaceLookup places_;
  const names::TimeLookup times_;
  std::vector<Draft> drafts_;
  std::vector<StatementIndex> innermost_;  // of each token
  ActorIndex own_voice_ = kNone;           // whose text it is, where it speaks of itself
  std::vector<bool> cue_;                  // tokens that are the head of a cue
};

}  // namespace avow::events
