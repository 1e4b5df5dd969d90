// Redaction: a document as it is shown to those who need not know private persons (ledger::is_private is the
// one rule of who is one; avow/ledger/listing.hpp).
//
//   Document shown = ledger::redacted(document);
//
// Their names are masked byte by byte wherever they stand, so that spans still hold; the places of deeds done
// by or to them are coarsened to the region, and towns and sites are masked in the sentences of these deeds.
//
// Pure functions; thread-safe.
#pragma once

#include <string>
#include <vector>

#include "avow/document/document.hpp"

namespace avow::ledger {

[[nodiscard]] Document redacted(Document document);
// The names to mask in words kept outside of the document (reasons of reviewers), longest first.
[[nodiscard]] std::vector<std::string> private_names(const Document& document);
// Each byte of each of these names that stands as a word of its own becomes an asterisk; spaces stay.
[[nodiscard]] std::string masked(std::string text, const std::vector<std::string>& names);

}  // namespace avow::ledger
