#include "engine/formats/json_walk.hpp"

namespace filrouge {

std::string_view meaning(simdjson::error_code error) {
  switch (error) {
    case simdjson::UTF8_ERROR:
      return "le texte n'est pas en UTF-8";
    case simdjson::EMPTY:
      return "rien à lire ici : un dossier commence par « { »";
    case simdjson::UNESCAPED_CHARS:
      return "un caractère de contrôle se trouve au milieu d'un texte";
    case simdjson::UNCLOSED_STRING:
      return "il manque le guillemet fermant d'un texte";
    case simdjson::INCOMPLETE_ARRAY_OR_OBJECT:
      return "le dossier s'arrête avant sa fin : il manque « } » ou « ] »";
    case simdjson::NUMBER_ERROR:
    case simdjson::NUMBER_OUT_OF_RANGE:
      return "ce nombre est mal écrit ; attendu : 12 ou 646.52";
    case simdjson::STRING_ERROR:
      return "ce texte contient une suite « \\… » que JSON ne connaît pas";
    case simdjson::T_ATOM_ERROR:
    case simdjson::F_ATOM_ERROR:
    case simdjson::N_ATOM_ERROR:
      return "mot inattendu ; attendu : true, false, null, un nombre ou un texte entre guillemets";
    case simdjson::CAPACITY:
    case simdjson::MEMALLOC:
      return "le dossier est trop grand pour être lu";
    default:
      return "le JSON est mal formé ici : une virgule, un deux-points ou un guillemet manque ou est de trop";
  }
}

}  // namespace filrouge
