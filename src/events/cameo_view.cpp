#include "events/cameo_view.hpp"

#include <algorithm>
#include <set>
#include <tuple>

#include "avow/base/strings.hpp"
#include "avow/base/table.hpp"

namespace avow::events {
namespace {

// A code whose country is not told begins with dashes.
std::string dashed(const std::string& code, bool placed) {
  return placed || code.empty() ? code : "---" + code;
}

bool harm(EventType type) {
  return type == EventType::ASSAULT || type == EventType::COERCE;
}

// Words after which somebody's violence is what the speaker lays to them.
bool accusing(SpeechFunction function) {
  return function == SpeechFunction::assertion || function == SpeechFunction::accusation ||
         function == SpeechFunction::condemnation;
}

// "said that", not "..., officials said": the words come first.
bool leads(const Statement& statement) {
  if (statement.cue_head == kNone || statement.content_tokens.empty()) return false;
  return statement.cue_head < statement.content_tokens.front().first;
}

}  // namespace

Result<CameoView> CameoView::load(const std::filesystem::path& data_folder) {
  auto plover = PloverView::load(data_folder);
  if (!plover) return plover.error();
  CameoView view{std::move(*plover)};
  auto table = Table::load(data_folder / "events" / "cameo_habits.tsv", {"habit", "word", "as"});
  if (!table) return table.error();
  for (const TableRow& row : table->rows()) {
    if (row["habit"] == "code") {
      view.codes_.emplace_back(row["word"], row["as"]);
    } else if (row["habit"] == "pledge") {
      view.pledges_.insert_or_assign(std::string(row["word"]), true);
    } else if (row["habit"] == "bare") {
      view.bare_.insert_or_assign(std::string(row["word"]), row["as"]);
    } else if (row["habit"] == "actor") {
      view.actors_.insert_or_assign(std::string(row["word"]), row["as"]);
    } else if (row["habit"] == "agent") {
      view.agents_.insert_or_assign(std::string(row["word"]), row["as"]);
    } else {
      return row.error("habit must be code, pledge, bare, actor or agent");
    }
  }
  return view;
}

std::string CameoView::written(std::string code) const {
  for (const auto& [letters, other] : codes_) {
    const bool nothing = other == "-";  // CAMEO has no letters for them
    if ((code == letters && !nothing) ||
        (letters.size() == 3 && code.size() > 3 && code.ends_with(letters))) {
      code.replace(code.size() - letters.size(), letters.size(), nothing ? "" : other);
      break;
    }
  }
  // Sectors alone ("REB") have no country told.
  return dashed(code, code.size() != 3 || !view_.is_sector(code));
}

std::vector<std::string> CameoView::parties(const Document& document, const ActorCodes& codes,
                                            ActorIndex actor, Span span) const {
  std::string named = lower_ascii(document.text_of(span));
  if (named.starts_with("the ")) named.erase(0, 4);
  const auto bare = bare_.find(named);
  if (bare != bare_.end()) return {bare->second};
  if (actor != kNone) {
    // Of the registry, or members of one that is.
    const Actor& who = document.actors[actor];
    for (const std::string* id : {&who.id, &who.side_id}) {
      if (const auto found = actors_.find(*id); found != actors_.end()) return {found->second};
    }
  }
  if (auto several = peoples(document, codes, actor, span); !several.empty()) return several;
  return codes.each(actor, span);
}

// "US and British activists": one party for each people named, with the sector of who they are.
std::vector<std::string> CameoView::peoples(const Document& document, const ActorCodes& codes,
                                            ActorIndex actor, Span span) const {
  if (span.empty()) return {};
  const TokenRange range = document.tokens_in(span);
  const auto sector = agents_.find(std::string_view(document.tokens[range.last - 1].lemma));
  if (sector == agents_.end()) return {};
  std::vector<std::string> countries;
  bool linked = true;
  for (TokenIndex token = range.first; token + 1 < range.last; ++token) {
    std::string country = codes.country_at(token);
    const std::string_view lemma = document.tokens[token].lemma;
    if (!country.empty()) {
      if (linked && std::find(countries.begin(), countries.end(), country) == countries.end())
        countries.push_back(std::move(country));
      linked = false;
    } else if (lemma == "and" || lemma == ",") {
      linked = true;
    }
  }
  const bool known = actor != kNone && !document.actors[actor].code.empty();
  if (countries.size() < 2 && (known || countries.empty())) return {};
  for (std::string& country : countries) country += sector->second;
  return countries;
}

// A place stands for its country where nobody is told, and says whose the civilians are who were hurt there.
// Nobody visits or meets their own country.
void CameoView::place_targets(const Document& document, const ActorCodes& codes, const PloverRow& row,
                              const std::vector<std::string>& sources, std::vector<std::string>& targets) {
  const std::string country = codes.of_place(row.place);
  if (country.empty()) return;
  if (targets.front().empty()) {
    const bool home = row.type == EventType::CONSULT && sources.front().starts_with(country);
    if (!home) targets = {country};
    return;
  }
  if (row.event == kNone || !harm(document.events[row.event].type)) return;
  for (std::string& target : targets) {
    if (target == "CVL") target = country + target;
  }
}

bool CameoView::pledge(const Document& document, const Statement& statement) const {
  if (statement.function != SpeechFunction::commitment || statement.cue_head == kNone) return false;
  return pledges_.contains(document.tokens[statement.cue_head].lemma);
}

std::vector<CameoTriple> CameoView::triples(const Document& document) const {
  const ActorCodes codes{document};
  std::vector<CameoTriple> out;
  // One row for a pair and root in a sentence: "attended the summit" is not both a visit and a meeting.
  std::set<std::tuple<SentenceIndex, std::string, std::string, std::string>> seen;
  std::set<CameoTriple> told;
  SentenceIndex sentence = 0;
  const auto add = [&](const std::string& source, const std::string& target, const std::string& code) {
    const CameoTriple triple{written(source), written(target), code};
    if (source.empty() || target.empty() || source == target || code.empty()) return;
    if (!seen.emplace(sentence, source, target, code.substr(0, 2)).second) return;
    if (told.insert(triple).second) out.push_back(triple);
  };
  const auto add_all = [&](const std::vector<std::string>& sources, const std::vector<std::string>& targets,
                           const std::string& code) {
    for (const std::string& source : sources) {
      for (const std::string& target : targets) add(source, target, code);
    }
  };
  const std::vector<PloverRow> rows = view_.rows(document, true);
  std::set<EventIndex> worded;
  std::set<StatementIndex> blamed;  // accusations with a row of their own
  for (const PloverRow& row : rows) {
    const bool aimed = row.recipient != kNone || !row.recipient_span.empty();
    if (row.statement != kNone && row.type == EventType::ACCUSE && aimed) blamed.insert(row.statement);
    if (row.deed == kNone) continue;
    if (row.statement == kNone || !pledge(document, document.statements[row.statement]))
      worded.insert(row.deed);
  }
  for (const PloverRow& row : rows) {
    sentence = row.sentence;
    if (row.event != kNone && worded.contains(row.event)) continue;
    const auto sources = parties(document, codes, row.actor, row.actor_span);
    auto targets = parties(document, codes, row.recipient, row.recipient_span);
    if (row.event != kNone) {
      const Event& event = document.events[row.event];
      if (event.factuality == Factuality::CT_minus) continue;
      const Statement* said =
          event.according_to == kNone ? nullptr : &document.statements[event.according_to];
      // What somebody says of another's violence is an accusation, of their own an admission.
      if (said != nullptr && leads(*said) && harm(event.type) && event.factuality != Factuality::FUT &&
          accusing(said->function)) {
        if (blamed.contains(event.according_to)) continue;
        const std::string speaker = parties(document, codes, said->speaker, said->speaker_span).front();
        if (said->speaker != kNone && said->speaker == event.actor) {
          add_all({speaker}, targets, "015");
        } else if (!sources.front().empty()) {
          add_all({speaker}, sources, "112");
        }
        continue;
      }
      // "A, B and C met": each with each.
      if (row.recipient == kNone && view_.reciprocal(event.rule) && sources.size() > 1) targets = sources;
    } else if (row.statement != kNone && pledge(document, document.statements[row.statement]) &&
               row.obligation != kNone) {
      continue;  // the deed stands for it
    }
    if (row.statement == kNone && row.place != kNone) place_targets(document, codes, row, sources, targets);
    add_all(sources, targets, row.cameo);
    // Who is a host has a guest who visits.
    if (row.mode == "visit" && row.cameo == "043") add_all(targets, sources, "042");
  }
  return out;
}

}  // namespace avow::events
