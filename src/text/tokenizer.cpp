#include "text/tokenizer.hpp"

#include <algorithm>
#include <array>

#include "avow/base/limits.hpp"
#include "avow/base/utf8.hpp"
#include "text/chunk_splitter.hpp"
#include "text/unicode.hpp"

namespace avow::text {
namespace {

enum class ByteKind : std::uint8_t { space, letter, comma, other, high };

constexpr std::array<ByteKind, 256> kByteKinds = [] {
  std::array<ByteKind, 256> kinds{};
  for (unsigned byte = 0; byte < 256; ++byte) {
    ByteKind kind = ByteKind::other;
    if (byte >= 0x80) kind = ByteKind::high;
    if ((byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z')) kind = ByteKind::letter;
    if (byte == ' ' || (byte >= 0x09 && byte <= 0x0D)) kind = ByteKind::space;
    if (byte == ',') kind = ByteKind::comma;
    kinds[byte] = kind;
  }
  return kinds;
}();

ByteKind kind_at(std::string_view text, std::size_t at) {
  return kByteKinds[static_cast<unsigned char>(text[at])];
}

// A run of bytes without white space, and what it is made of.
struct Chunk {
  std::size_t begin = 0;
  std::size_t letters_end = 0;  // end of the ASCII letters it begins with
  std::size_t end = 0;
};

class ParagraphReader {
 public:
  ParagraphReader(std::string_view text, Span span, const Lexicon& lexicon, std::vector<RawToken>& tokens)
      : text_(text.substr(0, span.end)),
        at_(span.begin),
        lexicon_(lexicon),
        tokens_(tokens),
        splitter_(text_, lexicon, tokens) {}

  void run() {
    for (;;) {
      skip_space();
      if (at_ >= text_.size()) return;
      const Chunk chunk = next_chunk();
      if (!fast_path(chunk)) splitter_.split({chunk.begin, chunk.end, first_, next_after(chunk.end)});
      if (!tokens_.empty()) {
        const bool cut =
            at_ < text_.size() && chunk.end - chunk.begin + 4 > kMaxTokenSizeBytes && !space_at(at_);
        tokens_.back().space_after = !cut;
        tokens_.back().cut = cut;
      }
      first_ = false;
    }
  }

 private:
  [[nodiscard]] bool space_at(std::size_t at) const {
    return is_space(char_class(decode_utf8(text_, at).value));
  }

  void skip_space() {
    while (at_ < text_.size()) {
      const ByteKind kind = kind_at(text_, at_);
      if (kind == ByteKind::space) {
        ++at_;
      } else if (kind == ByteKind::high) {
        const CodePoint cp = decode_utf8(text_, at_);
        if (!is_space(char_class(cp.value))) return;
        at_ += cp.size;
      } else {
        return;
      }
    }
  }

  Chunk next_chunk() {
    Chunk chunk{at_, at_, at_};
    const std::size_t limit = std::min(text_.size(), at_ + kMaxTokenSizeBytes);
    while (at_ < limit && kind_at(text_, at_) == ByteKind::letter) ++at_;
    chunk.letters_end = at_;
    while (at_ < text_.size()) {
      const ByteKind kind = kind_at(text_, at_);
      if (kind == ByteKind::space) break;
      std::size_t size = 1;
      if (kind == ByteKind::high) {
        const CodePoint cp = decode_utf8(text_, at_);
        if (is_space(char_class(cp.value))) break;
        size = cp.size;
      }
      // A "word" beyond the limit is cut: later stages see short tokens only.
      if (at_ + size - chunk.begin > kMaxTokenSizeBytes) break;
      at_ += size;
    }
    chunk.end = at_;
    return chunk;
  }

  // The first byte of the next chunk, or 0 at the end of the paragraph.
  [[nodiscard]] NextChunk next_after(std::size_t end) const {
    std::size_t at = end;
    while (at < text_.size() && kind_at(text_, at) == ByteKind::space) ++at;
    if (at >= text_.size()) return NextChunk::none;
    const char c = text_[at];
    if (c >= '0' && c <= '9') return NextChunk::digit;
    if (c >= 'A' && c <= 'Z') return NextChunk::upper;
    return NextChunk::other;
  }

  // Words of ASCII letters, with a comma or without: most of any text.
  bool fast_path(const Chunk& chunk) {
    const std::size_t letters = chunk.letters_end - chunk.begin;
    const bool comma = chunk.end == chunk.letters_end + 1 && text_[chunk.letters_end] == ',';
    if (letters == 0 || (chunk.end != chunk.letters_end && !comma)) return false;
    const std::string_view word = text_.substr(chunk.begin, letters);
    const Split split = letters >= 2 && letters <= 9 ? lexicon_.split(word) : Split{};
    if (split.first == 0) {
      put(chunk.begin, chunk.letters_end);
    } else {
      put_parts(chunk, split);
    }
    if (comma) put(chunk.letters_end, chunk.end);
    return true;
  }

  void put_parts(const Chunk& chunk, Split split) {
    const std::size_t first = chunk.begin + split.first;
    const std::size_t second = split.second == 0 ? first : chunk.begin + split.second;
    put(chunk.begin, first);
    tokens_.back().joined_to_next = true;
    if (second != first) {
      put(first, second);
      tokens_.back().joined_to_next = true;
    }
    put(second, chunk.letters_end);
  }

  void put(std::size_t begin, std::size_t end) {
    RawToken token;
    token.span = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
    token.space_after = false;
    tokens_.push_back(token);
  }

  std::string_view text_;
  std::size_t at_;
  const Lexicon& lexicon_;
  std::vector<RawToken>& tokens_;
  ChunkSplitter splitter_;
  bool first_ = true;
};

}  // namespace

void Tokenizer::paragraph(std::string_view text, Span paragraph, std::vector<RawToken>& tokens) const {
  ParagraphReader(text, paragraph, lexicon_, tokens).run();
}

}  // namespace avow::text
