#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <sys/stat.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <catch2/catch.hpp>
#include <memory>

#include "apps/serveur/http/server_error.hpp"
#include "tests/serveur/http_support.hpp"

using namespace filrouge::http;
namespace asio = boost::asio;

namespace {

template <auto free>
struct Freed {
  template <typename T>
  void operator()(T* object) const {
    free(object);
  }
};
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Freed<X509_free>>;

/// A key and the certificate that it gives itself.
void issue(const std::string& certificate_file, const std::string& key_file) {
  const Key key(EVP_EC_gen("P-256"));
  const Certificate certificate(X509_new());
  ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -3600);
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3600);
  X509_set_pubkey(certificate.get(), key.get());
  auto* name = X509_get_subject_name(certificate.get());
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("localhost"),
                             -1, -1, 0);
  X509_set_issuer_name(certificate.get(), name);
  X509_sign(certificate.get(), key.get(), EVP_sha256());
  const std::unique_ptr<FILE, Freed<fclose>> to(fopen(certificate_file.c_str(), "w"));
  PEM_write_X509(to.get(), certificate.get());
  const std::unique_ptr<FILE, Freed<fclose>> key_to(fopen(key_file.c_str(), "w"));
  fchmod(fileno(key_to.get()), 0600);
  PEM_write_PrivateKey(key_to.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr);
}

struct Pair {
  Place place;
  std::string certificate = place("certificat.pem"), key = place("cle.pem");
  Pair() { issue(certificate, key); }
  void choose(ServerOptions& options) const {
    options.certificate = certificate;
    options.key = key;
  }
};

Route page() {
  Route made;
  made.pattern = "/";
  made.handler = [](const Request& request) {
    auto response = plain_text(request.secure ? "sûr" : "clair");
    response.cookies.push_back({"session", "x", 60});
    return response;
  };
  return made;
}

/// What the server answers to one who speaks TLS up to that version.
std::string asked(const Running& server, int version, const std::string& request) {
  asio::io_context io;
  asio::ssl::context context(asio::ssl::context::tls_client);
  SSL_CTX_set_min_proto_version(context.native_handle(), TLS1_VERSION);
  SSL_CTX_set_max_proto_version(context.native_handle(), version);
  // Else the library itself would refuse to offer what is old.
  SSL_CTX_set_security_level(context.native_handle(), 0);
  asio::ssl::stream<asio::ip::tcp::socket> stream(io, context);
  stream.next_layer().connect({asio::ip::address_v4::loopback(), server.port()});
  boost::system::error_code failure;
  stream.handshake(asio::ssl::stream_base::client, failure);
  if (failure) return {};
  asio::write(stream, asio::buffer(request));
  std::string answer;
  asio::read(stream, asio::dynamic_buffer(answer), failure);
  return answer;
}

}  // namespace

TEST_CASE("par TLS, la page dit que la connexion est sûre, et le navigateur s'y tient", "[serveur]") {
  const Pair pair;
  const Running server({page()}, [&](ServerOptions& options) { pair.choose(options); });
  CHECK(server.addresses().front() == "https://" + server.host() + "/");
  const auto request = get("/", server.host(), "Connection: close\r\n");
  const auto answer = asked(server, TLS1_3_VERSION, request);
  CHECK(body(answer) == "sûr");
  CHECK(header(answer, "Strict-Transport-Security") == "max-age=31536000");
  CHECK(header(answer, "Set-Cookie") == "session=x; Path=/; HttpOnly; SameSite=Strict; Max-Age=60; Secure");
  CHECK(status(asked(server, TLS1_2_VERSION, request)) == 200);
  CHECK(asked(server, TLS1_1_VERSION, request).empty());
}

TEST_CASE("qui tarde à se présenter par TLS est laissé", "[serveur]") {
  const Pair pair;
  const Running server({page()}, [&](ServerOptions& options) {
    pair.choose(options);
    options.limits.header_time = std::chrono::milliseconds(200);
  });
  Wire wire(server.port());
  CHECK(wire.closes(std::chrono::seconds(2)));
}

TEST_CASE("une clé que tous peuvent lire, ou d'un autre certificat, n'est pas prise", "[serveur]") {
  const Pair pair, other;
  const auto refusal = [&](const std::string& certificate, const std::string& key) -> std::string {
    try {
      Running({page()}, [&](ServerOptions& options) {
        options.certificate = certificate;
        options.key = key;
      });
    } catch (const ServerError& error) {
      return error.what();
    }
    return {};
  };
  CHECK(refusal(pair.certificate, other.key).find("n'est pas la clé") != std::string::npos);
  CHECK(refusal(pair.key, pair.key).find("certificat PEM") != std::string::npos);
  CHECK(refusal(pair.certificate, pair.place("absente")).find("n'est pas la clé") != std::string::npos);
  chmod(pair.key.c_str(), 0644);
  CHECK(refusal(pair.certificate, pair.key).find("chmod 600") != std::string::npos);
}

TEST_CASE("hors de la machine, un serveur dit sous quel nom on y vient", "[serveur]") {
  const Pair pair;
  const auto listens = [&](std::vector<std::string> names) {
    const Running server({page()}, [&](ServerOptions& options) {
      pair.choose(options);
      options.hosts = {"0.0.0.0"};
      options.names = std::move(names);
    });
    return status(asked(server, TLS1_3_VERSION, get("/", "banc.essai", "Connection: close\r\n")));
  };
  CHECK_THROWS_AS(listens({}), ServerError);
  CHECK(listens({"banc.essai"}) == 200);
}
