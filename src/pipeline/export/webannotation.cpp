// Web Annotation (W3C): each row annotates its words in the text, by quote and by position in characters.
#include "pipeline/export/json_shapes.hpp"

namespace avow::pipeline {
namespace {

constexpr std::size_t kAroundBytes = 32;

// `at` or the next byte that begins a character.
std::size_t at_character(std::string_view text, std::size_t at) {
  while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) ++at;
  return at;
}

class Annotations {
 public:
  explicit Annotations(const ExportItem& item) : item_(item), characters_(item.document.text) {}

  void add(const std::string& row, const std::vector<std::string>& tags, const std::vector<Span>& spans) {
    if (item_.rejected.contains(row)) return;
    OrderedJson bodies = OrderedJson::array();
    for (const std::string& tag : tags) {
      if (!tag.empty()) bodies.push_back({{"type", "TextualBody"}, {"purpose", "tagging"}, {"value", tag}});
    }
    const auto judged = item_.judgements.find(row);
    if (judged != item_.judgements.end()) {
      bodies.push_back(
          {{"type", "TextualBody"}, {"purpose", "assessing"}, {"value", ledger::to_words(judged->second)}});
    }
    OrderedJson targets = OrderedJson::array();
    for (const Span span : spans) {
      if (!span.empty()) targets.push_back(target(span));
    }
    if (targets.empty()) return;
    out_.push_back({{"id", "urn:avow:" + ledger_id(item_.document, row)},
                    {"type", "Annotation"},
                    {"motivation", "classifying"},
                    {"body", bodies},
                    {"target", targets}});
  }
  std::vector<OrderedJson> take() { return std::move(out_); }

 private:
  OrderedJson target(Span span) const {
    const std::string_view text = item_.document.text;
    const std::size_t before = at_character(text, span.begin > kAroundBytes ? span.begin - kAroundBytes : 0);
    const std::size_t after = at_character(text, std::min<std::size_t>(span.end + kAroundBytes, text.size()));
    return {{"source", item_.document.uri},
            {"selector",
             {{{"type", "TextQuoteSelector"},
               {"exact", item_.document.text_of(span)},
               {"prefix", text.substr(before, span.begin - before)},
               {"suffix", text.substr(span.end, after - span.end)}},
              {{"type", "TextPositionSelector"},
               {"start", characters_(span.begin)},
               {"end", characters_(span.end)}}}}};
  }

  const ExportItem& item_;
  CharacterOffsets characters_;
  std::vector<OrderedJson> out_;
};

class WebAnnotationExporter final : public JsonListExporter {
 public:
  WebAnnotationExporter()
      : JsonListExporter("annotations.jsonld",
                         "{\"@context\":\"http://www.w3.org/ns/anno.jsonld\",\"id\":\"urn:avow:ledger\","
                         "\"type\":\"AnnotationPage\",\"items\":[",
                         "\n]}\n") {}

 protected:
  std::vector<OrderedJson> elements_of(const ExportItem& item) const override {
    const Document& document = item.document;
    Annotations out{item};
    for (const Statement& row : document.statements)
      out.add(row.id, {"statement", std::string{to_string(row.function)}}, row.content);
    for (const Event& row : document.events) {
      out.add(row.id,
              {"event", std::string{to_string(row.type)}, row.cameo, std::string{to_string(row.factuality)}},
              {row.trigger});
    }
    for (const Obligation& row : document.obligations) {
      out.add(row.id,
              {std::string{to_string(row.kind)}, std::string{to_string(row.type)},
               std::string{to_string(row.polarity)}},
              {row.conduct});
    }
    for (const Finding& row : document.findings) {
      out.add(row.id, {"finding", std::string{to_string(row.relation)}, std::string{to_string(row.scope)}},
              {document.events[row.deed].trigger});
    }
    return out.take();
  }
};

}  // namespace

MadeExporter make_webannotation_exporter(const std::filesystem::path&) {
  return std::unique_ptr<Exporter>{std::make_unique<WebAnnotationExporter>()};
}

}  // namespace avow::pipeline
