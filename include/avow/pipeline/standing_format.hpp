// The standing of words and incidents for a reader, or as JSON.
//
// Pages are those of Standings::party_page, their incidents with reports (Standings::incident). Pure
// functions; thread-safe.
#pragma once

#include <string>
#include <vector>

#include "avow/ledger/standing.hpp"
#include "avow/pipeline/account.hpp"

namespace avow::pipeline {

// Each party's commitments, denials and conditions and the demands on it, each with its status and the
// incidents that meet it; then the incidents laid to it and what it is accused of in sum.
[[nodiscard]] std::string standing_to_text(const std::vector<ledger::PartyPage>& pages,
                                           const AccountStyle& style);
// Only where words and deeds meet.
[[nodiscard]] std::string meetings_to_text(const std::vector<ledger::PartyPage>& pages,
                                           const AccountStyle& style);
// One JSON object: parties, words, incidents, allegations.
[[nodiscard]] std::string standing_to_json(const std::vector<ledger::PartyPage>& pages);
// One incident with every report, what each says of the dead and injured, and the words it meets.
[[nodiscard]] std::string incident_to_text(const ledger::Incident& incident,
                                           const std::vector<ledger::WordStanding>& words,
                                           const AccountStyle& style);
[[nodiscard]] std::string incident_to_json(const ledger::Incident& incident,
                                           const std::vector<ledger::WordStanding>& words);

}  // namespace avow::pipeline
