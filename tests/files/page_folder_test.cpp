#include "engine/files/page_folder.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "engine/files/file_error.hpp"

using namespace filrouge;
namespace fs = std::filesystem;

namespace {

struct Place {
  fs::path path;
  Place() {
    std::string name = (fs::temp_directory_path() / "filrouge-pages-XXXXXX").string();
    path = mkdtemp(name.data());
  }
  ~Place() { fs::remove_all(path); }
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;
  std::string operator()(const std::string& file) const { return (path / file).string(); }
};

std::string read(const std::string& file) {
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

std::string mark(const std::string& page) {
  return "<page " + page + ">";
}

void fill(PageFolder& folder, const std::string& page, const std::string& text) {
  folder.write(page, [&](std::ostream& out) { out << mark(page) << text; });
}

}  // namespace

TEST_CASE("des pages interrompues pendant qu'elles prennent leur nom ne passent pas pour une liste",
          "[pages]") {
  const Place place;
  std::ofstream(place("liste.html")) << "l'index d'hier";
  Output index(place("liste.html"), Tells::persons, {});
  index.stream() << "l'index du jour";
  bool keeping = false;
  PageFolder folder(index, {}, [&](const std::string& page) {
    // All are found free; then, before the second takes its name, something comes in its place.
    if (keeping && page == "c.html") fs::create_directory(place("liste-pages/b.html"));
    return mark(page);
  });
  fs::create_directory(place("liste-pages"));
  std::ofstream(place("liste-pages/c.html")) << mark("c.html");
  for (const auto* page : {"a.html", "b.html", "c.html"}) fill(folder, page, "du jour");
  keeping = true;
  CHECK_THROWS_WITH(folder.keep("en cours"),
                    Catch::Contains("b.html") && Catch::Contains("relancez la commande"));
  CHECK(read(place("liste.html")) == "en cours");
}

TEST_CASE("des pages laissées là ne changent rien", "[pages]") {
  const Place place;
  std::ofstream(place("liste.html")) << "l'index d'hier";
  {
    Output index(place("liste.html"), Tells::persons, {});
    PageFolder folder(index, {}, mark);
    fill(folder, "a.html", "du jour");
    CHECK_THROWS_AS(folder.write("b.html", [](std::ostream&) { throw FileError("plein"); }), FileError);
  }
  CHECK(read(place("liste.html")) == "l'index d'hier");
  CHECK_FALSE(fs::exists(place("liste-pages")));
}

TEST_CASE("un lien qui porte le nom d'une page n'est ni suivi ni remplacé", "[pages]") {
  const Place place;
  std::ofstream(place("ailleurs.html")) << mark("a.html");
  fs::create_directory(place("liste-pages"));
  fs::create_symlink("../ailleurs.html", place("liste-pages/a.html"));
  Output index(place("liste.html"), Tells::persons, {});
  PageFolder folder(index, {}, mark);
  CHECK_THROWS_WITH(fill(folder, "a.html", "du jour"), Catch::Contains("n'est pas une page de cette liste"));
  fill(folder, "b.html", "du jour");
  CHECK(folder.keep("en cours").empty());
  CHECK(fs::is_symlink(place("liste-pages/a.html")));
  CHECK(read(place("ailleurs.html")) == mark("a.html"));
  CHECK(read(place("liste-pages/b.html")) == mark("b.html") + "du jour");
}
