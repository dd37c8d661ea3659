#include "apps/serveur/http/tls.hpp"

#include <fmt/format.h>
#include <openssl/ssl.h>
#include <sys/stat.h>

#include <string_view>

#include "apps/serveur/http/server_error.hpp"

namespace filrouge::http {
namespace {

namespace ssl = boost::asio::ssl;

/// The one protocol spoken here, whatever the browser prefers.
int choose_protocol(SSL*, const unsigned char** chosen, unsigned char* chosen_length,
                    const unsigned char* offered, unsigned int offered_length, void*) {
  static constexpr unsigned char spoken[] = "\x08http/1.1";
  auto* selected = const_cast<unsigned char*>(*chosen);
  const int agreed =
      SSL_select_next_proto(&selected, chosen_length, spoken, sizeof spoken - 1, offered, offered_length);
  *chosen = selected;
  return agreed == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_NOACK;
}

}  // namespace

ssl::context tls_context(const std::string& certificate, const std::string& key) {
  struct stat found {};
  if (stat(key.c_str(), &found) == 0 && (found.st_mode & S_IROTH) != 0)
    throw ServerError(fmt::format(
        "{} est la clé du serveur, et tout compte de la machine peut la lire : « chmod 600 {} »", key, key));
  ssl::context context(ssl::context::tls_server);
  boost::system::error_code failure;
  context.use_certificate_chain_file(certificate, failure);
  if (failure)
    throw ServerError(fmt::format(
        "{} ne se lit pas comme un certificat PEM ({}) : donnez celui du serveur, suivi de ceux qui le "
        "garantissent",
        certificate, failure.message()));
  context.use_private_key_file(key, ssl::context::pem, failure);
  if (failure || SSL_CTX_check_private_key(context.native_handle()) != 1)
    throw ServerError(fmt::format("{} n'est pas la clé PEM du certificat {}{}", key, certificate,
                                  failure ? " (" + failure.message() + ")" : std::string()));
  auto* native = context.native_handle();
  SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION);
  SSL_CTX_set_options(native,
                      SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE);
  SSL_CTX_set_cipher_list(native, "ECDHE+AESGCM:ECDHE+CHACHA20:!aNULL");
  SSL_CTX_set_alpn_select_cb(native, choose_protocol, nullptr);
  return context;
}

}  // namespace filrouge::http
