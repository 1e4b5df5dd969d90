#include "avow/document/ud.hpp"

#include <array>

namespace avow {
namespace {

constexpr std::array<std::string_view, kUposCount> kUpos = {"ADJ",   "ADP",   "ADV", "AUX",  "CCONJ", "DET",
                                                            "INTJ",  "NOUN",  "NUM", "PART", "PRON",  "PROPN",
                                                            "PUNCT", "SCONJ", "SYM", "VERB", "X"};
constexpr std::string_view kDeprels[] = {
#define AVOW_DEPREL(name, text) text,
#include "avow/document/deprels.def"
#undef AVOW_DEPREL
};

std::optional<Deprel> exact_deprel(std::string_view text) {
  std::uint8_t index = 0;
  for (const std::string_view name : kDeprels) {
    if (name == text) return static_cast<Deprel>(index);
    ++index;
  }
  return std::nullopt;
}

}  // namespace

std::string_view to_string(Upos upos) {
  return kUpos[static_cast<std::size_t>(upos)];
}
std::string_view to_string(Deprel deprel) {
  return kDeprels[static_cast<std::size_t>(deprel)];
}

std::optional<Upos> parse_upos(std::string_view text) {
  for (std::size_t i = 0; i < kUpos.size(); ++i) {
    if (kUpos[i] == text) return static_cast<Upos>(i);
  }
  return std::nullopt;
}

std::optional<Deprel> parse_deprel(std::string_view text) {
  if (const auto exact = exact_deprel(text)) return exact;
  return exact_deprel(text.substr(0, text.find(':')));
}

Deprel base_relation(Deprel deprel) {
  static const auto kBases = [] {
    std::array<Deprel, std::size(kDeprels)> bases{};
    for (std::size_t i = 0; i < bases.size(); ++i) {
      bases[i] = exact_deprel(kDeprels[i].substr(0, kDeprels[i].find(':'))).value_or(Deprel::dep);
    }
    return bases;
  }();
  return kBases[static_cast<std::size_t>(deprel)];
}

}  // namespace avow
