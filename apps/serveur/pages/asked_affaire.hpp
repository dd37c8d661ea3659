#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "apps/serveur/banc/register_list.hpp"
#include "apps/serveur/banc/visible_bases.hpp"
#include "apps/serveur/pages/dossier_reader.hpp"
#include "apps/serveur/pages/framed.hpp"

namespace filrouge::pages {

/// The affaire that an address asks for: « /affaires/{cle}?dossier=&personne=&au=&connu_au= ».
class AskedAffaire {
 public:
  /// Throws StoreError.
  AskedAffaire(Bench& bench, const http::Request& request);

  /// What to answer when no single affaire is meant: nothing of that number that the account may see, several
  /// to choose from, one that did not exist on that day. None: there is one, and the audit was told.
  std::optional<http::Response> otherwise(acces::AuditKind kind, const std::string& detail);

  const AskedDays& days() const { return days_; }
  const serveur::DossierRead& dossier() const { return *dossier_; }
  const serveur::Thread& thread() const { return *thread_; }
  banc::VisibleBase& base() const { return *base_; }
  const Model& model() const { return rules_->model(); }
  /// « /affaires/M-2026-133?dossier=64-0001449&personne=p1 », of today.
  std::string address() const;

 private:
  http::Response choice(const std::vector<banc::RegisterRow>& rows);
  http::Response not_then();
  std::optional<http::Response> told_by_a_line(const std::string* person);
  std::optional<http::Response> find();

  Bench& bench_;
  const http::Request& request_;
  std::shared_ptr<const LoadedRules> rules_;
  banc::VisibleBases::Lent base_;
  AskedDays days_;
  DossierReader reader_;
  std::string key_, number_;
  const serveur::DossierRead* dossier_ = nullptr;
  const serveur::Thread* thread_ = nullptr;
};

/// The same of an affaire of the household, whose address says that it is of no person.
std::string exact_affaire_address(const std::string& affaire, const std::string& dossier,
                                  const std::string& personne);

}  // namespace filrouge::pages
