// Private persons of one document, and how they are taken out of what is shown (ledger::is_private).
//
//   Withholder withholder;
//   withholder.load(document);
//   withholder.mask(text);              // by asterisks, byte for byte
//   withholder.withhold(row.actor);     // true when it named one
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "avow/document/document.hpp"

namespace avow::store {

class Withholder {
 public:
  void load(const Document& document);
  void mask(std::string& text) const;
  bool withhold(std::string& name) const;
  // The same for names that stand among other words.
  bool withhold_inside(std::string& text) const;
  // Whether the words name a private person of the document, in any case.
  [[nodiscard]] bool names_one(std::string_view words) const;
  // Whether any of its mentions touches [first, last).
  [[nodiscard]] bool touches(std::int64_t first, std::int64_t last) const;

 private:
  std::vector<std::string> names_;  // in lower case
  std::vector<std::pair<std::int64_t, std::int64_t>> spans_;
};

}  // namespace avow::store
