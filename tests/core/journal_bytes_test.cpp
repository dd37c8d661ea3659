#include "engine/core/dossier/journal_bytes.hpp"

#include <catch2/catch.hpp>
#include <cstring>
#include <random>

#include "engine/core/dossier/bind.hpp"
#include "engine/core/text/digest.hpp"
#include "engine/formats/dossier_json.hpp"

using namespace filrouge;

namespace {

/// Of each type of value, a field and an attribute.
Vocabulary words(bool one_more = false) {
  Vocabulary known;
  constexpr std::pair<const char*, ValueType> types[] = {
      {"fait", ValueType::boolean},  {"rang", ValueType::integer},   {"jour", ValueType::date},
      {"mois", ValueType::month},    {"a_l_heure", ValueType::time}, {"montant", ValueType::money},
      {"taux", ValueType::rate},     {"duree", ValueType::duration}, {"issue", ValueType::enumeration},
      {"structure", ValueType::text}};
  const auto yes = known.symbols.intern("favorable");
  EventTypeDecl act;
  act.name = known.symbols.intern("acte");
  for (const auto& [name, type] : types) {
    act.fields.push_back({known.field_id(name), type, {yes}, true, {}});
    AttributeDecl attribute;
    attribute.name = known.symbols.intern(std::string(name) + "_du_foyer");
    attribute.type = type;
    attribute.allowed = {yes};
    known.add_attribute(std::move(attribute));
  }
  known.add_event(std::move(act));
  if (one_more) {
    EventTypeDecl other;
    other.name = known.symbols.intern("autre_acte");
    known.add_event(std::move(other));
  }
  known.add_label({known.symbols.intern("saisine"), {}, 0, {}, true});
  return known;
}

/// All that a journal holds: each type of value, corrections, a couple, what is known later, what is not
/// read.
constexpr std::string_view whole =
    R"({"dossier":"d1","departement":"64","territoire":"Adour BAB","organisme":"CAF","matricule":"1234567",)"
    R"("ensuite":[{"connu_le":"2025-05-02","departement":"40"}],)"
    R"("couverture":[{"source":"webrsa","types":["acte","inconnu"],"du":"2019-01-01"},{"source":"caisse","du":"2020-01-01","au":"2024-01-31"}],)"
    R"("attributs":[{"nom":"fait_du_foyer","valeur":true,"le":"2024-01-01"},{"nom":"montant_du_foyer","valeur":"646.52","le":"2024-01-01","jusqu_au":"2024-02-29","connu_le":"2024-02-03"},)"
    R"({"nom":"issue_du_foyer","valeur":"defavorable"},{"nom":"structure_du_foyer","valeur":null},{"nom":"age","valeur":3}],)"
    R"("personnes":[{"id":"p2","role":"conjoint","naissance":"1990-03-01"},{"id":"p1","role":"demandeur","naissance":"1987-03-02","ensuite":[{"connu_le":"2025-01-01","naissance":"1987-03-03"}],)"
    R"("attributs":[{"nom":"taux_du_foyer","valeur":"80 %","le":"2024-01-01"}]},{"id":"p3","role":"voisin"}],)"
    R"("evenements":[{"id":"e1","type":"acte","le":"2024-02-02","connu_le":"2024-02-05","prevu_le":"2024-03-01","du":"2024-02-01","au":"2030-01-01","personne":"p1","reference":"R-1","references":{"saisine":["S-1","S-2"],"courrier":"c"},)"
    R"("champs":{"fait":"non","rang":12,"jour":"2024-01-02","mois":"2024-02","a_l_heure":"14:30","montant":"-3.50","taux":0.25,"duree":"1 mois 15 jours","issue":"Favorable","structure":"SDSEI « Été »","autre":1},)"
    R"("source":{"systeme":"webrsa"},"origine":"flux"},)"
    R"({"id":"e2","type":"acte","le":"2024-02-02","personne":"p9","champs":{"rang":"douze","structure":"","heure":"09:05"}},)"
    R"({"id":"e3","type":"jamais_vu","le":"2024-02-03","champs":{"rang":1}},)"
    R"({"id":"e4","type":"correction","le":"2024-02-04","champs":{"cible":"e1","champs":{"rang":3,"le":"2024-01-31","personne":"p2","duree":"2 ans"}}},)"
    R"({"id":"e5","type":"annulation","le":"2024-02-05","champs":{"annule":"e4"}}]})";

Journal typed(const Vocabulary& vocabulary, std::string_view json = whole, Date known = last_day()) {
  DossierJsonReader reader;
  Record record;
  if (const auto refused = reader.read(json, record)) FAIL(display(*refused));
  Journal journal;
  bind(record, vocabulary, journal, known);
  return journal;
}

std::string written(const JournalBytes& codec, const Journal& journal) {
  std::string bytes;
  REQUIRE(codec.write(journal, bytes));
  return bytes;
}

/// Bytes whose seal is right, whatever they say: what a hand might make.
std::string sealed(const JournalBytes& codec, std::string bytes) {
  const auto seal = codec.seal("d1", std::string_view(bytes).substr(sizeof(std::uint64_t)));
  std::memcpy(bytes.data(), &seal, sizeof seal);
  return bytes;
}

}  // namespace

TEST_CASE("un journal lu de ses octets est celui qui a été écrit", "[journal]") {
  const auto vocabulary = words();
  const JournalBytes codec(vocabulary);
  const auto journal = typed(vocabulary);
  const auto bytes = written(codec, journal);
  Journal back;
  back.clear(vocabulary);
  back.intern("du dossier précédent");
  REQUIRE(codec.read("d1", bytes, back));
  CHECK(written(codec, back) == bytes);
  CHECK(back.dossier == "d1");
  CHECK(back.departement == "40");
  CHECK(back.residences.size() == 2);
  CHECK(back.matricule == "1234567");
  REQUIRE(back.events.size() == 3);
  CHECK(back.text(back.events[0].id) == "e1");
  CHECK(iso_date(back.events[0].to) == "2030-01-01");
  CHECK(back.events[1].person_unknown);
  CHECK(back.events[0].first_reference + back.events[0].reference_count == back.references.size());
  REQUIRE(back.fields.size() == journal.fields.size());
  for (std::size_t f = 0; f < back.fields.size(); ++f) {
    CHECK(back.fields[f].value == journal.fields[f].value);
    CHECK(back.fields[f].value.written == journal.fields[f].value.written);
  }
  REQUIRE(back.remarks.size() == journal.remarks.size());
  CHECK(back.remarks.size() == 8);
  for (std::size_t r = 0; r < back.remarks.size(); ++r)
    CHECK(back.remarks[r].text == journal.remarks[r].text);
  CHECK(back.intern("p1") == journal.persons[0].id);
  CHECK(back.text(back.intern("jamais lu")) == "jamais lu");
}

TEST_CASE("un journal dit de quel jour il vaut : avant, moins était su", "[journal]") {
  const auto vocabulary = words();
  const JournalBytes codec(vocabulary);
  const auto now = typed(vocabulary);
  CHECK(iso_date(now.whole_from) == "2025-05-02");
  CHECK(written(codec, typed(vocabulary, whole, now.whole_from)) == written(codec, now));
  CHECK(written(codec, typed(vocabulary, whole, now.whole_from - 1)) != written(codec, now));
  CHECK(iso_date(typed(vocabulary,
                       R"({"dossier":"d1","evenements":[{"type":"acte","le":"2024-01-02","personne":"p9"}]})")
                     .whole_from) == "2024-01-02");
}

TEST_CASE("des octets changés, coupés, ou d'un autre dossier ne se lisent pas", "[journal]") {
  const auto vocabulary = words();
  const JournalBytes codec(vocabulary);
  const auto bytes = written(codec, typed(vocabulary));
  Journal journal;
  for (std::size_t at = 0; at < bytes.size(); ++at)
    for (const unsigned bit : {1U, 0x80U, 0xFFU}) {
      auto changed = bytes;
      changed[at] = static_cast<char>(static_cast<unsigned char>(changed[at]) ^ bit);
      if (codec.read("d1", changed, journal)) FAIL("lu, l'octet " << at << " changé");
    }
  for (std::size_t size = 0; size < bytes.size(); ++size)
    if (codec.read("d1", std::string_view(bytes).substr(0, size), journal)) FAIL("lu, coupé à " << size);
  CHECK_FALSE(codec.read("d1", bytes + '\0', journal));
  CHECK_FALSE(codec.read("d2", bytes, journal));
  CHECK(codec.read("d1", bytes, journal));
}

TEST_CASE("des octets faits à la main ne donnent rien que le vocabulaire n'ait", "[journal]") {
  const auto vocabulary = words();
  const JournalBytes codec(vocabulary);
  const auto bytes = written(codec, typed(vocabulary));
  std::mt19937 draw(64);
  Journal journal;
  std::size_t read = 0;
  for (int time = 0; time < 50'000; ++time) {
    auto changed = bytes;
    for (int n = 0; n < 1 + time % 3; ++n)
      changed[8 + draw() % (changed.size() - 8)] = static_cast<char>(draw() % 4 ? draw() % 16 : draw());
    if (time % 5 == 0) changed.resize(8 + draw() % changed.size());
    if (!codec.read("d1", sealed(codec, changed), journal)) continue;
    ++read;
    const auto plain = [&](Symbol symbol) { return journal.text(symbol).size(); };
    std::size_t touched = 0;
    for (const auto& event : journal.events) {
      touched += plain(event.id) + plain(event.reference) + plain(event.source) + plain(event.origin);
      REQUIRE((event.type == no_id || event.type < vocabulary.events.size()));
      REQUIRE(event.person < static_cast<int>(journal.persons.size()));
      REQUIRE(event.first_field + event.field_count <= journal.fields.size());
      REQUIRE(event.first_reference + event.reference_count <= journal.references.size());
    }
    for (const auto& correction : journal.corrections)
      REQUIRE(correction.first_field + correction.field_count <= journal.fields.size());
    for (const auto& field : journal.fields) {
      REQUIRE(field.field < vocabulary.field_count());
      if (field.value.kind == Value::Kind::symbol || field.value.kind == Value::Kind::unknown)
        touched += plain(static_cast<Symbol>(field.value.lo));
    }
    for (const auto& attribute : journal.attributes) {
      REQUIRE(attribute.attribute < vocabulary.attributes.size());
      REQUIRE(attribute.person < static_cast<int>(journal.persons.size()));
    }
    for (const auto& reference : journal.references)
      touched += plain(reference.role) + plain(reference.target);
    for (const auto& coverage : journal.coverage)
      REQUIRE(coverage.first_type + coverage.type_count <= journal.covered_types.size());
    REQUIRE(touched > 0);
  }
  CHECK(read > 1'000);
}

TEST_CASE("ce qu'un vocabulaire a typé, un autre ne le lit pas", "[journal]") {
  const auto vocabulary = words(), more = words(true);
  const JournalBytes codec(vocabulary), other(more);
  CHECK(codec.key() == JournalBytes(words()).key());
  CHECK(codec.key() != other.key());
  auto renamed = words();
  renamed.events[0].fields[1].type = ValueType::text;
  CHECK(JournalBytes(renamed).key() != codec.key());
  auto spelled = words();
  spelled.add_text("Flash emploi");
  CHECK(JournalBytes(spelled).key() != codec.key());
  Journal journal;
  CHECK_FALSE(other.read("d1", written(codec, typed(vocabulary)), journal));
}

TEST_CASE("ce que les octets ne peuvent dire n'est pas écrit", "[journal]") {
  const auto vocabulary = words();
  const JournalBytes codec(vocabulary);
  std::string bytes;
  auto journal = typed(vocabulary);
  journal.events[0].to = {1'000'000};
  CHECK_FALSE(codec.write(journal, bytes));
  CHECK_FALSE(codec.write(
      typed(vocabulary, R"({"dossier":"d1","attributs":[{"nom":"rang_du_foyer","valeur":123456789012}]})"),
      bytes));
}

/// Bases outlive the program: what an older one kept must not be read as this one would have typed it. When
/// this fails, typing has changed, or the bytes: raise `format` in journal_bytes.cpp, then write here what it
/// now says.
TEST_CASE("la forme des octets et leur numéro changent ensemble", "[journal]") {
  const auto vocabulary = words();
  const auto bytes = written(JournalBytes(vocabulary), typed(vocabulary));
  Sha256 digest;
  digest.add(std::string_view(bytes).substr(sizeof(std::uint64_t)));
  CHECK(std::to_string(JournalBytes::format) + " " + digest.hex().substr(0, 16) == "2 e7e76fde3155a6ac");
}
