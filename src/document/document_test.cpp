#include <gtest/gtest.h>

#include "avow/base/limits.hpp"
#include "avow/document/document.hpp"
#include "avow/document/stage.hpp"
#include "avow/document/tree.hpp"
#include "avow/document/xpos.hpp"

namespace avow {
namespace {

// "She said the Taliban will not harm interpreters" with its UD tree.
Document example() {
  Document document;
  document.text = "She said the Taliban will not harm interpreters";
  const std::vector<std::pair<TokenIndex, Deprel>> tree = {
      {1, Deprel::nsubj}, {kNone, Deprel::root}, {3, Deprel::det},   {6, Deprel::nsubj},
      {6, Deprel::aux},   {6, Deprel::advmod},   {1, Deprel::ccomp}, {6, Deprel::obj}};
  std::uint32_t begin = 0;
  for (const auto& [head, deprel] : tree) {
    auto end = static_cast<std::uint32_t>(document.text.find(' ', begin));
    if (end > document.text.size()) end = static_cast<std::uint32_t>(document.text.size());
    Token token;
    token.span = {begin, end};
    token.head = head;
    token.deprel = deprel;
    document.tokens.push_back(token);
    begin = end + 1;
  }
  document.sentences.push_back({{0, static_cast<std::uint32_t>(document.text.size())}, {0, 8}, 0, false});
  return document;
}

TEST(Span, IsHalfOpen) {
  const Span span{4, 8};
  EXPECT_TRUE(span.overlaps({7, 9}));
  EXPECT_FALSE(span.overlaps({8, 9}));
  EXPECT_TRUE(span.contains({4, 8}));
  EXPECT_EQ((Span{5, 3}).size(), 0U);
}

TEST(Document, FindsTokensBySpan) {
  const Document document = example();
  EXPECT_EQ(document.tokens_in({9, 20}), (TokenRange{2, 4}));
  EXPECT_EQ(document.tokens_in({8, 9}).size(), 0);
  EXPECT_EQ(document.text_of(document.span_of({2, 4})), "the Taliban");
  EXPECT_TRUE(document.span_of({3, 3}).empty());
}

TEST(Document, KeepsABoundedNumberOfDiagnostics) {
  Document document;
  for (std::size_t i = 0; i < 3 * kMaxDiagnostics; ++i) document.diagnose(ErrorCode::invalid_utf8, "x", {});
  EXPECT_EQ(document.diagnostics.size(), kMaxDiagnostics);
}

TEST(Document, HasNoMentionBeforeNamesRan) {
  const Document document = example();
  EXPECT_EQ(document.mention_of(3), nullptr);
  EXPECT_EQ(document.actor_of(kNone), kNone);
}

TEST(Tree, WalksChildrenSubtreesAndRoots) {
  const Document document = example();
  const Tree tree{document};
  EXPECT_EQ(tree.root(0), 1);
  EXPECT_EQ(tree.child(6, {Deprel::nsubj}), 3);
  EXPECT_EQ(tree.child(6, {Deprel::iobj}), kNone);
  EXPECT_EQ(tree.subtree(6), (TokenRange{2, 8}));
  EXPECT_EQ(tree.children(6).size(), 4U);
  EXPECT_TRUE(tree.dominates(1, 2));
  EXPECT_FALSE(tree.dominates(3, 6));
  EXPECT_EQ(tree.trimmed(6, {Deprel::nsubj}), (TokenRange{4, 8}));
}

TEST(Ud, RelationsReadAndWriteTheSame) {
  EXPECT_EQ(to_string(*parse_deprel("nsubj:pass")), "nsubj:pass");
  EXPECT_EQ(to_string(*parse_deprel("case")), "case");
  EXPECT_EQ(*parse_deprel("nsubj:nonesuch"), Deprel::nsubj);
  EXPECT_FALSE(parse_deprel("nonesuch"));
  EXPECT_EQ(base_relation(Deprel::acl_relcl), Deprel::acl);
  EXPECT_EQ(base_relation(Deprel::obj), Deprel::obj);
  EXPECT_EQ(to_string(*parse_upos("PROPN")), "PROPN");
  EXPECT_EQ(xpos_name(*parse_xpos("-LRB-")), "-LRB-");
}

TEST(Layers, NamesReadAndWriteTheSame) {
  for (int i = 0; i < 12; ++i) {
    const auto function = static_cast<SpeechFunction>(i);
    EXPECT_EQ(parse_speech_function(to_string(function)), function);
  }
  EXPECT_EQ(to_string(Factuality::CT_minus), "CT-");
  EXPECT_EQ(to_string(Polarity::to_do), "do");
  EXPECT_EQ(class_of(SpeechFunction::condition), SpeechClass::directive);
  EXPECT_FALSE(parse_event_type("BREACH"));
}

TEST(Stage, LayersAreASet) {
  Layers layers{Layer::text};
  EXPECT_FALSE(layers.includes({Layer::text, Layer::syntax}));
  layers.add({Layer::syntax});
  EXPECT_TRUE(layers.includes({Layer::text, Layer::syntax}));
}

}  // namespace
}  // namespace avow
