#include "names/home_country.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string>

#include "avow/base/strings.hpp"

namespace avow::names {
namespace {

constexpr int kLeastMentions = 2;
constexpr std::size_t kMaxPhrase = 24;

std::vector<RegistryWord> words_of(std::string_view text) {
  std::vector<RegistryWord> words;
  for (const std::string_view word : split_words(text)) {
    if (words.size() < kMaxPhrase) words.push_back({word, {}});
  }
  return words;
}

struct Publisher {
  const RegistryEntry* self = nullptr;  // the ministry
  const RegistryEntry* side = nullptr;  // the state
};

Publisher publisher_of(const Document& document, const Registry& registry) {
  if (document.publisher.empty() || document.publisher_kind.empty() || document.publisher_kind == "media") {
    return {};
  }
  if (const auto match = registry.find(document.publisher, document.published)) {
    return {match->entry, &registry.side_of(*match->entry, document.published)};
  }
  const std::vector<RegistryWord> words = words_of(document.publisher);
  const auto description = registry.describe(words, document.published);
  if (!description || description->organisation == nullptr) return {};
  return {description->organisation, &registry.side_of(*description->organisation, document.published)};
}

class HomeReader {
 public:
  HomeReader(const Document& document, const std::vector<MentionFacts>& facts, const Registry& registry,
             std::vector<Knowledge>& known)
      : document_(document), facts_(facts), registry_(registry), known_(known) {}

  void run() {
    const RegistryEntry* home = home_state();
    if (home == nullptr || home->periods.empty()) return;
    for (std::size_t i = 0; i < known_.size(); ++i) {
      if (is_bare_organ(static_cast<MentionIndex>(i))) read(static_cast<MentionIndex>(i), *home);
    }
  }

 private:
  [[nodiscard]] const RegistryEntry* home_state() const {
    const Publisher publisher = publisher_of(document_, registry_);
    if (publisher.side != nullptr && publisher.side->state) return publisher.side;
    std::map<std::string_view, int> counts;
    for (const Knowledge& known : known_) {
      std::string_view country;
      if (known.period != nullptr && known.period->kind != ActorKind::person) country = known.period->country;
      if (country.empty() && known.description) country = known.description->country;
      if (!country.empty()) ++counts[country];
    }
    int most = 0;
    int second = 0;
    std::string_view home;
    for (const auto& [country, count] : counts) {
      if (count > most) {
        second = most;
        most = count;
        home = country;
      } else {
        second = std::max(second, count);
      }
    }
    return most >= kLeastMentions && most > second ? registry_.by_id(home) : nullptr;
  }

  [[nodiscard]] bool is_bare_organ(MentionIndex index) const {
    const Knowledge& known = known_[index];
    const MentionFacts& facts = facts_[index];
    const Mention& mention = document_.mentions[index];
    if (known.entry != nullptr || known.place || mention.kind == MentionKind::pronoun || facts.modifier)
      return false;
    // "the army", or a name without its country: "the Defence Ministry".
    const bool named = mention.kind == MentionKind::name && facts.name.size() > 1 &&
                       (facts.entity == nullptr || facts.entity->type == EntityType::organization);
    if ((facts.role == kNone && !named) || facts.determiner == Determiner::indefinite) return false;
    if (facts.determiner == Determiner::possessed || facts.plural) return false;
    if (known.description &&
        (known.description->organisation != nullptr || known.description->side != nullptr)) {
      return false;
    }
    static constexpr std::array<std::string_view, 6> kUnspecific = {"no",   "any",     "every",
                                                                    "each", "another", "own"};
    for (TokenIndex token = mention.tokens.first; token < mention.tokens.last; ++token) {
      const std::string& lemma = document_.tokens[token].lemma;
      if (std::find(kUnspecific.begin(), kUnspecific.end(), lemma) != kUnspecific.end()) return false;
    }
    return true;
  }

  // The phrase read again as if its country stood before it.
  void read(MentionIndex index, const RegistryEntry& home) {
    const TokenRange tokens = document_.mentions[index].tokens;
    const std::string_view adjective = adjective_of(home);
    if (adjective.empty()) return;
    std::vector<RegistryWord> words{{adjective, adjective}};
    for (TokenIndex token = tokens.first; token < tokens.last && words.size() < kMaxPhrase; ++token) {
      if (document_.tokens[token].upos == Upos::DET) continue;
      words.push_back({document_.text_of(token), document_.tokens[token].lemma});
    }
    const auto description = registry_.describe(words, document_.published);
    if (!description || !description->is_organisation || description->organisation == nullptr) return;
    if (description->former) return;
    Knowledge& known = known_[index];
    known.description = description;
    known.entry = description->organisation;
    known.period = registry_.period_on(*known.entry, document_.published);
    known.weak = true;
  }

  // The adjective that makes "Velmoran army" of a state: that of its organs' names.
  [[nodiscard]] std::string_view adjective_of(const RegistryEntry& home) const {
    const RegistryEntry* organ = registry_.organ_of(home.id, "LEG");
    if (organ == nullptr) return {};
    const std::string_view name = organ->name;
    const std::size_t end = name.rfind(' ');
    return end == std::string_view::npos ? std::string_view{} : name.substr(0, end);
  }

  const Document& document_;
  const std::vector<MentionFacts>& facts_;
  const Registry& registry_;
  std::vector<Knowledge>& known_;
};

}  // namespace

void read_at_home(const Document& document, const std::vector<MentionFacts>& facts, const Registry& registry,
                  std::vector<Knowledge>& known) {
  HomeReader{document, facts, registry, known}.run();
}

void find_publisher(Document& document, const Registry& registry) {
  const Publisher publisher = publisher_of(document, registry);
  for (const RegistryEntry* entry : {publisher.self, publisher.side}) {
    if (entry == nullptr) continue;
    for (std::size_t i = 0; i < document.actors.size(); ++i) {
      if (document.actors[i].id != entry->id) continue;
      document.publisher_actor = static_cast<ActorIndex>(i);
      return;
    }
  }
}

}  // namespace avow::names
