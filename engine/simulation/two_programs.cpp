#include "engine/simulation/two_programs.hpp"

#include <string_view>
#include <unordered_map>

#include "engine/core/model/vocabulary_digest.hpp"

namespace filrouge {

TwoPrograms::TwoPrograms(const Program& before, const Program& after)
    : of_{{{&before, {}, {}}, {&after, {}, {}}}},
      one_vocabulary_(vocabulary_digest(before.model.vocabulary, {}) ==
                      vocabulary_digest(after.model.vocabulary, {})) {
  std::unordered_map<std::string_view, std::uint32_t> procedures, codes;
  const auto number = [](auto& names, std::string_view name) {
    return names.try_emplace(name, static_cast<std::uint32_t>(names.size() + 1)).first->second;
  };
  for (auto& one : of_) {
    const auto& model = one.program->model;
    for (const auto& procedure : model.procedures)
      one.procedures.push_back(number(procedures, model.text(procedure.name)));
    for (const auto& rule : model.rules) one.codes.push_back(number(codes, rule.code));
  }
}

}  // namespace filrouge
