#include "store/search.hpp"

#include <algorithm>

#include "avow/base/limits.hpp"
#include "store/text_index.hpp"

namespace avow::store {
namespace {

struct Candidate {
  double score = 0;
  std::int64_t sentence = 0;
  ledger::Hit hit;
};

// BM25 without the words' rarity, which is the same for all sentences that hold them all; 0: one is missing.
double score_of(const AskedWords::Found& found) {
  constexpr double kSaturation = 1.2, kLengthWeight = 0.75, kUsualLength = 25;
  if (!found.all) return 0;
  const double length = static_cast<double>(found.words) / kUsualLength;
  double score = 0;
  for (const std::size_t each : found.counts) {
    const auto count = static_cast<double>(each);
    score += count / (count + kSaturation * (1 - kLengthWeight + kLengthWeight * length));
  }
  return score;
}

// Sentences by their row; keeps the text of the document at hand.
class SentenceReader {
 public:
  explicit SentenceReader(Database& database)
      : place_(database, "SELECT document,first,last FROM sentences WHERE id=?"),
        document_(database, "SELECT sha256,uri,text FROM documents WHERE id=?") {}

  ledger::Hit read(std::int64_t sentence) {
    ledger::Hit hit;
    if (!place_.with(sentence).next()) return hit;
    load(place_.number(0));
    hit.document = id_;
    hit.uri = uri_;
    const auto first = static_cast<std::size_t>(place_.number(1));
    const auto last = static_cast<std::size_t>(place_.number(2));
    if (first < last && last <= text_.size()) hit.sentence = text_.substr(first, last - first);
    static_cast<void>(place_.next());
    return hit;
  }

 private:
  void load(std::int64_t row) {
    if (row == row_) return;
    row_ = row;
    if (!document_.with(row).next()) return;
    id_ = "sha256:" + document_.text(0);
    uri_ = document_.text(1);
    text_ = document_.text(2);
    static_cast<void>(document_.next());
  }

  Sql place_, document_;
  std::int64_t row_ = 0;
  std::string id_, uri_, text_;
};

}  // namespace

Result<std::vector<ledger::Hit>> search_sentences(Database& database, std::string_view words,
                                                  std::size_t most) {
  const AskedWords asked{words};
  std::vector<Candidate> found;
  TextIndex index{database, "sentence_search"};
  SentenceReader reader{database};
  for (const std::int64_t row : index.rows_with(asked.pieces(), kMaxSearchCandidates)) {
    Candidate candidate{0, row, reader.read(row)};
    candidate.score = score_of(asked.find_in(candidate.hit.sentence));
    if (candidate.score > 0) found.push_back(std::move(candidate));
  }
  if (auto failed = database.take_error()) return *failed;
  std::sort(found.begin(), found.end(), [](const Candidate& a, const Candidate& b) {
    return a.score != b.score ? a.score > b.score : a.sentence < b.sentence;
  });
  if (found.size() > most) found.resize(most);
  std::vector<ledger::Hit> hits;
  for (Candidate& each : found) hits.push_back(std::move(each.hit));
  return hits;
}

}  // namespace avow::store
