#include "train/entity_measure.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <map>
#include <memory>

#include "avow/base/strings.hpp"
#include "syntax/entity_stage.hpp"
#include "syntax/entity_tagger.hpp"
#include "syntax/stage.hpp"
#include "text/stage.hpp"
#include "train/entity_corpus.hpp"
#include "train/entity_re3d.hpp"

namespace avow::train {
namespace {

struct Options {
  std::string corpus;
  std::string data;
  std::string model;
  int fold = -1;
  int errors = 0;
};

struct Counts {
  int right = 0, golden = 0, found = 0;
  void add(const Counts& other) {
    right += other.right;
    golden += other.golden;
    found += other.found;
  }
};

void print(std::string_view name, const Counts& counts) {
  const double p = counts.found == 0 ? 0 : 100.0 * counts.right / counts.found;
  const double r = counts.golden == 0 ? 0 : 100.0 * counts.right / counts.golden;
  const double f = p + r == 0 ? 0 : 2 * p * r / (p + r);
  std::printf("%-14.*s P %5.1f  R %5.1f  F1 %5.1f   golden %5d  found %5d\n", static_cast<int>(name.size()),
              name.data(), p, r, f, counts.golden, counts.found);
}

using Table = std::map<std::string, Counts>;

bool same(const Entity& a, const Entity& b) {
  return a.tokens == b.tokens && a.type == b.type;
}

// How a mark without its equal misses: none of the others lies over it, or one of other type or bounds does.
std::string miss_kind(const std::vector<Entity>& others, const Entity& entity) {
  for (const Entity& other : others) {
    if (other.tokens.first >= entity.tokens.last || entity.tokens.first >= other.tokens.last) continue;
    const std::string type = std::string(to_string(other.type));
    if (other.tokens == entity.tokens) return "type:" + type;
    return (other.type == entity.type ? "bounds" : "bounds-and-type:" + type);
  }
  return "alone";
}

void show_errors(const NamedDocument& named, int& left) {
  const auto show = [&](const char* what, const Entity& entity, const std::vector<Entity>& others) {
    if (std::find_if(others.begin(), others.end(), [&](const Entity& o) { return same(o, entity); }) !=
            others.end() ||
        left-- <= 0) {
      return;
    }
    const TokenRange around{
        std::max(0, entity.tokens.first - 3),
        std::min(static_cast<TokenIndex>(named.document.tokens.size()), entity.tokens.last + 3)};
    std::printf("%s %s %s [%s] in: %s (%s)\n", what, std::string(to_string(entity.type)).c_str(),
                miss_kind(others, entity).c_str(),
                std::string(named.document.text_of(named.document.span_of(entity.tokens))).c_str(),
                std::string(named.document.text_of(named.document.span_of(around))).c_str(),
                named.file.c_str());
  };
  for (const Entity& entity : named.golden) show("missed", entity, named.document.entities);
  for (const Entity& entity : named.document.entities) show("extra", entity, named.golden);
}

void compare(const NamedDocument& named, Table& table) {
  std::size_t next = 0;
  const std::vector<Entity>& found = named.document.entities;
  for (const Entity& entity : named.golden) {
    Counts& counts = table[std::string(to_string(entity.type))];
    ++counts.golden;
    while (next < found.size() && found[next].tokens.first < entity.tokens.first) ++next;
    if (next < found.size() && same(found[next], entity)) ++counts.right;
  }
  for (const Entity& entity : found) ++table[std::string(to_string(entity.type))].found;
}

Result<void> measure_bio(const Options& options, const Stage& tags, const Stage& entities) {
  auto documents = read_bio_folder(options.corpus);
  if (!documents) return documents.error();
  if (options.fold >= 0) {
    const auto held = held_out_outlets(*documents, options.fold);
    std::erase_if(*documents, [&](const NamedDocument& d) {
      return !std::binary_search(held.begin(), held.end(), d.outlet);
    });
  }
  Table table;
  std::size_t words = 0;
  double seconds = 0;
  int errors = options.errors;
  for (NamedDocument& named : *documents) {
    tags.run(named.document);
    const auto start = std::chrono::steady_clock::now();
    entities.run(named.document);
    seconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    words += named.document.tokens.size();
    compare(named, table);
    show_errors(named, errors);
  }
  Counts all;
  for (const auto& [name, counts] : table) {
    print(name, counts);
    all.add(counts);
  }
  print("all", all);
  std::printf("%zu documents, %zu words, %.0f words a second (the tagger alone, one core)\n",
              documents->size(), words, static_cast<double>(words) / seconds);
  return {};
}

// A span without "the" and what a possessive leaves, so that habits of marking do not count.
Span bare(std::string_view text, Span span) {
  const auto cut_front = [&](std::string_view word) {
    if (span.of(text).starts_with(word)) span.begin += static_cast<std::uint32_t>(word.size());
  };
  cut_front("the ");
  cut_front("The ");
  for (const std::string_view tail : {"'s", "\xE2\x80\x99s"}) {
    if (span.of(text).ends_with(tail)) span.end -= static_cast<std::uint32_t>(tail.size());
  }
  return span;
}

Result<void> measure_re3d(const Options& options, const Stage& tags, const Stage& entities) {
  auto texts = read_re3d(options.corpus);
  if (!texts) return texts.error();
  const auto cutter = text::make_stage(options.data);
  if (!cutter) return cutter.error();
  for (const bool names_only : {false, true}) {
    Table table;
    for (MarkedText& marked : *texts) {
      Document& document = marked.document;
      if (document.tokens.empty()) {
        (*cutter)->run(document);
        tags.run(document);
        entities.run(document);
      }
      std::vector<std::pair<Span, EntityType>> golden;
      for (const MarkedSpan& span : marked.golden) {
        if (names_only && !span.name) continue;
        golden.emplace_back(bare(document.text, span.span), span.type);
        ++table[std::string(to_string(span.type))].golden;
      }
      std::sort(golden.begin(), golden.end());
      for (const Entity& entity : document.entities) {
        // A facility is a location there; types without counterpart do not count.
        const EntityType type = entity.type == EntityType::facility ? EntityType::location : entity.type;
        if (type == EntityType::product || type == EntityType::misc) continue;
        Counts& counts = table[std::string(to_string(type))];
        ++counts.found;
        const std::pair found{bare(document.text, document.span_of(entity.tokens)), type};
        if (std::binary_search(golden.begin(), golden.end(), found)) ++counts.right;
      }
    }
    std::printf(names_only ? "spans with a capital letter, dates and money:\n" : "all spans:\n");
    Counts all;
    for (const auto& [name, counts] : table) {
      print(name, counts);
      all.add(counts);
    }
    print("all", all);
  }
  return {};
}

Result<void> measure(const Options& options) {
  const auto tags = syntax::make_stage(options.data);
  if (!tags) return tags.error();
  const auto entities = options.model.empty() ? syntax::make_entity_stage(options.data)
                                              : syntax::open_entity_stage(options.model);
  if (!entities) return entities.error();
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(options.corpus, error)) {
    if (entry.path().extension() == ".jsonl") return measure_re3d(options, **tags, **entities);
  }
  return measure_bio(options, **tags, **entities);
}

}  // namespace

void add_measure_entities_command(CLI::App& app, Work& work) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("measure-entities", "the named-entity tagger against marked texts");
  command->add_option("corpus", options->corpus, "folder of BIO files or of re3d's JSON lines")->required();
  command->add_option("--data", options->data, "avow's data folder")->required();
  command->add_option("--model", options->model, "another model file than the data folder's");
  command->add_option("--fold", options->fold, "only the outlets that --hold-out N leaves out");
  command->add_option("--errors", options->errors, "show so many errors");
  command->callback([options, &work] { work = [options] { return measure(*options); }; });
}

}  // namespace avow::train
