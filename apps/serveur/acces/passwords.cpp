#include "apps/serveur/acces/passwords.hpp"

#include <sodium.h>
#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <new>

#include "apps/serveur/acces/access_error.hpp"
#include "engine/core/text/fold.hpp"
#include "engine/core/text/utf8.hpp"

namespace filrouge::acces {
namespace {

constexpr std::size_t least_characters = 12;
constexpr std::size_t most_bytes = 1024;

/// What is tried first at every door, as without_trimmings() leaves it; alone, or said twice.
constexpr std::array<std::string_view, 81> common{"a2z3e4r5t6",
                                                  "a2z3e4r5t6y",
                                                  "abcdef",
                                                  "abcdefgh",
                                                  "abcdefghijkl",
                                                  "admin",
                                                  "administrateur",
                                                  "administration",
                                                  "administrator",
                                                  "allocataire",
                                                  "aqwzsxedcrfv",
                                                  "azerty",
                                                  "azertyuiop",
                                                  "azertyuiopqs",
                                                  "bienvenue",
                                                  "bonjour",
                                                  "bonsoir",
                                                  "caf",
                                                  "camille",
                                                  "changeme",
                                                  "changemoi",
                                                  "changezmoi",
                                                  "chocolat",
                                                  "chouchou",
                                                  "conseildepartemental",
                                                  "coucou",
                                                  "demo",
                                                  "demonstration",
                                                  "departement",
                                                  "doudou",
                                                  "dragon",
                                                  "filrouge",
                                                  "football",
                                                  "france",
                                                  "iloveyou",
                                                  "insertion",
                                                  "invite",
                                                  "jetaime",
                                                  "letmein",
                                                  "letmeinnow",
                                                  "loulou",
                                                  "marseille",
                                                  "monkey",
                                                  "monmotdepasse",
                                                  "motdepasse",
                                                  "motdepassechange",
                                                  "mypassword",
                                                  "nicolas",
                                                  "papillon",
                                                  "paris",
                                                  "passe",
                                                  "password",
                                                  "pokemon",
                                                  "princesse",
                                                  "provisoire",
                                                  "q2w3e4r5t6",
                                                  "q2w3e4r5t6y",
                                                  "qwerty",
                                                  "qwertyuiop",
                                                  "qwertyuiopas",
                                                  "qwertz",
                                                  "referent",
                                                  "referentfilrouge",
                                                  "root",
                                                  "rsa",
                                                  "secret",
                                                  "soleil",
                                                  "solidarite",
                                                  "solidarites",
                                                  "stagiaire",
                                                  "starwars",
                                                  "superman",
                                                  "temporaire",
                                                  "test",
                                                  "travailsocial",
                                                  "trustno",
                                                  "user",
                                                  "utilisateur",
                                                  "vacances",
                                                  "welcome",
                                                  "wxcvbn"};

bool is_digit_or_mark(char c) {
  return std::isalpha(static_cast<unsigned char>(c)) == 0 && static_cast<unsigned char>(c) < 0x80;
}

/// « M0tdePasse2026! » and « motdepasse » are tried in the same minute.
std::string without_trimmings(std::string_view folded) {
  std::string kept(folded);
  while (!kept.empty() && is_digit_or_mark(kept.back())) kept.pop_back();
  const auto start = std::find_if_not(kept.begin(), kept.end(), is_digit_or_mark);
  kept.erase(kept.begin(), start);
  std::string letters;
  for (const char c : kept) {
    if (c == ' ' || c == '-' || c == '_' || c == '.') continue;
    letters += c == '0'               ? 'o'
               : c == '@' || c == '4' ? 'a'
               : c == '3'             ? 'e'
               : c == '1'             ? 'i'
               : c == '$'             ? 's'
                                      : c;
  }
  return letters;
}

/// « aaaaaaaaaaaa », « 123123123123 », « 123456789012 », « abcabcabcabc ».
bool is_a_pattern(std::string_view text) {
  for (std::size_t period = 1; period <= 4; ++period) {
    bool repeats = true;
    for (std::size_t i = period; i < text.size() && repeats; ++i) repeats = text[i] == text[i - period];
    if (repeats) return true;
  }
  for (const int step : {1, -1}) {
    bool runs = true;
    for (std::size_t i = 1; i < text.size() && runs; ++i) {
      const bool wraps = std::isdigit(static_cast<unsigned char>(text[i])) != 0 &&
                         (text[i] - text[i - 1] == -9 * step);  // …8 9 0 1…
      runs = text[i] - text[i - 1] == step || wraps;
    }
    if (runs) return true;
  }
  return false;
}

/// An « é » typed on a Mac and on a PC is one password.
std::string composed(std::string_view password) {
  UErrorCode status = U_ZERO_ERROR;
  const auto* nfc = icu::Normalizer2::getNFCInstance(status);
  if (U_FAILURE(status)) return std::string(password);
  const auto whole = nfc->normalize(
      icu::UnicodeString::fromUTF8({password.data(), static_cast<std::int32_t>(password.size())}), status);
  std::string result;
  if (U_SUCCESS(status)) whole.toUTF8String(result);
  return U_SUCCESS(status) ? result : std::string(password);
}

}  // namespace

PasswordCost PasswordCost::usual() {
  return {crypto_pwhash_argon2id_OPSLIMIT_INTERACTIVE, crypto_pwhash_argon2id_MEMLIMIT_INTERACTIVE};
}

PasswordCost PasswordCost::least() {
  return {crypto_pwhash_argon2id_OPSLIMIT_MIN, crypto_pwhash_argon2id_MEMLIMIT_MIN};
}

std::string PasswordHashing::hash(std::string_view password) {
  auto text = composed(password);
  ++computations_;
  std::array<char, crypto_pwhash_STRBYTES> kept{};
  const int failed =
      crypto_pwhash_argon2id_str(kept.data(), text.data(), text.size(), cost_.operations, cost_.memory);
  sodium_memzero(text.data(), text.size());
  if (failed != 0) throw std::bad_alloc();
  return kept.data();
}

bool PasswordHashing::matches(const std::string& hash, std::string_view password) {
  // What cannot be a password is tried as another would be.
  auto text = password.size() > most_bytes ? std::string(most_bytes, ' ') : composed(password);
  ++computations_;
  const bool same = crypto_pwhash_argon2id_str_verify(hash.c_str(), text.data(), text.size()) == 0;
  sodium_memzero(text.data(), text.size());
  return same && password.size() <= most_bytes;
}

const std::string& PasswordHashing::closed_hash() {
  std::call_once(closed_once_, [this] { closed_ = hash(drawn_password()); });
  return closed_;
}

std::string password_fault(std::string_view account, std::string_view password) {
  if (first_bad_utf8(password) != std::string_view::npos)
    return "le mot de passe contient des octets qui ne sont d'aucune lettre ; tapez-le autrement";
  if (utf8_count(password) < least_characters)
    return "le mot de passe doit avoir douze caractères au moins : une phrase de quatre mots sans rapport "
           "entre eux se retient mieux qu'un mot compliqué";
  if (password.size() > most_bytes) return "le mot de passe est trop long : mille octets au plus";
  const auto folded = fold(password);
  if (is_a_pattern(folded))
    return "ce mot de passe est une suite ou une répétition, essayée parmi les premières ; prenez quatre "
           "mots "
           "sans rapport entre eux";
  const auto bare = without_trimmings(folded);
  const auto login = without_trimmings(fold(account));
  if (folded == fold(account) || (!login.empty() && (bare == login || bare == login + login)))
    return "le mot de passe est le nom du compte, ou presque : c'est le premier qu'on essaie ; prenez quatre "
           "mots sans rapport entre eux";
  const std::string_view half(bare.data(), bare.size() / 2);
  const auto once = bare == std::string(half) + std::string(half) ? half : std::string_view(bare);
  if (std::find(common.begin(), common.end(), once) != common.end())
    return "ce mot de passe est l'un des plus courants, chiffres et signes mis à part : il est essayé parmi "
           "les premiers ; prenez quatre mots sans rapport entre eux";
  return {};
}

std::string drawn_password() {
  constexpr std::string_view letters = "abcdefghjkmnpqrstuvwxyz23456789";
  constexpr int groups = 4;
  constexpr int of_each = 5;
  std::string password;
  for (int group = 0; group < groups; ++group) {
    if (group != 0) password += '-';
    for (int i = 0; i < of_each; ++i)
      password += letters[randombytes_uniform(static_cast<std::uint32_t>(letters.size()))];
  }
  return password;
}

}  // namespace filrouge::acces
