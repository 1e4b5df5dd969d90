#include "avow/ledger/store.hpp"

#include <algorithm>

#include "avow/base/strings.hpp"

namespace avow::ledger {
namespace {

constexpr std::size_t kShortIdDigits = 8;

// The id when the registry gave it ("new:7" is a document's own); else the name in lower case and without an
// article, so that "the government" and "government" are one party.
Party named(std::string_view id, std::string_view name) {
  std::string shown{trim(name)};
  if (!id.empty() && !id.starts_with("new:")) return {std::string{id}, shown};
  std::string key = lower_ascii(shown);
  for (const std::string_view article : {"the ", "a ", "an "}) {
    if (key.starts_with(article)) {
      key.erase(0, article.size());
      break;
    }
  }
  return {key, shown};
}

}  // namespace

Result<Review> Store::add_review(const NewReview& review) {
  auto added = add_reviews({&review, 1});
  if (!added) return added.error();
  return std::move(added->front());
}

Result<ReviewedDocument> reviewed_document(Store& store, std::string_view id) {
  auto document = store.document(id);
  if (!document) return document.error();
  ReviewQuery query;
  query.document = document->id;
  const auto reviews = store.reviews(query);
  if (!reviews) return reviews.error();
  return reviewed(std::move(*document), *reviews);
}

std::string short_id(std::string_view document_id) {
  const std::size_t colon = document_id.find(':');
  if (colon != std::string_view::npos) document_id.remove_prefix(colon + 1);
  return std::string{document_id.substr(0, kShortIdDigits)};
}

Party party_of(const Document& document, ActorIndex index) {
  if (index == kNone) return {};
  const Actor& actor = document.actors[index];
  if (!actor.side_name.empty()) return named(actor.side_id, actor.side_name);
  return named(actor.in_registry ? actor.id : "", actor.name);
}

Party party_of(const Document& document, const Statement& statement) {
  if (statement.on_behalf != kNone) return party_of(document, statement.on_behalf);
  if (!statement.on_behalf_name.empty()) return named("", statement.on_behalf_name);
  return party_of(document, statement.speaker);
}

std::vector<bool> wanted_actors(const Document& document) {
  std::vector<bool> kept(document.actors.size(), false);
  const auto keep = [&](ActorIndex actor) {
    if (actor != kNone) kept[actor] = true;
  };
  for (const Statement& row : document.statements) {
    for (const ActorIndex actor : {row.speaker, row.on_behalf, row.target}) keep(actor);
  }
  for (const Event& row : document.events) {
    for (const ActorIndex actor : {row.actor, row.recipient}) keep(actor);
  }
  for (const Obligation& row : document.obligations) {
    for (const ActorIndex actor : {row.party, row.beneficiary}) keep(actor);
  }
  for (std::size_t i = 0; i < kept.size(); ++i) {
    const Actor& actor = document.actors[i];
    const auto is_name = [&](MentionIndex index) {
      return document.mentions[index].kind == MentionKind::name;
    };
    if (actor.in_registry || std::any_of(actor.mentions.begin(), actor.mentions.end(), is_name))
      kept[i] = true;
  }
  // Members of a group that is kept, and theirs.
  for (bool changed = true; changed;) {
    changed = false;
    for (std::size_t i = 0; i < kept.size(); ++i) {
      if (!kept[i]) continue;
      for (const ActorIndex member : document.actors[i].members) {
        changed = changed || !kept[member];
        kept[member] = true;
      }
    }
  }
  return kept;
}

}  // namespace avow::ledger
