#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "dsl/diff/words.hpp"

namespace filrouge::dsl {
namespace {

using Json = nlohmann::ordered_json;

Json or_null(const std::string& text) {
  return text.empty() ? Json(nullptr) : Json(text);
}

Json place(const WrittenAt& at) {
  if (at.file.empty()) return nullptr;
  return {{"fichier", at.file}, {"ligne", at.line == 0 ? Json(nullptr) : Json(at.line)}};
}

const char* happened_name(Happened happened) {
  return happened == Happened::added     ? "ajout"
         : happened == Happened::removed ? "suppression"
         : happened == Happened::renamed ? "nouveau_nom"
                                         : "changement";
}

Json judgement(const Judgement& it) {
  return {{"sens", it.sense == Judgement::Sense::judged      ? "juge"
                   : it.sense == Judgement::Sense::no_effect ? "sans_effet"
                                                             : "a_apprecier"},
          {"personne", it.person == ForPerson::favourable ? Json("plus_favorable")
                       : it.person == ForPerson::strict   ? Json("plus_strict")
                                                          : Json(nullptr)},
          {"administration", it.administration == ForAdministration::strict     ? Json("plus_strict")
                             : it.administration == ForAdministration::flexible ? Json("plus_souple")
                                                                                : Json(nullptr)},
          {"pourquoi", it.why}};
}

Json change(const Change& it) {
  Json places = Json::array();
  for (const auto& one : it.places)
    if (!one.empty()) places.push_back(one);
  return {{"nature", happened_name(it.happened)},
          {"genre", sheet_name(it.kind)},
          {"aspect", it.aspect ? Json(aspect_name(*it.aspect)) : Json(nullptr)},
          {"quoi", it.what},
          {"ou", std::move(places)},
          {"avant", or_null(it.before)},
          {"apres", or_null(it.after)},
          {"ecrit_avant", place(it.before_at)},
          {"ecrit_apres", place(it.after_at)},
          {"fondement", or_null(it.article)},
          {"departement", or_null(it.departement)},
          {"jugement", judgement(it.judgement)},
          {"repose_dessus", it.rests},
          {"procedures", it.procedures}};
}

Json count(const SenseCount& it) {
  return {{"changements", it.all()},
          {"ajouts", it.added},
          {"suppressions", it.removed},
          {"nouveaux_noms", it.renamed},
          {"modifications", it.changed},
          {"plus_favorable_personne", it.favourable_person},
          {"plus_strict_personne", it.strict_person},
          {"plus_strict_administration", it.strict_administration},
          {"plus_souple_administration", it.flexible_administration},
          {"sans_effet", it.no_effect},
          {"a_apprecier", it.to_assess}};
}

}  // namespace

std::string difference_json(const Difference& it, const Sides& sides, const DifferenceOf& of) {
  Json sections = Json::array();
  for (const auto& section : it.sections) {
    Json changes = Json::array();
    for (const auto& one : section.changes) changes.push_back(change(one));
    sections.push_back({{"code", section.code},
                        {"titre", section.title},
                        {"procedure", section.of_procedure},
                        {"module", or_null(section.module)},
                        {"compte", count(count_of(section))},
                        {"changements", std::move(changes)}});
  }
  const Json all = {
      {"schema", 1},
      {"avant",
       {{"nom", sides.before}, {"revision", or_null(sides.before_is)}, {"regles", sides.before_digest}}},
      {"apres",
       {{"nom", sides.after}, {"revision", or_null(sides.after_is)}, {"regles", sides.after_digest}}},
      {"procedure", or_null(of.procedure)},
      {"departement", or_null(of.departement)},
      {"rien_ne_change", it.nothing()},
      {"hors_demande", it.left_out},
      {"ecrit_autrement",
       {{"commentaires", it.rewritten.notes},
        {"expressions", it.rewritten.expressions},
        {"ou", it.rewritten.places}}},
      {"compte", count(count_of(it))},
      {"sections", std::move(sections)}};
  return all.dump(2) + "\n";
}

}  // namespace filrouge::dsl
