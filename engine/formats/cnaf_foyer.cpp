#include "engine/formats/cnaf_foyer.hpp"

#include <algorithm>
#include <pugixml.hpp>
#include <utility>

#include "engine/core/dossier/departement.hpp"
#include "engine/core/text/fold.hpp"
#include "engine/core/text/nir.hpp"
#include "engine/core/text/quotable.hpp"
#include "engine/core/text/utf8.hpp"
#include "engine/formats/cnaf_unread.hpp"

namespace filrouge {
namespace {

/// What the flux vouches for each month. Not ouverture_droit: the flux shows a right open, not its opening.
constexpr std::string_view covered[] = {"demande_rsa",          "refus_droit",       "cloture_droit",
                                        "suspension_versement", "reprise_versement", "mutation",
                                        "reduction_appliquee"};

std::string text_of(const pugi::xml_node& parent, const char* name) {
  const auto element = parent.child(name);
  CnafUnread::mark_read(parent);  // where it was looked for, found or not
  CnafUnread::mark_read(element);
  return std::string(trimmed_of_ascii(element.child_value()));
}

void present(const pugi::xml_node& parent, const char* name) {
  if (text_of(parent, name).empty()) throw FoyerRefusal{name, "cet élément est obligatoire et manque"};
}

/// A code, a number: what the flux never makes of a name.
std::string code_of(const pugi::xml_node& parent, const char* name) {
  auto text = text_of(parent, name);
  constexpr std::size_t longest = 20, most_letters = 3;
  std::size_t letters = 0;
  for (const char c : text) {
    const bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    letters = letter ? letters + 1 : 0;
    if ((!letter && (c < '0' || c > '9')) || letters > most_letters || text.size() > longest)
      throw FoyerRefusal{name, "attendu un code de chiffres et de lettres, comme dans le schéma VRSB0801"};
  }
  return text;
}

std::string required(const pugi::xml_node& parent, const char* name) {
  auto text = code_of(parent, name);
  present(parent, name);
  return text;
}

Date date_of(const pugi::xml_node& parent, const char* name) {
  const auto text = text_of(parent, name);
  if (text.empty()) return {};
  const auto day = parse_iso_date(text);
  if (!day)
    throw FoyerRefusal{name, shown_value(text) + " n'est pas une date : attendu AAAA-MM-JJ, de 1900 à 2199"};
  return *day;
}

/// An end « without end » is written 9999-12-31 by some senders.
Date end_of(const pugi::xml_node& parent, const char* name) {
  return text_of(parent, name).starts_with("9999") ? Date{} : date_of(parent, name);
}

/// "0000646.52" → "646.52".
std::string amount_of(const pugi::xml_node& parent, const char* name) {
  auto text = text_of(parent, name);
  if (text.empty()) return text;
  const bool negative = text.front() == '-';
  if (negative || text.front() == '+') text.erase(0, 1);
  const auto point = std::min(text.find('.'), text.size());
  const auto digits = [](std::string_view part) {
    return part.find_first_not_of("0123456789") == std::string_view::npos;
  };
  const auto whole = std::string_view(text).substr(0, point);
  const auto cents = point < text.size() ? std::string_view(text).substr(point + 1) : std::string_view("0");
  if (whole.empty() || cents.empty() || !digits(whole) || !digits(cents))
    throw FoyerRefusal{name, shown_value(text) + " n'est pas un montant"};
  text.erase(0, std::min(text.find_first_not_of('0'), point - 1));
  return negative ? "-" + text : text;
}

RawValue text_value(std::string text) {
  return {RawValue::Kind::text, std::move(text)};
}

/// CAF numbers begin with their département; MSA numbers are those of regions and tell none.
std::string departement_of_organisme(std::string_view organisme, std::string_view number) {
  if (organisme != "CAF" || number.size() != 3) return {};
  if (number == "201") return "2A";
  if (number == "202") return "2B";
  return std::string(number.starts_with("97") ? number : number.substr(0, 2));
}

class FoyerTeller {
 public:
  FoyerTeller(const pugi::xml_node& foyer, const FluxHeader& header, const NirKey* nir_key)
      : foyer_(foyer), header_(header), nir_key_(nir_key) {}

  Record told() {
    identify();
    record_.known = header_.created;
    RawCoverage coverage{"cnaf", {}, first_of_month(header_.reference), header_.reference, header_.created};
    coverage.types.assign(std::begin(covered), std::end(covered));
    record_.coverage.push_back(std::move(coverage));
    persons();
    attributes();
    increase();
    situation();
    mutations();
    reductions();
    return std::move(record_);
  }

 private:
  void identify() {
    const auto identity = foyer_.child("IdentificationRSA");
    const auto organisme = identity.child("Organisme");
    record_.organisme = required(organisme, "FONORG");
    const auto number = required(organisme, "NUMORG");
    record_.caisse = number;
    if (fold(record_.organisme) == "msa") {
      // Its MATRICULE is the NIR of the applicant, which even a digest would give back: there are few enough
      // to try them all.
      key_ = request_number(identity.child("DemandeRSA"));
      record_.dossier = record_.organisme + "-" + number + "-demande-" + key_;
    } else {
      record_.matricule = required(organisme, "MATRICULE");
      if (holds_nir(record_.matricule)) throw FoyerRefusal{"MATRICULE", std::string(nir_refused)};
      key_ = record_.matricule;
      record_.dossier = record_.organisme + "-" + number + "-" + record_.matricule;
    }
    record_.departement = departement_of_partner(code_of(identity.child("Partenaire"), "IDEPARTE"));
    const auto request = identity.child("DemandeRSA");
    if (const auto day = date_of(request, "DTDEMRSA"); day.known()) {
      auto& event = add("demande_rsa", "demande", day, "DemandeRSA");
      field(event, "numero", code_of(request, "NUMDEMRSA"));
    }
  }

  static std::string request_number(const pugi::xml_node& request) {
    auto number = code_of(request, "NUMDEMRSA");
    if (number.find_first_not_of('0') == std::string::npos)
      throw FoyerRefusal{"NUMDEMRSA",
                         "sans numéro de demande, un foyer de la MSA n'a pas de nom : son matricule est un "
                         "numéro de sécurité sociale (NIR), que filrouge ne lit pas ; demandez à la MSA un "
                         "flux qui le porte, ou versez ce dossier depuis votre logiciel"};
    if (holds_nir(number)) throw FoyerRefusal{"NUMDEMRSA", std::string(nir_refused)};
    return number;
  }

  RawEvent& add(std::string_view type, const std::string& key, Date day, const char* element) {
    RawEvent event;
    event.id = "cnaf-" + key + "-" + iso_date(day);
    event.type = type;
    event.on = day;
    event.known = header_.created;
    event.source = {"cnaf", element, key_ + "/" + iso_date(header_.reference).substr(0, 7)};
    event.origin = "constat";
    // Two acts of one kind, motive and day are one act said twice.
    for (auto& other : record_.events)
      if (other.id == event.id) return other = std::move(event);
    return record_.events.emplace_back(std::move(event));
  }

  static void field(RawEvent& event, std::string name, std::string text) {
    if (!text.empty()) event.fields.push_back({std::move(name), text_value(std::move(text))});
  }

  void attribute(std::vector<RawAttribute>& into, std::string name, RawValue value) const {
    if (value.text.empty()) return;
    into.push_back({std::move(name), std::move(value), header_.reference, {}, header_.created});
  }

  void persons() {
    for (const auto& node : foyer_.children("Personne")) {
      std::string role;
      for (const auto& benefit : node.children("Prestations"))
        if (text_of(benefit, "NATPREST") == "RSA") role = code_of(benefit, "ROLEPERS");
      if (role != "DEM" && role != "CJT") {
        record_.remarks.push_back(
            {"Personne/Prestations/ROLEPERS",
             role.empty()
                 ? "une personne sans rôle pour le RSA n'est pas retenue"
                 : "une personne de rôle " + role + " n'entre pas dans la chaîne d'insertion : non retenue"});
        CnafUnread::mark_told(node);
        continue;
      }
      RawPerson person;
      person.known = header_.created;
      person.role = role == "DEM" ? "demandeur" : "conjoint";
      person.birth = date_of(node.child("Identification"), "DTNAI");
      if (nir_key_) person.nir_key = nir_key_->of(text_of(node.child("Identification"), "NIR"));
      if (const auto subject = text_of(node.child("MontantCalculDroitRSAPersonne"), "TOPPERSDRODEVORSA");
          !subject.empty()) {
        if (subject != "0" && subject != "1" && subject != "true" && subject != "false")
          throw FoyerRefusal{"TOPPERSDRODEVORSA", "attendu 0 ou 1"};
        attribute(person.attributes, "soumission_droits_devoirs",
                  {RawValue::Kind::boolean, subject == "1" || subject == "true" ? "true" : "false"});
      }
      attribute(person.attributes, "france_travail_id",
                text_value(code_of(node.child("DossierPoleEmploi"), "IDASSEDIC")));
      record_.persons.push_back(std::move(person));
    }
    name_persons();
  }

  /// By birth day, which neither the order in the file nor a change of role touches; by role as well when two
  /// share it.
  void name_persons() {
    const auto birth_name = [](const RawPerson& person) {
      if (!person.birth.known()) return std::string("p-sans-date");
      auto day = iso_date(person.birth);
      std::erase(day, '-');
      return "p-" + day;
    };
    auto& persons = record_.persons;
    for (auto& person : persons) {
      person.id = birth_name(person);
      const auto same = std::count_if(persons.begin(), persons.end(),
                                      [&](const RawPerson& other) { return other.birth == person.birth; });
      if (same > 1) person.id += "-" + person.role;
    }
    for (std::size_t i = 0; i < persons.size(); ++i) {
      int rank = 1;
      for (std::size_t j = i + 1; j < persons.size(); ++j)
        if (persons[j].id == persons[i].id) persons[j].id += "-" + std::to_string(++rank);
    }
    const auto applicants = std::count_if(persons.begin(), persons.end(),
                                          [](const RawPerson& p) { return p.role == "demandeur"; });
    if (applicants != 1)
      record_.remarks.push_back({"Personne", applicants == 0 ? "le foyer n'a pas de demandeur"
                                                             : "le foyer a plusieurs demandeurs"});
  }

  void attributes() {
    const auto benefit = foyer_.child("PrestationRSA");
    const auto detail = benefit.child("DetailDroitRSA");
    attribute(
        record_.attributes, "etat_droit",
        text_value(required(benefit.child("SituationDossierRSA").child("EtatDossierRSA"), "ETATDOSRSA")));
    attribute(record_.attributes, "montant_du",
              {RawValue::Kind::number, amount_of(detail.child("MontantsCalculDroitRSA"), "MTTOTDRORSA")});
    bool placed = false;
    for (const auto& address : foyer_.child("DonneesAdministratives").children("Adresse")) {
      const auto rank = text_of(address.child("TroncCommunAdresse"), "RGADR");
      if (rank != "01" && rank != "1") CnafUnread::mark_told(address);
      if (rank != "01" && rank != "1") continue;  // the others are of the past
      if (!std::exchange(placed, true))
        attribute(record_.attributes, "commune",
                  text_value(code_of(address.child("AdresseDetailleeFrance"), "NUMCOM")));
    }
    // Children are not told one by one: without their number the size of the foyer stays unknown.
    const auto dependants = text_of(detail.child("TroncCommunDroitRSA"), "NBENFAUTCHA");
    if (dependants.empty()) return;
    if (dependants.size() > 2 || dependants.find_first_not_of("0123456789") != std::string::npos)
      throw FoyerRefusal{"NBENFAUTCHA", shown_value(dependants) + " n'est pas un nombre de personnes"};
    attribute(record_.attributes, "taille_foyer",
              {RawValue::Kind::number,
               std::to_string(std::stoul(dependants) + static_cast<unsigned long>(record_.persons.size()))});
  }

  /// The increase of L262-9 goes to a parent alone: with two adults listed, the flux does not tell whose it
  /// is.
  void increase() {
    const auto details =
        foyer_.child("PrestationRSA").child("DetailDroitRSA").children("DetailCalculDroitRSA");
    if (details.begin() == details.end() || record_.persons.size() != 1) return;
    bool increased = false;
    for (const auto& node : details) {
      const auto last = end_of(node, "DFNATDRO");
      if (text_of(node, "NATPF") == "RSI" && (!last.known() || last >= header_.reference)) increased = true;
    }
    attribute(record_.persons.front().attributes, "majoration",
              {RawValue::Kind::boolean, increased ? "true" : "false"});
  }

  void situation() {
    const auto situation = foyer_.child("PrestationRSA").child("SituationDossierRSA");
    act(situation.child("Refus"), "refus_droit", "refus", "DTREFURSA", "MOTIREFURSA");
    for (const auto& node : situation.children("SuspensionDroit"))
      act(node, "suspension_versement", "suspension-droit", "DDSUSDRORSA", "MOTISUSDRORSA");
    for (const auto& node : situation.children("SuspensionVersement"))
      act(node, "suspension_versement", "suspension", "DDSUSVERSRSA", "MOTISUSVERSRSA");
    act(situation.child("FinDroit"), "cloture_droit", "cloture", "DTCLORSA", "MOTICLORSA");
    act(situation.child("FinDroitMoisAnterieur"), "cloture_droit", "cloture", "DTCLORSA", "MOTICLORSA");
  }

  void act(const pugi::xml_node& node, std::string_view type, const std::string& key, const char* day_name,
           const char* motive_name) {
    if (!node) return;
    present(node, day_name);
    const auto day = date_of(node, day_name);
    const auto motive = code_of(node, motive_name);
    auto& event = add(type, motive.empty() ? key : key + "-" + motive, day, node.name());
    field(event, "motif", motive);
    field(event, "effet", iso_date(day));
  }

  void mutations() {
    const auto identity = foyer_.child("IdentificationRSA");
    if (const auto from = identity.child("OrganismeCedant")) {
      present(from, "DDARRMUT");
      auto& event = add("mutation", "arrivee", date_of(from, "DDARRMUT"), from.name());
      field(event, "sens", "arrivee");
      field(event, "departement",
            departement_of_organisme(code_of(from, "FONORGCEDMUT"), code_of(from, "NUMORGCEDMUT")));
    }
    if (const auto to = identity.child("OrganismePrenant")) {
      present(to, "DDDEPAMUT");
      auto& event = add("mutation", "depart", date_of(to, "DDDEPAMUT"), to.name());
      field(event, "sens", "depart");
      field(event, "departement",
            departement_of_organisme(code_of(to, "FONORGPRENMUT"), code_of(to, "NUMORGPRENMUT")));
    }
  }

  void reductions() {
    const auto advice = foyer_.child("PrestationRSA").child("DetailDroitRSA").child("AvisPCGDroitRSA");
    for (const auto& node : advice.children("ReductionRSA")) {
      present(node, "DDREDRSA");
      auto& event = add("reduction_appliquee", "reduction", date_of(node, "DDREDRSA"), node.name());
      event.from = event.on;
      event.to = end_of(node, "DFREDRSA");
      if (auto amount = amount_of(node, "MTREDRSA"); !amount.empty())
        event.fields.push_back({"montant", {RawValue::Kind::number, std::move(amount)}});
    }
  }

  const pugi::xml_node& foyer_;
  const FluxHeader& header_;
  const NirKey* nir_key_;
  Record record_;
  std::string key_;  ///< what the sender calls the foyer
};

}  // namespace

std::string departement_of_partner(std::string_view code) {
  if (code.empty()) return {};
  auto departement = read_departement(code);
  if (!departement) throw FoyerRefusal{"IDEPARTE", departement_refused(code)};
  return std::move(*departement);
}

Record read_foyer(const pugi::xml_node& foyer, const FluxHeader& header, const NirKey* nir_key) {
  return FoyerTeller(foyer, header, nir_key).told();
}

}  // namespace filrouge
