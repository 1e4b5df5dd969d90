// A newer reading takes the place of a document's rows: reviews go with them, the log tells what changed.
//
// The caller holds the transaction.
#pragma once

#include "avow/ledger/store.hpp"
#include "store/database.hpp"
#include "store/writer.hpp"

namespace avow::store {

[[nodiscard]] Result<ledger::Rereading> replace_document(Database& database, Writer& writer,
                                                         const Document& document, const ledger::Hand& hand);

}  // namespace avow::store
