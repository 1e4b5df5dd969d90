// `avow registry` from outside: sound files, broken files, who a name is on a day, imports.
#include <gtest/gtest.h>

#include "program.hpp"

namespace avow::tests {
namespace {

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

TEST(RegistryCommand, ChecksOursAndYours) {
  const Outcome ours = run_avow({"registry", "check"});
  EXPECT_EQ(ours.exit_code, 0) << ours.errors;
  EXPECT_TRUE(has(ours.output, "The registry is sound"));
  const TestFolder folder;
  const std::string broken = folder.write("own.tsv", "id\tname\tkind\nA\tAlpha\tarmy\nB\tBeta\tparty\t\n");
  const Outcome yours = run_avow({"registry", "check", broken});
  EXPECT_EQ(yours.exit_code, 3);
  EXPECT_TRUE(has(yours.errors, broken + ":2: 'army' is no kind of actor")) << yours.errors;
  EXPECT_EQ(yours.output, "");
}

TEST(RegistryCommand, ABrokenRegistryIsNotHalfUsed) {
  const TestFolder folder;
  const std::string broken = folder.write("own.tsv", "id\tname\tkind\nA\tAlpha\tparty\nB\tBeta\tarmy\n");
  const Outcome found = run_avow({"registry", "find", "Alpha", "--registry", broken});
  EXPECT_EQ(found.exit_code, 3);
  EXPECT_TRUE(has(found.errors, ":3: ")) << found.errors;
  const Outcome sound = run_avow({"registry", "find", "Alpha", "--registry",
                                  folder.write("own2.tsv", "id\tname\tkind\nA\tAlpha\tparty\n")});
  EXPECT_EQ(sound.exit_code, 0) << sound.errors;
  EXPECT_TRUE(has(sound.output, "A  Alpha"));
}

TEST(RegistryCommand, FindsByDateAndSaysWhy) {
  const Outcome before = run_avow({"registry", "find", "the Taliban", "--date", "2021-08-14"});
  EXPECT_TRUE(has(before.output, "TLB  Taliban  AFGREBTAL")) << before.output;
  EXPECT_TRUE(has(before.output, "armed_group") && has(before.output, "groups.tsv:"));
  const Outcome after = run_avow({"registry", "find", "the Taliban", "--date", "2021-08-15"});
  EXPECT_TRUE(has(after.output, "government of Afghanistan")) << after.output;
  const Outcome described = run_avow({"registry", "find", "Kenyan army spokesman"});
  EXPECT_TRUE(has(described.output, "KENMIL")) << described.output;
  const Outcome nobody = run_avow({"registry", "find", "Xyzzyx"});
  EXPECT_EQ(nobody.exit_code, 0);
  EXPECT_TRUE(has(nobody.output, "knows nobody"));
  EXPECT_EQ(run_avow({"registry", "find", "Taliban", "--date", "yesterday"}).exit_code, 2);
}

TEST(RegistryCommand, ImportsWhatItCanAndSaysWhatItLeft) {
  const TestFolder folder;
  const std::string list = folder.write("actors.txt", "TAM_ORUN_\n\t[KENGOV 180301-210531]\nKENYA_ [KEN]\n");
  const std::string own = folder / "own.tsv";
  const Outcome made = run_avow({"registry", "import", "petrarch", list, "-o", own});
  EXPECT_EQ(made.exit_code, 0) << made.errors;
  EXPECT_TRUE(has(made.errors, "actors.txt:3: 'Kenya' is a state")) << made.errors;
  EXPECT_EQ(run_avow({"registry", "check", own}).exit_code, 0);
  const Outcome found = run_avow({"registry", "find", "Tam Orun", "--date", "2020-01-01", "--registry", own});
  EXPECT_TRUE(has(found.output, "KENGOV")) << found.output;
  EXPECT_EQ(run_avow({"registry", "import", "excel", list}).exit_code, 2);
  EXPECT_EQ(run_avow({"registry", "import", "wikidata", list}).exit_code, 3);
}

}  // namespace
}  // namespace avow::tests
