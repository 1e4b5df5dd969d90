#include "names/places_context.hpp"

#include <algorithm>
#include <array>

#include "names/gazetteer_names.hpp"
#include "names/places_mentions.hpp"

namespace avow::names {
namespace {

constexpr std::size_t kBesideBytes =
    30;  // between a name and its container: ", in the southern province of "

struct UnitWord {
  std::string_view word;
  UnitHint hint;
};

constexpr std::array kUnitWords = {
    UnitWord{"province", UnitHint::admin1},     UnitWord{"governorate", UnitHint::admin1},
    UnitWord{"state", UnitHint::admin1},        UnitWord{"oblast", UnitHint::admin1},
    UnitWord{"region", UnitHint::admin},        UnitWord{"territory", UnitHint::admin1},
    UnitWord{"county", UnitHint::admin2},       UnitWord{"parish", UnitHint::admin2},
    UnitWord{"district", UnitHint::admin},      UnitWord{"prefecture", UnitHint::admin},
    UnitWord{"department", UnitHint::admin},    UnitWord{"city", UnitHint::settlement},
    UnitWord{"town", UnitHint::settlement},     UnitWord{"village", UnitHint::settlement},
    UnitWord{"suburb", UnitHint::settlement},   UnitWord{"township", UnitHint::settlement},
    UnitWord{"capital", UnitHint::settlement},  UnitWord{"port", UnitHint::settlement},
    UnitWord{"river", UnitHint::water},         UnitWord{"lake", UnitHint::water},
    UnitWord{"sea", UnitHint::water},           UnitWord{"mountain", UnitHint::terrain},
    UnitWord{"mountains", UnitHint::terrain},   UnitWord{"island", UnitHint::terrain},
    UnitWord{"cities", UnitHint::settlement},   UnitWord{"towns", UnitHint::settlement},
    UnitWord{"villages", UnitHint::settlement}, UnitWord{"provinces", UnitHint::admin1},
};

UnitHint unit_hint(std::string_view word) {
  for (const UnitWord& row : kUnitWords) {
    if (row.word == word) return row.hint;
  }
  return UnitHint::none;
}

std::string_view next_word(std::string_view text) {
  std::size_t begin = 0;
  while (begin < text.size() && (text[begin] == ' ' || text[begin] == '-')) ++begin;
  std::size_t end = begin;
  while (end < text.size() && ((text[end] | 32) >= 'a' && (text[end] | 32) <= 'z')) ++end;
  return text.substr(begin, end - begin);
}

// The last word of the text and the one before it, "" where none is.
std::array<std::string_view, 2> last_words(std::string_view text) {
  std::array<std::string_view, 2> words;
  for (std::string_view& word : words) {
    std::size_t end = text.size();
    while (end > 0 && text[end - 1] == ' ') --end;
    std::size_t begin = end;
    while (begin > 0 && text[begin - 1] != ' ' && text[begin - 1] != '\n') --begin;
    word = text.substr(begin, end - begin);
    text = text.substr(0, begin);
  }
  return words;
}

bool is_container(const Gazetteer& gazetteer, std::uint32_t place) {
  const PlaceKind kind = gazetteer.place(place).kind;
  return kind == PlaceKind::country || kind == PlaceKind::admin1 || kind == PlaceKind::admin2;
}

// Capitals must agree where a short code is a name only with them.
bool case_fits(const GazetteerPosting& posting, std::string_view surface) {
  if ((posting.flags & kCaseMatters) == 0) return true;
  return std::none_of(surface.begin(), surface.end(), [](char c) { return c >= 'a' && c <= 'z'; }) ||
         surface.find('.') != std::string_view::npos;
}

void add_containers(const Gazetteer& gazetteer, std::string_view surface, bool demonyms,
                    std::vector<std::uint32_t>& out) {
  for (const GazetteerPosting& posting : gazetteer.find(fold_place_name(surface))) {
    const bool demonym = (posting.flags & kDemonym) != 0;
    if (demonym != demonyms && demonym) continue;
    if (is_container(gazetteer, posting.place) && case_fits(posting, surface)) out.push_back(posting.place);
  }
}

// ", Texas": up to three capitalised words behind the comma, the longest that name a container.
void containers_behind_comma(const Gazetteer& gazetteer, std::string_view rest,
                             std::vector<std::uint32_t>& out) {
  std::array<std::size_t, 3> ends{};
  std::size_t words = 0;
  std::size_t at = 0;
  while (words < ends.size() && at < rest.size() && rest[at] >= 'A' && rest[at] <= 'Z') {
    while (at < rest.size() && rest[at] != ' ' && rest[at] != ',' && rest[at] != '\n' && rest[at] != ';' &&
           rest[at] != ')') {
      ++at;
    }
    ends[words++] = at;
    if (at >= rest.size() || rest[at] != ' ') break;
    ++at;
  }
  for (std::size_t i = words; i-- > 0;) {
    add_containers(gazetteer, rest.substr(0, ends[i]), false, out);
    if (!out.empty()) return;
  }
}

bool links_to_container(std::string_view between) {
  if (between.size() > kBesideBytes || between.find_first_of(".;:\n\"") != std::string_view::npos)
    return false;
  const auto has = [&](std::string_view word) { return between.find(word) != std::string_view::npos; };
  if (has(" and ") || has(" to ")) return false;
  return between == ", " || between == " (" || has(" in ") || has(" of ");
}

// "city of X", "the Turkish town of X", "X province", "X River".
UnitHint read_unit(std::string_view before, std::string_view after, std::string_view surface) {
  std::string lower;
  const auto lowered = [&](std::string_view word) {
    lower.assign(word);
    for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    return std::string_view(lower);
  };
  const std::size_t space = surface.rfind(' ');
  if (space != std::string_view::npos) {
    const UnitHint own = unit_hint(lowered(surface.substr(space + 1)));
    if (own == UnitHint::admin1 || own == UnitHint::admin2 || own == UnitHint::admin) return own;
  }
  if (const UnitHint hint = unit_hint(lowered(next_word(after))); hint != UnitHint::none) return hint;
  const auto words = last_words(before);
  if (words[0] == "of") return unit_hint(lowered(words[1]));
  return UnitHint::none;
}

}  // namespace

NameContext read_name_context(const Document& document, const Gazetteer& gazetteer, Span name, Span previous,
                              Span next) {
  NameContext context;
  const std::string_view text = document.text;
  const std::string_view surface = name.of(text);
  context.folded = known_form(gazetteer, surface);
  const std::string_view after = text.substr(name.end, 60);
  const std::size_t from = name.begin > 60 ? name.begin - 60 : 0;
  const std::string_view before = text.substr(from, name.begin - from);
  context.unit = read_unit(before, after, surface);
  if (after.starts_with(", ")) {
    containers_behind_comma(gazetteer, after.substr(2), context.containers);
    context.firm_container = !context.containers.empty();
  }
  if (context.containers.empty() && !next.empty() && next.begin >= name.end) {
    const std::string_view between = text.substr(name.end, next.begin - name.end);
    if (links_to_container(between)) add_containers(gazetteer, next.of(text), false, context.containers);
  }
  if (!previous.empty() && previous.end <= name.begin && name.begin - previous.end < kBesideBytes) {
    const std::string_view between = text.substr(previous.end, name.begin - previous.end);
    context.as_container = between == ", " && !context.firm_container;
    const bool close = between.find_first_of(".;:,\n\"") == std::string_view::npos;
    if (close) add_containers(gazetteer, previous.of(text), true, context.hinted);
  }
  const auto words = last_words(before);
  for (const std::string_view word : words) {
    if (!word.empty() && word[0] >= 'A' && word[0] <= 'Z')
      add_containers(gazetteer, word, true, context.hinted);
  }
  return context;
}

std::uint32_t country_of_address(const Gazetteer& gazetteer, std::string_view address) {
  struct Domain {
    std::string_view ending, iso3;
  };
  static constexpr std::array kDomains = {
      Domain{".uk", "GBR"}, Domain{".ca", "CAN"}, Domain{".au", "AUS"}, Domain{".ie", "IRL"},
      Domain{".nz", "NZL"}, Domain{".za", "ZAF"}, Domain{".in", "IND"}, Domain{".pk", "PAK"},
      Domain{".ng", "NGA"}, Domain{".ke", "KEN"}, Domain{".ph", "PHL"}, Domain{".my", "MYS"},
      Domain{".sg", "SGP"}, Domain{".ge", "GEO"}, Domain{".lb", "LBN"}, Domain{".il", "ISR"},
      Domain{".bd", "BGD"}, Domain{".lk", "LKA"}, Domain{".np", "NPL"}, Domain{".gh", "GHA"},
      Domain{".ug", "UGA"}, Domain{".zw", "ZWE"}, Domain{".tz", "TZA"}, Domain{".ae", "ARE"},
      Domain{".ru", "RUS"}, Domain{".ua", "UKR"}, Domain{".tr", "TUR"}, Domain{".ir", "IRN"},
      Domain{".af", "AFG"}, Domain{".cn", "CHN"}};
  if (const std::size_t scheme = address.find("//"); scheme != std::string_view::npos)
    address.remove_prefix(scheme + 2);
  const std::string_view host = address.substr(0, address.find('/'));
  for (const Domain& domain : kDomains) {
    if (host.ends_with(domain.ending)) return gazetteer.country(domain.iso3);
  }
  return kNoPlace;
}

}  // namespace avow::names
