// What holds for every text: spans lie in it, parses are trees, output does not depend on threads, a ledger
// gives back what was read, and a killed run leaves whole documents only.
#include <algorithm>
#include <chrono>
#include <csignal>
#include <thread>

#include <sys/wait.h>

#include <gtest/gtest.h>

#include "avow/base/hash.hpp"
#include "avow/document/tree.hpp"
#include "avow/ledger/store.hpp"
#include "avow/pipeline/formats.hpp"
#include "avow/pipeline/pipeline.hpp"
#include "avow/source/reader.hpp"
#include "avow/store/open.hpp"
#include "program.hpp"

namespace avow::tests {
namespace {

// Numbers that look random and are the same on every machine (SplitMix64).
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}
  std::uint64_t below(std::uint64_t limit) {
    state_ += 0x9E3779B97F4A7C15ULL;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
    return (z ^ (z >> 31U)) % limit;
  }

 private:
  std::uint64_t state_;
};

const pipeline::Pipeline& the_pipeline() {
  static const auto made = pipeline::Pipeline::make({.data_folder = source_folder() / "data"});
  return made.value();
}

// The samples, the samples with bytes struck out and pieces moved, and plain noise.
std::vector<std::string> texts() {
  std::vector<std::string> out;
  for (const auto& path : sample_texts()) out.push_back(read_bytes(path));
  const std::vector<std::string> samples = out;
  Dice dice{7};
  static const std::vector<std::string> kPieces = {
      "\"",       "\xE2\x80\x9C", "\xE2\x80\x9D", "'",    "(", ")", "\n\n", " - ", "...", "\t",
      "\xC2\xA0", "said",         "\xEF\xBF\xBD", "U.S.", ",", "."};
  for (int i = 0; i < 60; ++i) {
    std::string text = samples[dice.below(samples.size())];
    for (int change = 0; change < 12; ++change) {
      const std::size_t at = dice.below(text.size());
      if (dice.below(2) == 0) {
        text.erase(at, dice.below(40));
      } else {
        text.insert(at, kPieces[dice.below(kPieces.size())]);
      }
    }
    out.push_back(text);
  }
  for (int i = 0; i < 20; ++i) {
    std::string noise;
    for (int j = 0; j < 400; ++j)
      noise += dice.below(3) == 0 ? kPieces[dice.below(kPieces.size())]
                                  : std::string(1, static_cast<char>(32 + dice.below(95)));
    out.push_back(noise);
  }
  return out;
}

std::vector<Document> read_texts() {
  std::vector<Document> out;
  for (const std::string& text : texts()) {
    auto document = source::read_text(text, "text " + std::to_string(out.size()));
    if (!document) continue;
    the_pipeline().annotate(*document);
    out.push_back(std::move(*document));
  }
  return out;
}

const std::vector<Document>& documents() {
  static const std::vector<Document> all = read_texts();
  return all;
}

// A span lies in the text and begins and ends between characters, not inside one.
bool sound(const Document& document, Span span) {
  const auto inside_character = [&](std::uint32_t at) {
    return at < document.text.size() && (static_cast<unsigned char>(document.text[at]) & 0xC0U) == 0x80U;
  };
  return span.begin <= span.end && span.end <= document.text.size() && !inside_character(span.begin) &&
         !inside_character(span.end);
}

std::vector<Span> all_spans(const Document& document) {
  std::vector<Span> out;
  const auto add = [&](std::initializer_list<Span> spans) { out.insert(out.end(), spans); };
  for (const Diagnostic& each : document.diagnostics) add({each.span});
  for (const Sentence& each : document.sentences) add({each.span});
  for (const Token& each : document.tokens) add({each.span});
  for (const Mention& each : document.mentions) add({each.span});
  for (const Place& each : document.places) out.insert(out.end(), each.mentions.begin(), each.mentions.end());
  for (const Time& each : document.times) add({each.span});
  for (const Statement& each : document.statements) {
    add({each.speaker_span, each.target_span});
    out.insert(out.end(), each.cue.begin(), each.cue.end());
    out.insert(out.end(), each.content.begin(), each.content.end());
  }
  for (const Event& each : document.events) {
    add({each.trigger, each.actor_span, each.recipient_span, each.place_span});
    out.insert(out.end(), each.other_mentions.begin(), each.other_mentions.end());
  }
  for (const Obligation& each : document.obligations) {
    add({each.party_span, each.conduct, each.beneficiary_span, each.at_stake});
  }
  return out;
}

TEST(Property, EverySpanLiesInTheText) {
  ASSERT_GT(documents().size(), 80U);
  for (const Document& document : documents()) {
    for (const Span span : all_spans(document)) {
      ASSERT_TRUE(sound(document, span)) << document.uri << " [" << span.begin << ", " << span.end << ")\n"
                                         << document.text;
    }
  }
}

TEST(Property, TokensCoverTheTextInOrder) {
  for (const Document& document : documents()) {
    std::uint32_t at = 0;
    for (const Token& token : document.tokens) {
      ASSERT_LE(at, token.span.begin) << document.uri;
      ASSERT_LT(token.span.begin, token.span.end) << document.uri;
      // What no token covers is white space.
      for (; at < token.span.begin; ++at) {
        const auto byte = static_cast<unsigned char>(document.text[at]);
        ASSERT_TRUE(byte <= ' ' || byte >= 0x80) << document.uri << " byte " << at << " of\n"
                                                 << document.text;
      }
      at = token.span.end;
    }
  }
}

TEST(Property, ParsesAreTrees) {
  for (const Document& document : documents()) {
    for (const Sentence& sentence : document.sentences) {
      int roots = 0;
      for (TokenIndex i = sentence.tokens.first; i < sentence.tokens.last; ++i) {
        if (document.tokens[i].head == kNone) ++roots;
        // No cycle: from every token the root is reached in at most as many steps as there are tokens.
        TokenIndex at = i;
        for (Index steps = 0; at != kNone; ++steps) {
          ASSERT_TRUE(sentence.tokens.contains(at)) << document.uri;
          ASSERT_LE(steps, sentence.tokens.size()) << document.uri;
          at = document.tokens[at].head;
        }
      }
      ASSERT_EQ(roots, sentence.tokens.empty() ? 0 : 1)
          << document.uri << ": " << document.text_of(sentence.span);
    }
  }
}

// Indices point at rows that are there, and outer statements never form a ring.
TEST(Property, RowsReferToRows) {
  for (const Document& document : documents()) {
    const auto in = [](Index index, std::size_t size) {
      return index == kNone || (index >= 0 && static_cast<std::size_t>(index) < size);
    };
    for (const Statement& row : document.statements) {
      ASSERT_TRUE(in(row.speaker, document.actors.size()) && in(row.on_behalf, document.actors.size()) &&
                  in(row.target, document.actors.size()) && in(row.within, document.statements.size()));
      std::size_t depth = 0;
      for (StatementIndex at = row.within; at != kNone; at = document.statements[at].within) {
        ASSERT_LE(++depth, document.statements.size()) << document.uri;
      }
      ASSERT_FALSE(row.content.empty()) << document.uri << " " << row.id;
    }
    for (const Event& row : document.events) {
      ASSERT_TRUE(in(row.actor, document.actors.size()) && in(row.recipient, document.actors.size()) &&
                  in(row.place, document.places.size()) && in(row.time, document.times.size()) &&
                  in(row.according_to, document.statements.size()));
    }
    for (const Obligation& row : document.obligations) {
      ASSERT_TRUE(in(row.party, document.actors.size()) && in(row.statement, document.statements.size()));
      ASSERT_FALSE(row.conduct.empty()) << document.uri << " " << row.id;
    }
    for (const Finding& row : document.findings) {
      ASSERT_NE(row.obligation == kNone, row.denial == kNone);
      ASSERT_TRUE(row.deed != kNone && in(row.deed, document.events.size()));
    }
  }
}

TEST(Property, SameTextSameRecord) {
  const auto again = read_texts();
  ASSERT_EQ(again.size(), documents().size());
  for (std::size_t i = 0; i < again.size(); ++i) {
    ASSERT_EQ(pipeline::to_record(again[i]), pipeline::to_record(documents()[i]));
  }
}

// Where two long texts part, with what stands there.
std::string first_difference(const std::string& a, const std::string& b) {
  const auto at = std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first - a.begin();
  const std::size_t from = at > 150 ? static_cast<std::size_t>(at) - 150 : 0;
  return a == b ? std::string{} : a.substr(from, 300) + "\n--- but ---\n" + b.substr(from, 300);
}

TEST(Property, ALedgerGivesBackTheRecord) {
  const TestFolder folder;
  auto store = store::open_ledger(folder / "ledger.db", store::Access::write);
  ASSERT_TRUE(store.ok());
  for (const Document& document : documents()) {
    const auto added = (*store)->add(std::vector<const Document*>{&document});
    ASSERT_TRUE(added.ok()) << added.error().to_string();
    const auto read = (*store)->document(document.id);
    ASSERT_TRUE(read.ok()) << read.error().to_string();
    // Actors that nothing refers to are not kept, so the two records hold the same.
    ASSERT_EQ(first_difference(pipeline::to_record(*read), pipeline::to_record(document)), "")
        << document.uri;
  }
}

// Altered copies of the samples: as many as asked for, all different.
std::string many_texts(const TestFolder& folder, int count) {
  const auto samples = sample_texts();
  for (int i = 0; i < count; ++i) {
    std::string name = std::to_string(i);
    name.insert(0, 4 - std::min<std::size_t>(4, name.size()), '0');
    static_cast<void>(folder.write("texts/" + name + ".txt",
                                   read_bytes(samples[static_cast<std::size_t>(i) % samples.size()]) +
                                       "\nThis was report number " + std::to_string(i) + ".\n"));
  }
  return folder / "texts";
}

// All rows of all kinds, as text.
std::string all_rows(const std::string& ledger) {
  const std::string kinds =
      "commitment,demand,condition,denial,conduct,finding,assertion,accusation,acknowledgement,threat,"
      "refusal,"
      "condemnation,endorsement,condolence";
  const Outcome outcome = run_avow({"show", ledger, "--kind", kinds, "--format", "json"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.errors;
  return outcome.output;
}

TEST(Property, OneThreadOrManyTheSameBytes) {
  const TestFolder folder;
  const std::string input = many_texts(folder, 40);
  const Outcome one = run_avow({"read", input, "--format", "json", "--threads", "1"});
  ASSERT_EQ(one.exit_code, 0) << one.errors;
  for (const char* threads : {"2", "5"}) {
    EXPECT_EQ(sha256_hex(run_avow({"read", input, "--format", "json", "--threads", threads}).output),
              sha256_hex(one.output));
  }
  ASSERT_EQ(run_avow({"read", input, "-o", folder / "1.db", "--threads", "1"}).exit_code, 0);
  ASSERT_EQ(run_avow({"read", input, "-o", folder / "4.db", "--threads", "4"}).exit_code, 0);
  EXPECT_EQ(all_rows(folder / "1.db"), all_rows(folder / "4.db"));
}

TEST(Property, ReadingTwiceChangesNothing) {
  const TestFolder folder;
  const std::string input = many_texts(folder, 12);
  ASSERT_EQ(run_avow({"read", input, "-o", folder / "ledger.db"}).exit_code, 0);
  const std::string before = all_rows(folder / "ledger.db");
  ASSERT_EQ(run_avow({"read", input, "-o", folder / "ledger.db"}).exit_code, 0);
  ASSERT_EQ(run_avow({"read", input, "-o", folder / "ledger.db", "--format", "json"}).exit_code, 0);
  EXPECT_EQ(all_rows(folder / "ledger.db"), before);
}

TEST(Property, AKilledRunResumes) {
  const TestFolder folder;
  const std::string input = many_texts(folder, 200);
  ASSERT_EQ(run_avow({"read", input, "-o", folder / "whole.db"}).exit_code, 0);
  const std::string whole = all_rows(folder / "whole.db");
  const std::string ledger = folder / "killed.db";
  Dice dice{11};
  int killed = 0;
  for (int i = 0; i < 25; ++i) {
    if (i % 5 == 0) {
      for (const char* end : {"", "-wal", "-shm"}) std::filesystem::remove(ledger + end);
    }
    const pid_t child = start_avow({"read", input, "-o", ledger}, folder);
    std::this_thread::sleep_for(std::chrono::milliseconds{5 + dice.below(300)});
    ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
    if (WIFSIGNALED(status)) ++killed;
    // Whatever is in is whole: every document's record can be read back.
    if (!std::filesystem::exists(ledger)) continue;
    auto store = store::open_ledger(ledger, store::Access::write);
    ASSERT_TRUE(store.ok()) << store.error().to_string();
    const auto ids = (*store)->document_ids();
    ASSERT_TRUE(ids.ok());
    EXPECT_TRUE(ids->size() % 64 == 0 || ids->size() == 200U) << ids->size();
  }
  EXPECT_GT(killed, 5);
  ASSERT_EQ(run_avow({"read", input, "-o", ledger}).exit_code, 0);
  EXPECT_EQ(all_rows(ledger), whole);
}

}  // namespace
}  // namespace avow::tests
