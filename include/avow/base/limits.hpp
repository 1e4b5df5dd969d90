// Every limit in one place, units last in the name. Beyond a limit avow says so with a coded error or
// diagnostic and goes on with the next document; it never slows down or dies in silence.
#pragma once

#include <cstddef>
#include <cstdint>

namespace avow {

// One document. Larger files are refused (file_too_large): an article is kilobytes.
inline constexpr std::size_t kMaxDocumentSizeBytes = 32U << 20U;
// A token longer than this is cut: no word of any language is as long.
inline constexpr std::size_t kMaxTokenSizeBytes = 512;
// A sentence with more tokens is cut into pieces (sentence_too_long); the parser's cost per sentence is
// linear, but trees over lists and tables mean nothing.
inline constexpr std::size_t kMaxSentenceTokens = 400;
// Quotations inside quotations; deeper ones are read flat (quotes_too_deep).
inline constexpr std::size_t kMaxQuoteDepth = 8;
// Attributions nested in attributions.
inline constexpr std::size_t kMaxAttributionDepth = 16;
// Diagnostics kept for one document; more are counted in the last one.
inline constexpr std::size_t kMaxDiagnostics = 100;
// Elements and stretches of text of one web page; the rest of a larger page is left out.
inline constexpr std::size_t kMaxHtmlNodes = 400'000;
// Elements within elements; deeper ones are read as if they stood higher.
inline constexpr std::size_t kMaxHtmlDepth = 256;
// Folders within folders that the reader follows.
inline constexpr std::size_t kMaxFolderDepth = 64;
// Model files together.
inline constexpr std::size_t kMaxModelSizeBytes = 256U << 20U;
// One row of a table in data/.
inline constexpr std::size_t kMaxTableLineBytes = 1U << 16U;
// One file of the registry of actors.
inline constexpr std::size_t kMaxRegistryFileSizeBytes = 64U << 20U;
// Documents in one ledger transaction.
inline constexpr std::size_t kDocumentsPerTransaction = 64;
// How long a locked ledger is waited for.
inline constexpr std::uint32_t kLedgerBusyTimeout_ms = 5000;

}  // namespace avow
