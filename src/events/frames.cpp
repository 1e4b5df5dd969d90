#include "events/frames.hpp"

#include <algorithm>

#include "avow/base/strings.hpp"
#include "avow/base/table.hpp"

namespace avow::events {
namespace {

std::vector<std::string> slots(std::string_view cell, std::string_view otherwise) {
  if (cell.empty()) cell = otherwise;
  std::vector<std::string> out;
  if (cell == "-") return out;
  for (const std::string_view slot : split(cell, ',')) out.emplace_back(slot);
  return out;
}

// "obj", "noobj", "obj=person|group", "obj!=act", "on~peace", "no_on", "neg".
Result<FrameCondition> parse_condition(std::string_view text, const TableRow& row) {
  FrameCondition condition;
  const auto mark = text.find_first_of("=~!");
  std::string_view name = text.substr(0, mark);
  if (name.size() > 2 && name.starts_with("no") && name != "not") {
    condition.absent = mark == std::string_view::npos;
    condition.unequal = mark != std::string_view::npos;
    name.remove_prefix(2);
  }
  condition.slot = name;
  if (mark == std::string_view::npos) return condition;
  bool lemmas = text[mark] == '~';
  std::string_view values = text.substr(mark + 1);
  if (text[mark] == '!') {
    condition.unequal = true;
    if (values.empty() || (values[0] != '=' && values[0] != '~')) return row.error("bad condition");
    lemmas = values[0] == '~';
    values.remove_prefix(1);
  }
  for (const std::string_view value : split(values, '|')) {
    if (lemmas) {
      condition.lemmas.emplace_back(value);
      continue;
    }
    const auto parsed = parse_class(value);
    if (!parsed) return row.error("unknown class " + std::string(value));
    condition.classes |= *parsed;
  }
  return condition;
}

Result<Frame> parse_frame(const TableRow& row, bool verb) {
  Frame frame;
  frame.id = row["id"];
  const std::string_view type = row["type"];
  if (type == "NONE") {
    frame.event = false;
  } else if (const auto parsed = parse_event_type(type)) {
    frame.type = *parsed;
  } else {
    return row.error("unknown event type " + std::string(type));
  }
  frame.mode = row["mode"];
  frame.cameo = row["cameo"];
  frame.actor_slots = slots(row["actor"], verb ? "subj" : "by,light,poss,comp");
  frame.recipient_slots = slots(row["recipient"], verb ? "obj" : "on,against,of,comp");
  for (const std::string_view text : split_words(row["when"])) {
    auto condition = parse_condition(text, row);
    if (!condition) return condition.error();
    frame.conditions.push_back(std::move(*condition));
  }
  for (const std::string_view flag : split_words(row["flags"])) {
    bool* const known = flag == "sym"      ? &frame.reciprocal
                        : flag == "weak"   ? &frame.weak
                        : flag == "mass"   ? &frame.mass
                        : flag == "result" ? &frame.result
                        : flag == "kills"  ? &frame.kills
                        : flag == "wounds" ? &frame.wounds
                        : flag == "fine"   ? &frame.fine
                                           : nullptr;
    if (known == nullptr) return row.error("unknown flag " + std::string(flag));
    *known = true;
  }
  frame.example = row["example"];
  frame.counterexample = row["counterexample"];
  return frame;
}

void add_member(StringMap<std::vector<FrameMember>>& index, std::string_view member, int frame, bool verb) {
  std::vector<std::string> words;
  for (const std::string_view word : split(member, '_')) words.emplace_back(word);
  // A noun phrase's head is its last word ("air_strike"); where an of-phrase is meant ("violation_right") the
  // first. Both are tried: the others must stand below it.
  const auto enter = [&](std::size_t head) {
    FrameMember entry{frame, {}};
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (i != head) entry.words.push_back(words[i]);
    }
    index[words[head]].push_back(std::move(entry));
  };
  enter(verb ? 0 : words.size() - 1);
  if (!verb && words.size() > 1) enter(0);
}

void order(StringMap<std::vector<FrameMember>>& index) {
  for (auto& [lemma, members] : index) {
    std::stable_sort(members.begin(), members.end(), [](const FrameMember& a, const FrameMember& b) {
      return a.words.size() > b.words.size();
    });
  }
}

}  // namespace

Result<FrameTable> FrameTable::load(const std::filesystem::path& data_folder) {
  return load_pair(data_folder, "frames");
}

Result<FrameTable> FrameTable::load_words(const std::filesystem::path& data_folder) {
  return load_pair(data_folder, "words");
}

Result<FrameTable> FrameTable::load_pair(const std::filesystem::path& data_folder, const std::string& kind) {
  FrameTable table;
  const auto folder = data_folder / "events";
  if (auto loaded = table.load_file(folder / (kind + "_verbs.tsv"), true); !loaded) return loaded.error();
  if (auto loaded = table.load_file(folder / (kind + "_nouns.tsv"), false); !loaded) return loaded.error();
  auto forms = Table::load(folder / "verb_forms.tsv", {"form", "lemma"});
  if (!forms) return forms.error();
  for (const TableRow& row : forms->rows())
    table.forms_.insert_or_assign(std::string(row["form"]), row["lemma"]);
  order(table.verbs_);
  order(table.nouns_);
  return table;
}

Result<void> FrameTable::load_file(const std::filesystem::path& path, bool verbs) {
  auto table = Table::load(path, {"id", "members", "type", "mode", "cameo", "actor", "recipient", "when",
                                  "flags", "example", "counterexample"});
  if (!table) return table.error();
  for (const TableRow& row : table->rows()) {
    auto frame = parse_frame(row, verbs);
    if (!frame) return frame.error();
    const int index = static_cast<int>(frames_.size());
    for (const std::string_view member : split_words(row["members"])) {
      add_member(verbs ? verbs_ : nouns_, member, index, verbs);
    }
    frames_.push_back(std::move(*frame));
  }
  return {};
}

std::span<const FrameMember> FrameTable::verbs(std::string_view lemma) const {
  const auto found = verbs_.find(lemma);
  if (found == verbs_.end()) return {};
  return found->second;
}

std::string_view FrameTable::verb_of_form(std::string_view form) const {
  const auto found = forms_.find(form);
  return found == forms_.end() ? std::string_view{} : std::string_view{found->second};
}

std::span<const FrameMember> FrameTable::nouns(std::string_view lemma) const {
  const auto found = nouns_.find(lemma);
  if (found == nouns_.end()) return {};
  return found->second;
}

}  // namespace avow::events
