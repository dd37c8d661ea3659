#include "engine/core/dossier/as_known.hpp"

#include <algorithm>

namespace filrouge {

RawHeadRestated head_as_known(const Record& record, const std::vector<RawHeadRestated>& besides) {
  RawHeadRestated head;
  Date departement, territoire, organisme, caisse, matricule;
  head.known = record.known;
  const auto told = [&](const auto& said) {
    head.known = std::min(head.known, said.known);
    hear(head.departement, departement, said.departement, said.known);
    hear(head.territoire, territoire, said.territoire, said.known);
    hear(head.organisme, organisme, said.organisme, said.known);
    hear(head.caisse, caisse, said.caisse, said.known);
    hear(head.matricule, matricule, said.matricule, said.known);
  };
  told(record);
  std::ranges::for_each(record.restated, told);
  std::ranges::for_each(besides, told);
  return head;
}

RawPersonRestated person_as_known(const RawPerson& person, const std::vector<RawPersonRestated>& besides) {
  RawPersonRestated out;
  Date role, birth, nir_key;
  out.known = person.known;
  const auto told = [&](const auto& said) {
    out.known = std::min(out.known, said.known);
    hear(out.role, role, said.role, said.known);
    hear(out.birth, birth, said.birth, said.known);
    hear(out.nir_key, nir_key, said.nir_key, said.known);
  };
  told(person);
  std::ranges::for_each(person.restated, told);
  std::ranges::for_each(besides, told);
  return out;
}

const RawAttribute* known_last(const std::vector<RawAttribute>& held, const RawAttribute& span) {
  const RawAttribute* last = nullptr;
  for (const auto& other : held)
    if (other.name == span.name && other.from == span.from && (!last || other.known >= last->known))
      last = &other;
  return last;
}

}  // namespace filrouge
