// The list of avow's stages in their order. The one place that knows every stage factory.
#pragma once

#include <memory>
#include <vector>

#include "avow/base/result.hpp"
#include "avow/document/stage.hpp"
#include "avow/pipeline/pipeline.hpp"

namespace avow::pipeline {

// The stages up to options.until, each with its tables and models loaded.
[[nodiscard]] Result<std::vector<std::unique_ptr<const Stage>>> make_stages(const Options& options);

}  // namespace avow::pipeline
