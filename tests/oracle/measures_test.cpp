#include <catch2/catch.hpp>

#include "tests/oracle/by_hand.hpp"

/// How long a measure is in force: until its last day, the later one of its affaire, or what ends it
/// (semantics F6); what several add up to.
using namespace filrouge;
using namespace filrouge::oracle;

TEST_CASE("a measure gives way to the later one of its affaire, and to what ends it (semantics F6)",
          "[semantics][F6]") {
  const auto rules = from_text(essai(R"(rôle greffe « Greffe » institution commune
événement faute « Faute »
  portée personne
événement sanction « Sanction »
  portée personne
  taux : taux
  duree : durée
événement pardon « Pardon »
  portée dossier
  met fin à sanction, à la date de effet
  effet : date facultatif
procédure fautes « Fautes »
  une instance par faute
  état ouverte initial « Ouverte »
    dès sanction, aller à punie
  état punie « Punie »
    dès sanction, aller à punie
    dès pardon, aller à pardonnée
  états finaux pardonnée
procédure plafond « Plafond »
  pour chaque dossier
  état suivi initial « Suivi »
    tant que (somme des taux en vigueur du foyer de sanction) > 50 %
      à faire « Plus de la moitié » par greffe
    dès que 1 = 2, aller à fini
  états finaux fini
)",
                                     "greffe"));
  REQUIRE(rules->errors == "");
  const auto punished = [](const char* id, const char* on, const char* from, const char* rate,
                           const char* length, const char* fault) {
    auto act = citing(event(id, "sanction", on, {{"du", from}}), fault);
    act.fields.push_back({"taux", {RawValue::Kind::text, rate}});
    act.fields.push_back({"duree", {RawValue::Kind::text, length}});
    return act;
  };
  const auto told = [&](std::vector<RawEvent> acts, const char* asked) {
    acts.insert(acts.begin(),
                {event("e1", "faute", "2024-01-02"), numbered(event("e2", "faute", "2024-01-03"), "F-2")});
    const auto record = dossier(acts);
    const auto then = ask(*rules, record, day(asked));
    for (const auto& finding : then.findings)
      if (finding.code.find("plafond") != std::string::npos && finding.nature != "etat")
        return finding.nature + (finding.missing.empty() ? "" : " " + finding.missing.front());
    return std::string("rien");
  };
  const auto half = punished("e3", "2024-02-01", "2024-03-01", "50 %", "3 mois", "e1");
  const auto lowered = punished("e4", "2024-03-20", "2024-04-01", "30 %", "1 mois", "e1");
  const auto other = punished("e5", "2024-03-24", "2024-03-25", "20 %", "3 mois", "F-2");
  // 50 % and 20 % until 31 March; then 30 % and 20 %; in May 20 % alone: what was replaced does not come
  // back.
  CHECK(told({half, lowered, other}, "2024-03-31") == "action");
  CHECK(told({half, lowered, other}, "2024-04-01") == "rien");
  CHECK(told({half, lowered, other}, "2024-05-02") == "rien");
  CHECK(told({half, other}, "2024-04-01") == "action");
  // Ended on 15 April with effect on the 10th: known that day only; said for the 20th, it lasts until the
  // 19th.
  const auto pardoned = [](const char* effect, const char* fault) {
    auto act = event("e6", "pardon", "2024-04-15");
    act.person.clear();
    if (*effect) act.fields.push_back({"effet", {RawValue::Kind::text, effect}});
    return *fault ? citing(act, fault) : act;
  };
  CHECK(told({half, other, pardoned("2024-04-10", "e1")}, "2024-04-14") == "action");
  CHECK(told({half, other, pardoned("2024-04-10", "e1")}, "2024-04-15") == "rien");
  CHECK(told({half, other, pardoned("2024-04-20", "e1")}, "2024-04-19") == "action");
  CHECK(told({half, other, pardoned("2024-04-20", "e1")}, "2024-04-20") == "rien");
  CHECK(told({half, other, pardoned("", "e1")}, "2024-04-15") == "rien");
  // Of another fault, it ends nothing of this one; of nobody knows which, nobody knows.
  CHECK(told({half, punished("e5", "2024-03-24", "2024-03-25", "60 %", "3 mois", "F-2"), pardoned("", "e1")},
             "2024-04-15") == "action");
  CHECK(told({half, other, pardoned("", "")}, "2024-04-15") == "donnee_manquante pardon");
}

TEST_CASE("measures that follow one another, to the day, count their months together", "[semantics]") {
  const auto rules = from_text(essai(R"(rôle greffe « Greffe » institution commune
événement contrat « Contrat »
  portée personne
procédure suivi « Suivi »
  pour chaque personne
  état suivi initial « Suivi »
    tant que (durée cumulée de contrat en mois) ≥ 2 mois
      à faire « Deux mois de contrat » par greffe
    dès que 1 = 2, aller à fini
  états finaux fini
)",
                                     "greffe"));
  REQUIRE(rules->errors == "");
  const auto contract = [](const char* id, const char* from, const char* to) {
    auto act = event(id, "contrat", from, {{"du", from}});
    act.to = day(to);
    return act;
  };
  const auto told = [&](const char* second) {
    const auto record =
        dossier({contract("e1", "2024-01-10", "2024-02-20"), contract("e2", second, "2024-03-09")});
    const auto on = day("2024-04-01");
    return ask(*rules, record, on).labels("action");
  };
  // From 10 January to 9 March without a day between them, two months; a day without, one and none.
  CHECK(told("2024-02-21") == Labels{"Deux mois de contrat"});
  CHECK(told("2024-02-22") == Labels{});
}
