// Attributions of texts marked by hand (docs/models/attribution.md): exact F1 of source, cue and content on
// contiguous pieces within a paragraph, unlinked; linked F1 (cues overlap, sources overlap or both are empty,
// contents share half of the characters of their union); overall and by direct, mixed and indirect speech.
// The outermost level is scored, as the texts mark no other.
//
//   attribution [--errors N] FILE.jsonl...
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <memory>
#include <set>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "avow/base/file.hpp"
#include "speech/learned.hpp"
#include "speech/polnear.hpp"
#include "syntax/stage.hpp"
#include "text/stage.hpp"

namespace {

using avow::Document;
using avow::Span;
using avow::speech::MarkedAttribution;

enum Kind { kDirect, kMixed, kIndirect, kKinds };
constexpr const char* kKindNames[] = {"direct", "mixed", "indirect", "all"};

struct Score {
  std::size_t gold = 0, system = 0, right_gold = 0, right_system = 0;
  [[nodiscard]] std::string text() const {
    const double p =
        system == 0 ? 0 : 100.0 * static_cast<double>(right_system) / static_cast<double>(system);
    const double r = gold == 0 ? 0 : 100.0 * static_cast<double>(right_gold) / static_cast<double>(gold);
    return fmt::format("P {:5.1f}  R {:5.1f}  F1 {:5.1f}  (gold {}, read {})", p, r,
                       p + r == 0 ? 0 : 2 * p * r / (p + r), gold, system);
  }
};

struct Scores {
  Score source, cue, content;
  Score linked[kKinds + 1];
  Score exact_content[kKinds + 1];
};

// Without white space at the ends; cut at the ends of paragraphs.
std::vector<Span> pieces(const std::string& text, const std::vector<Span>& spans) {
  std::vector<Span> out;
  for (const Span& span : spans) {
    std::uint32_t begin = span.begin;
    for (std::uint32_t at = span.begin; at <= span.end; ++at) {
      const bool cut = at == span.end || (text[at] == '\n');
      if (!cut) continue;
      Span piece{begin, at};
      while (!piece.empty() && static_cast<unsigned char>(text[piece.begin]) <= ' ') ++piece.begin;
      while (!piece.empty() && static_cast<unsigned char>(text[piece.end - 1]) <= ' ') --piece.end;
      if (!piece.empty()) out.push_back(piece);
      begin = at + 1;
    }
  }
  return out;
}

bool overlap(const std::vector<Span>& a, const std::vector<Span>& b) {
  return std::any_of(a.begin(), a.end(), [&b](Span x) {
    return std::any_of(b.begin(), b.end(), [x](Span y) { return x.overlaps(y); });
  });
}

std::size_t covered(const std::vector<Span>& spans) {
  std::size_t sum = 0;
  for (const Span& span : spans) sum += span.size();
  return sum;
}

bool half_shared(const std::vector<Span>& a, const std::vector<Span>& b) {
  std::size_t shared = 0;
  for (const Span& x : a) {
    for (const Span& y : b) {
      if (x.overlaps(y)) shared += std::min(x.end, y.end) - std::max(x.begin, y.begin);
    }
  }
  const std::size_t all = covered(a) + covered(b) - shared;
  return all > 0 && 2 * shared >= all;
}

// Direct: every piece begins and ends with a quotation mark; mixed: some mark inside.
Kind kind_of(const std::string& text, const std::vector<Span>& content) {
  const auto mark_at = [&text](std::uint32_t at) {
    return text[at] == '"' || text.compare(at, 3, "\xE2\x80\x9C") == 0 ||
           text.compare(at, 3, "\xE2\x80\x9D") == 0 || text.compare(at, 2, "''") == 0 ||
           text.compare(at, 2, "``") == 0;
  };
  bool direct = !content.empty();
  bool some = false;
  for (const Span& span : content) {
    direct = direct && mark_at(span.begin);
    for (std::uint32_t at = span.begin; at < span.end; ++at) some = some || mark_at(at);
  }
  return direct ? kDirect : some ? kMixed : kIndirect;
}

void score_exact(const std::string& text, const std::vector<MarkedAttribution>& gold,
                 const std::vector<MarkedAttribution>& read, std::vector<Span> MarkedAttribution::*part,
                 Score& score) {
  const auto all = [&](const std::vector<MarkedAttribution>& list) {
    std::set<Span> out;
    for (const MarkedAttribution& attribution : list) {
      for (const Span& piece : pieces(text, attribution.*part)) out.insert(piece);
    }
    return out;
  };
  const std::set<Span> want = all(gold);
  const std::set<Span> got = all(read);
  std::size_t both = 0;
  for (const Span& span : got) both += want.count(span);
  score.gold += want.size();
  score.system += got.size();
  score.right_gold += both;
  score.right_system += both;
}

void score_linked(const std::string& text, const std::vector<MarkedAttribution>& gold,
                  const std::vector<MarkedAttribution>& read, Scores& scores) {
  std::vector<bool> used(gold.size(), false);
  std::vector<bool> hit(read.size(), false);
  for (std::size_t i = 0; i < read.size(); ++i) {
    for (std::size_t j = 0; j < gold.size(); ++j) {
      const bool cues = overlap(read[i].cue, gold[j].cue) || (read[i].cue.empty() && gold[j].cue.empty());
      const bool sources =
          overlap(read[i].source, gold[j].source) || (read[i].source.empty() && gold[j].source.empty());
      if (used[j] || !cues || !sources || !half_shared(read[i].content, gold[j].content)) continue;
      used[j] = true;
      hit[i] = true;
      break;
    }
  }
  for (std::size_t j = 0; j < gold.size(); ++j) {
    for (const int kind : {static_cast<int>(kind_of(text, gold[j].content)), static_cast<int>(kKinds)}) {
      ++scores.linked[kind].gold;
      if (used[j]) ++scores.linked[kind].right_gold;
    }
  }
  for (std::size_t i = 0; i < read.size(); ++i) {
    for (const int kind : {static_cast<int>(kind_of(text, read[i].content)), static_cast<int>(kKinds)}) {
      ++scores.linked[kind].system;
      if (hit[i]) ++scores.linked[kind].right_system;
    }
  }
}

std::vector<MarkedAttribution> of_kind(const std::string& text, const std::vector<MarkedAttribution>& list,
                                       int kind) {
  std::vector<MarkedAttribution> out;
  for (const MarkedAttribution& attribution : list) {
    if (kind_of(text, attribution.content) == kind) out.push_back(attribution);
  }
  return out;
}

void print_errors(const std::string& text, const std::vector<MarkedAttribution>& gold,
                  const std::vector<MarkedAttribution>& read, int& left) {
  const auto line = [&text](const MarkedAttribution& row) {
    std::string out;
    for (const auto* part : {&row.source, &row.cue, &row.content}) {
      out += " [";
      for (const Span& span : *part) out += std::string(span.of(text)).substr(0, 300) + "|";
      out += "]";
    }
    std::replace(out.begin(), out.end(), '\n', ' ');
    return out;
  };
  for (const MarkedAttribution& want : gold) {
    if (left <= 0) return;
    const auto same =
        std::find_if(read.begin(), read.end(), [&](const auto& got) { return overlap(got.cue, want.cue); });
    if (same == read.end()) {
      fmt::print("MISSED{}\n", line(want));
    } else if (same->source != want.source || same->content != want.content || same->cue != want.cue) {
      fmt::print("GOLD{}\n READ{}\n", line(want), line(*same));
    }
    --left;
  }
  for (const MarkedAttribution& got : read) {
    if (left-- <= 0) return;
    if (std::none_of(gold.begin(), gold.end(), [&](const auto& want) { return overlap(got.cue, want.cue); }))
      fmt::print("EXTRA{}\n", line(got));
  }
}

struct Tools {
  std::unique_ptr<avow::Stage> segment, parse;
  avow::speech::CueTable cues;
  avow::speech::AttributionModel model;
};

struct Run {
  Scores scores;
  std::chrono::nanoseconds spent{0};
  std::size_t words = 0;
};

std::vector<MarkedAttribution> read_text(const Tools& tools, Document& document, float least, Run& run) {
  tools.segment->run(document);
  tools.parse->run(document);
  run.words += document.tokens.size();
  const auto start = std::chrono::steady_clock::now();
  std::vector<avow::Diagnostic> notes;
  const avow::speech::Reading reading(document, notes);
  const auto found = avow::speech::outermost(tools.model.read(reading, tools.cues, least));
  run.spent += std::chrono::steady_clock::now() - start;
  std::vector<MarkedAttribution> read;
  for (const auto& attribution : found) {
    MarkedAttribution row;
    if (!attribution.source.range.empty()) row.source = {document.span_of(attribution.source.range)};
    row.cue = {document.span_of(attribution.cue.range)};
    for (const auto& range : attribution.content) row.content.push_back(document.span_of(range));
    read.push_back(std::move(row));
  }
  return read;
}

void score_text(const std::string& text, const std::vector<MarkedAttribution>& gold,
                const std::vector<MarkedAttribution>& read, Scores& scores) {
  score_exact(text, gold, read, &MarkedAttribution::source, scores.source);
  score_exact(text, gold, read, &MarkedAttribution::cue, scores.cue);
  score_exact(text, gold, read, &MarkedAttribution::content, scores.content);
  for (int kind = 0; kind < kKinds; ++kind) {
    score_exact(text, of_kind(text, gold, kind), of_kind(text, read, kind), &MarkedAttribution::content,
                scores.exact_content[kind]);
  }
  score_linked(text, gold, read, scores);
}

void print_run(const Run& run) {
  const Scores& scores = run.scores;
  fmt::print("exact source    {}\nexact cue       {}\nexact content   {}\n", scores.source.text(),
             scores.cue.text(), scores.content.text());
  for (int kind = 0; kind < kKinds; ++kind)
    fmt::print("  content of {:<8} speech  {}\n", kKindNames[kind], scores.exact_content[kind].text());
  for (int kind = 0; kind <= kKinds; ++kind)
    fmt::print("linked {:<9} {}\n", kKindNames[kind], scores.linked[kind].text());
  const double seconds = std::chrono::duration<double>(run.spent).count();
  fmt::print("{} words, attribution alone {:.0f} words/s\n", run.words,
             static_cast<double>(run.words) / std::max(seconds, 1e-9));
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"attribution: source, cue and content against texts marked by hand"};
  std::vector<std::string> files;
  std::string data;
  int errors = 0;
  float least = 0;
  app.add_option("files", files, "JSON Lines files")->required();
  app.add_option("--data", data, "avow's data folder");
  app.add_option("--errors", errors, "print this many differences");
  app.add_option("--least", least, "log odds a cue must reach");
  CLI11_PARSE(app, argc, argv);
  const auto fail = [](const avow::Error& error) {
    fmt::print(stderr, "{}\n", error.to_string());
    return 1;
  };
  const auto folder = avow::find_data_folder(data);
  if (!folder) return fail(folder.error());
  auto segment = avow::text::make_stage(*folder);
  if (!segment) return fail(segment.error());
  auto parse = avow::syntax::make_stage(*folder);
  if (!parse) return fail(parse.error());
  auto cues = avow::speech::CueTable::load(*folder);
  if (!cues) return fail(cues.error());
  auto model = avow::speech::AttributionModel::open(*folder / "models" / "attribution.model");
  if (!model) return fail(model.error());
  const Tools tools{std::move(*segment), std::move(*parse), std::move(*cues), std::move(*model)};
  Run run;
  for (const std::string& file : files) {
    auto texts = avow::speech::read_marked_texts(file);
    if (!texts) return fail(texts.error());
    for (const auto& marked : *texts) {
      Document document;
      document.text = marked.text;
      const std::vector<MarkedAttribution> read = read_text(tools, document, least, run);
      score_text(marked.text, marked.attributions, read, run.scores);
      if (errors > 0) print_errors(marked.text, marked.attributions, read, errors);
    }
  }
  print_run(run);
  return 0;
}
