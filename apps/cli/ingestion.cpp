#include "ingestion.hpp"

#include <chrono>

#include <fmt/chrono.h>
#include <fmt/format.h>

#include "avow/base/limits.hpp"
#include "avow/store/open.hpp"

namespace avow::cli {
namespace {

// To the microsecond: two runs never share one.
std::string now() {
  const auto time = std::chrono::system_clock::now();
  const auto micros = std::chrono::duration_cast<std::chrono::microseconds>(time.time_since_epoch()).count();
  return fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:06}Z", fmt::gmtime(std::chrono::system_clock::to_time_t(time)),
                     micros % 1'000'000);
}

}  // namespace

Result<std::unique_ptr<Ingestion>> Ingestion::open(const IngestionOptions& options) {
  std::unique_ptr<Ingestion> out{new Ingestion};
  auto store = store::open_ledger(options.ledger, store::Access::write);
  if (!store) return store.error();
  out->store_ = std::move(*store);
  out->store_->work_as({.who = {}, .versions = options.versions});
  auto ids = out->store_->document_ids();
  if (!ids) return ids.error();
  out->known_.reserve(ids->size());
  for (std::string& id : *ids) out->known_.insert(std::move(id));
  const auto problems = out->store_->problems(false);
  if (!problems) return problems.error();
  for (const ledger::Problem& each : *problems) out->troubled_.insert(each.input);
  if (options.originals) out->originals_.emplace(store::originals_of(options.ledger));
  out->run_ = now();
  return out;
}

Result<void> Ingestion::keep_original(Document& document) const {
  if (!originals_) return {};
  if (auto kept = originals_->put(document.id, document.original); !kept) return kept;
  document.original_kept = true;
  document.original = {};
  return {};
}

Result<void> Ingestion::add(Document document) {
  waiting_bytes_ += document.text.size();
  waiting_.push_back(std::move(document));
  if (waiting_.size() < kDocumentsPerTransaction && waiting_bytes_ < kTextBytesPerTransaction) return {};
  return flush();
}

Result<void> Ingestion::note(const std::string& input, const Error& error) {
  problems_.push_back({input,
                       error.place.empty() ? input : error.place,
                       std::string{error_number(error.code)},
                       error.uri,
                       error.message,
                       run_,
                       run_,
                       {},
                       1});
  troubled_.insert(input);
  return problems_.size() < kDocumentsPerTransaction ? Result<void>{} : flush_problems();
}

void Ingestion::end_input(const std::string& input) {
  if (troubled_.contains(input)) ended_.push_back(input);
}

Result<void> Ingestion::flush() {
  if (!waiting_.empty()) {
    std::vector<const Document*> batch;
    for (const Document& each : waiting_) batch.push_back(&each);
    const auto added = store_->add(batch);
    if (!added) return added.error();
    added_ += *added;
    waiting_.clear();
    waiting_bytes_ = 0;
  }
  return flush_problems();
}

Result<void> Ingestion::flush_problems() {
  if (!problems_.empty()) {
    if (auto noted = store_->note_problems(problems_); !noted) return noted;
    problems_.clear();
  }
  if (!ended_.empty()) {
    if (auto cleared = store_->clear_problems(ended_, run_); !cleared) return cleared;
    ended_.clear();
  }
  return {};
}

}  // namespace avow::cli
