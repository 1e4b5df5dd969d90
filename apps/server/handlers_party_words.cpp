// What people say of parties: two names are one party's, or are not, or one name means another in a document.
#include <algorithm>
#include <array>
#include <charconv>

#include "handlers.hpp"

namespace avow::server {
namespace {

constexpr std::size_t kMaxNameBytes = 500;
constexpr std::size_t kMaxReasonBytes = 4000;

using ledger::PartyWord;

// In the order of PartyWord::Kind.
constexpr std::array<const char*, 4> kKinds = {"one", "two", "elsewhere", "withdraw"};

std::string text_in(const Json& input, const char* name, std::size_t max_size_bytes) {
  if (!input.contains(name) || !input[name].is_string()) return {};
  auto text = input[name].get<std::string>();
  return text.size() > max_size_bytes ? std::string{} : text;
}

Json word_json(const PartyWord& word) {
  return {{"id", word.entry},
          {"kind", kKinds[static_cast<std::size_t>(word.kind)]},
          {"party", party_json(word.party, word.party_name)},
          {"other", party_json(word.other, word.other_name)},
          {"reason", word.reason},
          {"who", word.reviewer},
          {"at", word.at},
          {"undone", word.withdrawn}};
}

// A viewer knows of no private person, also not by a word about one.
bool may_know(const Desk& desk, const std::string& key) {
  if (!desk.withhold()) return true;
  const auto found = desk.lists().parties({.key = key, .limit = 1, .withhold = true});
  return found && !found->parties.empty();
}

Result<Answer> take_in(Context& context, const PartyWord& word) {
  auto versions = context.app.versions();
  if (!versions) return versions.error();
  const auto store = context.app.stores().writer();
  if (!store) return store.error();
  (*store)->work_as({.who = context.viewer.name, .versions = std::move(*versions)});
  const auto words = (*store)->add_party_words(std::span{&word, 1});
  if (!words) return words.error();
  if (auto done = (*store)->standings().bring_up_to_date(context.app.options().data_folder); !done) {
    return done.error();
  }
  return json_answer(word_json(words->front()), 201);
}

}  // namespace

Json party_words_json(const Desk& desk, const std::string& key) {
  Json out = Json::array();
  const auto words = desk.store().party_words(false);
  if (!words) return out;
  for (const PartyWord& word : *words) {
    if (word.kind == PartyWord::Kind::withdraw || (word.party != key && word.other != key)) continue;
    if (word.kind != PartyWord::Kind::elsewhere &&
        !(may_know(desk, word.party) && may_know(desk, word.other)))
      continue;
    Json json = word_json(word);
    // Reasons are free words, and may name anybody.
    if (desk.withhold()) json["reason"] = "";
    out.push_back(std::move(json));
  }
  return out;
}

Result<Answer> add_party_word(Context& context) {
  if (auto fine = context.parameters.check(); !fine) return fine.error();
  const Json input = Json::parse(context.request.body, nullptr, false);
  PartyWord word;
  if (input.is_object()) {
    const std::string kind = text_in(input, "kind", kMaxNameBytes);
    if (kind == "two") word.kind = PartyWord::Kind::two;
    if (kind == "elsewhere") word.kind = PartyWord::Kind::elsewhere;
    if (kind == "one" || word.kind != PartyWord::Kind::one)
      word.party = text_in(input, "party", kMaxNameBytes);
    word.other = text_in(input, "other", kMaxNameBytes);
    word.other_name = text_in(input, "other_name", kMaxNameBytes);
    word.reason = text_in(input, "reason", kMaxReasonBytes);
  }
  if (word.party.empty() || word.other.empty()) {
    return Error{ErrorCode::bad_request, "a kind, a party, another and a reason are needed", ""};
  }
  word.reviewer = context.viewer.name;
  return take_in(context, word);
}

Result<Answer> undo_party_word(Context& context) {
  auto desk = Desk::open(context);
  if (!desk) return desk.error();
  const std::string& id = context.arguments[0];
  std::int64_t entry = 0;
  const auto [end, failure] = std::from_chars(id.data(), id.data() + id.size(), entry);
  const Error unknown{ErrorCode::row_not_found, "there is no such judgement", id};
  if (failure != std::errc{} || end != id.data() + id.size()) return unknown;
  const auto words = desk->store().party_words(true);
  if (!words) return words.error();
  const auto found =
      std::find_if(words->begin(), words->end(), [&](const PartyWord& word) { return word.entry == entry; });
  if (found == words->end()) return unknown;
  if (found->reviewer != context.viewer.name && context.viewer.role != Role::admin) {
    return Error{ErrorCode::not_allowed, "it is another's judgement", id};
  }
  PartyWord undo = *found;
  undo.kind = PartyWord::Kind::withdraw;
  undo.withdraws = entry;
  undo.reviewer = context.viewer.name;
  undo.reason = "taken back";
  return take_in(context, undo);
}

}  // namespace avow::server
