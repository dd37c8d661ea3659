#include "examples/generateur/journal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace filrouge::generateur {

Journal::Ligne Journal::evenement(std::string_view type, Date le, int personne) {
  if (le > fin_ || le > extraction_) return {*this, -1};
  auto& nouveau = evenements.emplace_back();
  nouveau.type = type;
  nouveau.le = le;
  nouveau.personne = personne;
  nouveau.rang = prochain_++;
  nouveau.champs_debut = nouveau.champs_fin = static_cast<std::uint32_t>(texte_.size());
  return {*this, static_cast<int>(evenements.size()) - 1};
}

void Journal::arrete(Date fin) {
  fin_ = std::min(fin_, fin);
  std::erase_if(evenements, [&](const Evenement& e) { return e.le > fin_; });
}

void Journal::range() {
  std::sort(evenements.begin(), evenements.end(), [](const Evenement& a, const Evenement& b) {
    return a.le != b.le ? a.le < b.le : a.rang < b.rang;
  });
  places_.assign(static_cast<std::size_t>(prochain_), -1);
  for (std::size_t i = 0; i < evenements.size(); ++i)
    places_[static_cast<std::size_t>(evenements[i].rang)] = static_cast<int>(i);
}

const Evenement* Journal::numero(int rang) const {
  const int place = places_[static_cast<std::size_t>(rang)];
  return place < 0 ? nullptr : &evenements[static_cast<std::size_t>(place)];
}

void Journal::clot(Date effet) {
  std::erase_if(attributs, [&](const Attribut& a) { return a.le >= effet; });
  for (auto& attribut : attributs)
    if (!attribut.jusqu_au.known() || attribut.jusqu_au >= effet) attribut.jusqu_au = effet - 1;
}

bool Journal::absente(int personne, Date jour) const {
  return std::any_of(evenements.begin(), evenements.end(), [&](const Evenement& e) {
    return e.le == jour && e.personne == personne && e.type == "rendez_vous" &&
           champs(e).find("\"statut\":\"honore\"") == std::string_view::npos;
  });
}

bool Journal::signe(int personne, Date jour) const {
  return std::any_of(evenements.begin(), evenements.end(), [&](const Evenement& e) {
    return e.le == jour && e.personne == personne && e.type.ends_with("_signe");
  });
}

void Journal::Ligne::separe(std::string_view nom) {
  auto& texte = journal_->texte_;
  if (evenement().champs_debut != texte.size()) texte += ',';
  texte += '"';
  texte += nom;
  texte += "\":";
}

Journal::Ligne& Journal::Ligne::champ(std::string_view nom, std::string_view valeur) {
  if (rang_ < 0) return *this;
  separe(nom);
  journal_->texte_ += '"';
  journal_->texte_ += valeur;
  journal_->texte_ += '"';
  evenement().champs_fin = static_cast<std::uint32_t>(journal_->texte_.size());
  return *this;
}

Journal::Ligne& Journal::Ligne::champ(std::string_view nom, Date jour) {
  return champ(nom, journal_->agenda_.iso(jour));
}

Journal::Ligne& Journal::Ligne::entier(std::string_view nom, int nombre) {
  if (rang_ < 0) return *this;
  separe(nom);
  fmt::format_to(std::back_inserter(journal_->texte_), "{}", nombre);
  evenement().champs_fin = static_cast<std::uint32_t>(journal_->texte_.size());
  return *this;
}

Journal::Ligne& Journal::Ligne::oui(std::string_view nom, bool valeur) {
  if (rang_ < 0) return *this;
  separe(nom);
  journal_->texte_ += valeur ? "true" : "false";
  evenement().champs_fin = static_cast<std::uint32_t>(journal_->texte_.size());
  return *this;
}

Journal::Ligne& Journal::Ligne::cible(std::string_view nom, Cle vise) {
  if (rang_ < 0) return *this;
  evenement().vise = nom;
  evenement().cible = vise;
  return *this;
}

Journal::Ligne& Journal::Ligne::somme(std::string_view nom, int centimes) {
  if (rang_ < 0) return *this;
  separe(nom);
  fmt::format_to(std::back_inserter(journal_->texte_), "\"{}.{:02}\"", centimes / 100, centimes % 100);
  evenement().champs_fin = static_cast<std::uint32_t>(journal_->texte_.size());
  return *this;
}

Journal::Ligne& Journal::Ligne::remplace(std::string_view nom, std::string_view valeur) {
  if (rang_ < 0) return *this;
  separe("champs");
  auto& texte = journal_->texte_;
  texte += "{\"";
  texte += nom;
  texte += "\":\"";
  texte += valeur;
  texte += "\"}";
  evenement().champs_fin = static_cast<std::uint32_t>(texte.size());
  return *this;
}

Journal::Ligne& Journal::Ligne::pose(Date Evenement::*membre, Date jour) {
  if (rang_ >= 0) evenement().*membre = jour;
  return *this;
}

Journal::Ligne& Journal::Ligne::connu(Date jour) {
  if (rang_ < 0) return *this;
  return pose(&Evenement::connu, std::max(evenement().le, std::min(jour, journal_->extraction_)));
}

Journal::Ligne& Journal::Ligne::origine(std::string_view mot) {
  if (rang_ >= 0) evenement().origine = mot;
  return *this;
}

Journal::Ligne& Journal::Ligne::element(std::string_view nom) {
  if (rang_ >= 0) evenement().element = nom;
  return *this;
}

Journal::Ligne& Journal::Ligne::ligne_de(Cle acte) {
  if (rang_ >= 0) evenement().ligne_de = acte;
  return *this;
}

Journal::Ligne& Journal::Ligne::reference(Cle cle) {
  if (rang_ >= 0) evenement().reference = cle;
  return *this;
}

Journal::Ligne& Journal::Ligne::renvoie(std::string_view role, Cle cle) {
  if (rang_ < 0 || cle.lettre == 0) return *this;
  auto& e = evenement();
  if (e.nombre_de_renvois < static_cast<int>(e.renvois.size()))
    e.renvois[static_cast<std::size_t>(e.nombre_de_renvois++)] = {role, cle};
  return *this;
}

Cle Journal::Ligne::cle() const {
  if (rang_ < 0) return {};
  return {'e', 0, journal_->evenements[static_cast<std::size_t>(rang_)].rang};
}

}  // namespace filrouge::generateur
