#include <catch2/catch.hpp>
#include <set>

#include "tests/dsl/check_support.hpp"

// What the rules mean, once checked: the model the engine runs. Texts are small; values are those of the
// texts.

using namespace filrouge;

namespace {

const char* const sample = R"(
procédure suivi « Suivi »
  pour chaque personne soumise aux droits et devoirs
  état à_orienter initial « À orienter »
    échéance orienter : 2 mois après recu_le de notification_droits_devoirs à défaut le jour de notification_droits_devoirs
      tenue par orientation
      à faire « Décider » par référent_unique
      si dépassée : irrégularité mineure « Hors délai », retard du Département
    attente parler : 10 jours après la notification de information_prealable, au bénéfice de la personne
      interdit decision_cd, mesure: suspension
    dès orientation, parcours: social, quand organisme connu, aller à signature
      exige cer_signé et duree de cer_signé connu
    sinon, aller à signature
  état signature
    échéance relancer : 2 mois avant la fin de parler
      tenue par contact
    échéance relancer_encore : 1 mois après entrée, franc incertain, prorogé
      tenue par contact
    dès cer_signé, aller à clos
  états finaux clos
  depuis tout état non final
    dès deces, aller à clos
)";

}  // namespace

TEST_CASE("Les conventions du module comptent les délais de l'administration et ceux de la personne",
          "[verif]") {
  const auto read = Read::module(sample);
  REQUIRE(read.said() == "");
  // base.délais : administration non francs, non prorogés ; personne non francs, prorogés.
  CHECK(read.delai("orienter").franc == Choice::no);
  CHECK(read.delai("orienter").proroge == Choice::no);
  CHECK(read.delai("parler").franc == Choice::no);
  CHECK(read.delai("parler").proroge == Choice::yes);
  CHECK(read.delai("parler").for_person);
  // Un délai qui choisit l'emporte sur les conventions ; à rebours, jamais prorogé.
  CHECK(read.delai("relancer_encore").franc == Choice::uncertain);
  CHECK(read.delai("relancer_encore").proroge == Choice::yes);
  CHECK(read.delai("relancer").backwards);
  CHECK(read.delai("relancer").proroge == Choice::no);
}

TEST_CASE("Un délai dit son libellé, son rôle, sa gravité et de qui est le retard", "[verif]") {
  const auto read = Read::module(sample);
  REQUIRE(read.said() == "");
  const auto& delai = read.delai("orienter");
  CHECK(delai.label == "Décider");
  CHECK(read.model().text(read.model().roles.at(delai.role).name) == "referent_unique");
  CHECK(delai.severity == filrouge::Severity::minor);
  CHECK(read.model().text(delai.delay_of) == "departement");
  CHECK(read.delai("relancer").label == "relancer");
}

TEST_CASE("Dans un contrôle, une exigence dit son irrégularité, sa gravité seule, ou rien", "[verif]") {
  const auto read = Read::module(R"(
contrôle entière « Décision entière »
  chaque decision_cd
    exige taux connu « Taux absent », mineure
    exige duree connu, majeure
    exige montant connu
)");
  REQUIRE(read.said() == "");
  const auto broken = [&](std::size_t control) {
    const auto& action = read.model().controls.at(control).if_broken.at(0);
    return action.label + ", " + std::string(severity_name(action.severity));
  };
  CHECK(broken(0) == "Taux absent, mineure");
  CHECK(broken(1) == "Décision entière, majeure");
  CHECK(broken(2) == "Décision entière, bloquante");
}

TEST_CASE("Une règle est conduite par qui conduit sa procédure, son contrôle, à défaut son module",
          "[verif][F9]") {
  const auto read = Read::module(R"(procédure suivi « Suivi »
  conduite par référent_fil_rouge
  pour chaque personne soumise aux droits et devoirs
  état suivi initial
    dès sortie, aller à clos
  états finaux clos
contrôle contact « Contact avant la sortie »
  conduit par cadre
  chaque sortie
    doit être précédée de contact
contrôle saisine « Saisine avant la sortie »
  chaque sortie
    doit être précédée de saisine_ep
)");
  REQUIRE(read.said() == "");
  const auto led_by = [&](std::string_view code) {
    return read.model().text(read.model().roles.at(read.rule(code).led_by).name);
  };
  CHECK(led_by("essai.suivi") == "referent_fil_rouge");
  CHECK(led_by("essai.contact") == "cadre");
  CHECK(led_by("essai.saisine") == "referent_unique");
  CHECK(read.model().text(read.model().roles.at(read.model().led_by).name) == "referent_unique");
}

TEST_CASE("Les codes de règles disent module, procédure, état et clause, et ne se répètent pas", "[verif]") {
  const auto read = Read::module(sample);
  REQUIRE(read.said() == "");
  CHECK(read.rule("essai.suivi.a_orienter.orienter").line == 11);
  CHECK(read.rule("essai.suivi.a_orienter.orientation").file == "essai.fil");
  CHECK(read.rule("essai.suivi.a_orienter.orientation_2").line == 19);  // le « sinon »
  CHECK(read.rule("essai.suivi.a_orienter.orientation.exige_1").verified);
  CHECK(read.rule("essai.suivi.a_orienter.orientation.exige_2").verified);
  CHECK(read.rule("essai.suivi.a_orienter.orienter.irregularite_1").verified);
  CHECK(read.rule("essai.suivi.tout_etat.deces").verified);
  std::set<std::string> codes;
  for (const auto& rule : read.model().rules) CHECK(codes.insert(rule.code).second);
}

TEST_CASE("Un événement nommé vaut son jour, sa venue ou lui-même selon la place", "[verif]") {
  const auto read = Read::module(sample);
  REQUIRE(read.said() == "");
  // « recu_le de X à défaut le jour de X » : un champ du dernier, sinon son jour.
  const auto point = read.delai("orienter").point;
  CHECK(read.expr(point).op == Op::coalesce);
  CHECK(read.arg(point, 0).op == Op::field);
  CHECK(read.arg(point, 1).op == Op::event_day);
  // Une lettre se nomme par son objet.
  const auto letter = read.delai("parler").point;
  CHECK(read.expr(letter).op == Op::notification);
  const auto& query = read.model().queries.at(read.arg(letter, 0).data);
  CHECK(read.model().text(
            read.model().vocabulary.events.at(read.model().patterns.at(query.pattern).type).name) ==
        "courrier_envoye");
  CHECK(query.domain == Domain::instance);
  // Dans un « dès orientation », le nom d'un de ses champs est le sien.
  const auto& clause = read.procedure().states.at(0).clauses.at(0);
  CHECK(read.expr(clause.condition).op == Op::is_known);
  CHECK(read.model().exprs.at(read.model().args.at(read.arg(clause.condition, 0).first_arg)).op ==
        Op::current);
  // « exige a et b » sans message : deux exigences, dites séparément.
  REQUIRE(clause.requirements.size() == 2);
  CHECK(clause.requirements.at(0).label == "Exigé : cer_signé");
  CHECK(read.expr(clause.requirements.at(0).condition).op == Op::occurred);
  CHECK(clause.requirements.at(0).severity == filrouge::Severity::blocking);
  const auto& otherwise = read.procedure().states.at(0).clauses.at(1);
  CHECK(otherwise.otherwise);
  CHECK(otherwise.pattern == clause.pattern);  // seul « dès » avant lui : il en est le contraire
  CHECK(otherwise.group == clause.group);
}

TEST_CASE("Le déclencheur d'une instance par événement se nomme sans recherche", "[verif]") {
  const auto read = Read::module(R"(
procédure suite « Suite »
  une instance par manquement_constate, pour la personne
  état constaté initial
    échéance informer : 15 jours après manquement_constate
      tenue par courrier_envoye, objet: information_prealable
    dès decision_cd, quand nature = non_respect et decision_cd, aller à clos
  états finaux clos
)");
  REQUIRE(read.said() == "");
  CHECK(read.procedure().of == Scope::person);
  CHECK(read.expr(read.delai("informer").point).op == Op::event_day);
  CHECK(read.arg(read.delai("informer").point, 0).op == Op::trigger);
  const auto condition = read.procedure().states.at(0).clauses.at(0).condition;
  const auto& nature = read.arg(condition, 0);  // nature = …, du manquement : la décision n'a pas ce champ
  CHECK(nature.op == Op::equal);
  const auto& field = read.model().exprs.at(read.model().args.at(nature.first_arg));
  CHECK(read.model().exprs.at(read.model().args.at(field.first_arg)).op == Op::trigger);
  // « decision_cd », dans le « dès » d'une décision, est cette décision.
  const auto& occurred = read.arg(condition, 1);
  CHECK(occurred.op == Op::occurred);
  CHECK(read.model().exprs.at(read.model().args.at(occurred.first_arg)).op == Op::current);
}

TEST_CASE(
    "Une règle qui repose sur un texte non lu n'est pas vérifiée, sauf si tous ses sens possibles sont "
    "écrits",
    "[verif]") {
  const auto read = Read::module(R"(
paramètre incertain : durée = 2 mois
  fondement CASF R262-99
  statut à vérifier
paramètre encadré : durée = 2 mois
  fondement CASF R262-98
  statut à vérifier
  valeurs possibles 1 mois, 2 mois
définition tardif : 1 mois après orientation < incertain après contact
définition encore : tardif ou tardif

procédure suivi « Suivi »
  pour chaque personne
  état suivi initial
    échéance courte : incertain après orientation
      tenue par contact
    échéance longue : encadré après orientation
      tenue par contact
    échéance neuve : 1 mois après orientation
      tenue par contact
      fondement CASF L262-31
      statut à vérifier
    dès sortie, quand encore, aller à clos
      irrégularité mineure « Tardif »
    dès pause, quand encore, aller à clos
  états finaux clos
)");
  REQUIRE(read.said() == "");
  CHECK_FALSE(read.rule("essai.suivi.suivi.courte").verified);
  CHECK(read.rule("essai.suivi.suivi.courte").basis.back().text == "CASF R262-99");
  CHECK_FALSE(read.rule("essai.suivi.suivi.courte").basis.back().verified);
  CHECK(read.rule("essai.suivi.suivi.longue").verified);
  CHECK_FALSE(read.rule("essai.suivi.suivi.neuve").verified);
  CHECK_FALSE(read.rule("essai.suivi.suivi.sortie").verified);
  CHECK_FALSE(read.rule("essai.suivi.suivi.sortie.irregularite_1").verified);
  CHECK_FALSE(read.rule("essai.suivi.suivi.pause").verified);
  CHECK(read.rule("essai.suivi.suivi").verified);
}

TEST_CASE("Une seconde version à vérifier d'un paramètre laisse à vérifier ce qui repose sur lui",
          "[verif]") {
  const auto read = Read::module(R"(
paramètre préavis : durée = 2 mois
  fondement CASF R262-99
  statut vérifié « lu »
  en vigueur du 2010-01-01 au 2024-12-31
paramètre préavis : durée = 1 mois
  fondement CASF R262-99
  statut à vérifier
  en vigueur du 2025-01-01
paramètre répit : durée = 2 mois
  fondement CASF R262-98
  statut vérifié « lu »
  en vigueur du 2010-01-01 au 2024-12-31
paramètre répit : durée = 1 mois
  fondement CASF R262-98
  statut à vérifier
  valeurs possibles 1 mois, 3 mois
  en vigueur du 2025-01-01

procédure suivi « Suivi »
  pour chaque personne
  état suivi initial
    échéance courte : préavis après orientation
      tenue par contact
    échéance longue : répit après orientation
      tenue par contact
)");
  REQUIRE(read.said() == "");
  CHECK_FALSE(read.rule("essai.suivi.suivi.courte").verified);
  CHECK(read.rule("essai.suivi.suivi.longue").verified);
}

TEST_CASE("Deux versions d'un délai vivent côte à côte quand elles ne sont jamais en vigueur ensemble",
          "[verif]") {
  const auto read = Read::module(R"(
procédure suivi « Suivi »
  pour chaque personne
  état suivi initial
    terme silence : 2 mois après orientation
      en vigueur du 2012-04-01 au 2024-12-31
    terme silence : 6 semaines après orientation
      en vigueur du 2025-01-01
    à la fin de silence, aller à clos
  états finaux clos
)");
  REQUIRE(read.said() == "");
  REQUIRE(read.procedure().delais.size() == 2);
  CHECK(read.model().rules.at(read.procedure().delais.at(0).rule).in_force_to == *civil_date(2024, 12, 31));
  CHECK(read.model().rules.at(read.procedure().delais.at(1).rule).in_force_from == *civil_date(2025, 1, 1));
  // « à la fin de silence » vaut pour l'une et l'autre.
  const auto& clauses = read.procedure().states.at(0).clauses;
  REQUIRE(clauses.size() == 2);
  CHECK(clauses.at(0).delai == 0);
  CHECK(clauses.at(1).delai == 1);
}

TEST_CASE("Un module local ajoute à l'état national sous son propre nom, et fixe ce qui est laissé ouvert",
          "[verif]") {
  const auto read = Read::module(R"(
paramètre délai_décision : durée = 15 jours
  modifiable localement entre 5 jours et 15 jours
procédure suite « Suite »
  pour chaque personne
  état à_décider initial
    échéance décider : délai_décision après entrée
      tenue par decision_cd
    dès decision_cd, aller à décidé
  états finaux décidé

module departement99
  étend essai
  utilise base.vocabulaire, base.rôles
  département 064
  fondement « règlement intérieur »
  statut vérifié « lu »
fixer délai_décision à 8 jours
complète procédure suite
  complète état à_décider
    échéance préparer : 3 jours après entrée, objectif interne
      tenue par decision_cd
      à faire « Préparer » par cadre
    dès contact, aller à rappelé
  état rappelé
    dès decision_cd, aller à décidé
)");
  REQUIRE(read.said() == "");
  REQUIRE(read.model().procedures.size() == 1);
  CHECK(read.procedure().states.size() == 3);
  CHECK(read.model().modules.at(read.rule("departement99.suite.rappele").module).departement == "64");
  const auto& rule = read.rule("departement99.suite.a_decider.preparer");
  CHECK(rule.internal_target);
  CHECK(rule.basis.front().text == "règlement intérieur");
  CHECK(read.rule("departement99.suite.rappele").module != read.rule("essai.suite").module);
  CHECK(read.procedure().states.at(0).delais.size() == 2);
  CHECK(read.procedure().states.at(0).clauses.size() == 2);
  const auto& value = read.model().parameters.at(0).values.back().value;
  CHECK(Value::unpack_duration(value.lo, value.days) == Duration{0, 8, DayKind::calendar});
}

TEST_CASE("Des définitions qui se nomment plusieurs fois l'une l'autre se lisent vite", "[verif]") {
  std::string text = "définition d0 : taille_foyer > 1\n";
  for (int i = 1; i <= 40; ++i) {
    const auto before = "d" + std::to_string(i - 1);
    text += "définition d" + std::to_string(i) + " : " + before + " et " + before + " ou " + before +
            " et non " + before + "\n";
  }
  const auto read = Read::module(text);
  CHECK(read.said() == "");
  CHECK(read.model().exprs.size() < 1000);
}

TEST_CASE("Une table donne des intervalles et se lit par la colonne du même nom", "[verif]") {
  const auto read = Read::module(R"(
table bornes (nature, majoration) donne taux, durée
  | refus_contrat, non_respect | oui | 30 % à 50 % | 1 à 2 mois |
  | refus_contrat, non_respect | non | 30 % à 100 % | 1 à 2 mois |
  | refus_controle | - | inconnu | inconnu |

procédure suite « Suite »
  une instance par manquement_constate, pour la personne
  état constaté initial
    dès decision_cd, aller à clos
      exige taux dans bornes « Taux hors des bornes »
  états finaux clos
)");
  REQUIRE(read.said() == "");
  const auto& table = read.model().tables.at(0);
  REQUIRE(table.rows.size() == 3);
  CHECK(table.rows.at(0).at(2).values.at(0).lo == 3000);
  CHECK(table.rows.at(0).at(2).values.at(0).hi == 5000);
  CHECK(Value::unpack_duration(table.rows.at(0).at(3).values.at(0).hi, DayKind::calendar) ==
        Duration{2, 0, DayKind::calendar});
  CHECK(table.rows.at(2).at(1).kind == TableCell::Kind::any);
  CHECK(table.rows.at(2).at(2).kind == TableCell::Kind::unknown);
  const auto& requirement = read.procedure().states.at(0).clauses.at(0).requirements.at(0);
  const auto& within = read.expr(requirement.condition);
  CHECK(within.op == Op::in_table);
  CHECK(within.data == 0);  // table 0, colonne 0 : taux
  CHECK(read.arg(requirement.condition, 0).op == Op::field);
}

TEST_CASE("Les versions d'un paramètre sont ses valeurs datées ; hors d'elles, il n'en a pas", "[verif]") {
  const auto read = Read::module(R"(
paramètre plafond : taux = 80 %
  en vigueur du 2012-04-01 au 2025-05-31
paramètre plafond : taux = 50 %
  en vigueur du 2025-06-01
paramètre ancien : durée = 1 mois
  en vigueur du 2009-06-01 au 2012-03-31
paramètre ancien : durée = 2 mois
  en vigueur du 2012-04-01 au 2014-12-31
)");
  REQUIRE(read.said() == "");
  const auto& limit = read.model().parameters.at(0).values;
  REQUIRE(limit.size() == 2);
  CHECK(limit.at(0).from == *civil_date(2012, 4, 1));
  CHECK(limit.at(0).value.lo == 8000);
  CHECK(limit.at(1).from == *civil_date(2025, 6, 1));
  CHECK(limit.at(1).value.lo == 5000);
  const auto& old = read.model().parameters.at(2).values;
  REQUIRE(old.size() == 3);
  CHECK(old.at(1).from == *civil_date(2012, 4, 1));
  CHECK(old.at(2).from == *civil_date(2015, 1, 1));
  CHECK_FALSE(old.at(2).value.known());
}

TEST_CASE(
    "Le jour qui choisit le droit se lit sur l'événement qui ouvre l'instance, avant qu'elle ne soit ouverte",
    "[verif]") {
  const auto read = Read::module(R"(
procédure suite « Suite »
  une instance par manquement_constate, pour la personne
  selon le droit du jour de commis_le à défaut le jour de manquement_constate
  état constaté initial
    dès decision_cd, aller à clos
  états finaux clos
)");
  REQUIRE(read.said() == "");
  const auto day = read.procedure().governing;
  CHECK(read.expr(day).op == Op::coalesce);
  for (std::uint32_t n = 0; n < 2; ++n)
    CHECK(read.model().exprs.at(read.model().args.at(read.arg(day, n).first_arg)).op == Op::current);
}

TEST_CASE("Soixante définitions à vérifier, chacune nommant deux fois la précédente, se lisent sans attendre",
          "[verif][hostile]") {
  std::string text = "définition d0 : taille_foyer > 1\n  statut à vérifier\n";
  for (int i = 1; i < 60; ++i)
    text += "définition d" + std::to_string(i) + " : d" + std::to_string(i - 1) + " et d" +
            std::to_string(i - 1) + "\n";
  // Counted once a way, what the last rests on would be two to the fifty-ninth.
  const auto read = Read::module(text);
  REQUIRE(read.said() == "");
  const auto& last = read.rule("essai.d59");
  CHECK_FALSE(last.verified);
  CHECK(last.basis.size() == 1);
}
