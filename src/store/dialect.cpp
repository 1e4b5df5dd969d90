#include "store/dialect.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <vector>

namespace avow::store {
namespace {

bool is_word(char c) {
  return c == '_' || std::isalnum(static_cast<unsigned char>(c)) != 0;
}

// A word, a quoted text or name with its quotes, a comment, or one other character.
std::string_view token_at(std::string_view sql, std::size_t at) {
  std::size_t end = at + 1;
  if (is_word(sql[at])) {
    while (end < sql.size() && is_word(sql[end])) ++end;
  } else if (sql[at] == '\'' || sql[at] == '"') {
    while (end < sql.size() && sql[end] != sql[at]) ++end;
    if (end < sql.size()) ++end;
  } else if (sql.substr(at, 2) == "--") {
    while (end < sql.size() && sql[end] != '\n') ++end;
  }
  return sql.substr(at, end - at);
}

using Tokens = std::vector<std::string_view>;

// The statements of a script, each without its semicolon, white space apart from tokens kept.
std::vector<Tokens> statements_of(std::string_view script) {
  std::vector<Tokens> statements(1);
  for (std::size_t at = 0; at < script.size();) {
    const std::string_view token = token_at(script, at);
    at += token.size();
    if (token == ";") {
      statements.emplace_back();
    } else if (!token.starts_with("--")) {
      statements.back().push_back(token);
    }
  }
  return statements;
}

bool is_space(std::string_view token) {
  return std::isspace(static_cast<unsigned char>(token.front())) != 0;
}

Tokens words_of(const Tokens& statement) {
  Tokens words;
  for (const std::string_view token : statement) {
    if (!is_space(token)) words.push_back(token);
  }
  return words;
}

bool begins_with(const Tokens& words, std::initializer_list<std::string_view> wanted) {
  if (words.size() < wanted.size()) return false;
  std::size_t at = 0;
  for (const std::string_view word : wanted) {
    if (words[at++] != word) return false;
  }
  return true;
}

std::string joined(const Tokens& tokens) {
  std::string all;
  for (const std::string_view token : tokens) all += token;
  return all;
}

std::string sqlite_append_only(const std::string& table) {
  const std::string refuse = " BEGIN SELECT RAISE(ABORT, 'the " + table + " is append-only'); END;\n";
  return "CREATE TRIGGER " + table + "_entries_stay BEFORE UPDATE ON " + table + refuse + "CREATE TRIGGER " +
         table + "_entries_are_kept BEFORE DELETE ON " + table + refuse;
}

std::string postgres_append_only(const std::string& table) {
  return "CREATE TRIGGER " + table + "_entries_stay BEFORE UPDATE OR DELETE ON " + table +
         " FOR EACH ROW EXECUTE FUNCTION avow_refuse_change();\nCREATE TRIGGER " + table +
         "_is_kept BEFORE TRUNCATE ON " + table + " EXECUTE FUNCTION avow_refuse_change()";
}

// detail=none: which sentence holds a word, not where in it; the reader looks into the sentence itself.
std::string sqlite_text_index(const std::string& table) {
  return "CREATE VIRTUAL TABLE " + table +
         " USING fts5(words, content='', columnsize=0, detail=none, tokenize='ascii');\n";
}

std::string postgres_text_index(const std::string& table) {
  return "CREATE TABLE " + table + "(rowid bigint PRIMARY KEY, words tsvector NOT NULL);\nCREATE INDEX " +
         table + "_words ON " + table + " USING gin(words)";
}

struct Rewriting {
  std::string_view from, to;
};
constexpr std::array<Rewriting, 4> kTypes = {
    {{"INTEGER", "bigint"}, {"REAL", "double precision"}, {"TEXT", "text"}, {"BLOB", "bytea"}}};

// Words, types and parameters of one statement as PostgreSQL has them.
class PostgresStatement {
 public:
  explicit PostgresStatement(const Tokens& tokens) : tokens_(tokens), words_(words_of(tokens)) {}

  std::string rewritten() {
    defines_ = begins_with(words_, {"CREATE", "TABLE"}) || begins_with(words_, {"ALTER", "TABLE"});
    for (std::size_t at = 0; at < tokens_.size(); ++at) {
      if (!add_parameter(at) && !skip_table_option(at)) add_word(tokens_[at]);
    }
    if (gives_ids_) {
      const std::string table{words_[2]};
      out_ += ";\nCREATE TRIGGER " + table + "_row_ids BEFORE INSERT ON " + table +
              " FOR EACH ROW EXECUTE FUNCTION avow_row_id()";
    }
    return out_;
  }

 private:
  // "?" and "?2"
  bool add_parameter(std::size_t& at) {
    if (tokens_[at] != "?") return false;
    out_ += "$";
    const bool numbered =
        at + 1 < tokens_.size() && std::isdigit(static_cast<unsigned char>(tokens_[at + 1].front())) != 0;
    // As SQLite counts: a bare one follows the greatest number before it.
    const int number = numbered ? std::stoi(std::string{tokens_[++at]}) : parameters_ + 1;
    parameters_ = std::max(parameters_, number);
    out_ += std::to_string(number);
    return true;
  }

  // STRICT, and WITHOUT ROWID with the comma before it.
  bool skip_table_option(std::size_t& at) const {
    if (!defines_ || depth_ > 0) return false;
    if (tokens_[at] == "STRICT" || tokens_[at] == ",") return true;
    if (tokens_[at] != "WITHOUT") return false;
    while (at < tokens_.size() && tokens_[at] != "ROWID") ++at;
    return true;
  }

  void add_word(std::string_view token) {
    if (token == "(") ++depth_;
    if (token == ")") --depth_;
    if (defines_ && token == "PRIMARY" && last_ == "INTEGER" && before_last_ == "id") gives_ids_ = true;
    if (!is_space(token)) {
      before_last_ = last_;
      last_ = token;
    }
    for (const Rewriting& type : kTypes) {
      if (token != type.from) continue;
      out_ += type.to;
      if (defines_ && token == "TEXT") out_ += " COLLATE \"C\"";
      return;
    }
    out_ += token;
  }

  const Tokens& tokens_;
  Tokens words_;
  std::string out_;
  std::string_view last_, before_last_;
  int parameters_ = 0;
  int depth_ = 0;
  bool defines_ = false;    // a table
  bool gives_ids_ = false;  // to rows that bring none
};

}  // namespace

std::string sqlite_sql(std::string_view portable) {
  std::string all;
  for (const Tokens& statement : statements_of(portable)) {
    const Tokens words = words_of(statement);
    if (words.empty()) continue;
    if (begins_with(words, {"APPEND", "ONLY"}) && words.size() > 2) {
      all += sqlite_append_only(std::string{words[2]});
    } else if (begins_with(words, {"TEXT", "INDEX"}) && words.size() > 2) {
      all += sqlite_text_index(std::string{words[2]});
    } else {
      all += joined(statement) + ";\n";
    }
  }
  return all;
}

std::string postgres_sql(std::string_view portable) {
  std::string all;
  for (const Tokens& statement : statements_of(portable)) {
    const Tokens words = words_of(statement);
    if (words.empty()) continue;
    if (!all.empty()) all += ";\n";
    if (begins_with(words, {"APPEND", "ONLY"}) && words.size() > 2) {
      all += postgres_append_only(std::string{words[2]});
    } else if (begins_with(words, {"TEXT", "INDEX"}) && words.size() > 2) {
      all += postgres_text_index(std::string{words[2]});
    } else {
      all += PostgresStatement{statement}.rewritten();
    }
  }
  return all;
}

}  // namespace avow::store
