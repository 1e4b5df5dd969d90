// Connections to the ledger for many threads: each request takes one, and gives it back. Reading never waits
// for writing.
//
//   auto store = pool.reader();                   // Result<StorePool::Lease>
//   (*store)->lists().rows(query);
//
// Thread-safe; a Lease belongs to one thread and must not outlive the pool.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "avow/base/result.hpp"
#include "avow/ledger/store.hpp"

namespace avow::server {

class StorePool {
 public:
  class Lease {
   public:
    Lease(StorePool* pool, std::unique_ptr<ledger::Store> store) : pool_(pool), store_(std::move(store)) {}
    Lease(Lease&&) noexcept = default;
    Lease& operator=(Lease&&) noexcept = default;
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    ~Lease() {
      if (store_ != nullptr) pool_->give_back(std::move(store_));
    }
    ledger::Store* operator->() const { return store_.get(); }
    ledger::Store& operator*() const { return *store_; }

   private:
    StorePool* pool_;
    std::unique_ptr<ledger::Store> store_;
  };

  explicit StorePool(std::string ledger) : ledger_(std::move(ledger)) {}
  [[nodiscard]] Result<Lease> reader();
  // A connection that may write; who writes waits for others who do.
  [[nodiscard]] Result<std::unique_ptr<ledger::Store>> writer();
  // A number that grows whenever anything in the ledger changed.
  [[nodiscard]] Result<std::uint64_t> epoch();

 private:
  void give_back(std::unique_ptr<ledger::Store> store);
  std::string ledger_;
  std::mutex mutex_, watch_mutex_;
  std::vector<std::unique_ptr<ledger::Store>> idle_;
  std::unique_ptr<ledger::Store> watch_;  // only ever asked for its state
  std::int64_t last_version_ = -1;
  std::uint64_t epoch_ = 0;
};

}  // namespace avow::server
