#include "engine/reports/register_xlsx.hpp"

#include <ostream>

#include "engine/core/text/visible.hpp"
#include "engine/files/unnamed_file.hpp"
#include "engine/reports/xlsx_book.hpp"

namespace filrouge {
namespace {

using Kind = XlsxColumn::Kind;
constexpr XlsxColumn columns[] = {
    {"Affaire", 14, Kind::text},           {"Dossier", 13, Kind::text},
    {"Personne", 9, Kind::text},           {"Territoire", 15, Kind::text},
    {"Nature", 26, Kind::wrapped},         {"Ouverte le", 11, Kind::day},
    {"État", 30, Kind::wrapped},           {"Depuis le", 11, Kind::day},
    {"Prochaine date", 13, Kind::day},     {"Ce qui est attendu", 34, Kind::wrapped},
    {"Dix étapes", 13, Kind::text},        {"Étapes à prouver ou manquantes", 34, Kind::wrapped},
    {"Versement", 36, Kind::wrapped},      {"Irrégularités", 11, Kind::number},
    {"dont bloquantes", 11, Kind::number}, {"Ce qui manque", 30, Kind::wrapped}};
constexpr XlsxList list_of_affaires{columns, std::size(columns) - 1, 2, "A1:C1048576"};

std::string iso(Date day) {
  return day.known() ? iso_date(day) : std::string();
}

}  // namespace

void RegisterXlsx::write(std::ostream& out, const RegisterXlsxEnvelope& envelope) const {
  const UnnamedFile file;
  XlsxBook book(file.path());
  book.properties("Registre des affaires au " + people_date(envelope.asked),
                  "Règles " + envelope.rules_digest, envelope.made_at);
  book.begin_list("Affaires", list_of_affaires);
  for (const auto& line : lines_) {
    const std::string cells[] = {line.affaire,
                                 line.dossier,
                                 line.personne,
                                 line.territoire,
                                 line.kind,
                                 iso(line.opened),
                                 line.states,
                                 iso(line.since),
                                 iso(line.next),
                                 line.awaited,
                                 line.steps,
                                 line.wanting,
                                 line.payment,
                                 {},
                                 {},
                                 line.missing};
    static_assert(std::size(cells) == std::size(columns));
    for (XlsxBook::Column c = 0; c < std::size(columns); ++c) {
      const auto cell = visible(cells[c]);
      if (columns[c].kind == Kind::day)
        book.day(c, cell);
      else if (columns[c].kind == Kind::wrapped)
        book.wrapped(c, cell);
      else if (columns[c].kind == Kind::text)
        book.text(c, cell);
    }
    book.number(13, line.irregularities);
    book.number(14, line.blocking);
    book.end_row();
  }
  book.end_list();

  book.begin_notes("À propos");
  book.title(0, "Registre des affaires");
  book.end_row();
  const auto noted = [&](std::string_view name, std::string_view value) {
    book.wrapped(0, name);
    book.wrapped(1, visible(value));
    book.end_row();
  };
  book.wrapped(0, "Au");
  book.day(1, envelope.asked);
  book.end_row();
  noted("Évalué le", envelope.made_at);
  noted("Règles", envelope.rules_digest);
  for (const auto& line : envelope.kept) noted("Ce qu'il tient", line);
  noted("Dix étapes",
        "● fait, ◐ à prouver, ○ à venir, ✕ manque, – sans objet : lettre, présentée, délai "
        "écoulé, entendu, avis, décision, notifiée, coupure, levée, reprise");
  noted("", "filrouge avise ; une personne décide.");
  book.finish();
  file.copy_to(out);
}

}  // namespace filrouge
