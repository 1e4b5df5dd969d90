// Reading and writing of plain values and strings in model sections, little endian, bounds checked.
//
//   std::string out;  store(out, std::uint32_t{3});  store_text(out, "NN");
//   ByteReader in{section};  in.read<std::uint32_t>();  in.read_text();  if (in.failed()) ...
//
// A reader past its end gives zeros and empty texts and says so in failed(). Views point into the section.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>

namespace avow::model {

static_assert(std::endian::native == std::endian::little, "model files are little endian");

template <typename T>
void store(std::string& out, T value) {
  static_assert(std::is_trivially_copyable_v<T>);
  char raw[sizeof(T)];
  std::memcpy(raw, &value, sizeof(T));
  out.append(raw, sizeof(T));
}

// Text of at most 65,535 bytes, its length first.
inline void store_text(std::string& out, std::string_view text) {
  store(out, static_cast<std::uint16_t>(text.size()));
  out.append(text);
}

template <typename T>
[[nodiscard]] T load(std::string_view bytes, std::size_t offset) {
  static_assert(std::is_trivially_copyable_v<T>);
  T value{};
  if (offset <= bytes.size() && sizeof(T) <= bytes.size() - offset) {
    std::memcpy(&value, bytes.data() + offset, sizeof(T));
  }
  return value;
}

class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : bytes_(bytes) {}

  template <typename T>
  [[nodiscard]] T read() {
    const std::string_view raw = take(sizeof(T));
    return raw.empty() ? T{} : load<T>(raw, 0);
  }
  [[nodiscard]] std::string_view read_text() { return take(read<std::uint16_t>()); }
  // The next `size` bytes, or nothing (and failed()) when there are fewer.
  [[nodiscard]] std::string_view take(std::size_t size) {
    if (size > bytes_.size() - offset_) {
      failed_ = true;
      offset_ = bytes_.size();
      return {};
    }
    const std::string_view taken = bytes_.substr(offset_, size);
    offset_ += size;
    return taken;
  }
  [[nodiscard]] bool failed() const { return failed_; }
  [[nodiscard]] bool at_end() const { return offset_ == bytes_.size(); }

 private:
  std::string_view bytes_;
  std::size_t offset_ = 0;
  bool failed_ = false;
};

}  // namespace avow::model
