#include "store_pool.hpp"

#include "avow/ledger/listing.hpp"
#include "avow/store/open.hpp"

namespace avow::server {
namespace {
constexpr std::size_t kMaxIdle = 16;
}

Result<StorePool::Lease> StorePool::reader() {
  {
    const std::lock_guard lock{mutex_};
    if (!idle_.empty()) {
      auto store = std::move(idle_.back());
      idle_.pop_back();
      return Lease{this, std::move(store)};
    }
  }
  auto store = store::open_ledger(ledger_, store::Access::read);
  if (!store) return store.error();
  return Lease{this, std::move(*store)};
}

Result<std::unique_ptr<ledger::Store>> StorePool::writer() {
  return store::open_ledger(ledger_, store::Access::write);
}

Result<std::uint64_t> StorePool::epoch() {
  const std::lock_guard lock{watch_mutex_};
  if (watch_ == nullptr) {
    auto store = store::open_ledger(ledger_, store::Access::read);
    if (!store) return store.error();
    watch_ = std::move(*store);
  }
  const auto version = watch_->lists().change_mark();
  if (!version) return version.error();
  if (*version != last_version_) {
    last_version_ = *version;
    ++epoch_;
  }
  return epoch_;
}

void StorePool::give_back(std::unique_ptr<ledger::Store> store) {
  const std::lock_guard lock{mutex_};
  if (idle_.size() < kMaxIdle) idle_.push_back(std::move(store));
}

}  // namespace avow::server
