// Whom reviewers hold a party to be (PartyWord of avow/ledger/review.hpp).
//
//   PartyNames names{standing_words};
//   Party party = names.party_of(row_party, document_id);
//
// The same for the same words; a value, any thread may read it.
#pragma once

#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "avow/ledger/store.hpp"

namespace avow::ledger {

class PartyNames {
 public:
  PartyNames() = default;
  // Words that stand, in order of entry.
  explicit PartyNames(std::span<const PartyWord> words);

  // A row's party, of the document "sha256:...", as reviewers have it. Words about a name hold for the party
  // that the registry calls so as well.
  [[nodiscard]] Party party_of(const Party& party, std::string_view document) const;
  // The key under which a key is kept.
  [[nodiscard]] std::string key_of(const std::string& key) const;
  // The name of a key that words speak of, in lower case; "" of others.
  [[nodiscard]] std::string name_of(const std::string& key) const;
  // Whether a word stands in the way of the two being one.
  [[nodiscard]] bool held_apart(const std::string& a, const std::string& b) const;
  // Keys that are kept under another, with that; and keys with the documents ("sha256:...") where they are
  // another party's, with its key.
  [[nodiscard]] std::map<std::string, std::string> moved() const;
  [[nodiscard]] const std::map<std::pair<std::string, std::string>, Party>& elsewhere() const {
    return elsewhere_;
  }
  [[nodiscard]] bool empty() const { return under_.empty() && elsewhere_.empty(); }

 private:
  void join(const Party& party, const Party& other);
  [[nodiscard]] const std::string& root_of(const std::string& key) const;

  std::map<std::string, std::string> under_;                        // key -> key it was merged into
  std::map<std::string, std::string> names_;                        // of keys
  std::set<std::pair<std::string, std::string>> apart_;             // in order
  std::map<std::pair<std::string, std::string>, Party> elsewhere_;  // (key, document)
};

}  // namespace avow::ledger
