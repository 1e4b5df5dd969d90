#include "store/text_index.hpp"

#include <algorithm>

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include "avow/base/limits.hpp"
#include "avow/base/strings.hpp"
#include "avow/base/utf8.hpp"

namespace avow::store {
namespace {

constexpr char32_t kFirstNonAscii = 0x80;

bool is_ascii_word(char32_t value) {
  return (value >= 'a' && value <= 'z') || (value >= 'A' && value <= 'Z') || (value >= '0' && value <= '9');
}

bool is_word(char32_t value) {
  if (value < kFirstNonAscii) return is_ascii_word(value);
  const auto code = static_cast<UChar32>(value);
  return u_isalnum(code) != 0 || (U_GET_GC_MASK(code) & U_GC_M_MASK) != 0;
}

// The letter without its marks, in lower case; nothing for a mark by itself.
void append_folded(std::string& word, char32_t value) {
  if (value < kFirstNonAscii) {
    word += static_cast<char>(value >= 'A' && value <= 'Z' ? value | 0x20U : value);
    return;
  }
  UErrorCode status = U_ZERO_ERROR;
  static const UNormalizer2* const nfd = unorm2_getNFDInstance(&status);
  const auto code = static_cast<UChar32>(value);
  char16_t parts[32] = {};
  status = U_ZERO_ERROR;
  std::int32_t size = nfd == nullptr ? -1 : unorm2_getDecomposition(nfd, code, parts, 32, &status);
  if (size < 0 || U_FAILURE(status) != 0) {
    size = 0;
    U16_APPEND_UNSAFE(parts, size, code);
  }
  for (std::int32_t at = 0; at < size;) {
    UChar32 part = 0;
    U16_NEXT(parts, at, size, part);
    if ((U_GET_GC_MASK(part) & U_GC_M_MASK) == 0) append_utf8(word, static_cast<char32_t>(u_tolower(part)));
  }
}

std::string add_sql(Backend backend, const std::string& table) {
  return "INSERT INTO " + table +
         (backend == Backend::sqlite ? "(rowid,words) VALUES(?,?)"
                                     : " VALUES(?,array_to_tsvector(string_to_array(?,' ')))");
}

// FTS5 takes a row out again by being told what was put in.
std::string remove_sql(Backend backend, const std::string& table) {
  return backend == Backend::sqlite
             ? "INSERT INTO " + table + "(" + table + ",rowid,words) VALUES('delete',?,?)"
             : "DELETE FROM " + table + " WHERE rowid=? AND words=array_to_tsvector(string_to_array(?,' '))";
}

std::string find_sql(Backend backend, const std::string& table) {
  return "SELECT rowid FROM " + table + " WHERE " + words_condition(backend, table, "?") +
         " ORDER BY rowid DESC LIMIT ?";
}

std::string word_set(std::string_view text) {
  std::vector<std::string> words = search_words(text);
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  return join(words, " ");
}

}  // namespace

std::vector<WordAt> words_at(std::string_view text) {
  std::vector<WordAt> words;
  WordAt word;
  const auto finish = [&] {
    if (word.word.size() > kMaxTokenSizeBytes)
      word.word.resize(floor_code_point(word.word, kMaxTokenSizeBytes));
    if (!word.word.empty()) words.push_back(word);
    word.word.clear();
  };
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode_utf8(text, at);
    if (is_word(point.value)) {
      if (word.word.empty()) word.begin = at;
      append_folded(word.word, point.value);
      word.end = at + point.size;
    } else {
      finish();
    }
    at += point.size;
  }
  finish();
  return words;
}

std::vector<std::string> search_words(std::string_view text) {
  std::vector<std::string> words;
  for (WordAt& each : words_at(text)) words.push_back(std::move(each.word));
  return words;
}

AskedWords::AskedWords(std::string_view text) {
  for (const std::string_view word : split_words(text)) {
    std::vector<std::string> pieces = search_words(word);
    if (!pieces.empty()) words_.push_back(std::move(pieces));
  }
}

std::vector<std::string> AskedWords::pieces() const {
  std::vector<std::string> all;
  for (const auto& word : words_) all.insert(all.end(), word.begin(), word.end());
  return all;
}

AskedWords::Found AskedWords::find_in(std::string_view sentence) const {
  Found found;
  const std::vector<WordAt> there = words_at(sentence);
  found.words = there.size();
  for (const auto& pieces : words_) {
    std::size_t count = 0;
    for (std::size_t at = 0; at + pieces.size() <= there.size(); ++at) {
      std::size_t same = 0;
      while (same < pieces.size() && there[at + same].word == pieces[same]) ++same;
      if (same < pieces.size()) continue;
      ++count;
      found.hits.push_back({static_cast<std::uint32_t>(there[at].begin),
                            static_cast<std::uint32_t>(there[at + same - 1].end)});
    }
    found.counts.push_back(count);
  }
  std::sort(found.hits.begin(), found.hits.end(),
            [](Span a, Span b) { return a.begin != b.begin ? a.begin < b.begin : a.end < b.end; });
  found.hits.erase(std::unique(found.hits.begin(), found.hits.end()), found.hits.end());
  found.all =
      !words_.empty() && std::find(found.counts.begin(), found.counts.end(), 0U) == found.counts.end();
  return found;
}

std::string words_condition(Backend backend, const std::string& table, const std::string& parameter) {
  return backend == Backend::sqlite ? table + " MATCH " + parameter
                                    : table + ".words @@ " + parameter + "::tsquery";
}

// Words hold letters and digits only: quoting them needs no escapes.
std::string words_query(Backend backend, const std::vector<std::string>& words) {
  const char quote = backend == Backend::sqlite ? '"' : '\'';
  std::string query;
  for (const std::string& word : words) {
    if (!query.empty()) query += backend == Backend::sqlite ? " AND " : " & ";
    query += quote + word + quote;
  }
  return query;
}

TextIndex::TextIndex(Database& database, const std::string& table)
    : add_(database, add_sql(database.backend(), table)),
      remove_(database, remove_sql(database.backend(), table)),
      find_(database, find_sql(database.backend(), table)),
      backend_(database.backend()) {}

void TextIndex::add(std::int64_t row, std::string_view text) {
  if (const std::string words = word_set(text); !words.empty()) add_.run(row, words);
}

void TextIndex::remove(std::int64_t row, std::string_view text) {
  if (const std::string words = word_set(text); !words.empty()) remove_.run(row, words);
}

std::vector<std::int64_t> TextIndex::rows_with(const std::vector<std::string>& words, std::size_t most) {
  std::vector<std::int64_t> rows;
  if (words.empty()) return rows;
  for (find_.with(words_query(backend_, words), most); find_.next();) rows.push_back(find_.number(0));
  return rows;
}

}  // namespace avow::store
