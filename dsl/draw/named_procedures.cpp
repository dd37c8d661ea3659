#include "dsl/draw/named_procedures.hpp"

#include "engine/core/text/fold.hpp"

namespace filrouge::dsl {

std::vector<std::uint16_t> procedures_of(const Program& program, const std::string& departement) {
  std::vector<std::uint16_t> list;
  const auto& all = program.model.procedures;
  for (std::uint16_t p = 0; p < all.size(); ++p)
    if (departement.empty() || program.applies(program.model.modules[all[p].module], departement))
      list.push_back(p);
  return list;
}

std::vector<std::uint16_t> procedures_named(const Model& model, std::string_view name,
                                            const std::vector<std::uint16_t>& among) {
  const auto folded = fold(name);
  std::vector<std::uint16_t> list;
  for (const auto p : among) {
    const auto whole = model.text(model.procedures[p].name);
    if (whole == folded) return {p};
    if (!folded.empty() && whole.ends_with("." + folded)) list.push_back(p);
  }
  return list;
}

}  // namespace filrouge::dsl
