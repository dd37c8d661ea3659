// The register, an affaire, a dossier and what looks for them: whose they are, on which day, and who is told.
#include <catch2/catch.hpp>
#include <set>

#include "apps/serveur/cadre/html.hpp"
#include "apps/serveur/http/percent.hpp"
#include "apps/serveur/pages/department_link.hpp"
#include "engine/formats/workbook.hpp"
#include "tests/serveur/bench_support.hpp"
#include "tests/serveur/support.hpp"

namespace {

using namespace filrouge;
using namespace filrouge::pages;
using serveur::essais::day;

/// A sanction from the manquement to the cut, which the payer tells later than its day.
std::string dossier(const std::string& number, const std::string& territoire, const std::string& matricule,
                    const std::string& affaire) {
  return R"({"dossier": ")" + number + R"(", "departement": "64", "territoire": ")" + territoire +
         R"(", "organisme": "CAF", "matricule": ")" + matricule +
         R"(", "personnes": [{"id": "p1", "role": "demandeur"}],
"attributs": [{"nom": "taille_foyer", "valeur": 1}, {"nom": "soumission_droits_devoirs", "personne": "p1", "valeur": true}],
"evenements": [
{"id": "m", "type": "manquement_constate", "le": "2026-03-02", "personne": "p1", "reference": ")" +
         affaire + R"(", "champs": {"nature": "non_respect"}},
{"id": "l", "type": "courrier_envoye", "le": "2026-03-04", "personne": "p1", "reference": ")" +
         affaire + R"(", "champs": {"objet": "information_prealable", "mode": "remise"}},
{"id": "d", "type": "decision_cd", "le": "2026-03-18", "personne": "p1", "du": "2026-04-01", "reference": ")" +
         affaire +
         R"(", "champs": {"mesure": "suspension", "taux": "30 %", "duree": "1 mois", "motivation": true, "voies_recours": true}},
{"id": "coupe", "type": "suspension_versement", "le": "2026-04-01", "connu_le": "2026-04-13", "champs": {"motif": "CG", "effet": "2026-04-01"}}]})";
}

std::vector<std::string> readings(RunningBench& running, const std::string& number) {
  acces::AuditQuestion question;
  question.dossier = number;
  std::vector<std::string> all;
  for (const auto& entry : running.bench().access.audit.search(question))
    all.push_back(entry.what + " " + entry.detail);
  return all;
}

std::size_t lists_read(RunningBench& running) {
  acces::AuditQuestion question;
  question.kind = acces::AuditKind::lecture_liste;
  return running.bench().access.audit.search(question).size();
}

/// The addresses of the rows of a register, in their order.
std::vector<std::string> rows_of(const std::string& body) {
  std::vector<std::string> all;
  const std::string_view begins = "<th scope=\"row\"><a href=\"";
  for (auto at = body.find(begins); at != std::string::npos; at = body.find(begins, at + 1)) {
    const auto from = at + begins.size();
    all.push_back(body.substr(from, body.find('"', from) - from));
  }
  return all;
}

/// Those of the rows of a workbook.
std::set<std::string> dossiers_of(const std::string& bytes) {
  const auto book = read_workbook(WorkbookPackage::of_bytes(bytes, "registre.xlsx"));
  const auto rows = book->rows(0, {});
  std::set<std::string> all;
  TableRow row;
  for (bool heading = true; rows->next(row) == TableRows::Status::row; heading = false)
    if (!heading) all.insert(row.cells.at(1));
  return all;
}

std::string unescaped(std::string text) {
  for (auto at = text.find("&amp;"); at != std::string::npos; at = text.find("&amp;", at + 1))
    text.replace(at, 5, "&");
  return text;
}

std::string next_of(const std::string& body) {
  const auto rel = body.find("rel=\"next\"");
  if (rel == std::string::npos) return {};
  const auto from = body.rfind("href=\"", rel) + 6;
  return unescaped(body.substr(from, body.find('"', from) - from));
}

}  // namespace

TEST_CASE("ce qui est d'un autre territoire n'est à aucune adresse", "[banc][territoires]") {
  RunningBench running(day("2026-05-04"), {dossier("64-1", "Adour BAB", "1111111", "M-ADOUR"),
                                           dossier("64-2", "Pau", "2222222", "M-PAU")});
  const auto pau = running.seat("pau", acces::Role::referent, {"Pau"});
  const std::string theirs[] = {"/dossiers/64-1",
                                "/dossiers/64-1?au=2026-04-20",
                                "/affaires/M-ADOUR",
                                "/affaires/M-ADOUR?dossier=64-1",
                                "/affaires/M-ADOUR?dossier=64-1&personne=p1&au=2026-04-20",
                                "/affaires/M-ADOUR/explication",
                                "/affaires/M-ADOUR/explication?dossier=64-1&personne=p1"};
  const auto nothing = pau.get("/dossiers/64-999");
  REQUIRE(nothing.status == 404);
  for (const auto& address : theirs) {
    INFO(address);
    const auto answer = pau.get(address);
    CHECK(answer.status == 404);
    // Nothing tells it from what there is not.
    CHECK(answer.body == nothing.body);
  }
  CHECK(readings(running, "64-1").empty());
  for (const auto* address :
       {"/affaires", "/affaires?territoire=Adour%20BAB", "/affaires?etat=close", "/recherche?q=64-1",
        "/recherche?q=M-ADOUR", "/recherche?q=1111111", "/recherche?q=M-A", "/recherche?q=11111"}) {
    INFO(address);
    const auto answer = pau.get(address);
    CHECK(answer.status == 200);
    CHECK_FALSE(answer.says("/dossiers/64-1"));
    CHECK_FALSE(answer.says("/affaires/M-ADOUR"));
  }
  CHECK(dossiers_of(pau.get("/affaires?format=xlsx").body) == std::set<std::string>{"64-2"});
  CHECK(dossiers_of(pau.get("/affaires?format=xlsx&territoire=Adour%20BAB").body).empty());
  // Their own are there, by the same addresses.
  CHECK(pau.get("/dossiers/64-2").status == 200);
  CHECK(pau.get("/affaires/M-PAU").status == 200);
  CHECK(pau.get("/affaires/M-PAU/explication").status == 200);
  CHECK(pau.get("/affaires").says("/dossiers/64-2"));
  CHECK(pau.get("/recherche?q=64-2").location == "/dossiers/64-2");
  CHECK(pau.get("/recherche?q=2222222").location == "/dossiers/64-2");
  CHECK(pau.get("/recherche?q=M-P").says("/affaires/M-PAU"));
  // Who runs the bench reads no dossier.
  const auto machine = running.seat("machine", acces::Role::administration);
  for (const auto* address : {"/affaires", "/affaires/M-PAU", "/dossiers/64-2", "/recherche?q=64-2"})
    CHECK(machine.get(address).status == 403);
}

TEST_CASE("le registre se parcourt page à page, chaque affaire une fois, sans lire la base",
          "[banc][registre]") {
  auto dossiers = serveur::essais::generated(7, 5'000, "2026-11-21");
  const std::string_view same = "\"territoire\":\"Adour BAB\"";
  for (std::size_t i = 0; i < dossiers.size(); ++i) {
    const auto at = dossiers[i].find(same);
    REQUIRE(at != std::string::npos);
    dossiers[i].replace(at, same.size(), "\"territoire\":\"T" + std::to_string(i % 5) + "\"");
  }
  RunningBench running(day("2026-11-21"), dossiers);
  const auto seat = running.seat("deux", acces::Role::referent, {"T1", "T3"});
  const std::string kind = "type = 'manquement_constate' AND ouverte = 1 AND territoire IN ('T1', 'T3')";
  const auto expected = running.number("SELECT count(*) FROM affaires WHERE " + kind);
  REQUIRE(expected > 50);
  std::vector<std::string> walked;
  for (std::string address = "/affaires?type=manquement_constate"; !address.empty();) {
    const auto before = running.bench().visible.rows_read();
    const auto answer = seat.get(address);
    REQUIRE(answer.status == 200);
    CHECK(running.bench().visible.rows_read() - before <= 500);
    for (auto& row : rows_of(answer.body)) walked.push_back(unescaped(std::move(row)));
    REQUIRE(walked.size() <= static_cast<std::size_t>(expected));
    address = next_of(answer.body);
  }
  CHECK(std::set(walked.begin(), walked.end()).size() == walked.size());
  REQUIRE(walked.size() == static_cast<std::size_t>(expected));
  const auto in_order = running.text(
      "SELECT group_concat(it, ' ') FROM (SELECT dossier || '/' || affaire AS it FROM affaires WHERE " +
      kind + " ORDER BY ordre, dossier, rang)");
  std::string seen;
  for (const auto& address : walked) {
    const auto number = address.substr(10, address.find('?') - 10);
    const auto from = address.find("dossier=") + 8;
    seen += (seen.empty() ? "" : " ") + address.substr(from, address.find('&', from) - from) + "/" + number;
  }
  CHECK(seen == in_order);

  // Everywhere, all territoires at once, and the workbook of a kind.
  const auto everywhere = running.seat("partout", acces::Role::cadre);
  const auto before = running.bench().visible.rows_read();
  CHECK(rows_of(everywhere.get("/affaires").body).size() == 25);
  CHECK(running.bench().visible.rows_read() - before <= 500);
  const auto book = everywhere.get("/affaires?type=manquement_constate&format=xlsx");
  CHECK(book.status == 200);
  CHECK(book.body.starts_with("PK"));
  acces::AuditQuestion question;
  question.kind = acces::AuditKind::edition;
  CHECK(running.bench().access.audit.search(question).size() == 1);
}

TEST_CASE("une affaire et un dossier se montrent au jour demandé, d'après ce qu'on savait", "[banc][jours]") {
  RunningBench running(day("2026-05-04"), {dossier("64-1", "Adour BAB", "1111111", "M-1")});
  const auto seat = running.seat("camille", acces::Role::referent);
  for (const std::string page : {"/affaires/M-1?dossier=64-1&personne=p1", "/dossiers/64-1?x="}) {
    INFO(page);
    const auto now = seat.get(page);
    CHECK(now.says("(coupe)"));
    CHECK(now.says("Enregistrer un acte"));
    // The payer told on 13 April what it did on the 1st.
    CHECK(seat.get(page + "&au=2026-04-20").says("(coupe)"));
    const auto before = seat.get(page + "&au=2026-04-20&connu_au=2026-04-10");
    CHECK_FALSE(before.says("(coupe)"));
    CHECK(before.says("(d)"));
    CHECK(before.says("20 avril 2026"));
    CHECK(before.says("10 avril 2026"));
    CHECK_FALSE(before.says("Enregistrer un acte"));
    CHECK_FALSE(before.says("/suivi/"));
    CHECK_FALSE(before.says("/corriger"));
    CHECK_FALSE(seat.get(page + "&au=2026-03-10").says("(d)"));
    CHECK(seat.get(page + "&au=2026-02-31").says("est pas un jour"));
  }
  const auto too_early = seat.get("/affaires/M-1?dossier=64-1&personne=p1&au=2026-01-10");
  CHECK(too_early.status == 200);
  CHECK(too_early.says("existait pas"));
}

TEST_CASE("un numéro que deux dossiers portent demande lequel", "[banc][affaire]") {
  RunningBench running(day("2026-05-04"), {dossier("64-1", "Adour BAB", "1111111", "M-1"),
                                           dossier("64-2", "Pau", "2222222", "M-1")});
  const auto everywhere = running.seat("camille", acces::Role::referent);
  const auto choice = everywhere.get("/affaires/M-1");
  CHECK(rows_of(choice.body) == std::vector<std::string>{"/affaires/M-1?dossier=64-1&amp;personne=p1",
                                                         "/affaires/M-1?dossier=64-2&amp;personne=p1"});
  const auto chosen = everywhere.get("/affaires/M-1?dossier=64-2&personne=p1");
  CHECK(chosen.says("/dossiers/64-2"));
  CHECK_FALSE(chosen.says("64-1"));
  CHECK(everywhere.get("/affaires/M-1?dossier=64-2&personne=p9").status == 404);
  // Who sees one of them alone is asked nothing.
  const auto pau = running.seat("pau", acces::Role::referent, {"Pau"});
  CHECK(pau.get("/affaires/M-1").says("/dossiers/64-2"));
}

TEST_CASE("chaque lecture est au journal, et la page du dossier la montre", "[banc][audit]") {
  RunningBench running(day("2026-05-04"), {dossier("64-1", "Adour BAB", "1111111", "M-1")});
  const auto seat = running.seat("camille", acces::Role::referent);
  running.seat("autre", acces::Role::referent).get("/dossiers/64-1");
  CHECK(readings(running, "64-1") == std::vector<std::string>{"lecture_dossier dossier"});
  CHECK(seat.get("/affaires/M-1").says("autre, référent"));
  CHECK(seat.get("/affaires/M-1/explication").status == 200);
  CHECK(readings(running, "64-1") == std::vector<std::string>{"edition explication à la personne",
                                                              "lecture_dossier affaire",
                                                              "lecture_dossier dossier"});
  const auto lists = lists_read(running);
  seat.get("/affaires");
  seat.get("/recherche?q=64");
  CHECK(lists_read(running) == lists + 2);
  CHECK(seat.get("/dossiers/64-1?enregistre=d").says("Acte enregistré : "));
  CHECK_FALSE(seat.get("/dossiers/64-1?enregistre=jamais").says("Acte enregistré"));
}

TEST_CASE("un texte hostile d'un dossier se lit, et n'agit pas", "[banc][affaire]") {
  const std::string number = "64<script>alert(1)</script>", affaire = "M<script>alert(2)</script>";
  RunningBench running(day("2026-05-04"), {dossier(number, "<script>alert(3)</script>", "1<b>", affaire)});
  const auto seat = running.seat("camille", acces::Role::referent);
  running.bench().link_template = "https://ssd.exemple.fr/{matricule}?d={dossier}";
  const auto of = "?dossier=" + http::percent_encoded(number) + "&personne=p1";
  const std::string pages[] = {"/affaires",
                               "/dossiers/" + http::percent_encoded(number),
                               "/affaires/" + http::percent_encoded(affaire) + of,
                               "/affaires/" + http::percent_encoded(affaire) + "/explication" + of,
                               "/recherche?q=" + http::percent_encoded("64<s"),
                               "/"};
  for (const auto& page : pages) {
    INFO(page);
    const auto answer = seat.get(page);
    CHECK(answer.status == 200);
    CHECK_FALSE(answer.says("<script>alert"));
    CHECK(answer.says("&lt;script&gt;alert"));
  }
  CHECK(
      seat.get(pages[1]).says("https://ssd.exemple.fr/1%3Cb%3E?d=64%3Cscript%3Ealert%281%29%3C%2Fscript%3E"));
}

TEST_CASE("ce que les règles ne comprennent pas d'un dossier est dit à sa page", "[banc][dossier]") {
  auto misread = dossier("64-1", "Adour BAB", "1234567", "M-1");
  misread.replace(misread.find("non_respect"), 11, "non_respekt");
  RunningBench running(day("2026-05-04"), {misread, dossier("64-2", "Adour BAB", "1234568", "M-2")});
  const auto camille = running.seat("camille", acces::Role::lecture);
  CHECK(camille.get("/dossiers/64-1").says("m : champ nature"));
  CHECK_FALSE(camille.get("/dossiers/64-2").says("ne comprennent pas"));
}

TEST_CASE("le lien vers le logiciel du Département est de https, ou n'est pas", "[banc][dossier]") {
  CHECK(department_link("https://ssd.fr/{matricule}/{dossier}", "64-1", "12 3") ==
        "https://ssd.fr/12%203/64-1");
  CHECK(department_link("javascript:alert('{dossier}')", "64-1", "1").empty());
  CHECK(department_link("http://ssd.fr/{dossier}", "64-1", "1").empty());
  CHECK(department_link("https://ssd.fr/{matricule}", "64-1", "").empty());
  CHECK(department_link("", "64-1", "1").empty());
}

TEST_CASE("un dessin entre tel quel dans une page, s'il n'agit pas", "[cadre]") {
  cadre::Html html;
  html.drawing("<svg class=\"frise\"><text>&lt;b&gt;</text></svg>\n");
  CHECK(html.str() == "<svg class=\"frise\"><text>&lt;b&gt;</text></svg>\n");
  for (const auto* acting :
       {"<svg ><script>1</script></svg>", "<svg ><a href=\"/\">x</a></svg>", "<svg onload=\"x\"></svg>",
        "<svg ><g style=\"x\"/></svg>", "<p>x</p>", "<svg ></svg><p>x"})
    CHECK_THROWS_AS(cadre::Html().drawing(acting), std::logic_error);
}
