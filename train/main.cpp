// avow-train: trains avow's model files. See `avow-train --help`, docs/models/ and train/README.md.
#include <cstdio>

#include "train/acts_trainer.hpp"
#include "train/attribution_trainer.hpp"
#include "train/command.hpp"
#include "train/entity_measure.hpp"
#include "train/entity_trainer.hpp"
#include "train/factuality_trainer.hpp"
#include "train/relation_trainer.hpp"
#include "train/segmenter_trainer.hpp"
#include "train/syntax_trainers.hpp"

int main(int argc, char** argv) {
  CLI::App app{"avow-train: trains avow's model files from annotated data"};
  avow::train::Work work;
  avow::train::add_acts_command(app, work);
  avow::train::add_attribution_command(app, work);
  avow::train::add_entities_command(app, work);
  avow::train::add_measure_entities_command(app, work);
  avow::train::add_factuality_command(app, work);
  avow::train::add_relation_command(app, work);
  avow::train::add_segmenter_command(app, work);
  avow::train::add_syntax_command(app, work);
  CLI11_PARSE(app, argc, argv);
  if (!work) return std::puts(app.help().c_str()) < 0 ? 1 : 0;
  const auto done = work();
  if (!done) {
    std::fprintf(stderr, "%s\n", done.error().to_string().c_str());
    return 1;
  }
  return 0;
}
