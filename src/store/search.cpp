#include "store/search.hpp"

#include <algorithm>

#include "avow/base/limits.hpp"
#include "store/reader.hpp"
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

// Sentences by their number.
class SentenceReader {
 public:
  explicit SentenceReader(Database& database)
      : place_(database,
               "SELECT id,first_sentence FROM documents WHERE first_sentence<=? AND sentences>0 ORDER BY "
               "first_sentence DESC LIMIT 1"),
        documents_(database) {}

  ledger::Hit read(std::int64_t sentence) {
    ledger::Hit hit;
    if (!place_.with(sentence).next()) return hit;
    const Document& document = documents_.document(place_.number(0));
    hit.document = document.id;
    hit.uri = document.uri;
    const auto number = static_cast<std::size_t>(sentence - place_.number(1));
    if (number < document.sentences.size()) hit.sentence = document.text_of(document.sentences[number].span);
    static_cast<void>(place_.next());
    return hit;
  }

 private:
  Sql place_;
  DocumentReader documents_;
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
