#include "avow/document/document.hpp"

#include <algorithm>

#include "avow/base/limits.hpp"

namespace avow {

Span Document::span_of(TokenRange range) const {
  if (range.empty()) return {};
  return {tokens[range.first].span.begin, tokens[range.last - 1].span.end};
}

const Mention* Document::mention_of(TokenIndex head) const {
  if (head < 0 || static_cast<std::size_t>(head) >= mention_at_head.size()) return nullptr;
  const Index mention = mention_at_head[head];
  return mention == kNone ? nullptr : &mentions[mention];
}

ActorIndex Document::actor_of(TokenIndex head) const {
  const Mention* mention = mention_of(head);
  return mention == nullptr ? kNone : mention->actor;
}

TokenRange Document::tokens_in(Span span) const {
  const auto first = std::partition_point(tokens.begin(), tokens.end(),
                                          [&](const Token& token) { return token.span.end <= span.begin; });
  const auto last = std::partition_point(first, tokens.end(),
                                         [&](const Token& token) { return token.span.begin < span.end; });
  return {static_cast<TokenIndex>(first - tokens.begin()), static_cast<TokenIndex>(last - tokens.begin())};
}

void Document::diagnose(ErrorCode code, std::string message, Span span) {
  if (diagnostics.size() < kMaxDiagnostics) {
    diagnostics.push_back({code, std::move(message), span});
    return;
  }
  diagnostics.back() = {code, "more diagnostics than are kept; the last one: " + message, span};
}

}  // namespace avow
