#include "engine/systems/webrsa/tables.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/core/text/wording.hpp"
#include "engine/formats/dossier_source.hpp"

namespace filrouge::webrsa {
namespace {

struct Table {
  std::string_view name;
  bool needed;  ///< without it, this is no database of WebRSA 4
  /// « nom type » each: `!` after it, the table is not WebRSA's without it; `?`, its absence is of no
  /// account.
  std::string_view columns;
};

constexpr std::string_view dated_columns = ", created timestamp?, modified timestamp?";

constexpr Table tables[] = {
    {"dossiers", true,
     "id int!, numdemrsa text!, dtdemrsa date!, fonorg text!, numorg text, matricule text!, ddarrmut date, "
     "dddepamut date"},
    {"foyers", true, "id int!, dossier_id int!"},
    {"personnes", true, "id int!, foyer_id int!, dtnai date!, nir text!"},
    {"prestations", true, "personne_id int!, natprest text!, rolepers text!"},
    {"historiquesdroits", true,
     "id int!, personne_id int!, etatdosrsa text!, toppersdrodevorsa text!, created timestamp!"},
    {"situationsdossiersrsa", true,
     "id int!, dossier_id int!, etatdosrsa text!, dtrefursa date, motirefursa text, dtclorsa date, "
     "moticlorsa "
     "text"},
    {"calculsdroitsrsa", false, "id int!, personne_id int!, toppersdrodevorsa text!"},
    {"suspensionsversements", false,
     "id int!, situationdossierrsa_id int!, ddsusversrsa date!, motisusversrsa text"},
    {"suspensionsdroits", false,
     "id int!, situationdossierrsa_id int!, ddsusdrorsa date!, motisusdrorsa text, natgroupfsus text"},
    {"avispcgdroitsrsa", false, "id int!, dossier_id int!"},
    {"reducsrsa", false, "id int!, avispcgdroitrsa_id int!, mtredrsa numeric, ddredrsa date!, dfredrsa date"},
    {"orientsstructs", true,
     "id int!, personne_id int!, typeorient_id int!, structurereferente_id int!, date_valid date!, "
     "statut_orient text!, rgorient int, date_impression date!"},
    {"typesorients", false, "id int!, parentid int, code_type_orient text"},
    {"structuresreferentes", false, "id int!, lib_struc text!"},
    {"personnes_referents", false,
     "id int!, personne_id int!, referent_id int!, structurereferente_id int, dddesignation date!, "
     "dfdesignation "
     "date!"},
    {"contratsinsertion", true,
     "id int!, personne_id int!, dd_ci date!, df_ci date!, duree_engag int, num_contrat text, forme_ci text, "
     "date_saisi_ci date!, decision_ci text!, datevalidation_ci date!, datedecision date, avenant_id int, "
     "datetacitereconduction date"},
    {"cers93", false, "id int!, contratinsertion_id int!, positioncer text!, datesigne date?"},
    {"histoschoixcers93", false,
     "id int!, cer93_id int!, etape text!, datechoix date!, prevalide text, decisioncs text, decisioncadre "
     "text"},
    {"bilansparcours66", false,
     "id int!, personne_id int!, datebilan date!, proposition text, positionbilan text, contratinsertion_id "
     "int"},
    {"informationspe", false, "id int!, nir text!, dtnai date!, ppae_date_signature date"},
    {"historiqueetatspe", false, "id int!, informationpe_id int!, date date!, etat text!, code text"},
    {"relancesnonrespectssanctionseps93", false,
     "id int!, nonrespectsanctionep93_id int!, numrelance int, daterelance date!, dateimpression date"},
    {"dossierseps", true, "id int!, personne_id int!, themeep text!, created timestamp!"},
    {"commissionseps", true, "id int!, dateseance timestamp!, etatcommissionep text!"},
    {"passagescommissionseps", true,
     "id int!, dossierep_id int!, commissionep_id int!, etatdossierep text!, impressionconvocation date, "
     "impressiondecision date"},
    {"nonrespectssanctionseps93", false,
     "id int!, dossierep_id int!, origine text!, orientstruct_id int, contratinsertion_id int, propopdo_id "
     "int, "
     "historiqueetatpe_id int, sortieprocedure text"},
    {"propospdos", false, "id int!, personne_id int!"},
    {"signalementseps93", false, "id int!, dossierep_id int!, date date!, contratinsertion_id int"},
    {"contratscomplexeseps93", false, "id int!, dossierep_id int!, contratinsertion_id int"},
    {"reorientationseps93", false,
     "id int!, dossierep_id int!, datedemande date!, typeorient_id int, orientstruct_id int, accordaccueil "
     "text, "
     "accordallocataire text, urgent text"},
    {"nonorientationsproseps93", false, "id int!, dossierep_id int!"},
    {"nonorientationsproseps66", false, "id int!, dossierep_id int!"},
    {"nonorientationsproseps58", false, "id int!, dossierep_id int!"},
    {"regressionsorientationseps58", false,
     "id int!, dossierep_id int!, datedemande date, typeorient_id int"},
    {"sanctionseps58", false, "id int!, dossierep_id int!, origine text!, contratinsertion_id int"},
    {"sanctionsrendezvouseps58", false, "id int!, dossierep_id int!, rendezvous_id int"},
    {"saisinesbilansparcourseps66", false, "id int!, dossierep_id int!, choixparcours text"},
    {"defautsinsertionseps66", false,
     "id int!, dossierep_id int!, origine text!, type text, contratinsertion_id int, orientstruct_id int, "
     "dateimpressionconvoc date"},
    {"saisinespdoseps66", false, "id int!, dossierep_id int!"},
    {"decisionsnonrespectssanctionseps93", false,
     "id int!, passagecommissionep_id int!, etape text!, decision text!, montantreduction numeric, "
     "decisionpcg "
     "text"},
    {"decisionssignalementseps93", false,
     "id int!, passagecommissionep_id int!, etape text!, decision text!, montantreduction numeric, "
     "decisionpcg "
     "text"},
    {"decisionscontratscomplexeseps93", false,
     "id int!, passagecommissionep_id int!, etape text!, decision text!, decisionpcg text?"},
    {"decisionsreorientationseps93", false,
     "id int!, passagecommissionep_id int!, etape text!, decision text!, decisionpcg text?, typeorient_id "
     "int"},
    {"decisionsnonorientationsproseps93", false,
     "id int!, passagecommissionep_id int!, etape text!, decision text!, decisionpcg text?, typeorient_id "
     "int"},
    {"decisionsnonorientationsproseps66", false,
     "id int!, passagecommissionep_id int!, etape text!, decision text!, typeorient_id int"},
    {"decisionsnonorientationsproseps58", false,
     "id int!, passagecommissionep_id int!, etape text!, decision text!, typeorient_id int"},
    {"decisionsregressionsorientationseps58", false,
     "id int!, passagecommissionep_id int!, etape text!, decision text!, typeorient_id int"},
    {"decisionssanctionseps58", false,
     "id int!, passagecommissionep_id int!, etape text!, decision text!, decision2 text, "
     "listesanctionep58_id "
     "int, autrelistesanctionep58_id int, arretsanction text, datearretsanction date"},
    {"decisionssanctionsrendezvouseps58", false,
     "id int!, passagecommissionep_id int!, etape text!, decision text!, decision2 text, "
     "listesanctionep58_id "
     "int, autrelistesanctionep58_id int, arretsanction text, datearretsanction date"},
    {"listesanctionseps58", false, "id int!, rang int, sanction text!, duree int"},
    {"decisionssaisinesbilansparcourseps66", false,
     "id int!, passagecommissionep_id int!, etape text!, decision text!, typeorient_id int"},
    {"decisionsdefautsinsertionseps66", false,
     "id int!, passagecommissionep_id int!, etape text!, decision text!, typeorient_id int"},
    {"decisionssaisinespdoseps66", false,
     "id int!, passagecommissionep_id int!, etape text!, decision text!"},
    {"dossierscovs58", false, "id int!, personne_id int!, themecov58 text!, created timestamp!"},
    {"covs58", false, "id int!, datecommission timestamp!, etatcov text!"},
    {"passagescovs58", false,
     "id int!, cov58_id int!, dossiercov58_id int!, etatdossiercov text!, impressiondecision date"},
    {"proposorientationscovs58", false, "id int!, dossiercov58_id int!, datedemande date, typeorient_id int"},
    {"proposcontratsinsertioncovs58", false, "id int!, dossiercov58_id int!, datedemande date"},
    {"proposnonorientationsproscovs58", false, "id int!, dossiercov58_id int!, datedemande date"},
    {"regressionsorientationscovs58", false,
     "id int!, dossiercov58_id int!, datedemande date, typeorient_id int"},
    {"decisionsproposorientationscovs58", false,
     "id int!, passagecov58_id int!, etapecov text!, decisioncov text!"},
    {"decisionsproposcontratsinsertioncovs58", false,
     "id int!, passagecov58_id int!, etapecov text!, decisioncov text!"},
    {"decisionsproposnonorientationsproscovs58", false,
     "id int!, passagecov58_id int!, etapecov text!, decisioncov text!"},
    {"decisionsproposorientssocialescovs58", false,
     "id int!, passagecov58_id int!, etapecov text!, decisioncov text!"},
    {"decisionsnonorientationsproscovs58", false,
     "id int!, passagecov58_id int!, etapecov text!, decisioncov text!"},
    {"decisionsregressionsorientationscovs58", false,
     "id int!, passagecov58_id int!, etapecov text!, decisioncov text!"},
    {"rendezvous", true,
     "id int!, personne_id int!, daterdv date!, structurereferente_id int, statutrdv_id int!"},
    {"statutsrdvs", false, "id int!, code_statut text, libelle text"},
    {"departements", false, "id int?, numdep text?"},
    {"configurations", false, "lib_variable text?, value_variable text?"},
};

/// Those of the chain of insertion: the applicant and the partner of the household. Children and others of it
/// have no duties of their own.
constexpr std::string_view followed =
    "(SELECT p.id, f.dossier_id, p.dtnai, p.nir FROM {personnes} p JOIN {foyers} f ON f.id = p.foyer_id "
    "WHERE "
    "EXISTS (SELECT FROM {prestations} pr WHERE pr.personne_id = p.id AND pr.natprest = 'RSA' AND "
    "pr.rolepers "
    "IN ('DEM', 'CJT')))";

struct Column {
  std::string_view name, type;
  char absence;  ///< '!', '?', or 0: read without it, and said
};

std::vector<Column> columns_of(const Table& table) {
  std::vector<Column> columns;
  for (const auto list : {table.columns, dated_columns.substr(2)}) {
    for (std::size_t at = 0; at < list.size();) {
      const auto end = std::min(list.find(", ", at), list.size());
      const auto one = list.substr(at, end - at);
      const auto blank = one.find(' ');
      auto type = one.substr(blank + 1);
      const char absence = type.back() == '!' || type.back() == '?' ? type.back() : '\0';
      if (absence) type.remove_suffix(1);
      const auto same = std::ranges::find(columns, one.substr(0, blank), &Column::name);
      if (same == columns.end()) columns.push_back({one.substr(0, blank), type, absence});
      at = end + 2;
    }
  }
  return columns;
}

std::string quoted(std::string_view name) {
  return '"' + std::string(name) + '"';
}

/// When the rows of these aliases were last changed; a row that does not say may have been at any time.
std::string changed_last(std::string_view aliases) {
  std::string latest;
  for (std::size_t at = 0; at < aliases.size();) {
    const auto end = std::min(aliases.find(' ', at), aliases.size());
    const auto alias = aliases.substr(at, end - at);
    latest +=
        fmt::format("{}CASE WHEN {}.id IS NULL THEN '-infinity' ELSE coalesce({}.modified, 'infinity') END",
                    latest.empty() ? "" : ", ", alias, alias);
    at = end + 1;
  }
  return "greatest(" + latest + ")";
}

FormatError not_webrsa(const DatabaseOptions& options, const std::vector<std::string>& lacking) {
  return FormatError(fmt::format(
      "le schéma « {} » de {} n'est pas celui d'une base WebRSA 4 : il y manque {}.\n  Si les tables sont "
      "ailleurs, dites-le par --schema ; si la base est d'une version plus ancienne, mettez WebRSA à jour, "
      "ou "
      "exportez en CSV. Rien n'est écrit.",
      options.schema, options.url.shown, listed(lacking)));
}

FormatError not_granted(DatabaseReading& reading, const std::vector<std::string>& closed) {
  std::string names;
  for (const auto& table : closed) names += (names.empty() ? "" : ", ") + table;
  return FormatError(
      fmt::format("le compte donné par --url ne peut pas lire {} ; qui administre la base le lui permet "
                  "ainsi, en lecture "
                  "seule :\n  GRANT SELECT ON {} TO \"{}\";\n  Rien n'est écrit.",
                  counted(closed.size(), "table de WebRSA", "tables de WebRSA"), names, reading.account()));
}

}  // namespace

Tables::Tables(DatabaseReading& reading) {
  const auto catalog = reading.catalog();
  std::vector<std::string> lacking, closed;
  for (const auto& table : tables) {
    const auto found = catalog.find(table.name);
    const bool there = found != catalog.end();
    if (!there) {
      missing_.emplace(table.name);
      if (table.needed)
        lacking.push_back(fmt::format("la table {}", table.name));
      else if (table.columns.find('!') != std::string_view::npos)
        warnings_.push_back(fmt::format(
            "la table {} n'est pas dans cette base : ce qu'elle dirait reste inconnu", table.name));
    }
    std::string selection;
    bool changes_told = false, readable = true;
    for (const auto& column : columns_of(table)) {
      const auto* held = there && found->second.contains(column.name)
                             ? &found->second.at(std::string(column.name))
                             : nullptr;
      if (there && !held && column.absence == '!')
        lacking.push_back(fmt::format("la colonne {} de la table {}", column.name, table.name));
      if (there && !held && column.absence == '\0')
        warnings_.push_back(fmt::format("la table {} n'a pas la colonne {} : elle est lue sans elle",
                                        table.name, column.name));
      readable = readable && (!held || held->readable);
      if (held && column.name == "modified") changes_told = true;
      selection +=
          fmt::format("{}{}::{} AS {}", selection.empty() ? "" : ", ",
                      held ? quoted(column.name) : std::string("NULL"), column.type, quoted(column.name));
    }
    if (!readable) closed.emplace_back(table.name);
    if (changes_told) dated_.emplace(table.name);
    selections_[std::string(table.name)] =
        there ? fmt::format("(SELECT {} FROM {})", selection, quoted(table.name))
              : fmt::format("(SELECT {} WHERE false)", selection);
  }
  if (!lacking.empty()) throw not_webrsa(reading.options(), lacking);
  if (!closed.empty()) throw not_granted(reading, closed);
  selections_["suivies"] = request(followed);
}

std::string Tables::request(std::string_view text) const {
  std::string whole;
  for (std::size_t at = 0; at < text.size();) {
    const auto open = std::min(text.find('{', at), text.size());
    whole += text.substr(at, open - at);
    if (open == text.size()) break;
    const auto close = text.find('}', open);
    const auto word = text.substr(open + 1, close - open - 1);
    whole += word.starts_with("modifie ") ? changed_last(word.substr(8)) : selections_.at(std::string(word));
    at = close + 1;
  }
  return whole;
}

}  // namespace filrouge::webrsa
