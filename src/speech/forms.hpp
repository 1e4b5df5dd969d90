// Forms: the spellings in which the verbs of a table may stand, so that a word is known even where the tagger
// or lemmatizer took it for something else ("looted" with the lemma "loote", "shot" as a noun).
//
//   Result<FormTable> forms = FormTable::load(data_folder);   // data/speech/forms.tsv: irregular forms
//   for (const std::string& form : forms->forms_of("loot")) ...  // loots, looted, looting
//
// Owns its table; const access from any thread.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "avow/base/result.hpp"

namespace avow::speech {

class FormTable {
 public:
  [[nodiscard]] static Result<FormTable> load(const std::filesystem::path& data_folder);
  // Every form of the verb but the lemma itself, irregular ones first. A final consonant is given both
  // doubled and single, for spelling alone does not tell ("bomb", "beg").
  [[nodiscard]] std::vector<std::string> forms_of(std::string_view lemma) const;

 private:
  std::map<std::string, std::vector<std::string>, std::less<>> irregular_;  // lemma -> forms
};

}  // namespace avow::speech
