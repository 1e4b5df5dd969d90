#include "ledger/review_fields.hpp"

#include <algorithm>

#include "ledger/review_values.hpp"

namespace avow::ledger {
namespace {

// ---- enumerators

template <typename Enum>
constexpr int kCount = 0;
template <>
constexpr int kCount<QuoteKind> = 3;
template <>
constexpr int kCount<SpeechFunction> = 12;
template <>
constexpr int kCount<DenialType> = 5;
template <>
constexpr int kCount<EventType> = 13;  // those of conduct
template <>
constexpr int kCount<Factuality> = 5;
template <>
constexpr int kCount<ObligationKind> = 3;
template <>
constexpr int kCount<Polarity> = 2;
template <>
constexpr int kCount<Relation> = 2;
template <>
constexpr int kCount<Scope> = 5;

template <typename Enum>
std::optional<Enum> enum_of(std::string_view text) {
  for (int i = 0; i < kCount<Enum>; ++i) {
    if (to_string(static_cast<Enum>(i)) == text) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

template <typename Enum>
Settled settle_enum(const Known&, Index, const std::string& text) {
  if (enum_of<Enum>(text)) return std::pair{text, text};
  std::string known;
  for (int i = 0; i < kCount<Enum>; ++i) {
    known += (i > 0 ? ", " : "") + std::string{to_string(static_cast<Enum>(i))};
  }
  return refuse("\"" + text + "\" is none of " + known);
}

// What a pointer to a member of a row points into.
template <typename T>
struct Pointed;
template <typename Row, typename Value>
struct Pointed<Value Row::*> {
  using row = Row;
  using value = Value;
};

auto& rows_of(Document& document, const Statement*) {
  return document.statements;
}
auto& rows_of(Document& document, const Event*) {
  return document.events;
}
auto& rows_of(Document& document, const Obligation*) {
  return document.obligations;
}
auto& rows_of(Document& document, const Finding*) {
  return document.findings;
}
auto& rows_of(const Document& document, const Statement*) {
  return document.statements;
}
auto& rows_of(const Document& document, const Event*) {
  return document.events;
}
auto& rows_of(const Document& document, const Obligation*) {
  return document.obligations;
}
auto& rows_of(const Document& document, const Finding*) {
  return document.findings;
}

template <auto kMember>
auto& member_of(Document& document, Index row) {
  using Row = typename Pointed<decltype(kMember)>::row;
  return rows_of(document, static_cast<const Row*>(nullptr))[row].*kMember;
}
template <auto kMember>
const auto& member_of(const Document& document, Index row) {
  using Row = typename Pointed<decltype(kMember)>::row;
  return rows_of(document, static_cast<const Row*>(nullptr))[row].*kMember;
}

// Most fields settle their words, and give themselves, in one of a few ways.
Settled settle_as_actor(const Known& known, Index, const std::string& text) {
  return settle_actor(known.document, known.parties, text);
}
Settled settle_as_place(const Known& known, Index, const std::string& text) {
  return settle_place(known.document, text);
}
Settled settle_as_day(const Known&, Index, const std::string& text) {
  return settle_days(text, true);
}
Settled settle_as_days(const Known&, Index, const std::string& text) {
  return settle_days(text, false);
}
Settled settle_as_count(const Known&, Index, const std::string& text) {
  return settle_count(text);
}
Settled settle_as_yes_no(const Known&, Index, const std::string& text) {
  return settle_yes_no(text);
}
// A code of a scheme: one word. Which words a scheme has is for its tables; a ledger may use any version of
// it.
Settled settle_as_code(const Known&, Index, const std::string& text) {
  if (means_none(text)) return std::pair{std::string{}, std::string{}};
  constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";
  if (text.find_first_not_of(kLetters) != std::string::npos)
    return refuse("\"" + text + "\" is not a code: letters, digits, _ and - only");
  return std::pair{text, text};
}
Settled settle_as_denial(const Known& known, Index row, const std::string& text) {
  if (means_none(text)) return std::pair{std::string{}, std::string{}};
  return settle_enum<DenialType>(known, row, text);
}
// Whether that row exists and is conduct is for who has the ledger at hand.
Settled settle_as_row(const Known&, Index, const std::string& text) {
  return std::pair{text, text};
}
Settled settle_as_content(const Known& known, Index row, const std::string& text) {
  return settle_span(known.document, main_span(known.document, {RowKind::statement, row}), text);
}
template <auto kSpan>
Settled settle_as_span(const Known& known, Index row, const std::string& text) {
  return settle_span(known.document, member_of<kSpan>(known.document, row), text);
}

template <auto kMember>
std::string get_enum(const Document& document, Index row) {
  return std::string{to_string(member_of<kMember>(document, row))};
}
template <auto kMember>
void set_enum(Document& document, Index row, const std::string& value, const std::string&) {
  using Enum = typename Pointed<decltype(kMember)>::value;
  if (const auto parsed = enum_of<Enum>(value)) member_of<kMember>(document, row) = *parsed;
}

template <auto kActor, auto kSpan>
std::string get_actor(const Document& document, Index row) {
  return actor_value(document, member_of<kActor>(document, row), member_of<kSpan>(document, row));
}
template <auto kActor>
void set_actor(Document& document, Index row, const std::string& value, const std::string& shown) {
  const ActorIndex actor = actor_of_value(document, value, shown);
  member_of<kActor>(document, row) = actor;
}

std::string get_on_behalf(const Document& document, Index row) {
  const Statement& statement = document.statements[row];
  return statement.on_behalf == kNone ? statement.on_behalf_name
                                      : actor_value(document, statement.on_behalf, {});
}
void set_on_behalf(Document& document, Index row, const std::string& value, const std::string& shown) {
  document.statements[row].on_behalf = actor_of_value(document, value, shown);
  document.statements[row].on_behalf_name = shown;
}

template <auto kSpan>
std::string get_span(const Document& document, Index row) {
  return span_value(member_of<kSpan>(document, row));
}
template <auto kSpan>
void set_span(Document& document, Index row, const std::string& value, const std::string&) {
  member_of<kSpan>(document, row) = span_of_value(value);
}

std::string get_content(const Document& document, Index row) {
  std::string out;
  for (const Span span : document.statements[row].content) {
    out += (out.empty() ? "" : " ") + span_value(span);
  }
  return out;
}
void set_content(Document& document, Index row, const std::string& value, const std::string&) {
  document.statements[row].content = {span_of_value(value)};
}

template <auto kTime>
std::string get_time(const Document& document, Index row) {
  return time_value(document, member_of<kTime>(document, row));
}
template <auto kTime>
void set_time(Document& document, Index row, const std::string& value, const std::string&) {
  member_of<kTime>(document, row) = time_of_value(document, value);
}

template <auto kCounted>
std::string get_count(const Document& document, Index row) {
  return count_value(member_of<kCounted>(document, row));
}
template <auto kCounted>
void set_count(Document& document, Index row, const std::string& value, const std::string&) {
  member_of<kCounted>(document, row) = count_of_value(value);
}

template <auto kFlag>
std::string get_yes_no(const Document& document, Index row) {
  return member_of<kFlag>(document, row) ? "yes" : "no";
}
template <auto kFlag>
void set_yes_no(Document& document, Index row, const std::string& value, const std::string&) {
  member_of<kFlag>(document, row) = value == "yes";
}

template <auto kCode>
std::string get_code(const Document& document, Index row) {
  return member_of<kCode>(document, row);
}
template <auto kCode>
void set_code(Document& document, Index row, const std::string& value, const std::string&) {
  member_of<kCode>(document, row) = value;
}

std::string get_place(const Document& document, Index row) {
  const Event& event = document.events[row];
  return event.place == kNone ? std::string{document.text_of(event.place_span)}
                              : document.places[event.place].name;
}
void set_place(Document& document, Index row, const std::string& value, const std::string&) {
  document.events[row].place = place_of_value(document, value);
  document.events[row].place_span = {};
}

std::string get_denial(const Document& document, Index row) {
  const auto& type = document.statements[row].denial_type;
  return type ? std::string{to_string(*type)} : std::string{};
}
void set_denial(Document& document, Index row, const std::string& value, const std::string&) {
  document.statements[row].denial_type = parse_denial_type(value);
}

std::string get_nothing(const Document&, Index) {
  return {};
}
void set_nothing(Document&, Index, const std::string&, const std::string&) {}

template <auto kMember>
Field enum_field(std::string_view name) {
  using Enum = typename Pointed<decltype(kMember)>::value;
  return {name, settle_enum<Enum>, get_enum<kMember>, set_enum<kMember>};
}
template <auto kActor, auto kSpan>
Field actor_field(std::string_view name) {
  return {name, settle_as_actor, get_actor<kActor, kSpan>, set_actor<kActor>};
}
template <auto kSpan>
Field span_field() {
  return {"span", settle_as_span<kSpan>, get_span<kSpan>, set_span<kSpan>};
}
template <auto kCounted>
Field count_field(std::string_view name) {
  return {name, settle_as_count, get_count<kCounted>, set_count<kCounted>};
}
template <auto kFlag>
Field yes_no_field(std::string_view name) {
  return {name, settle_as_yes_no, get_yes_no<kFlag>, set_yes_no<kFlag>};
}
template <auto kCode>
Field code_field(std::string_view name) {
  return {name, settle_as_code, get_code<kCode>, set_code<kCode>};
}

template <typename Row>
Index index_of(const std::vector<Row>& rows, std::string_view id) {
  const auto found = std::find_if(rows.begin(), rows.end(), [&](const Row& row) { return row.id == id; });
  return found == rows.end() ? kNone : static_cast<Index>(found - rows.begin());
}

const std::vector<Field>& statement_fields() {
  static const std::vector<Field> list = {
      actor_field<&Statement::speaker, &Statement::speaker_span>("speaker"),
      {"on_behalf", settle_as_actor, get_on_behalf, set_on_behalf},
      actor_field<&Statement::target, &Statement::target_span>("target"),
      enum_field<&Statement::function>("function"),
      {"denial_type", settle_as_denial, get_denial, set_denial},
      enum_field<&Statement::quote>("quote"),
      {"span", settle_as_content, get_content, set_content}};
  return list;
}

const std::vector<Field>& conduct_fields() {
  static const std::vector<Field> list = {
      actor_field<&Event::actor, &Event::actor_span>("actor"),
      actor_field<&Event::recipient, &Event::recipient_span>("recipient"),
      enum_field<&Event::type>("type"),
      code_field<&Event::mode>("mode"),
      code_field<&Event::cameo>("cameo"),
      {"place", settle_as_place, get_place, set_place},
      {"time", settle_as_days, get_time<&Event::time>, set_time<&Event::time>},
      enum_field<&Event::factuality>("factuality"),
      yes_no_field<&Event::aggregate>("aggregate"),
      yes_no_field<&Event::background>("background"),
      count_field<&Event::killed>("killed"),
      count_field<&Event::injured>("injured"),
      span_field<&Event::trigger>(),
      {"same_as", settle_as_row, get_nothing, set_nothing},
      {"not_same_as", settle_as_row, get_nothing, set_nothing}};
  return list;
}

const std::vector<Field>& obligation_fields() {
  static const std::vector<Field> list = {
      enum_field<&Obligation::kind>("kind"),
      actor_field<&Obligation::party, &Obligation::party_span>("party"),
      actor_field<&Obligation::beneficiary, &Obligation::beneficiary_span>("beneficiary"),
      enum_field<&Obligation::type>("type"),
      enum_field<&Obligation::polarity>("polarity"),
      {"deadline", settle_as_day, get_time<&Obligation::deadline>, set_time<&Obligation::deadline>},
      span_field<&Obligation::conduct>()};
  return list;
}

const std::vector<Field>& finding_fields() {
  static const std::vector<Field> list = {enum_field<&Finding::relation>("relation"),
                                          enum_field<&Finding::scope>("scope")};
  return list;
}

}  // namespace

std::optional<RowAt> find_row(const Document& document, std::string_view row) {
  if (const Index i = index_of(document.statements, row); i != kNone) return RowAt{RowKind::statement, i};
  if (const Index i = index_of(document.events, row); i != kNone) return RowAt{RowKind::conduct, i};
  if (const Index i = index_of(document.obligations, row); i != kNone) return RowAt{RowKind::obligation, i};
  if (const Index i = index_of(document.findings, row); i != kNone) return RowAt{RowKind::finding, i};
  return std::nullopt;
}

const std::vector<Field>& fields_of(RowKind kind) {
  switch (kind) {
    case RowKind::statement:
      return statement_fields();
    case RowKind::conduct:
      return conduct_fields();
    case RowKind::obligation:
      return obligation_fields();
    case RowKind::finding:
      break;
  }
  return finding_fields();
}

const Field* find_field(RowKind kind, std::string_view name) {
  const auto& list = fields_of(kind);
  const auto found =
      std::find_if(list.begin(), list.end(), [&](const Field& field) { return field.name == name; });
  return found == list.end() ? nullptr : &*found;
}

Span main_span(const Document& document, RowAt row) {
  switch (row.kind) {
    case RowKind::statement: {
      const Statement& statement = document.statements[row.index];
      if (!statement.content.empty()) return statement.content.front();
      return statement.cue.empty() ? statement.speaker_span : statement.cue.front();
    }
    case RowKind::conduct:
      return document.events[row.index].trigger;
    case RowKind::obligation:
      return document.obligations[row.index].conduct;
    case RowKind::finding:
      break;
  }
  return document.events[document.findings[row.index].deed].trigger;
}

const std::vector<std::string_view>& amendable_fields(RowKind kind) {
  static const auto names_of = [](RowKind of) {
    std::vector<std::string_view> out;
    for (const Field& field : fields_of(of)) out.push_back(field.name);
    return out;
  };
  static const std::vector<std::vector<std::string_view>> lists = {
      names_of(RowKind::statement), names_of(RowKind::conduct), names_of(RowKind::obligation),
      names_of(RowKind::finding)};
  return lists[static_cast<std::size_t>(kind)];
}

std::optional<RowKind> kind_of_row(const Document& document, std::string_view row) {
  const auto at = find_row(document, row);
  return at ? std::optional{at->kind} : std::nullopt;
}

std::string field_value(const Document& document, std::string_view row, std::string_view name) {
  const auto at = find_row(document, row);
  const Field* field = at ? find_field(at->kind, name) : nullptr;
  return field == nullptr ? std::string{} : field->get(document, at->index);
}

}  // namespace avow::ledger
