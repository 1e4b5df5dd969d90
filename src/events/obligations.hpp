// Obligations: what a party is bound to by its own word or another's demand (codebook, section 3), read from
// the commitments, demands and conditions of speech/.
//
//   document.obligations = read_obligations(clause, words, coder);
//
// ConductWords: the words that shape a conduct, from data/events/conduct_words.tsv.
#pragma once

#include <filesystem>
#include <vector>

#include "avow/base/result.hpp"
#include "events/coder.hpp"

namespace avow::events {

enum class ConductRole : std::uint8_t {
  none,
  asks,      // its complement is the conduct, its object the party (urge, call, ask)
  binds,     // its complement is the conduct, its subject the party (promise, agree, ready)
  needs,     // its complement is the conduct (vital that, need for)
  ends,      // its object is to be refrained from (stop, end, halt)
  refrains,  // its complement is to be refrained from (refrain, avoid, desist)
  goes_on    // nothing but its complement (continue, keep, remain)
};

class ConductWords {
 public:
  [[nodiscard]] static Result<ConductWords> load(const std::filesystem::path& data_folder);
  [[nodiscard]] ConductRole role(std::string_view lemma) const;

 private:
  StringMap<ConductRole> roles_;
};

[[nodiscard]] std::vector<Obligation> read_obligations(const Clause& clause, const ConductWords& words,
                                                       const Coder& coder);

}  // namespace avow::events
