#include "names/time_match.hpp"

#include <algorithm>
#include <bit>

namespace avow::names {
namespace {

class Matcher {
 public:
  Matcher(const TimeLexicon& lexicon, const std::vector<TimeItem>& items, TimeMatch& match)
      : lexicon_(lexicon), items_(items), match_(match) {}

  // Fills match_.size and element with the longest way the rule fits; false when it does not.
  bool run() { return step(0, 0); }

 private:
  bool fits(const TimeElement& element, std::size_t i) const {
    const std::size_t at = match_.first + i;
    if (at >= items_.size() || items_[at].sentence != items_[match_.first].sentence) return false;
    const TimeItem& item = items_[at];
    if (element.joined && !item.joined) return false;
    if ((element.classes & item.classes) != 0) return true;
    if (item.word == nullptr) return false;
    const std::uint32_t id = lexicon_.id_of(item.word);
    return std::find(element.words.begin(), element.words.end(), id) != element.words.end();
  }

  bool step(std::size_t e, std::size_t i) {
    const std::vector<TimeElement>& elements = match_.rule->elements;
    if (e == elements.size()) {
      match_.size = i;
      return i > 0;
    }
    if (i < kMaxTimeMatchItems && fits(elements[e], i)) {
      match_.element[i] = static_cast<std::uint8_t>(e);
      if (step(e + 1, i + 1)) return true;
    }
    return elements[e].optional && step(e + 1, i);
  }

  const TimeLexicon& lexicon_;
  const std::vector<TimeItem>& items_;
  TimeMatch& match_;
};

}  // namespace

const TimeItem* TimeMatch::get(TimeClass c, std::size_t nth) const {
  for (std::size_t i = 0; i < size; ++i) {
    const ClassMask both = rule->elements[element[i]].classes & item(i).classes;
    if ((both & mask_of(c)) == 0) continue;
    if (nth == 0) return &item(i);
    --nth;
  }
  return nullptr;
}

bool TimeMatch::has_word(std::string_view word) const {
  for (std::size_t i = 0; i < size; ++i) {
    if (item(i).word != nullptr && item(i).word->text == word) return true;
  }
  return false;
}

void find_matches(const TimeLexicon& lexicon, const std::vector<TimeItem>& items, std::size_t at,
                  TimeMatches& matches) {
  matches.clear();
  const TimeItem& item = items[at];
  const auto consider = [&](std::uint16_t id) {
    TimeMatch match;
    match.rule = &lexicon.rules()[id];
    match.items = &items;
    match.first = at;
    if (Matcher(lexicon, items, match).run()) matches.push_back(match);
  };
  for (ClassMask rest = item.classes & lexicon.first_classes(); rest != 0; rest &= rest - 1) {
    for (const std::uint16_t id : lexicon.rules_from(static_cast<TimeClass>(std::countr_zero(rest)))) {
      consider(id);
    }
  }
  if (item.word != nullptr) {
    for (const std::uint16_t id : item.word->rules) consider(id);
  }
  std::sort(matches.begin(), matches.end(), [](const TimeMatch& a, const TimeMatch& b) {
    return a.size != b.size ? a.size > b.size : a.rule < b.rule;
  });
}

}  // namespace avow::names
