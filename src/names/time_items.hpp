// The words of a document as the time grammar sees them: hyphened words apart, "'s" apart, numbers in words
// and figures with their value, dates in figures as one item.
//
//   std::vector<TimeItem> items = make_time_items(document, lexicon);
//
// Items point into the lexicon, which must outlive them.
#pragma once

#include <cstdint>
#include <vector>

#include "avow/document/document.hpp"
#include "names/time_lexicon.hpp"

namespace avow::names {

struct TimeItem {
  const TimeWord* word = nullptr;
  ClassMask classes = 0;
  double value = 0;  // NUM, ORD, DAYNUM, YEAR, YEAR2 (two digits), DECADE (198), CLOCK (minutes of the day)
  Date date;         // NUMDATE
  Span span;
  TokenIndex token = 0;       // first
  TokenIndex last_token = 0;  // last, included
  SentenceIndex sentence = 0;
  bool capital = false;
  bool joined = false;  // a hyphen or dash stands between it and the item before
  bool digits = false;  // written in figures
  bool weak_year = false;
};

[[nodiscard]] std::vector<TimeItem> make_time_items(const Document& document, const TimeLexicon& lexicon);

// The sense of a class an item's word has, or nullptr.
[[nodiscard]] const TimeSense* sense_of(const TimeItem& item, TimeClass c);

}  // namespace avow::names
