#include "apps/serveur/acces/audit_chain.hpp"

namespace filrouge::acces {
namespace {

void add_number(std::string& bytes, std::uint64_t number) {
  for (int shift = 56; shift >= 0; shift -= 8) bytes += static_cast<char>(number >> shift & 0xff);
}

}  // namespace

AccessKey::Bytes chained(const AccessKey& key, const AccessKey::Bytes& before, const ChainedEntry& entry) {
  std::string bytes(before.begin(), before.end());
  add_number(bytes, entry.number);
  add_number(bytes, static_cast<std::uint64_t>(entry.at));
  for (const auto* text : {&entry.account, &entry.role, &entry.what, &entry.dossier_key, &entry.detail}) {
    add_number(bytes, text->size());
    bytes += *text;
  }
  return key.mac(AccessKey::Use::audit, bytes);
}

}  // namespace filrouge::acces
