// Stage: one step of the pipeline. It declares which layers it needs and which it adds; assembly
// (pipeline/) refuses an order whose needs are not met.
//
// A stage is immutable once made: run() may be called from any number of threads, each on its own document.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string_view>

#include "avow/document/document.hpp"

namespace avow {

enum class Layer : std::uint8_t {
  text,
  sentences,
  syntax,
  entities,
  mentions,
  places,
  times,
  statements,
  events,
  obligations,
  findings
};

// A set of layers.
class Layers {
 public:
  Layers() = default;
  Layers(std::initializer_list<Layer> layers) {
    for (const Layer layer : layers) bits_ |= 1U << static_cast<unsigned>(layer);
  }
  [[nodiscard]] bool includes(Layers other) const { return (bits_ & other.bits_) == other.bits_; }
  [[nodiscard]] bool has(Layer layer) const { return includes(Layers{layer}); }
  Layers& add(Layers other) {
    bits_ |= other.bits_;
    return *this;
  }

 private:
  std::uint32_t bits_ = 0;
};

class Stage {
 public:
  virtual ~Stage() = default;
  [[nodiscard]] virtual std::string_view name() const = 0;
  [[nodiscard]] virtual Layers needs() const = 0;
  [[nodiscard]] virtual Layers adds() const = 0;
  virtual void run(Document& document) const = 0;
};

[[nodiscard]] std::string_view to_string(Layer layer);

}  // namespace avow
