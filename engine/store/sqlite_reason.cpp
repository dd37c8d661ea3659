#include "engine/store/sqlite_reason.hpp"

#include <sqlite3.h>

namespace filrouge {

std::string sqlite_reason(int extended, const char* words) {
  switch (extended) {
    case SQLITE_READONLY_ROLLBACK:
    case SQLITE_READONLY_RECOVERY:
    case SQLITE_READONLY_CANTINIT:
    case SQLITE_CANTOPEN_DIRTYWAL:
      return "un import y a été interrompu, et votre compte ne peut pas l'en défaire ; lisez-la une "
             "fois d'un compte qui peut y écrire";
    default:
      break;
  }
  constexpr int primary = 0xff;
  switch (extended & primary) {
    case SQLITE_NOTADB:
      return "ce n'est pas une base SQLite ; une base se crée par « filrouge importer --base »";
    case SQLITE_CORRUPT:
      return "le fichier est abîmé ou tronqué ; reprenez-en une copie, ou importez de nouveau dans une "
             "base neuve";
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return "un autre programme la tient (un import en cours ?) ; recommencez quand il aura fini";
    case SQLITE_FULL:
      return "il n'y a plus de place sur le disque";
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return "votre compte n'a pas le droit d'écrire dans ce fichier, ou dans son dossier";
    case SQLITE_CANTOPEN:
      return "fichier absent, ou droits insuffisants sur lui ou sur son dossier";
    case SQLITE_IOERR:
      return std::string("le disque a rendu une erreur, ou le fichier dépasse la taille permise (") + words +
             ")";
    default:
      return words;
  }
}

std::string sqlite_reason(const SQLite::Exception& error) {
  return sqlite_reason(error.getExtendedErrorCode(), error.what());
}

}  // namespace filrouge
