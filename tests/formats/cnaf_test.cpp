#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>
#include <sstream>

#include "engine/formats/cnaf_vrsb0801.hpp"
#include "engine/formats/dossier_json.hpp"
#include "tests/flux_sample.hpp"
#include "tests/formats/read_all.hpp"

using namespace filrouge;

namespace {

const std::string september = FILROUGE_SOURCE_DIR "/tests/formats/donnees/flux-2026-09.xml";

std::string bytes(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

Outcome read_text(const std::string& text) {
  std::istringstream input(text);
  CnafFlux flux(input, "essai.xml");
  return read_all(flux);
}

std::string replaced(std::string text, const std::string& before, const std::string& after) {
  const auto at = text.find(before);
  REQUIRE(at != std::string::npos);
  return text.replace(at, before.size(), after);
}

}  // namespace

TEST_CASE("un flux mensuel devient des dossiers, sans nom ni adresse") {
  CnafFlux flux(september);
  CHECK(iso_date(*flux.seen_on()) == "2026-09-30");
  const auto outcome = read_all(flux);
  CHECK(outcome.rejects.empty());
  CHECK(outcome.warnings.empty());
  REQUIRE(outcome.records.size() == 2);

  // Couple avec un enfant : 2 adultes et 1 personne à charge font 3 ; réduction de 195,51 € depuis le 1er
  // septembre.
  CHECK(
      to_json(outcome.records[0]) ==
      R"({"schema":1,"dossier":"CAF-641-770011100000000","departement":"64","organisme":"CAF","caisse":"641","matricule":"770011100000000","connu_le":"2026-10-06",)"
      R"("couverture":[{"source":"cnaf","types":["demande_rsa","refus_droit","cloture_droit","suspension_versement","reprise_versement","mutation","reduction_appliquee"],"du":"2026-09-01","au":"2026-09-30","connu_le":"2026-10-06"}],)"
      R"("attributs":[{"nom":"etat_droit","valeur":"2","le":"2026-09-30","connu_le":"2026-10-06"},)"
      R"({"nom":"montant_du","valeur":782.03,"le":"2026-09-30","connu_le":"2026-10-06"},)"
      R"({"nom":"commune","valeur":"64445","le":"2026-09-30","connu_le":"2026-10-06"},)"
      R"({"nom":"taille_foyer","valeur":3,"le":"2026-09-30","connu_le":"2026-10-06"}],)"
      R"("personnes":[{"id":"p-19880409","role":"demandeur","naissance":"1988-04-09","connu_le":"2026-10-06","attributs":[{"nom":"soumission_droits_devoirs","valeur":true,"le":"2026-09-30","connu_le":"2026-10-06"}]},)"
      R"({"id":"p-19901130","role":"conjoint","naissance":"1990-11-30","connu_le":"2026-10-06","attributs":[{"nom":"soumission_droits_devoirs","valeur":true,"le":"2026-09-30","connu_le":"2026-10-06"}]}],)"
      R"("evenements":[{"id":"cnaf-demande-2024-03-18","type":"demande_rsa","le":"2024-03-18","connu_le":"2026-10-06","champs":{"numero":"0640000001"},"source":{"systeme":"cnaf","objet":"DemandeRSA","cle":"770011100000000/2026-09"},"origine":"constat"},)"
      R"({"id":"cnaf-reduction-2026-09-01","type":"reduction_appliquee","le":"2026-09-01","connu_le":"2026-10-06","du":"2026-09-01","champs":{"montant":195.51},"source":{"systeme":"cnaf","objet":"ReductionRSA","cle":"770011100000000/2026-09"},"origine":"constat"}]})");
  REQUIRE(outcome.records[0].remarks.size() == 1);
  CHECK_THAT(outcome.records[0].remarks[0].text, Catch::Contains("rôle ENF"));

  const auto& suspended = outcome.records[1];
  CHECK(suspended.attributes[0].value.text == "4");
  REQUIRE(suspended.events.size() == 2);
  CHECK(suspended.events[1].id == "cnaf-suspension-06-2026-08-01");
  CHECK(suspended.events[1].fields[0] == RawField{"motif", {RawValue::Kind::text, "06"}});
  for (const auto& attribute : suspended.attributes)
    CHECK(attribute.name != "taille_foyer");  // NBENFAUTCHA absent : inconnue
}

TEST_CASE("clôture et mutation ont leurs dates") {
  CnafFlux flux(FILROUGE_SOURCE_DIR "/tests/formats/donnees/flux-2026-10.xml");
  const auto outcome = read_all(flux);
  REQUIRE(outcome.records.size() == 3);
  const auto& closed = outcome.records[2];
  REQUIRE(closed.events.size() == 3);
  CHECK(closed.events[1].type == "cloture_droit");
  CHECK(iso_date(closed.events[1].on) == "2026-09-30");
  CHECK(closed.events[1].fields[0].value.text == "MUT");
  CHECK(closed.events[2].type == "mutation");
  CHECK(closed.events[2].fields == std::vector<RawField>{{"sens", {RawValue::Kind::text, "depart"}},
                                                         {"departement", {RawValue::Kind::text, "33"}}});
  // L'ordre des personnes dans le fichier ne change pas leur nom.
  CHECK(outcome.records[1].persons[0].id == "p-19901130");
  CHECK(outcome.records[1].persons[0].attributes.empty());  // TOPPERSDRODEVORSA absent : inconnu
}

TEST_CASE("la majoration se lit pour une personne seule, tant qu'elle court") {
  const auto october = bytes(FILROUGE_SOURCE_DIR "/tests/formats/donnees/flux-2026-10.xml");
  const auto majoration = [&](const std::string& detail) {
    const auto outcome = read_text(replaced(
        october, "</DetailDroitRSA>",
        "<DetailCalculDroitRSA><NATPF>RSI</NATPF>" + detail + "</DetailCalculDroitRSA></DetailDroitRSA>"));
    return outcome.records.at(0).persons.at(0).attributes.back();
  };
  CHECK(majoration("<DDNATDRO>2026-03-01</DDNATDRO>").name == "majoration");
  CHECK(majoration("<DDNATDRO>2026-03-01</DDNATDRO>").value.text == "true");
  CHECK(majoration("<DDNATDRO>2026-03-01</DDNATDRO><DFNATDRO>2026-10-31</DFNATDRO>").value.text == "true");
  CHECK(majoration("<DDNATDRO>2025-03-01</DDNATDRO><DFNATDRO>2026-02-28</DFNATDRO>").value.text == "false");
  CHECK(majoration("<DDNATDRO>2026-03-01</DDNATDRO><DFNATDRO>9999-12-31</DFNATDRO>").value.text == "true");
  // Dans un couple, le flux ne dit pas à qui elle est.
  const auto couple =
      read_text(replaced(bytes(september), "</DetailDroitRSA>",
                         "<DetailCalculDroitRSA><NATPF>RSI</NATPF></DetailCalculDroitRSA></DetailDroitRSA>"));
  CHECK(couple.records.at(0).persons.size() == 2);
  for (const auto& person : couple.records.at(0).persons)
    for (const auto& attribute : person.attributes) CHECK(attribute.name != "majoration");
}

TEST_CASE("un département qui n'en est pas un fait du foyer un rejet") {
  const auto outcome = read_text(replaced(bytes(september), "<IDEPARTE>064<", "<IDEPARTE>099<"));
  REQUIRE(outcome.rejects.size() == 1);
  CHECK(outcome.rejects[0].where == "IDEPARTE");
  CHECK_THAT(outcome.rejects[0].reason, Catch::StartsWith("« 099 » n'est pas un département"));
  CHECK(outcome.records.at(0).departement == "64");
}

TEST_CASE("deux personnes nées le même jour se distinguent par leur rôle") {
  const auto outcome = read_text(replaced(bytes(september), "1990-11-30", "1988-04-09"));
  CHECK(outcome.records[0].persons[0].id == "p-19880409-demandeur");
  CHECK(outcome.records[0].persons[1].id == "p-19880409-conjoint");
}

namespace {

/// A foyer of the MSA: its MATRICULE is the NIR of the applicant, key included.
std::string of_the_msa(const std::string& request) {
  auto text = replaced(bytes(september), "<FONORG>CAF</FONORG><NUMORG>641</NUMORG><MATRICULE>770011100000000",
                       "<FONORG>MSA</FONORG><NUMORG>640</NUMORG><MATRICULE>288049910000166");
  return replaced(std::move(text), "<NUMDEMRSA>0640000001</NUMDEMRSA>", request);
}

}  // namespace

TEST_CASE("un foyer de la MSA n'est jamais nommé par le NIR") {
  SECTION("le numéro de demande le nomme") {
    const auto outcome = read_text(of_the_msa("<NUMDEMRSA>06400000077</NUMDEMRSA>"));
    REQUIRE(outcome.records.size() == 2);
    const auto& told = outcome.records[0];
    CHECK(told.dossier == "MSA-640-demande-06400000077");
    CHECK(told.matricule.empty());
    CHECK(told.events[0].source.key == "06400000077/2026-09");
    CHECK(to_json(told).find("2880499100001") == std::string::npos);
  }
  SECTION("sans numéro de demande, un rejet qui dit que faire") {
    for (const auto* request : {"", "<NUMDEMRSA> </NUMDEMRSA>", "<NUMDEMRSA>00000000000</NUMDEMRSA>"}) {
      const auto outcome = read_text(of_the_msa(request));
      CHECK(outcome.records.size() == 1);
      REQUIRE(outcome.rejects.size() == 1);
      CHECK(outcome.rejects[0].where == "NUMDEMRSA");
      CHECK_THAT(display(outcome.rejects[0]), Catch::Contains("demandez à la MSA"));
      CHECK_THAT(display(outcome.rejects[0]), !Catch::Contains("2880499100001"));
    }
  }
  SECTION("deux foyers d'un même numéro ne se mêlent pas") {
    const auto twice = replaced(of_the_msa("<NUMDEMRSA>0640000001</NUMDEMRSA>"),
                                "<FONORG>CAF</FONORG><NUMORG>641</NUMORG><MATRICULE>770022200000000",
                                "<FONORG>MSA</FONORG><NUMORG>640</NUMORG><MATRICULE>179076400100253");
    const auto outcome = read_text(twice);
    CHECK(outcome.records.size() == 1);
    CHECK_THAT(outcome.rejects.at(0).reason, Catch::Contains("même numéro de demande"));
  }
  SECTION("un NIR à la place d'un matricule de la CAF est un rejet") {
    const auto outcome = read_text(replaced(bytes(september), "770011100000000", "288049910000166"));
    CHECK(outcome.records.size() == 1);
    CHECK_THAT(display(outcome.rejects.at(0)), Catch::Contains("(NIR)"));
    CHECK_THAT(display(outcome.rejects.at(0)), !Catch::Contains("2880499100001"));
  }
}

TEST_CASE("un fichier coupé ou abîmé n'importe où est une entrée refusée, pas un défaut") {
  const auto whole = bytes(september);
  const auto only_refused = [](const std::string& text) {
    try {
      read_text(text);
    } catch (const FormatError&) {
      return true;
    } catch (const std::exception&) {
      return false;
    }
    return true;
  };
  std::vector<std::size_t> lengths;
  for (std::size_t length = 0; length < 300; ++length) lengths.push_back(length);
  for (std::size_t length = 300; length < whole.size(); length += 37) lengths.push_back(length);
  for (const auto length : lengths) {
    INFO("coupé à " << length << " octets");
    CHECK(only_refused(whole.substr(0, length)));
  }
  for (const auto* head :
       {"<?xml version=\"1.0\" encoding=", "<?xml version=\"1.0\" encoding", "<?xml encoding=\"",
        "<?xml encoding='utf-8\" ?>", "<?xml encoding = 'utf-8' ?>", "<?xml encoding=utf-8?>"}) {
    INFO(head);
    CHECK(only_refused(head));
    CHECK_THROWS_AS(read_text(head), FormatError);
  }
  CHECK(read_text(replaced(whole, "encoding=\"windows-1252\"", "encoding = 'Windows-1252'")).records.size() ==
        2);
  CHECK_THROWS_AS(read_text(replaced(whole, "encoding=\"windows-1252\"", "encoding=")), FormatError);
}

TEST_CASE("un mauvais foyer est un rejet, les autres passent") {
  SECTION("une date qui n'existe pas") {
    const auto outcome = read_text(replaced(bytes(september), "2026-08-01", "2026-08-32"));
    CHECK(outcome.records.size() == 1);
    REQUIRE(outcome.rejects.size() == 1);
    CHECK(outcome.rejects[0].where == "DDSUSVERSRSA");
    CHECK(outcome.rejects[0].line > 40);
  }
  SECTION("pas de matricule") {
    const auto outcome = read_text(replaced(bytes(september), "<MATRICULE>770011100000000</MATRICULE>", ""));
    CHECK(outcome.records.size() == 1);
    CHECK(outcome.rejects.at(0).where == "MATRICULE");
  }
  SECTION("une balise oubliée") {
    const auto outcome = read_text(replaced(bytes(september), "</DonneesAdministratives>", ""));
    CHECK(outcome.records.size() == 1);
    CHECK_THAT(outcome.rejects.at(0).reason, Catch::Contains("mal formé"));
  }
  SECTION("un foyer jamais fermé") {
    const auto outcome = read_text(replaced(bytes(september), "</InfosFoyerRSA>", ""));
    CHECK(outcome.records.size() == 1);
    CHECK_THAT(outcome.rejects.at(0).reason, Catch::Contains("pas fermé"));
  }
}

TEST_CASE("les compteurs du flux sont vérifiés") {
  const auto outcome =
      read_text(replaced(bytes(september), "<NBTOTDOSRSATRANSM>00000002", "<NBTOTDOSRSATRANSM>00000001"));
  CHECK(outcome.records.size() == 2);
  REQUIRE(outcome.warnings.size() == 1);
  CHECK(outcome.warnings[0] == "le flux annonce 1 foyer(s) et en contient 2");
  const auto fewer =
      read_text(replaced(bytes(september), "<NBTOTDOSRSATRANSM>00000002", "<NBTOTDOSRSATRANSM>00000003"));
  CHECK(fewer.warnings == std::vector<std::string>{"le flux annonce 3 foyer(s) et en contient 2"});
}

TEST_CASE("un flux coupé ou autre chose qu'un flux est refusé tout entier") {
  const auto whole = bytes(september);
  CHECK_THROWS_WITH(read_text(whole.substr(0, whole.size() - 40)), Catch::Contains("incomplet"));
  CHECK_THROWS_WITH(read_text(whole.substr(0, whole.size() / 2)), Catch::Contains("incomplet"));
  CHECK_THROWS_WITH(read_text("<html></html>"), Catch::Contains("n'est pas un flux"));
  CHECK_THROWS_WITH(read_text(""), Catch::Contains("n'est pas un flux"));
  CHECK_THROWS_WITH(read_text(replaced(whole, "<DTREF>2026-09-30", "<DTREF>")), Catch::Contains("DTREF"));
  CHECK_THROWS_WITH(read_text(replaced(whole, "windows-1252", "utf-16")), Catch::Contains("encodage"));
}

TEST_CASE("ce qui n'est pas lu d'un flux est dit une fois, par élément, sans rien en citer") {
  FluxSample sample{"2026-03-03", "2026-03-03", "J", {{}, {}}};
  sample.foyers[0].more =
      "<Evenement><DTLIQ>2026-03-02</DTLIQ><HEULIQ>10:00</HEULIQ><FG>INVENTE</FG></Evenement>"
      "<Evenement><DTLIQ>2026-03-03</DTLIQ><FG>INVENTE</FG></Evenement><_DUPONT_><A>1</A></_DUPONT_>";
  sample.foyers[1].persons.push_back({"ENF", "2016-02-01"});  // told by a remark of its own
  auto text = sample.text();
  text = replaced(text, "</Personne>", "<Activite><DDACT>2020-01-01</DDACT></Activite></Personne>");
  std::istringstream input(text);
  CnafFlux flux(input, "essai.xml");
  CHECK(read_all(flux).records.size() == 2);
  CHECK(flux.left_unread() ==
        "ne sont pas lus : Evenement (2), (nom non cité) (1), Personne/Activite (1) ; ne le sont qu'en "
        "partie : Personne/Identification");
}

TEST_CASE("les autres flux de la CNAF sont refusés par leur nom") {
  const auto whole = bytes(september);
  for (const auto& [schema, what] :
       {std::pair{"virs0901", "demandes instruites (VIRS0901)"},
        std::pair{"VIRD0201", "données socioprofessionnelles (VIRD0201)"},
        std::pair{"vrsc0201", "créances (VRSC0201)"}, std::pair{"vrsf0501", "financier (VRSF0501)"}})
    CHECK_THROWS_WITH(
        read_text(replaced(whole, "<Racine>",
                           std::string("<Racine xsi:noNamespaceSchemaLocation=\"") + schema + ".xsd\">")),
        Catch::Contains(what) && Catch::Contains("ne le lit pas encore"));
  CHECK_THROWS_WITH(read_text(replaced(whole, "<DossierCAF>",
                                       "<SuiviAppuiOrientation><DTENRORIE>2026-01-05</DTENRORIE>"
                                       "</SuiviAppuiOrientation><DossierCAF>")),
                    Catch::Contains("instruction"));
  // Neither debts nor payments tell the state of the right.
  const auto one = replaced(whole, "<PrestationRSA>", "<Creance>");
  CHECK_THROWS_WITH(read_text(replaced(one, "<PrestationRSA>", "<Creance>")), Catch::Contains("VRSC0201"));
  const auto daily =
      read_text(replaced(whole, "<Racine>", "<Racine xsi:noNamespaceSchemaLocation=\"vrsd0301.xsd\">"));
  CHECK(daily.records.size() == 2);
}

TEST_CASE("un gros flux se lit foyer par foyer") {
  const auto whole = bytes(september);
  const auto begin = whole.find("  <InfosFoyerRSA>");
  const auto end = whole.find("  <TransmissionFlux>");
  std::string big = whole.substr(0, begin);
  for (int i = 0; i < 500; ++i) big += whole.substr(begin, end - begin);
  big += whole.substr(end);
  CHECK(read_text(big).records.size() == 1000);
}
