#include "ledger/party_names.hpp"

#include <algorithm>

#include "avow/base/strings.hpp"

namespace avow::ledger {
namespace {

std::pair<std::string, std::string> in_order(std::string a, std::string b) {
  if (b < a) std::swap(a, b);
  return {std::move(a), std::move(b)};
}

}  // namespace

PartyNames::PartyNames(std::span<const PartyWord> words) {
  // Of the words on one pair the last one holds, at its place.
  std::map<std::pair<std::string, std::string>, const PartyWord*> last;
  for (const PartyWord& word : words) {
    if (word.kind == PartyWord::Kind::one || word.kind == PartyWord::Kind::two)
      last[in_order(word.party, word.other)] = &word;
    if (word.kind == PartyWord::Kind::elsewhere)
      elsewhere_[{word.party, word.other}] = {lower_ascii(word.other_name), word.other_name};
  }
  for (const auto& [pair, word] : last) {
    if (word->kind == PartyWord::Kind::two) apart_.insert(pair);
  }
  for (const PartyWord& word : words) {
    const auto found = last.find(in_order(word.party, word.other));
    if (word.kind != PartyWord::Kind::one || found == last.end() || found->second != &word) continue;
    join({word.party, word.party_name}, {word.other, word.other_name});
  }
}

void PartyNames::join(const Party& party, const Party& other) {
  names_.emplace(party.key, party.name);
  names_.emplace(other.key, other.name);
  const std::string root = root_of(party.key), its = root_of(other.key);
  if (root != its && !held_apart(root, its)) under_[its] = root;
}

const std::string& PartyNames::root_of(const std::string& key) const {
  const std::string* at = &key;
  for (auto up = under_.find(*at); up != under_.end(); up = under_.find(*at)) at = &up->second;
  return *at;
}

std::string PartyNames::key_of(const std::string& key) const {
  return root_of(key);
}

std::string PartyNames::name_of(const std::string& key) const {
  const auto found = names_.find(key);
  return found == names_.end() ? std::string{} : lower_ascii(found->second);
}

bool PartyNames::held_apart(const std::string& a, const std::string& b) const {
  const std::string &x = root_of(a), &y = root_of(b);
  return std::any_of(apart_.begin(), apart_.end(), [&](const auto& pair) {
    const std::string &one = root_of(pair.first), &two = root_of(pair.second);
    return (one == x && two == y) || (one == y && two == x);
  });
}

std::map<std::string, std::string> PartyNames::moved() const {
  std::map<std::string, std::string> out;
  for (const auto& [key, to] : under_) out.emplace(key, root_of(key));
  return out;
}

Party PartyNames::party_of(const Party& party, std::string_view document) const {
  if (party.key.empty() || empty()) return party;
  const std::string folded = lower_ascii(party.name);
  Party now = party;
  for (const std::string& key : {party.key, folded}) {
    const auto other = elsewhere_.find({key, std::string{document}});
    if (other == elsewhere_.end()) continue;
    now = other->second;
    break;
  }
  for (const std::string& key : {now.key, lower_ascii(now.name)}) {
    if (!under_.contains(key)) continue;
    const std::string& root = root_of(key);
    const auto name = names_.find(root);
    return {root, name == names_.end() ? root : name->second};
  }
  return now;
}

}  // namespace avow::ledger
