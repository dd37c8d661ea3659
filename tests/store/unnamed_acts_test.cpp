#include <SQLiteCpp/Statement.h>

#include <catch2/catch.hpp>

#include "engine/formats/dossier_json.hpp"
#include "engine/store/dossier_rows.hpp"
#include "engine/store/import.hpp"
#include "tests/store/known_words.hpp"
#include "tests/store/temporary_base.hpp"

using namespace filrouge;

namespace {

class Bringing {
 public:
  /// Gives how many acts are new.
  std::uint64_t operator()(std::string_view text, UnnamedActs names = UnnamedActs::by_content) {
    DossierJsonReader reader(names);
    Record record;
    if (const auto refused = reader.read(text, record)) FAIL(display(*refused));
    Import import(base_, words_);
    import.begin_file({"f" + std::to_string(++files_), "ndjson", std::to_string(files_), 10, "règles",
                       "2026-11-21T05:00:00"});
    for (const auto& reject : import.merge(std::move(record))) FAIL(display(reject));
    const auto added = import.counts().new_events;
    import.commit();
    return added;
  }
  Record held() {
    DossierRows rows(base_, Selection{});
    RecordBuilder builder;
    REQUIRE(rows.next(builder));
    return builder.record;
  }

 private:
  TemporaryBase place_;
  Base base_{place_.name(), BaseAccess::write};
  Vocabulary words_ = known_words({}, {{"contact", {"lieu"}}, {"decision", {}}});
  int files_ = 0;
};

constexpr std::string_view contact = R"({"type":"contact","le":"2026-01-02","champs":{"lieu":"x"}})";

std::string dossier(std::string_view events) {
  return R"({"dossier":"64-0001234","evenements":[)" + std::string(events) + "]}";
}

}  // namespace

TEST_CASE("un acte ajouté à la main n'a pas d'id : il s'ajoute une fois", "[store]") {
  Bringing bring;
  bring(dossier(R"({"id":"e1","type":"decision","le":"2026-01-01"})"));
  CHECK(bring(dossier(contact)) == 1);
  CHECK(bring(dossier(contact)) == 0);
  CHECK(bring(dossier(R"({"type":"decision","le":"2026-01-05"},)" + std::string(contact))) == 1);
  CHECK(bring.held().events.size() == 3);
}

TEST_CASE("un acte que la base a sous un autre nom n'en devient pas un second", "[store]") {
  Bringing bring;
  // As an earlier version named them.
  bring(
      dossier(std::string(contact) + R"(,{"type":"decision","le":"2026-01-05","references":{"suite":"e1"}})"),
      UnnamedActs::by_rank);
  CHECK(bring(dossier(R"({"type":"decision","le":"2026-01-05","references":{"suite":"e3"}},)"
                      R"({"type":"decision","le":"2026-01-07","references":{"suite":"e3"}},)" +
                      std::string(contact) + "," + std::string(contact))) == 2);
  const auto held = bring.held();
  REQUIRE(held.events.size() == 4);
  CHECK(held.events[0].id == "e1");
  // The new decision cites the contact under the name the base knows it by.
  CHECK(held.events[2].references.at(0).value.text == "e1");
  CHECK(held.events[3].type == "contact");
}
