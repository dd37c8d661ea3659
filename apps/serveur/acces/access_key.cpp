#include "apps/serveur/acces/access_key.hpp"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "apps/serveur/acces/access_error.hpp"
#include "engine/core/text/digest.hpp"
#include "engine/core/text/utf8.hpp"
#include "engine/files/descriptor.hpp"
#include "engine/files/file_error.hpp"
#include "engine/files/secret_file.hpp"

namespace filrouge::acces {
namespace {

constexpr std::size_t letters = 2 * std::tuple_size_v<AccessKey::Bytes>;

const unsigned char* raw(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

AccessKey::Bytes hmac(const AccessKey::Bytes& key, std::string_view bytes) {
  static_assert(crypto_auth_hmacsha256_KEYBYTES == std::tuple_size_v<AccessKey::Bytes>);
  AccessKey::Bytes mac{};
  crypto_auth_hmacsha256(mac.data(), raw(bytes), bytes.size(), key.data());
  return mac;
}

std::string_view label(AccessKey::Use use) {
  switch (use) {
    case AccessKey::Use::naming:
      return "filrouge: name of the access key";
    case AccessKey::Use::audit:
      return "filrouge: chain of the audit";
    case AccessKey::Use::forms:
      return "filrouge: forms of a session";
    case AccessKey::Use::attempts:
      return "filrouge: attempts at the door";
  }
  return {};
}

void write_key(int descriptor, const std::string& text, const std::string& path) {
  for (std::size_t done = 0; done < text.size();) {
    const auto written = write(descriptor, text.data() + done, text.size() - done);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0)
      throw AccessError("la clé « " + path + " » n'a pu être écrite : " + system_reason(errno));
    done += static_cast<std::size_t>(written);
  }
  if (fsync(descriptor) != 0)
    throw AccessError("la clé « " + path + " » n'a pu être écrite : " + system_reason(errno));
}

}  // namespace

AccessKey AccessKey::read(const std::string& path) {
  if (access(path.c_str(), F_OK) != 0 && errno == ENOENT)
    throw AccessError("la clé « " + path +
                      " » n'est pas là, et le fichier d'accès a été fait avec elle : reprenez-la de la "
                      "sauvegarde. Sans elle le journal d'audit ne peut être ni vérifié ni continué");
  try {
    const auto text = read_secret(path, letters);
    const auto key = trimmed_of_ascii(text);
    Bytes secret{};
    std::size_t length = 0;
    if (key.size() != letters ||
        sodium_hex2bin(secret.data(), secret.size(), key.data(), key.size(), nullptr, &length, nullptr) != 0)
      throw AccessError("« " + path +
                        " » n'est pas une clé : attendu 64 lettres hexadécimales. Reprenez-la de la "
                        "sauvegarde");
    return AccessKey(secret);
  } catch (const FileError& error) {
    throw AccessError(error.what());
  }
}

AccessKey AccessKey::make(const std::string& path, std::optional<uid_t> owner, gid_t group) {
  const auto refuse = [&](const std::string& why) {
    throw AccessError("la clé « " + path + " » ne peut être faite : " + why);
  };
  // Under another name until it is whole: a key cut short would close the door for good.
  const auto partial = path + ".partiel";
  unlink(partial.c_str());
  const Descriptor file(open(partial.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (file.number < 0) refuse(system_reason(errno));
  Bytes secret{};
  randombytes_buf(secret.data(), secret.size());
  try {
    if (fchmod(file.number, 0600) != 0 || (owner && fchown(file.number, *owner, group) != 0))
      refuse(system_reason(errno));
    write_key(file.number, hexadecimal(secret) + "\n", partial);
    // A link, not a rename: a key that is there is not replaced.
    if (link(partial.c_str(), path.c_str()) != 0)
      refuse(errno == EEXIST ? "il y en a déjà une, d'un autre fichier d'accès ; rangez-la ailleurs"
                             : system_reason(errno));
  } catch (...) {
    unlink(partial.c_str());
    throw;
  }
  unlink(partial.c_str());
  const auto slash = path.rfind('/');
  const Descriptor folder(
      open(slash == std::string::npos ? "." : path.substr(0, slash + 1).c_str(), O_RDONLY | O_CLOEXEC));
  if (folder.number >= 0) fsync(folder.number);
  return AccessKey(secret);
}

AccessKey::Bytes AccessKey::mac(Use use, std::string_view bytes) const {
  return hmac(hmac(secret_, label(use)), bytes);
}

std::string AccessKey::id() const {
  return hexadecimal(mac(Use::naming, {})).substr(0, 16);
}

}  // namespace filrouge::acces
