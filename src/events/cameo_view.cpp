#include "events/cameo_view.hpp"

#include <algorithm>
#include <set>

#include "avow/base/table.hpp"
#include "events/actor_codes.hpp"

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
    } else {
      return row.error("habit must be code or pledge");
    }
  }
  return view;
}

std::string CameoView::written(std::string code) const {
  for (const auto& [letters, other] : codes_) {
    if (code == letters || (letters.size() == 3 && code.size() > 3 && code.ends_with(letters))) {
      code.replace(code.size() - letters.size(), letters.size(), other);
      break;
    }
  }
  // Sectors alone ("REB") have no country told.
  return dashed(code, code.size() != 3 || !view_.is_sector(code));
}

bool CameoView::pledge(const Document& document, const Statement& statement) const {
  if (statement.function != SpeechFunction::commitment || statement.cue_head == kNone) return false;
  return pledges_.contains(document.tokens[statement.cue_head].lemma);
}

std::vector<CameoTriple> CameoView::triples(const Document& document) const {
  const ActorCodes codes{document};
  std::vector<CameoTriple> out;
  std::set<CameoTriple> seen;
  const auto add = [&](const std::string& source, const std::string& target, const std::string& code) {
    const CameoTriple triple{written(source), written(target), code};
    if (source.empty() || target.empty() || source == target || code.empty()) return;
    if (seen.insert(triple).second) out.push_back(triple);
  };
  const auto add_all = [&](const std::vector<std::string>& sources, const std::vector<std::string>& targets,
                           const std::string& code) {
    for (const std::string& source : sources) {
      for (const std::string& target : targets) add(source, target, code);
    }
  };
  const std::vector<PloverRow> rows = view_.rows(document, true);
  std::set<EventIndex> worded;
  for (const PloverRow& row : rows) {
    if (row.deed != kNone && !pledge(document, document.statements[row.statement])) worded.insert(row.deed);
  }
  for (const PloverRow& row : rows) {
    if (row.event != kNone && worded.contains(row.event)) continue;
    const auto sources = codes.each(row.actor, row.actor_span);
    auto targets = codes.each(row.recipient, row.recipient_span);
    if (row.event != kNone) {
      const Event& event = document.events[row.event];
      if (event.factuality == Factuality::CT_minus) continue;
      const Statement* said =
          event.according_to == kNone ? nullptr : &document.statements[event.according_to];
      // What somebody says of another's violence is an accusation, of their own an admission.
      if (said != nullptr && leads(*said) && harm(event.type) && event.factuality != Factuality::FUT &&
          accusing(said->function)) {
        const std::string speaker = codes.of(said->speaker, said->speaker_span);
        if (said->speaker != kNone && said->speaker == event.actor) {
          add_all({speaker}, targets, "015");
        } else if (!sources.front().empty()) {
          add_all({speaker}, sources, "112");
        }
        continue;
      }
      if (targets.front().empty() && row.place != kNone) targets = {codes.of_place(row.place)};
      // "A, B and C met": each with each.
      if (row.recipient == kNone && view_.reciprocal(event.rule) && sources.size() > 1) targets = sources;
    } else if (pledge(document, document.statements[row.statement]) && row.obligation != kNone) {
      continue;  // the deed stands for it
    }
    add_all(sources, targets, row.cameo);
  }
  return out;
}

}  // namespace avow::events
