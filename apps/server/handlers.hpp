// What handlers share: a connection to the ledger, what the viewer may see, what people judged.
#pragma once

#include <memory>

#include "json_rows.hpp"
#include "routes.hpp"

namespace avow::server {

// What people judged, as of an epoch of the ledger.
struct Judged {
  std::uint64_t epoch = 0;
  Decisions by_row;
};

// One request's work: begun after the parameters were read.
//
//   auto desk = Desk::open(context);
//   if (!desk) return desk.error();
//   desk->store().lists() ...
class Desk {
 public:
  [[nodiscard]] static Result<Desk> open(Context& context) {
    if (auto fine = context.parameters.check(); !fine) return fine.error();
    auto judged = context.app.judged();
    if (!judged) return judged.error();
    auto store = context.app.stores().reader();
    if (!store) return store.error();
    return Desk{std::move(*store), std::move(*judged), context.viewer.withhold()};
  }
  [[nodiscard]] ledger::Store& store() const { return *lease_; }
  [[nodiscard]] ledger::Lists& lists() const { return lease_->lists(); }
  [[nodiscard]] View view() const { return {withhold_, &judged_->by_row}; }
  [[nodiscard]] bool withhold() const { return withhold_; }
  [[nodiscard]] const Decisions& decisions() const { return judged_->by_row; }

 private:
  Desk(StorePool::Lease lease, std::shared_ptr<const Judged> judged, bool withhold)
      : lease_(std::move(lease)), judged_(std::move(judged)), withhold_(withhold) {}
  StorePool::Lease lease_;
  std::shared_ptr<const Judged> judged_;
  bool withhold_;
};

// Where a row stands in its document, and what is evidence for it (Passage of openapi.json); row_not_found.
[[nodiscard]] Result<Json> passage_json(const Document& document, const std::string& row, bool withhold);

// What people said of this party (PartyWord of openapi.json), oldest first.
[[nodiscard]] Json party_words_json(const Desk& desk, const std::string& key);

}  // namespace avow::server
