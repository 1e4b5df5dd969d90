// docs/api/openapi.json as it was when the program was built.
#pragma once

#include <string_view>

namespace avow::server {
extern const std::string_view kOpenapiText;
}
