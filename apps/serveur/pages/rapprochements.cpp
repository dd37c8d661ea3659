#include "apps/serveur/pages/rapprochements.hpp"

#include <fmt/format.h>

#include <charconv>
#include <set>
#include <utility>

#include "apps/serveur/banc/doubts.hpp"
#include "apps/serveur/cadre/components.hpp"
#include "apps/serveur/cadre/table.hpp"
#include "apps/serveur/pages/framed.hpp"
#include "apps/serveur/pages/moment_words.hpp"
#include "engine/core/text/fold.hpp"
#include "engine/core/text/visible.hpp"
#include "engine/core/text/wording.hpp"
#include "engine/identity/matricule.hpp"
#include "engine/store/moved_rows.hpp"

namespace filrouge::pages {
namespace {

constexpr std::size_t settled_shown = 50;

std::uint64_t number_in(const std::string& text) {
  std::uint64_t number = 0;
  const auto* end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, number);
  return read.ec == std::errc() && read.ptr == end ? number : 0;
}

bool is_joined(const Match& match) {
  return match.decision == "joint" || match.decision == "corrige";
}

/// « le dossier 64-1 et le dossier 64-2 »
std::string about(const Match& match) {
  if (!match.person.empty())
    return fmt::format("dossier {} : les personnes {} et {}", match.dossier, match.person, match.other);
  const auto& other = match.decision == "joint" ? match.name : match.other;
  return fmt::format("les dossiers {} et {}", match.dossier, other);
}

/// What one says, and what the other does: a line of the comparison.
struct Compared {
  std::string what, one, other;
  /// By what they agree or not; empty: of what is not to be compared.
  std::string one_key{}, other_key{};
};

class Settling {
 public:
  Settling(Bench& bench, const http::Request& request)
      : bench_(bench),
        request_(request),
        visitor_(signed_in(request)),
        rules_(bench.rules.now()),
        base_(bench.visible.lend(visitor_.sight())) {}

  http::Response list() {
    tell_audit(bench_, request_, acces::AuditKind::lecture_liste, {}, "rapprochements");
    auto page = page_of_today(bench_, "Qui est qui", "/imports");
    auto& body = page.body;
    body.element("p", {{"class", "chapeau"}},
                 "Ce que les sources ne suffisent pas à dire : un doute ne joint jamais de lui-même, une "
                 "personne tranche, et ce qui est tranché se défait.");
    if (!visitor_.who.everywhere)
      body.add(cadre::notice(cadre::Notice::info,
                             "Seuls sont montrés les doutes dont votre compte voit les deux dossiers."));
    body.element("h2", "À trancher");
    const auto doubts = banc::doubts_to_settle(*base_);
    if (doubts.empty()) {
      body.element("p", "Aucun doute, d'après ce qui est connu.");
    } else {
      cadre::Table table(body, "doutes", counted(doubts.size(), "doute à trancher", "doutes à trancher"),
                         {"Doute", "Entre", "Pourquoi", "Depuis le"});
      for (const auto& doubt : doubts) {
        cadre::Html name;
        name.link(fmt::format("/rapprochements/{}", doubt.id), fmt::format("n° {} : comparer", doubt.id));
        table.row(name).cell(about(doubt)).cell(visible_line(doubt.reason)).cell(moment_words(doubt.made_on));
      }
      table.end();
    }
    const auto settled = banc::settled_by_people(*base_, settled_shown);
    body.element("h2", "Ce que des personnes ont tranché");
    if (settled.empty()) {
      body.element("p", "Rien encore.");
    } else {
      cadre::Table table(body, "tranches", "Décisions qui tiennent, la dernière d'abord",
                         {"Décision", "Entre", "Décidé", "Par", "Le"});
      for (const auto& match : settled) {
        cadre::Html name;
        name.link(fmt::format("/rapprochements/{}", match.id), fmt::format("n° {} : revoir", match.id));
        table.row(name).cell(about(match)).cell(is_joined(match) ? "réunis" : "séparés");
        table.cell(visible_line(match.author)).cell(moment_words(match.made_on));
      }
      table.end();
    }
    return framed(bench_, request_, std::move(page));
  }

  /// Side by side, and what each decision would change.
  http::Response compare() {
    const auto match = banc::match_numbered(*base_, number_in(request_.parameters.text("numero")));
    if (!match) return not_found(bench_, request_);
    const auto sides = banc::sides_of(*base_, *match);
    tell_seen(*match);
    auto page = page_of_today(bench_, fmt::format("Rapprochement n° {}", match->id), "/imports");
    auto& body = page.body;
    body.element("p", {{"class", "chapeau"}}, "Sont-ce les mêmes : " + about(*match) + " ?");
    body.open("dl", {{"class", "fiche"}});
    body.element("dt", "Ce qui tient").element("dd", standing(*match));
    body.element("dt", "Pourquoi").element("dd", visible_line(match->reason));
    body.close();
    if (sides.one && sides.other)
      write_comparison(body, *match, *sides.one, *sides.other);
    else if (!is_joined(*match))
      body.add(
          cadre::notice(cadre::Notice::attention,
                        "L'un des deux n'est plus dans la base sous ce nom : il n'y a rien à comparer."));
    if (match->settled_by != 0) {
      body.open("p").text("Cette décision a eu sa suite : ");
      body.link(fmt::format("/rapprochements/{}", match->settled_by),
                fmt::format("la n° {}", match->settled_by));
      body.text(", et c'est elle qui se défait.").close();
    } else {
      write_choice(body, *match, sides);
    }
    body.open("p").link("/rapprochements", "Revenir à la liste").close();
    return framed(bench_, request_, std::move(page));
  }

  http::Response settle() {
    const auto match = banc::match_numbered(*base_, number_in(request_.parameters.text("numero")));
    if (!match) return not_found(bench_, request_);
    const auto& gesture = request_.form.text("geste");
    if (gesture != "joindre" && gesture != "separer")
      return told(bench_, request_, 422, "Rien n'est changé",
                  "Dites si les deux sont à réunir ou à séparer.");
    if (request_.form.text("compris") != "oui")
      return told(
          bench_, request_, 422, "Rien n'est changé",
          "Cochez que vous avez comparé les deux avant de décider ; revenez en arrière pour le faire.");
    const bool joins = gesture == "joindre";
    tell_audit(bench_, request_, acces::AuditKind::rapprochement, match->dossier,
               fmt::format("{} (n° {})", joins ? "réunit" : "sépare", match->id));
    Settlement done;
    try {
      done = banc::settle(bench_.base, *rules_->program, bench_.today(), match->id, joins,
                          {visitor_.who.name, moment_text(bench_)});
    } catch (const StoreError& error) {
      tell_audit(bench_, request_, acces::AuditKind::rapprochement, match->dossier,
                 fmt::format("n'a pu se faire (n° {})", match->id));
      return told(bench_, request_, 409, "La décision n'est pas prise", sentence_of(error));
    }
    bench_.written();
    return http::see_other(fmt::format("/rapprochements/{}", done.decision));
  }

 private:
  static std::string sentence_of(const StoreError& error) {
    std::string text = error.what();
    for (const auto* command : {"--separer", "--joindre"})
      for (auto at = text.find(command); at != std::string::npos; at = text.find(command))
        text.replace(at, std::string(command).size(),
                     command == std::string("--separer") ? "« séparer »" : "« réunir »");
    return text + ". Rien n'est changé.";
  }

  void tell_seen(const Match& match) {
    std::set<std::string> dossiers{match.dossier};
    if (match.person.empty() && match.decision != "joint" && !match.other.empty())
      dossiers.insert(match.other);
    for (const auto& dossier : dossiers)
      if (!dossier.empty())
        tell_audit(bench_, request_, acces::AuditKind::lecture_dossier, dossier,
                   fmt::format("rapprochement n° {}", match.id));
  }

  static std::string standing(const Match& match) {
    if (match.settled_by != 0) return fmt::format("une autre décision, la n° {}", match.settled_by);
    const auto by = " par " +
                    (match.author == "filrouge" ? std::string("filrouge, d'après les sources")
                                                : visible_line(match.author)) +
                    ", le " + moment_words(match.made_on);
    if (match.decision == "doute") return "rien n'est tranché ; doute relevé" + by;
    return (is_joined(match) ? "les deux ne font qu'un, décidé" : "les deux sont distincts, décidé") + by;
  }

  static std::string day_or_unknown(Date day) { return day.known() ? french_date(day) : "inconnu"; }

  std::string acts_of(const banc::Side& side) const {
    const auto acts = side.acts();
    if (acts.empty()) return "aucun";
    return counted(acts.size(), "acte", "actes") + ", du " + french_date(acts.front()->on) + " au " +
           french_date(acts.back()->on) +
           " ; le dernier : " + rules_->model().vocabulary.told(fold(acts.back()->type));
  }

  /// The head of a dossier as it was told last.
  static Record as_told_last(Record record) {
    for (const auto& later : record.restated)
      for (const auto& [now, told] :
           {std::pair{&record.departement, &later.departement},
            std::pair{&record.territoire, &later.territoire}, std::pair{&record.organisme, &later.organisme},
            std::pair{&record.matricule, &later.matricule}, std::pair{&record.caisse, &later.caisse}})
        if (!told->empty()) *now = *told;
    return record;
  }

  std::vector<Compared> compared_dossiers(const banc::Side& one, const banc::Side& other) const {
    const auto persons = [](const Record& record) {
      std::vector<std::string> all;
      for (const auto& person : record.persons)
        all.push_back(person.id + " : " + (person.role.empty() ? "rôle inconnu" : person.role) +
                      ", naissance " +
                      (person.birth.known() ? "le " + french_date(person.birth) : "inconnue"));
      return all.empty() ? std::string() : listed(all, " ; ");
    };
    const auto names = [](const banc::Side& side) {
      std::vector<std::string> all;
      for (const auto& [system, name] : side.names) all.push_back(system + " l'appelle « " + name + " »");
      return all.empty() ? std::string() : listed(all, " et ");
    };
    const auto sources = [](const Record& record) {
      std::set<std::string> all;
      for (const auto& coverage : record.coverage)
        if (coverage.source != separated_source) all.insert(coverage.source);
      return all.empty() ? std::string() : listed(all, " et ");
    };
    // Whom they are of: not how each program calls them.
    const auto who = [](const Record& record) {
      std::multiset<std::string> all;
      for (const auto& person : record.persons) {
        if (!person.birth.known()) return std::string();
        all.insert(person.role + " " + iso_date(person.birth));
      }
      return listed(all);
    };
    const auto a = as_told_last(one.record), b = as_told_last(other.record);
    const auto same = [](const char* what, std::string x, std::string y) {
      return Compared{what, x, y, std::move(x), std::move(y)};
    };
    return {same("Organisme", a.organisme, b.organisme),
            same("Caisse", a.caisse, b.caisse),
            {"Matricule", a.matricule, b.matricule, normalised_matricule(a.matricule),
             normalised_matricule(b.matricule)},
            same("Département", a.departement, b.departement),
            same("Territoire", a.territoire, b.territoire),
            {"Personnes", persons(a), persons(b), who(a), who(b)},
            {"Actes", acts_of(one), acts_of(other)},
            {"Noms", names(one), names(other)},
            {"Sources", sources(a), sources(b)},
            {"Connu depuis le", day_or_unknown(a.known), day_or_unknown(b.known)}};
  }

  std::vector<Compared> compared_persons(const banc::Side& one, const banc::Side& other) const {
    const auto* a = one.told_person();
    const auto* b = other.told_person();
    const auto attributes = [&](const RawPerson& person) {
      std::set<std::string> all;
      for (const auto& attribute : person.attributes)
        all.insert(rules_->model().vocabulary.told(fold(attribute.name)));
      return all.empty() ? std::string() : listed(all, " et ");
    };
    const auto nir = [](const RawPerson& person) { return person.nir_key.empty() ? "" : "connu, comparé"; };
    const auto birth = [](const RawPerson& person) {
      return person.birth.known() ? iso_date(person.birth) : std::string();
    };
    return {{"Rôle", a->role, b->role, a->role, b->role},
            {"Naissance", day_or_unknown(a->birth), day_or_unknown(b->birth), birth(*a), birth(*b)},
            {"NIR", nir(*a), nir(*b), a->nir_key, b->nir_key},
            {"Attributs dits", attributes(*a), attributes(*b)},
            {"Actes", acts_of(one), acts_of(other)},
            {"Connue depuis le", day_or_unknown(a->known), day_or_unknown(b->known)}};
  }

  void write_comparison(cadre::Html& body, const Match& match, const banc::Side& one,
                        const banc::Side& other) {
    const bool of_persons = !match.person.empty();
    const auto heading = [&](const banc::Side& side) {
      return of_persons ? "Personne " + side.person : "Dossier " + side.record.dossier;
    };
    cadre::Table table(body, "comparaison", "Ce que les sources disent de chacun",
                       {"Ce qui est dit", heading(one), heading(other), "Accord"});
    for (const auto& line : of_persons ? compared_persons(one, other) : compared_dossiers(one, other)) {
      table.row(line.what);
      table.cell(line.one.empty() ? "non dit" : visible_line(line.one));
      table.cell(line.other.empty() ? "non dit" : visible_line(line.other));
      cadre::Html agreement;
      if (line.one_key.empty() || line.other_key.empty())
        agreement.text("—");
      else if (line.one_key == line.other_key)
        agreement.add(cadre::label(cadre::Urgency::closed, "pareil"));
      else
        agreement.add(cadre::label(cadre::Urgency::near, "différent"));
      table.cell(agreement);
    }
    table.end();
  }

  /// What it would change, in figures where the base has them.
  static std::string joined_says(const Match& match, const banc::Sides& sides) {
    if (!match.person.empty())
      return fmt::format(
          "La personne {0} devient la personne {1} : {2} et ce qui est dit d'elle passent à {1}. Ce qui est "
          "dit du "
          "dossier {3} est relu aussitôt.",
          match.person, match.other,
          sides.one ? counted(sides.one->acts().size(), "acte", "actes") : "ses actes", match.dossier);
    return fmt::format(
        "Le dossier {0} entre dans le dossier {1} et quitte la base sous son numéro : {2}, {3} et tout ce "
        "qui est dit "
        "de lui passent au dossier {1}, qui est relu aussitôt.",
        match.dossier, match.other,
        sides.one ? counted(sides.one->record.persons.size(), "personne", "personnes") : "ses personnes",
        sides.one ? counted(sides.one->acts().size(), "acte", "actes") : "ses actes");
  }

  static std::string separated_says(const Match& match) {
    if (match.decision == "doute")
      return "Les deux restent distincts, comme maintenant : le doute est clos, et ne sera plus posé pour "
             "ces deux-là.";
    if (match.person.empty())
      return fmt::format(
          "Ce que sa source disait sous le nom {0} quitte le dossier {1} et redevient le dossier {0}. Ce que "
          "les deux "
          "disaient pareil n'était écrit qu'une fois : redonnez ensuite les fichiers des deux sources.",
          match.name, match.dossier);
    return fmt::format(
        "Ce que sa source disait d'elle redevient d'une personne distincte du dossier {}. Redonnez ensuite "
        "les fichiers "
        "des deux sources.",
        match.dossier);
  }

  void write_gesture(cadre::Html& body, const Match& match, const char* gesture, const char* title,
                     const std::string& says, const char* button) {
    const auto id = std::string("compris-") + gesture;
    body.open("form", {{"class", "formulaire"},
                       {"method", "post"},
                       {"action", fmt::format("/rapprochements/{}", match.id)}});
    body.add(cadre::token_field(visitor_.who.csrf));
    body.lone("input", {{"type", "hidden"}, {"name", "geste"}, {"value", gesture}});
    body.element("h3", title).element("p", says);
    body.open("div", {{"class", "champ"}}).open("label", {{"class", "choix"}, {"for", id}});
    body.lone("input",
              {{"type", "checkbox"}, {"id", id}, {"name", "compris"}, {"value", "oui"}, {"required", ""}});
    body.text("J'ai comparé les deux, et lu ce que cela change.").close().close();
    body.open("p", {{"class", "actions"}}).element("button", {{"class", "bouton -second"}}, button).close();
    body.close();
  }

  void write_choice(cadre::Html& body, const Match& match, const banc::Sides& sides) {
    body.element("h2", is_joined(match) ? "Défaire" : "Décider");
    body.element("p", {{"class", "petit"}}, "La décision contraire, depuis cette page, la défait.");
    if (!is_joined(match) && sides.one && sides.other)
      write_gesture(body, match, "joindre",
                    match.person.empty() ? "C'est le même foyer" : "C'est la même personne",
                    joined_says(match, sides), "Réunir");
    if (match.decision != "separe")
      write_gesture(body, match, "separer",
                    match.person.empty() ? "Ce sont deux foyers" : "Ce sont deux personnes",
                    separated_says(match), "Séparer");
  }

  Bench& bench_;
  const http::Request& request_;
  const SignedIn& visitor_;
  std::shared_ptr<const LoadedRules> rules_;
  banc::VisibleBases::Lent base_;
};

}  // namespace

std::vector<http::Route> match_routes(Bench& bench) {
  const auto asked = right(acces::Right::settle_identity);
  std::vector<http::Route> routes;
  routes.push_back(page(http::Method::get, "/rapprochements", asked,
                        [&bench](const http::Request& request) { return Settling(bench, request).list(); }));
  routes.push_back(
      page(http::Method::get, "/rapprochements/{numero}", asked,
           [&bench](const http::Request& request) { return Settling(bench, request).compare(); }));
  routes.push_back(
      page(http::Method::post, "/rapprochements/{numero}", asked,
           [&bench](const http::Request& request) { return Settling(bench, request).settle(); }));
  return routes;
}

}  // namespace filrouge::pages
