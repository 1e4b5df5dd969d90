// The PLOVER view: a document as an event coder's rows. Deeds come from the events; words come from the
// statements that are PLOVER types (ACCUSE, REQUEST, REJECT, THREATEN, SUPPORT, AGREE), as
// data/events/speech_cameo.tsv maps them. The record keeps saying and doing apart; here they stand side by
// side, as PETRARCH2 and NGEC print them.
//
//   Result<PloverView> view = PloverView::load(data_folder);
//   for (const PloverRow& row : view->rows(document)) row.cameo;
//
// Owns its tables. Const access from any thread.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "avow/base/result.hpp"
#include "avow/document/document.hpp"
#include "events/frames.hpp"
#include "events/lexicon.hpp"

namespace avow::events {

struct PloverRow {
  ActorIndex actor = kNone;
  Span actor_span;
  ActorIndex recipient = kNone;
  Span recipient_span;
  // Codes of both (events/actor_codes.hpp).
  std::string actor_code, recipient_code;
  EventType type = EventType::OTHER;
  std::string mode;
  std::string cameo;
  std::vector<std::string> contexts;
  PlaceIndex place = kNone;
  TimeIndex time = kNone;
  Factuality factuality = Factuality::CT_plus;
  SentenceIndex sentence = 0;
  EventIndex event = kNone;  // the event or the statement it comes from
  StatementIndex statement = kNone;
  ObligationIndex obligation = kNone;  // what the statement promises or demands
  EventIndex deed = kNone;             // the deed not yet done that the statement's row stands for
};

class PloverView {
 public:
  [[nodiscard]] static Result<PloverView> load(const std::filesystem::path& data_folder);
  // In text order. Words that are no statement of the record but a coder's row all the same ("faced criticism
  // from") are told by data/events/words_*.tsv. Reciprocal acts ("met", "clashed with") give a row each way.
  // One row for one act: a deed that is only promised or asked for is the statement's row. A CAMEO coder
  // wants both, and the words that are no PLOVER type.
  [[nodiscard]] std::vector<PloverRow> rows(const Document& document, bool for_cameo = false) const;
  // Of a frame: its acts go both ways.
  [[nodiscard]] bool reciprocal(std::string_view frame) const { return reciprocal_.contains(frame); }
  // Three letters of an actor code that name a sector.
  [[nodiscard]] bool is_sector(std::string_view letters) const { return sectors_.contains(letters); }

 private:
  struct Mapping {
    EventType type = EventType::OTHER;
    std::string cameo;
  };
  [[nodiscard]] const Mapping* mapping(std::string_view function, std::string_view conduct) const;
  void add_events(const Document& document, const std::vector<bool>& worded,
                  std::vector<PloverRow>& rows) const;
  void add_statements(const Document& document, std::vector<PloverRow>& rows,
                      std::vector<bool>& worded) const;
  void add_words(const Document& document, bool for_cameo, std::vector<PloverRow>& rows) const;
  [[nodiscard]] static PloverRow* row_at(const Document& document, TokenIndex token, EventType type,
                                         std::vector<PloverRow>& rows);
  static void set_recipient(const Statement& statement, SpeechFunction function, const Obligation* bound,
                            const Event* deed, PloverRow& row);
  void add_contexts(const Document& document, std::vector<PloverRow>& rows) const;

  Lexicon lexicon_;
  FrameTable words_;
  StringMap<Mapping> speech_;  // "function conduct" -> type and code
  StringMap<std::vector<std::string>> contexts_;
  StringMap<bool> reciprocal_;  // frame ids
  StringMap<bool> sectors_;     // three letters
};

}  // namespace avow::events
