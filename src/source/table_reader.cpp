// Tables: CSV (RFC 4180) and its kin with semicolons or tabs.
#include <algorithm>

#include <fmt/format.h>

#include "avow/base/limits.hpp"
#include "source/readers.hpp"
#include "source/record_fields.hpp"

namespace avow::source {
namespace {

// What makes a document of a row.
struct Row {
  std::shared_ptr<const Options> options;
  std::shared_ptr<const std::vector<std::string>> names;
  std::vector<std::string> cells;
  std::string file;

  Result<Document> operator()(const RawDocument& raw) const {
    RecordBuilder builder{*options};
    builder.start(raw.place);
    for (std::size_t i = 0; i < cells.size(); ++i) builder.add((*names)[i], cells[i]);
    return builder.build(raw.bytes, file);
  }
};

class TableSource final : public DocumentSource {
 public:
  TableSource(StreamReader reader, std::string place, Options options)
      : reader_(std::move(reader)),
        place_(std::move(place)),
        options_(std::make_shared<const Options>(std::move(options))) {}

  Result<std::optional<RawDocument>> take() override {
    if (done_) return std::optional<RawDocument>{};
    if (names_ == nullptr) {
      if (auto read = read_names(); !read) {
        done_ = true;
        return read.error();
      }
    }
    for (;;) {
      const auto got = read_row();
      if (!got) return got.error();
      if (*got == Line::end) {
        done_ = true;
        return std::optional<RawDocument>{};
      }
      if (cells_.size() == 1 && cells_[0].empty()) continue;
      if (cells_.size() != names_->size()) {
        return error(ErrorCode::bad_record,
                     fmt::format("it has {} cells, the first row {}", cells_.size(), names_->size()));
      }
      const std::string place = fmt::format("{}:{}", place_, row_line_);
      return std::optional{RawDocument{place, raw_, false, Row{options_, names_, cells_, place_}}};
    }
  }

  [[nodiscard]] std::size_t bytes_read() const override { return reader_.bytes_read(); }

 private:
  [[nodiscard]] Error error(ErrorCode code, std::string message) const {
    return {code, std::move(message), fmt::format("{}:{}", place_, row_line_)};
  }

  Result<void> read_names() {
    const auto start = reader_.peek(1);
    if (!start) return start.error();
    const std::string_view line = start->substr(0, start->find('\n'));
    // The sign that parts the names is the most frequent of the three.
    std::ptrdiff_t most = 0;
    for (const char sign : {',', '\t', ';'}) {
      const auto count = std::count(line.begin(), line.end(), sign);
      if (count > most) separator_ = sign;
      most = std::max(most, count);
    }
    const auto got = read_row();
    if (!got) return got.error();
    if (*got == Line::end) return Error{ErrorCode::document_empty, "it has no rows", place_};
    if (cells_[0].starts_with("\xEF\xBB\xBF")) cells_[0].erase(0, 3);
    const RecordBuilder builder{*options_};
    if (std::none_of(cells_.begin(), cells_.end(), [&](const auto& name) { return builder.knows(name); })) {
      return error(ErrorCode::bad_record, "the first row names no field that avow knows");
    }
    names_ = std::make_shared<const std::vector<std::string>>(cells_);
    return {};
  }

  // One record into cells_ and raw_; it goes on over line ends inside quotes.
  Result<Line> read_row() {
    cells_.assign(1, {});
    raw_.clear();
    row_line_ = number_ + 1;
    bool quoted = false;
    for (;;) {
      const auto got = reader_.line(line_, kMaxDocumentSizeBytes);
      ++number_;
      if (!got) return error(got.error().code, got.error().message);
      if (*got == Line::end) {
        if (!quoted) return Line::end;
        done_ = true;
        return error(ErrorCode::bad_record, "a quote that opens here is never closed");
      }
      if (*got == Line::too_long || raw_.size() + line_.size() > kMaxDocumentSizeBytes) {
        return error(ErrorCode::file_too_large, fmt::format("a row over {} bytes", kMaxDocumentSizeBytes));
      }
      if (!raw_.empty()) raw_ += '\n';
      raw_ += line_;
      if (quoted) cells_.back() += '\n';
      quoted = split_line(quoted);
      if (!quoted) return Line::read;
    }
  }

  // Adds line_ to the cells; is a quote open at its end?
  bool split_line(bool quoted) {
    for (std::size_t i = 0; i < line_.size(); ++i) {
      const char c = line_[i];
      if (quoted) {
        if (c != '"') {
          cells_.back() += c;
        } else if (i + 1 < line_.size() && line_[i + 1] == '"') {
          cells_.back() += '"';
          ++i;
        } else {
          quoted = false;
        }
      } else if (c == separator_) {
        cells_.emplace_back();
      } else if (c == '"' && cells_.back().empty()) {
        quoted = true;
      } else {
        cells_.back() += c;
      }
    }
    return quoted;
  }

  StreamReader reader_;
  std::string place_;
  std::shared_ptr<const Options> options_;
  std::shared_ptr<const std::vector<std::string>> names_;
  std::vector<std::string> cells_;
  std::string line_, raw_;
  std::size_t number_ = 0;    // of the line last read
  std::size_t row_line_ = 0;  // where the row began
  char separator_ = ',';
  bool done_ = false;
};

}  // namespace

std::unique_ptr<DocumentSource> table_source(StreamReader reader, std::string place, Options options) {
  return std::make_unique<TableSource>(std::move(reader), std::move(place), std::move(options));
}

}  // namespace avow::source
