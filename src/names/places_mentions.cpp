#include "names/places_mentions.hpp"

#include <algorithm>
#include <array>

#include "names/gazetteer_names.hpp"

namespace avow::names {
namespace {

constexpr std::array<std::string_view, 18> kDirections = {
    "northern",     "southern",     "eastern",      "western",      "central", "north",
    "south",        "east",         "west",         "upper",        "lower",   "northeast",
    "northeastern", "northwestern", "southeastern", "southwestern", "rural",   "greater"};

constexpr std::array<std::string_view, 22> kLocative = {
    "in",      "at",      "near",       "from",   "to",     "into",    "around", "across",
    "outside", "towards", "toward",     "inside", "within", "through", "beyond", "over",
    "between", "of",      "throughout", "via",    "off",    "on"};

// Words that a name of a place may carry behind it and that are part of no other name.
constexpr std::array<std::string_view, 12> kTails = {"city",        "town",    "village", "area",
                                                     "valley",      "border",  "coast",   "suburbs",
                                                     "countryside", "airport", "camp",    "township"};

// Last words of papers and broadcasters. What is named after a place and sells news everywhere is not there.
constexpr std::array<std::string_view, 14> kPaperWords = {
    "post", "times",   "herald", "journal",   "tribune", "gazette", "star",
    "news", "monitor", "daily",  "telegraph", "mail",    "radio",   "television"};

template <typename List>
bool is_one_of(std::string_view word, const List& list) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

std::string lowered(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  return out;
}

bool knows(const Gazetteer& gazetteer, std::string_view folded) {
  const auto found = gazetteer.find(folded);
  return std::any_of(found.begin(), found.end(), [](const auto& p) { return (p.flags & kDemonym) == 0; });
}

// The forms in which a name may be known, after the one in the text.
std::vector<std::string> other_forms(const std::string& folded) {
  std::vector<std::string> forms;
  const std::size_t first = folded.find(' ');
  if (first == std::string::npos) return forms;
  const std::string_view head = std::string_view(folded).substr(0, first);
  const std::string rest = folded.substr(first + 1);
  if (head == "the" || is_one_of(head, kDirections) || head == "al" || head == "el") forms.push_back(rest);
  const std::size_t last = folded.rfind(' ');
  const std::string_view tail = std::string_view(folded).substr(last + 1);
  if (is_admin_word(tail) || is_one_of(tail, kTails)) forms.push_back(folded.substr(0, last));
  if (head == "the" && last > first && (is_admin_word(tail) || is_one_of(tail, kTails))) {
    forms.push_back(folded.substr(first + 1, last - first - 1));
  }
  return forms;
}

bool is_proper(const Document& document, TokenIndex token) {
  return document.tokens[token].upos == Upos::PROPN;
}

// Does a place of this name need no help from its surroundings?
bool is_well_known(const Gazetteer& gazetteer, std::string_view folded) {
  constexpr std::uint32_t kKnownPopulation = 75000;
  for (const GazetteerPosting& posting : gazetteer.find(folded)) {
    if ((posting.flags & kPrimaryName) == 0) continue;
    const GazetteerPlace& place = gazetteer.place(posting.place);
    const bool big = place.kind == PlaceKind::country || place.kind == PlaceKind::admin1 ||
                     place.kind == PlaceKind::capital || place.kind == PlaceKind::region ||
                     place.kind == PlaceKind::continent || place.kind == PlaceKind::water;
    return big || place.population >= kKnownPopulation;
  }
  return false;
}

enum class Cover : std::uint8_t { none, place, person, other };

class Finder {
 public:
  Finder(const Document& document, const Gazetteer& gazetteer) : document_(document), gazetteer_(gazetteer) {}

  std::vector<PlaceMention> run() {
    covered_.assign(document_.tokens.size(), Cover::none);
    from_entities();
    from_proper_nouns();
    std::sort(mentions_.begin(), mentions_.end(),
              [](const PlaceMention& a, const PlaceMention& b) { return a.tokens.first < b.tokens.first; });
    return std::move(mentions_);
  }

 private:
  void from_entities() {
    for (const Entity& entity : document_.entities) {
      if (entity.tokens.empty()) continue;
      const bool place = entity.type == EntityType::location || entity.type == EntityType::facility;
      std::fill(covered_.begin() + entity.tokens.first, covered_.begin() + entity.tokens.last,
                place                               ? Cover::place
                : entity.type == EntityType::person ? Cover::person
                                                    : Cover::other);
    }
    for (const Entity& entity : document_.entities) {
      if (entity.tokens.empty()) continue;
      if (entity.type == EntityType::location || entity.type == EntityType::facility)
        add_split(entity.tokens);
      else if (entity.type == EntityType::organization)
        add_part(entity.tokens);
    }
  }

  // Bodies are called after places: "Kandahar University", "the Bank of Ghana". The well-known place a name
  // of several words begins with, or ends with after "of" or "in", is a part of that name.
  void add_part(TokenRange name) {
    while (!name.empty() && lowered(document_.text_of(name.first)) == "the") ++name.first;
    if (name.empty() || is_one_of(lowered(document_.text_of(name.last - 1)), kPaperWords)) return;
    constexpr TokenIndex kLongestPart = 3;
    for (TokenIndex size = std::min(kLongestPart, name.size() - 1); size > 0; --size) {
      if (add_known_part({name.first, name.first + size})) break;
    }
    for (TokenIndex i = std::max(name.first + 1, name.last - kLongestPart); i < name.last; ++i) {
      const std::string before = lowered(document_.text_of(i - 1));
      if ((before == "of" || before == "in") && add_known_part({i, name.last})) break;
    }
  }

  bool add_known_part(TokenRange part) {
    if (!is_proper(document_, part.first) || !is_proper(document_, part.last - 1)) return false;
    const std::string folded = fold_place_name(document_.text_of(document_.span_of(part)));
    if (!is_well_known(gazetteer_, folded)) return false;
    mentions_.push_back({part, document_.span_of(part), acts(part), true});
    return true;
  }

  // "Kabul, Afghanistan" and "Tripoli in Lebanon" in one entity are two places, unless the gazetteer knows it
  // whole ("Washington, D.C.").
  void add_split(TokenRange range) {
    const std::string_view text = document_.text_of(document_.span_of(range));
    const bool joined =
        text.find(',') != std::string_view::npos || text.find(" in ") != std::string_view::npos;
    const bool whole = !joined || knows(gazetteer_, fold_place_name(text));
    TokenIndex first = range.first;
    for (TokenIndex i = range.first; i <= range.last; ++i) {
      const bool cut =
          i == range.last || (!whole && (document_.text_of(i) == "," || document_.text_of(i) == "in"));
      if (!cut) continue;
      add({first, i});
      first = i + 1;
    }
  }

  // "Washington" of "Washington Post": it hangs on the name behind it, which is no place ("Kabul Airport" is
  // one).
  [[nodiscard]] bool is_part_of_name(TokenRange range) const {
    const TokenIndex next = range.last;
    if (static_cast<std::size_t>(next) >= document_.tokens.size() || !is_proper(document_, next))
      return false;
    if (document_.tokens[next].sentence != document_.tokens[range.first].sentence) return false;
    if (covered_[next] == Cover::place) return false;
    const std::string word = lowered(document_.text_of(next));
    if (is_admin_word(word) || is_one_of(word, kTails)) return false;
    return covered_[next] == Cover::other && document_.tokens[next - 1].head == next;
  }

  void add(TokenRange range) {
    while (!range.empty() && lowered(document_.text_of(range.first)) == "the") ++range.first;
    while (!range.empty() && document_.text_of(range.last - 1) == "'s") --range.last;
    if (range.empty()) return;
    // What nobody knows as a place and what does things is a person or body that was taken for one.
    if (acts(range) && !knows_some_form(range)) return;
    mentions_.push_back({range, document_.span_of(range), acts(range), is_part_of_name(range)});
  }

  [[nodiscard]] bool knows_some_form(TokenRange range) const {
    return knows(gazetteer_, known_form(gazetteer_, document_.text_of(document_.span_of(range))));
  }

  // The name, or what it is part of, is the subject of an active verb.
  [[nodiscard]] bool acts(TokenRange range) const {
    for (TokenIndex i = range.first; i < range.last; ++i) {
      const Token& token = document_.tokens[i];
      if (token.deprel != Deprel::nsubj || token.head == kNone) continue;
      return document_.tokens[token.head].upos == Upos::VERB;
    }
    return false;
  }

  [[nodiscard]] bool is_free(TokenIndex token) const {
    return is_proper(document_, token) && covered_[token] == Cover::none;
  }

  // What the tagger left out, or all where it has not run.
  void from_proper_nouns() {
    for (const Sentence& sentence : document_.sentences) {
      TokenIndex i = sentence.tokens.first;
      while (i < sentence.tokens.last) {
        if (!is_free(i)) {
          ++i;
          continue;
        }
        TokenIndex end = i;
        while (end < sentence.tokens.last && is_free(end)) ++end;
        read_run({i, end}, sentence.tokens);
        i = end;
      }
    }
  }

  // A run of proper nouns is a place when all of it is a known name (a rest such as "Post" in "Washington
  // Post" says that it is another name), and it is well known or stands as places do.
  void read_run(TokenRange run, TokenRange sentence) {
    const std::string folded = known_form(gazetteer_, document_.text_of(document_.span_of(run)));
    if (!knows(gazetteer_, folded)) return;
    if (is_well_known(gazetteer_, folded) || stands_as_place(run, sentence)) add(run);
  }

  [[nodiscard]] bool stands_as_place(TokenRange run, TokenRange sentence) const {
    if (run.first > sentence.first && is_one_of(lowered(document_.text_of(run.first - 1)), kLocative))
      return true;
    const bool comma = run.last + 1 < sentence.last && document_.text_of(run.last) == ",";
    return comma && is_proper(document_, run.last + 1) &&
           is_well_known(gazetteer_, fold_place_name(document_.text_of(run.last + 1)));
  }

  const Document& document_;
  const Gazetteer& gazetteer_;
  std::vector<PlaceMention> mentions_;
  std::vector<Cover> covered_;  // tokens by the entity they are in
};

}  // namespace

std::string known_form(const Gazetteer& gazetteer, std::string_view surface) {
  std::string folded = fold_place_name(surface);
  if (!gazetteer.find(folded).empty()) return folded;
  for (std::string& form : other_forms(folded)) {
    if (!gazetteer.find(form).empty()) return std::move(form);
  }
  return folded;
}

std::vector<PlaceMention> find_place_mentions(const Document& document, const Gazetteer& gazetteer) {
  return Finder(document, gazetteer).run();
}

}  // namespace avow::names
