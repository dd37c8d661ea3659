#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "dsl/diff/words.hpp"
#include "engine/session/loaded_rules.hpp"
#include "tests/published_schema.hpp"

// Two versions of the rules put side by side. tests/cas/comparer: avant.fil, apres.fil, and attendu.txt, what
// a person reads of them (FILROUGE_REGENERER=1 test_dsl "[comparer]" writes it anew).

namespace fs = std::filesystem;
using namespace filrouge::dsl;
using filrouge::LoadedRules;
using filrouge::RuleText;

namespace {

using Sense = Judgement::Sense;

fs::path source() {
  return FILROUGE_SOURCE_DIR;
}

std::string content(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

/// A rule set in memory, with the YAML values of the shipped rules.
class Texts {
 public:
  static Texts under(const fs::path& folder) {
    Texts texts;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
      if (entry.path().extension() == ".fil")
        texts.all_.push_back(
            {entry.path().lexically_relative(folder).generic_string(), content(entry.path())});
    std::ranges::sort(texts.all_, {}, &RuleText::name);
    return texts;
  }
  static Texts case_of(const std::string& file) {
    Texts texts;
    texts.all_.push_back({"cas.fil", content(source() / "tests/cas/comparer" / file)});
    return texts;
  }

  /// With one text in the place of another, the first time it is written.
  Texts with(const std::string& was, const std::string& is) const {
    auto made = *this;
    for (auto& one : made.all_)
      if (const auto at = one.text.find(was); at != std::string::npos) {
        one.text.replace(at, was.size(), is);
        return made;
      }
    INFO(was);
    FAIL("le texte à changer n'y est pas");
    return made;
  }
  Texts with_values(const std::string& was, const std::string& is) const {
    auto made = *this;
    made.was_ = was;
    made.is_ = is;
    return made;
  }
  Texts renamed(const std::string& was, const std::string& is) const {
    auto made = *this;
    for (auto& one : made.all_)
      for (auto at = one.text.find(was); at != std::string::npos; at = one.text.find(was, at + is.size()))
        one.text.replace(at, was.size(), is);
    return made;
  }
  Texts moved_to(const std::string& name) const {
    auto made = *this;
    made.all_.front().name = name;
    made.all_.front().text = "\n\n" + made.all_.front().text;
    return made;
  }

  std::unique_ptr<LoadedRules> loaded() const {
    const auto values = [this](const std::string& written) -> std::optional<std::string> {
      auto text = content(source() / "rules/national/rsa" / written);
      if (const auto at = text.find(was_); !was_.empty() && at != std::string::npos)
        text.replace(at, was_.size(), is_);
      return text;
    };
    auto rules = std::make_unique<LoadedRules>(all_, values, Extent::whole);
    INFO(rules->errors);
    REQUIRE(rules->program.has_value());
    return rules;
  }

 private:
  std::vector<RuleText> all_;
  std::string was_, is_;
};

Version version_of(const LoadedRules& rules) {
  return {*rules.program, rules.sources, rules.checked.scenarios, rules.checked.dated};
}

Difference between(const LoadedRules& before, const LoadedRules& after, const DifferenceOf& of = {}) {
  return difference(version_of(before), version_of(after), of);
}

std::string told(const Difference& it) {
  return difference_text(it, {"avant", "après", "", "", "", ""}, {});
}

/// The one change that is told.
const Change& only(const Difference& it) {
  INFO(told(it));
  REQUIRE(it.sections.size() == 1);
  REQUIRE(it.sections.front().changes.size() == 1);
  return it.sections.front().changes.front();
}

struct Edit {
  std::string was, is;
  std::string section, what, before, after;
  ForPerson person = ForPerson::nothing;
  ForAdministration administration = ForAdministration::nothing;
  Sense sense = Sense::judged;
};

ForPerson other(ForPerson it) {
  return it == ForPerson::favourable ? ForPerson::strict
         : it == ForPerson::strict   ? ForPerson::favourable
                                     : it;
}
ForAdministration other(ForAdministration it) {
  return it == ForAdministration::strict     ? ForAdministration::flexible
         : it == ForAdministration::flexible ? ForAdministration::strict
                                             : it;
}

/// One edit is one change, at its place, judged; and the contrary the other way round.
void hold(const LoadedRules& rules, const Texts& changed, const Edit& edit) {
  INFO(edit.was << " → " << edit.is);
  const auto edited = changed.loaded();
  const auto there = between(rules, *edited), back = between(*edited, rules);
  const auto& it = only(there);
  INFO(told(there));
  CHECK(it.section == edit.section);
  CHECK(it.what == edit.what);
  CHECK(it.before == edit.before);
  CHECK(it.after == edit.after);
  CHECK(it.judgement.sense == edit.sense);
  CHECK(it.judgement.person == edit.person);
  CHECK(it.judgement.administration == edit.administration);
  CHECK(std::max(it.before_at.line, it.after_at.line) > 0);

  const auto& reversed = only(back);
  INFO(told(back));
  CHECK(reversed.before == it.after);
  CHECK(reversed.after == it.before);
  CHECK(reversed.before_at == it.after_at);
  CHECK((it.happened == Happened::added) == (reversed.happened == Happened::removed));
  CHECK((it.happened == Happened::removed) == (reversed.happened == Happened::added));
  CHECK(reversed.judgement.sense == it.judgement.sense);
  CHECK(reversed.judgement.person == other(it.judgement.person));
  CHECK(reversed.judgement.administration == other(it.judgement.administration));
}

constexpr auto favourable = ForPerson::favourable, strict = ForPerson::strict, nobody = ForPerson::nothing;
constexpr auto stricter = ForAdministration::strict, softer = ForAdministration::flexible,
               same = ForAdministration::nothing;

}  // namespace

TEST_CASE("Des règles comparées à elles-mêmes : rien ne change", "[comparer]") {
  const fs::path paths[] = {source() / "rules"};
  const LoadedRules rules(paths, Extent::whole);
  REQUIRE(rules.program);
  const auto made = between(rules, rules);
  INFO(told(made));
  CHECK(made.nothing());
  CHECK(made.same_bytes);
  CHECK(made.rewritten.places.empty());
}

TEST_CASE("Ce qui se lit de deux versions est ce qu'un relecteur attend", "[comparer]") {
  const auto before = Texts::case_of("avant.fil").loaded(), after = Texts::case_of("apres.fil").loaded();
  const auto made = between(*before, *after);
  const auto text = told(made);
  const auto expected = source() / "tests/cas/comparer/attendu.txt";
  if (std::getenv("FILROUGE_REGENERER") != nullptr) std::ofstream(expected, std::ios::binary) << text;
  CHECK(text == content(expected));

  const PublishedSchema schema(source() / "docs/schemas/comparaison.schema.json");
  const auto json = nlohmann::json::parse(difference_json(made, {"avant", "après", "", "", "", ""}, {}));
  CHECK(schema.broken(json) == "");
  CHECK(json["compte"]["changements"] == count_of(made).all());

  // The page says each of them, under its procédure.
  const auto page = difference_page(made, {"avant", "après", "", "", "", ""}, {});
  CHECK(page.sections.size() == made.sections.size());
  for (const auto& section : made.sections) CHECK(page.page.find(section.code) != std::string::npos);

  DifferenceOf of;
  of.procedure = "suite";
  of.departement = "93";
  const auto there = between(*before, *after, of);
  for (const auto& section : there.sections)
    for (const auto& one : section.changes) {
      CHECK(one.departement == "");
      CHECK(one.procedures.contains("loi.suite.suite"));
    }
  std::size_t kept = 0;
  for (const auto& section : there.sections) kept += section.changes.size();
  CHECK(kept + there.left_out == count_of(made).all());
}

TEST_CASE("Écrire autrement ne change rien", "[comparer]") {
  const auto texts = Texts::case_of("avant.fil");
  const auto rules = texts.loaded();
  const auto nothing = [&](const Texts& other) {
    const auto made = between(*rules, *other.loaded());
    INFO(told(made));
    CHECK(made.nothing());
    CHECK_FALSE(made.same_bytes);
  };
  nothing(texts.moved_to("ailleurs/autre.fil"));
  nothing(
      texts.with("    tant que sans_motif", "\n    -- une ligne pour qui lit\n    tant que   sans_motif"));
  nothing(texts.with("sans_motif et convoquée", "convoquée et sans_motif"));
  // A définition told where it is named.
  nothing(texts.with("sans_motif et convoquée", "sans_motif et (il existe rendez_vous, de cette affaire)"));
  // Requirements are all looked at.
  nothing(texts.with("      exige motivation « Décision non motivée »\n", "")
              .with("intervalle légal »\n",
                    "intervalle légal »\n      exige motivation « Décision non motivée »\n"));
  nothing(
      texts.with("parmi (maintien, suspension, suppression)", "parmi (suppression, maintien, suspension)"));
  // A comment is read in the règlement: it is said to be written otherwise.
  CHECK(between(*rules,
                *texts.with("définition sans_motif", "-- Dit autrement.\ndéfinition sans_motif").loaded())
            .rewritten.notes == 1);
}

TEST_CASE("Un nom qui change partout n'est qu'un nom qui change", "[comparer]") {
  const auto texts = Texts::case_of("avant.fil");
  const auto rules = texts.loaded();
  for (const auto& [was, is] :
       std::vector<std::pair<std::string, std::string>>{{"sans_motif", "motif_refusé"},
                                                        {"à_reprendre", "à_reverser"},
                                                        {"temps_de_répondre", "délai_de_réponse"},
                                                        {"observations", "réponse"},
                                                        {"levee_sanction", "fin_de_sanction"},
                                                        {"président", "décideur"},
                                                        {"procédure suite", "procédure suites"},
                                                        {"bornes", "intervalle_légal"}}) {
    INFO(was);
    const auto made = between(*rules, *texts.renamed(was, is).loaded());
    const auto& it = only(made);
    CHECK(it.happened == Happened::renamed);
    CHECK(it.judgement.sense == Sense::no_effect);
  }
  // A module that changes its name takes what it holds with it.
  const auto made = between(*rules, *texts.renamed("loi.suite", "loi.suites").loaded());
  INFO(told(made));
  CHECK(count_of(made).all() == 1);
  CHECK(count_of(made).renamed == 1);
}

TEST_CASE("Un seul mot changé, un seul changement, à sa place et dans son sens", "[comparer]") {
  const auto texts = Texts::case_of("avant.fil");
  const auto rules = texts.loaded();
  const std::string suite = "loi.suite.suite";
  for (const auto& edit : std::vector<Edit>{
           {"échéance décider : 15 jours", "échéance décider : 14 jours", suite, "échéance « Décider »",
            "15 jours", "14 jours", nobody, stricter},
           {"après entrée\n      tenue par decision_cd",
            "après entrée\n      tenue par decision_cd ou contact", suite, "échéance « Décider »",
            "« Décision »", "« Décision » ou « Contact »", nobody, softer},
           {"échéance reprendre : 2 mois", "échéance reprendre : 1 mois", suite,
            "échéance « Reprendre le versement »", "2 mois", "1 mois", nobody, same, Sense::no_effect},
           {"« Former un recours » : 2 mois", "« Former un recours » : 1 mois", suite,
            "faculté « Former un recours »", "2 mois", "1 mois", strict, same},
           {"au plus 4 mois depuis", "au plus 5 mois depuis", suite, "durée « Longueur »", "4 mois", "5 mois",
            strict, softer},
           {"temps_de_répondre après courrier_envoye",
            "temps_de_répondre après la notification de courrier_envoye", suite,
            "attente « Temps pour répondre »", "après « Courrier envoyé »",
            "après la notification de « Courrier envoyé »", favourable, stricter},
           {"      exige motivation « Décision non motivée »\n", "", suite, "exige « Décision non motivée »",
            "condition : motivation ; gravité : bloquante", "", strict, softer},
           {"entre 1 mois et 4 mois", "entre 1 mois et 5 mois", suite,
            "exige « Durée hors de l'intervalle légal »", "duree entre 1 mois et 4 mois",
            "duree entre 1 mois et 5 mois", strict, softer},
           {"sans_motif et convoquée", "sans_motif", suite, "suite : proposition « Suspendre »",
            "tant que sans motif et convoquée", "tant que sans motif", strict, same},
           {"« Suspendre » par président", "« Suspendre » par cadre", suite, "proposition « Suspendre »",
            "Président du conseil départemental", "Cadre", nobody, same, Sense::to_assess},
           {"« À décider »", "« À trancher »", suite, "état « À décider »", "« À décider »", "« À trancher »",
            nobody, same, Sense::no_effect},
           {"    dès levee_sanction, aller à à_reprendre\n", "", suite,
            "dès « Levée de la sanction » → « Reprise à vérifier »", "", "", nobody, same, Sense::to_assess},
           {"irrégularité mineure", "irrégularité majeure", suite,
            "si dépassé : irrégularité « Décision tardive »", "mineure", "majeure", nobody, stricter},
           {"durée = 10 jours", "durée = 11 jours", "loi.suite", "paramètre « temps de répondre »",
            "10 jours", "11 jours", favourable, stricter},
           {"répondre à 15 jours", "répondre à 16 jours", "loi.suite",
            "paramètre « temps de répondre » pour le département 64", "15 jours", "16 jours", favourable,
            stricter},
           {"| oui | 1 à 2 mois |", "| oui | 1 à 3 mois |", "loi.mots",
            "table « bornes », ligne « à plusieurs : oui », duree", "1 mois à 2 mois", "1 mois à 3 mois",
            strict, softer},
       })
    hold(*rules, texts.with(edit.was, edit.is), edit);
}

TEST_CASE("Dans les textes nationaux aussi", "[comparer]") {
  const auto texts = Texts::under(source() / "rules/national");
  const auto rules = texts.loaded();
  const std::string suite = "rsa.manquement.suite_du_manquement";
  for (const auto& edit : std::vector<Edit>{
           {"délai_observations : durée = 10 jours", "délai_observations : durée = 11 jours",
            "rsa.manquement", "paramètre « délai observations »", "10 jours", "11 jours", favourable,
            stricter},
           {"échéance informer : 15 jours", "échéance informer : 16 jours", suite,
            "échéance « Adresser l'information préalable : faits reprochés, mesure envisagée, dix jours pour "
            "répondre »",
            "15 jours", "16 jours", nobody, same, Sense::no_effect},
           {"      exige taux ≥ taux_minimal « Taux au-dessous de 30 % »\n", "", suite,
            "exige « Taux au-dessous de 30 % »", "condition : taux ≥ taux minimal ; gravité : bloquante", "",
            strict, softer},
           {"exige duree entre 1 mois et 4 mois", "exige duree entre 1 mois et 3 mois", suite,
            "exige « Durée hors de l'intervalle légal »", "durée entre 1 mois et 4 mois",
            "durée entre 1 mois et 3 mois", favourable, stricter},
           {"    dès radiation_liste, aller à radié\n", "", suite,
            "dès « Radiation de la liste des bénéficiaires » → « Radié »", "", "", nobody, same,
            Sense::to_assess},
       })
    hold(*rules, texts.with(edit.was, edit.is), edit);
  const auto valued = between(*rules, *texts.with_values("\"646.52\"", "\"647.52\"").loaded());
  const auto& it = only(valued);
  CHECK(it.what == "paramètre « montant forfaitaire » depuis le 1er avril 2025");
  CHECK(it.before == "646,52 €");
  CHECK(it.after == "647,52 €");
  CHECK_FALSE(it.rests.empty());
}
