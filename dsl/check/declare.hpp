#pragma once

#include "dsl/check/checking.hpp"

namespace filrouge::dsl {

/// First pass: every name the files declare, so that the order of files and lines does not matter.
void declare_all(Checking& checking);
/// Modules, « utilise », « étend »: their names and what each sees. Part of declare_all.
void declare_modules(Checking& checking);
/// Event types, attributes and roles of one module. Part of declare_all.
void declare_vocabulary(Checking& checking, std::uint32_t module, View declaration);
/// Procédures, their states and délais; « complète » adds to those of another module. Part of declare_all.
void declare_procedure(Checking& checking, std::uint32_t module, View declaration);
void declare_additions(Checking& checking);

/// Where each thing is declared, for who keeps what names mean.
void mention_declarations(Checking& checking);

/// The type a node `type` names, and the words of an enumeration.
ValueType type_of(Checking& checking, View type, std::vector<Symbol>& words);

}  // namespace filrouge::dsl
