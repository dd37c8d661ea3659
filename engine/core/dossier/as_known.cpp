#include "engine/core/dossier/as_known.hpp"

#include <algorithm>

namespace filrouge {

RawHeadRestated head_as_known(const Record& record, Date by) {
  RawHeadRestated head;
  Date departement, territoire, organisme, matricule;
  head.known = record.known;
  const auto told = [&](const auto& said) {
    head.known = std::min(head.known, said.known);
    if (said.known > by) return;
    hear(head.departement, departement, said.departement, said.known);
    hear(head.territoire, territoire, said.territoire, said.known);
    hear(head.organisme, organisme, said.organisme, said.known);
    hear(head.matricule, matricule, said.matricule, said.known);
  };
  told(record);
  for (const auto& restated : record.restated) told(restated);
  return head;
}

RawPersonRestated person_as_known(const RawPerson& person, Date by) {
  RawPersonRestated out;
  Date role, birth;
  out.known = person.known;
  const auto told = [&](const auto& said) {
    out.known = std::min(out.known, said.known);
    if (said.known > by) return;
    hear(out.role, role, said.role, said.known);
    hear(out.birth, birth, said.birth, said.known);
  };
  told(person);
  for (const auto& restated : person.restated) told(restated);
  return out;
}

}  // namespace filrouge
