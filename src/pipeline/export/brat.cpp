// brat stand-off: a text and its annotations, two files a document; offsets in characters.
#include "pipeline/export/shapes.hpp"
#include "pipeline/formats/names.hpp"

namespace avow::pipeline {
namespace {

constexpr std::string_view kConfiguration =
    "[entities]\nActor\nPlace\nTime\nContent\n\n[relations]\n\n[events]\n"
    "Statement\tSource?:Actor, Content*:Content\n"
    "Deed\tActor?:Actor, Recipient?:Actor, Place?:Place, Time?:Time, AccordingTo?:Statement\n"
    "Obligation\tParty?:Actor, Beneficiary?:Actor, Deadline?:Time\n\n[attributes]\n"
    "Function\tArg:Statement\nType\tArg:Deed|Obligation\nFactuality\tArg:Deed\nKind\tArg:Obligation\n"
    "Polarity\tArg:Obligation\n";

// One document's annotations: text-bounds first, then events that use them.
class Annotations {
 public:
  explicit Annotations(const ExportItem& item) : item_(item), characters_(item.document.text) {}

  std::string make() {
    const Document& document = item_.document;
    for (const Statement& row : document.statements) {
      if (!row.cue.empty()) events_.emplace(row.id, "E" + std::to_string(events_.size() + 1));
    }
    for (const Statement& row : document.statements) add(row);
    for (const Event& row : document.events) add(row);
    for (const Obligation& row : document.obligations) add(row);
    return bounds_ + lines_;
  }

 private:
  bool left_out(const std::string& row) const { return item_.rejected.contains(row); }

  // brat takes no span across a line's end: such a one is cut there.
  std::string bound(std::string_view label, Span span) {
    if (span.empty()) return {};
    const auto key = std::pair{std::string{label}, span};
    if (const auto known = known_.find(key); known != known_.end()) return known->second;
    std::string offsets, words;
    const std::string_view text = item_.document.text;
    for (std::size_t first = span.begin; first < span.end;) {
      std::size_t last = std::min<std::size_t>(text.find('\n', first), span.end);
      if (last > first) {
        offsets += (offsets.empty() ? "" : ";") + std::to_string(characters_(first)) + " " +
                   std::to_string(characters_(last));
        words += (words.empty() ? "" : " ") + std::string{text.substr(first, last - first)};
      }
      first = last + 1;
    }
    if (offsets.empty()) return {};
    std::string id = "T" + std::to_string(known_.size() + 1);
    bounds_ += id + "\t" + std::string{label} + " " + offsets + "\t" + words + "\n";
    known_.emplace(key, id);
    return id;
  }

  void argument(std::string& line, std::string_view role, std::string_view label, Span span) {
    if (const std::string id = bound(label, span); !id.empty()) line += " " + std::string{role} + ":" + id;
  }

  std::string event_id(const std::string& row) {
    return events_.emplace(row, "E" + std::to_string(events_.size() + 1)).first->second;
  }

  void finish(const std::string& row, const std::string& line,
              const std::vector<std::pair<std::string_view, std::string_view>>& attributes) {
    const std::string id = event_id(row);
    lines_ += id + "\t" + line + "\n";
    for (const auto& [name, value] : attributes) {
      lines_ += "A" + std::to_string(++attributes_) + "\t" + std::string{name} + " " + id + " " +
                std::string{value} + "\n";
    }
    lines_ +=
        "#" + std::to_string(++notes_) + "\tAnnotatorNotes " + id + "\t" + ledger_id(item_.document, row);
    const auto judged = item_.judgements.find(row);
    if (judged != item_.judgements.end()) lines_ += " " + on_one_line(ledger::to_words(judged->second));
    lines_ += "\n";
  }

  void add(const Statement& row) {
    if (row.cue.empty() || left_out(row.id)) return;
    std::string line = "Statement:" + bound("Statement", row.cue.front());
    argument(line, "Source", "Actor", row.speaker_span);
    int number = 0;
    for (const Span span : row.content) {
      ++number;
      argument(line, number == 1 ? "Content" : "Content" + std::to_string(number), "Content", span);
    }
    finish(row.id, line, {{"Function", to_string(row.function)}});
  }

  void add(const Event& row) {
    if (left_out(row.id)) return;
    std::string line = "Deed:" + bound("Deed", row.trigger);
    argument(line, "Actor", "Actor", row.actor_span);
    argument(line, "Recipient", "Actor", row.recipient_span);
    argument(line, "Place", "Place", row.place_span);
    if (row.time != kNone) argument(line, "Time", "Time", item_.document.times[row.time].span);
    if (row.according_to != kNone) {
      const Statement& told = item_.document.statements[row.according_to];
      if (events_.contains(told.id) && !left_out(told.id)) line += " AccordingTo:" + event_id(told.id);
    }
    finish(row.id, line, {{"Type", to_string(row.type)}, {"Factuality", to_string(row.factuality)}});
  }

  void add(const Obligation& row) {
    if (left_out(row.id) || row.conduct.empty()) return;
    std::string line = "Obligation:" + bound("Obligation", row.conduct);
    argument(line, "Party", "Actor", row.party_span);
    argument(line, "Beneficiary", "Actor", row.beneficiary_span);
    if (row.deadline != kNone) argument(line, "Deadline", "Time", item_.document.times[row.deadline].span);
    finish(row.id, line,
           {{"Kind", to_string(row.kind)},
            {"Type", to_string(row.type)},
            {"Polarity", to_string(row.polarity)}});
  }

  const ExportItem& item_;
  CharacterOffsets characters_;
  std::string bounds_, lines_;
  std::map<std::pair<std::string, Span>, std::string> known_;
  std::map<std::string, std::string> events_;
  int attributes_ = 0, notes_ = 0;
};

class BratExporter final : public Exporter {
 public:
  Result<void> begin(const ExportSink& sink) override { return sink("annotation.conf", kConfiguration); }
  Result<void> add(const ExportItem& item, const ExportSink& sink) override {
    const std::string name = ledger::short_id(item.document.id);
    if (auto done = sink(name + ".txt", item.document.text); !done) return done;
    return sink(name + ".ann", Annotations{item}.make());
  }
  Result<void> end(const ExportSink&) override { return {}; }
};

}  // namespace

MadeExporter make_brat_exporter(const std::filesystem::path&) {
  return std::unique_ptr<Exporter>{std::make_unique<BratExporter>()};
}

}  // namespace avow::pipeline
