// The findings stage: adds document.findings, where a word (obligation or denial) meets a deed (event) in one
// text.
//
//   Result<std::unique_ptr<Stage>> stage = ledger::make_findings_stage(data_folder);
//   (*stage)->run(document);      // needs statements, events and obligations
//
// It would rather miss a meeting than claim a false one: the parties must be one side, the deed of the kind
// the word covers (data/ledger/conduct_scope.tsv), those meant by the word not others than those hit, the
// deed told as having happened, and after the word or in spite of it (data/ledger/signals.tsv). Immutable
// once made: run() may be called from any thread.
#pragma once

#include <filesystem>
#include <memory>

#include "avow/base/result.hpp"
#include "avow/document/stage.hpp"

namespace avow::ledger {

[[nodiscard]] Result<std::unique_ptr<Stage>> make_findings_stage(const std::filesystem::path& data_folder);

}  // namespace avow::ledger
