// Rows of a ledger as tables (avow/pipeline/tables.hpp).
#include "avow/pipeline/tables.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <functional>

#include <nlohmann/json.hpp>

#include "pipeline/formats/highlight.hpp"
#include "pipeline/formats/names.hpp"

namespace avow::pipeline {
namespace {

using ledger::Row;

struct Column {
  std::string_view name;
  std::string Row::*member;
};

// In the order of the CSV.
constexpr std::array<Column, 20> kColumns = {{{"id", &Row::id},
                                              {"party", &Row::party},
                                              {"party_id", &Row::party_key},
                                              {"kind", &Row::kind},
                                              {"date", &Row::date},
                                              {"polarity", &Row::polarity},
                                              {"type", &Row::type},
                                              {"factuality", &Row::factuality},
                                              {"relation", &Row::relation},
                                              {"actor", &Row::actor},
                                              {"other", &Row::other},
                                              {"said_by", &Row::said_by},
                                              {"text", &Row::text},
                                              {"word", &Row::word},
                                              {"deed", &Row::deed},
                                              {"sentence", &Row::sentence},
                                              {"publisher", &Row::publisher},
                                              {"uri", &Row::uri},
                                              {"document", &Row::document},
                                              {"rule", &Row::rule}}};

// What the account calls each kind, in the order in which it shows them.
struct Section {
  std::string_view kind, title;
};
constexpr std::array<Section, 14> kSections = {{{"commitment", "commitments"},
                                                {"denial", "denials"},
                                                {"demand", "demands on it"},
                                                {"condition", "conditions set to it"},
                                                {"conduct", "reported conduct"},
                                                {"finding", "findings"},
                                                {"acknowledgement", "acknowledgements"},
                                                {"threat", "threats"},
                                                {"refusal", "refusals"},
                                                {"accusation", "accusations by it"},
                                                {"condemnation", "condemnations by it"},
                                                {"endorsement", "endorsements by it"},
                                                {"condolence", "condolences by it"},
                                                {"assertion", "assertions by it"}}};

std::string csv_cell(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string{text};
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + "\"";
}

std::string confidence_text(double value) {
  std::array<char, 32> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%.3f", value);
  return buffer.data();
}

// "refrain from ASSAULT: shell Port Vale, for the people (told by the mayor)"
std::string row_words(const Row& row) {
  std::string out;
  if (!row.polarity.empty()) out += (row.polarity == "refrain" ? "refrain from " : "do ") + row.type + ": ";
  if (row.kind == "conduct") {
    out += row.type + ": " + (row.actor.empty() ? "somebody" : row.actor) + ", " + row.text;
    if (!row.other.empty()) out += " -> " + row.other;
    if (row.factuality == "PR+") out += ", probable";
    if (row.factuality == "PS+") out += ", possible";
  } else if (row.kind == "finding") {
    out += row.deed + " " + row.relation + " " + row.word + ": " + row.text;
  } else {
    out += row.text;
    if (!row.other.empty()) out += ", for " + row.other;
  }
  if (!row.said_by.empty()) out += " (told by " + row.said_by + ")";
  if (!row.judgement.empty()) out += " [" + ledger::to_words(row.judgement) + "]";
  return out;
}

using RowIterator = std::vector<Row>::const_iterator;

bool has_words(RowIterator first, RowIterator last) {
  return std::any_of(first, last, [](const Row& row) { return row.kind != "conduct"; });
}

void append_party(std::string& out, RowIterator first, RowIterator last, const AccountStyle& style) {
  out += "\n" + bold(first->party.empty() ? "(nobody named)" : on_one_line(first->party), style);
  if (first->party_key != first->party && !first->party_key.empty())
    out += dim("  " + first->party_key, style);
  out += "\n";
  for (const Section& section : kSections) {
    bool titled = false;
    for (RowIterator row = first; row != last; ++row) {
      if (row->kind != section.kind) continue;
      if (!titled) out += "  " + std::string{section.title} + "\n";
      titled = true;
      const std::string id = row->id + std::string(row->id.size() < 13 ? 13 - row->id.size() : 0, ' ');
      const std::string date = row->date.empty() ? std::string(10, ' ') : row->date;
      out += "    " + dim(id, style) + "  " + date + "  " +
             wrapped(row_words(*row), std::string(31, ' '), style) + "\n";
    }
  }
}

RowIterator end_of_party(RowIterator first, RowIterator last) {
  return std::find_if(first, last, [&](const Row& row) {
    return row.party != first->party || row.party_key != first->party_key;
  });
}

}  // namespace

std::string rows_to_text(const std::vector<Row>& rows, const TableStyle& style) {
  std::string out;
  std::size_t left_out = 0;
  for (RowIterator first = rows.begin(); first != rows.end();) {
    const RowIterator last = end_of_party(first, rows.end());
    if (style.every_party || (!first->party.empty() && has_words(first, last))) {
      append_party(out, first, last, style.account);
    } else {
      ++left_out;
    }
    first = last;
  }
  if (left_out > 0) {
    out += "\n" + std::to_string(left_out) + (left_out == 1 ? " more actor has" : " more actors have") +
           " reported conduct only; --kind conduct lists it.\n";
  }
  return out;
}

std::string rows_to_csv(const std::vector<Row>& rows) {
  std::string out;
  for (const Column& column : kColumns) out += std::string{column.name} + ",";
  out += "confidence,review\r\n";
  for (const Row& row : rows) {
    for (const Column& column : kColumns) out += csv_cell(row.*column.member) + ",";
    out += confidence_text(row.confidence) + "," + csv_cell(ledger::to_words(row.judgement)) + "\r\n";
  }
  return out;
}

std::string rows_to_json(const std::vector<Row>& rows) {
  using Json = nlohmann::ordered_json;
  std::string out;
  for (const Row& row : rows) {
    Json json = Json::object();
    for (const Column& column : kColumns) {
      const std::string& value = row.*column.member;
      json[std::string{column.name}] = value.empty() ? Json(nullptr) : Json(value);
    }
    json["confidence"] = std::stod(confidence_text(row.confidence));
    const std::string judged = ledger::to_words(row.judgement);
    json["review"] = judged.empty() ? Json(nullptr) : Json(judged);
    out += json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
  }
  return out;
}

}  // namespace avow::pipeline
