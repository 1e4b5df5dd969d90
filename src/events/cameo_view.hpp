// The CAMEO view: a document as source, target and code, the way a coder of the CAMEO tradition (TABARI,
// PETRARCH) writes it down. On top of the PLOVER view it has that tradition's habits: only rows with two
// parties; what is said of somebody's violence is the speaker's accusation; a place stands for its country
// where nobody is told; a pledge to do is coded as the deed. data/events/cameo_habits.tsv lists the codes
// that CAMEO has otherwise than PLOVER, and the words of pledge.
//
//   Result<CameoView> view = CameoView::load(data_folder);
//   for (const CameoTriple& triple : view->triples(document)) triple.code;
//
// Owns its tables. Const access from any thread.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "events/actor_codes.hpp"
#include "events/plover_view.hpp"

namespace avow::events {

struct CameoTriple {
  std::string source, target, code;  // "---REB": rebels of no country told
  auto operator<=>(const CameoTriple&) const = default;
};

class CameoView {
 public:
  [[nodiscard]] static Result<CameoView> load(const std::filesystem::path& data_folder);
  // In text order, each once.
  [[nodiscard]] std::vector<CameoTriple> triples(const Document& document) const;

 private:
  explicit CameoView(PloverView view) : view_(std::move(view)) {}
  [[nodiscard]] std::string written(std::string code) const;
  [[nodiscard]] std::vector<std::string> parties(const Document& document, const ActorCodes& codes,
                                                 ActorIndex actor, Span span) const;
  [[nodiscard]] std::vector<std::string> peoples(const Document& document, const ActorCodes& codes,
                                                 ActorIndex actor, Span span) const;
  static void place_targets(const Document& document, const ActorCodes& codes, const PloverRow& row,
                            const std::vector<std::string>& sources, std::vector<std::string>& targets);
  [[nodiscard]] bool pledge(const Document& document, const Statement& statement) const;

  PloverView view_;
  std::vector<std::pair<std::string, std::string>> codes_;  // PLOVER's letters -> CAMEO's
  StringMap<bool> pledges_;
  StringMap<std::string> actors_;  // ids of the registry
  StringMap<std::string> agents_;  // "activist" -> OPP
  StringMap<std::string> bare_;    // "congress" -> LEG
};

}  // namespace avow::events
