#pragma once

#include <string_view>

/// The NIR is never kept nor shown (docs/importer.md), whatever column a file hides it in.
namespace filrouge {

/// Does the text hold what is written like a NIR: thirteen characters, or fifteen with the key, spaces and
/// points apart, alone or in a longer name?
bool holds_nir(std::string_view text);
/// The same, where other long numbers are common: fifteen characters whose key is right.
bool holds_certain_nir(std::string_view text);

/// What a reject says of it, never the number itself.
constexpr std::string_view nir_refused =
    "ce texte a la forme d'un numéro de sécurité sociale (NIR), que filrouge ne garde pas ; donnez "
    "l'identifiant du logiciel d'origine, ou un numéro d'ordre";

/// What a remark says of a value left out for that.
constexpr std::string_view nir_left_out =
    "cette valeur contient un numéro de sécurité sociale (NIR), que filrouge ne garde pas ; non retenue";

}  // namespace filrouge
