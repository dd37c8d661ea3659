// The équipe pluridisciplinaire: reminders before it, dossiers brought before it, passages, opinions and
// decisions of each of its thirteen themes.

#include <fmt/format.h>

#include <algorithm>

#include "engine/core/text/fold.hpp"
#include "engine/systems/webrsa/parcours.hpp"
#include "engine/systems/webrsa/parts.hpp"

namespace filrouge::systems::webrsa {
namespace {

std::string contract_id(std::string_view id) {
  return act_of({"contratsinsertion", id}, "signe");
}

std::string brought_id(std::string_view dossierep) {
  return act_of({"dossierseps", dossierep}, {});
}

/// What the act is about: a contract, or else an orientation.
void refers_to_piece(RawEvent& event, const DatabaseRows& row) {
  if (const auto contract = row.text("contrat"); !contract.empty())
    refers(event, "contrat", contract_id(contract));
  else if (const auto orientation = row.text("orientation"); !orientation.empty())
    refers(event, "orientation", act_of({"orientsstructs", orientation}, {}));
}

/// The first reminder comes before there is a dossier of commission: its piece alone tells whose it is.
void tell_reminder(const DatabaseRows& row, Telling& telling) {
  const RowName name{"relancesnonrespectssanctionseps93", row.text("cle")};
  const auto person = person_of(row.text("personne"));
  const auto origin = row.text("origine");
  telling.seen(name);
  auto* event = telling.act("relance", name, {}, row.day("daterelance"), person);
  if (!event) return;
  number(*event, "numero", row.text("numrelance"));
  field(*event, "motif",
        origin == "orientstruct"       ? "non_contractualise"
        : origin == "contratinsertion" ? "non_renouvele"
        : origin == "radiepe"          ? "radiation_ft"
                                       : origin);
  refers_to_piece(*event, row);
  if (const auto printed = row.day("dateimpression"); printed.known())
    if (auto* letter = telling.act("courrier_envoye", name, "courrier", printed, person)) {
      field(*letter, "objet", "relance");
      refers_to_piece(*letter, row);
    }
}

/// The theme as the rules call it: of one theme of WebRSA, its origin may make several.
std::string theme_of(const DatabaseRows& row) {
  const auto theme = row.text("themeep");
  const auto origin = row.text("origine");
  if (theme == "signalementseps93") return "non_respect";
  if (theme == "contratscomplexeseps93") return "contrat_complexe";
  if (theme == "reorientationseps93" || theme == "regressionsorientationseps58") return "reorientation";
  if (theme == "nonorientationsproseps93" || theme == "nonorientationsproseps66") return "examen";
  if (theme == "nonorientationsproseps58") return "maintien_social";
  if (theme == "sanctionsrendezvouseps58") return "absences";
  if (theme == "saisinesbilansparcourseps66")
    return row.text("choixparcours") == "reorientation" ? "reorientation" : "examen";
  if (theme == "saisinespdoseps66") return "pdo";
  // Sanctions: 93, 58 and 66 in turn.
  if (origin == "orientstruct" || origin == "pdo") return "defaut_conclusion";
  if (origin == "contratinsertion") return "non_renouvellement";
  if (origin == "radiepe" || origin == "radiationpe") return "radiation_ft";
  if (origin == "noninscritpe" || origin == "noninscriptionpe") return "defaut_conclusion";
  if (origin == "nonrespectcer" || origin == "nonrespectppae") return "non_respect";
  if (origin == "bilanparcours") return row.text("type") == "DRD" ? "non_respect" : "defaut_conclusion";
  return {};
}

void tell_brought(const DatabaseRows& row, Telling& telling) {
  const auto id = row.text("cle");
  const RowName name{"dossierseps", id};
  const auto person = person_of(row.text("personne"));
  telling.seen(name);
  const auto about = [&](std::string_view type, std::string_view suffix, Date day) -> RawEvent* {
    auto* event = telling.act(type, name, suffix, day, person);
    if (event) refers(*event, "saisine", brought_id(id));
    return event;
  };
  if (const auto day = row.day("datedemande"); day.known()) {
    auto* event = telling.act("demande_reorientation", name, "demande", day, person);
    field(*event, "parcours", parcours_of(row.text("code_type_orient")));
    if (row.text("themeep") == "reorientationseps93") {
      auto* consents = telling.act("accords_de_reorientation", name, "accords", day, person);
      truth(*consents, "accord_de_la_personne", row.text("accordallocataire") == "1");
      truth(*consents, "accord_de_l_accueil", row.text("accordaccueil") == "1");
      truth(*consents, "urgent", row.text("urgent") == "1");
    }
  }
  if (const auto day = row.day("signale_le"); day.known())
    refers_to_piece(*telling.act("signalement", name, "signalement", day, person), row);
  const auto theme = theme_of(row);
  if (auto* event = telling.act("saisine_ep", name, {}, row.day("cree_le"), person)) {
    if (theme.empty()) telling.left("dossierseps", "saisine dont l'origine est inconnue : thème inconnu");
    field(*event, "theme", theme);
    refers_to_piece(*event, row);
    if (const auto meeting = row.text("rendezvous_id"); !meeting.empty()) {
      refers(*event, "rendez_vous", act_of({"rendezvous", meeting}, {}));
      field(*telling.act("passage_pour_absences", name, "absences", row.day("cree_le"), person), "vers",
            "ep");
    }
  }
  if (const auto day = row.day("dateimpressionconvoc"); day.known())
    field(*about("courrier_envoye", "information", day), "objet", "information_prealable");
}

/// Was the séance held, and did the dossier pass there?
bool passed(std::string_view state) {
  return state == "decisionep" || state == "decisioncg" || state == "traite";
}

void tell_passage(const DatabaseRows& row, Telling& telling) {
  const RowName name{"passagescommissionseps", row.text("cle")};
  telling.seen(name);
  const auto about = [&](std::string_view type, std::string_view suffix, Date day) -> RawEvent* {
    auto* event = telling.act(type, name, suffix, day, person_of(row.text("personne")));
    if (event) refers(*event, "saisine", brought_id(row.text("saisine")));
    return event;
  };
  const auto at_seance = [&](RawEvent* event) {
    if (event) field(*event, "seance", fmt::format("commission-{}", row.text("seance")));
  };
  if (const auto day = row.day("impressionconvocation"); day.known())
    field(*about("courrier_envoye", "convocation", day), "objet", "convocation_ep");
  const auto state = row.text("etatdossierep");
  if (passed(state)) {
    if (auto* event = about("passage_ep", "passage", row.day("seance_le"))) {
      at_seance(event);
      field(*event, "theme", theme_of(row));
    }
  } else if (state == "reporte") {
    at_seance(about("report_ep", "report", row.day("seance_le")));
  } else if (state == "annule") {
    telling.left("passagescommissionseps", "passage annulé");
  } else {
    telling.left("passagescommissionseps", "inscription à une séance, dont le jour n'est pas gardé");
    telling.unsure("inscription_seance");
  }
  if (const auto day = row.day("impressiondecision"); day.known())
    field(*about("courrier_envoye", "decision", day), "objet", "decision");
}

enum class Outcome : std::uint8_t { measure, sanction, reorientation, delay, cancelled, postponed, advice };

struct Decision {
  std::string_view code;
  Outcome outcome;
  std::string_view word;  ///< the measure, or the sense of a réorientation
  std::string_view rate, parcours;
};

constexpr Decision decisions[] = {
    {"1reduction", Outcome::measure, "reduction", {}, {}},
    {"1maintien", Outcome::measure, "maintien", {}, {}},
    {"1delai", Outcome::delay, {}, {}, {}},
    {"2suspensiontotale", Outcome::measure, "suspension", "100 %", {}},
    {"2suspensionpartielle", Outcome::measure, "suspension", {}, {}},
    {"2maintien", Outcome::measure, "maintien", {}, {}},
    {"maintienreorientation", Outcome::measure, "maintien", {}, {}},
    {"suspensionnonrespect", Outcome::measure, "suspension", {}, {}},
    {"suspensiondefaut", Outcome::measure, "suspension", {}, {}},
    {"suspensionsanction", Outcome::measure, "suspension", {}, {}},
    {"maintienorientsoc", Outcome::measure, "maintien", {}, {}},
    {"maintien", Outcome::measure, "maintien", {}, {}},
    {"sanction", Outcome::sanction, {}, {}, {}},
    {"reorientationprofverssoc", Outcome::reorientation, "accord", {}, "social"},
    {"reorientationsocversprof", Outcome::reorientation, "accord", {}, "professionnel"},
    {"reorientation", Outcome::reorientation, "accord", {}, {}},
    {"accepte", Outcome::reorientation, "accord", {}, {}},
    {"refuse", Outcome::reorientation, "maintien", {}, {}},
    {"maintienref", Outcome::reorientation, "maintien", {}, {}},
    {"annule", Outcome::cancelled, {}, {}, {}},
    {"reporte", Outcome::postponed, {}, {}, {}},
    {"1pasavis", Outcome::postponed, {}, {}, {}},
    {"2pasavis", Outcome::postponed, {}, {}, {}},
    {"valide", Outcome::advice, {}, {}, {}},
    {"rejete", Outcome::advice, {}, {}, {}},
    {"avis", Outcome::advice, {}, {}, {}},
};

/// The measure that the label of the département's own list of sanctions says.
std::string_view measure_of(std::string_view label) {
  const auto folded = fold(label);
  if (folded.find("suspen") != std::string::npos) return "suspension";
  if (folded.find("reduc") != std::string::npos || folded.find("diminu") != std::string::npos)
    return "reduction";
  return {};
}

class DecisionTeller {
 public:
  DecisionTeller(const DatabaseRows& row, Telling& telling)
      : row_(row), telling_(telling), name_{row.text("table_lue"), row.text("cle")} {}

  void tell() {
    telling_.seen(name_);
    tell_one(row_.text("decision"), {}, "1");
    if (!row_.text("decision2").empty()) tell_one(row_.text("decision2"), "2", "2");
    tell_stop();
  }

 private:
  RawEvent* about(std::string_view type, std::string_view suffix, Date day) {
    auto* event = telling_.act(type, name_, suffix, day, person_of(row_.text("personne")));
    if (event) refers(*event, "saisine", brought_id(row_.text("saisine")));
    return event;
  }

  /// The opinion and the decision are of the day of the séance, whenever they were typed.
  void tell_one(std::string_view code, std::string_view suffix, std::string_view rank) {
    if (code.empty()) {
      telling_.left(name_.table, "décision pas encore saisie");
      return;
    }
    auto decision = std::ranges::find(decisions, code, &Decision::code);
    if (decision == std::end(decisions)) {
      telling_.left(name_.table, "décision inconnue");
      telling_.unsure(row_.text("etape") == "ep" ? "avis_ep" : "decision_cd");
      return;
    }
    if (decision->outcome == Outcome::postponed) return;  // the passage tells it
    const auto seance = row_.day("seance_le");
    if (row_.text("etape") == "ep") {
      if (decision->outcome == Outcome::cancelled) return;
      auto* event = about("avis_ep", suffix, seance);
      if (!event) return;
      field(*event, "sens", code);
      if (decision->outcome == Outcome::measure) field(*event, "mesure", decision->word);
      if (decision->outcome == Outcome::sanction)
        field(*event, "mesure", measure_of(listed(rank, "sanction")));
      return;
    }
    if (row_.text("decisionpcg") == "enattente") {
      telling_.left(name_.table, "décision que le président n'a pas encore validée");
      return;
    }
    const bool of_parcours = row_.text("table_lue") == "decisionssaisinesbilansparcourseps66";
    if (decision->outcome == Outcome::measure && of_parcours) {
      told_reorientation("maintien", {}, suffix);
      return;
    }
    switch (decision->outcome) {
      case Outcome::measure:
        if (auto* event = about("decision_cd", suffix, seance)) {
          field(*event, "mesure", decision->word);
          field(*event, "taux", decision->rate);
          if (decision->word == "reduction") number(*event, "montant", row_.text("montantreduction"));
        }
        break;
      case Outcome::sanction:
        told_sanction(suffix, rank);
        break;
      case Outcome::reorientation:
        told_reorientation(decision->word, decision->parcours, suffix);
        break;
      case Outcome::delay:
        about("delai_accorde", suffix, seance);
        break;
      case Outcome::cancelled:
        if (name_.table == "decisionsnonrespectssanctionseps93" ||
            name_.table == "decisionssignalementseps93")
          about("saisine_annulee", suffix, seance);
        else
          telling_.left(name_.table, "saisine annulée");
        break;
      case Outcome::advice:
      case Outcome::postponed:
        break;
    }
  }

  std::string_view listed(std::string_view rank, std::string_view column) const {
    return row_.text(fmt::format("{}{}", column, rank));
  }

  void told_sanction(std::string_view suffix, std::string_view rank) {
    const auto label = listed(rank, "sanction");
    auto* event = about("decision_cd", suffix, row_.day("seance_le"));
    if (!event) return;
    const auto measure = measure_of(label);
    if (measure.empty()) telling_.left(name_.table, "sanction dont le libellé ne dit pas la mesure");
    field(*event, "mesure", measure);
    if (const auto rate = listed(rank, "taux"); !rate.empty())
      field(*event, "taux", fmt::format("{} %", rate));
    number(*event, "montant", listed(rank, "montant"));
    months(*event, "duree", listed(rank, "duree"));
  }

  void told_reorientation(std::string_view sense, std::string_view parcours, std::string_view suffix) {
    auto* event = about("decision_reorientation", suffix, row_.day("seance_le"));
    if (!event) return;
    field(*event, "sens", sense);
    field(*event, "parcours", parcours.empty() ? parcours_of(row_.text("code_type_orient")) : parcours);
  }

  void tell_stop() {
    const auto stop = row_.text("arretsanction");
    if (stop.empty() || row_.text("etape") != "cg") return;
    const auto day = row_.day("datearretsanction");
    auto* event = telling_.act("levee_sanction", name_, "arret", day, person_of(row_.text("personne")));
    if (!event) return;
    field(*event, "motif", stop);
    field(*event, "effet", iso_date(day));
    refers(*event, "decision", act_of(name_, stop.ends_with("2") ? "2" : ""));
  }

  const DatabaseRows& row_;
  Telling& telling_;
  RowName name_;
};

void tell_decision(const DatabaseRows& row, Telling& telling) {
  DecisionTeller(row, telling).tell();
}

/// What the tables of decisions have in common, and what some of them alone have.
struct DecisionTable {
  std::string_view name;
  bool amount = false, confirmed = false, parcours = false, listed = false, besides = false;
};

constexpr DecisionTable decision_tables[] = {
    {.name = "decisionsnonrespectssanctionseps93", .amount = true, .confirmed = true},
    {.name = "decisionssignalementseps93", .amount = true, .confirmed = true},
    {.name = "decisionscontratscomplexeseps93", .confirmed = true},
    {.name = "decisionsreorientationseps93", .confirmed = true, .parcours = true},
    {.name = "decisionsnonorientationsproseps93", .confirmed = true, .parcours = true},
    {.name = "decisionsnonorientationsproseps66", .parcours = true},
    {.name = "decisionsnonorientationsproseps58", .parcours = true},
    {.name = "decisionsregressionsorientationseps58", .parcours = true},
    {.name = "decisionssanctionseps58", .listed = true},
    {.name = "decisionssanctionsrendezvouseps58", .listed = true},
    {.name = "decisionssaisinesbilansparcourseps66", .parcours = true},
    {.name = "decisionsdefautsinsertionseps66", .parcours = true, .besides = true},
    {.name = "decisionssaisinespdoseps66"},
};

/// A sanction of the list: what its label says of rate and amount, in the words of the département.
std::string list_columns(std::string_view alias, std::string_view rank) {
  return fmt::format(
      ", {0}.sanction AS sanction{1}, {0}.duree AS duree{1}, substring({0}.sanction from '([0-9]+) ?%') AS "
      "taux{1}, "
      "substring({0}.sanction from '([0-9]+) ?(?:€|euro)') AS montant{1}",
      alias, rank);
}

Reading decision_reading(const DecisionTable& table) {
  std::string columns, joins;
  columns += table.amount ? ", x.montantreduction" : ", NULL AS montantreduction";
  columns += table.confirmed ? ", x.decisionpcg" : ", NULL AS decisionpcg";
  if (table.parcours) {
    columns += ", coalesce(t.code_type_orient, t1.code_type_orient) AS code_type_orient";
    joins +=
        " LEFT JOIN {typesorients} t ON t.id = x.typeorient_id LEFT JOIN {typesorients} t1 ON t1.id = "
        "t.parentid";
  } else {
    columns += ", NULL AS code_type_orient";
  }
  if (table.listed) {
    columns += ", x.decision2, x.arretsanction, x.datearretsanction" + list_columns("l1", "1") +
               list_columns("l2", "2");
    joins +=
        " LEFT JOIN {listesanctionseps58} l1 ON l1.id = x.listesanctionep58_id LEFT JOIN "
        "{listesanctionseps58} l2 "
        "ON l2.id = x.autrelistesanctionep58_id";
  } else {
    // A réorientation may come with a measure.
    columns += table.besides ? ", x.decisionsup AS decision2" : ", NULL AS decision2";
    columns += ", NULL AS arretsanction";
  }
  Reading reading;
  reading.table = table.name;
  reading.request = fmt::format(
      "SELECT s.dossier_id AS dossier, x.id AS cle, '{0}' AS table_lue, d.personne_id AS personne, d.id AS "
      "saisine, "
      "k.dateseance::date AS seance_le, x.etape, x.decision{1} FROM {{{0}}} x JOIN "
      "{{passagescommissionseps}} p ON "
      "p.id = x.passagecommissionep_id JOIN {{commissionseps}} k ON k.id = p.commissionep_id JOIN "
      "{{dossierseps}} d "
      "ON d.id = p.dossierep_id JOIN {{suivies}} s ON s.id = d.personne_id{2}",
      table.name, columns, joins);
  // The opinion before the decision.
  reading.order = "etape DESC, cle";
  reading.changing = {table.name, "passagescommissionseps", "commissionseps", "dossierseps"};
  reading.tell = tell_decision;
  reading.types = {"avis_ep", "decision_cd", "decision_reorientation"};
  return reading;
}

/// The piece that each theme starts from, whatever the theme.
constexpr std::string_view themes =
    "LEFT JOIN {nonrespectssanctionseps93} n ON n.dossierep_id = d.id LEFT JOIN {signalementseps93} sg ON "
    "sg.dossierep_id = d.id LEFT JOIN {contratscomplexeseps93} cc ON cc.dossierep_id = d.id LEFT JOIN "
    "{reorientationseps93} r ON r.dossierep_id = d.id LEFT JOIN {regressionsorientationseps58} rg ON "
    "rg.dossierep_id = "
    "d.id LEFT JOIN {sanctionseps58} sa ON sa.dossierep_id = d.id LEFT JOIN {sanctionsrendezvouseps58} sr ON "
    "sr.dossierep_id = d.id LEFT JOIN {saisinesbilansparcourseps66} sb ON sb.dossierep_id = d.id LEFT JOIN "
    "{defautsinsertionseps66} di ON di.dossierep_id = d.id";
constexpr std::string_view origin =
    "coalesce(n.origine, sa.origine, di.origine) AS origine, di.type, sb.choixparcours";

}  // namespace

std::vector<Reading> commission_readings() {
  std::vector<Reading> readings = {
      {"relancesnonrespectssanctionseps93",
       "SELECT s.dossier_id AS dossier, l.id AS cle, s.id AS personne, l.numrelance, l.daterelance, "
       "l.dateimpression, "
       "n.origine, n.contratinsertion_id AS contrat, n.orientstruct_id AS orientation FROM "
       "{relancesnonrespectssanctionseps93} l JOIN {nonrespectssanctionseps93} n ON n.id = "
       "l.nonrespectsanctionep93_id "
       "LEFT JOIN {dossierseps} d ON d.id = n.dossierep_id LEFT JOIN {orientsstructs} o ON o.id = "
       "n.orientstruct_id "
       "LEFT JOIN {contratsinsertion} c ON c.id = n.contratinsertion_id LEFT JOIN {propospdos} po ON po.id = "
       "n.propopdo_id JOIN {suivies} s ON s.id = coalesce(d.personne_id, o.personne_id, c.personne_id, "
       "po.personne_id)",
       "cle",
       {"relancesnonrespectssanctionseps93", "nonrespectssanctionseps93"},
       tell_reminder,
       {"relance"}},
      {"dossierseps",
       fmt::format(
           "SELECT s.dossier_id AS dossier, d.id AS cle, d.personne_id AS personne, d.themeep, "
           "d.created::date AS "
           "cree_le, {}, coalesce(n.contratinsertion_id, sg.contratinsertion_id, cc.contratinsertion_id, "
           "sa.contratinsertion_id, di.contratinsertion_id) AS contrat, coalesce(n.orientstruct_id, "
           "r.orientstruct_id, "
           "di.orientstruct_id) AS orientation, coalesce(r.datedemande, rg.datedemande) AS datedemande, "
           "r.accordaccueil, "
           "r.accordallocataire, r.urgent, coalesce(t.code_type_orient, t1.code_type_orient) AS "
           "code_type_orient, sg.date "
           "AS signale_le, sr.rendezvous_id, di.dateimpressionconvoc, {{modifie d n sg cc r rg sa sr sb di}} "
           "AS modifie "
           "FROM {{dossierseps}} d JOIN {{suivies}} s ON s.id = d.personne_id {} LEFT JOIN {{typesorients}} "
           "t ON t.id = "
           "coalesce(r.typeorient_id, rg.typeorient_id) LEFT JOIN {{typesorients}} t1 ON t1.id = t.parentid",
           origin, themes),
       "cle",
       {"dossierseps", "nonrespectssanctionseps93", "signalementseps93", "contratscomplexeseps93",
        "reorientationseps93", "regressionsorientationseps58", "sanctionseps58", "sanctionsrendezvouseps58",
        "saisinesbilansparcourseps66", "defautsinsertionseps66"},
       tell_brought,
       {}},
      {"passagescommissionseps",
       fmt::format("SELECT s.dossier_id AS dossier, p.id AS cle, d.personne_id AS personne, d.id AS saisine, "
                   "d.themeep, {}, k.id "
                   "AS seance, k.dateseance::date AS seance_le, p.etatdossierep, p.impressionconvocation, "
                   "p.impressiondecision "
                   "FROM {{passagescommissionseps}} p JOIN {{commissionseps}} k ON k.id = p.commissionep_id "
                   "JOIN {{dossierseps}} d "
                   "ON d.id = p.dossierep_id JOIN {{suivies}} s ON s.id = d.personne_id {}",
                   origin, themes),
       "cle",
       {"passagescommissionseps", "commissionseps"},
       tell_passage,
       {}},
  };
  for (const auto& table : decision_tables) readings.push_back(decision_reading(table));
  return readings;
}

}  // namespace filrouge::systems::webrsa
