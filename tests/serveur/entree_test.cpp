#include <catch2/catch.hpp>

#include "tests/serveur/http_support.hpp"

using namespace filrouge::http;

namespace {

Route route(Method method, std::string pattern, Handler handler, std::optional<Right> right = std::nullopt) {
  Route made;
  made.method = method;
  made.pattern = std::move(pattern);
  made.handler = std::move(handler);
  made.right = right;
  return made;
}

std::string listed(const std::vector<std::string>& texts) {
  std::string all;
  for (const auto& text : texts) all += "[" + text + "]";
  return all;
}

std::vector<Route> pages() {
  return {route(Method::get, "/", [](const Request&) { return plain_text("accueil"); }),
          route(Method::get, "/dossiers/{numero}",
                [](const Request& request) {
                  return plain_text(request.parameters.text("numero") + listed(request.query.all("a")));
                }),
          route(Method::get, "/dossiers/nouveau", [](const Request&) { return plain_text("mot"); }),
          route(Method::post, "/dossiers/{numero}/acte",
                [](const Request& request) { return plain_text(listed(request.form.all("piece"))); }),
          route(
              Method::get, "/prive",
              [](const Request& request) { return plain_text(request.visitor ? "admis" : ""); }, 1),
          route(
              Method::post, "/prive", [](const Request&) { return plain_text("écrit"); }, 1),
          route(Method::get, "/compte", [](const Request& request) {
            return plain_text(request.account.value_or("personne") + " " +
                              request.headers.text("x-filrouge-compte") +
                              (request.is_proxy ? " mandataire " : " ") + request.peer +
                              (request.secure ? " sûr" : " clair"));
          })};
}

int asked(const Running& server, const std::string& bytes) {
  Wire wire(server.port());
  wire.send(bytes);
  return status(wire.answer());
}

}  // namespace

TEST_CASE("un serveur ne répond que sous ses noms", "[serveur]") {
  const Running server(pages(), [](ServerOptions& options) {
    options.names = {"banc.essai", "autre.essai:7"};
  });
  const auto port = std::to_string(server.port());
  for (const auto& host : {server.host(), "LocalHost:" + port, std::string("banc.essai"),
                           "banc.essai:" + port, std::string("autre.essai:7")}) {
    INFO(host);
    CHECK(asked(server, get("/", host)) == 200);
  }
  for (const auto& host :
       {std::string("mechant.essai"), "mechant.essai:" + port, std::string("127.0.0.1:1"),
        std::string("127.0.0.1"), std::string("autre.essai"), "x.banc.essai:" + port, std::string("")}) {
    INFO(host);
    CHECK(asked(server, get("/", host)) == 421);
  }
}

TEST_CASE("une demande qui se lit de deux façons n'est pas lue", "[serveur]") {
  const Running server(pages());
  const auto host = "Host: " + server.host() + "\r\n";
  const std::string form = "Content-Type: application/x-www-form-urlencoded\r\n";
  const auto acte = "POST /dossiers/1/acte HTTP/1.1\r\n" + host + form;
  CHECK(asked(server, "GET / HTTP/1.1\r\n\r\n") == 400);
  CHECK(asked(server, "GET / HTTP/1.1\r\n" + host + host + "\r\n") == 400);
  CHECK(asked(server, acte + "Content-Length: 9\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n") == 400);
  CHECK(asked(server, acte + "Transfer-Encoding: chunked\r\nContent-Length: 9\r\n\r\n0\r\n\r\n") == 400);
  CHECK(asked(server, acte + "Content-Length: 9\r\nContent-Length: 8\r\n\r\njeton=bon") == 400);
  CHECK(asked(server, acte + "Content-Length: 9\r\nContent-Length: 9\r\n\r\njeton=bon") == 400);
  CHECK(asked(server, acte + "Content-Length: 9, 9\r\n\r\njeton=bon") == 400);
  CHECK(asked(server, acte + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n") == 400);
  CHECK(asked(server, "GET / HTTP/1.1\r\nHost : " + server.host() + "\r\n\r\n") == 400);
  CHECK(asked(server, "GET / HTTP/2.0\r\n" + host + "\r\n") == 505);
  CHECK(asked(server, "n'importe quoi\r\n\r\n") == 400);
  CHECK(asked(server, "GET / HTTP/1.1\r\n" + host + "Content-Length: 3\r\n\r\nabc") == 400);
  CHECK(asked(server, acte + "Transfer-Encoding: chunked\r\n\r\n9\r\njeton=bon\r\n0\r\n\r\n") == 200);
}

TEST_CASE("une adresse est décodée, ou refusée", "[serveur]") {
  const Running server(pages());
  const auto text = [&](const std::string& path) {
    Wire wire(server.port());
    wire.send(get(path, server.host()));
    const auto answer = wire.answer();
    return status(answer) == 200 ? body(answer) : std::to_string(status(answer));
  };
  CHECK(text("/dossiers/%C3%A9t%C3%A9+1?a=x+y&b=&a=%26") == "été+1[x y][&]");
  CHECK(text("/dossiers/64%2F1") == "64/1");
  CHECK(text("/dossiers/nouveau") == "mot");
  for (const auto* path : {"/dossiers/a%00b", "/dossiers/%C3", "/dossiers/%zz", "/dossiers/%4",
                           "/dossiers/../x", "/dossiers/%2e%2E/x", "/./", "/dossiers/a%0Ab",
                           "/dossiers/1?a=%00", "/dossiers/1?a=%E9", "http://127.0.0.1/", "*"}) {
    INFO(path);
    CHECK(text(path) == "400");
  }
  for (const auto* path : {"/absente", "/dossiers/", "//", "/dossiers/1/acte/2"}) {
    INFO(path);
    CHECK(text(path) == "404");
  }
}

TEST_CASE("une méthode que l'adresse n'a pas est refusée, avec celles qu'elle a", "[serveur]") {
  const Running server(pages());
  const auto answer = [&](const std::string& method, const std::string& path) {
    Wire wire(server.port());
    wire.send(method + " " + path + " HTTP/1.1\r\nHost: " + server.host() + "\r\n\r\n");
    return wire.answer();
  };
  CHECK(status(answer("DELETE", "/prive")) == 405);
  CHECK(header(answer("DELETE", "/prive"), "Allow") == "GET, HEAD, POST");
  CHECK(header(answer("GET", "/dossiers/1/acte"), "Allow") == "POST");
  CHECK(status(answer("OPTIONS", "/")) == 405);
  CHECK(status(answer("TRACE", "/")) == 405);
  CHECK(status(answer("INVENTEE", "/")) == 501);
}

TEST_CASE("HEAD dit la longueur du corps, et ne l'envoie pas ; la connexion sert encore", "[serveur]") {
  const Running server(pages());
  Wire wire(server.port());
  wire.send("HEAD / HTTP/1.1\r\nHost: " + server.host() + "\r\n\r\n");
  const auto head = wire.answer(true);
  CHECK(status(head) == 200);
  CHECK(header(head, "Content-Length") == "7");
  wire.send(get("/", server.host()) + get("/dossiers/2", server.host()));
  CHECK(body(wire.answer()) == "accueil");
  CHECK(body(wire.answer()) == "2");
  wire.send(get("/", server.host(), "Connection: close\r\n"));
  CHECK(header(wire.answer(), "Connection") == "close");
  CHECK(wire.closes(std::chrono::seconds(2)));
}

TEST_CASE("n'écrit que qui vient d'une page d'ici, avec son jeton", "[serveur]") {
  const Running server(pages());
  const auto ours = "Origin: http://" + server.host() + "\r\n";
  const auto to_write = [&](const std::string& form, const std::string& headers) {
    return asked(server, post("/dossiers/1/acte", server.host(), form, headers));
  };
  CHECK(to_write("jeton=bon", "") == 200);
  CHECK(to_write("jeton=bon", ours + "Sec-Fetch-Site: same-origin\r\n") == 200);
  CHECK(to_write("jeton=bon", "Sec-Fetch-Site: none\r\n") == 200);
  CHECK(to_write("", "") == 403);
  CHECK(to_write("jeton=faux", ours) == 403);
  CHECK(to_write("jeton=bon", "Origin: https://mechant.essai\r\n") == 403);
  CHECK(to_write("jeton=bon", "Origin: null\r\n") == 403);
  CHECK(to_write("jeton=bon", "Origin: https://" + server.host() + "\r\n") == 403);
  CHECK(to_write("jeton=bon", "Sec-Fetch-Site: same-site\r\n") == 403);
  CHECK(to_write("jeton=bon", "Sec-Fetch-Site: cross-site\r\n") == 403);
  CHECK(asked(server, get("/", server.host(),
                          "Origin: https://mechant.essai\r\nSec-Fetch-Site: cross-site\r\n")) == 200);
}

TEST_CASE("le droit est demandé avant tout, et le formulaire garde ses valeurs répétées", "[serveur]") {
  const Running server(pages());
  Wire wire(server.port());
  wire.send(get("/prive", server.host()));
  const auto denied = wire.answer();
  CHECK(status(denied) == 303);
  CHECK(header(denied, "Location") == "/connexion");
  wire.send(get("/prive", server.host(), "Cookie: autre=1; session=ouverte\r\n"));
  CHECK(body(wire.answer()) == "admis");
  CHECK(asked(server, post("/prive", server.host(), "jeton=bon")) == 303);
  wire.send(post("/dossiers/1/acte", server.host(), "piece=a+b&jeton=bon&piece=%C3%A9%0D%0A"));
  CHECK(body(wire.answer()) == "[a b][é\r\n]");
  CHECK(asked(server, post("/dossiers/1/acte", server.host(), "jeton=bon&piece=%00")) == 400);
}

TEST_CASE("seule la socket du mandataire dit qui est connecté", "[serveur]") {
  Place place;
  const auto socket = place("mandataire");
  const Running server(pages(), [&](ServerOptions& options) {
    options.socket = socket;
    options.names = {"banc.essai"};
  });
  const std::string said = "X-Filrouge-Compte: cadre\r\nX-Forwarded-For: 10.0.0.9, 10.0.0.7\r\n";
  Wire tcp(server.port());
  tcp.send(get("/compte", server.host(), said));
  CHECK(body(tcp.answer()) == "personne  127.0.0.1 clair");
  CHECK((std::filesystem::status(socket).permissions() & std::filesystem::perms::mask) ==
        (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write |
         std::filesystem::perms::group_read | std::filesystem::perms::group_write));
  Wire local(socket);
  local.send(get("/compte", "banc.essai", said));
  const auto answer = local.answer();
  CHECK(body(answer) == "cadre  mandataire 10.0.0.7 sûr");
  CHECK(header(answer, "Strict-Transport-Security") == "max-age=31536000");
  local.send(get("/compte", "banc.essai", "X-Filrouge-Compte: cadre\r\nX-Filrouge-Compte: autre\r\n"));
  CHECK(status(local.answer()) == 400);
  local.send(get("/compte", "banc.essai", "X-Forwarded-Proto: http\r\n"));
  CHECK(body(local.answer()) == "personne  mandataire socket clair");
}
