// Measures the times stage on TimeML files (TempEval-3 way): the text without its tags is read with the
// document creation time as publication date, and the TIMEX3 found are held against those annotated.
//
//   times FOLDER... [--errors] [--repeat N]
//
// relaxed: spans overlap, one to one; strict: same span; value F1: relaxed match and the same value; type F1
// likewise. --errors lists what was missed, extra, or valued otherwise. Speed is of the times stage alone.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

#include "avow/base/file.hpp"
#include "avow/base/limits.hpp"
#include "names/times_stage.hpp"
#include "text/stage.hpp"

namespace {

namespace fs = std::filesystem;

struct GoldTime {
  avow::Span span;
  std::string type, value;
};

struct TimeMl {
  avow::Document document;
  std::vector<GoldTime> times;
};

std::string attribute(std::string_view tag, std::string_view name) {
  const std::string key = " " + std::string(name) + "=\"";
  const std::size_t at = tag.find(key);
  if (at == std::string_view::npos) return {};
  const std::size_t begin = at + key.size();
  return std::string(tag.substr(begin, tag.find('"', begin) - begin));
}

void append_entity(std::string& out, std::string_view entity) {
  if (entity == "&amp;")
    out += '&';
  else if (entity == "&lt;")
    out += '<';
  else if (entity == "&gt;")
    out += '>';
  else if (entity == "&quot;")
    out += '"';
  else if (entity == "&apos;")
    out += '\'';
  else
    out += entity;
}

// The text between <TEXT> tags without mark-up, and its TIMEX3 elements.
void read_text(std::string_view body, TimeMl& out) {
  std::vector<GoldTime> open;
  std::string& text = out.document.text;
  for (std::size_t i = 0; i < body.size();) {
    if (body[i] == '<') {
      const std::size_t end = body.find('>', i);
      if (end == std::string_view::npos) break;
      const std::string_view tag = body.substr(i, end - i + 1);
      if (tag.starts_with("<TIMEX3")) {
        const auto at = static_cast<std::uint32_t>(text.size());
        open.push_back({{at, at}, attribute(tag, "type"), attribute(tag, "value")});
      } else if (tag == "</TIMEX3>" && !open.empty()) {
        open.back().span.end = static_cast<std::uint32_t>(text.size());
        out.times.push_back(open.back());
        open.pop_back();
      }
      i = end + 1;
    } else if (body[i] == '&' && body.find(';', i) < i + 8) {
      const std::size_t end = body.find(';', i);
      append_entity(text, body.substr(i, end - i + 1));
      i = end + 1;
    } else {
      text += body[i++];
    }
  }
}

TimeMl read_file(const fs::path& path) {
  TimeMl out;
  auto bytes = avow::system_files().read(path, avow::kMaxDocumentSizeBytes);
  if (!bytes) return out;
  const std::string_view all = *bytes;
  const std::size_t dct = all.find("<DCT>");
  if (dct != std::string_view::npos) {
    const std::size_t tag = all.find("<TIMEX3", dct);
    const std::string value = attribute(all.substr(tag, all.find('>', tag) - tag), "value");
    out.document.published = avow::Date::parse(std::string_view(value).substr(0, 10));
  }
  const std::size_t begin = all.find("<TEXT>");
  const std::size_t end = all.find("</TEXT>");
  if (begin == std::string_view::npos || end == std::string_view::npos) return out;
  read_text(all.substr(begin + 6, end - begin - 6), out);
  return out;
}

struct Figures {
  std::size_t gold = 0, predicted = 0, relaxed = 0, strict = 0, type = 0, value = 0;
};

void report(const char* kind, const fs::path& path, const TimeMl& one, avow::Span span,
            const std::string& more) {
  const std::uint32_t from = span.begin > 40 ? span.begin - 40 : 0;
  std::string around = one.document.text.substr(from, span.end + 25 - from);
  std::replace(around.begin(), around.end(), '\n', ' ');
  std::printf("%s\t%s\t%s\t[%s]\t%s\t%s\n", kind, path.stem().c_str(),
              one.document.published->to_string().c_str(), std::string(span.of(one.document.text)).c_str(),
              more.c_str(), around.c_str());
}

void compare(const TimeMl& one, const fs::path& path, bool errors, Figures& sum) {
  const std::vector<avow::Time>& times = one.document.times;
  std::vector<bool> used(times.size(), false);
  sum.gold += one.times.size();
  sum.predicted += times.size();
  for (const GoldTime& gold : one.times) {
    std::size_t best = times.size();
    for (std::size_t i = 0; i < times.size(); ++i) {
      if (used[i] || !times[i].span.overlaps(gold.span)) continue;
      if (best == times.size() || times[i].value == gold.value) best = i;
    }
    if (best == times.size()) {
      if (errors) report("MISS", path, one, gold.span, gold.type + " " + gold.value);
      continue;
    }
    used[best] = true;
    const avow::Time& time = times[best];
    ++sum.relaxed;
    sum.strict += time.span == gold.span ? 1 : 0;
    sum.type += time.type == gold.type ? 1 : 0;
    sum.value += time.value == gold.value ? 1 : 0;
    if (errors && time.value != gold.value) {
      report("VALUE", path, one, gold.span,
             gold.type + " " + gold.value + " got " + time.value + " " + time.rule);
    }
  }
  for (std::size_t i = 0; errors && i < times.size(); ++i) {
    if (!used[i]) report("EXTRA", path, one, times[i].span, times[i].value + " " + times[i].rule);
  }
}

double f1(std::size_t hits, const Figures& f) {
  const auto all = static_cast<double>(f.gold + f.predicted);
  return all == 0 ? 0 : 200.0 * static_cast<double>(hits) / all;
}

std::vector<fs::path> files_of(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() == ".tml") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

void measure(const fs::path& folder, const avow::Stage& text, const avow::Stage& times, bool errors,
             int repeat) {
  Figures sum;
  std::size_t words = 0;
  double seconds = 0;
  for (const fs::path& path : files_of(folder)) {
    TimeMl one = read_file(path);
    if (!one.document.published) continue;
    text.run(one.document);
    const auto begin = std::chrono::steady_clock::now();
    for (int i = 0; i < repeat; ++i) times.run(one.document);
    seconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    words += one.document.tokens.size() * static_cast<std::size_t>(repeat);
    compare(one, path, errors, sum);
  }
  std::printf(
      "%s: gold %zu predicted %zu  P %.1f R %.1f  relaxed F1 %.1f  strict F1 %.1f  type F1 %.1f  value F1 "
      "%.1f"
      "  %.2f million words/s\n",
      folder.filename().c_str(), sum.gold, sum.predicted,
      100.0 * static_cast<double>(sum.relaxed) / static_cast<double>(std::max<std::size_t>(1, sum.predicted)),
      100.0 * static_cast<double>(sum.relaxed) / static_cast<double>(std::max<std::size_t>(1, sum.gold)),
      f1(sum.relaxed, sum), f1(sum.strict, sum), f1(sum.type, sum), f1(sum.value, sum),
      static_cast<double>(words) / seconds / 1e6);
}

}  // namespace

int main(int argc, char** argv) {
  bool errors = false;
  int repeat = 1;
  std::vector<fs::path> folders;
  for (int i = 1; i < argc; ++i) {
    const std::string argument = argv[i];
    if (argument == "--errors")
      errors = true;
    else if (argument == "--repeat" && i + 1 < argc)
      repeat = std::max(1, std::atoi(argv[++i]));
    else
      folders.emplace_back(argument);
  }
  const fs::path data = fs::path(AVOW_SOURCE_DIR) / "data";
  if (folders.empty()) {
    std::fprintf(stderr, "usage: times FOLDER... [--errors] [--repeat N]\n");
    return 2;
  }
  const auto text = avow::text::make_stage(data);
  const auto times = avow::names::make_times_stage(data);
  if (!text || !times) {
    std::fprintf(stderr, "%s\n", (!text ? text.error() : times.error()).to_string().c_str());
    return 1;
  }
  for (const fs::path& folder : folders) measure(folder, **text, **times, errors, repeat);
  return 0;
}
