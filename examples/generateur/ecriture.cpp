#include "examples/generateur/ecriture.hpp"

#include <iterator>

namespace filrouge::generateur {
namespace {

constexpr std::size_t paquet = std::size_t{1} << 20;

}  // namespace

std::string en_json(std::string_view texte) {
  std::string json = "\"";
  for (const char c : texte) {
    if (c == '"' || c == '\\') {
      json += '\\';
      json += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      json += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    } else {
      json += c;
    }
  }
  return json + '"';
}

Ecriture::Ecriture(const Agenda& agenda, const Demande& demande, std::FILE* sortie)
    : agenda_(agenda), demande_(demande), sortie_(sortie), departement_(en_json(demande.departement)) {
  tampon_.reserve(paquet + (std::size_t{1} << 16));
  const auto suivi = [&](Date au) {
    return fmt::format(
        R"("couverture":[{{"source":"suivi","types":["notification_droits_devoirs","orientation","diagnostic","cer_signe",)"
        R"("ppae_signe","contrat_engagement_signe","contrat_engagement_refuse","manquement_constate","mise_en_conformite",)"
        R"("appreciation","observation_beneficiaire","demande_audition","audition","saisine_ep","avis_ep","decision_cd",)"
        R"("levee_sanction","rapo_depose","rapo_decision","courrier_envoye","courrier_presente","courrier_remis",)"
        R"("courrier_retire","courrier_retourne"],"du":"2012-01-01","au":"{0}"}},{{"source":"caisse","types":)"
        R"(["suspension_versement","reprise_versement","cloture_droit","mutation"],"du":"2012-01-01","au":"{0}"}}],)",
        agenda.iso(au));
  };
  couverture_suivi_ = suivi(demande.au);
  couverture_suivi_en_retard_ = suivi(agenda.premier_du_mois(demande.au, -1) - 1);
  couverture_caisse_ = fmt::format(
      R"("couverture":[{{"source":"caisse","types":["demande_rsa","ouverture_droit","refus_droit","cloture_droit",)"
      R"("suspension_versement","reprise_versement","reduction_appliquee","mutation"],"du":"{}","au":"{}"}}],)",
      agenda.iso(agenda.premier_du_mois(demande.au, -1)),
      agenda.iso(agenda.premier_du_mois(demande.au, 0) - 1));
}

void Ecriture::nombre(unsigned valeur) {
  const fmt::format_int texte(valeur);
  tampon_.append(texte.data(), texte.data() + texte.size());
}

void Ecriture::jour(std::string_view nom, Date valeur) {
  if (!valeur.known()) return;
  pousse(",\"");
  pousse(nom);
  pousse("\":\"");
  pousse(agenda_.iso(valeur));
  pousse("\"");
}

void Ecriture::cle(const Cle& cle) {
  tampon_.push_back('"');
  tampon_.push_back(cle.lettre);
  if (cle.lettre != 'e') {
    tampon_.push_back('-');
    nombre(static_cast<unsigned>(cle.annee));
    tampon_.push_back('-');
    if (cle.numero < 100) tampon_.push_back('0');
    if (cle.numero < 10) tampon_.push_back('0');
  }
  nombre(static_cast<unsigned>(cle.numero));
  tampon_.push_back('"');
}

void Ecriture::couverture(const Dossier& dossier) {
  if (dossier.couverture == Couverture::suivi) pousse(couverture_suivi_);
  if (dossier.couverture == Couverture::suivi_en_retard) pousse(couverture_suivi_en_retard_);
  if (dossier.couverture == Couverture::caisse) pousse(couverture_caisse_);
}

void Ecriture::attributs(const Journal& journal, int personne) {
  pousse("\"attributs\":[");
  bool premier = true;
  for (const auto& attribut : journal.attributs) {
    if (attribut.personne != personne) continue;
    if (!premier) tampon_.push_back(',');
    premier = false;
    pousse("{\"nom\":\"");
    pousse(attribut.nom);
    pousse("\",\"valeur\":");
    pousse(attribut.valeur);
    jour("le", attribut.le);
    jour("jusqu_au", attribut.jusqu_au);
    if (attribut.connu != attribut.le) jour("connu_le", attribut.connu);
    tampon_.push_back('}');
  }
  pousse("]");
}

void Ecriture::personnes(const Dossier& dossier, const Journal& journal) {
  pousse("\"personnes\":[");
  for (int i = 1; i <= dossier.foyer.adultes; ++i) {
    const auto& naissance = dossier.adultes[static_cast<std::size_t>(i) - 1].naissance;
    fmt::format_to(std::back_inserter(tampon_), R"({}{{"id":"p{}","role":"{}","naissance":"{}-{:02}-{:02}",)",
                   i == 1 ? "" : ",", i, i == 1 ? "demandeur" : "conjoint", naissance.annee, naissance.mois,
                   naissance.jour);
    attributs(journal, i);
    pousse("}");
  }
  pousse("],");
}

void Ecriture::evenement(const Evenement& e, const Journal& journal) {
  pousse("{\"id\":\"e");
  nombre(static_cast<unsigned>(e.rang));
  pousse("\",\"type\":\"");
  pousse(e.type);
  pousse("\"");
  jour("le", e.le);
  if (e.connu != e.le) jour("connu_le", e.connu);
  jour("prevu_le", e.prevu);
  jour("du", e.du);
  jour("au", e.au);
  if (e.personne != 0) pousse(e.personne == 1 ? ",\"personne\":\"p1\"" : ",\"personne\":\"p2\"");
  if (e.reference.lettre != 0) {
    pousse(",\"reference\":");
    cle(e.reference);
  }
  if (e.nombre_de_renvois > 0) {
    pousse(",\"references\":{");
    for (int i = 0; i < e.nombre_de_renvois; ++i) {
      const auto& renvoi = e.renvois[static_cast<std::size_t>(i)];
      pousse(i > 0 ? ",\"" : "\"");
      pousse(renvoi.role);
      pousse("\":");
      cle(renvoi.cle);
    }
    tampon_.push_back('}');
  }
  if (const auto champs = journal.champs(e); !champs.empty()) {
    pousse(",\"champs\":{");
    pousse(champs);
    tampon_.push_back('}');
  }
  if (!e.origine.empty()) {
    pousse(",\"origine\":\"");
    pousse(e.origine);
    pousse("\"");
  }
  tampon_.push_back('}');
}

void Ecriture::dossier(const Dossier& dossier, const Journal& journal) {
  fmt::format_to(
      std::back_inserter(tampon_),
      R"({{"schema":1,"dossier":"{0}-{1:07}","departement":{2},"territoire":{3},"organisme":"{4}","matricule":"{1:07}",)",
      demande_.departement, dossier.rang, departement_, en_json(dossier.foyer.territoire->nom),
      dossier.foyer.msa ? "MSA" : "CAF");
  couverture(dossier);
  attributs(journal, 0);
  tampon_.push_back(',');
  personnes(dossier, journal);
  pousse("\"evenements\":[");
  bool premier = true;
  for (const auto& e : journal.evenements) {
    if (!premier) tampon_.push_back(',');
    premier = false;
    evenement(e, journal);
  }
  pousse("]}\n");
  if (tampon_.size() >= paquet) {
    saine_ = saine_ && std::fwrite(tampon_.data(), 1, tampon_.size(), sortie_) == tampon_.size();
    tampon_.clear();
  }
}

bool Ecriture::finit() {
  saine_ = saine_ && std::fwrite(tampon_.data(), 1, tampon_.size(), sortie_) == tampon_.size();
  tampon_.clear();
  return saine_ && std::fflush(sortie_) == 0;
}

}  // namespace filrouge::generateur
