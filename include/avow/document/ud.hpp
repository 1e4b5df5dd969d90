// Universal Dependencies v2: parts of speech and relations, as small integers.
// Source: universaldependencies.org; relation subtypes are those of UD English (EWT and GUM).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace avow {

enum class Upos : std::uint8_t {
  ADJ,
  ADP,
  ADV,
  AUX,
  CCONJ,
  DET,
  INTJ,
  NOUN,
  NUM,
  PART,
  PRON,
  PROPN,
  PUNCT,
  SCONJ,
  SYM,
  VERB,
  X
};
inline constexpr int kUposCount = 17;

// Enumerators replace ':' by '_' ("nsubj:pass" is nsubj_pass); `case` and C++ keywords end in '_'.
enum class Deprel : std::uint8_t {
#define AVOW_DEPREL(name, text) name,
#include "avow/document/deprels.def"
#undef AVOW_DEPREL
};

[[nodiscard]] std::string_view to_string(Upos upos);
[[nodiscard]] std::string_view to_string(Deprel deprel);
[[nodiscard]] std::optional<Upos> parse_upos(std::string_view text);
// An unknown subtype folds to its base relation ("nsubj:xyz" -> nsubj); an unknown relation is nullopt.
[[nodiscard]] std::optional<Deprel> parse_deprel(std::string_view text);
// The relation without its subtype: nsubj for nsubj:pass and nsubj:outer.
[[nodiscard]] Deprel base_relation(Deprel deprel);

}  // namespace avow
