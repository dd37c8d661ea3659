#include "apps/serveur/pages/asked_affaire.hpp"

#include <algorithm>
#include <utility>

#include "apps/serveur/cadre/components.hpp"
#include "apps/serveur/pages/asked_days_form.hpp"
#include "apps/serveur/pages/finding_card.hpp"

namespace filrouge::pages {

std::string exact_affaire_address(const std::string& affaire, const std::string& dossier,
                                  const std::string& personne) {
  return affaire_address(affaire, dossier, personne) + (personne.empty() ? "&personne=" : "");
}

AskedAffaire::AskedAffaire(Bench& bench, const http::Request& request)
    : bench_(bench),
      request_(request),
      rules_(bench.rules.now()),
      base_(bench.visible.lend(signed_in(request).sight())),
      days_(asked_days(bench, request)),
      reader_(*base_, rules_, days_.asked, days_.known),
      key_(request.parameters.text("cle")),
      number_(request.query.text("dossier")) {}

std::string AskedAffaire::address() const {
  return exact_affaire_address(thread_->key.numero, number_, thread_->key.personne);
}

std::optional<http::Response> AskedAffaire::otherwise(acces::AuditKind kind, const std::string& detail) {
  if (auto answer = find()) return answer;
  tell_audit(bench_, request_, kind, number_, detail);
  return std::nullopt;
}

std::optional<http::Response> AskedAffaire::find() {
  const auto* person = request_.query.first("personne");
  auto rows =
      number_.empty() ? banc::affaires_named(*base_, key_) : banc::affaires_of_dossier(*base_, number_);
  const auto is_asked = [&](const banc::RegisterRow& row) {
    return row.affaire == key_ && (!person || row.personne == *person);
  };
  std::erase_if(rows, [&](const auto& row) { return !is_asked(row); });
  if (number_.empty()) {
    if (rows.empty()) return not_found(bench_, request_);
    if (rows.size() > 1) return choice(rows);
    number_ = rows.front().dossier;
  }
  dossier_ = reader_.read(number_);
  if (!dossier_) return not_found(bench_, request_);
  // What was opened since the last night is in no list yet: the dossier itself is asked.
  std::vector<const serveur::Thread*> meant;
  for (const auto& thread : dossier_->threads())
    if (thread.key.numero == key_ && (!person || thread.key.personne == *person)) meant.push_back(&thread);
  if (meant.size() > 1) {
    std::vector<banc::RegisterRow> theirs;
    for (const auto* thread : meant) {
      banc::RegisterRow row;
      row.dossier = number_;
      row.personne = thread->key.personne;
      row.affaire = key_;
      row.territoire = dossier_->journal().territoire;
      row.opened = dossier_->act(thread->opening).on;
      theirs.push_back(std::move(row));
    }
    return choice(theirs);
  }
  if (meant.empty()) {
    if (!rows.empty()) return not_then();
    return told_by_a_line(person);
  }
  thread_ = meant.front();
  return std::nullopt;
}

/// A line names the act that began its procédure: its affaire may bear the number of an act that came before,
/// or be none of the register.
std::optional<http::Response> AskedAffaire::told_by_a_line(const std::string* person) {
  const auto names_it = [&](const Finding& line) {
    return line.affaire == key_ && (!person || line.personne == *person);
  };
  const auto& lines = dossier_->findings();
  for (const auto& thread : dossier_->threads())
    if (std::ranges::any_of(thread.findings, [&](std::uint32_t f) { return names_it(lines[f]); })) {
      thread_ = &thread;
      return std::nullopt;
    }
  if (std::ranges::any_of(lines, names_it)) return http::see_other(dossier_address(number_));
  return not_found(bench_, request_);
}

http::Response AskedAffaire::not_then() {
  tell_audit(bench_, request_, acces::AuditKind::lecture_dossier, number_, "affaire");
  cadre::Page page;
  page.title = "Affaire " + key_;
  page.current = "/affaires";
  page.asked = days_.asked;
  page.known = days_.known;
  page.body.add(asked_days_notice(days_, affaire_address(key_, number_, request_.query.text("personne"))));
  const std::string why = dossier_->evaluation().given_up()
                              ? "Ce dossier est trop long pour être évalué : rien n'est dit de ce qui y est "
                                "dû. Ses actes sont à la page du dossier."
                              : "À ce jour, et d'après ce qui était connu, cette affaire n'existait pas.";
  page.body.add(cadre::notice(cadre::Notice::info, why));
  page.body.open("p").link(dossier_address(number_), "Ouvrir le dossier " + number_).close();
  page.body.element("h2", "À un autre jour");
  std::vector<std::pair<std::string, std::string>> kept{{"dossier", number_}};
  if (const auto* person = request_.query.first("personne")) kept.emplace_back("personne", *person);
  page.body.add(asked_days_form(days_, affaire_address(key_, number_, {}), kept));
  return framed(bench_, request_, std::move(page));
}

http::Response AskedAffaire::choice(const std::vector<banc::RegisterRow>& rows) {
  tell_audit(bench_, request_, acces::AuditKind::lecture_liste, {}, "affaires d'un même numéro");
  cadre::Page page;
  page.title = "Quelle affaire " + key_ + " ?";
  page.current = "/affaires";
  page.body.element("p", {{"class", "chapeau"}},
                    "Plusieurs affaires portent ce numéro : il est unique dans un dossier, pas toujours "
                    "dans une base. Choisissez la vôtre.");
  page.body.open("table", {{"class", "empile"}}).element("caption", "Affaires de ce numéro");
  page.body.open("thead").open("tr");
  for (const auto* title : {"Dossier", "Personne", "Territoire", "Ouverte", "État"})
    page.body.element("th", {{"scope", "col"}}, title);
  page.body.close().close().open("tbody");
  for (const auto& row : rows) {
    page.body.open("tr").open("th", {{"scope", "row"}});
    page.body.link(exact_affaire_address(row.affaire, row.dossier, row.personne), row.dossier).close();
    page.body.element("td", {{"data-titre", "Personne"}}, row.personne.empty() ? "le foyer" : row.personne);
    page.body.element("td", {{"data-titre", "Territoire"}}, row.territoire.empty() ? "—" : row.territoire);
    page.body.element("td", {{"data-titre", "Ouverte"}}, row.opened.known() ? french_date(row.opened) : "—");
    page.body.element("td", {{"data-titre", "État"}}, row.states.empty() ? "—" : row.states);
    page.body.close();
  }
  page.body.close().close();
  if (rows.size() >= banc::most_named)
    page.body.element("p",
                      "D'autres dossiers encore ont une affaire de ce numéro : cherchez-la par le numéro "
                      "du sien.");
  return framed(bench_, request_, std::move(page));
}

}  // namespace filrouge::pages
