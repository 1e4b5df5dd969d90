#include "names/place_lookup.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace avow::names {
namespace {

int fineness_of(PlacePrecision precision) {
  switch (precision) {
    case PlacePrecision::site:
      return 5;
    case PlacePrecision::city:
      return 4;
    case PlacePrecision::district:
      return 3;
    case PlacePrecision::region:
      return 2;
    case PlacePrecision::country:
      return 1;
    case PlacePrecision::unknown:
      break;
  }
  return 3;  // a name the gazetteer lacks is most often a small place
}

// "KABUL (Agency) --", "ALEPPO, Syria -": a place within the first words that a dash or bracket follows.
bool is_dateline(const Document& document, const Marked& marked) {
  constexpr TokenIndex kFirstWords = 3;
  constexpr TokenIndex kReach = 8;
  if (marked.tokens.first >= kFirstWords) return false;
  const auto count = static_cast<TokenIndex>(document.tokens.size());
  for (TokenIndex i = marked.tokens.last; i < std::min(count, marked.tokens.last + kReach); ++i) {
    const std::string_view text = document.text_of(i);
    if (text == "-" || text == "--" || text == "\u2013" || text == "\u2014" || text == "(") return true;
    if (text == ".") return false;
  }
  return false;
}

}  // namespace

PlaceLookup::PlaceLookup(const Document& document, const Tree& tree) : document_(document), tree_(tree) {
  for (std::size_t p = 0; p < document.places.size(); ++p) {
    const Place& place = document.places[p];
    if (place.rule.ends_with("+actor") || place.rule.ends_with("+name-part")) continue;
    for (std::size_t m = 0; m < place.mention_tokens.size(); ++m) {
      Marked marked;
      marked.tokens = place.mention_tokens[m];
      marked.head = head_of(document, marked.tokens);
      marked.row = static_cast<Index>(p);
      marked.mention = static_cast<Index>(m);
      marked.fineness = fineness_of(place.precision);
      marked_.push_back(marked);
    }
  }
  std::sort(marked_.begin(), marked_.end(),
            [](const Marked& a, const Marked& b) { return a.tokens.first < b.tokens.first; });
  if (!marked_.empty() && is_dateline(document, marked_.front())) dateline_ = &marked_.front();
}

FoundPlace PlaceLookup::found(const Marked& marked, std::string_view why) const {
  const Place& place = document_.places[marked.row];
  const Span span = place.mentions[marked.mention];
  return {marked.row, span, fmt::format("{}: {}", why, document_.text_of(span))};
}

FoundPlace PlaceLookup::find(TokenIndex trigger) const {
  if (const auto near = find_in_clause(document_, tree_, trigger, marked_)) {
    switch (near->closeness) {
      case Closeness::dependent:
        return found(*near->marked, "said of the act itself");
      case Closeness::clause:
        return found(*near->marked, "own clause");
      case Closeness::sentence:
        return found(*near->marked, "own sentence");
    }
  }
  // The sentence before in the same paragraph, its last place.
  const SentenceIndex sentence = document_.tokens[trigger].sentence;
  if (sentence > 0 &&
      document_.sentences[sentence].paragraph == document_.sentences[sentence - 1].paragraph) {
    const TokenRange before = document_.sentences[sentence - 1].tokens;
    const Marked* last = nullptr;
    for (const Marked& marked : marked_) {
      if (before.contains(marked.tokens.first) && &marked != dateline_) last = &marked;
    }
    if (last != nullptr) return found(*last, "sentence before");
  }
  if (dateline_ != nullptr) return found(*dateline_, "dateline");
  return {};
}

}  // namespace avow::names
