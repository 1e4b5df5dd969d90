// The plain text form of each layer, one row a line, for golden cases and for looking at what a stage did.
//
//   std::string rows = dump_layer(document, "statements");
//
//   s1 assertion speaker="Jalina Porter" (She) cue="said" quote=indirect content="the talks will go on"
//
// Stable: the same document gives the same lines. Thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "avow/base/result.hpp"
#include "avow/document/document.hpp"
#include "avow/document/stage.hpp"

namespace avow::pipeline {

// sentences, tokens, syntax, entities, actors, places, times, statements, events, obligations, findings.
[[nodiscard]] const std::vector<std::string_view>& dump_names();
// Which layer of the pipeline a dump shows; usage for an unknown name.
[[nodiscard]] Result<Layer> layer_of_dump(std::string_view name);
// The rows; "" for an unknown name or an empty layer.
[[nodiscard]] std::string dump_layer(const Document& document, std::string_view name);

}  // namespace avow::pipeline
