#include "text/segment_features.hpp"

#include <algorithm>

#include "avow/base/utf8.hpp"
#include "text/unicode.hpp"

namespace avow::text {
namespace {

// FNV-1a over the bytes with ASCII capitals folded: words are short.
std::uint32_t hash_of(std::string_view word) {
  std::uint32_t hash = 2166136261U;
  for (const char c : word) {
    const auto byte = static_cast<unsigned char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    hash = (hash ^ byte) * 16777619U;
  }
  return hash;
}

std::uint32_t bucket(std::uint32_t feature, std::uint64_t a, std::uint64_t b = 0, std::uint64_t c = 0) {
  std::uint64_t h = feature * 0x9E3779B97F4A7C15ULL;
  h = (h ^ a) * 0xBF58476D1CE4E5B9ULL;
  h = (h ^ (h >> 29U) ^ b) * 0x94D049BB133111EBULL;
  h = (h ^ (h >> 31U) ^ c) * 0x9E3779B97F4A7C15ULL;
  return static_cast<std::uint32_t>(h >> (64U - kSegmenterBits));
}

std::uint8_t log_bucket(std::size_t n) {
  std::uint8_t b = 0;
  if (n < 4) return static_cast<std::uint8_t>(n);
  b = 4;
  for (std::size_t edge = 6; n >= edge && b < 14; edge += edge / 2) ++b;
  return b;
}

}  // namespace

SegmentFeatures::Kind SegmentFeatures::kind_of(std::string_view word, bool space_before,
                                               bool space_after) const {
  const CodePoint first = decode_utf8(word, 0);
  switch (char_class(first.value)) {
    case CharClass::quote: {
      const bool right =
          first.value == 0x2019 || first.value == 0x201D || first.value == 0xBB || word == "''";
      const bool left = first.value == 0x2018 || first.value == 0x201C || first.value == 0xAB ||
                        word == "``" || first.value == 0x201E;
      if (word.size() > 4 || (word.size() > 1 && word.size() != first.size && !left && !right))
        return Kind::lower;
      if (left || right) return left ? Kind::open_quote : Kind::close_quote;
      if (space_before != space_after) return space_before ? Kind::open_quote : Kind::close_quote;
      return quote_open_ ? Kind::close_quote : Kind::open_quote;
    }
    case CharClass::open:
      return Kind::open;
    case CharClass::close:
      return Kind::close;
    case CharClass::dash:
      return word.size() > 3 && is_letter(char_class(decode_utf8(word, first.size).value)) ? Kind::mixed
                                                                                           : Kind::dash;
    case CharClass::final_stop:
      if (word.size() > 1 && (first.value == '.' || first.value == 0x2026)) return Kind::ellipsis;
      return first.value == '.'                         ? Kind::period
             : word.find('?') != std::string_view::npos ? Kind::question
                                                        : Kind::exclamation;
    case CharClass::digit:
    case CharClass::number: {
      const char last = word.back();
      return (last >= '0' && last <= '9') || last == '.' ? Kind::number : Kind::number_word;
    }
    case CharClass::upper:
    case CharClass::lower:
    case CharClass::letter:
    case CharClass::mark:
      break;
    default:
      if (first.value == ',') return Kind::comma;
      if (first.value == ':') return Kind::colon;
      return first.value == ';' ? Kind::semicolon : Kind::sign;
  }
  if (word.find("://") != std::string_view::npos || word.find('@') != std::string_view::npos)
    return Kind::address;
  const bool upper = char_class(first.value) == CharClass::upper;
  bool other_upper = false;
  bool lower = false;
  for (std::size_t i = first.size; i < word.size(); ++i) {
    const char c = word[i];
    other_upper |= c >= 'A' && c <= 'Z';
    lower |= (c >= 'a' && c <= 'z') || (c & 0x80) != 0;
  }
  if (!upper) return other_upper ? Kind::mixed : Kind::lower;
  if (!other_upper) return Kind::title;
  return lower ? Kind::mixed : Kind::capitals;
}

SegmentFeatures::View SegmentFeatures::view_of(std::string_view text, const RawToken& token,
                                               bool space_before) {
  const std::string_view word = token.span.of(text);
  View view;
  view.hash = hash_of(word);
  view.suffix = hash_of(word.substr(word.size() - std::min<std::size_t>(3, word.size())));
  view.kind = kind_of(word, space_before, token.space_after);
  view.length = static_cast<std::uint8_t>(std::min<std::size_t>(word.size(), 12));
  view.space_after = token.space_after;
  view.joined = token.joined_to_next;
  view.abbreviation = token.abbreviation;
  if (token.abbreviation != AbbreviationKind::none && view.kind != Kind::number)
    view.kind = Kind::abbreviation;
  if (view.kind == Kind::open_quote) quote_open_ = true;
  if (view.kind == Kind::close_quote) quote_open_ = false;
  if (view.kind == Kind::open) ++brackets_;
  if (view.kind == Kind::close && brackets_ > 0) --brackets_;
  view.in_quote = quote_open_;
  view.in_bracket = brackets_ > 0;
  return view;
}

void SegmentFeatures::read(std::string_view text, std::span<const RawToken> tokens) {
  views_.clear();
  quote_open_ = false;
  brackets_ = 0;
  bool space_before = true;
  for (const RawToken& token : tokens) {
    views_.push_back(view_of(text, token, space_before));
    space_before = token.space_after;
  }
  ends_in_stop_ = false;
  for (std::size_t i = views_.size(); i-- > 0;) {
    const Kind kind = views_[i].kind;
    if (kind == Kind::close_quote || kind == Kind::close) continue;
    ends_in_stop_ = kind >= Kind::period && kind <= Kind::ellipsis;
    break;
  }
  size_ = log_bucket(views_.size());
}

bool SegmentFeatures::stop_before(std::size_t i) const {
  while (i > 0 && (views_[i].kind == Kind::close_quote || views_[i].kind == Kind::close)) --i;
  return views_[i].kind >= Kind::period && views_[i].kind <= Kind::ellipsis;
}

bool SegmentFeatures::candidate(std::size_t i) const {
  const View& a = views_[i];
  const View& b = views_[i + 1];
  if (a.joined) return false;
  switch (b.kind) {
    case Kind::close_quote:
    case Kind::close:
    case Kind::comma:
    case Kind::colon:
    case Kind::semicolon:
    case Kind::period:
    case Kind::question:
    case Kind::exclamation:
      return false;
    default:
      break;
  }
  if (a.kind == Kind::open_quote || a.kind == Kind::open) return false;
  const bool stop = a.kind >= Kind::period && a.kind <= Kind::ellipsis;
  if (!a.space_after) {
    return stop && (b.kind == Kind::title || b.kind == Kind::open_quote || b.kind == Kind::capitals);
  }
  if (a.kind == Kind::abbreviation && a.abbreviation == AbbreviationKind::title) return false;
  // He called it a "crime" Mara rejects: after a closing quote a stop must stand before it.
  if (a.kind == Kind::close_quote) return stop_before(i);
  if (a.kind == Kind::close) return true;
  // A colon announces: what follows in quotes belongs to it.
  if (a.kind == Kind::colon) return b.kind != Kind::open_quote && b.kind != Kind::lower;
  if (stop) return true;
  // A semicolon or dash joins more often than it ends.
  if (a.kind == Kind::semicolon || a.kind == Kind::dash) return false;
  return b.kind != Kind::lower && a.kind != Kind::comma;
}

std::size_t SegmentFeatures::extract(std::size_t i, std::size_t first, FeatureBuckets& buckets) const {
  const View& a = views_[i];
  const View& b = at(i + 1);
  const View& c = at(i + 2);
  // The last token before closing quotes and brackets, and the one before that.
  std::size_t k = i;
  while (k > first && (views_[k].kind == Kind::close_quote || views_[k].kind == Kind::close)) --k;
  const View& core = views_[k];
  const View& z = k > first ? views_[k - 1] : edge_;
  const View& y = k > first + 1 ? views_[k - 2] : edge_;
  const View& head = views_[first];
  const auto num = [](auto e) { return static_cast<std::uint64_t>(e); };
  const std::uint64_t end = num(a.kind) * 1024 + num(core.kind) * 32 + num(core.abbreviation);
  const std::uint64_t next = num(b.kind);
  const std::uint64_t length = log_bucket(i + 1 - first);
  const std::uint64_t rest = log_bucket(views_.size() - i - 1);
  const std::uint64_t state = (a.in_quote ? 1U : 0U) + (a.in_bracket ? 2U : 0U) + (a.space_after ? 4U : 0U);
  const std::uint64_t whole = size_ * 2U + (ends_in_stop_ ? 1U : 0U);
  std::size_t n = 0;
  const auto add = [&](std::uint64_t x, std::uint64_t y1 = 0, std::uint64_t z1 = 0) {
    buckets[n] = bucket(static_cast<std::uint32_t>(n + 1), x, y1, z1);
    ++n;
  };
  add(0);
  add(end);
  add(end, next);
  add(end, next, num(c.kind));
  add(end, next, state);
  add(end, next, length);
  add(end, next, rest);
  add(end, next, whole);
  add(end, b.hash);
  add(end, b.hash, num(c.kind));
  add(end, next, c.hash);
  add(core.hash, next);
  add(core.hash, b.hash);
  add(z.hash, end, next);
  add(num(y.kind) * 32 + num(z.kind), end, next);
  add(b.suffix, next, num(a.kind));
  add(core.suffix, num(core.kind), next);
  add(num(z.kind), num(core.kind), next * 32 + num(c.kind));
  add(head.hash, num(a.kind), next);
  add(num(head.kind), num(a.kind), next * 16 + length);
  add(num(a.kind), state, whole * 32 + next);
  add(num(core.kind) * 16 + core.length, next, b.length);
  add(b.hash, c.hash, num(a.kind));
  add(length, rest, num(a.kind) * 2 + (ends_in_stop_ ? 1U : 0U));
  add(head.hash, b.hash, num(a.kind));
  add(num(at(i + 3).kind) * 32 + num(c.kind), next, num(a.kind));
  return n;
}

}  // namespace avow::text
