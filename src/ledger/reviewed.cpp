// What reviewers' words make of rows: whether a word fits, the document as they see it, and which rows of a
// later reading the words belong to.
#include <algorithm>
#include <array>
#include <tuple>

#include "avow/base/strings.hpp"
#include "avow/ledger/store.hpp"
#include "ledger/review_fields.hpp"
#include "ledger/review_values.hpp"

namespace avow::ledger {
namespace {

std::string list_of(const std::vector<std::string_view>& names) {
  std::string out;
  for (const std::string_view name : names) {
    if (!out.empty()) out += ", ";
    out += name;
  }
  return out;
}

Result<void> check_parts(const NewReview& review) {
  if (trim(review.reviewer).empty()) return refuse("a review needs the name of its reviewer");
  const bool amends = review.verdict == Verdict::amend;
  if (amends && review.field.empty()) return refuse("an amendment needs a field and its value");
  if (!amends && !review.field.empty()) return refuse("only an amendment has a field");
  const bool needs_reason = review.verdict == Verdict::reject || amends || review.verdict == Verdict::note;
  if (needs_reason && trim(review.reason).empty()) {
    return refuse(review.verdict == Verdict::note
                      ? "a note needs its words"
                      : "a word that goes against the machine's needs its reason");
  }
  return {};
}

void reject_what_rests_on(ReviewedDocument& out) {
  const Document& document = out.document;
  for (const Finding& each : document.findings) {
    const std::string& word = each.obligation != kNone ? document.obligations[each.obligation].id
                                                       : document.statements[each.denial].id;
    if (out.rejected.contains(word) || out.rejected.contains(document.events[each.deed].id))
      out.rejected.insert(each.id);
  }
}

// ---- successors

// The stretch a row covers, for comparing two readings.
Span hull_of(const Document& document, RowAt at) {
  if (at.kind != RowKind::statement) return main_span(document, at);
  Span hull;
  const Statement& row = document.statements[at.index];
  for (const auto* spans : {&row.cue, &row.content}) {
    for (const Span span : *spans) {
      if (hull.empty()) hull = span;
      hull = {std::min(hull.begin, span.begin), std::max(hull.end, span.end)};
    }
  }
  return hull.empty() ? row.speaker_span : hull;
}

// 0 when the two cannot be one row, else up to 1.
double likeness(const Document& earlier, const Document& later, RowKind kind, Index a, Index b) {
  const Span one = hull_of(earlier, {kind, a}), other = hull_of(later, {kind, b});
  if (one.empty() || !one.overlaps(other)) return 0;
  const double common = std::min(one.end, other.end) - std::max(one.begin, other.begin);
  const double both = std::max(one.end, other.end) - std::min(one.begin, other.begin);
  double score = common / both;
  if (score < 0.5) return 0;
  // Rows of one span are told apart by what they say.
  int same = 0, all = 0;
  for (const Field& field : fields_of(kind)) {
    ++all;
    same += field.get(earlier, a) == field.get(later, b) ? 1 : 0;
  }
  return (score * 4 + static_cast<double>(same) / all) / 5;
}

using Pairs = std::map<Index, Index>;

Pairs best_pairs(const Document& earlier, const Document& later, RowKind kind, std::size_t before,
                 std::size_t after) {
  std::vector<std::tuple<double, Index, Index>> candidates;
  for (std::size_t a = 0; a < before; ++a) {
    for (std::size_t b = 0; b < after; ++b) {
      const auto one = static_cast<Index>(a), other = static_cast<Index>(b);
      const double score = likeness(earlier, later, kind, one, other);
      if (score > 0) candidates.emplace_back(-score, one, other);
    }
  }
  std::sort(candidates.begin(), candidates.end());
  Pairs out;
  std::set<Index> taken;
  for (const auto& [score, one, other] : candidates) {
    if (out.contains(one) || !taken.insert(other).second) continue;
    out[one] = other;
  }
  return out;
}

template <typename Row>
void name_pairs(const std::vector<Row>& earlier, const std::vector<Row>& later, const Pairs& pairs,
                std::map<std::string, std::string>& out) {
  for (const auto& [one, other] : pairs) out[earlier[one].id] = later[other].id;
}

Index other_of(const Pairs& pairs, Index one) {
  const auto found = pairs.find(one);
  return found == pairs.end() ? kNone : found->second;
}

}  // namespace

Result<SettledValue> settle_review(const Document& document, std::string_view row, const NewReview& review,
                                   const std::map<std::string, std::string>& parties) {
  const auto at = find_row(document, row);
  if (!at) return Error{ErrorCode::row_not_found, "", std::string{row}};
  if (auto fits = check_parts(review); !fits) return fits.error();
  SettledValue out;
  out.kind = at->kind;
  if (review.verdict != Verdict::amend) return out;
  const Field* field = find_field(at->kind, review.field);
  if (field == nullptr) {
    return refuse("a row of kind " + std::string{to_string(at->kind)} + " has no field \"" + review.field +
                  "\" to amend; it has " + list_of(amendable_fields(at->kind)));
  }
  const auto settled = field->settle({document, parties}, at->index, review.value);
  if (!settled) return refuse(review.field + ": " + settled.error().message);
  std::tie(out.value, out.value_name) = *settled;
  out.machine = field->get(document, at->index);
  return out;
}

ReviewedDocument reviewed(Document document, std::span<const Review> reviews) {
  ReviewedDocument out;
  out.document = std::move(document);
  std::map<std::string, std::vector<Review>> by_row;
  const std::string own = short_id(out.document.id) + ":";
  for (const Review& review : reviews) {
    if (review.row.starts_with(own)) by_row[review.row.substr(own.size())].push_back(review);
  }
  for (const auto& [row, words] : by_row) {
    const auto at = find_row(out.document, row);
    Judgement judgement = judgement_of(words);
    if (!at || judgement.empty()) continue;
    if (judgement.rejected()) out.rejected.insert(row);
    for (const auto& [name, amendment] : judgement.amended) {
      if (const Field* field = find_field(at->kind, name))
        field->set(out.document, at->index, amendment.value, amendment.value_name);
    }
    out.judgements.emplace(row, std::move(judgement));
  }
  reject_what_rests_on(out);
  return out;
}

std::map<std::string, std::string> successors(const Document& earlier, const Document& later) {
  std::map<std::string, std::string> out;
  const Pairs statements =
      best_pairs(earlier, later, RowKind::statement, earlier.statements.size(), later.statements.size());
  const Pairs events =
      best_pairs(earlier, later, RowKind::conduct, earlier.events.size(), later.events.size());
  const Pairs obligations =
      best_pairs(earlier, later, RowKind::obligation, earlier.obligations.size(), later.obligations.size());
  name_pairs(earlier.statements, later.statements, statements, out);
  name_pairs(earlier.events, later.events, events, out);
  name_pairs(earlier.obligations, later.obligations, obligations, out);
  // A finding's successor brings together the successors of its word and its deed.
  for (const Finding& one : earlier.findings) {
    for (const Finding& other : later.findings) {
      const bool word =
          one.obligation != kNone
              ? other.obligation != kNone && other_of(obligations, one.obligation) == other.obligation
              : other.denial != kNone && other_of(statements, one.denial) == other.denial;
      if (word && other_of(events, one.deed) == other.deed) out.emplace(one.id, other.id);
    }
  }
  return out;
}

}  // namespace avow::ledger
