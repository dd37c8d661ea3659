#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/machine/program.hpp"

namespace filrouge::dsl {

/// Those that a département's dossiers go through; empty: all of them.
std::vector<std::uint16_t> procedures_of(const Program& program, const std::string& departement);

/// Those a person means by that name, of `among`: its whole name (« rsa.saisine.saisine »), or else the end
/// of it (« saisine »), which several may share. Case and accents are free.
std::vector<std::uint16_t> procedures_named(const Model& model, std::string_view name,
                                            const std::vector<std::uint16_t>& among);

}  // namespace filrouge::dsl
