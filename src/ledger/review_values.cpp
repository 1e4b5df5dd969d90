#include "ledger/review_values.hpp"

#include <algorithm>
#include <charconv>

#include "avow/base/strings.hpp"

namespace avow::ledger {
namespace {

constexpr std::size_t kMostNamed = 12;  // names listed in an error

std::optional<std::int64_t> number_in(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || failure != std::errc{} || end != text.data() + text.size() || value < 0)
    return std::nullopt;
  return value;
}

std::string settled_form(const Actor& actor) {
  return actor.in_registry ? actor.id : actor.name;
}

// An actor of that id, of that name, or that the text also calls so; in this order.
ActorIndex find_actor(const Document& document, std::string_view text) {
  const std::string wanted = lower_ascii(trim(text));
  ActorIndex by_name = kNone, by_alias = kNone;
  for (std::size_t i = 0; i < document.actors.size(); ++i) {
    const Actor& actor = document.actors[i];
    const auto index = static_cast<ActorIndex>(i);
    if (actor.in_registry && lower_ascii(actor.id) == wanted) return index;
    if (by_name == kNone && lower_ascii(actor.name) == wanted) by_name = index;
    const auto is_it = [&](const std::string& alias) { return lower_ascii(alias) == wanted; };
    if (by_alias == kNone && std::any_of(actor.aliases.begin(), actor.aliases.end(), is_it)) by_alias = index;
  }
  return by_name != kNone ? by_name : by_alias;
}

bool starts_character(std::string_view text, std::size_t at) {
  return at >= text.size() || (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
}

// Where the words stand, when they do so but once.
std::optional<std::size_t> only_place(std::string_view text, std::string_view words) {
  const std::size_t first = text.find(words);
  if (first == std::string_view::npos || text.find(words, first + 1) != std::string_view::npos)
    return std::nullopt;
  return first;
}

Span sentence_around(const Document& document, Span span) {
  for (const Sentence& each : document.sentences) {
    if (each.span.begin <= span.begin && span.begin < each.span.end) return each.span;
  }
  return {};
}

}  // namespace

Error refuse(std::string why) {
  return {ErrorCode::review_refused, std::move(why), ""};
}

bool means_none(std::string_view text) {
  return text == "none" || text.empty();
}

Settled settle_actor(const Document& document, const std::map<std::string, std::string>& parties,
                     const std::string& text) {
  if (means_none(text)) return std::pair{std::string{}, std::string{}};
  if (const ActorIndex found = find_actor(document, text); found != kNone) {
    const Actor& actor = document.actors[found];
    return std::pair{settled_form(actor), actor.name};
  }
  const std::string wanted = lower_ascii(trim(text));
  for (const auto& [key, name] : parties) {
    if (lower_ascii(key) != wanted && lower_ascii(name) != wanted) continue;
    // Keys of parties the registry does not know are their names in lower case.
    return std::pair{key == lower_ascii(key) ? name : key, name};
  }
  return refuse("neither the document nor the ledger knows an actor \"" + text +
                "\": give a registry id or a name as avow show prints it");
}

std::string actor_value(const Document& document, ActorIndex actor, Span words) {
  if (actor != kNone) return settled_form(document.actors[actor]);
  return std::string{document.text_of(words)};
}

ActorIndex actor_of_value(Document& document, const std::string& value, const std::string& name) {
  if (value.empty()) return kNone;
  if (const ActorIndex found = find_actor(document, value); found != kNone) return found;
  Actor actor;
  actor.in_registry = value != name;
  actor.id = actor.in_registry ? value : "new:" + std::to_string(document.actors.size());
  actor.name = name;
  document.actors.push_back(std::move(actor));
  return static_cast<ActorIndex>(document.actors.size() - 1);
}

Settled settle_span(const Document& document, Span row, const std::string& text) {
  const std::size_t dash = text.find('-');
  Span span;
  const auto first = number_in(std::string_view{text}.substr(0, dash));
  const auto last =
      dash == std::string::npos ? std::nullopt : number_in(std::string_view{text}.substr(dash + 1));
  if (first && last) {
    const auto size = static_cast<std::int64_t>(document.text.size());
    if (*first >= *last || *last > size)
      return refuse("the text has no bytes " + text + ": it is of " + std::to_string(size));
    span = {static_cast<std::uint32_t>(*first), static_cast<std::uint32_t>(*last)};
    if (!starts_character(document.text, span.begin) || !starts_character(document.text, span.end))
      return refuse("bytes " + text + " cut a letter in two");
  } else {
    const Span sentence = sentence_around(document, row);
    const auto near = text.empty() ? std::nullopt : only_place(document.text_of(sentence), text);
    const auto anywhere = text.empty() ? std::nullopt : only_place(document.text, text);
    if (!near && !anywhere)
      return refuse("the words \"" + text +
                    "\" do not stand just once in the row's sentence or the document");
    const auto begin = static_cast<std::uint32_t>(near ? sentence.begin + *near : *anywhere);
    span = {begin, begin + static_cast<std::uint32_t>(text.size())};
  }
  return std::pair{span_value(span), std::string{document.text_of(span)}};
}

std::string span_value(Span span) {
  return span.empty() ? std::string{} : std::to_string(span.begin) + "-" + std::to_string(span.end);
}

Span span_of_value(std::string_view value) {
  const std::size_t dash = value.find('-');
  if (dash == std::string_view::npos) return {};
  const auto first = number_in(value.substr(0, dash));
  const auto last = number_in(value.substr(dash + 1));
  if (!first || !last) return {};
  return {static_cast<std::uint32_t>(*first), static_cast<std::uint32_t>(*last)};
}

Settled settle_place(const Document& document, const std::string& text) {
  if (means_none(text)) return std::pair{std::string{}, std::string{}};
  if (const PlaceIndex found = place_of_value(document, text); found != kNone) {
    const std::string& name = document.places[found].name;
    return std::pair{name, name};
  }
  std::string names;
  for (std::size_t i = 0; i < std::min(document.places.size(), kMostNamed); ++i) {
    names += (i > 0 ? ", " : "") + document.places[i].name;
  }
  return refuse("the document has no place \"" + text + "\"" +
                (names.empty() ? std::string{} : "; it has " + names));
}

PlaceIndex place_of_value(const Document& document, std::string_view value) {
  const std::string wanted = lower_ascii(value);
  for (std::size_t i = 0; i < document.places.size(); ++i) {
    if (lower_ascii(document.places[i].name) == wanted) return static_cast<PlaceIndex>(i);
  }
  return kNone;
}

Settled settle_days(const std::string& text, bool one_day) {
  if (means_none(text)) return std::pair{std::string{}, std::string{}};
  const std::size_t slash = text.find('/');
  const auto first = Date::parse(std::string_view{text}.substr(0, slash));
  const auto last =
      slash == std::string::npos ? first : Date::parse(std::string_view{text}.substr(slash + 1));
  if (!first || !last || *last < *first || (one_day && slash != std::string::npos)) {
    return refuse("\"" + text + "\" is not a day such as 2021-07-23" +
                  (one_day ? "" : ", or two as 2021-07-23/2021-07-25"));
  }
  return std::pair{text, text};
}

std::string time_value(const Document& document, TimeIndex index) {
  if (index == kNone) return {};
  const Time& time = document.times[index];
  if (!time.start) return time.value;
  const std::string start = time.start->to_string();
  return !time.end || *time.end == *time.start ? start : start + "/" + time.end->to_string();
}

TimeIndex time_of_value(Document& document, std::string_view value) {
  if (value.empty()) return kNone;
  Time time;
  const std::size_t slash = value.find('/');
  time.start = Date::parse(value.substr(0, slash));
  time.end = slash == std::string_view::npos ? time.start : Date::parse(value.substr(slash + 1));
  time.type = "DATE";
  time.value = value;
  time.precision = "day";
  time.rule = "review";
  document.times.push_back(std::move(time));
  return static_cast<TimeIndex>(document.times.size() - 1);
}

Settled settle_count(const std::string& text) {
  if (means_none(text)) return std::pair{std::string{}, std::string{}};
  const auto count = count_of_value(text);
  if (!count) return refuse("\"" + text + "\" is no number of people: give 3, 3-5, 24+ or none");
  const std::string settled = count_value(count);
  return std::pair{settled, settled};
}

std::string count_value(const std::optional<Count>& count) {
  if (!count) return {};
  const std::string low = std::to_string(count->low);
  if (!count->high) return low + "+";
  return *count->high == count->low ? low : low + "-" + std::to_string(*count->high);
}

std::optional<Count> count_of_value(std::string_view value) {
  if (value.ends_with('+')) {
    const auto low = number_in(value.substr(0, value.size() - 1));
    return low ? std::optional{Count{*low, std::nullopt}} : std::nullopt;
  }
  const std::size_t dash = value.find('-');
  const auto low = number_in(value.substr(0, dash));
  const auto high = dash == std::string_view::npos ? low : number_in(value.substr(dash + 1));
  if (!low || !high || *high < *low) return std::nullopt;
  return Count{*low, high};
}

Settled settle_yes_no(const std::string& text) {
  if (text == "yes" || text == "true") return std::pair<std::string, std::string>{"yes", "yes"};
  if (text == "no" || text == "false") return std::pair<std::string, std::string>{"no", "no"};
  return refuse("\"" + text + "\" is neither yes nor no");
}

}  // namespace avow::ledger
