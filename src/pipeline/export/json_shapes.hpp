// What the shapes made of JSON share.
#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "pipeline/export/shapes.hpp"

namespace avow::pipeline {

using OrderedJson = nlohmann::ordered_json;

[[nodiscard]] inline std::string dump(const OrderedJson& json) {
  return json.dump(-1, ' ', false, OrderedJson::error_handler_t::replace);
}
[[nodiscard]] inline OrderedJson text_or_null(std::string_view text) {
  return text.empty() ? OrderedJson(nullptr) : OrderedJson(text);
}

// One JSON document whose list grows with every document: opening, elements parted by commas, closing.
class JsonListExporter : public Exporter {
 public:
  JsonListExporter(std::string_view file, std::string opening, std::string closing)
      : file_(file), opening_(std::move(opening)), closing_(std::move(closing)) {}
  Result<void> begin(const ExportSink& sink) override { return sink(file_, opening_); }
  Result<void> add(const ExportItem& item, const ExportSink& sink) override {
    std::string out;
    for (const OrderedJson& each : elements_of(item)) {
      out += any_ ? ",\n" : "\n";
      out += dump(each);
      any_ = true;
    }
    return out.empty() ? Result<void>{} : sink(file_, out);
  }
  Result<void> end(const ExportSink& sink) override { return sink(file_, closing_); }

 protected:
  [[nodiscard]] virtual std::vector<OrderedJson> elements_of(const ExportItem& item) const = 0;

 private:
  std::string_view file_;
  std::string opening_, closing_;
  bool any_ = false;
};

}  // namespace avow::pipeline
