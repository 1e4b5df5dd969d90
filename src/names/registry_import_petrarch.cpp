// PETRARCH actor dictionaries (the form of Phoenix.Countries.actors.txt, described in the PETRARCH2 manual):
//
//   HAMID_KARZAI_  ; a comment
//   +PRESIDENT_KARZAI_
//   	[AFGELI <011222]
//   	[AFGGOV 011222-140929]
//
// A name, its synonyms (+), and codes; a code may hold before a day (<), after one (>) or between two. Days
// are YYMMDD or YYYYMMDD.
#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "avow/base/date.hpp"
#include "avow/base/strings.hpp"
#include "names/registry_import.hpp"

namespace avow::names {
namespace {

struct DatedCode {
  std::string code;
  std::optional<Date> from, to;  // both days included
  bool always = false;
};

// The dictionaries' two-digit years: 31 and more are of the last century.
constexpr int kLastYearOfThisCentury = 30;

std::optional<Date> petrarch_date(std::string_view text) {
  int value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (read.ec != std::errc{} || read.ptr != text.data() + text.size()) return std::nullopt;
  if (text.size() != 6 && text.size() != 8) return std::nullopt;
  int year = value / 10000;
  if (text.size() == 6) year += year > kLastYearOfThisCentury ? 1900 : 2000;
  const Date date{year, static_cast<std::uint8_t>(value / 100 % 100), static_cast<std::uint8_t>(value % 100)};
  return date.valid() ? std::optional<Date>{date} : std::nullopt;
}

Date day_before(Date date) {
  return Date::from_days(date.days_since_epoch() - 1);
}

Date day_after(Date date) {
  return Date::from_days(date.days_since_epoch() + 1);
}

// "AFGGOV 011222-140929" -> code and days; nullopt for anything else.
std::optional<DatedCode> parse_code(std::string_view text) {
  const auto parts = split_words(text);
  if (parts.empty() || parts.size() > 2) return std::nullopt;
  DatedCode out;
  out.code = parts[0];
  out.always = parts.size() == 1;
  if (out.always) return out;
  const std::string_view when = parts[1];
  const std::size_t dash = when.find('-');
  if (when.front() == '<') {
    const auto day = petrarch_date(when.substr(1));
    if (!day) return std::nullopt;
    out.to = day_before(*day);
  } else if (when.front() == '>') {
    out.from = petrarch_date(when.substr(1));
    if (!out.from) return std::nullopt;
  } else if (dash != std::string_view::npos) {
    out.from = petrarch_date(when.substr(0, dash));
    out.to = petrarch_date(when.substr(dash + 1));
    if (!out.from || !out.to) return std::nullopt;
  } else {
    return std::nullopt;
  }
  return out;
}

// "HAMID_KARZAI_" -> "Hamid Karzai".
std::string readable_name(std::string_view text) {
  std::string out;
  bool first = true;
  for (const char c : text) {
    if (c == '_' || c == ' ') {
      if (!out.empty() && out.back() != ' ') out += ' ';
      first = true;
      continue;
    }
    const bool upper = c >= 'A' && c <= 'Z';
    out += upper && !first ? static_cast<char>(c - 'A' + 'a') : c;
    first = c == '-' || c == '\'';
  }
  while (out.ends_with(' ')) out.pop_back();
  return out;
}

class PetrarchReader {
 public:
  explicit PetrarchReader(ImportWriter& writer) : writer_(writer) {}

  void line(std::string_view text, std::size_t number) {
    // Comments: XML-like blocks, and after '#' or ';'.
    text = text.substr(0, std::min(text.find_first_of("#;"), text.size()));
    if (text.starts_with("<!--") || in_comment_) {
      in_comment_ = text.find("-->") == std::string_view::npos;
      return;
    }
    const std::string_view name = trim(text.substr(0, std::min(text.find('['), text.size())));
    if (!name.empty()) {
      if (name.front() == '+') {
        actor_.aliases.push_back(readable_name(name.substr(1)));
      } else {
        finish();
        actor_.name = readable_name(name);
        line_ = number;
      }
    }
    codes(text, number);
  }

  // Writes the actor read so far.
  void finish() {
    if (!actor_.name.empty()) {
      if (codes_.empty()) {
        writer_.note(line_, fmt::format("'{}' has no code", actor_.name));
      } else {
        fill_periods();
        writer_.add(actor_, line_);
        any_ = true;
      }
    }
    actor_ = {};
    codes_.clear();
  }
  [[nodiscard]] bool any() const { return any_; }

 private:
  void codes(std::string_view text, std::size_t number) {
    for (std::size_t open = text.find('['); open != std::string_view::npos; open = text.find('[', open + 1)) {
      const std::size_t close = text.find(']', open);
      if (close == std::string_view::npos) return writer_.note(number, "a code without its closing bracket");
      const std::string_view inside = text.substr(open + 1, close - open - 1);
      if (auto code = parse_code(inside)) {
        codes_.push_back(std::move(*code));
      } else {
        writer_.note(number, fmt::format("the code [{}] is not of the form [CODE], [CODE <YYMMDD], [CODE "
                                         ">YYMMDD] or [CODE YYMMDD-YYMMDD]",
                                         inside));
      }
    }
  }

  // Dated codes in order, cut so that they follow one another; a code without days fills what is before and
  // after.
  void fill_periods() {
    std::vector<DatedCode> dated;
    std::string always;
    for (const DatedCode& code : codes_) {
      if (code.always) {
        if (always.empty()) always = code.code;
      } else {
        dated.push_back(code);
      }
    }
    std::stable_sort(dated.begin(), dated.end(), [](const DatedCode& a, const DatedCode& b) {
      if (!a.from || !b.from) return !a.from && b.from;
      return *a.from < *b.from;
    });
    for (std::size_t i = 0; i + 1 < dated.size();) {
      const DatedCode& next = dated[i + 1];
      if (!next.from || (dated[i].from && *dated[i].from >= *next.from)) {
        dated.erase(dated.begin() + static_cast<std::ptrdiff_t>(i) + 1);  // says nothing new
        continue;
      }
      if (!dated[i].to || *dated[i].to >= *next.from) dated[i].to = day_before(*next.from);
      ++i;
    }
    if (!always.empty()) {
      if (dated.empty()) {
        dated.push_back({always, {}, {}, true});
      } else {
        if (dated.back().to) dated.push_back({always, day_after(*dated.back().to), {}, false});
        if (dated.front().from)
          dated.insert(dated.begin(), {always, {}, day_before(*dated.front().from), false});
      }
    }
    for (const DatedCode& code : dated) actor_.periods.push_back(to_period(code));
  }

  [[nodiscard]] ImportedPeriod to_period(const DatedCode& code) const {
    ImportedPeriod period;
    period.kind = kind_of_code(code.code);
    const RegistryEntry* state = writer_.base().by_id(std::string_view{code.code}.substr(0, 3));
    period.country = state != nullptr && state->state ? std::string{state->id} : "-";
    if (writer_.base().valid_code(code.code)) {
      period.code = code.code;
    } else if (period.country != "-") {
      period.code = period.country;
    }
    if (code.from) period.from = code.from->to_string();
    if (code.to) period.to = code.to->to_string();
    // A government's minister or ministry: its side is the state.
    if (period.country != "-" &&
        (period.kind == "government" || period.kind == "military" || period.kind == "police")) {
      period.parent = period.country;
    }
    return period;
  }

  ImportWriter& writer_;
  ImportedActor actor_;
  std::vector<DatedCode> codes_;
  std::size_t line_ = 0;
  bool in_comment_ = false;
  bool any_ = false;
};

}  // namespace

Result<RegistryImport> import_petrarch(std::string_view text, ImportWriter& writer, std::string_view name) {
  PetrarchReader reader(writer);
  std::size_t number = 1;
  for (const std::string_view line : split(text, '\n')) reader.line(trim(line), number++);
  reader.finish();
  if (!reader.any()) {
    return Error{ErrorCode::registry_malformed,
                 "no actor with a code in square brackets was found: give a PETRARCH actor dictionary",
                 fmt::format("{}:1", name)};
  }
  return writer.finish();
}

}  // namespace avow::names
