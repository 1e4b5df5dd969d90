// Frames: which verbs and nouns tell an act, of which type, and where its actor and recipient stand.
// Read from data/events/frames_verbs.tsv and frames_nouns.tsv; the columns are explained there.
//
//   Result<FrameTable> frames = FrameTable::load(data_folder);
//   for (const FrameMember& member : frames->verbs("open")) frames->frame(member.frame).id;
//
// Owns its tables. Const access from any thread.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "avow/base/result.hpp"
#include "avow/document/layers.hpp"
#include "events/lexicon.hpp"

namespace avow::events {

// One condition of a frame's `when` column.
struct FrameCondition {
  std::string slot;       // "obj", "subj", "any", "neg" or a preposition
  bool absent = false;    // the slot must be empty ("noobj")
  bool unequal = false;   // "obj!=..."
  ClassMask classes = 0;  // of its filler; 0 with no lemmas: any filler
  std::vector<std::string> lemmas;
};

struct Frame {
  std::string id;
  bool event = true;  // false: a reading that is no event
  EventType type = EventType::OTHER;
  std::string mode;
  std::string cameo;
  std::vector<std::string> actor_slots;
  std::vector<std::string> recipient_slots;
  std::vector<FrameCondition> conditions;
  bool reciprocal = false;
  bool weak = false;
  bool mass = false;
  bool result = false;
  bool kills = false;
  bool wounds = false;
  bool fine = false;
  std::string example;
  std::string counterexample;
};

// A lemma of a frame, with the words that must stand below it ("open" with "fire").
struct FrameMember {
  int frame = 0;
  std::vector<std::string> words;
};

class FrameTable {
 public:
  [[nodiscard]] static Result<FrameTable> load(const std::filesystem::path& data_folder);
  // Words that only the PLOVER and CAMEO views tell: words_verbs.tsv and words_nouns.tsv.
  [[nodiscard]] static Result<FrameTable> load_words(const std::filesystem::path& data_folder);
  // Candidates for a lemma, those with more words first, then in the table's order.
  [[nodiscard]] std::span<const FrameMember> verbs(std::string_view lemma) const;
  // The verb of an irregular form ("shot"), "" for any other word.
  [[nodiscard]] std::string_view verb_of_form(std::string_view form) const;
  [[nodiscard]] std::span<const FrameMember> nouns(std::string_view lemma) const;
  [[nodiscard]] const Frame& frame(int index) const { return frames_[static_cast<std::size_t>(index)]; }
  [[nodiscard]] const std::vector<Frame>& frames() const { return frames_; }

 private:
  [[nodiscard]] static Result<FrameTable> load_pair(const std::filesystem::path& data_folder,
                                                    const std::string& kind);
  [[nodiscard]] Result<void> load_file(const std::filesystem::path& path, bool verbs);

  std::vector<Frame> frames_;
  StringMap<std::vector<FrameMember>> verbs_;
  StringMap<std::vector<FrameMember>> nouns_;
  StringMap<std::string> forms_;
};

}  // namespace avow::events
