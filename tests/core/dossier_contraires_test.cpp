#include <catch2/catch.hpp>

#include "engine/core/dossier/bind.hpp"

using namespace filrouge;

namespace {

RawAttribute span(const char* value, Date from, Date known) {
  return {"taille_foyer", {RawValue::Kind::number, value}, from, {}, known};
}

Journal typed(std::vector<RawAttribute> spans, std::vector<RawAttribute> of_person = {}) {
  static const auto words = [] {
    Vocabulary known;
    AttributeDecl size;
    size.name = known.symbols.intern("taille_foyer");
    size.type = ValueType::integer;
    known.add_attribute(std::move(size));
    return known;
  }();
  Record record;
  record.dossier = "d1";
  record.attributes = std::move(spans);
  record.persons.push_back({"p1", "demandeur", {}, std::move(of_person)});
  Journal journal;
  bind(record, words, journal);
  return journal;
}

const Date january = *civil_date(2026, 1, 2), march = *civil_date(2026, 3, 2);

}  // namespace

TEST_CASE("ce qu'une base dit de deux façons contraires est inconnu, et c'est dit") {
  for (const auto& journal : {typed({span("2", january, january), span("3", january, january)}),
                              typed({span("2", january, january)}, {span("3", january, january)})}) {
    REQUIRE(journal.attributes.size() == 2);
    for (const auto& kept : journal.attributes) CHECK(kept.value.kind == Value::Kind::unknown);
    CHECK(journal.remarks.back().text.find("« taille_foyer » du 2026-01-02 a deux valeurs contraires") !=
          std::string::npos);
  }
}

TEST_CASE("ce qui est su plus tard, ou dit deux fois, n'est pas contraire") {
  const auto journal = typed({span("2", january, january), span("2", january, january),
                              span("3", january, march), span("4", march, march)});
  CHECK(journal.remarks.empty());
  for (const auto& kept : journal.attributes) CHECK(kept.value.kind == Value::Kind::integer);
}
