// Every frame of data/events has a sentence that must tell its act and one that must not; this reads them all
// through the whole pipeline.
//
//   frames_test DATA_FOLDER [MOST_FAILURES]
//
// Prints each sentence that fails; fails when there are more than MOST_FAILURES (the parser's slips; the
// number only goes down).
#include <cstdio>
#include <cstdlib>
#include <string>

#include "avow/base/table.hpp"
#include "avow/pipeline/pipeline.hpp"

namespace {

using namespace avow;

bool tells(const pipeline::Pipeline& pipeline, std::string_view sentence, EventType type) {
  Document document;
  document.text = sentence;
  pipeline.annotate(document);
  for (const Event& event : document.events) {
    if (event.type == type) return true;
  }
  return false;
}

int check(const pipeline::Pipeline& pipeline, const std::string& path) {
  auto table = Table::load(path, {"id", "type", "example", "counterexample"});
  if (!table) {
    std::fprintf(stderr, "%s\n", table.error().to_string().c_str());
    std::exit(2);
  }
  int failures = 0;
  for (const TableRow& row : table->rows()) {
    const auto type = parse_event_type(row["type"]);
    if (!type) continue;
    const std::string example{row["example"]};
    if (!example.empty() && !tells(pipeline, example, *type)) {
      std::printf("%s: no %s: %s\n", row.place().c_str(), std::string(row["type"]).c_str(), example.c_str());
      ++failures;
    }
    const std::string counterexample{row["counterexample"]};
    if (!counterexample.empty() && tells(pipeline, counterexample, *type)) {
      std::printf("%s: must be no %s: %s\n", row.place().c_str(), std::string(row["type"]).c_str(),
                  counterexample.c_str());
      ++failures;
    }
  }
  return failures;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  pipeline::Options options;
  options.data_folder = argv[1];
  options.until = Layer::obligations;
  auto made = pipeline::Pipeline::make(options);
  if (!made) {
    std::fprintf(stderr, "%s\n", made.error().to_string().c_str());
    return 2;
  }
  const std::string folder = std::string(argv[1]) + "/events/";
  const int failures = check(*made, folder + "frames_verbs.tsv") + check(*made, folder + "frames_nouns.tsv");
  std::printf("%d sentences failed\n", failures);
  return failures <= (argc > 2 ? std::atoi(argv[2]) : 0) ? 0 : 1;
}
