#pragma once

#include <span>
#include <string_view>
#include <vector>

namespace filrouge::dsl {

/// One file of docs/codes, as it is: its name is the code's number.
struct EmbeddedPage {
  std::string_view number;
  std::string_view markdown;
};
/// In the order of their numbers.
std::span<const EmbeddedPage> embedded_pages();

/// A text of an example: rules, or the values in YAML that they name.
struct Example {
  std::string_view
      info;  ///< what follows ``` : « fil », « yaml valeurs.yaml », « text » for what is no whole text
  std::string_view text;
};

/// What a code means, for whoever met it: `# NUMBER · title`, what it is and why it matters, then
/// « ## Avant » and « ## Après », each a text of rules. Examples that declare no module are read in one that
/// has its heading (tests/dsl/code_pages_test.cpp checks them all).
struct CodePage {
  std::string_view number, title;
  std::string_view explanation;  ///< Markdown, without the title
  std::vector<Example> before, after;
  std::string_view markdown;  ///< the whole file
};

/// Every page, in the order of the numbers.
const std::vector<CodePage>& code_pages();
/// None: no code has that number. Case is free.
const CodePage* code_page(std::string_view number);

}  // namespace filrouge::dsl
