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
// Packed data that unpack to more than so many times their size are refused, from so many unpacked bytes on:
// text packs to a third or a tenth, what packs a thousandfold is made to harm.
inline constexpr std::size_t kMaxUnpackRatio = 200;
inline constexpr std::size_t kUnpackRatioFreeBytes = 64U << 20U;
// A header line of a record of a web archive, their number, and the head of an HTTP response in it.
inline constexpr std::size_t kMaxWarcHeaderLineBytes = 1U << 16U;
inline constexpr std::size_t kMaxWarcHeaderLines = 1000;
inline constexpr std::size_t kMaxHttpHeadBytes = 1U << 16U;
// Elements and stretches of text of one web page; the rest of a larger page is left out.
inline constexpr std::size_t kMaxHtmlNodes = 400'000;
// Elements within elements; deeper ones are read as if they stood higher.
inline constexpr std::size_t kMaxHtmlDepth = 256;
// A feed that is fetched; how long that may take; redirects that are followed.
inline constexpr std::size_t kMaxFeedSizeBytes = 8U << 20U;
inline constexpr long kFeedConnectTimeout_ms = 15'000;
inline constexpr long kFeedTimeout_ms = 60'000;
inline constexpr long kMaxFeedRedirects = 5;
// A feed is asked for no sooner than this after the last time; after failures or a Retry-After, within a day.
inline constexpr std::int64_t kShortestFeedInterval_s = 300;
inline constexpr std::int64_t kLongestFeedWait_s = 86'400;
// How often watched folders are looked at.
inline constexpr std::int64_t kFolderPoll_s = 5;
// Folders within folders that the reader follows.
inline constexpr std::size_t kMaxFolderDepth = 64;
// Model files together.
inline constexpr std::size_t kMaxModelSizeBytes = 256U << 20U;
// One row of a table in data/.
inline constexpr std::size_t kMaxTableLineBytes = 1U << 16U;
// One file of the registry of actors.
inline constexpr std::size_t kMaxRegistryFileSizeBytes = 64U << 20U;
// Documents that are read ahead of the one that is written, for each coding thread: enough that coding goes
// on while a transaction is written. And their bytes together.
inline constexpr std::size_t kMaxDocumentsAhead = 48;
inline constexpr std::size_t kMaxBytesAhead = 4U << 20U;
// Documents in one ledger transaction, and the bytes of their texts; more than that is written at once.
inline constexpr std::size_t kDocumentsPerTransaction = 64;
inline constexpr std::size_t kTextBytesPerTransaction = 2U << 20U;
// How long a locked ledger is waited for.
inline constexpr std::uint32_t kLedgerBusyTimeout_ms = 5000;
// How long a ledger's server may take to answer.
inline constexpr std::uint32_t kLedgerConnectTimeout_ms = 10'000;
// Sentences that hold all words of a search and are compared; of more, the latest.
inline constexpr std::size_t kMaxSearchCandidates = 2000;

}  // namespace avow
