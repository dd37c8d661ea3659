#include "apps/serveur/affaire/person_explanation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "apps/serveur/affaire/affaire_view.hpp"
#include "apps/serveur/affaire/measure_shown.hpp"
#include "engine/core/explain/arithmetic.hpp"
#include "engine/core/explain/sentence.hpp"
#include "engine/core/model/nature.hpp"
#include "engine/core/text/wording.hpp"

namespace filrouge::serveur {
namespace {

// Words of the law, or of the post, that a reader may not know; told only where they are used.
constexpr std::pair<std::string_view, std::string_view> explained_words[] = {
    {"notification",
     "le fait, pour une lettre, d'être arrivée jusqu'à vous ; c'est de ce jour que vos délais courent."},
    {"notifié", "se dit d'une lettre arrivée jusqu'à vous, ou présentée chez vous."},
    {"présentation", "le passage du facteur avec une lettre recommandée, que vous soyez là ou non."},
    {"avis d'instance",
     "le papier laissé par le facteur : il dit que la lettre vous attend au bureau de poste."},
    {"mise en instance",
     "les quinze jours pendant lesquels le bureau de poste garde une lettre recommandée."},
    {"recours préalable",
     "une lettre au président du conseil départemental pour lui demander de revoir sa décision."},
    {"recours administratif",
     "une lettre au président du conseil départemental pour lui demander de revoir sa décision."},
    {"équipe pluridisciplinaire",
     "des professionnels et des représentants de bénéficiaires qui donnent un avis."},
    {"motif légitime",
     "une bonne raison de n'avoir pas fait ce qui était demandé : santé, garde d'enfant, transport…"},
    {"information préalable",
     "la lettre qui dit ce qui vous est reproché, ce qui est envisagé, et combien de temps vous avez pour "
     "répondre."},
    {"conformité", "le fait d'avoir repris les démarches qui étaient demandées."},
    {"levée", "la fin d'une mesure, décidée avant son dernier jour."},
    {"manquement", "le fait, selon le service, de n'avoir pas fait ce qui était prévu ou demandé."},
    {"saisine", "le fait de soumettre votre situation à l'équipe pluridisciplinaire."},
    {"objectif interne", "un jour que le service se donne à lui-même ; il n'a aucun effet contre vous."},
    {"LRAR", "une lettre recommandée avec avis de réception."},
    {"NPAI", "une lettre revenue parce que l'adresse n'était pas la bonne."},
    {"motif : CG", "le code par lequel la caisse dit qu'elle applique une sanction du Département."},
    {"flux", "les fichiers que la caisse (CAF ou MSA) envoie chaque mois au Département."},
    {"empreinte", "une suite de chiffres et de lettres qui change dès qu'une seule règle change."},
};

/// What the payer's codes for a right mean.
constexpr std::string_view right_states[] = {"demande en attente",
                                             "droit refusé",
                                             "droit ouvert, versement possible",
                                             "droit ouvert et suspendu",
                                             "droit ouvert, versement suspendu",
                                             "droit clos",
                                             "droit clos sur un mois antérieur"};

class Explanation {
 public:
  Explanation(const DossierRead& dossier, const Thread& thread)
      : dossier_(dossier),
        thread_(thread),
        words_(dossier.program()),
        view_(affaire_view(dossier, thread)),
        names_(dossier.program()) {
    for (const auto& event : dossier_.journal().events)
      ids_.insert(fmt::format(" ({})", dossier_.journal().text(event.id)));
  }

  PersonExplanation told() {
    out_.title = "Comment un programme a servi dans votre affaire";
    out_.intro = {
        fmt::format("Cette page est faite pour vous. Elle explique, au {}, ce qu'un programme nommé filrouge "
                    "a fait dans "
                    "l'affaire {}, et avec quoi. Vous y avez droit : code des relations entre le public et "
                    "l'administration (CRPA), articles L311-3-1 et R311-3-1-2.",
                    day(dossier_.asked()), thread_.key.numero),
        "« La personne », dans ce qui suit, c'est vous."};
    heading("1° Degré et mode de contribution du traitement algorithmique à la prise de décision");
    who_decides();
    contribution();
    heading("2° Données traitées et leurs sources");
    facts();
    sources();
    lacks();
    heading("3° Paramètres de traitement et leur pondération, appliqués à votre situation");
    rules();
    articles();
    computations();
    heading("4° Opérations effectuées");
    operations();
    heading("Vos droits");
    rights();
    words();
    return std::move(out_);
  }

 private:
  const Model& model() const { return dossier_.model(); }
  const Evaluation& evaluation() const { return dossier_.evaluation(); }
  static std::string day(Date date) { return french_date(date); }

  void heading(std::string title) { out_.headings.push_back({std::move(title), {}}); }
  ExplainedPoint& point(std::string title) {
    auto& points = out_.headings.back().points;
    points.push_back({++number_, std::move(title), {}, {}});
    return points.back();
  }

  /// Without the ids by which officers find an act.
  std::string plain(std::string text) const {
    for (std::size_t at = 0; (at = text.find(" (", at)) != std::string::npos;) {
      const auto end = text.find(')', at);
      if (end == std::string::npos) break;
      if (ids_.contains(text.substr(at, end + 1 - at)))
        text.erase(at, end + 1 - at);
      else
        ++at;
    }
    return text;
  }

  std::string act_told(std::uint32_t rank) const {
    return fmt::format("« {} » du {}", dossier_.act_name(rank), day(dossier_.act(rank).on));
  }

  std::set<std::string> deciders() const {
    std::set<std::string> all;
    for (const auto f : thread_.findings)
      if (const auto& decider = dossier_.findings()[f].decideur; !decider.empty())
        all.insert(role_shown(model(), decider));
    return all;
  }

  // 1
  void who_decides() {
    auto& it = point("Ce qui est décidé, et qui décide");
    it.paragraphs.push_back(fmt::format(
        "Cette affaire a été ouverte le {} par l'acte « {} ». Elle s'appelle, dans les règles : « {} ».",
        day(view_.opened_on), dossier_.act_name(thread_.opening), view_.kind));
    bool any = false;
    for (const auto& one : thread_.acts) {
      if (dossier_.act(one.rank).type != words_.decision || words_.decision == no_id || one.perhaps) continue;
      any = true;
      it.items.push_back(fmt::format(
          "Décision du {} : {}{}.", day(dossier_.act(one.rank).on), measure_told(dossier_, words_, one.rank),
          one.cancelled ? ". Elle a été annulée ou retirée : elle n'a jamais compté" : ""));
    }
    if (!any) it.paragraphs.push_back("Aucune décision n'est enregistrée dans cette affaire.");
    if (view_.strip.sanction) it.paragraphs.push_back(view_.payment);
    const auto who = deciders();
    it.paragraphs.push_back(fmt::format(
        "Le programme ne décide rien. C'est une personne qui décide : {}.",
        who.empty() ? std::string("le président du conseil départemental, ou l'agent à qui il l'a confié")
                    : listed(who)));
  }

  // 2
  void contribution() {
    auto& it = point("Ce que le programme a apporté");
    it.paragraphs.push_back(
        "Le programme lit les actes enregistrés dans votre dossier et les compare aux règles. Il calcule des "
        "dates, rappelle au "
        "service ce qui est à faire, et lui signale ce qui manque ou ce qui n'est pas régulier. Il ne vous "
        "note pas, ne vous "
        "compare à personne, n'apprend rien de lui-même et ne choisit aucune sanction.");
    unsigned dates = 0, proposals = 0;
    for (const auto f : thread_.findings) {
      const auto& compact = evaluation().findings[f];
      const auto family = facts_of(compact.nature).family;
      dates += family == NatureFamily::time && compact.date.known() && compact.statut != Statut::sans_objet;
      if (compact.nature != Nature::proposition || compact.statut != Statut::en_cours) continue;
      ++proposals;
      const auto& finding = dossier_.findings()[f];
      it.items.push_back(
          fmt::format("Il signale qu'une mesure peut être décidée : « {} »{}. Ce n'est pas une décision.",
                      finding.libelle, interval(finding)));
    }
    it.paragraphs.push_back(
        fmt::format("Dans cette affaire, à ce jour : {} ; {} ; {} ; {}.",
                    counted(dates, "date calculée", "dates calculées"),
                    counted(view_.to_do.size(), "chose à faire ou à suivre", "choses à faire ou à suivre"),
                    counted(view_.irregularities.size(), "irrégularité signalée au service",
                            "irrégularités signalées au service"),
                    counted(proposals, "mesure que la loi permettrait", "mesures que la loi permettrait")));
    for (const auto& line : view_.irregularities)
      it.items.push_back(fmt::format("Irrégularité signalée : {}.", line.title));
  }

  std::string interval(const Finding& finding) const {
    std::string text;
    const auto add = [&](std::string_view name, const std::vector<std::string>& bounds) {
      if (bounds.size() != 2) return;
      text += fmt::format(", {} : de {} à {}", name, bounds[0], bounds[1]);
    };
    add("taux", finding.intervalle.taux);
    add("durée", finding.intervalle.duree);
    return text.empty() ? text : text + " dans les limites de la loi";
  }

  // 3
  void facts() {
    auto& it = point("Les faits utilisés, et leur jour");
    for (const auto& act : view_.acts) {
      if (act.cancelled) continue;
      it.items.push_back(fmt::format("Le {} : {}{}{}.", day(act.on), act.name,
                                     act.says.empty() ? "" : " (" + act.says + ")",
                                     act.perhaps ? ", peut-être d'une autre affaire" : ""));
    }
    for (const auto* attribute : attributes())
      it.items.push_back(fmt::format("{} : {}{}{}.", attribute_name(*attribute), attribute_value(*attribute),
                                     attribute->from.known() ? ", depuis le " + day(attribute->from) : "",
                                     attribute->to.known() ? ", jusqu'au " + day(attribute->to) : ""));
    it.paragraphs.push_back(
        fmt::format("Le programme a utilisé {}.",
                    counted(it.items.size(), "fait de votre dossier", "faits de votre dossier")));
    for (const auto& act : view_.acts)
      for (const auto& correction : act.corrections)
        it.paragraphs.push_back(
            fmt::format("L'acte « {} » du {} a été {}.", act.name, day(act.on),
                        correction.starts_with("annulé") ? "annulé : il ne compte pas" : "corrigé depuis"));
  }

  /// What is known of the household and of her, on a day of the affaire.
  std::vector<const JournalAttribute*> attributes() const {
    std::vector<const JournalAttribute*> all;
    const auto from = dossier_.act(thread_.opening).on;
    for (const auto& attribute : dossier_.journal().attributes) {
      const bool hers = attribute.person < 0 || attribute.person == thread_.person;
      if (hers && attribute.known <= evaluation().known && attribute.value.known() &&
          (!attribute.to.known() || attribute.to >= from) && attribute.from <= dossier_.asked())
        all.push_back(&attribute);
    }
    return all;
  }

  std::string attribute_value(const JournalAttribute& attribute) const {
    auto text = plain_value(dossier_.program(), dossier_.journal(), attribute.value);
    const bool right = model().text(model().vocabulary.attributes[attribute.attribute].name) == "etat_droit";
    if (right && text.size() == 1 && text[0] >= '0' &&
        text[0] < '0' + static_cast<char>(std::size(right_states)))
      text += fmt::format(" ({})", right_states[static_cast<std::size_t>(text[0] - '0')]);
    return text;
  }

  std::string attribute_name(const JournalAttribute& attribute) const {
    const auto& decl = model().vocabulary.attributes[attribute.attribute];
    return decl.label.empty() ? plain_name(dossier_.program(), model().text(decl.name)) : decl.label;
  }

  static std::string source_told(std::string_view source, std::string_view origin) {
    if (source == "cnaf" || origin == "flux") return "De la caisse (CAF ou MSA)";
    if (source == "webrsa") return "Du logiciel de suivi du Département (WebRSA)";
    if (source == "rdv-insertion" || source == "rdv_insertion")
      return "Du logiciel de rendez-vous (rdv-insertion)";
    if (source.empty())
      return "D'une source que le dossier ne nomme pas (le plus souvent, saisi par le service)";
    return fmt::format("Du logiciel « {} »", source);
  }

  // 4
  void sources() {
    auto& it = point("D'où viennent ces faits, et depuis quand ils sont connus");
    std::vector<std::pair<std::string, std::string>> by_source;
    for (const auto& act : view_.acts) {
      if (act.cancelled) continue;
      const auto from = source_told(act.source, act.recorded_by);
      auto found = std::ranges::find(by_source, from, &std::pair<std::string, std::string>::first);
      if (found == by_source.end()) found = by_source.insert(by_source.end(), {from, {}});
      found->second +=
          fmt::format("{}{} du {}{}", found->second.empty() ? "" : " ; ", act.name, day(act.on),
                      act.known.known() ? ", connu le " + day(act.known) : ", connu le jour même");
    }
    for (const auto& [from, list] : by_source) it.items.push_back(fmt::format("{} : {}.", from, list));
    const auto& attributes_of = attributes();
    for (const auto* attribute : attributes_of)
      if (attribute->known.known())
        it.items.push_back(
            fmt::format("{} : connu depuis le {}.", attribute_name(*attribute), day(attribute->known)));
    it.paragraphs.push_back(
        "Un fait compte à partir du jour où il a eu lieu ; ce qui n'était pas encore connu un jour donné n'a "
        "pas pu servir ce jour-là.");
  }

  // 5
  void lacks() {
    auto& it = point("Ce qui manque, ou n'est pas sûr");
    for (const auto* lines : {&view_.to_do, &view_.doubts})
      for (const auto& line : *lines)
        if (!line.missing.empty())
          it.items.push_back(
              fmt::format("Pour conclure sur « {} », il manque : {}.", line.title, listed(line.missing)));
    for (const auto& round : view_.strip.rounds)
      for (const auto& step : round.steps)
        if (step.proof == Proof::to_prove)
          it.items.push_back(fmt::format("{} : {}", words_of(step.step).title, plain(step.why)));
    for (const auto& doubt : view_.doubts)
      if (doubt.missing.empty()) it.items.push_back(doubt.title + ".");
    it.paragraphs.push_back(it.items.empty() ? "Le programme n'a vu manquer aucun fait dont il ait eu besoin."
                                             : "Un fait qui manque ne vaut ni oui ni non : le doute vous "
                                               "profite, et le programme ne propose rien contre "
                                               "vous là où il dure.");
    it.paragraphs.push_back(
        "Si un fait est faux, ou si vous pouvez dire ou prouver un fait qui manque, dites-le au service.");
  }

  // 6
  void rules() {
    auto& it = point("Les règles appliquées, et leur version");
    it.paragraphs.push_back(
        "Le programme applique des règles écrites d'avance. Chacune s'applique ou ne s'applique pas : il n'y "
        "a ni points, ni "
        "score, ni pondération entre elles.");
    std::set<std::string> told;
    for (const auto i : thread_.instances) {
      const auto& instance = evaluation().instances[i];
      const auto& procedure = model().procedures[instance.procedure];
      const auto& module = model().modules[procedure.module];
      const auto& rule = model().rules[procedure.rule];
      auto text = fmt::format(
          "« {} », {}", procedure.label,
          module.national ? "règle nationale" : fmt::format("règle du département {}", module.departement));
      if (!module.regime.empty()) text += fmt::format(", régime « {} »", module.regime);
      if (rule.in_force_from.known())
        text += fmt::format(", en vigueur depuis le {}", day(rule.in_force_from));
      if (rule.in_force_to.known()) text += fmt::format(" et jusqu'au {}", day(rule.in_force_to));
      text += fmt::format(" ; la version est celle du {}.", day(instance.governing));
      if (told.insert(text).second) it.items.push_back(std::move(text));
    }
    if (!model().digest.empty())
      it.paragraphs.push_back(
          fmt::format("Empreinte de l'ensemble des règles : {}. Avec elle, n'importe qui peut retrouver "
                      "exactement ces règles.",
                      model().digest));
  }

  // 7
  void articles() {
    auto& it = point("Les articles, et ce qui en a été lu");
    std::vector<Reference> all;
    std::set<std::string> choices;
    const auto add = [&](const Reference& one) {
      if (one.ref.starts_with("Choix de gestion") || one.ref.starts_with("document ")) {
        choices.insert(one.ref);
        return;
      }
      if (std::ranges::find(all, one.ref, &Reference::ref) == all.end()) all.push_back(one);
    };
    for (const auto f : thread_.findings)
      for (const auto& one : dossier_.findings()[f].fondement) add(one);
    for (const auto& round : view_.strip.rounds)
      for (const auto& step : round.steps)
        for (const auto& one : step.basis) add(one);
    std::ranges::sort(all, {}, &Reference::ref);
    for (const auto& one : all)
      it.items.push_back(fmt::format(
          "{} : {}.", one.ref,
          one.verified ? "texte vérifié" : "texte à vérifier (rien n'en est conclu contre vous)"));
    it.paragraphs.push_back(
        "CASF : code de l'action sociale et des familles. CRPA : code des relations entre le public et "
        "l'administration. "
        "L'article « à vérifier » est celui dont la rédaction d'aujourd'hui n'a pas encore été lue par qui a "
        "écrit la règle.");
    if (!choices.empty())
      it.paragraphs.push_back(
          "D'autres règles sont des choix d'organisation du service, et non des articles de loi : elles ne "
          "peuvent rien vous retirer.");
  }

  // 8
  void computations() {
    auto& it = point("Le calcul de chaque date");
    std::set<std::string> told;
    for (const auto f : thread_.findings) {
      const auto& compact = evaluation().findings[f];
      if (compact.derivation == none_id || facts_of(compact.nature).family != NatureFamily::time ||
          compact.statut == Statut::sans_objet)
        continue;
      auto steps =
          plain(arithmetic(names_, dossier_.journal(), evaluation().derivations[compact.derivation]));
      if (steps.empty()) continue;
      const auto& finding = dossier_.findings()[f];
      auto text =
          fmt::format("{}{}{} : {}", finding.libelle, compact.internal_target ? " (objectif interne)" : "",
                      finding.date.empty() ? std::string() : ", " + shown_day(finding), steps);
      if (told.insert(text).second) it.items.push_back(std::move(text));
    }
    it.paragraphs.push_back(
        it.items.empty() ? "Aucune date n'est calculée dans cette affaire à ce jour."
                         : "Le jour de départ ne compte pas. Les mois vont d'une date à la même date.");
  }

  // 9
  void operations() {
    auto& it = point("Ce qui a été fait, dans l'ordre, et ce qui changerait le résultat");
    std::vector<const Passage*> passages;
    for (const auto& passage : evaluation().passages)
      if (std::ranges::find(thread_.instances, passage.instance) != thread_.instances.end())
        passages.push_back(&passage);
    std::ranges::stable_sort(passages, {}, [](const Passage* one) { return one->on; });
    for (const auto* passage : passages) {
      const auto& procedure = model().procedures[evaluation().instances[passage->instance].procedure];
      const auto& state = procedure.states[passage->to];
      it.items.push_back(fmt::format(
          "Le {} : « {} » passe à « {} »{}.", day(passage->on), procedure.label,
          shown(state.label.empty() ? std::string(model().text(state.name)) : state.label),
          passage->event != none_id ? ", par " + act_told(passage->event)
          : passage->from == no_id  ? ""
                                    : ", parce qu'un délai s'achève ou qu'une condition est remplie"));
    }
    it.paragraphs.push_back(
        "Chaque acte fait avancer une ou plusieurs procédures, d'une étape à l'autre. Voici ces passages.");
    std::vector<std::string> changes;
    for (const auto f : thread_.findings) {
      const auto& compact = evaluation().findings[f];
      if (compact.derivation == none_id || dossier_.findings()[f].close ||
          compact.statut == Statut::sans_objet)
        continue;
      const auto& dates = evaluation().derivations[compact.derivation];
      if (dates.end.known() && dates.end != dates.end_latest && !half_open(dates.end, dates.end_latest))
        changes.push_back(
            fmt::format("« {} » : le fait encore incertain peut placer cette date entre le {} et le {}.",
                        dossier_.findings()[f].libelle, day(dates.end), day(dates.end_latest)));
    }
    for (auto& change : changes)
      it.paragraphs.push_back("Ce qui changerait le résultat. " + std::move(change));
    if (!view_.missing.empty())
      it.paragraphs.push_back(
          fmt::format("Ce qui changerait le résultat : connaître {}.", listed(view_.missing, " ou ")));
    if (evaluation().next_change.known())
      it.paragraphs.push_back(fmt::format(
          "Sans fait nouveau, rien de ce que dit le programme de votre dossier ne changera avant le {}.",
          day(evaluation().next_change)));
    else
      it.paragraphs.push_back("Sans fait nouveau, ce que dit cette page ne changera pas de lui-même.");
  }

  // 10
  void rights() {
    auto& it = point("Vos droits, et où écrire");
    for (const auto f : thread_.findings) {
      const auto& compact = evaluation().findings[f];
      const auto& finding = dossier_.findings()[f];
      if (finding.close || compact.statut == Statut::sans_objet || compact.statut == Statut::tenue) continue;
      if (compact.nature == Nature::attente)
        it.items.push_back(fmt::format("{} : {}", finding.libelle, plain(finding.explication)));
      if (compact.faculty)
        it.items.push_back(fmt::format("{} : {}", finding.libelle, plain(finding.explication)));
    }
    const auto length = [&](std::string_view name, std::string_view what, std::string_view from) {
      const auto* parameter = words_.parameter(dossier_.program(), name);
      if (!parameter || parameter->values.empty()) return;
      const auto& rule = model().rules[parameter->rule];
      std::vector<std::string> basis;
      for (const auto& one : rule.basis) basis.push_back(one.text + (one.verified ? "" : ", à vérifier"));
      it.items.push_back(
          fmt::format("{} : {} à partir de {} ({}).", what,
                      plain_value(dossier_.program(), dossier_.journal(), parameter->values.back().value),
                      from, listed(basis)));
    };
    length(SanctionWords::appeal_time,
           "Demander au président du conseil départemental de revoir une décision (recours préalable, "
           "obligatoire avant le tribunal)",
           "sa notification, si la lettre vous a dit ces voies et ces délais");
    length(SanctionWords::court_time, "Saisir ensuite le tribunal administratif",
           "la réponse, ou de son silence");
    it.items.push_back(
        "Demander que cette page vous soit expliquée par une personne, demander les règles appliquées, ou "
        "faire corriger un fait.");
    it.items.push_back(
        "Si l'on vous refuse ces règles ou cette explication, saisir la commission d'accès aux documents "
        "administratifs (CADA).");
    it.paragraphs.push_back(fmt::format("Où écrire au service : « {} ».", left_to_the_departement));
    it.paragraphs.push_back(fmt::format(
        "Où écrire pour un recours préalable : « {} ». Tribunal administratif compétent : « {} ».",
        left_to_the_departement, left_to_the_departement));
  }

  void words() {
    std::string all;
    for (const auto& heading : out_.headings)
      for (const auto& one : heading.points) {
        all += one.title + '\n';
        for (const auto& text : one.paragraphs) all += text + '\n';
        for (const auto& text : one.items) all += text + '\n';
      }
    for (const auto& [word, meaning] : explained_words)
      if (all.find(word) != std::string::npos) out_.words.emplace_back(word, meaning);
  }

  const DossierRead& dossier_;
  const Thread& thread_;
  SanctionWords words_;
  AffaireView view_;
  ActNames names_;
  std::set<std::string> ids_;
  PersonExplanation out_;
  int number_ = 0;
};

}  // namespace

PersonExplanation person_explanation(const DossierRead& dossier, const Thread& thread) {
  return Explanation(dossier, thread).told();
}

}  // namespace filrouge::serveur
