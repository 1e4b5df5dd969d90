#include "train/entity_corpus.hpp"

#include <algorithm>
#include <set>

#include "avow/base/file.hpp"
#include "avow/base/limits.hpp"
#include "avow/base/strings.hpp"

namespace avow::train {
namespace {

// "af_allaf_10.txt.tsv" -> "af_allaf".
std::string outlet_of(std::string_view file) {
  std::string_view stem = file.substr(0, file.find('.'));
  while (!stem.empty() && ((stem.back() >= '0' && stem.back() <= '9') || stem.back() == '_'))
    stem.remove_suffix(1);
  return std::string(stem);
}

void end_sentence(Document& document, TokenIndex& first) {
  const auto last = static_cast<TokenIndex>(document.tokens.size());
  if (last == first) return;
  Sentence sentence;
  sentence.tokens = {first, last};
  sentence.span = document.span_of(sentence.tokens);
  sentence.paragraph = static_cast<std::int32_t>(document.sentences.size());
  document.sentences.push_back(sentence);
  first = last;
}

void add_token(Document& document, std::string_view form) {
  Token token;
  if (!document.text.empty()) document.text += ' ';
  token.span.begin = static_cast<std::uint32_t>(document.text.size());
  document.text += form;
  token.span.end = static_cast<std::uint32_t>(document.text.size());
  token.sentence = static_cast<SentenceIndex>(document.sentences.size());
  document.tokens.push_back(std::move(token));
}

NamedDocument read_bio(std::string_view text, std::string file) {
  NamedDocument out;
  out.outlet = outlet_of(file);
  out.file = std::move(file);
  TokenIndex first = 0;
  for (std::string_view line : split(text, '\n')) {
    line = trim(line);
    const std::size_t tab = line.find('\t');
    if (tab == std::string_view::npos) {
      end_sentence(out.document, first);
      continue;
    }
    // A name inside another has further columns: the first is the outermost name's.
    const std::string_view tags = line.substr(tab + 1);
    const std::string_view tag = trim(tags.substr(0, tags.find('\t')));
    const auto token = static_cast<TokenIndex>(out.document.tokens.size());
    add_token(out.document, trim(line.substr(0, tab)));
    if (tag.size() < 3) continue;
    const auto type = parse_entity_type(lower_ascii(tag.substr(2)));
    if (!type) continue;
    const bool goes_on = tag[0] == 'I' && !out.golden.empty() && out.golden.back().tokens.last == token &&
                         out.golden.back().type == *type && token > first;
    if (goes_on)
      ++out.golden.back().tokens.last;
    else
      out.golden.push_back({{token, token + 1}, *type, 1});
  }
  end_sentence(out.document, first);
  return out;
}

}  // namespace

Result<std::vector<NamedDocument>> read_bio_folder(const std::filesystem::path& folder) {
  std::error_code error;
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    if (entry.path().extension() == ".tsv") files.push_back(entry.path());
  }
  if (error || files.empty()) {
    return Error{ErrorCode::file_not_found, "no .tsv files with marked names", folder.string()};
  }
  std::sort(files.begin(), files.end());
  std::vector<NamedDocument> out;
  for (const auto& file : files) {
    const auto text = system_files().read(file, kMaxDocumentSizeBytes);
    if (!text) return text.error();
    out.push_back(read_bio(*text, file.filename().string()));
  }
  return out;
}

std::vector<std::string> held_out_outlets(const std::vector<NamedDocument>& documents, int fold) {
  std::set<std::string> outlets;
  for (const NamedDocument& document : documents) outlets.insert(document.outlet);
  std::vector<std::string> out;
  int number = 0;
  for (const std::string& outlet : outlets) {
    if (number++ % 5 == fold) out.push_back(outlet);
  }
  return out;
}

}  // namespace avow::train
