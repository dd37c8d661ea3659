#include <catch2/catch.hpp>
#include <string>

#include "dsl/document/reglement.hpp"
#include "engine/session/loaded_rules.hpp"

// « dans ce module, champ: valeur » is what each pattern of the module would have said by itself.
using namespace filrouge;

namespace {

/// Q: where an act says its dispositif, or leaves it to the heading.
std::string rules(const std::string& heading, const std::string& said) {
  std::string text = R"(module essai
  tous les départements
  conduite par référente
  conventions essai
)" + heading + R"(  fondement « essai »
  statut vérifié « essai »
conventions essai
  délais de l'administration : non francs, non prorogés
  délais de la personne : non francs, non prorogés
  fondement « essai »
rôle référente « Référente » institution departement
événement entree « Entrée »
  portée personne
  dispositif : texte
  site : texte facultatif
événement contact « Contact »
  portée personne
  dispositif : texte facultatif
événement sortie « Sortie »
  portée personne
définition vue : il existe contactQ, de la même personne, depuis 3 mois
procédure suivi « Suivi »
  une instance par entreeQ, site: « Nord », pour la personne
  depuis tout état non final
    dès sortie, aller à close
  état ouvert initial « Ouvert »
    échéance voir : 10 jours après début
      tenue par contactQ ou contact, dispositif: « B »
      à faire « Voir la personne » par référente
    tant que non vue
      à faire « L'appeler » par référente
    dès contactQ, quand aucun entreeQ, site: « Sud », de la même personne, depuis début, aller à close
      exige vue « Jamais vue », majeure
  états finaux close
contrôle rares : au plus 2 contactQ par 1 semaine civile
indicateur entrées « Entrées »
  nombre d'entreeQ
  par territoire
)";
  for (auto at = text.find('Q'); at != std::string::npos; at = text.find('Q', at)) text.replace(at, 1, said);
  return text;
}

struct Loaded {
  explicit Loaded(const std::string& text)
      : texts{{"essai.fil", text}}, loaded(texts, {}, dsl::Extent::whole) {}

  const RuleText texts[1];
  LoadedRules loaded;
};

}  // namespace

TEST_CASE("« Dans ce module » dit une fois ce que chaque acte dirait", "[G6][G7]") {
  const Loaded once(rules("  dans ce module, dispositif: « A »\n", "")),
      each(rules("", ", dispositif: « A »")), none(rules("", ""));
  REQUIRE(once.loaded.errors == "");
  REQUIRE(each.loaded.errors == "");
  const auto page = [](const Loaded& one) {
    return dsl::reglement(*one.loaded.program, {"essai", "", false}).page;
  };
  auto told = page(once);
  const std::string line = " ; dans ce module, dispositif : « A »";
  const auto at = told.find(line);
  REQUIRE(at != std::string::npos);
  told.erase(at, line.size());
  CHECK(told.find(line) == std::string::npos);
  const auto body = [](const std::string& whole) { return whole.substr(whole.find("\n## ")); };
  CHECK(body(told) == body(page(each)));
  CHECK(body(told) != body(page(none)));
}

TEST_CASE("Dit une fois ou partout, ce qu'on constate garde son identifiant", "[G6]") {
  const Loaded once(rules("  dans ce module, dispositif: « A »\n", "")),
      each(rules("", ", dispositif: « A »"));
  REQUIRE(once.loaded.model().rules.size() == each.loaded.model().rules.size());
  for (std::size_t i = 0; i < once.loaded.model().rules.size(); ++i) {
    const auto &a = once.loaded.model().rules[i], &b = each.loaded.model().rules[i];
    INFO(a.line);
    CHECK(a.anchor == b.anchor);
  }
}
