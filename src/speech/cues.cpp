#include "speech/cues.hpp"

#include <algorithm>

#include "avow/base/strings.hpp"
#include "avow/base/table.hpp"
#include "speech/forms.hpp"

namespace avow::speech {
namespace {

std::optional<CueClass> parse_class(std::string_view text) {
  if (text == "verb") return CueClass::verb;
  if (text == "noun") return CueClass::noun;
  if (text == "adj") return CueClass::adj;
  if (text == "prep") return CueClass::prep;
  return std::nullopt;
}

FramePart parse_part(std::string_view text) {
  if (text == "that") return {Part::that, ""};
  if (text == "quote") return {Part::quote, ""};
  if (text == "to") return {Part::to, ""};
  if (text == "ing") return {Part::ing, ""};
  if (text == "xcomp") return {Part::xcomp, ""};
  if (text == "raise") return {Part::raise, ""};
  if (text == "source") return {Part::source, ""};
  if (text == "obj") return {Part::obj, ""};
  if (text.starts_with("made=")) return {Part::made, std::string(text.substr(5))};
  if (text.starts_with("obj=")) return {Part::obj, std::string(text.substr(4))};
  if (text.starts_with("p:")) text.remove_prefix(2);
  return {Part::prep, std::string(text)};
}

Frame parse_frame(std::string_view text) {
  Frame frame;
  frame.text = std::string(text);
  for (const std::string_view part : split(text, '+')) frame.parts.push_back(parse_part(trim(part)));
  return frame;
}

Result<Cue> parse_cue(const TableRow& row) {
  Cue cue;
  const std::vector<std::string_view> words = split_words(row["cue"]);
  if (words.empty()) return row.error("a cue needs a word");
  cue.lemma = std::string(words[0]);
  for (std::size_t i = 1; i < words.size(); ++i) cue.words.emplace_back(words[i]);
  const std::optional<CueClass> kind = parse_class(row["class"]);
  if (!kind) return row.error("class is verb, noun, adj or prep");
  cue.kind = *kind;
  for (const std::string_view frame : split(row["frames"], ',')) {
    if (trim(frame).empty()) return row.error("a frame is empty");
    cue.frames.push_back(parse_frame(trim(frame)));
  }
  cue.silent = row["function"] == "none";
  if (row["function"] != "content" && !cue.silent) {
    cue.function = parse_speech_function(row["function"]);
    if (!cue.function) return row.error("function is 'content', 'none' or a speech function");
  }
  cue.id = std::string(row["cue"]) + "/" + std::string(row["class"]) + "/" + std::string(row["function"]);
  cue.example = std::string(row["example"]);
  cue.counterexample = std::string(row["counterexample"]);
  cue.line = row.line();
  return cue;
}

}  // namespace

bool Cue::takes_quote() const {
  return std::any_of(frames.begin(), frames.end(), [](const Frame& frame) {
    return frame.parts.back().part == Part::that || frame.parts.back().part == Part::quote;
  });
}

Result<CueTable> CueTable::load(const std::filesystem::path& data_folder) {
  Result<Table> table = Table::load(data_folder / "speech" / "cues.tsv",
                                    {"cue", "class", "frames", "function", "example", "counterexample"});
  if (!table) return table.error();
  CueTable out;
  for (const TableRow& row : table->rows()) {
    Result<Cue> cue = parse_cue(row);
    if (!cue) return cue.error();
    out.cues_.push_back(std::move(*cue));
  }
  // Within a lemma the row that asks for most comes first ("claim responsibility for" before "claim").
  const auto narrow = [](const Cue& cue) {
    return !cue.words.empty() ||
           (cue.frames[0].parts[0].part != Part::prep && !cue.frames[0].parts[0].word.empty());
  };
  std::stable_sort(out.cues_.begin(), out.cues_.end(), [&narrow](const Cue& a, const Cue& b) {
    if (a.lemma != b.lemma) return a.lemma < b.lemma;
    return narrow(a) && !narrow(b);
  });
  for (std::size_t i = 0; i < out.cues_.size(); ++i) {
    Range& range = out.by_lemma_[out.cues_[i].lemma];
    if (range.last == 0) range.first = i;
    range.last = i + 1;
  }
  Result<FormTable> forms = FormTable::load(data_folder);
  if (!forms) return forms.error();
  for (const Cue& cue : out.cues_) {
    if (cue.kind != CueClass::verb) continue;
    for (const std::string& form : forms->forms_of(cue.lemma))
      out.by_form_.emplace(form, out.by_lemma_.at(cue.lemma));
  }
  return out;
}

std::span<const Cue> CueTable::find(std::string_view lemma) const {
  const auto found = by_lemma_.find(lemma);
  if (found == by_lemma_.end()) return {};
  return std::span(cues_).subspan(found->second.first, found->second.last - found->second.first);
}

std::span<const Cue> CueTable::find_form(std::string_view form) const {
  const auto found = by_form_.find(form);
  if (found == by_form_.end()) return {};
  return std::span(cues_).subspan(found->second.first, found->second.last - found->second.first);
}

std::span<const Cue> CueTable::find_near(std::string_view lemma, std::string_view form) const {
  const std::span<const Cue> found = find(lemma);
  return found.empty() ? find_form(form) : found;
}

}  // namespace avow::speech
