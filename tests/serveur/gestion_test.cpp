#include <SQLiteCpp/Database.h>

#include <array>
#include <catch2/catch.hpp>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <thread>

#include "apps/serveur/banc/follow_up.hpp"
#include "apps/serveur/banc/hidden_numbers.hpp"
#include "engine/store/import.hpp"
#include "tests/serveur/bench_support.hpp"

/// The pages of who runs the bench: imports, doubts, sources, accounts, audit, retention.
namespace filrouge::pages {
namespace {

using acces::Role;

const Date today = *parse_iso_date("2026-11-30");

/// Two dossiers of two territoires, whose right closed long ago; one has a recours without decision.
const std::vector<std::string> caseload{
    R"({"dossier":"64-11","departement":"64","territoire":"Adour","organisme":"CAF","matricule":"111",
        "personnes":[{"id":"p1","role":"demandeur","naissance":"1980-01-01"}],
        "attributs":[{"nom":"etat_droit","valeur":"5","le":"2018-03-01"}]})",
    R"({"dossier":"64-22","departement":"64","territoire":"Pau","organisme":"CAF","matricule":"222",
        "personnes":[{"id":"p1","role":"demandeur","naissance":"1981-01-01"}],
        "attributs":[{"nom":"etat_droit","valeur":"5","le":"2018-03-01"}]})",
    R"({"dossier":"64-33","departement":"64","territoire":"Pau",
        "personnes":[{"id":"p1","role":"demandeur","naissance":"1982-01-01"}],
        "attributs":[{"nom":"etat_droit","valeur":"5","le":"2018-06-01"}],
        "evenements":[{"id":"r1","type":"recours_contentieux","le":"2018-02-01","personne":"p1"}]})",
    R"({"dossier":"64-44","departement":"64","territoire":"Pau",
        "personnes":[{"id":"p1","role":"demandeur","naissance":"1983-01-01"}],
        "attributs":[{"nom":"etat_droit","valeur":"2","le":"2018-06-01"}]})"};

/// The browser of a cadre, to send files by.
class Sender {
 public:
  explicit Sender(RunningBench& bench, std::vector<std::string> territoires = {}) : bench_(bench) {
    auto& access = bench.bench().access;
    const auto now = bench.bench().now();
    const auto account = access.accounts.add("envoi", {Role::cadre, territoires.empty(), territoires, {}},
                                             "quatre mots sans rapport", false, {"essai", ""}, now);
    token_ = access.file.writing(
        [&](SQLite::Database& writing) { return access.sessions.open_in(writing, account.id, now); });
    csrf_ = access.sessions.resume(token_, now)->visitor.csrf;
  }

  Answer operator()(const std::string& name, const std::string& content, const FormFields& fields) const {
    const std::string boundary = "----limite";
    std::string body;
    const auto add = [&](const std::string& field, const std::string& value) {
      body += "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + field + "\"\r\n\r\n" + value +
              "\r\n";
    };
    add("jeton", csrf_);
    for (const auto& [field, value] : fields) add(field, value);
    body += "--" + boundary + "\r\nContent-Disposition: form-data; name=\"fichier\"; filename=\"" + name +
            "\"\r\nContent-Type: application/octet-stream\r\n\r\n" + content + "\r\n--" + boundary + "--\r\n";
    return sent(head(boundary, body.size()) + body);
  }
  /// The head alone of so many bytes.
  Answer announces(std::size_t bytes) const { return sent(head("x", bytes)); }

 private:
  std::string head(const std::string& boundary, std::size_t bytes) const {
    return "POST /imports HTTP/1.1\r\nHost: " + bench_.host() + "\r\nOrigin: http://" + bench_.host() +
           "\r\nCookie: filrouge=" + token_ + "\r\nContent-Type: multipart/form-data; boundary=" + boundary +
           "\r\nContent-Length: " + std::to_string(bytes) + "\r\n\r\n";
  }
  Answer sent(const std::string& bytes) const {
    http::Wire wire(bench_.port());
    wire.send(bytes);
    const auto came = wire.answer();
    return {http::status(came), http::header(came, "Location"), http::body(came)};
  }

  const RunningBench& bench_;
  std::string token_, csrf_;
};

/// A third import: a row refused of each territoire, and a doubt between them.
void add_import(RunningBench& bench) {
  Base base(bench.base(), BaseAccess::write);
  const auto rules = bench.bench().rules.now();
  Import import(base, rules->model().vocabulary);
  import.begin_file({"nuit.csv", "csv", "a", 10, rules->model().digest, "2026-11-29T05:00:00", "essai"});
  import.reject({"nuit.csv", 4, 0, "64-11", "le", "n'est pas une date"});
  import.reject({"nuit.csv", 5, 0, "64-22", "le", "n'est pas une date non plus"});
  import.reject({"nuit.csv", 6, 0, "64-11", "dossier", "presque le numéro du dossier 64-22"});
  import.commit();
  base.database().exec(
      "INSERT INTO rapprochements(fait_le, auteur, decision, dossier, systeme, autre, motif) "
      "VALUES('2026-11-29', "
      "'filrouge', 'doute', '64-22', 'essai', '64-11', 'même matricule'), ('2026-11-29', 'filrouge', "
      "'doute', "
      "'64-33', 'essai', '64-22', 'même demandeur')");
}

std::string bytes_of(const std::string& base) {
  std::string all;
  for (const auto* suffix : {"", "-wal", "-shm", ".acces", ".acces-wal"}) {
    std::ifstream file(base + suffix, std::ios::binary);
    all.append(std::istreambuf_iterator<char>(file), {});
  }
  return all;
}

}  // namespace

TEST_CASE("each page of management is for who may, and 403 for the others", "[gestion]") {
  RunningBench bench(today, caseload);
  const auto reader = bench.seat("lea", Role::lecture), referent = bench.seat("rene", Role::referent),
             cadre = bench.seat("camille", Role::cadre), admin = bench.seat("ada", Role::administration);
  const std::pair<const char*, std::array<int, 4>> expected[] = {
      // lecture, référent, cadre, administration
      {"/imports", {403, 403, 200, 200}},         {"/imports/1", {403, 403, 200, 200}},
      {"/rapprochements", {403, 403, 200, 403}},  {"/rapprochements/1", {403, 403, 404, 403}},
      {"/sources", {200, 200, 200, 403}},         {"/comptes", {403, 403, 403, 200}},
      {"/comptes/nouveau", {403, 403, 403, 200}}, {"/comptes/lea", {403, 403, 403, 200}},
      {"/audit", {403, 403, 403, 200}},           {"/audit.csv", {403, 403, 403, 200}},
      {"/conservation", {403, 403, 403, 200}}};
  for (const auto& [path, statuses] : expected) {
    INFO(path);
    CHECK(reader.get(path).status == statuses[0]);
    CHECK(referent.get(path).status == statuses[1]);
    CHECK(cadre.get(path).status == statuses[2]);
    CHECK(admin.get(path).status == statuses[3]);
  }
  for (const auto* path :
       {"/comptes/lea/fermer", "/audit/verifier", "/conservation/effacer", "/conservation/durees"}) {
    INFO(path);
    CHECK(cadre.post(path, {}).status == 403);
  }
  CHECK(reader.post("/rapprochements/1", {{"geste", "joindre"}, {"compris", "oui"}}).status == 403);
}

TEST_CASE("an account of one territoire learns no number of another from these pages", "[gestion]") {
  RunningBench bench(today, caseload);
  add_import(bench);
  const auto cadre = bench.seat("camille", Role::cadre, {"Adour"}),
             admin = bench.seat("ada", Role::administration, {"Adour"});
  bench.bench().access.audit.append({"essai", ""}, acces::AuditKind::lecture_dossier, "64-22", "vu de près",
                                    bench.bench().now());
  const auto rejects = cadre.get("/imports/2");
  CHECK(rejects.says("64-11"));
  CHECK(rejects.says("presque le numéro du dossier (autre dossier)"));
  CHECK(rejects.says("1 autre ligne refusée"));
  CHECK(cadre.get("/rapprochements").says("Aucun doute"));
  for (const auto* number : {"1", "2"})
    CHECK(cadre.get(std::string("/rapprochements/") + number).status == 404);
  CHECK(cadre.post("/rapprochements/1", {{"geste", "joindre"}, {"compris", "oui"}}).status == 404);
  CHECK(admin.post("/conservation/durees", {{"quoi", "dossiers"}, {"mois", "24"}, {"source", "délibération"}})
            .status == 303);
  CHECK(admin.get("/conservation").says("64-11"));
  CHECK(admin.post("/conservation/confirmer", {{"dossier", "64-22"}}).status == 404);
  CHECK(admin.post("/conservation/effacer", {{"dossier", "64-22"}, {"nombre", "1"}, {"verifie", "64-22"}})
            .status == 404);
  CHECK_FALSE(admin.get("/audit?dossier=64-22").says("vu de près"));
  for (const auto* path : {"/imports", "/imports/2", "/rapprochements", "/sources"}) {
    INFO(path);
    CHECK_FALSE(cadre.get(path).says("64-22"));
    CHECK_FALSE(cadre.get(path).says("64-33"));
  }
  for (const auto* path : {"/imports", "/imports/2", "/audit", "/audit.csv", "/conservation", "/comptes"}) {
    INFO(path);
    CHECK_FALSE(admin.get(path).says("64-22"));
    CHECK_FALSE(admin.get(path).says("64-33"));
  }
}

TEST_CASE("who sees some dossiers brings no other into sight by a file", "[gestion]") {
  RunningBench bench(today, caseload);
  const Sender limited(bench, {"Adour"});
  const std::string moved = R"({"schema":1,"dossier":"64-22","departement":"64","territoire":"Adour"})";
  const auto trial = limited("f.ndjson", moved, {});
  CHECK(trial.status == 403);
  CHECK(trial.value_of("essaye").empty());
  CHECK(limited("f.ndjson", moved, {{"essaye", trial.value_of("essaye")}}).status == 403);
  CHECK(bench.number("SELECT count(*) FROM entetes WHERE dossier = '64-22' AND territoire = 'Adour'") == 0);
}

TEST_CASE("rights changed and refused, the session goes on", "[gestion]") {
  RunningBench bench(today, caseload);
  auto& access = bench.bench().access;
  const auto now = bench.bench().now();
  const auto account = access.accounts.add("lea", {Role::cadre, true, {}, {}}, "quatre mots sans rapport",
                                           false, {"essai", ""}, now);
  const auto token = access.file.writing(
      [&](SQLite::Database& writing) { return access.sessions.open_in(writing, account.id, now); });
  access.accounts.change("lea", {Role::lecture, true, {}, {}}, {"essai", ""}, now);
  const auto asked = [&](const std::string& path, const std::string& cookie) {
    http::Wire wire(bench.port());
    wire.send(http::get(path, bench.host(), "Cookie: " + cookie + "\r\n"));
    return wire.answer();
  };
  const auto refused = asked("/imports", "filrouge=" + token);
  CHECK(http::status(refused) == 403);
  const auto cookie = http::header(refused, "Set-Cookie");
  REQUIRE(cookie.starts_with("filrouge="));
  CHECK(http::status(asked("/", cookie.substr(0, cookie.find(';')))) == 200);
}

TEST_CASE("a base put in place of another is the one that is read, and none is made in its absence",
          "[gestion]") {
  RunningBench bench(today, caseload);
  const auto cadre = bench.seat("camille", Role::cadre);
  REQUIRE(cadre.get("/dossiers/64-11").status == 200);
  const auto line = bench.text("SELECT id FROM constats WHERE dossier = '64-11' LIMIT 1");
  const auto copy = bench.base() + ".copie";
  {
    Base there(bench.base(), BaseAccess::read);
    SQLite::Database made(copy, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    there.database().backup(copy.c_str(), SQLite::Database::Save);
  }
  Base(copy, BaseAccess::write).database().exec("DELETE FROM dossiers WHERE dossier = '64-11'");
  for (const auto* suffix : {"", "-wal", "-shm"})
    if (std::filesystem::exists(bench.base() + suffix))
      std::filesystem::rename(bench.base() + suffix, bench.base() + ".avant" + suffix);
  CHECK(cadre.get("/dossiers/64-11").status == 503);
  CHECK(cadre.post("/dossiers/64-11/suivi/" + line, {{"geste", "charge"}}).status == 503);
  CHECK_THROWS_AS(banc::record_follow_up(bench.base(), "64-11", line, {}), StoreError);
  CHECK_FALSE(std::filesystem::exists(bench.base()));
  std::filesystem::rename(copy, bench.base());
  CHECK(cadre.get("/dossiers/64-11").status == 404);
  CHECK(cadre.get("/dossiers/64-22").status == 200);
}

TEST_CASE("a joined dossier's old name does not show the dossier that has it now", "[gestion]") {
  RunningBench bench(today, caseload);
  Base(bench.base(), BaseAccess::write)
      .database()
      .exec(
          "INSERT INTO rapprochements(fait_le, auteur, decision, dossier, systeme, nom, motif) "
          "VALUES('2026-11-29', 'filrouge', 'joint', '64-11', 'essai', '64-22', 'même matricule')");
  const auto cadre = bench.seat("camille", Role::cadre, {"Adour"});
  const auto page = cadre.get("/rapprochements/1");
  CHECK(page.status == 200);
  CHECK_FALSE(page.says("Ce que les sources disent de chacun"));
}

TEST_CASE("numbers of any writing are hidden from who may not see them", "[gestion]") {
  auto dossiers = caseload;
  for (const auto* number : {"64.7", "64/7 é"})
    dossiers.push_back(R"({"schema":1,"dossier":")" + std::string(number) +
                       R"(","departement":"64","territoire":"Pau"})");
  RunningBench bench(today, dossiers);
  const auto base = bench.bench().visible.lend({false, {"Adour"}});
  CHECK(banc::without_hidden(*base, "presque le numéro du dossier 64.7.") ==
        "presque le numéro du dossier (autre dossier).");
  CHECK(banc::without_hidden(*base, "« 64.7/p1 », 64-22/p1 et 64-11") ==
        "« (autre dossier)/p1 », (autre dossier)/p1 et 64-11");
}

TEST_CASE("a file is tried first, and written only as it was tried", "[gestion]") {
  RunningBench bench(today, caseload);
  const Sender sender(bench);
  const std::string one = R"({"schema":1,"dossier":"75-900","departement":"64","territoire":"Pau"})";
  const auto send = [&](const std::string& content, const std::string& tried,
                        const std::string& name = "f.ndjson") {
    return sender(name, content, {{"essaye", tried}, {"nouveaux", "oui"}});
  };
  const auto trial = send(one, "");
  CHECK(trial.status == 200);
  CHECK(trial.says("dossier 75-900"));
  CHECK(bench.number("SELECT count(*) FROM dossiers WHERE dossier = '75-900'") == 0);
  const auto token = trial.value_of("essaye");
  REQUIRE_FALSE(token.empty());
  // Another file under the same token is tried too.
  CHECK(send(R"({"schema":1,"dossier":"75-901"})", token).says("rien n'est écrit"));
  CHECK(bench.number("SELECT count(*) FROM dossiers WHERE dossier LIKE '75%'") == 0);
  CHECK(send(one, token).says("Le fichier est versé"));
  CHECK(bench.number("SELECT count(*) FROM dossiers WHERE dossier = '75-900'") == 1);
  CHECK(send(one, token).says("déjà"));
  // Nothing stays of what was sent, once it was answered.
  const auto sent = std::filesystem::path(bench.base()).parent_path() / "depots";
  for (int i = 0; i < 100 && !std::filesystem::is_empty(sent); ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  CHECK(std::filesystem::is_empty(sent));

  // What is no file of ours is refused beside the field, and a CSV asks for its page.
  const auto binary = send(std::string("\x89PNG\r\n\x1a\n\0\0", 10), "", "image.xml");
  CHECK(binary.status == 422);
  CHECK(binary.says("fichier-erreur"));
  CHECK(send("a;b\n1;2\n", "", "f.csv").says("page-erreur"));
  CHECK(send("{}", "", "f.docx").says("format-erreur"));
  CHECK(bench.number("SELECT count(*) FROM imports WHERE format <> 'banc'") == 2);

  // Its page goes by the name that the person gave the file, and comes back as it was pasted.
  const std::string page =
      "systeme: essai\r\ndepartement: \"64\"\r\nfichiers:\r\n  - fichier: pers*.csv\r\n    nature: "
      "personnes\r\n"
      "    colonnes: {dossier: dossier, personne: usager}\r\n";
  const std::string table = "dossier;usager\n75-902;U1\n";
  const auto understood = sender("personnes.csv", table, {{"page", page}});
  CHECK(understood.says("dossier 75-902"));
  CHECK_FALSE(understood.says("\\x0d"));
  CHECK(sender("personnes.csv", table, {{"page", page}, {"essaye", understood.value_of("essaye")}})
            .says("Le fichier est versé"));
  CHECK(bench.number("SELECT count(*) FROM personnes WHERE dossier = '75-902'") == 1);
}

TEST_CASE("an upload beyond 64 MiB is refused before it is read", "[gestion]") {
  RunningBench bench(today, caseload);
  CHECK(Sender(bench).announces(64 * 1024 * 1024 + 1).status == 413);
}

TEST_CASE("a doubt is settled side by side, said in the audit, and undone", "[gestion]") {
  RunningBench bench(today, caseload);
  add_import(bench);
  const auto cadre = bench.seat("camille", Role::cadre);
  const auto compared = cadre.get("/rapprochements/1");
  CHECK(compared.says("Dossier 64-22"));
  CHECK(compared.says("Dossier 64-11"));
  CHECK(compared.says("différent"));
  // Neither without having looked, nor without the token of the session.
  CHECK(cadre.post("/rapprochements/1", {{"geste", "joindre"}}).status == 422);
  CHECK(cadre.post_bare("/rapprochements/1", {{"geste", "joindre"}, {"compris", "oui"}}).status == 403);
  CHECK(bench.number("SELECT count(*) FROM dossiers WHERE dossier = '64-22'") == 1);

  const auto joined = cadre.post("/rapprochements/1", {{"geste", "joindre"}, {"compris", "oui"}});
  REQUIRE(joined.status == 303);
  CHECK(bench.number("SELECT count(*) FROM dossiers WHERE dossier = '64-22'") == 0);
  CHECK(bench.number("SELECT perime FROM evalues WHERE dossier = '64-11'") == 0);  // said again at once
  CHECK(cadre.get("/rapprochements").says("réunis"));
  const auto parted = cadre.post(joined.location, {{"geste", "separer"}, {"compris", "oui"}});
  REQUIRE(parted.status == 303);
  CHECK(bench.number("SELECT count(*) FROM evalues WHERE dossier IN ('64-11', '64-22') AND perime = 0") == 2);
  // A decision that has its sequel is settled through it.
  CHECK(cadre.post("/rapprochements/1", {{"geste", "joindre"}, {"compris", "oui"}}).status == 409);
  acces::AuditQuestion question;
  question.kind = acces::AuditKind::rapprochement;
  CHECK(bench.bench().access.audit.search(question).size() == 4);  // the refusal says that it was not done
}

TEST_CASE("accounts are opened, changed and closed, with errors beside their field", "[gestion]") {
  RunningBench bench(today, caseload);
  const auto admin = bench.seat("ada", Role::administration);
  const auto shown = admin.post(
      "/comptes/nouveau", {{"nom", "Zoé"}, {"role", "referent"}, {"territoire", "Pau"}, {"choix", "tire"}});
  CHECK(shown.status == 200);
  const auto account = bench.bench().access.accounts.find("zoe");
  REQUIRE(account);
  CHECK(account->must_change);
  CHECK(account->rights.territoires == std::vector<std::string>{"Pau"});
  const auto from = shown.body.find("<code>") + 6;
  const auto password = shown.body.substr(from, shown.body.find("</code>") - from);
  CHECK(bench.bench().access.login.open("zoe", password, "essai", bench.bench().now()).token);
  CHECK_FALSE(admin.get("/comptes/zoe").says(password));

  CHECK(admin.post("/comptes/nouveau", {{"nom", "zoe"}, {"role", "lecture"}, {"partout", "oui"}})
            .says("nom-erreur"));
  CHECK(admin.post("/comptes/nouveau", {{"nom", "max"}, {"role", "lecture"}}).says("territoires-erreur"));
  const auto weak = admin.post("/comptes/nouveau", {{"nom", "max"},
                                                    {"role", "lecture"},
                                                    {"partout", "oui"},
                                                    {"choix", "ecrit"},
                                                    {"mot_de_passe", "court"}});
  CHECK(weak.status == 422);
  CHECK(weak.says("mot_de_passe-erreur"));
  CHECK_FALSE(weak.says("value=\"court\""));
  CHECK_FALSE(bench.bench().access.accounts.find("max"));

  CHECK(admin.post("/comptes/zoe", {{"role", "cadre"}, {"autres", "Adour\r\nPau \r\n"}}).status == 303);
  CHECK(bench.bench().access.accounts.find("zoe")->rights.territoires ==
        std::vector<std::string>{"Adour", "Pau"});
  CHECK(admin.post("/comptes/zoe/fermer", {}).status == 303);
  CHECK(bench.bench().access.accounts.find("zoe")->closed);
  CHECK(admin.post("/comptes/zoe/rouvrir", {}).status == 303);
  CHECK_FALSE(bench.bench().access.accounts.find("zoe")->closed);

  // A form without its role changes nothing.
  CHECK(admin.post("/comptes/zoe", {{"partout", "oui"}}).says("role-erreur"));
  CHECK(bench.bench().access.accounts.find("zoe")->rights.role == Role::cadre);

  // The last administration account keeps its role, and stays open.
  const auto kept = admin.post("/comptes/ada/fermer", {});
  CHECK(kept.status == 422);
  CHECK(kept.says("dernier compte d'administration"));
  CHECK(admin.post("/comptes/ada", {{"role", "lecture"}, {"partout", "oui"}}).status == 422);
  CHECK(bench.bench().access.accounts.find("ada")->rights.role == Role::administration);
}

TEST_CASE("reading the audit is in the audit, and a line tampered with is found", "[gestion]") {
  RunningBench bench(today, caseload);
  const auto admin = bench.seat("ada", Role::administration);
  CHECK(admin.get("/audit").status == 200);
  CHECK(admin.get("/audit?quoi=lecture_journal").says("journal lu"));
  CHECK(admin.get("/audit?du=hier").says("du-erreur"));
  CHECK(admin.get("/audit.csv?quoi=compte").says(";essai;"));
  acces::AuditQuestion question;
  question.kind = acces::AuditKind::edition;
  CHECK(bench.bench().access.audit.search(question).size() == 1);
  CHECK(admin.post("/audit/verifier", {}).says("le journal est entier"));
  {
    SQLite::Database file(bench.base() + ".acces", SQLite::OPEN_READWRITE);
    file.exec("DROP TRIGGER audit_ne_change_pas");
    file.exec("UPDATE audit SET detail = 'rien' WHERE numero = 1");
  }
  CHECK(admin.post("/audit/verifier", {}).says("n'est pas entier"));
}

TEST_CASE("a dossier at its term goes to its last byte; what is pending or unsure holds", "[gestion]") {
  RunningBench bench(today, caseload);
  add_import(bench);
  const auto admin = bench.seat("ada", Role::administration, {"Adour", "Pau"});
  bench.bench().access.audit.append({"essai", ""}, acces::AuditKind::lecture_dossier, "64-22", "vu de près",
                                    bench.bench().now());
  // No term is ours.
  CHECK_FALSE(admin.get("/conservation").says("64-22"));
  const auto nameless =
      admin.post("/conservation/durees", {{"quoi", "dossiers"}, {"mois", "24"}, {"source", " "}});
  CHECK(nameless.status == 422);
  CHECK(nameless.says("dossiers-source-erreur"));
  CHECK(admin.post("/conservation/durees", {{"quoi", "dossiers"}, {"mois", "24"}, {"source", "délibération"}})
            .status == 303);
  const auto list = admin.get("/conservation");
  CHECK(list.says("un recours y est formé"));
  CHECK_FALSE(list.says("64-44"));
  CHECK(admin.post("/conservation/confirmer", {{"dossier", "64-33"}}).status == 409);
  CHECK(admin.post("/conservation/effacer", {{"dossier", "64-33"}, {"nombre", "1"}, {"verifie", "64-33"}})
            .status == 409);
  CHECK(admin.post("/conservation/effacer", {{"dossier", "64-44"}, {"nombre", "1"}, {"verifie", "64-44"}})
            .status == 404);
  // Nobody vouches for its recours: a person must have looked, and say how many go.
  CHECK(admin.post("/conservation/effacer", {{"dossier", "64-22"}, {"nombre", "1"}}).status == 422);
  CHECK(admin.post("/conservation/effacer", {{"dossier", "64-22"}, {"verifie", "64-22"}}).status == 422);
  REQUIRE(bench.number("SELECT count(*) FROM dossiers") == 4);

  const auto confirming = admin.post("/conservation/confirmer", {{"dossier", "64-22"}});
  auto fields = confirming.form("/conservation/effacer");
  for (auto& [name, value] : fields)
    if (name == "nombre") value = "1";
  fields.emplace_back("verifie", "64-22");
  const auto done = admin.post("/conservation/effacer", fields);
  REQUIRE(done.status == 303);
  CHECK(bench.number("SELECT count(*) FROM dossiers") == 3);
  CHECK(bytes_of(bench.base()).find("64-22") == std::string::npos);
  CHECK(admin.post("/audit/verifier", {}).says("le journal est entier"));
  CHECK(admin.get("/audit?quoi=conservation").says("(dossier effacé)"));
}

}  // namespace filrouge::pages
