#include "engine/reports/findings_xlsx.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>
#include <type_traits>
#include <utility>

#include "engine/core/calendar/date.hpp"
#include "engine/core/explain/sentence.hpp"
#include "engine/core/model/nature.hpp"
#include "engine/core/text/visible.hpp"
#include "engine/core/text/wording.hpp"
#include "engine/files/unnamed_file.hpp"
#include "engine/reports/grouped.hpp"
#include "engine/reports/line_words.hpp"
#include "engine/reports/xlsx_book.hpp"

namespace filrouge {
namespace {

using Kind = XlsxColumn::Kind;

/// The cells of a row follow this order. What is printed stands first.
constexpr XlsxColumn columns[] = {{"N°", 6, Kind::number},
                                  {"Urgence", 20, Kind::wrapped},
                                  {"Dossier", 13, Kind::text},
                                  {"Personne", 9, Kind::text},
                                  {"Territoire", 15, Kind::text},
                                  {"Quoi", 34, Kind::wrapped},
                                  {"Date", 11, Kind::day},
                                  {"Ce que dit la date", 18, Kind::wrapped},
                                  {"Nature", 13, Kind::wrapped},
                                  {"Statut", 11, Kind::text},
                                  {"Qui", 20, Kind::wrapped},
                                  {"Décide", 18, Kind::wrapped},
                                  {"Explication", 55, Kind::wrapped},
                                  {"Dit aussi", 45, Kind::wrapped},
                                  {"Fondement", 22, Kind::wrapped},
                                  {"Retard de", 15, Kind::text},
                                  {"Gravité", 10, Kind::text},
                                  {"Date opposable", 14, Kind::day},
                                  {"Ce qui manque", 24, Kind::wrapped},
                                  {"Apparu le", 11, Kind::day},
                                  {"Peut changer le", 14, Kind::day},
                                  {"Procédure", 32, Kind::text},
                                  {"Identifiant", 40, Kind::text}};
constexpr XlsxBook::Column column_count = std::size(columns);
constexpr XlsxBook::Column last_printed = 14;
constexpr XlsxList list_of_findings{columns, last_printed, 3, "C1:D1048576"};

/// Between the cells of a row that waits: no text that passed visible() holds it.
constexpr char between_cells = '\x1f';

/// What a date does not say alone: that it is only a bound, an hour, the last day of a faculty.
std::string said_of_date(const Finding& finding) {
  if (finding.date.empty()) return "";
  if (finding.borne.empty() && finding.heure.empty() && !finding.faculte) return "";
  return shown_day(finding);
}

std::string who_acts(const Model& model, const Finding& finding) {
  if (finding.role.empty()) return "";
  return (finding.faculte ? "suivi : " : "") + role_shown(model, finding.role);
}

/// The lines under the first, of which what was just read is not read again.
std::string said_too(const Model& model, const std::vector<Finding>& lines, const GroupedLines& group) {
  std::string text;
  const auto* above = &lines[group.front()];
  for (const auto i : group) {
    const auto& line = lines[i];
    if (&line == above) continue;
    text += (text.empty() ? "" : "\n") + title_shown(line);
    if (!line.explication.empty() && line.explication != above->explication) text += "\n" + line.explication;
    if (line.role != above->role && !line.role.empty()) text += "\nqui : " + who_acts(model, line);
    if (line.decideur != above->decideur && !line.decideur.empty())
      text += "\ndécide : " + role_shown(model, line.decideur);
    if (const auto basis = basis_shown(line); !basis.empty() && basis != basis_shown(*above))
      text += "\n" + basis;
    above = &line;
  }
  return text;
}

}  // namespace

void FindingsXlsx::add(std::string_view territoire, const std::vector<Finding>& lines,
                       const std::vector<int>& ranks) {
  for (const auto& group : grouped(lines)) {
    const auto& shown = lines[group.front()];
    auto rank = ranks[group.front()];
    for (const auto i : group) {
      rank = std::min(rank, ranks[i]);
      for (const auto& reference : lines[i].fondement)
        if (!reference.verified && !unverified_.contains(reference.ref)) unverified_.insert(reference.ref);
    }
    std::vector<std::string> missing;
    for (const auto& fact : shown.manquants) missing.push_back(model_.vocabulary.told(fact));
    const std::string cells[] = {std::string(urgency_heading(rank)),
                                 shown.dossier,
                                 shown.personne,
                                 std::string(territoire),
                                 shown.libelle,
                                 shown.date,
                                 said_of_date(shown),
                                 std::string(kind_shown(shown)),
                                 std::string(statut_for_people(shown.statut)),
                                 who_acts(model_, shown),
                                 role_shown(model_, shown.decideur),
                                 shown.explication,
                                 said_too(model_, lines, group),
                                 basis_shown(shown),
                                 institution_shown(model_, shown.retard_de),
                                 shown.gravite,
                                 shown.date_opposable,
                                 listed(missing),
                                 shown.apparu_le,
                                 shown.prochain_changement,
                                 shown.procedure,
                                 shown.id};
    static_assert(std::size(cells) + 1 == column_count);
    std::string row;
    for (const auto& cell : cells) row += visible(cell) + between_cells;
    in_order_.add(order_in_list(rank, parse_iso_date(shown.date).value_or(Date{})), row);
    ++of_rank_[static_cast<std::size_t>(rank)];
    ++rows_;
    findings_ += group.size();
  }
}

void FindingsXlsx::write(std::ostream& out, const RunEnvelope& envelope) {
  const UnnamedFile file;
  XlsxBook book(file.path());
  book.properties("Liste de travail au " + people_date(envelope.asked), "Règles " + envelope.rules_digest,
                  envelope.made_at);
  book.begin_list("Constats", list_of_findings);
  std::uint64_t number = 0;
  in_order_.each([&](std::int64_t, std::string_view row) {
    if (number > 0 && number % rows_a_sheet_ == 0) {
      book.end_list();
      book.begin_list(fmt::format("Constats {}", number / rows_a_sheet_ + 1), list_of_findings);
    }
    book.number(0, ++number);
    for (XlsxBook::Column c = 1; c < column_count; ++c) {
      const auto end = row.find(between_cells);
      const auto cell = row.substr(0, end);
      row.remove_prefix(end + 1);
      if (columns[c].kind == Kind::day)
        book.day(c, cell);
      else if (columns[c].kind == Kind::wrapped)
        book.wrapped(c, cell);
      else
        book.text(c, cell);
    }
    book.end_row();
  });
  book.end_list();

  book.begin_notes("À propos");
  const auto noted = [&](std::string_view name, const auto& value) {
    book.wrapped(0, name);
    if constexpr (std::is_same_v<std::decay_t<decltype(value)>, std::uint64_t>)
      book.number(1, value);
    else
      book.wrapped(1, visible(value));
    book.end_row();
  };
  const auto on_day = [&](std::string_view name, const std::string& iso) {
    book.wrapped(0, name);
    book.day(1, iso);
    book.end_row();
  };
  const auto heading = [&](std::string_view text) {
    book.end_row();
    book.title(0, text);
    book.end_row();
  };
  book.title(0, "Liste de travail");
  book.end_row();
  on_day("Au", envelope.asked);
  on_day("D'après ce qui était connu le", envelope.known);
  if (envelope.made_at.size() > 11)
    noted("Faite le", fmt::format("{} à {} (temps universel)",
                                  people_date(std::string_view(envelope.made_at).substr(0, 10)),
                                  std::string_view(envelope.made_at).substr(11, 8)));
  noted("Règles", envelope.rules_digest);
  for (const auto& line : kept_by_) noted("Réduite à", line);
  noted("", std::string("Cette liste avise ; une personne décide."));

  heading("Ce qu'elle compte");
  noted("Dossiers lus", envelope.dossiers);
  noted("Entrées rejetées, absentes de cette liste", envelope.rejects);
  noted("Constats", envelope.findings);
  noted("Lignes des feuilles « Constats »", rows_);
  if (sheets() > 1)
    noted("Feuilles", fmt::format("une feuille ne tient que {} lignes : la liste continue jusqu'à « Constats "
                                  "{} » ; le filtre d'une feuille ne porte que sur elle",
                                  rows_a_sheet_, sheets()));
  noted("Constats joints à un autre, dans « Dit aussi »", findings_ - rows_);
  noted("Constats qui ne demandent rien aujourd'hui, hors de cette liste",
        envelope.findings - std::min(envelope.findings, findings_));
  for (int rank = 0; rank < ranks_end; ++rank)
    if (const auto count = of_rank_[static_cast<std::size_t>(rank)]; count > 0)
      noted(urgency_heading(rank), count);

  heading("D'où elle vient");
  if (envelope.head.empty())
    noted("", std::string("Un fichier de dossiers ne dit pas jusqu'où va ce qu'il sait ; une base le dit."));
  for (const auto& line : envelope.head) noted("", line);

  heading("Ce qui n'est pas vérifié");
  if (unverified_.empty())
    noted("", std::string("Tous les textes que citent ces lignes ont été lus."));
  else
    noted("Textes cités que personne n'a relus", listed(unverified_));

  heading("Comment la lire");
  noted("N°",
        std::string("l'ordre de la liste, du plus pressant au moins pressant ; trier sur N° y revient"));
  noted("Date",
        std::string("vide : aucune date n'est connue. « Ce que dit la date » dit si elle n'est qu'une "
                    "borne (pas avant, au plus tard), un dernier jour, une heure"));
  noted("Dit aussi",
        std::string("les autres constats qui disent la même chose : ils sont sur la même ligne"));
  noted("Impression", fmt::format("A4 en paysage, jusqu'à la colonne « {} » ; les suivantes sont à l'écran",
                                  columns[last_printed].title));

  book.finish();
  file.copy_to(out);
}

}  // namespace filrouge
