#include "speech/silence.hpp"

#include <algorithm>

namespace avow::speech {
namespace {

class Silence {
 public:
  Silence(const Reading& reading, const std::vector<Attribution>& attributions, const ActTables& tables,
          const Voices& voices)
      : reading_(reading), attributions_(attributions), tables_(tables), voices_(voices) {}

  std::vector<bool> find() {
    find_repeats();
    std::vector<bool> out(attributions_.size());
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = absorbed(i);
    return out;
  }

 private:
  const Attribution& at(std::size_t index) const { return attributions_[index]; }
  bool has_author() const { return voices_.author().actor != kNone; }

  // The same voice as the words around it: its act is the outer row's; or nothing was said at all.
  bool absorbed(std::size_t index) const {
    const Attribution& attribution = at(index);
    const std::int32_t up = voices_.parent(index);
    if (attribution.cue != kNone && !attribution.direct && (unspoken(index) || mute(attribution)))
      return true;
    if (repeats_[index]) return true;
    if (up < 0)
      return attribution.source != kNone && is_first_person(reading_, attribution.source) && !has_author();
    if (attribution.source == kNone) {
      // "reports of", "should be asked" inside another's words are those words.
      return attribution.entry != nullptr && attribution.frame != nullptr &&
             (attribution.entry->kind == CueClass::noun || attribution.frame->parts.back().part == Part::obj);
    }
    return voices_.same_voice(index, static_cast<std::size_t>(up));
  }

  // The saying itself is what is demanded, promised or refused: "demanded that both explain their position".
  bool is_wished(std::size_t index, std::size_t outer) const {
    const Attribution& around = at(outer);
    if (around.entry == nullptr || !around.entry->function || around.content_head == kNone ||
        at(index).cue == kNone)
      return false;
    const SpeechFunction function = *around.entry->function;
    if (function != SpeechFunction::demand && function != SpeechFunction::commitment &&
        function != SpeechFunction::threat && function != SpeechFunction::refusal)
      return false;
    const TokenIndex cue = at(index).cue;
    return cue == around.content_head ||
           (reading_.token(cue).deprel == Deprel::conj && reading_.token(cue).head == around.content_head);
  }

  // "The storm shows that", "this will support": no voice.
  bool mute(const Attribution& attribution) const {
    const TokenIndex source = attribution.source;
    if (source == kNone || is_somebody(reading_, source) ||
        reading_.token(attribution.cue).upos != Upos::VERB)
      return false;
    const std::string& lemma = reading_.lemma(source);
    if (tables_.is_document(lemma)) return false;
    return tables_.is_showing(reading_.lemma(attribution.cue));
  }

  // Two cues for the same words of the same speaker ("...," he said, adding: "..."): the first one counts.
  void find_repeats() {
    repeats_.assign(attributions_.size(), false);
    for (std::size_t i = 1; i < attributions_.size(); ++i) {
      for (std::size_t j = i > 4 ? i - 4 : 0; j < i; ++j) {
        if (repeats_[j] || at(i).content.empty() || at(j).content.empty() || at(i).cue == at(j).cue) continue;
        const TokenRange a = at(i).content.front();
        const TokenRange b = at(j).content.front();
        const Index shared = std::min(a.last, b.last) - std::max(a.first, b.first);
        if (10 * shared < 8 * std::max(a.size(), b.size())) continue;
        const ActorIndex one = voices_.of(i).actor;
        if (one == voices_.of(j).actor && (one != kNone || at(i).source == at(j).source)) repeats_[i] = true;
      }
    }
  }

  // Wished, demanded or merely possible saying is none: "they should condemn it", "to discuss terms".
  bool unspoken(std::size_t index) const {
    const Attribution& attribution = at(index);
    const TokenIndex cue = attribution.cue;
    if (reading_.token(cue).upos != Upos::VERB || is_first_person_source(attribution)) return false;
    for (const TokenIndex child : reading_.tree.children(cue)) {
      for (const std::string_view modal : {"should", "must", "ought", "may", "might", "could", "can"}) {
        if (child < cue && is_word(reading_, child, modal)) return true;
      }
    }
    const TokenIndex to = reading_.tree.child(cue, {Deprel::mark});
    // "nothing to declare"
    if (attribution.frame == nullptr)
      return to != kNone && is_word(reading_, to, "to") && reading_.token(cue).deprel == Deprel::acl;
    const Part part = attribution.frame->parts.back().part;
    const bool loose = part == Part::obj || part == Part::prep || part == Part::that;
    const TokenIndex mark = reading_.tree.child(cue, {Deprel::mark});
    if (mark == kNone || !is_word(reading_, mark, "to") || !loose) return false;
    const TokenIndex head = reading_.token(cue).head;
    if (head == kNone || reading_.token(cue).deprel != Deprel::xcomp) return true;
    for (const std::string_view wrapper :
         {"continue", "begin", "start", "go", "want", "wish", "like", "love", "use", "proceed", "rush"}) {
      if (reading_.lemma(head) == wrapper) return false;
    }
    return true;
  }

  bool is_first_person_source(const Attribution& attribution) const {
    return attribution.source != kNone && is_first_person(reading_, attribution.source);
  }

  const Reading& reading_;
  const std::vector<Attribution>& attributions_;
  const ActTables& tables_;
  const Voices& voices_;
  std::vector<bool> repeats_;
};

}  // namespace

std::vector<bool> without_rows(const Reading& reading, const std::vector<Attribution>& attributions,
                               const ActTables& tables, const Voices& voices) {
  return Silence(reading, attributions, tables, voices).find();
}

}  // namespace avow::speech
