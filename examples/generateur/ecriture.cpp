#include "examples/generateur/ecriture.hpp"

#include <iterator>

#include "examples/generateur/references.hpp"

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

void Ecriture::identifiant(const Evenement& e) {
  if (dossier_->foyer.tenue == Tenue::tables && e.cle != 0) {
    pousse(e.systeme == "webrsa" ? e.type : e.objet);
    tampon_.push_back('-');
    return nombre(static_cast<unsigned>(e.cle));
  }
  tampon_.push_back('e');
  nombre(static_cast<unsigned>(e.rang));
}

bool Ecriture::cle(const Cle& cle, const Journal& journal) {
  const bool extrait = dossier_->foyer.tenue == Tenue::tables || dossier_->foyer.tenue == Tenue::parent;
  if (cle.lettre == 'e' || extrait) {
    const auto* acte = cle.lettre == 'e' ? journal.numero(cle.numero) : ouvreur(journal, cle);
    if (acte == nullptr) return false;
    tampon_.push_back('"');
    if (cle.lettre != 'e' && dossier_->foyer.tenue == Tenue::parent)
      nombre(static_cast<unsigned>(acte->cle));
    else
      identifiant(*acte);
    tampon_.push_back('"');
    return true;
  }
  tampon_.push_back('"');
  tampon_.push_back(cle.lettre);
  tampon_.push_back('-');
  nombre(static_cast<unsigned>(cle.annee));
  tampon_.push_back('-');
  if (cle.numero < 100) tampon_.push_back('0');
  if (cle.numero < 10) tampon_.push_back('0');
  nombre(static_cast<unsigned>(cle.numero));
  tampon_.push_back('"');
  return true;
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
    if (attribut.valeur.empty())
      fmt::format_to(std::back_inserter(tampon_), "\"{}.{:02}\"", attribut.centimes / 100,
                     attribut.centimes % 100);
    else
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
  const auto& foyer = dossier.foyer;
  for (int i = 1; i <= foyer.adultes; ++i) {
    fmt::format_to(std::back_inserter(tampon_), R"({}{{"id":"p{}","role":"{}","naissance":"{}",)",
                   i == 1 ? "" : ",", i, i == 1 ? "demandeur" : "conjoint",
                   iso_date(dossier.adultes[static_cast<std::size_t>(i) - 1].naissance));
    attributs(journal, i);
    pousse("}");
  }
  for (int i = 0; foyer.enfants_nommes && i < foyer.enfants; ++i)
    if (const auto naissance = foyer.naissances[static_cast<std::size_t>(i)]; naissance <= journal.fin())
      fmt::format_to(std::back_inserter(tampon_), R"(,{{"id":"p{}","role":"enfant","naissance":"{}"}})",
                     foyer.adultes + 1 + i, iso_date(naissance));
  pousse("],");
}

void Ecriture::references(const Evenement& e, const Journal& journal) {
  const auto tenue = dossier_->foyer.tenue;
  const bool ouvre = e.reference.lettre != 0 && ouvreur(journal, e.reference) == &e;
  bool premier = true;
  const auto renvoie = [&](std::string_view role, const Cle& vers) {
    const auto debut = tampon_.size();
    pousse(premier ? ",\"references\":{\"" : ",\"");
    pousse(role);
    pousse("\":");
    if (cle(vers, journal))
      premier = false;
    else
      tampon_.resize(debut);
  };
  if (e.reference.lettre != 0 && tenue != Tenue::rien) {
    if (tenue == Tenue::numeros || (tenue == Tenue::parent && ouvre)) {
      pousse(",\"reference\":");
      cle(e.reference, journal);
    } else if (!ouvre) {
      renvoie(etiquette(e.reference), e.reference);
    }
  }
  for (int i = 0; i < e.nombre_de_renvois; ++i) {
    const auto& renvoi = e.renvois[static_cast<std::size_t>(i)];
    renvoie(renvoi.role, renvoi.cle);
  }
  if (!premier) tampon_.push_back('}');
}

void Ecriture::champs(const Evenement& e, const Journal& journal) {
  const auto ecrits = journal.champs(e);
  if (e.vise.empty() && ecrits.empty()) return;
  pousse(",\"champs\":{");
  if (!e.vise.empty()) {
    pousse("\"");
    pousse(e.vise);
    pousse("\":");
    cle(e.cible, journal);
    if (!ecrits.empty()) tampon_.push_back(',');
  }
  pousse(ecrits);
  tampon_.push_back('}');
}

void Ecriture::source(const Evenement& e) {
  if (e.systeme.empty()) return;
  pousse(",\"source\":{\"systeme\":\"");
  pousse(e.systeme);
  pousse("\",\"objet\":\"");
  pousse(e.objet);
  pousse("\",\"cle\":\"");
  if (e.cle != 0)
    nombre(static_cast<unsigned>(e.cle));
  else  // le flux : le foyer, et le mois où la caisse l'a dit
    fmt::format_to(std::back_inserter(tampon_), "{:07}/{}", dossier_->rang,
                   agenda_.iso(agenda_.premier_du_mois(e.connu.known() ? e.connu : e.le, 0)).substr(0, 7));
  pousse("\"}");
}

void Ecriture::evenement(const Evenement& e, const Journal& journal) {
  pousse("{\"id\":\"");
  identifiant(e);
  pousse("\",\"type\":\"");
  pousse(e.type);
  pousse("\"");
  jour("le", e.le);
  if (e.connu != e.le) jour("connu_le", e.connu);
  jour("prevu_le", e.prevu);
  jour("du", e.du);
  jour("au", e.au);
  if (e.personne != 0) pousse(e.personne == 1 ? ",\"personne\":\"p1\"" : ",\"personne\":\"p2\"");
  references(e, journal);
  champs(e, journal);
  source(e);
  if (!e.origine.empty()) {
    pousse(",\"origine\":\"");
    pousse(e.origine);
    pousse("\"");
  }
  tampon_.push_back('}');
}

void Ecriture::dossier(const Dossier& dossier, const Journal& journal) {
  dossier_ = &dossier;
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
