// Full-text search: which rows hold a word. The words are cut here, so SQLite's FTS5 and PostgreSQL's
// tsvector, which only keep them, give the same rows.
//
//   TextIndex index{database, "sentence_search"};      // a table made by TEXT INDEX (store/dialect.hpp)
//   index.add(7, "Shells fell on Port Vale.");
//   index.rows_with(search_words("port vale"), 100);   // 7
//
// Failures are remembered in the database (Database::note).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "avow/document/span.hpp"
#include "store/database.hpp"

namespace avow::store {

// Runs of letters and digits, in lower case and without diacritics: "U.S. Café" -> u, s, cafe.
[[nodiscard]] std::vector<std::string> search_words(std::string_view text);

struct WordAt {
  std::string word;
  std::size_t begin = 0, end = 0;  // bytes of the text
};
[[nodiscard]] std::vector<WordAt> words_at(std::string_view text);

// What a person asks for: words between white space, each of one or several pieces that follow each other.
class AskedWords {
 public:
  struct Found {
    bool all = false;                 // every word is there
    std::vector<std::size_t> counts;  // of each word
    std::vector<Span> hits;           // bytes of the sentence, in order
    std::size_t words = 0;            // of the sentence
  };
  explicit AskedWords(std::string_view text);
  [[nodiscard]] std::vector<std::string> pieces() const;
  [[nodiscard]] Found find_in(std::string_view sentence) const;

 private:
  std::vector<std::vector<std::string>> words_;
};

// For selects that join the index's table, whose rows are `rowid`: the condition, and what is bound to its
// parameter.
[[nodiscard]] std::string words_condition(Backend backend, const std::string& table,
                                          const std::string& parameter);
[[nodiscard]] std::string words_query(Backend backend, const std::vector<std::string>& words);

class TextIndex {
 public:
  TextIndex(Database& database, const std::string& table);
  void add(std::int64_t row, std::string_view text);
  // With the text that was added.
  void remove(std::int64_t row, std::string_view text);
  // Rows that hold all the words, the latest first; none for no words.
  [[nodiscard]] std::vector<std::int64_t> rows_with(const std::vector<std::string>& words, std::size_t most);

 private:
  Sql add_, remove_, find_;
  Backend backend_;
};

}  // namespace avow::store
