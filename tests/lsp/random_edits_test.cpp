#include <catch2/catch.hpp>
#include <fstream>
#include <map>
#include <random>
#include <sstream>

#include "dsl/lsp/places.hpp"
#include "engine/session/loaded_rules.hpp"
#include "tests/lsp/client.hpp"

namespace filrouge::lsp_test {
namespace {

namespace fs = std::filesystem;

std::string read(const fs::path& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

/// What a hand, or a cat, may do to a text.
class Hand {
 public:
  explicit Hand(unsigned seed) : random_(seed) {}

  std::size_t below(std::size_t count) { return count == 0 ? 0 : random_() % count; }

  std::string change(std::string text) {
    const auto at = character(text, below(text.size() + 1));
    const auto line = text.rfind('\n', at == 0 ? 0 : at - 1) + 1;
    switch (below(7)) {
      case 0:
        return text.insert(at, pieces_[below(pieces_.size())]);
      case 1:
        return text.erase(at, character(text, std::min(text.size(), at + 1 + below(12))) - at);
      case 2: {  // a line twice
        const auto end = std::min(text.find('\n', line), text.size());
        return text.insert(line, text.substr(line, end - line) + "\n");
      }
      case 3: {  // a line gone
        const auto end = std::min(text.find('\n', line), text.size() - 1);
        return text.empty() ? text : text.erase(line, end - line + 1);
      }
      case 4:  // an indent more
        return text.insert(line, "  ");
      case 5: {  // a word for another
        const auto from = character(text, below(text.size() + 1));
        return text.insert(at, text.substr(from, character(text, std::min(text.size(), from + 8)) - from));
      }
      default:
        return text.insert(at, "é");
    }
  }

 private:
  static std::size_t character(const std::string& text, std::size_t at) {
    while (at > 0 && at < text.size() && (text[at] & 0xC0) == 0x80) --at;
    return at;
  }

  std::mt19937 random_;
  std::vector<std::string> pieces_{
      "\n", " ",         "«",     "»",      "\"",     ", ",           "(", "😀",    "--",      "```fil\n",
      "\t", "aller à x", "état ", "1 mois", "quand ", "\xE2\x80\xAE", "x", "\r\n", "parmi (", "module m\n"};
};

}  // namespace

TEST_CASE("five hundred edits of real rules leave a server that says what the checker says") {
  Folder folder;
  const auto root = folder.path() / "rules";
  fs::create_directories(root);
  fs::copy(fs::path(FILROUGE_SOURCE_DIR) / "rules" / "national", root / "national",
           fs::copy_options::recursive);
  fs::copy(fs::path(FILROUGE_SOURCE_DIR) / "rules" / "parametres", root / "parametres",
           fs::copy_options::recursive);
  std::vector<fs::path> files{root / "national/rsa/saisine.fil", root / "national/rsa/manquement.fil",
                              root / "national/vocabulaire.fil", root / "national/rsa/cer.fil",
                              root / "national/rsa/manquement_cas.fil"};
  const auto seed = std::random_device{}();
  INFO("seed " << seed);
  Hand hand(seed);
  Client client(root);
  client.initialize();
  std::map<fs::path, std::string> texts;
  for (const auto& file : files) {
    texts[file] = read(file);
    client.open(file, texts[file]);
  }
  const auto original = texts;
  for (int edit = 1; edit <= 500; ++edit) {
    const auto& file = files[hand.below(files.size())];
    // Now and then the work of an hour is undone: what does not read at all teaches little.
    texts[file] = hand.below(40) == 0 ? original.at(file) : hand.change(texts[file]);
    client.change(file, texts[file]);
    const Json position{{"line", hand.below(800)}, {"character", hand.below(90)}};
    const Json asked{{"textDocument", {{"uri", uri(file)}}}, {"position", position}};
    static constexpr const char* methods[] = {"textDocument/hover",        "textDocument/completion",
                                              "textDocument/definition",   "textDocument/documentSymbol",
                                              "textDocument/foldingRange", "textDocument/semanticTokens/full",
                                              "textDocument/codeLens"};
    if (edit % 7 == 0)
      REQUIRE(client.request(methods[hand.below(std::size(methods))], asked).contains("result"));
    if (edit % 125 != 0) continue;
    for (const auto& [path, text] : texts) std::ofstream(path, std::ios::binary) << text;
    const fs::path paths[] = {root};
    const LoadedRules loaded(paths, dsl::Extent::whole);
    std::map<std::string, std::vector<std::string>> wanted;
    for (const auto& told : loaded.diagnostics.sorted()) {
      const auto& source = loaded.sources[told.range.file];
      const auto place =
          lsp::Places(source.text()).position(source.text(), told.range.begin, lsp::Encoding::utf16);
      wanted[uri(root / source.path())].push_back(std::string(dsl::code_info(told.code).number) + " " +
                                                  place.dump());
    }
    client.settle();
    for (std::uint32_t i = 0; i < loaded.sources.size(); ++i) {
      const auto path = root / loaded.sources[i].path();
      std::vector<std::string> told;
      for (const auto& one : client.diagnostics(path))
        told.push_back(one["code"].get<std::string>() + " " + one["range"]["start"].dump());
      INFO(path);
      REQUIRE(told == wanted[uri(path)]);
    }
  }
  CHECK(client.leave() == 0);
}

}  // namespace filrouge::lsp_test
