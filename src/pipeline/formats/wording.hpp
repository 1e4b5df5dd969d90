// One line of plain words for each kind of row, and the spans that are its evidence.
#pragma once

#include <string>
#include <vector>

#include "avow/document/document.hpp"
#include "pipeline/formats/highlight.hpp"

namespace avow::pipeline {

// "Jalina Porter, for United States: condemnation of Taliban (direct quote)"
[[nodiscard]] std::string describe(const Document& document, const Statement& row);
// "Taliban: commitment to refrain from ASSAULT, by its word in s2"
[[nodiscard]] std::string describe(const Document& document, const Obligation& row);
// "ASSAULT: Hill Front -> Port Vale, 2031-05-05; told as fact by the mayor (s2)"
[[nodiscard]] std::string describe(const Document& document, const Event& row);
// "e1 contradicts o1 (same scope)"
[[nodiscard]] std::string describe(const Document& document, const Finding& row);

[[nodiscard]] std::vector<MarkedSpan> marks_of(const Statement& row);
[[nodiscard]] std::vector<MarkedSpan> marks_of(const Obligation& row);
[[nodiscard]] std::vector<MarkedSpan> marks_of(const Event& row);

}  // namespace avow::pipeline
