#include "engine/files/file_error.hpp"

#include <cerrno>
#include <cstring>

namespace filrouge {

std::string system_reason(int failure) {
  switch (failure) {
    case ENOSPC:
    case EDQUOT:
      return "il n'y a plus de place";
    case EACCES:
    case EPERM:
      return "vous n'avez pas le droit d'y écrire";
    case EROFS:
      return "le disque est en lecture seule";
    case ENAMETOOLONG:
      return "ce nom est trop long";
    case EPIPE:
      return "le programme qui lisait ce tube s'est arrêté";
    case ELOOP:
      return "ce lien tourne en rond";
    case EFBIG:
      return "le fichier dépasse la taille permise";
    case EIO:
      return "le disque a rendu une erreur";
    case EBADF:
      return "elle est fermée";
    default:
      return std::strerror(failure);
  }
}

}  // namespace filrouge
