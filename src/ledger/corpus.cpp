#include "ledger/corpus.hpp"

#include <algorithm>
#include <array>

#include "avow/base/strings.hpp"

namespace avow::ledger {
namespace {

constexpr std::size_t kStemBytes = 5;
constexpr std::size_t kShortestWordBytes = 4;
// "In recent weeks" dates no act; "on Friday" and "last week" do.
constexpr std::int64_t kLongestActDays = 10;

std::string name_or_words(const Document& document, ActorIndex actor, Span span) {
  if (actor != kNone) return document.actors[actor].name;
  return std::string{document.text_of(span)};
}

std::string_view sentence_of(const Document& document, Span span) {
  const auto& list = document.sentences;
  const auto found = std::partition_point(list.begin(), list.end(),
                                          [&](const Sentence& each) { return each.span.end <= span.begin; });
  return found == list.end() ? std::string_view{} : document.text_of(found->span);
}

Stance stance_of(const Document& document, const Event& event, Party& actor) {
  if (event.according_to == kNone) return Stance::told;
  const Statement& told = document.statements[event.according_to];
  const Party speaker = party_of(document, told);
  if (told.function == SpeechFunction::denial && event.factuality == Factuality::CT_minus) {
    if (actor.key.empty()) actor = speaker;
    if (actor.key == speaker.key) return Stance::denied;
  }
  if (told.function == SpeechFunction::acknowledgement && actor.key == speaker.key) return Stance::admitted;
  return Stance::told;
}

bool happened(Factuality factuality) {
  return factuality == Factuality::CT_plus || factuality == Factuality::PR_plus;
}

void add_report(Corpus& corpus, const Document& document, const Event& event) {
  if (event.aggregate || event.background) return;
  ActReport out;
  out.actor = party_of(document, event.actor);
  out.stance = stance_of(document, event, out.actor);
  if (out.stance != Stance::denied && !happened(event.factuality)) return;
  out.report.id = short_id(document.id) + ":" + event.id;
  out.report.document = corpus.documents.size();
  out.report.words = document.text_of(event.trigger);
  out.report.sentence = sentence_of(document, event.trigger);
  out.report.killed = event.killed;
  out.report.injured = event.injured;
  if (event.according_to != kNone) {
    const Statement& told = document.statements[event.according_to];
    out.report.said_by = name_or_words(document, told.speaker, told.speaker_span);
  }
  out.type = event.type;
  out.frame = event.rule;
  out.factuality = event.factuality;
  out.recipient = name_or_words(document, event.recipient, event.recipient_span);
  out.place = event.place != kNone ? document.places[event.place].name
                                   : std::string{document.text_of(event.place_span)};
  out.published = document.published;
  if (event.time != kNone) {
    const Time& time = document.times[event.time];
    const bool close = time.start && time.end &&
                       time.end->days_since_epoch() - time.start->days_since_epoch() <= kLongestActDays;
    if (close) out.start = time.start, out.end = time.end;
  }
  out.objects = stems_of(out.recipient + " " + out.place);
  corpus.reports.push_back(std::move(out));
}

// Without the trees a ledger does not keep, the words themselves must do: "if", "unless" bind only then.
bool reads_conditional(std::string_view sentence) {
  const auto words = split_words(sentence);
  return std::any_of(words.begin(), words.end(), [](std::string_view word) {
    return word == "if" || word == "If" || word == "unless" || word == "Unless" || word == "provided";
  });
}

void add_word(Corpus& corpus, const Document& document, const Obligation& obligation) {
  if (obligation.kind == ObligationKind::condition || obligation.party == kNone) return;
  BoundWord out;
  WordStanding& word = out.standing;
  word.id = short_id(document.id) + ":" + obligation.id;
  word.document = corpus.documents.size();
  word.kind = obligation.kind;
  word.polarity = obligation.polarity;
  word.type = obligation.type;
  word.party = party_of(document, obligation.party);
  word.beneficiary = name_or_words(document, obligation.beneficiary, obligation.beneficiary_span);
  word.words = document.text_of(obligation.conduct);
  word.sentence = sentence_of(document, obligation.conduct);
  word.date = document.published;
  out.conduct.type = obligation.type;
  out.conduct.kind = obligation.polarity == Polarity::refrain ? WordKind::refrain : WordKind::to_do;
  if (const auto slash = obligation.rule.find('/'); slash != std::string::npos) {
    out.conduct.frame = obligation.rule.substr(slash + 1);
  }
  out.conditional = reads_conditional(word.sentence);
  out.objects = stems_of(word.words + " " + word.beneficiary);
  corpus.words.push_back(std::move(out));
}

}  // namespace

std::set<std::string> stems_of(std::string_view text) {
  static constexpr std::array<std::string_view, 14> kEmptyWords = {"that",  "this", "with", "from", "their",
                                                                   "they",  "them", "have", "been", "will",
                                                                   "would", "were", "into", "which"};
  std::set<std::string> out;
  std::string plain = lower_ascii(text);
  for (char& c : plain) {
    if (static_cast<unsigned char>(c) < 0x80 && !(c >= 'a' && c <= 'z')) c = ' ';
  }
  for (const std::string_view word : split_words(plain)) {
    if (word.size() < kShortestWordBytes) continue;
    if (std::find(kEmptyWords.begin(), kEmptyWords.end(), word) != kEmptyWords.end()) continue;
    out.emplace(word.substr(0, kStemBytes));
  }
  return out;
}

void Corpus::add(const Document& document) {
  for (const Event& event : document.events) add_report(*this, document, event);
  for (const Obligation& obligation : document.obligations) add_word(*this, document, obligation);
  documents.push_back({document.id, document.uri, document.publisher,
                       document.published ? document.published->to_string() : std::string{},
                       documents.size()});
}

}  // namespace avow::ledger
