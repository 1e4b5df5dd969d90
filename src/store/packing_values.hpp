// Numbers, texts and spans as bytes, for packing.hpp. Numbers take seven bits a byte, low bits first; texts
// and confidences, which repeat, are put once and named by number.
#pragma once

#include <bit>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <vector>

#include "avow/base/date.hpp"
#include "avow/document/document.hpp"

namespace avow::store {

inline void put_number(std::string& out, std::uint64_t value) {
  for (; value >= 0x80; value >>= 7U) out += static_cast<char>(value | 0x80U);
  out += static_cast<char>(value);
}

inline std::optional<std::uint64_t> take_number(std::string_view& bytes) {
  std::uint64_t value = 0;
  for (unsigned shift = 0; shift < 64 && !bytes.empty(); shift += 7) {
    const auto byte = static_cast<unsigned char>(bytes.front());
    bytes.remove_prefix(1);
    value |= std::uint64_t{byte & 0x7FU} << shift;
    if (byte < 0x80) return value;
  }
  return std::nullopt;
}

// Small numbers of either sign as small numbers: 0, -1, 1, -2 -> 0, 1, 2, 3.
inline std::uint64_t folded(std::int64_t value) {
  return (static_cast<std::uint64_t>(value) << 1U) ^ static_cast<std::uint64_t>(value >> 63U);
}
inline std::int64_t unfolded(std::uint64_t value) {
  return static_cast<std::int64_t>(value >> 1U) ^ -static_cast<std::int64_t>(value & 1U);
}

// The last value of each enumeration.
constexpr MentionKind last_of(MentionKind) {
  return MentionKind::pronoun;
}
constexpr ActorKind last_of(ActorKind) {
  return ActorKind::person;
}
constexpr PlacePrecision last_of(PlacePrecision) {
  return PlacePrecision::site;
}
constexpr QuoteKind last_of(QuoteKind) {
  return QuoteKind::indirect;
}
constexpr SpeechFunction last_of(SpeechFunction) {
  return SpeechFunction::condition;
}
constexpr DenialType last_of(DenialType) {
  return DenialType::report_false;
}
constexpr EventType last_of(EventType) {
  return EventType::AGREE;
}
constexpr Factuality last_of(Factuality) {
  return Factuality::FUT;
}
constexpr ObligationKind last_of(ObligationKind) {
  return ObligationKind::condition;
}
constexpr Polarity last_of(Polarity) {
  return Polarity::refrain;
}
constexpr Relation last_of(Relation) {
  return Relation::fulfils;
}
constexpr Scope last_of(Scope) {
  return Scope::unclear;
}

// The number of an id such as "e12" after its prefix, as it would be written; -1 for any other id.
inline std::int64_t number_after(std::string_view id, std::string_view prefix) {
  constexpr std::size_t kMostDigits = 9;
  if (!id.starts_with(prefix)) return -1;
  id.remove_prefix(prefix.size());
  if (id.empty() || id.size() > kMostDigits || (id.front() == '0' && id.size() > 1)) return -1;
  std::int64_t number = 0;
  for (const char c : id) {
    if (c < '0' || c > '9') return -1;
    number = number * 10 + (c - '0');
  }
  return number;
}

// By so much, whatever the bytes say.
inline std::int64_t moved(std::int64_t from, std::uint64_t by) {
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(from) +
                                   static_cast<std::uint64_t>(unfolded(by)));
}

class Packer {
 public:
  explicit Packer(char format) : format_(format) {}
  [[nodiscard]] char format() const { return format_; }
  // 0: prefix and the number that is due; 1: another number; 2: another text.
  void numbered(const std::string& id, std::string_view prefix, std::int64_t& next) {
    const std::int64_t number = number_after(id, prefix);
    put_number(out_, number < 0 ? 2 : number == next ? 0 : 1);
    if (number < 0) value(id);
    if (number >= 0 && number != next) value(number - next);
    if (number >= 0) next = number + 1;
  }
  template <typename T>
  void list_size(const std::vector<T>& list) {
    put_number(out_, list.size());
  }
  // They follow from the lists' sizes.
  void link_mentions(const Document& document) { static_cast<void>(document); }
  template <typename Rows>
  void count(const Rows& rows) {
    put_number(out_, rows.size());
    last_ = 0;
  }
  void value(const std::string& text) {
    const auto [known, fresh] = texts_.try_emplace(text, texts_.size());
    if (fresh) in_order_.push_back(&known->first);
    // 0: the next new one; else how long ago a known one was new.
    put_number(out_, format_ == 1 ? known->second : fresh ? 0 : texts_.size() - known->second);
  }
  void value(bool flag) { put_number(out_, flag ? 1 : 0); }
  void value(std::int32_t number) { put_number(out_, folded(number)); }
  void value(std::int64_t number) { put_number(out_, folded(number)); }
  template <typename Enum>
  requires std::is_enum_v<Enum>
  void value(Enum each) { put_number(out_, static_cast<std::uint64_t>(each)); }
  void value(float number) {
    const auto bits = std::bit_cast<std::uint32_t>(number);
    const auto [known, fresh] = reals_.try_emplace(bits, reals_.size());
    if (fresh) real_order_.push_back(bits);
    put_number(out_, known->second);
  }
  void value(double number) {
    const auto bits = std::bit_cast<std::uint64_t>(number);
    for (unsigned shift = 0; shift < 64; shift += 8) out_ += static_cast<char>(bits >> shift);
  }
  void value(const Date& date) { put_number(out_, folded(date.days_since_epoch())); }
  // From where the one before it begins.
  void value(Span span) {
    if (format_ != 1 && span == Span{}) return put_number(out_, 0);
    put_number(out_, (format_ == 1 ? 0 : 1) + folded(std::int64_t{span.begin} - last_));
    put_number(out_, folded(std::int64_t{span.end} - span.begin));
    last_ = span.begin;
  }
  void value(const Count& count) {
    value(count.low);
    value(count.high);
  }
  template <typename T>
  void value(const std::optional<T>& maybe) {
    value(maybe.has_value());
    if (maybe) value(*maybe);
  }
  template <typename T>
  void value(const std::vector<T>& list) {
    put_number(out_, list.size());
    for (const T& each : list) value(each);
  }
  // Texts and confidences first: all that follows names them.
  void finish(std::string& out) const {
    put_number(out, in_order_.size());
    for (const std::string* text : in_order_) put_number(out, text->size());
    for (const std::string* text : in_order_) out += *text;
    put_number(out, real_order_.size());
    for (const std::uint32_t bits : real_order_) {
      for (unsigned shift = 0; shift < 32; shift += 8) out += static_cast<char>(bits >> shift);
    }
    out += out_;
  }

 private:
  char format_;
  std::string out_;
  std::int64_t last_ = 0;
  std::unordered_map<std::string, std::size_t> texts_;
  std::vector<const std::string*> in_order_;
  std::unordered_map<std::uint32_t, std::size_t> reals_;
  std::vector<std::uint32_t> real_order_;
};

// Bytes that Packer did not make leave it not good(); what was read then means nothing.
class Unpacker {
 public:
  Unpacker(char format, std::string_view bytes) : format_(format), bytes_(bytes) {
    std::vector<std::size_t> sizes(few());
    for (std::size_t& size : sizes) size = static_cast<std::size_t>(number());
    for (const std::size_t size : sizes) texts_.push_back(take(size));
    for (std::size_t left = few(); left > 0 && good_; --left) reals_.push_back(real_bits());
  }
  [[nodiscard]] char format() const { return format_; }
  void numbered(std::string& id, std::string_view prefix, std::int64_t& next) {
    const std::uint64_t how = number();
    good_ = good_ && how <= 2;
    if (how == 2) return value(id);
    if (how == 1) next = moved(next, number());
    id = std::string{prefix} + std::to_string(next);
    next = moved(next, folded(1));
  }
  template <typename T>
  void list_size(std::vector<T>& list) {
    list.resize(few());
  }
  void link_mentions(Document& document) {
    std::size_t at = 0;
    for (std::size_t actor = 0; actor < document.actors.size(); ++actor) {
      for (MentionIndex& mention : document.actors[actor].mentions) {
        good_ = good_ && at < document.mentions.size();
        if (!good_) return;
        document.mentions[at].actor = static_cast<ActorIndex>(actor);
        mention = static_cast<MentionIndex>(at++);
      }
    }
    good_ = good_ && at == document.mentions.size();
  }
  // And nothing is left over.
  [[nodiscard]] bool good() const { return good_ && bytes_.empty(); }

  template <typename Rows>
  void count(Rows& rows) {
    rows.resize(few());
    last_ = 0;
  }
  void value(std::string& text) {
    if (format_ == 1) {
      text = std::string{pick(texts_)};
      return;
    }
    const std::uint64_t back = number();
    if (back == 0) ++seen_;
    const std::uint64_t at = seen_ - (back == 0 ? 1 : back);
    good_ = good_ && seen_ <= texts_.size() && back <= seen_;
    text = good_ ? std::string{texts_[at]} : std::string{};
  }
  void value(bool& flag) { flag = number() != 0; }
  void value(std::int32_t& out) { out = static_cast<std::int32_t>(unfolded(number())); }
  void value(std::int64_t& out) { out = unfolded(number()); }
  template <typename Enum>
  requires std::is_enum_v<Enum>
  void value(Enum& each) {
    const std::uint64_t value = number();
    good_ = good_ && value <= static_cast<std::uint64_t>(last_of(each));
    if (good_) each = static_cast<Enum>(value);
  }
  void value(float& out) { out = std::bit_cast<float>(pick(reals_)); }
  void value(double& out) {
    std::uint64_t bits = 0;
    const std::string_view eight = take(8);
    for (std::size_t i = 0; i < eight.size(); ++i)
      bits |= std::uint64_t{static_cast<unsigned char>(eight[i])} << (8 * i);
    out = std::bit_cast<double>(bits);
  }
  void value(Date& date) {
    constexpr std::int64_t kFarthest = 4'000'000;  // days: some ten thousand years
    const std::int64_t days = unfolded(number());
    good_ = good_ && days > -kFarthest && days < kFarthest;
    if (good_) date = Date::from_days(days);
  }
  void value(Span& span) {
    std::uint64_t begin = number();
    if (format_ != 1) {
      span = {};
      if (begin-- == 0) return;
    }
    last_ = moved(last_, begin);
    span.begin = static_cast<std::uint32_t>(last_);
    span.end = static_cast<std::uint32_t>(moved(last_, number()));
  }
  void value(Count& count) {
    value(count.low);
    value(count.high);
  }
  template <typename T>
  void value(std::optional<T>& maybe) {
    bool there = false;
    value(there);
    if (there) value(maybe.emplace());
  }
  template <typename T>
  void value(std::vector<T>& list) {
    list.resize(few());
    for (T& each : list) value(each);
  }

 private:
  std::uint64_t number() {
    const auto value = good_ ? take_number(bytes_) : std::nullopt;
    good_ = good_ && value.has_value();
    return value.value_or(0);
  }
  // A count of things that take at least a byte each.
  std::size_t few() {
    const std::uint64_t value = number();
    good_ = good_ && value <= bytes_.size();
    return good_ ? static_cast<std::size_t>(value) : 0;
  }
  std::string_view take(std::size_t size) {
    good_ = good_ && size <= bytes_.size();
    if (!good_) return {};
    const std::string_view out = bytes_.substr(0, size);
    bytes_.remove_prefix(size);
    return out;
  }
  std::uint32_t real_bits() {
    std::uint32_t bits = 0;
    const std::string_view four = take(4);
    for (std::size_t i = 0; i < four.size(); ++i)
      bits |= std::uint32_t{static_cast<unsigned char>(four[i])} << (8 * i);
    return bits;
  }
  template <typename T>
  T pick(const std::vector<T>& from) {
    const std::uint64_t at = number();
    good_ = good_ && at < from.size();
    return good_ ? from[at] : T{};
  }

  char format_;
  std::string_view bytes_;
  bool good_ = true;
  std::uint64_t seen_ = 0;  // texts that were new so far
  std::int64_t last_ = 0;
  std::vector<std::string_view> texts_;
  std::vector<std::uint32_t> reals_;
};

}  // namespace avow::store
