// The readers of records, pages, archives and feeds, on small inputs in memory.
#include <gtest/gtest.h>
#include <zlib.h>

#include "avow/base/limits.hpp"
#include "source/encoding.hpp"
#include "source/form.hpp"
#include "source/language.hpp"
#include "source/loose_date.hpp"
#include "source/readers.hpp"

namespace avow::source {
namespace {

// What a source gives, in order: the texts, and "!AVW-...." for errors.
std::vector<std::string> all_of(DocumentSource& source) {
  std::vector<std::string> out;
  for (int i = 0; i < 1000; ++i) {
    auto next = source.next();
    if (!next) {
      out.push_back("!" + std::string{error_number(next.error().code)});
    } else if (!*next) {
      return out;
    } else {
      out.push_back((*next)->text);
    }
  }
  ADD_FAILURE() << "the source never ends";
  return out;
}

StreamReader reader_of(std::string bytes) {
  return StreamReader{memory_stream(std::move(bytes))};
}

std::string gzip(const std::string& bytes) {
  z_stream zlib{};
  deflateInit2(&zlib, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  std::string out(deflateBound(&zlib, bytes.size()) + 32, '\0');
  std::string input = bytes;
  zlib.next_in = reinterpret_cast<Bytef*>(input.data());
  zlib.avail_in = static_cast<uInt>(input.size());
  zlib.next_out = reinterpret_cast<Bytef*>(out.data());
  zlib.avail_out = static_cast<uInt>(out.size());
  deflate(&zlib, Z_FINISH);
  out.resize(zlib.total_out);
  deflateEnd(&zlib);
  return out;
}

using Texts = std::vector<std::string>;

TEST(Form, IsToldByNameAndContent) {
  EXPECT_EQ(form_of_name("a.TXT"), Form::text);
  EXPECT_EQ(form_of_name("a.warc.gz"), Form::warc);
  EXPECT_EQ(form_of_name("a.csv"), Form::table);
  EXPECT_EQ(form_of_name("a.png"), Form::unknown);
  EXPECT_EQ(form_of_name(".txt"), Form::unknown);
  EXPECT_EQ(form_of_content("<!DOCTYPE html><html>"), Form::html);
  EXPECT_EQ(form_of_content("<?xml version=\"1.0\"?><rss>"), Form::feed);
  EXPECT_EQ(form_of_content("<?xml version=\"1.0\"?><html>"), Form::html);
  EXPECT_EQ(form_of_content("WARC/1.0\r\n"), Form::warc);
  EXPECT_EQ(form_of_content("The army left."), Form::text);
}

TEST(LooseDate, ReadsTheCommonForms) {
  for (const std::string_view text :
       {"2021-07-23", "2021-07-23T10:00:00Z", "20210723", "Fri, 23 Jul 2021 12:00:00 GMT", "July 23, 2021",
        "23 July 2021", "Jul 23rd, 2021", "2021/07/23 10:00"}) {
    EXPECT_EQ(parse_loose_date(text), Date::parse("2021-07-23")) << text;
  }
  for (const std::string_view text :
       {"", "yesterday", "2021", "2021-13-01", "2021-02-30", "July 2021", "99999999"}) {
    EXPECT_EQ(parse_loose_date(text), std::nullopt) << text;
  }
}

TEST(Encoding, ConvertsWhatItIsToldOrFinds) {
  EXPECT_EQ(decode_text("caf\xE9 \x93quoted\x94", "windows-1252").text, "caf\u00E9 \u201Cquoted\u201D");
  EXPECT_EQ(decode_text("caf\xE9", "ISO-8859-1").text, "caf\u00E9");
  EXPECT_EQ(decode_text(std::string("\xFF\xFE"
                                    "a\0\xAC\x20",
                                    6),
                        "")
                .text,
            "a\u20AC");
  EXPECT_EQ(decode_text(std::string("\xFE\xFF\xD8\x3D\xDE\x00", 6), "").text, "\U0001F600");
  EXPECT_EQ(decode_text("\xCF\xF0\xE8\xE2\xE5\xF2", "windows-1251").text, "Привет");
  EXPECT_EQ(decode_text("\u201Cgood\u201D \xFF", "windows-1252").text, "\u201Cgood\u201D \uFFFD");
  EXPECT_EQ(decode_text("plain", "no-such-encoding").encoding, "UTF-8");
  EXPECT_EQ(declared_charset("<html><META CHARSET=\"Windows-1251\">"), "windows-1251");
  EXPECT_EQ(declared_charset("<?xml version='1.0' encoding='ISO-8859-2'?>"), "iso-8859-2");
  EXPECT_EQ(declared_charset("<html>"), "");
}

TEST(Language, SetsOtherLanguagesAside) {
  const std::string french =
      "Le gouvernement a annonc\u00E9 lundi que les troupes quitteraient la vall\u00E9e avant la fin du "
      "mois, mais "
      "personne dans la capitale ne sait qui prendra leur place ni comment les habitants seront "
      "prot\u00E9g\u00E9s.";
  EXPECT_EQ(recognise_language(french), "fr");
  EXPECT_EQ(recognise_language("Le chat."), "");
  const auto refused = read_text(french, "a.txt");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::other_language);
  Metadata given;
  given.language = "en";
  EXPECT_TRUE(read_text(french, "a.txt", given));
}

TEST(JsonLines, ReadsRecordsAndGoesOnAfterBadOnes) {
  auto source =
      json_lines_source(reader_of("\xEF\xBB\xBF{\"text\": \"One.\", \"date\": \"2021-07-23\", \"id\": 7}\n"
                                  "\n"
                                  "{\"text\": \"broken\n"
                                  "[1, 2]\n"
                                  "{\"title\": \"No text\"}\n"
                                  "{\"body\": \"Two.\", \"source\": {\"name\": \"The Post\"}}\r\n"
                                  "{\"content\": \"Three.\"}"),
                        "n.jsonl", {});
  const auto first = source->next();
  ASSERT_TRUE(first && *first);
  EXPECT_EQ((*first)->published, Date::parse("2021-07-23"));
  EXPECT_EQ((*first)->uri, "n.jsonl#7");
  EXPECT_EQ(all_of(*source), (Texts{"!AVW-1018", "!AVW-1018", "!AVW-1018", "Two.", "Three."}));
}

TEST(JsonLines, TakesFieldNamesByOption) {
  Options options;
  options.fields.text = "nlp_text";
  options.fields.published = "when";
  auto source = json_lines_source(
      reader_of("{\"text\": \"wrong\", \"nlp_text\": \"Right.\", \"when\": \"20210723\"}\n"), "n", options);
  const auto next = source->next();
  ASSERT_TRUE(next && *next);
  EXPECT_EQ((*next)->text, "Right.");
  EXPECT_EQ((*next)->published, Date::parse("2021-07-23"));
}

TEST(JsonLines, RefusesALineOverTheLimitAndGoesOn) {
  std::string bytes =
      "{\"text\": \"" + std::string(kMaxDocumentSizeBytes, 'a') + "\"}\n{\"text\": \"Two.\"}\n";
  auto source = json_lines_source(reader_of(std::move(bytes)), "n", {});
  EXPECT_EQ(all_of(*source), (Texts{"!AVW-1003", "Two."}));
}

TEST(Table, ReadsQuotedCellsAndRowsOverLines) {
  auto source = table_source(reader_of("id,title,text,date\r\n"
                                       "1,\"A, \"\"B\"\"\",\"One.\nTwo.\",2021-07-23\r\n"
                                       "2,too few\r\n"
                                       "3,C,Three.,bad date\r\n"
                                       "4,D,\"never closed\n"),
                             "n.csv", {});
  const auto first = source->next();
  ASSERT_TRUE(first && *first);
  EXPECT_EQ((*first)->title, "A, \"B\"");
  EXPECT_EQ((*first)->text, "One.\nTwo.");
  EXPECT_FALSE(source->next());
  const auto third = source->next();
  ASSERT_TRUE(third && *third);
  ASSERT_EQ((*third)->diagnostics.size(), 1U);
  EXPECT_EQ((*third)->diagnostics[0].code, ErrorCode::bad_date);
  EXPECT_EQ(all_of(*source), Texts{"!AVW-1018"});
}

TEST(Table, TellsTheSeparatorAndRefusesUnknownColumns) {
  EXPECT_EQ(all_of(*table_source(reader_of("title\ttext\nA\tOne, two.\n"), "n", {})), Texts{"One, two."});
  EXPECT_EQ(all_of(*table_source(reader_of("title;text\nA;One.\n"), "n", {})), Texts{"One."});
  EXPECT_EQ(all_of(*table_source(reader_of("colour,size\nred,3\n"), "n", {})), Texts{"!AVW-1018"});
  EXPECT_EQ(all_of(*table_source(reader_of(""), "n", {})), Texts{"!AVW-1004"});
}

const std::string kPage =
    "<!DOCTYPE html><html><head><title>Talks end | The Valley Post</title>"
    "<meta property=\"og:site_name\" content=\"The Valley Post\">"
    "<link rel=\"canonical\" href=\"https://post.example/2021/07/24/talks\">"
    "<script type=\"application/ld+json\">{\"@graph\":[{\"@type\":\"NewsArticle\",\"headline\":\"Talks end "
    "in Tarsk\","
    "\"datePublished\":\"2021-07-23T08:00:00Z\"}]}</script></head><body>"
    "<nav><ul><li><a href=\"/\">Home</a></li><li><a href=\"/w\">World</a></li></ul></nav>"
    "<div class=\"article-body\"><h1>Talks end in Tarsk</h1>"
    "<p>The talks in Tarsk ended on Monday after three days, two people who took part in them said.</p>"
    "<div class=\"social-share\"><p>Share this article, friends, with everybody you know, please, do it "
    "now.</p></div>"
    "<p>Nobody could say whether the <b>prisoners</b>, more than forty of them, would be freed &amp; sent "
    "home.</p>"
    "<aside><p>Subscribe to our newsletter, it is free, and it comes every day of the week.</p></aside></div>"
    "<div id=\"comments\"><p>First comment, and what a long one it is, my friends, is it not?</p></div>"
    "<footer><p>All rights, of every kind, in every country, are reserved by the Valley "
    "Post.</p></footer></body></html>";

TEST(Html, FindsTheArticleAndWhatThePageSaysOfItself) {
  const auto document = read_html(kPage, "p.html", {});
  ASSERT_TRUE(document) << document.error().to_string();
  EXPECT_EQ(document->text,
            "The talks in Tarsk ended on Monday after three days, two people who took part in them said.\n\n"
            "Nobody could say whether the prisoners, more than forty of them, would be freed & sent home.");
  EXPECT_EQ(document->title, "Talks end in Tarsk");
  EXPECT_EQ(document->publisher, "The Valley Post");
  EXPECT_EQ(document->published, Date::parse("2021-07-23"));
  EXPECT_EQ(document->uri, "https://post.example/2021/07/24/talks");
}

TEST(Html, APageWithoutProseIsAnError) {
  EXPECT_EQ(read_html("<html><body><a href=x>Home</a></body></html>", "p", {}).error().code,
            ErrorCode::no_article);
  EXPECT_EQ(read_html("", "p", {}).error().code, ErrorCode::no_article);
}

TEST(Html, DeepNestingAndManyElementsAreNoDanger) {
  std::string deep;
  for (int i = 0; i < 100000; ++i) deep += "<div>";
  deep += "<p>The talks in Tarsk ended on Monday, after three days, two people who took part said.</p>";
  EXPECT_TRUE(read_html(deep, "p", {}));
  std::string tables;
  for (int i = 0; i < 50000; ++i) tables += "<table><tr><td>";
  EXPECT_FALSE(read_html(tables, "p", {}));
  std::string many =
      "<body><p>The talks in Tarsk ended on Monday, after three days, two people who took part said.</p>";
  for (int i = 0; i < 300000; ++i) many += "<b>x</b>";
  EXPECT_TRUE(read_html(many, "p", {}));
}

std::string record(const std::string& type, const std::string& uri, const std::string& payload) {
  return "WARC/1.0\r\nWARC-Type: " + type + "\r\nWARC-Target-URI: " + uri +
         "\r\nContent-Length: " + std::to_string(payload.size()) + "\r\n\r\n" + payload + "\r\n\r\n";
}

std::string response(const std::string& headers, const std::string& body) {
  return "HTTP/1.1 200 OK\r\n" + headers + "\r\n\r\n" + body;
}

const std::string kPlain = "The talks ended.";

TEST(Warc, ReadsResponsesPlainChunkedAndPacked) {
  const std::string bytes =
      record("warcinfo", "", "software: x") +
      record("response", "https://www.a.example/2021/07/23/x", response("Content-Type: text/plain", kPlain)) +
      record("request", "https://a.example/", "GET /") +
      record("response", "https://a.example/r",
             "HTTP/1.1 301 Moved\r\nContent-Type: text/html\r\n\r\nmoved") +
      record("response", "https://a.example/c",
             response("Content-Type: text/plain\r\nTransfer-Encoding: chunked",
                      "4\r\nThe \r\n7\r\ntalks e\r\n5\r\nnded.\r\n0\r\n\r\n")) +
      record("response", "https://a.example/z",
             response("Content-Type: text/plain\r\nContent-Encoding: gzip", gzip(kPlain))) +
      record("response", "https://a.example/h", response("Content-Type: text/html; charset=utf-8", kPage));
  auto source = warc_source(reader_of(bytes), "n.warc", {});
  const auto first = source->next();
  ASSERT_TRUE(first && *first);
  EXPECT_EQ((*first)->uri, "https://www.a.example/2021/07/23/x");
  EXPECT_EQ((*first)->publisher, "a.example");
  EXPECT_EQ((*first)->published, Date::parse("2021-07-23"));
  const Texts rest = all_of(*source);
  ASSERT_EQ(rest.size(), 3U);
  EXPECT_EQ(rest[0], kPlain);
  EXPECT_EQ(rest[1], kPlain);
  EXPECT_TRUE(rest[2].starts_with("The talks in Tarsk ended"));
}

TEST(Warc, FindsTheWayAfterWrongLengthsAndSaysWhatIsCutShort) {
  std::string wrong = record("response", "https://a.example/1", response("Content-Type: text/plain", kPlain));
  wrong.replace(wrong.find("Content-Length: ") + 16, 2, "40");  // shorter than it is
  const std::string good =
      record("response", "https://a.example/2", response("Content-Type: text/plain", "Two."));
  std::string without = good;
  without.replace(without.find("Content-Length"), 14, "Content-Lenght");
  auto source =
      warc_source(reader_of(wrong + good + without + good + good.substr(0, good.size() - 10)), "n", {});
  const Texts texts = all_of(*source);
  ASSERT_EQ(texts.size(), 5U);
  EXPECT_EQ(texts[0], "!AVW-1018");  // its HTTP head was cut off with the length
  EXPECT_EQ(texts[1], "Two.");
  EXPECT_EQ(texts[2], "!AVW-1018");
  EXPECT_EQ(texts[3], "Two.");
  EXPECT_EQ(texts[4], "!AVW-1018");
}

TEST(Warc, GzipMembersFollowEachOtherAndDamageCostsOne) {
  const std::string one =
      gzip(record("response", "https://a.example/1", response("Content-Type: text/plain", "One.")));
  const std::string two =
      gzip(record("response", "https://a.example/2", response("Content-Type: text/plain", "Two.")));
  EXPECT_EQ(all_of(*warc_source(reader_of(one + two), "n", {})), (Texts{"One.", "Two."}));
  EXPECT_EQ(all_of(*warc_source(reader_of(one + two.substr(0, two.size() / 2)), "n", {})),
            (Texts{"One.", "!AVW-1019"}));
  // Damage at each byte of the member in the middle: it is told (but for what the header does not use), and
  // the members around it are read.
  for (std::size_t at = 10; at < two.size(); ++at) {
    std::string damaged = two;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x55);
    const Texts texts = all_of(*warc_source(reader_of(one + damaged + one), "n", {}));
    ASSERT_GE(texts.size(), 2U) << at;
    EXPECT_EQ(texts.front(), "One.") << at;
    EXPECT_EQ(texts.back(), "One.") << at;
    EXPECT_TRUE(std::any_of(texts.begin(), texts.end(), [](const auto& text) { return text[0] == '!'; }))
        << at;
  }
}

TEST(Warc, ALengthThatReachesIntoOtherRecordsCostsOnlyItsOwn) {
  const std::string good =
      record("response", "https://a.example/2", response("Content-Type: text/plain", "Two."));
  for (const char* length : {"200", "5000", "99999999", "9999999999999"}) {
    std::string wrong = good;
    const auto at = wrong.find("Content-Length: ") + 16;
    wrong.replace(at, wrong.find('\r', at) - at, length);
    EXPECT_EQ(all_of(*warc_source(reader_of(good + wrong + good + good), "n", {})),
              (Texts{"Two.", "!AVW-1018", "Two.", "Two."}))
        << length;
  }
}

TEST(RawDocument, IsMadeOnAnyThreadAndKnownByItsBytes) {
  auto source = json_lines_source(reader_of("{\"text\": \"One.\"}\n{\"text\": \"Two.\"}\n"), "n", {});
  const auto one = source->take();
  const auto two = source->take();
  source.reset();
  EXPECT_EQ((*two)->place, "n:2");
  const auto document = (*one)->make();
  ASSERT_TRUE(document.ok());
  EXPECT_EQ(document->text, "One.");
  EXPECT_EQ(document->id, (*one)->id());
  EXPECT_EQ((*two)->make()->id, (*two)->id());
}

TEST(Stream, WhatUnpacksManyTimesItsSizeIsRefused) {
  std::string bomb = gzip(std::string(16U << 20U, 'a'));
  for (int i = 0; i < 4; ++i) bomb += bomb;
  StreamReader reader{memory_stream(std::move(bomb))};
  std::string line;
  EXPECT_EQ(reader.line(line, 100).error().code, ErrorCode::bad_compression);
  EXPECT_EQ(reader.line(line, 100).value(), Line::end);
}

TEST(Stream, ABombIsRefusedAtTheLimit) {
  const std::string bomb = gzip(std::string(64U << 20U, 'a'));
  EXPECT_LT(bomb.size(), 100000U);
  EXPECT_EQ(unpack(bomb, kMaxDocumentSizeBytes, "b").error().code, ErrorCode::file_too_large);
  auto reader = reader_of(bomb);
  EXPECT_EQ(reader.rest(kMaxDocumentSizeBytes, "b").error().code, ErrorCode::file_too_large);
}

TEST(Feed, ReadsRssAndAtom) {
  const std::string rss =
      "<?xml version=\"1.0\"?><rss version=\"2.0\" "
      "xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel>"
      "<title>The Valley Post</title>"
      "<item><title>Talks &amp; more</title><link>https://p.example/1</link><pubDate>Fri, 23 Jul 2021 "
      "10:00:00 GMT</pubDate>"
      "<description>short</description><content:encoded><![CDATA[<p>The talks ended.</p><p>Nobody said "
      "why.</p>]]>"
      "</content:encoded></item>"
      "<item><title>Empty</title></item></channel></rss>";
  auto source = feed_source(reader_of(rss), "n.rss", {});
  const auto first = source->next();
  ASSERT_TRUE(first && *first);
  EXPECT_EQ((*first)->text, "The talks ended.\n\nNobody said why.");
  EXPECT_EQ((*first)->title, "Talks & more");
  EXPECT_EQ((*first)->publisher, "The Valley Post");
  EXPECT_EQ((*first)->published, Date::parse("2021-07-23"));
  EXPECT_EQ(all_of(*source), Texts{"!AVW-1021"});

  const std::string atom =
      "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Wire</title><entry><title>T</title>"
      "<link rel=\"self\" href=\"https://p.example/self\"/><link href=\"https://p.example/2\"/>"
      "<updated>2021-07-24T00:00:00Z</updated><summary>The army left.</summary></entry></feed>";
  auto entries = feed_source(reader_of(atom), "n.atom", {});
  const auto entry = entries->next();
  ASSERT_TRUE(entry && *entry);
  EXPECT_EQ((*entry)->uri, "https://p.example/2");
  EXPECT_EQ((*entry)->published, Date::parse("2021-07-24"));
}

TEST(Feed, OtherXmlAndEntityBombsAreErrors) {
  EXPECT_EQ(all_of(*feed_source(reader_of("<html></html>"), "n", {})), Texts{"!AVW-1018"});
  EXPECT_EQ(all_of(*feed_source(reader_of("no markup"), "n", {})), Texts{"!AVW-1018"});
  std::string bomb =
      "<?xml version=\"1.0\"?><!DOCTYPE r [<!ENTITY a \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\">";
  for (char c = 'b'; c <= 'j'; ++c) {
    bomb += std::string("<!ENTITY ") + c + " \"";
    for (int i = 0; i < 10; ++i) bomb += std::string("&") + static_cast<char>(c - 1) + ";";
    bomb += "\">";
  }
  bomb += "]><rss><channel><item><description>&j;</description></item></channel></rss>";
  EXPECT_EQ(all_of(*feed_source(reader_of(bomb), "n", {})).size(), 1U);
}

}  // namespace
}  // namespace avow::source
