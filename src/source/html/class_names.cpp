#include "source/html/class_names.hpp"

#include <algorithm>
#include <array>

namespace avow::source {
namespace {

using namespace std::string_view_literals;

// Words of class names and ids on news sites, sorted. Gathered from the habits of content management systems.
constexpr std::array kBoilerplate = std::to_array<std::string_view>({
    "ad"sv,
    "ads"sv,
    "adsense"sv,
    "advert"sv,
    "advertisement"sv,
    "advertising"sv,
    "agegate"sv,
    "alert"sv,
    "also"sv,
    "banner"sv,
    "bio"sv,
    "breadcrumb"sv,
    "breadcrumbs"sv,
    "byline"sv,
    "caption"sv,
    "combx"sv,
    "comment"sv,
    "comments"sv,
    "community"sv,
    "consent"sv,
    "cookie"sv,
    "cookies"sv,
    "copyright"sv,
    "credit"sv,
    "credits"sv,
    "cta"sv,
    "dateline"sv,
    "disclaimer"sv,
    "disqus"sv,
    "donate"sv,
    "dropdown"sv,
    "facebook"sv,
    "feedback"sv,
    "footer"sv,
    "footnote"sv,
    "gallery"sv,
    "infobox"sv,
    "instagram"sv,
    "keywords"sv,
    "legends"sv,
    "login"sv,
    "masthead"sv,
    "menu"sv,
    "meta"sv,
    "metadata"sv,
    "modal"sv,
    "more"sv,
    "mpu"sv,
    "nav"sv,
    "navbar"sv,
    "navigation"sv,
    "newsletter"sv,
    "noprint"sv,
    "outbrain"sv,
    "overlay"sv,
    "pager"sv,
    "pagination"sv,
    "paywall"sv,
    "photo"sv,
    "popular"sv,
    "popup"sv,
    "print"sv,
    "promo"sv,
    "promoted"sv,
    "promotion"sv,
    "rating"sv,
    "recirc"sv,
    "recommendation"sv,
    "recommendations"sv,
    "recommended"sv,
    "register"sv,
    "related"sv,
    "remark"sv,
    "replies"sv,
    "reply"sv,
    "rss"sv,
    "share"sv,
    "sharebar"sv,
    "shares"sv,
    "sharing"sv,
    "shoutbox"sv,
    "sidebar"sv,
    "sidebars"sv,
    "signup"sv,
    "skyscraper"sv,
    "social"sv,
    "sponsor"sv,
    "sponsored"sv,
    "subscribe"sv,
    "subscription"sv,
    "supplemental"sv,
    "survey"sv,
    "taboola"sv,
    "tag"sv,
    "taglist"sv,
    "tags"sv,
    "teaser"sv,
    "timestamp"sv,
    "toolbar"sv,
    "tools"sv,
    "topics"sv,
    "trending"sv,
    "tweet"sv,
    "twitter"sv,
    "widget"sv,
    "widgets"sv,
    "yom"sv,
});
static_assert(std::is_sorted(kBoilerplate.begin(), kBoilerplate.end()));

constexpr std::array kArticle = std::to_array<std::string_view>({
    "article"sv,
    "articlebody"sv,
    "blog"sv,
    "body"sv,
    "content"sv,
    "entry"sv,
    "hentry"sv,
    "main"sv,
    "page"sv,
    "post"sv,
    "story"sv,
    "storybody"sv,
    "text"sv,
});
static_assert(std::is_sorted(kArticle.begin(), kArticle.end()));

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// Calls `use` with each word, in lower case: "relatedStories news-list" gives related, stories, news, list.
template <typename Use>
void each_word(std::string_view text, Use use) {
  constexpr std::size_t kMaxWord = 24;
  std::array<char, kMaxWord> word{};
  std::size_t size = 0;
  const auto flush = [&] {
    if (size > 0 && size < kMaxWord) use(std::string_view{word.data(), size});
    size = 0;
  };
  bool lower_before = false;
  for (const char c : text) {
    const bool upper = c >= 'A' && c <= 'Z';
    if (!is_letter(c) || (upper && lower_before)) flush();
    if (is_letter(c) && size < kMaxWord) word[size++] = upper ? static_cast<char>(c + 32) : c;
    lower_before = c >= 'a' && c <= 'z';
  }
  flush();
}

template <typename Words>
bool contains(const Words& words, std::string_view word) {
  return std::binary_search(words.begin(), words.end(), word);
}

}  // namespace

ClassHint class_hint(const HtmlTree& tree, NodeIndex node) {
  ClassHint hint;
  for (const Attribute attribute : {Attribute::class_, Attribute::id, Attribute::itemprop}) {
    each_word(tree.attribute(node, attribute), [&hint](std::string_view word) {
      hint.boilerplate |= contains(kBoilerplate, word);
      hint.article |= contains(kArticle, word);
    });
  }
  const std::string_view role = tree.attribute(node, Attribute::role);
  hint.boilerplate |= role == "navigation" || role == "complementary" || role == "banner" ||
                      role == "dialog" || role == "contentinfo" || role == "alert" || role == "menu";
  return hint;
}

bool is_hidden(const HtmlTree& tree, NodeIndex node) {
  if (tree.has_attribute(node, Attribute::hidden)) return true;
  if (tree.attribute(node, Attribute::aria_hidden) == "true") return true;
  const std::string_view style = tree.attribute(node, Attribute::style);
  return style.find("display:none") != std::string_view::npos ||
         style.find("display: none") != std::string_view::npos;
}

}  // namespace avow::source
