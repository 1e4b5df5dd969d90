#include "source/form.hpp"

#include "avow/base/strings.hpp"

namespace avow::source {

Form form_of_name(std::string_view name) {
  const std::string lower = lower_ascii(name);
  if (lower.ends_with(".txt") || lower.ends_with(".text")) return Form::text;
  return Form::unknown;
}

}  // namespace avow::source
