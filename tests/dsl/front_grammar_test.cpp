#include <catch2/catch.hpp>
#include <string>

#include "dsl/ast/dump.hpp"
#include "dsl/grammar/parse.hpp"

// The trees of small texts, in the shapes ast.hpp promises to the checks.

using namespace filrouge::dsl;

namespace {

/// The tree without its root, or the diagnostics if there are any.
std::string tree(std::string text) {
  SourceSet sources;
  Diagnostics diagnostics;
  const auto file = sources.add("essai.fil", std::move(text), diagnostics);
  const auto result = parse(sources, file, diagnostics);
  if (diagnostics.has_errors()) return render_text(sources, diagnostics);
  std::string all;
  for (auto child = result[0].first_child; child != no_node; child = result[child].next_sibling)
    all += dump(result, child);
  return all;
}

/// The tree of an expression.
std::string of(const std::string& expression) {
  const auto text = tree("définition x : " + expression + "\n");
  const std::string head = "definition \"x\"\n";
  if (!text.starts_with(head)) return text;
  std::string lines;
  for (std::size_t begin = head.size(); begin < text.size();) {
    const auto end = text.find('\n', begin);
    lines += text.substr(begin + 2, end - begin - 1);
    begin = end + 1;
  }
  return lines;
}

}  // namespace

TEST_CASE("« et » lie plus que « ou », la comparaison plus que « et »", "[grammaire]") {
  CHECK(of("a1 ou b1 et c1 > 2") ==
        "binary \"ou\"\n"
        "  name \"a1\"\n"
        "  binary \"et\"\n"
        "    name \"b1\"\n"
        "    binary \">\"\n"
        "      name \"c1\"\n"
        "      number_literal 2\n");
  CHECK(of("1 - 2 - 3") ==
        "binary \"-\"\n"
        "  binary \"-\"\n"
        "    number_literal 1\n"
        "    number_literal 2\n"
        "  number_literal 3\n");
  CHECK(of("non a1 = non et b1") ==
        "binary \"et\"\n"
        "  unary \"non\"\n"
        "    binary \"=\"\n"
        "      name \"a1\"\n"
        "      boolean_literal\n"
        "  name \"b1\"\n");
}

TEST_CASE("« après » compte depuis ce qui suit, « à défaut » compris", "[grammaire]") {
  CHECK(of("2 mois après recu_le de notification_droits_devoirs à défaut entrée") ==
        "binary \"apres\"\n"
        "  duration_literal 2\n"
        "  binary \"a_defaut\"\n"
        "    field_of \"recu_le\"\n"
        "      name \"notification_droits_devoirs\"\n"
        "    entry_day\n");
}

TEST_CASE("Une virgule suivie d'un champ appartient à l'événement le plus proche", "[grammaire]") {
  CHECK(of("taux de decision_cd, mesure: suspension, non annulé > 50 %") ==
        "binary \">\"\n"
        "  field_of \"taux\"\n"
        "    pattern \"decision_cd\"\n"
        "      field_constraint \"mesure\"\n"
        "        name \"suspension\"\n"
        "      pattern_flag \"non_annule\"\n"
        "  rate_literal 5000\n");
}

TEST_CASE("Durées, taux, sommes et intervalles gardent leur unité", "[grammaire]") {
  CHECK(of("1 mois et 15 jours") == "duration_literal \"15\" 1\n");
  CHECK(of("5 jours ouvrés") == "duration_literal \"5 ouvres\"\n");
  CHECK(of("13 semaines") == "duration_literal \"91 semaines\"\n");
  CHECK(of("2 ans") == "duration_literal \"ans\" 24\n");
  CHECK(of("12,5 %") == "rate_literal 1250\n");
  CHECK(of("1 646,52 €") == "money_literal 164652\n");
  CHECK(of("0,8") == "number_literal \"0.8\"\n");
  // 20 545 days from 1970-01-01 to 2026-04-02: 56 years, 14 leap days, then 31 + 28 + 31 + 1.
  CHECK(of("2 avril 2026") == "date_literal 20545\n");
  CHECK(of("1 à 4 mois") == "interval\n  duration_literal 1\n  duration_literal 4\n");
  CHECK(of("d1 entre 1 mois et 4 mois") ==
        "between\n  name \"d1\"\n  duration_literal 1\n  duration_literal 4\n");
  CHECK(of("d1 entre 1 mois et 15 jours et 2 mois") ==
        "between\n  name \"d1\"\n  duration_literal \"15\" 1\n  duration_literal 2\n");
}

TEST_CASE("Un terme a une longueur et un départ, ou une date", "[grammaire]") {
  const std::string head = "procédure p\n  état s initial\n    terme t : ";
  const std::string tree_head = "procedure \"p\"\n  state \"s\" 1\n    term \"t\"\n";
  // 20 088 days from 1970-01-01 to 2024-12-31: 55 years less a day, 14 leap days.
  CHECK(tree(head + "2024-12-31\n") == tree_head +
                                           "      at_date\n"
                                           "        date_literal 20088\n");
  CHECK(tree(head + "0 jours après 2024-12-31, non prorogé\n") == tree_head +
                                                                      "      length\n"
                                                                      "        duration_literal \"0\"\n"
                                                                      "      point\n"
                                                                      "        date_literal 20088\n"
                                                                      "      modifier 4\n");
}

TEST_CASE("Un « dès » de deux événements vaut deux « dès »", "[grammaire]") {
  CHECK(tree("procédure p\n état fini\n  dès deces ou mutation, sens: depart, aller à fini\n   exige "
             "motivation\n") ==
        "procedure \"p\"\n"
        "  state \"fini\"\n"
        "    on_event\n"
        "      pattern \"deces\"\n"
        "      go_to \"fini\"\n"
        "      requirement\n"
        "        name \"motivation\"\n"
        "    on_event\n"
        "      pattern \"mutation\"\n"
        "        field_constraint \"sens\"\n"
        "          name \"depart\"\n"
        "      go_to \"fini\"\n"
        "      requirement\n"
        "        name \"motivation\"\n");
}

TEST_CASE("« attendu » de deux événements en vaut deux ; ailleurs, c'est un champ", "[grammaire][F14]") {
  CHECK(tree("procédure p\n état fini\n  attendu : deces ou mutation, sens: depart\n") ==
        "procedure \"p\"\n"
        "  state \"fini\"\n"
        "    expected\n"
        "      pattern \"deces\"\n"
        "    expected\n"
        "      pattern \"mutation\"\n"
        "        field_constraint \"sens\"\n"
        "          name \"depart\"\n");
  CHECK(tree("événement e\n attendu : texte\n").find("field_decl \"attendu\"") != std::string::npos);
}

TEST_CASE("Avec ou sans retraits, les mêmes mots font le même arbre", "[grammaire]") {
  const std::string indented =
      "procédure p\n"
      "  état s initial\n"
      "    échéance e : 2 mois après orientation\n"
      "      tenue par cer_signe\n"
      "      si dépassée : aller à s\n"
      "    dès bilan\n"
      "      quand majoration\n"
      "      aller à s\n"
      "  états finaux clos\n";
  std::string flat;
  bool start = true;
  for (const char c : indented) {
    if (c == ' ' && start) continue;
    start = c == '\n';
    flat += c;
  }
  CHECK(tree(flat) == tree(indented));
  CHECK(tree(flat).find("erreur") == std::string::npos);
}

TEST_CASE("Une définition datée a son expression avant son jour", "[grammaire]") {
  CHECK(tree("définition x, au jour de commis_le : oui\n") ==
        "definition \"x\"\n"
        "  boolean_literal 1\n"
        "  on_day\n"
        "    name \"commis_le\"\n");
}

TEST_CASE("Un fondement donne une référence par article, avec son code", "[grammaire]") {
  CHECK(tree("rôle cadre\n  fondement CASF L262-37, R262-69, « Pacte 64, ligne 262 »\n") ==
        "role_decl \"cadre\"\n"
        "  basis \"CASF L262-37, R262-69, « Pacte 64, ligne 262 »\"\n"
        "    label \"CASF L262-37\"\n"
        "    label \"CASF R262-69\"\n"
        "    label \"Pacte 64, ligne 262\"\n");
}

TEST_CASE("Une instance attendue se nomme après la procédure", "[grammaire]") {
  CHECK(tree("scénario s\n  au 2026-04-02 attendre contractualisation de p2 dans pause\n") ==
        "scenario \"s\"\n"
        "  expect\n"
        "    date_literal 20545\n"
        "    expect_state\n"
        "      name \"contractualisation\"\n"
        "      name \"pause\"\n"
        "      name \"p2\"\n");
}

TEST_CASE("Après une clause illisible, la lecture reprend à la suivante", "[grammaire]") {
  SourceSet sources;
  Diagnostics diagnostics;
  const auto file =
      sources.add("essai.fil", "paramètre x : duré = 3\nparamètre y : durée = 2 mois\n", diagnostics);
  const auto result = parse(sources, file, diagnostics);
  CHECK(diagnostics.errors() == 1);
  CHECK(dump(result) ==
        "file\n"
        "  error\n"
        "  parameter \"y\"\n"
        "    type \"duree\"\n"
        "    duration_literal 2\n");
}
