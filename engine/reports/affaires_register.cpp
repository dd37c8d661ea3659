#include "engine/reports/affaires_register.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <optional>
#include <ostream>

#include "engine/core/explain/publish.hpp"
#include "engine/core/explain/sentence.hpp"
#include "engine/core/machine/seen.hpp"
#include "engine/core/model/nature.hpp"
#include "engine/core/text/utf8.hpp"
#include "engine/core/text/visible.hpp"
#include "engine/core/text/wording.hpp"
#include "engine/reports/affaire_grouping.hpp"
#include "engine/reports/csv_cell.hpp"
#include "engine/reports/urgency.hpp"

namespace filrouge {
namespace {

/// Ranks of the work list that tell the first day first, and the last day first.
constexpr int open_rank = 1, over_rank = 2;

struct Gathered {
  RegisterLine line;
  std::vector<const Finding*> live, over;
  std::uint32_t opening = none_id;
  bool of_the_role = false;
};

bool awaited(Statut statut) {
  return statut == Statut::depassee || statut == Statut::proche || statut == Statut::a_venir ||
         statut == Statut::incertaine;
}

/// The days of the acts as they stand once corrected: those by which the affaire runs.
Journal as_corrected(const Program& program, const Journal& journal, const Evaluation& evaluation) {
  SeenJournal seen;
  seen.prepare(program, journal, evaluation.asked, evaluation.known);
  auto corrected = journal;
  for (std::uint32_t rank = 0; rank < corrected.events.size(); ++rank)
    corrected.events[rank].on = seen.event(rank).on;
  return corrected;
}

/// What the role conducts first.
void tell_states(Gathered& it, std::string_view role) {
  auto& told = it.line.open ? it.live : it.over;
  std::ranges::stable_partition(told, [&](const Finding* state) { return state->role == role; });
  for (const auto* state : told) {
    const auto label = "« " + state->libelle + " »";
    if (it.line.etats.find(label) == std::string::npos)
      it.line.etats += (it.line.etats.empty() ? "" : " ; ") + label;
    it.line.depuis = std::max(it.line.depuis, state->date);
  }
}

/// Of what goes on, or of what is over when all of it is.
void tell_roles(Gathered& it) {
  auto& roles = it.line.roles;
  for (const auto* state : it.line.open ? it.live : it.over)
    if (!state->role.empty()) roles.push_back(state->role);
  std::ranges::sort(roles);
  roles.erase(std::ranges::unique(roles).begin(), roles.end());
}

}  // namespace

std::vector<RegisterLine> affaires_of(const Program& program, const Journal& journal,
                                      const Evaluation& evaluation, const std::vector<Finding>& findings,
                                      const RegisterOf& of) {
  const AffaireGrouping grouped(program, journal, evaluation);
  std::vector<std::uint32_t> roots(evaluation.instances.size(), none_id);
  for (std::size_t i = 0; i < roots.size(); ++i)
    if (const auto trigger = evaluation.instances[i].trigger; trigger != none_id)
      roots[i] = grouped.root(trigger);
  std::map<std::pair<std::string_view, std::string_view>, Gathered> affaires;
  for (std::size_t f = 0; f < findings.size(); ++f) {
    const auto& finding = findings[f];
    const auto& compact = evaluation.findings[f];
    if (compact.nature != Nature::etat || finding.affaire.empty() || compact.instance == none_id) continue;
    const auto& instance = evaluation.instances[compact.instance];
    if (followed_nothing(program, instance)) continue;
    const auto root = roots[compact.instance];
    auto& it = affaires[{finding.personne, grouped.number(root)}];
    it.opening = root;
    (finding.close ? it.over : it.live).push_back(&finding);
    // What another conducts, a time to appeal, does not keep the affaire open for them.
    const bool theirs = of.role.empty() || finding.role == of.role;
    it.of_the_role = it.of_the_role || theirs;
    it.line.open = it.line.open || (theirs && !finding.close);
  }
  std::vector<Gathered*> wanted;
  for (std::size_t f = 0; f < findings.size(); ++f) {
    const auto& finding = findings[f];
    const auto instance = evaluation.findings[f].instance;
    if (instance == none_id || roots[instance] == none_id) continue;
    const auto found = affaires.find({finding.personne, grouped.number(roots[instance])});
    if (found == affaires.end()) continue;
    auto& line = found->second.line;
    if (evaluation.findings[f].nature == Nature::irregularite) {
      ++line.irregularities;
      line.blocking += evaluation.findings[f].severity == Severity::blocking;
    }
    if (finding.close) continue;
    for (const auto& missing : finding.manquants) {
      auto told = plain_name(program, missing);
      if (std::ranges::find(line.manquants, told) == line.manquants.end())
        line.manquants.push_back(std::move(told));
    }
    const auto family = facts_of(evaluation.findings[f].nature).family;
    const auto statut = evaluation.findings[f].statut;
    const bool a_day = family == NatureFamily::time || family == NatureFamily::recurrence;
    if (a_day && !finding.faculte && !finding.date.empty() && awaited(statut) &&
        (!line.next || finding.date < line.next->date))
      line.next = &finding;
    if (evaluation.findings[f].nature == Nature::action && statut == Statut::en_cours && !line.to_do)
      line.to_do = &finding;
  }
  std::optional<Journal> corrected;
  if (!journal.corrections.empty()) corrected = as_corrected(program, journal, evaluation);
  const auto& acts = corrected ? *corrected : journal;
  for (auto& [key, it] : affaires) {
    if (!it.of_the_role || (of.open_only && !it.line.open)) continue;
    it.line.personne = key.first;
    it.line.affaire = key.second;
    it.line.opening = it.opening;
    it.line.ouverte_le = iso_date(acts.events[it.opening].on);
    it.line.acte = event_phrase(program, acts, it.opening);
    tell_states(it, of.role);
    tell_roles(it);
    wanted.push_back(&it);
  }
  std::ranges::stable_sort(wanted, {}, [](const Gathered* it) { return it->line.ouverte_le; });
  std::vector<RegisterLine> lines;
  for (auto* it : wanted) lines.push_back(std::move(it->line));
  return lines;
}

void AffairesRegister::add(std::string_view dossier, const std::vector<RegisterLine>& lines) {
  for (const auto& line : lines) {
    auto text = fmt::format("\n{}{} · {} · {}\n", dossier, line.personne.empty() ? "" : "/" + line.personne,
                            line.affaire, line.acte);
    text += line.open ? fmt::format("    {}, depuis le {}\n", line.etats, people_date(line.depuis))
                      : fmt::format("    Close le {} : {}\n", people_date(line.depuis), line.etats);
    if (line.open && line.next)
      text += fmt::format(
          "    Attendu : {} — {}{}  [{}, {}]\n", line.next->libelle,
          line.next->nature == nature_name(Nature::echeance) && line.next->borne.empty() ? "due le " : "",
          shown_day(*line.next), kind_shown(*line.next), statut_for_people(line.next->statut));
    if (line.open && !line.next)
      text += line.to_do ? fmt::format("    À faire : {}\n", line.to_do->libelle)
                         : std::string("    Aucun jour n'est attendu.\n");
    if (line.open && !line.manquants.empty())
      text += fmt::format("    Il manque : {}\n", fmt::join(line.manquants, ", "));
    if (line.irregularities)
      text += fmt::format("    {}{}\n", counted(line.irregularities, "irrégularité", "irrégularités"),
                          line.blocking == 0 ? std::string()
                          : line.blocking == line.irregularities
                              ? fmt::format(", bloquante{}", line.blocking > 1 ? "s" : "")
                              : fmt::format(", dont {}", counted(line.blocking, "bloquante", "bloquantes")));
    const auto day = parse_iso_date(line.open ? (line.next ? line.next->date : std::string()) : line.depuis);
    lines_.add(order_in_list(line.open ? open_rank : over_rank, day.value_or(last_day())), visible(text));
    ++(line.open ? open_ : over_);
  }
}

void AffairesRegister::write(std::ostream& out, const RunEnvelope& envelope) {
  out << fmt::format("Registre au {}, d'après ce qui était connu le {} : {}, {}.\n",
                     people_date(envelope.asked), people_date(envelope.known),
                     counted(open_, "affaire ouverte", "affaires ouvertes"),
                     counted(over_, "affaire close", "affaires closes"));
  int heading = -1;
  lines_.each([&](std::int64_t order, std::string_view text) {
    if (const auto rank = rank_of(order); rank != heading) {
      heading = rank;
      out << (rank == open_rank ? "\n── OUVERTES ──\n" : "\n── CLOSES ──\n");
    }
    out << text;
  });
}

std::string register_csv_heading() {
  return std::string(byte_order_mark) +
         "dossier;territoire;personne;affaire;ouverte_le;acte;ouverte;etat;depuis;prochaine_echeance;date;"
         "statut;irregularites;bloquantes;manquants\r\n";
}

std::string register_csv_line(const Journal& journal, const RegisterLine& line) {
  std::string text;
  for (const std::string_view cell :
       {std::string_view(journal.dossier), std::string_view(journal.territoire),
        std::string_view(line.personne), std::string_view(line.affaire), std::string_view(line.ouverte_le),
        std::string_view(line.acte), std::string_view(line.open ? "oui" : "non"),
        std::string_view(line.etats), std::string_view(line.depuis)})
    text += csv_cell(cell) + ";";
  const auto* awaited = line.next ? line.next : line.to_do;
  for (const std::string_view cell : {awaited ? std::string_view(awaited->libelle) : std::string_view(),
                                      line.next ? std::string_view(line.next->date) : std::string_view(),
                                      awaited ? std::string_view(awaited->statut) : std::string_view()})
    text += csv_cell(cell) + ";";
  return text + fmt::format("{};{};{}\r\n", line.irregularities, line.blocking,
                            csv_cell(fmt::format("{}", fmt::join(line.manquants, ", "))));
}

}  // namespace filrouge
