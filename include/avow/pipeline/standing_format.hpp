// The standing of words and incidents for a reader, or as JSON.
//
// Pure functions; thread-safe.
#pragma once

#include <string>

#include "avow/ledger/standing.hpp"
#include "avow/pipeline/account.hpp"

namespace avow::pipeline {

// By party (all, or the one whose id or name this is): its commitments and the demands on it, each with its
// status and the incidents that meet it; then the incidents laid to it.
[[nodiscard]] std::string standing_to_text(const ledger::Standing& standing, const std::string& party,
                                           const AccountStyle& style);
// Only where words and deeds meet.
[[nodiscard]] std::string meetings_to_text(const ledger::Standing& standing, const std::string& party,
                                           const AccountStyle& style);
// One JSON object: documents, incidents, words.
[[nodiscard]] std::string standing_to_json(const ledger::Standing& standing, const std::string& party);

}  // namespace avow::pipeline
