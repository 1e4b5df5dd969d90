#include "avow/base/error_code.hpp"
#include "avow/base/result.hpp"

namespace avow {
namespace {

struct CatalogueEntry {
  std::string_view number, meaning, remedy;
};

constexpr CatalogueEntry kCatalogue[] = {
#define AVOW_ERROR(name, number, meaning, remedy) {number, meaning, remedy},
#include "avow/base/error_codes.def"
#undef AVOW_ERROR
};

const CatalogueEntry& entry(ErrorCode code) {
  return kCatalogue[static_cast<std::size_t>(code)];
}

}  // namespace

std::string_view error_number(ErrorCode code) {
  return entry(code).number;
}
std::string_view error_meaning(ErrorCode code) {
  return entry(code).meaning;
}
std::string_view error_remedy(ErrorCode code) {
  return entry(code).remedy;
}

std::string Error::to_string() const {
  std::string out{error_number(code)};
  if (!place.empty()) out += " " + place;
  out += ": ";
  out += message.empty() ? std::string{error_meaning(code)} : message;
  out += " (";
  out += error_remedy(code);
  out += ")";
  return out;
}

}  // namespace avow
