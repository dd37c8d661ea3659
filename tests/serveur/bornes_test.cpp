#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>
#include <sys/stat.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <fstream>
#include <future>
#include <sstream>

#include "apps/serveur/http/multipart.hpp"
#include "apps/serveur/http/server_error.hpp"
#include "apps/serveur/http/static_routes.hpp"
#include "apps/serveur/statique/static_file.hpp"
#include "engine/files/file_error.hpp"
#include "tests/serveur/http_support.hpp"

using namespace filrouge;
using namespace filrouge::http;
using namespace std::chrono_literals;

namespace {

Route reading(std::string pattern, Handler handler) {
  Route made;
  made.pattern = std::move(pattern);
  made.handler = std::move(handler);
  return made;
}

Route writing(std::string pattern, Handler handler) {
  auto made = reading(std::move(pattern), std::move(handler));
  made.method = Method::post;
  return made;
}

std::string text_of(const std::string& file) {
  std::ostringstream text;
  text << std::ifstream(file, std::ios::binary).rdbuf();
  return text.str();
}

std::size_t left_in(const std::string& folder) {
  std::size_t count = 0;
  for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(folder)) ++count;
  return count;
}

Handler says(std::string text) {
  return [text = std::move(text)](const Request&) { return plain_text(text); };
}

std::string part(const std::string& disposition, const std::string& content) {
  return "--limite\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n" + content + "\r\n";
}

std::string sent(const std::string& host, const std::string& parts, const std::string& headers = {}) {
  const auto body = parts + "--limite--\r\n";
  return "POST /imports HTTP/1.1\r\nHost: " + host +
         "\r\nContent-Type: multipart/form-data; boundary=limite\r\nContent-Length: " +
         std::to_string(body.size()) + "\r\n" + headers + "\r\n" + body;
}

/// The log of the program, caught.
class Caught {
 public:
  Caught() : before_(spdlog::default_logger()) {
    auto sink = std::make_shared<spdlog::sinks::ostream_sink_mt>(text_);
    auto logger = std::make_shared<spdlog::logger>("essai", sink);
    logger->set_level(spdlog::level::trace);
    spdlog::set_default_logger(std::move(logger));
  }
  ~Caught() { spdlog::set_default_logger(before_); }
  Caught(const Caught&) = delete;
  Caught& operator=(const Caught&) = delete;
  std::string text() const { return text_.str(); }

 private:
  std::ostringstream text_;
  std::shared_ptr<spdlog::logger> before_;
};

std::string refusal(const std::function<void(ServerOptions&)>& choose) {
  try {
    Running server({reading("/", says("ok"))}, choose);
  } catch (const ServerError& error) {
    return error.what();
  }
  return {};
}

}  // namespace

TEST_CASE("ce qui est trop long est refusé avant d'être lu", "[serveur]") {
  const Running server({writing("/acte", says("reçu"))}, [](ServerOptions& options) {
    options.limits.body = 100;
    options.limits.header = 2000;
  });
  const auto answer = [&](const std::string& bytes) {
    Wire wire(server.port());
    wire.send(bytes);
    return wire.answer();
  };
  CHECK(status(answer(post("/acte", server.host(), "jeton=bon&a=" + std::string(88, 'x')))) == 200);
  CHECK(status(answer(post("/acte", server.host(), "jeton=bon&a=" + std::string(89, 'x')))) == 413);
  const auto chunked =
      "POST /acte HTTP/1.1\r\nHost: " + server.host() +
      "\r\nContent-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\n"
      "9\r\njeton=bon\r\n5c\r\n" +
      std::string(92, 'x') + "\r\n0\r\n\r\n";
  CHECK(status(answer(chunked)) == 413);
  CHECK(status(answer(get("/acte", server.host(), "X-Long: " + std::string(2000, 'x') + "\r\n"))) == 431);
  CHECK(status(answer(get("/" + std::string(2000, 'x'), server.host()))) == 431);
  // What still comes of it is let come: closed at once, the other side could lose the answer.
  Wire talkative(server.port());
  const auto long_one = post("/acte", server.host(), std::string(9000, 'x'));
  talkative.send(long_one.substr(0, long_one.size() - 9000));
  CHECK(status(talkative.answer()) == 413);
  talkative.send("x");
  std::this_thread::sleep_for(50ms);
  CHECK(talkative.send("x"));
  auto other = post("/acte", server.host(), "{}");
  other.replace(other.find("application/x-www-form-urlencoded"), 33, "application/json");
  CHECK(status(answer(other)) == 415);
}

TEST_CASE("qui tarde est laissé, où qu'il s'arrête", "[serveur]") {
  const Running server({writing("/acte", says("reçu")), reading("/", says("ok"))},
                       [](ServerOptions& options) {
                         options.limits.header_time = 300ms;
                         options.limits.body_time = 300ms;
                         options.limits.idle_time = 300ms;
                       });
  SECTION("sans rien dire") {
    Wire wire(server.port());
    CHECK_FALSE(wire.closes(100ms));
    CHECK(wire.closes(2s));
  }
  SECTION("en envoyant ses en-têtes octet par octet") {
    Wire wire(server.port());
    const auto slow = get("/", server.host(), "X-Lent: " + std::string(200, 'x') + "\r\n");
    bool closed = false;
    for (std::size_t i = 0; i < 60 && !closed; ++i) {
      wire.send(slow.substr(i, 1));
      closed = wire.closes(20ms);
    }
    CHECK(closed);
  }
  SECTION("au milieu de ce qu'il envoie") {
    Wire wire(server.port());
    auto form = post("/acte", server.host(), "jeton=bon&a=" + std::string(80, 'x'));
    wire.send(form.substr(0, form.size() - 10));
    CHECK_FALSE(wire.closes(100ms));
    CHECK(wire.closes(2s));
  }
  SECTION("après une réponse") {
    Wire wire(server.port());
    wire.send(get("/", server.host()));
    CHECK(status(wire.answer()) == 200);
    CHECK_FALSE(wire.closes(100ms));
    CHECK(wire.closes(2s));
  }
}

TEST_CASE("les connexions sont comptées, en tout et de chaque adresse", "[serveur]") {
  const bool each = GENERATE(true, false);
  const Running server({reading("/", says("ok"))}, [&](ServerOptions& options) {
    (each ? options.limits.per_address : options.limits.connections) = 2;
  });
  Wire second(server.port());
  second.send(get("/", server.host()));
  CHECK(status(second.answer()) == 200);
  {
    Wire first(server.port());
    first.send(get("/", server.host()));
    CHECK(status(first.answer()) == 200);
    Wire third(server.port());
    CHECK(third.closes(2s));
    first.send(get("/", server.host(), "Connection: close\r\n"));
    CHECK(first.closes(2s));
  }
  Wire next(server.port());
  next.send(get("/", server.host()));
  CHECK(status(next.answer()) == 200);
}

TEST_CASE("un fichier envoyé n'est lisible que du serveur, et disparaît une fois la réponse faite",
          "[serveur]") {
  std::string path, content, told;
  mode_t mode = 0;
  auto route = writing("/imports", [&](const Request& request) {
    path = request.upload->path();
    content = text_of(path);
    struct stat found {};
    stat(path.c_str(), &found);
    mode = found.st_mode & 0777;
    told = request.upload->filename + "|" + request.upload->field + "|" + request.form.text("source");
    if (request.form.first("faute")) throw std::runtime_error("faute");
    return plain_text("importé");
  });
  route.accepts = {multipart_type};
  const Running server({route}, [](ServerOptions& options) { options.limits.upload = 400'000; });
  // Ends like a boundary, without being one.
  const auto bytes = std::string(150'000, 'o') + "\r\n--limit\r\n--";
  const auto file = part("name=\"fichier\"; filename=\"depot/flux %22mai%22.CSV\"", bytes);
  const auto token = part("name=\"jeton\"", "bon");
  Wire wire(server.port());

  wire.send(sent(server.host(), token + part("name=source", "caf") + file));
  CHECK(body(wire.answer()) == "importé");
  CHECK(content == bytes);
  CHECK(mode == 0600);
  CHECK(told == "flux \"mai\".CSV|fichier|caf");
  CHECK(path.ends_with(".csv"));
  // The answer leaves before the file does.
  for (int i = 0; i < 100 && left_in(server.uploads()) != 0; ++i) std::this_thread::sleep_for(10ms);
  CHECK(left_in(server.uploads()) == 0);

  const auto refused = [&](const std::string& request) {
    Wire other(server.port());
    other.send(request);
    const auto answer = other.answer();
    other.closes(2s);
    return std::make_pair(status(answer), left_in(server.uploads()));
  };
  using Refused = std::pair<int, std::size_t>;
  const std::string closing = "Connection: close\r\n";
  CHECK(refused(sent(server.host(), token + part("name=\"faute\"", "1") + file, closing)) == Refused(500, 0));
  CHECK(refused(sent(server.host(), file, closing)) == Refused(403, 0));
  CHECK(refused(sent(server.host(), token + file + file, closing)) == Refused(400, 0));
  CHECK(refused(sent(server.host(), token + file + std::string(300'000, 'x'), closing)) == Refused(413, 0));
  CHECK(refused(sent(server.host(), token + part("name=\"x\"", std::string(70'000, 'x')), closing)) ==
        Refused(400, 0));
  auto cut = sent(server.host(), token + file, closing);
  cut.replace(cut.rfind("--limite--"), 10, "----------");
  CHECK(refused(cut) == Refused(400, 0));
}

TEST_CASE("une connexion rompue au milieu d'un envoi ne laisse pas de fichier", "[serveur]") {
  auto route = writing("/imports", says("importé"));
  route.accepts = {multipart_type};
  const Running server({route});
  {
    Wire wire(server.port());
    const auto whole = sent(server.host(), part("name=\"f\"; filename=\"a\"", std::string(300'000, 'o')));
    wire.send(whole.substr(0, 200'000));
    for (int i = 0; i < 200 && left_in(server.uploads()) == 0; ++i) std::this_thread::sleep_for(10ms);
    CHECK(left_in(server.uploads()) == 1);
  }
  for (int i = 0; i < 200 && left_in(server.uploads()) != 0; ++i) std::this_thread::sleep_for(10ms);
  CHECK(left_in(server.uploads()) == 0);
}

TEST_CASE("le dossier des envois est à ce compte seul", "[serveur]") {
  Place place;
  std::filesystem::create_directory(place("ouvert"));
  chmod(place("ouvert").c_str(), 0755);
  CHECK_THROWS_AS(UploadFolder(place("ouvert")), FileError);
}

TEST_CASE("une faute du programme ne dit rien d'elle, et le journal ne nomme aucun dossier", "[serveur]") {
  const Caught log;
  {
    const Running server({reading("/dossiers/{numero}", [](const Request& request) -> Response {
      throw std::runtime_error("SQL du dossier " + request.parameters.text("numero"));
    })});
    Wire wire(server.port());
    wire.send(get("/dossiers/64-0001449?mot=640001449", server.host()));
    const auto answer = wire.answer();
    CHECK(status(answer) == 500);
    CHECK(answer.find("SQL") == std::string::npos);
    const auto at = answer.find("Incident n° ");
    REQUIRE(at != std::string::npos);
    const auto number = answer.substr(at + std::string("Incident n° ").size(), 8);
    CHECK(log.text().find("incident " + number + " : std::runtime_error sur /dossiers/{numero}") !=
          std::string::npos);
    CHECK(log.text().find("GET /dossiers/{numero} 500") != std::string::npos);
    wire.send(get("/dossier-64-0001449", server.host()));
    CHECK(status(wire.answer()) == 404);
  }
  CHECK(log.text().find("1449") == std::string::npos);
  CHECK(log.text().find("SQL") == std::string::npos);
}

TEST_CASE("un en-tête qui finirait sa ligne n'est pas envoyé", "[serveur]") {
  const Running server({reading("/", [](const Request&) { return see_other("/a\r\nSet-Cookie: x=1"); })});
  Wire wire(server.port());
  wire.send(get("/", server.host()));
  const auto answer = wire.answer();
  CHECK(status(answer) == 500);
  CHECK(header(answer, "Set-Cookie").empty());
}

TEST_CASE("toute réponse porte de quoi tenir le navigateur", "[serveur]") {
  const Running server({reading("/", [](const Request&) {
    auto response = html("<p>ok");
    response.cookies.push_back({"session", "x", {}});
    return response;
  })});
  for (const auto* path : {"/", "/absente"}) {
    INFO(path);
    Wire wire(server.port());
    wire.send(get(path, server.host()));
    const auto answer = wire.answer();
    CHECK(
        header(answer, "Content-Security-Policy") ==
        "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'; object-src 'none'");
    CHECK(header(answer, "Cache-Control") == "no-store");
    CHECK(header(answer, "X-Content-Type-Options") == "nosniff");
    CHECK(header(answer, "Referrer-Policy") == "same-origin");
    CHECK(header(answer, "Cross-Origin-Opener-Policy") == "same-origin");
    CHECK(header(answer, "Cross-Origin-Resource-Policy") == "same-origin");
    CHECK_FALSE(header(answer, "Permissions-Policy").empty());
    CHECK(header(answer, "Strict-Transport-Security").empty());
    if (status(answer) == 200)
      CHECK(header(answer, "Set-Cookie") == "session=x; Path=/; HttpOnly; SameSite=Strict");
  }
}

TEST_CASE("un fichier des pages se garde, et ne se redemande que s'il a changé", "[serveur]") {
  const Running server(static_routes());
  Wire wire(server.port());
  const auto url = std::string(static_url("banc.css"));
  wire.send(get(url, server.host()));
  const auto answer = wire.answer();
  CHECK(status(answer) == 200);
  CHECK(header(answer, "Content-Type") == "text/css; charset=utf-8");
  CHECK(header(answer, "Cache-Control") == "public, max-age=31536000, immutable");
  CHECK(body(answer) == text_of(FILROUGE_SOURCE_DIR "/apps/serveur/statique/banc.css"));
  wire.send(get(url, server.host(), "If-None-Match: " + header(answer, "ETag") + "\r\n"));
  CHECK(status(wire.answer()) == 304);
  wire.send(get("/statique/banc.000000000000.css", server.host()));
  CHECK(header(wire.answer(), "Cache-Control") == "no-store");
}

TEST_CASE("hors de la machine, un serveur sans TLS ne démarre pas", "[serveur]") {
  for (const auto* host : {"0.0.0.0", "::", "192.0.2.1"}) {
    INFO(host);
    CHECK(refusal([&](ServerOptions& options) { options.hosts = {host}; }).find("certificat") !=
          std::string::npos);
  }
  CHECK(refusal([](ServerOptions& options) { options.hosts = {"banc.essai"}; }).find("adresse") !=
        std::string::npos);
  CHECK(refusal([](ServerOptions& options) { options.certificate = "seul.pem"; }).find("les deux") !=
        std::string::npos);
  CHECK(refusal([](ServerOptions& options) { options.hosts.clear(); }).find("rien n'est écouté") !=
        std::string::npos);
  CHECK(refusal([](ServerOptions&) {}).empty());
}

TEST_CASE("une adresse déjà prise est dite, et une socket laissée par un serveur tué est reprise",
          "[serveur]") {
  Place place;
  const auto on_socket = [&](ServerOptions& options) { options.socket = place("s"); };
  {
    const Running server({reading("/", says("ok"))}, on_socket);
    CHECK(refusal([&](ServerOptions& options) {
            options.port = server.port();
          }).find("ne peut pas être écouté") != std::string::npos);
    CHECK(refusal(on_socket).find("un autre serveur") != std::string::npos);
  }
  CHECK_FALSE(std::filesystem::exists(place("s")));
  std::ofstream(place("s")) << "un fichier";
  CHECK(refusal(on_socket).find("autre chose") != std::string::npos);
  CHECK(text_of(place("s")) == "un fichier");
}

TEST_CASE("l'arrêt finit ce qui est en cours, et n'entend plus rien", "[serveur]") {
  std::promise<void> entered, may_end;
  Running server({reading("/", [&](const Request&) {
    entered.set_value();
    may_end.get_future().wait();
    return plain_text("fini");
  })});
  const auto port = server.port();
  Wire idle(port), busy(port);
  busy.send(get("/", server.host()));
  entered.get_future().wait();
  server.begin_stop();
  CHECK(idle.closes(2s));
  CHECK_THROWS(Wire(port));
  may_end.set_value();
  const auto answer = busy.answer();
  CHECK(body(answer) == "fini");
  CHECK(header(answer, "Connection") == "close");
  CHECK(busy.closes(2s));
  server.stop();
}

TEST_CASE("plusieurs demandes sont répondues à la fois", "[serveur]") {
  std::promise<void> other_came;
  auto came = other_came.get_future().share();
  Running server({reading("/attend",
                          [came](const Request&) {
                            return plain_text(came.wait_for(5s) == std::future_status::ready ? "vu" : "seul");
                          }),
                  reading("/autre", [&](const Request&) {
                    other_came.set_value();
                    return plain_text("ok");
                  })});
  Wire first(server.port()), second(server.port());
  first.send(get("/attend", server.host()));
  second.send(get("/autre", server.host()));
  CHECK(body(first.answer()) == "vu");
}

TEST_CASE("qui ne lit pas ce qu'il a demandé est laissé", "[serveur]") {
  const Running server({reading("/", [](const Request&) { return plain_text(std::string(16 << 20, 'x')); })},
                       [](ServerOptions& options) {
                         options.limits.connections = 1;
                         options.limits.write_time = 20ms;
                       });
  Wire deaf(server.port());
  deaf.send(get("/", server.host()));
  bool heard = false;
  for (int i = 0; i < 100 && !heard; ++i) {
    std::this_thread::sleep_for(30ms);
    Wire other(server.port());
    heard = !other.closes(30ms);
  }
  CHECK(heard);
}

TEST_CASE("qui demande avant d'envoyer est attendu, ou refusé tout de suite", "[serveur]") {
  const Running server({writing("/acte", says("reçu"))});
  const std::string waits = "Expect: 100-continue\r\n";
  const auto whole = post("/acte", server.host(), "jeton=bon", waits);
  const auto head = whole.substr(0, whole.find("\r\n\r\n") + 4);
  Wire wire(server.port());
  wire.send(head);
  CHECK(status(wire.answer()) == 100);
  wire.send("jeton=bon");
  CHECK(body(wire.answer()) == "reçu");
  auto long_one = head;
  long_one.replace(long_one.find("Length: 9"), 9, "Length: 9999999");
  wire.send(long_one);
  CHECK(status(wire.answer()) == 413);
}

TEST_CASE("HTTP/1.0 est répondu, puis quitté", "[serveur]") {
  const Running server({reading("/", says("ok"))});
  Wire wire(server.port());
  wire.send("GET / HTTP/1.0\r\nHost: " + server.host() + "\r\nConnection: keep-alive\r\n\r\n");
  const auto answer = wire.answer();
  CHECK(body(answer) == "ok");
  CHECK(header(answer, "Connection") == "close");
  CHECK(wire.closes(2s));
}

TEST_CASE("un envoi se lit de même, où que ses paquets soient coupés", "[serveur]") {
  const Place place;
  const UploadFolder folder(place("depots"));
  const std::string content = "a\r\n--limit\r\n\r--limite\r\n-";
  const auto whole = "avant\r\n" + part("name=\"vide\"", "") + part("name=\"x\"", "é") +
                     part("name=\"f\"; filename=\"a.csv\"", content) + part("name=\"g\"; filename=\"\"", "") +
                     "--limite--\r\naprès";
  for (const std::size_t piece : {std::size_t{1}, std::size_t{2}, std::size_t{7}, whole.size()}) {
    INFO(piece);
    Multipart multipart("limite", folder, 100);
    for (std::size_t at = 0; at < whole.size(); at += piece)
      REQUIRE(multipart.read(std::string_view(whole).substr(at, piece)));
    CHECK(multipart.whole());
    CHECK(multipart.fields().all("vide") == std::vector<std::string>{""});
    CHECK(multipart.fields().text("x") == "é");
    REQUIRE(multipart.upload());
    CHECK(text_of(multipart.upload()->path()) == content);
  }
  CHECK(left_in(place("depots")) == 0);
  Multipart many("limite", folder, 100);
  bool goes_on = true;
  for (int i = 0; i < 1000 && goes_on; ++i) goes_on = many.read(part("name=\"g\"; filename=\"\"", ""));
  CHECK_FALSE(goes_on);
  for (const auto* type :
       {"multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=\"\""})
    CHECK_FALSE(boundary_of(type));
  CHECK(boundary_of("multipart/form-data; charset=utf-8; boundary=\"a b\"") == "a b");
}
