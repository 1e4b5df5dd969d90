#include "names/times_stage.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "names/time_actions.hpp"

namespace avow::names {
namespace {

bool is_word(const TimeItem& item, std::string_view text) {
  return item.word != nullptr && item.word->text == text;
}

bool is_day(const FoundTime& found) {
  return found.type == "DATE" && found.period && found.period->unit == TimeUnit::day &&
         found.period->start == found.period->end && found.clock.empty();
}

// Only part of a period is meant: "early March", "the end of 2020", "later this week", "earlier this year".
void narrow(FoundTime& found, std::string_view part, const std::optional<Date>& published) {
  if (!found.start || !found.end || *found.start == *found.end) return;
  const std::int64_t first = found.start->days_since_epoch();
  const std::int64_t last = found.end->days_since_epoch();
  const std::int64_t third = (last - first + 1) / 3;
  if (part == "start") found.end = Date::from_days(first + std::max<std::int64_t>(third - 1, 0));
  if (part == "end") found.start = Date::from_days(last - std::max<std::int64_t>(third - 1, 0));
  if (part == "mid") {
    found.start = Date::from_days(first + third);
    found.end = Date::from_days(last - third);
  }
  if (!published || *published < *found.start || *found.end < *published) return;
  if (part == "until_now") found.end = published;
  if (part == "from_now") found.start = published;
}

class Reader {
 public:
  Reader(Document& document, const TimeLexicon& lexicon)
      : document_(document),
        lexicon_(lexicon),
        items_(make_time_items(document, lexicon)),
        context_{document, lexicon, items_, std::nullopt} {}

  void run() {
    std::size_t i = 0;
    while (i < items_.size()) {
      if (!may_start(items_[i])) {
        ++i;
        continue;
      }
      auto found = match_at(i);
      if (!found) {
        ++i;
        continue;
      }
      if (found->no_time) {
        i = floor_ = std::max(found->last, i + 1);
        continue;
      }
      extend_right(*found);
      if (!merge_with_previous(*found)) extend_left(*found);
      floor_ = found->last;
      i = std::max(found->last, i + 1);
      if (found->period && !found->unresolved) context_.reference = found->period;
      found_.push_back(std::move(*found));
    }
    write();
  }

 private:
  [[nodiscard]] bool may_start(const TimeItem& item) const {
    return (item.classes & lexicon_.first_classes()) != 0 ||
           (item.word != nullptr && !item.word->rules.empty());
  }

  std::optional<FoundTime> match_at(std::size_t i) {
    find_matches(lexicon_, items_, i, matches_);
    for (const TimeMatch& match : matches_) {
      if (auto found = read_time(context_, match)) return found;
    }
    return std::nullopt;
  }

  // A part of the day or a clock time right behind a day: "Friday morning", "Monday at 7 p.m.".
  void extend_right(FoundTime& found) {
    const bool day = is_day(found) || (found.unresolved && found.type == "DATE");
    if (!day) return;
    std::size_t i = found.last;
    static constexpr std::array<std::string_view, 6> kBetween = {"at", "in", "the", ",", "around", "about"};
    std::size_t skipped = 0;
    while (i < items_.size() && skipped < 3 && same_sentence(i, found.first) &&
           std::any_of(kBetween.begin(), kBetween.end(), [&](auto w) { return is_word(items_[i], w); })) {
      ++i;
      ++skipped;
    }
    if (i >= items_.size() || !same_sentence(i, found.first)) return;
    const TimeItem& item = items_[i];
    const TimeSense* part = sense_of(item, TimeClass::daypart);
    if (part != nullptr && (item.classes & mask_of(TimeClass::daypart)) != 0 && skipped <= 2) {
      join_clock(found, fmt::format("T{}", part->text), i + 1);
      return;
    }
    const ClassMask clocks = mask_of(TimeClass::clock) | mask_of(TimeClass::num) | mask_of(TimeClass::year);
    if ((item.classes & clocks) == 0) return;
    auto clock = match_at(i);
    if (clock && clock->type == "TIME" && clock->bare_clock) join_clock(found, clock->clock, clock->last);
  }

  static void join_clock(FoundTime& found, std::string_view clock, std::size_t last) {
    found.type = "TIME";
    found.clock = std::string(clock);
    if (!found.unresolved) found.value += found.clock;
    found.last = last;
  }

  // A clock time in front of its day: "10 p.m. on Wednesday", "noon Thursday".
  bool merge_with_previous(FoundTime& found) {
    if (found_.empty() || !(is_day(found) || found.unresolved) || found.type != "DATE") return false;
    FoundTime& previous = found_.back();
    if (previous.type != "TIME" || !previous.bare_clock || !same_sentence(previous.first, found.first))
      return false;
    std::size_t i = previous.last;
    while (i < found.first &&
           (is_word(items_[i], "on") || is_word(items_[i], ",") || is_word(items_[i], "of")))
      ++i;
    if (i != found.first) return false;
    join_clock(found, previous.clock, found.last);
    found.first = previous.first;
    found.rule = previous.rule + "+" + found.rule;
    found_.pop_back();
    return true;
  }

  [[nodiscard]] bool same_sentence(std::size_t a, std::size_t b) const {
    return items_[a].sentence == items_[b].sentence;
  }

  // The item in front of `at` when it is free and in the sentence.
  [[nodiscard]] const TimeItem* free_before(std::size_t at) const {
    if (at == 0 || at <= floor_ || !same_sentence(at - 1, at)) return nullptr;
    return &items_[at - 1];
  }

  // "early (in)", "late (on)", "the end of", "the" in front of the match belong to it.
  void extend_left(FoundTime& found) {
    std::size_t at = found.first;
    if (take_modifier(found, at)) return;
    std::size_t inner = at;
    if (const TimeItem* item = free_before(inner); item != nullptr && is_word(*item, "the")) --inner;
    const std::size_t with_article = inner;
    if (const TimeItem* item = free_before(inner); item != nullptr) {
      const bool link = is_word(*item, "of") || is_word(*item, "in") || is_word(*item, "on");
      const bool of = is_word(*item, "of");
      if (link && take_modifier_behind(found, inner - 1, of)) return;
    }
    if (with_article != at && found.type != "SET") found.first = with_article;
  }

  bool take_modifier(FoundTime& found, std::size_t at) {
    const TimeItem* item = free_before(at);
    if (item == nullptr || (item->classes & mask_of(TimeClass::mod)) == 0) return false;
    narrow(found, sense_of(*item, TimeClass::mod)->text, document_.published);
    found.first = at - 1;
    found.rule += "+" + item->word->text;
    return true;
  }

  // `at` is the "of" or "in"; the word of extent stands in front of it.
  bool take_modifier_behind(FoundTime& found, std::size_t at, bool of) {
    const TimeItem* item = free_before(at);
    if (item == nullptr) return false;
    const TimeClass c = of ? TimeClass::modof : TimeClass::mod;
    if ((item->classes & mask_of(c)) == 0) return false;
    narrow(found, sense_of(*item, c)->text, document_.published);
    found.first = at - 1;
    found.rule += "+" + item->word->text;
    if (const TimeItem* article = free_before(found.first); article != nullptr && is_word(*article, "the")) {
      --found.first;
    }
    return true;
  }

  void write() {
    bool unresolved = false;
    document_.times.clear();
    document_.times.reserve(found_.size());
    for (FoundTime& found : found_) {
      Time time;
      const TimeItem& first = items_[found.first];
      const TimeItem& last = items_[found.last - 1];
      time.type = std::move(found.type);
      time.value = std::move(found.value);
      time.start = found.start;
      time.end = found.end;
      time.precision = std::move(found.precision);
      time.rule = std::move(found.rule);
      time.span = {first.span.begin, last.span.end};
      time.tokens = {first.token, last.last_token + 1};
      if (found.unresolved) {
        unresolved = true;
        if (time.value.empty()) time.precision = "unresolved";
      }
      document_.times.push_back(std::move(time));
    }
    if (unresolved) {
      document_.diagnose(ErrorCode::date_unknown,
                         "relative times stay unresolved: the publication date is not known", {});
    }
  }

  Document& document_;
  const TimeLexicon& lexicon_;
  std::vector<TimeItem> items_;
  TimeContext context_;
  TimeMatches matches_;
  std::vector<FoundTime> found_;
  std::size_t floor_ = 0;  // items before it belong to earlier times
};

class TimesStage : public Stage {
 public:
  explicit TimesStage(TimeLexicon lexicon) : lexicon_(std::move(lexicon)) {}
  [[nodiscard]] std::string_view name() const override { return "times"; }
  [[nodiscard]] Layers needs() const override { return {Layer::text, Layer::sentences}; }
  [[nodiscard]] Layers adds() const override { return {Layer::times}; }
  void run(Document& document) const override { Reader(document, lexicon_).run(); }

 private:
  TimeLexicon lexicon_;
};

}  // namespace

Result<std::unique_ptr<Stage>> make_times_stage(const std::filesystem::path& data_folder) {
  auto lexicon = TimeLexicon::load(data_folder / "times", time_action_names());
  if (!lexicon) return lexicon.error();
  return std::unique_ptr<Stage>(std::make_unique<TimesStage>(std::move(*lexicon)));
}

}  // namespace avow::names
