// Which actors are worth showing: every noun phrase has a chain, but a reader wants those that rows refer
// to, that the registry knows, or that the text calls by name.
#pragma once

#include <vector>

#include "avow/document/document.hpp"

namespace avow::pipeline {

// As long as document.actors.
[[nodiscard]] std::vector<bool> wanted_actors(const Document& document);

}  // namespace avow::pipeline
