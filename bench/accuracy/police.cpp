// Measures what police are told to have done, by document, on texts labelled KILL, ARREST, FORCE and FAIL.
//
//   police FILE.jsonl [--errors LABEL]
//
// FILE: one JSON object a line with doc_id, doc_text and doc_labels. A document has a label where an event
// row says so: KILL and FORCE are violence by police or soldiers (KILL with dead), ARREST an arrest by police
// or by nobody named, FAIL an act that police did not do, or their inaction.
#include <algorithm>
#include <array>
#include <cstdio>
#include <set>
#include <string>

#include <CLI/CLI.hpp>

#include "corpus.hpp"

namespace {

using namespace avow;
constexpr std::array<const char*, 4> kLabels = {"KILL", "ARREST", "FORCE", "FAIL"};

bool mentions_police(std::string_view text) {
  const std::string lower = lower_ascii(text);
  for (const char* word : {"police", "cop", "constable", "policeman", "policemen", "jawan", "troop",
                           "soldier", "army", "security force", "crpf", "bsf", "rpf", "personnel", "raf"}) {
    if (lower.find(word) != std::string::npos) return true;
  }
  return false;
}

bool by_police(const Document& document, const Event& event) {
  if (event.actor != kNone) {
    const Actor& actor = document.actors[event.actor];
    if (actor.kind == ActorKind::police || actor.kind == ActorKind::military) return true;
    if (mentions_police(actor.name)) return true;
  }
  return mentions_police(document.text_of(event.actor_span));
}

std::set<std::string> labels_of(const Document& document) {
  std::set<std::string> labels;
  for (const Event& event : document.events) {
    const bool happened = event.factuality == Factuality::CT_plus || event.factuality == Factuality::PR_plus;
    const bool police = by_police(document, event);
    if (event.rule.starts_with("inaction") && police) labels.insert("FAIL");
    if (!happened) {
      if (police && event.factuality == Factuality::CT_minus && event.type != EventType::ASSAULT)
        labels.insert("FAIL");
      continue;
    }
    const bool arrest =
        event.rule == "arrest" || event.rule == "take_custody" || event.rule == "capture_person";
    if (arrest && (police || (event.actor == kNone && event.actor_span.empty()))) labels.insert("ARREST");
    if (event.type != EventType::ASSAULT || !police) continue;
    labels.insert("FORCE");
    if (event.killed || event.rule == "kill" || event.rule == "killing" || event.rule.starts_with("die")) {
      labels.insert("KILL");
    }
  }
  return labels;
}

struct Count2 {
  int hits = 0, gold = 0, predicted = 0;
};

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"What police are told to have done, by document"};
  std::string path, data, errors;
  app.add_option("file", path)->required();
  app.add_option("--data", data);
  app.add_option("--errors", errors);
  CLI11_PARSE(app, argc, argv);
  auto corpus = bench::Corpus::open(path, data);
  if (!corpus) return 1;
  std::array<Count2, kLabels.size()> counts;
  for (const nlohmann::json& line : corpus->lines) {
    Document document;
    document.text = line["doc_text"];
    corpus->made.annotate(document);
    const auto found = labels_of(document);
    std::set<std::string> gold;
    for (const auto& label : line["doc_labels"]) gold.insert(label);
    for (std::size_t i = 0; i < kLabels.size(); ++i) {
      const bool g = gold.count(kLabels[i]) > 0;
      const bool p = found.count(kLabels[i]) > 0;
      counts[i].gold += g;
      counts[i].predicted += p;
      counts[i].hits += g && p;
      if (errors == kLabels[i] && g != p) {
        std::printf("%s %s\n", g ? "missed" : "extra ", line["doc_id"].dump().c_str());
      }
    }
  }
  for (std::size_t i = 0; i < kLabels.size(); ++i) {
    const double precision = counts[i].predicted > 0 ? 1.0 * counts[i].hits / counts[i].predicted : 0;
    const double recall = counts[i].gold > 0 ? 1.0 * counts[i].hits / counts[i].gold : 0;
    const double f1 = precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0;
    std::printf("%-7s P %.3f  R %.3f  F1 %.3f   gold %d  predicted %d\n", kLabels[i], precision, recall, f1,
                counts[i].gold, counts[i].predicted);
  }
  return 0;
}
