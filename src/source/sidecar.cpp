#include "source/sidecar.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include "avow/base/file.hpp"
#include "avow/document/layers.hpp"

namespace avow::source {
namespace {

constexpr std::size_t kMaxSidecarBytes = 1U << 16U;

class SidecarReader {
 public:
  SidecarReader(const toml::table& table, const std::string& place) : table_(table), place_(place) {}

  Result<Metadata> read() {
    for (const auto& [key, node] : table_) {
      if (auto taken = take(key.str(), node); !taken) return taken.error();
    }
    return metadata_;
  }

 private:
  Error error(const toml::node& node, std::string message, ErrorCode code = ErrorCode::bad_sidecar) const {
    return {code, std::move(message), fmt::format("{}:{}", place_, node.source().begin.line)};
  }

  Result<void> take(std::string_view key, const toml::node& node) {
    if (key == "published") return take_date(node);
    std::string* member = key == "title"       ? &metadata_.title
                          : key == "publisher" ? &metadata_.publisher
                          : key == "kind"      ? &metadata_.publisher_kind
                          : key == "language"  ? &metadata_.language
                          : key == "uri"       ? &metadata_.uri
                                               : nullptr;
    if (member == nullptr) {
      return error(
          node,
          fmt::format("unknown key {}; it may be title, publisher, published, kind, language or uri", key));
    }
    const auto value = node.value<std::string>();
    if (!value || !node.is_string()) return error(node, fmt::format("{} is text in quotes", key));
    if (key == "kind" && !parse_actor_kind(*value)) {
      return error(node,
                   fmt::format("unknown kind {}; it may be government, military, police, armed_group, party, "
                               "international_organisation, ngo, media or company",
                               *value));
    }
    *member = *value;
    return {};
  }

  Result<void> take_date(const toml::node& node) {
    std::optional<Date> date;
    if (const auto* day = node.as_date(); day != nullptr) {
      date = Date{day->get().year, day->get().month, day->get().day};
    } else if (const auto* time = node.as_date_time(); time != nullptr) {
      date = Date{time->get().date.year, time->get().date.month, time->get().date.day};
    } else if (const auto text = node.value<std::string>()) {
      date = Date::parse(*text);
    }
    if (!date || !date->valid()) return error(node, "published is a date", ErrorCode::bad_date);
    metadata_.published = date;
    return {};
  }

  const toml::table& table_;
  const std::string& place_;
  Metadata metadata_;
};

}  // namespace

Result<Metadata> parse_sidecar(std::string_view toml_text, const std::string& place) {
  try {
    const toml::table table = toml::parse(toml_text, place);
    return SidecarReader{table, place}.read();
  } catch (const toml::parse_error& failure) {
    return Error{ErrorCode::bad_sidecar, std::string{failure.description()},
                 fmt::format("{}:{}", place, failure.source().begin.line)};
  }
}

Result<std::optional<Metadata>> read_sidecar(const std::filesystem::path& path) {
  std::filesystem::path beside = path;
  beside += ".toml";
  std::error_code failure;
  if (!std::filesystem::exists(beside, failure))
    beside = std::filesystem::path{path}.replace_extension(".toml");
  if (beside == path || !std::filesystem::exists(beside, failure)) return std::optional<Metadata>{};
  const auto bytes = system_files().read(beside, kMaxSidecarBytes);
  if (!bytes) return bytes.error();
  auto metadata = parse_sidecar(*bytes, beside.string());
  if (!metadata) return metadata.error();
  return std::optional<Metadata>{std::move(*metadata)};
}

}  // namespace avow::source
