// Measures the resolution of place names on geoparsing sets in the XML form of LGL and TR-News.
//
//   places FILE.xml... [--errors] [--text-only]
//
// Gold toponyms: each annotated name with coordinates is resolved in its text. A hit is a place within 161 km
// of the annotated point; an annotated country (PCLI) is hit by that country, as neither side means a point.
// End to end (from the raw text): precision and recall of the names found (spans overlap, one to one), and
// accuracy of those found.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "avow/base/file.hpp"
#include "avow/base/limits.hpp"
#include "avow/pipeline/pipeline.hpp"
#include "names/gazetteer.hpp"
#include "names/gazetteer_names.hpp"
#include "names/places_resolve.hpp"

namespace {

namespace fs = std::filesystem;
using namespace avow;

struct GoldPlace {
  Span span;
  double latitude = 0, longitude = 0;
  std::string code, name, country;
  bool located = false;
};

struct Article {
  Document document;
  std::vector<GoldPlace> places;
};

std::string decoded(std::string_view text) {
  static constexpr std::pair<std::string_view, std::string_view> kEntities[] = {
      {"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&apos;", "'"}};
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const std::string_view rest = text.substr(i);
    bool done = false;
    for (const auto& [entity, plain] : kEntities) {
      if (!rest.starts_with(entity)) continue;
      out += plain;
      i += entity.size();
      done = true;
      break;
    }
    if (!done) out += text[i++];
  }
  return out;
}

std::string inner(std::string_view xml, std::string_view tag) {
  const std::string open = "<" + std::string(tag);
  std::size_t at = xml.find(open + ">");
  if (at == std::string_view::npos) at = xml.find(open + " ");
  if (at == std::string_view::npos) return {};
  const std::size_t begin = xml.find('>', at) + 1;
  const std::size_t end = xml.find("</" + std::string(tag) + ">", begin);
  std::string_view text = xml.substr(begin, end - begin);
  if (text.starts_with("<![CDATA[")) return std::string(text.substr(9, text.rfind("]]>") - 9));
  return decoded(text);
}

// Byte offset of each code point (offsets in the files count code points).
std::vector<std::uint32_t> byte_offsets(const std::string& text) {
  std::vector<std::uint32_t> offsets;
  for (std::uint32_t i = 0; i < text.size(); ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U) offsets.push_back(i);
  }
  offsets.push_back(static_cast<std::uint32_t>(text.size()));
  return offsets;
}

std::string trimmed(std::string text) {
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.back())) != 0) text.pop_back();
  std::size_t begin = 0;
  while (begin < text.size() && std::isspace(static_cast<unsigned char>(text[begin])) != 0) ++begin;
  return text.substr(begin);
}

// As an XML parser would: a line ends with LF only.
std::string with_plain_lines(std::string text) {
  std::erase(text, '\r');
  return text;
}

// Some articles of TR-News have offsets a few characters off: the nearest place where the annotated phrase
// stands.
Span aligned(const std::string& text, Span span, const std::string& phrase) {
  constexpr std::uint32_t kSlack = 40;
  if (phrase.empty() || span.of(text) == phrase) return span;
  for (std::uint32_t off = 1; off <= kSlack; ++off) {
    for (const bool back : {true, false}) {
      if (back && off > span.begin) continue;
      const std::uint32_t begin = back ? span.begin - off : span.begin + off;
      if (std::string_view(text).substr(std::min<std::size_t>(begin, text.size())).starts_with(phrase)) {
        return {begin, begin + static_cast<std::uint32_t>(phrase.size())};
      }
    }
  }
  return span;
}

Article read_article(std::string_view xml) {
  Article article;
  article.document.text = with_plain_lines(inner(xml, "text"));
  article.document.uri = trimmed(inner(xml, "url"));
  article.document.publisher = trimmed(inner(xml, "domain"));
  const std::vector<std::uint32_t> offsets = byte_offsets(article.document.text);
  std::size_t at = xml.find("<toponyms");
  while (at != std::string_view::npos && (at = xml.find("<toponym>", at)) != std::string_view::npos) {
    const std::size_t end = xml.find("</toponym>", at);
    const std::string_view one = xml.substr(at, end - at);
    at = end;
    const auto first = static_cast<std::size_t>(std::atoi(inner(one, "start").c_str()));
    const auto last = static_cast<std::size_t>(std::atoi(inner(one, "end").c_str()));
    if (last >= offsets.size() || first >= last) continue;
    GoldPlace place;
    place.span = aligned(article.document.text, {offsets[first], offsets[last]}, inner(one, "phrase"));
    place.name = inner(one, "name");
    const std::string latitude = inner(one, "lat");
    place.located = !latitude.empty();
    place.latitude = std::atof(latitude.c_str());
    place.longitude = std::atof(inner(one, "lon").c_str());
    place.code = inner(one, "fcode");
    place.country = inner(one, "country");
    article.places.push_back(place);
  }
  std::sort(article.places.begin(), article.places.end(), [](auto& a, auto& b) { return a.span < b.span; });
  return article;
}

std::vector<Article> read_articles(const fs::path& path) {
  std::vector<Article> articles;
  auto bytes = system_files().read(path, kMaxDocumentSizeBytes);
  if (!bytes) return articles;
  const std::string_view xml = *bytes;
  std::size_t at = 0;
  while ((at = xml.find("<article ", at)) != std::string_view::npos) {
    const std::size_t end = xml.find("</article>", at);
    articles.push_back(read_article(xml.substr(at, end - at)));
    at = end;
  }
  return articles;
}

constexpr double kNear_km = 161;

bool is_near(const names::GazetteerPlace& row, const GoldPlace& gold) {
  if (row.located == 0) return false;
  return names::distance_km(row.latitude, row.longitude, gold.latitude, gold.longitude) <= kNear_km;
}

// A country or first-order unit is hit by that country or unit: its "point" is whichever middle a source
// took.
bool is_same_unit(const names::Gazetteer& gazetteer, std::uint32_t place, const GoldPlace& gold) {
  const names::PlaceKind kind = gazetteer.place(place).kind;
  const bool country = gold.code.starts_with("PCL") && kind == names::PlaceKind::country;
  const bool unit = gold.code == "ADM1" && kind == names::PlaceKind::admin1;
  if (!country && !unit) return false;
  for (const names::GazetteerPosting& posting : gazetteer.find(names::fold_place_name(gold.name))) {
    if (posting.place == place) return true;
  }
  return false;
}

struct Sums {
  std::size_t gold = 0, hits = 0, near = 0, unknown = 0;
};

void resolve_gold(const Article& article, const names::Gazetteer& gazetteer, bool errors, Sums& sums) {
  std::vector<names::PlaceName> names;
  for (const GoldPlace& gold : article.places) names.push_back({gold.span, true});
  const auto resolved = names::resolve_places(article.document, gazetteer, names);
  for (std::size_t i = 0; i < article.places.size(); ++i) {
    const GoldPlace& gold = article.places[i];
    if (!gold.located) continue;
    ++sums.gold;
    const std::uint32_t place = resolved[i].place;
    if (place == names::kNoPlace) ++sums.unknown;
    const bool near = place != names::kNoPlace && is_near(gazetteer.place(place), gold);
    const bool hit = near || (place != names::kNoPlace && is_same_unit(gazetteer, place, gold));
    sums.near += near ? 1 : 0;
    sums.hits += hit ? 1 : 0;
    if (!errors || hit) continue;
    std::printf("%s\t%s\t%.2f,%.2f\t%s\t", std::string(article.document.text_of(gold.span)).c_str(),
                gold.code.c_str(), gold.latitude, gold.longitude, gold.country.c_str());
    if (place == names::kNoPlace) {
      std::printf("UNKNOWN\n");
      continue;
    }
    const names::GazetteerPlace& row = gazetteer.place(place);
    std::printf("%s %s %s %s %.2f,%.2f pop %u %s\n", std::string(gazetteer.name(place)).c_str(),
                std::string(names::kind_code(row.kind)).c_str(),
                std::string(gazetteer.country_code(place)).c_str(),
                std::string(gazetteer.admin1_name(place)).c_str(), row.latitude, row.longitude,
                row.population, resolved[i].rule.c_str());
  }
}

bool is_demonym(const names::Gazetteer& gazetteer, std::string_view phrase) {
  std::string folded = names::fold_place_name(phrase);
  auto found = gazetteer.find(folded);
  if (found.empty() && folded.ends_with('s')) found = gazetteer.find(folded.substr(0, folded.size() - 1));
  return !found.empty() && (found.front().flags & names::kDemonym) != 0 &&
         (found.front().flags & names::kPrimaryName) == 0;
}

// Is the place a stage wrote the one annotated? Its row of the gazetteer is found again by what it says.
bool is_right(const names::Gazetteer& gazetteer, const Place& place, const GoldPlace& gold) {
  if (place.latitude &&
      names::distance_km(*place.latitude, *place.longitude, gold.latitude, gold.longitude) <= kNear_km) {
    return true;
  }
  for (const names::GazetteerPosting& posting : gazetteer.find(names::fold_place_name(gold.name))) {
    const names::PlaceKind kind = gazetteer.place(posting.place).kind;
    const bool country = gold.code.starts_with("PCL") && kind == names::PlaceKind::country &&
                         place.precision == PlacePrecision::country;
    const bool unit = gold.code == "ADM1" && kind == names::PlaceKind::admin1 && place.kind == "ADM1";
    const bool same_country = gazetteer.country_code(posting.place) == place.country;
    if (country && (same_country || !place.claims.empty())) return true;
    if (unit && same_country && gazetteer.name(posting.place) == place.admin1) return true;
  }
  return false;
}

struct EndToEnd {
  std::size_t gold = 0, demonyms = 0, predicted = 0, found = 0, located = 0, right = 0;
};

void read_raw(Article& article, const pipeline::Pipeline& reader, const names::Gazetteer& gazetteer,
              EndToEnd& sums) {
  reader.annotate(article.document);
  std::vector<std::pair<Span, const Place*>> predicted;
  for (const Place& place : article.document.places) {
    for (const Span span : place.mentions) predicted.emplace_back(span, &place);
  }
  std::vector<bool> used(predicted.size(), false);
  sums.predicted += predicted.size();
  for (const GoldPlace& gold : article.places) {
    if (is_demonym(gazetteer, article.document.text_of(gold.span))) {
      ++sums.demonyms;
      continue;
    }
    ++sums.gold;
    for (std::size_t i = 0; i < predicted.size(); ++i) {
      if (used[i] || !predicted[i].first.overlaps(gold.span)) continue;
      used[i] = true;
      ++sums.found;
      if (gold.located) {
        ++sums.located;
        sums.right += is_right(gazetteer, *predicted[i].second, gold) ? 1 : 0;
      }
      break;
    }
  }
}

double percent(std::size_t part, std::size_t whole) {
  return whole == 0 ? 0 : 100.0 * static_cast<double>(part) / static_cast<double>(whole);
}

}  // namespace

int main(int argc, char** argv) {
  bool errors = false;
  std::vector<fs::path> files;
  for (int i = 1; i < argc; ++i) {
    const std::string argument = argv[i];
    if (argument == "--errors")
      errors = true;
    else
      files.emplace_back(argument);
  }
  const fs::path data = fs::path(AVOW_SOURCE_DIR) / "data";
  if (files.empty()) {
    std::fprintf(stderr, "usage: places FILE.xml... [--errors]\n");
    return 2;
  }
  const auto gazetteer = names::Gazetteer::open(data / "places/gazetteer.model");
  if (!gazetteer) {
    std::fprintf(stderr, "%s\n", gazetteer.error().to_string().c_str());
    return 1;
  }
  const auto reader = pipeline::Pipeline::make({.data_folder = data, .until = Layer::places});
  if (!reader) {
    std::fprintf(stderr, "%s\n", reader.error().to_string().c_str());
    return 1;
  }
  for (const fs::path& file : files) {
    std::vector<Article> articles = read_articles(file);
    Sums sums;
    const auto begin = std::chrono::steady_clock::now();
    for (const Article& article : articles) resolve_gold(article, *gazetteer, errors, sums);
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    std::printf(
        "%s: %zu articles, gold toponyms %zu: accuracy@161km %.1f (points only %.1f; not in the gazetteer "
        "%.1f), %.2f s\n",
        file.filename().c_str(), articles.size(), sums.gold, percent(sums.hits, sums.gold),
        percent(sums.near, sums.gold), percent(sums.unknown, sums.gold), seconds);
    EndToEnd raw;
    for (Article& article : articles) read_raw(article, *reader, *gazetteer, raw);
    std::printf(
        "%s: end to end: names %zu (and %zu adjectives of places, which are not read): precision %.1f recall "
        "%.1f, "
        "accuracy@161km of those found %.1f\n",
        file.filename().c_str(), raw.gold, raw.demonyms, percent(raw.found, raw.predicted),
        percent(raw.found, raw.gold), percent(raw.right, raw.located));
  }
  return 0;
}
