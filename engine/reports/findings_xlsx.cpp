#include "engine/reports/findings_xlsx.hpp"

#include <fmt/format.h>
#include <xlsxwriter.h>
#include <zip.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cstdio>
#include <ctime>
#include <memory>
#include <ostream>
#include <type_traits>
#include <utility>

#include "engine/core/calendar/date.hpp"
#include "engine/core/explain/sentence.hpp"
#include "engine/core/model/nature.hpp"
#include "engine/core/text/utf8.hpp"
#include "engine/core/text/visible.hpp"
#include "engine/core/text/wording.hpp"
#include "engine/files/file_error.hpp"
#include "engine/files/unnamed_file.hpp"
#include "engine/reports/grouped.hpp"
#include "engine/reports/line_words.hpp"

namespace filrouge {
namespace {

enum class Kind { number, text, wrapped, day };

struct Column {
  const char* title;
  double width;  ///< in characters
  Kind kind;
};

/// The cells of a row follow this order. What is printed stands first.
constexpr Column columns[] = {{"N°", 6, Kind::number},
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
constexpr lxw_col_t column_count = std::size(columns);
constexpr lxw_col_t last_printed = 14;
constexpr lxw_col_t frozen_columns = 3;

/// Between the cells of a row that waits: no text that passed visible() holds it.
constexpr char between_cells = '\x1f';

/// Excel refuses a file of which a cell holds more.
constexpr std::size_t most_characters = 32'767;
constexpr std::string_view cut_here = "… (coupé : une cellule ne tient pas plus ; --format csv dit tout)";

/// Excel reads « _x0041_ » in a cell as « A »: such words are written so that they are read as they are.
std::string read_as_written(std::string_view text) {
  std::string written(text);
  const auto hexadecimal = [&](std::size_t at) {
    return std::ranges::all_of(std::string_view(written).substr(at, 4),
                               [](char c) { return std::isxdigit(static_cast<unsigned char>(c)) != 0; });
  };
  for (std::size_t at = 0; (at = written.find("_x", at)) != std::string::npos; ++at)
    if (at + 6 < written.size() && written[at + 6] == '_' && hexadecimal(at + 2)) {
      written.insert(at, "_x005F");
      at += 6;
    }
  return written;
}

std::string fitting(std::string_view text) {
  // Excel counts UTF-16 units, of which a character is never more than its bytes.
  if (text.size() <= most_characters) return std::string(text);
  return std::string(utf8_prefix(text, most_characters - cut_here.size())).append(cut_here);
}

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

std::time_t moment(const RunEnvelope& envelope) {
  // 1980 is the first year of a zip; 0 would be read as « now ».
  const auto day =
      parse_iso_date(std::string_view(envelope.made_at).substr(0, 10)).value_or(*civil_date(1980, 1, 1));
  int hour = 0, minute = 0, second = 0;
  if (envelope.made_at.size() > 11)
    std::sscanf(envelope.made_at.c_str() + 11, "%2d:%2d:%2d", &hour, &minute, &second);
  return std::time_t{day.days} * 86'400 + hour * 3600 + minute * 60 + second;
}

[[noreturn]] void refuse(const std::string& why) {
  throw FileError("le classeur n'a pas pu être écrit : " + why +
                  " ; il passe par des fichiers temporaires (TMPDIR, /tmp), où il faut de la place");
}

void done(lxw_error error) {
  if (error != LXW_NO_ERROR) refuse(fmt::format("{} ({})", lxw_strerror(error), static_cast<int>(error)));
}

}  // namespace

/// One workbook, its rows written in their order.
class FindingsXlsx::Writing {
 public:
  explicit Writing(const std::string& path) : path_(path) {
    lxw_workbook_options options{};
    options.constant_memory = LXW_TRUE;
    options.use_zip64 = LXW_TRUE;
    book_.reset(workbook_new_opt(path.c_str(), &options));
    if (!book_) refuse(system_reason(errno));
    heading_ = format();
    format_set_bold(heading_);
    format_set_text_wrap(heading_);
    format_set_bg_color(heading_, 0xE4E4EE);
    format_set_border(heading_, LXW_BORDER_THIN);
    text_ = format();
    // What a person types over it stays what was typed: a number of dossier keeps its zeros.
    format_set_num_format(text_, "@");
    wrapped_ = format();
    format_set_text_wrap(wrapped_);
    day_ = format();
    format_set_num_format(day_, "dd/mm/yyyy");
    format_set_align(day_, LXW_ALIGN_LEFT);
    plain_ = format();
  }

  void properties(const RunEnvelope& envelope) {
    std::string title = "Liste de travail au " + people_date(envelope.asked);
    std::string comments = "Règles " + envelope.rules_digest;
    std::string author = "filrouge";
    lxw_doc_properties properties{};
    properties.title = title.data();
    properties.comments = comments.data();
    properties.author = author.data();
    properties.created = moment(envelope);
    done(workbook_set_properties(book_.get(), &properties));
  }

  void begin_list(const std::string& name) {
    sheet(name);
    for (lxw_col_t c = 0; c < column_count; ++c) {
      done(worksheet_set_column(sheet_, c, c, columns[c].width, nullptr));
      put(c, columns[c].title, heading_);
    }
    worksheet_freeze_panes(sheet_, 1, frozen_columns);
    worksheet_set_landscape(sheet_);
    // A number of dossier is a text on purpose: no green corner says it may be a mistake.
    done(worksheet_ignore_errors(sheet_, LXW_IGNORE_NUMBER_STORED_AS_TEXT, "C1:D1048576"));
    done(worksheet_repeat_rows(sheet_, 0, 0));
    end_row();
  }

  void end_list() {
    const auto last = row_ - 1;
    done(worksheet_autofilter(sheet_, 0, 0, last, column_count - 1));
    done(worksheet_print_area(sheet_, 0, 0, last, last_printed));
  }

  void begin_notes(const std::string& name) {
    sheet(name);
    done(worksheet_set_column(sheet_, 0, 0, 46, nullptr));
    done(worksheet_set_column(sheet_, 1, 1, 90, nullptr));
  }

  void number(lxw_col_t column, std::uint64_t value) {
    done(worksheet_write_number(sheet_, row_, column, static_cast<double>(value), plain_));
  }
  void text(lxw_col_t column, std::string_view value) { put(column, value, text_); }
  void wrapped(lxw_col_t column, std::string_view value) { put(column, value, wrapped_); }
  void title(lxw_col_t column, std::string_view value) { put(column, value, heading_); }

  /// What is written as no day is left as it is written.
  void day(lxw_col_t column, std::string_view iso) {
    const auto known = parse_iso_date(iso);
    if (!known) return put(column, iso, text_);
    const auto civil = civil_day(*known);
    lxw_datetime at{civil.year, static_cast<int>(civil.month), static_cast<int>(civil.day), 0, 0, 0};
    done(worksheet_write_datetime(sheet_, row_, column, &at, day_));
  }
  void end_row() { ++row_; }

  void finish() {
    std::vector<std::uint64_t> rows_bytes;
    for (const auto* sheet : sheets_) {
      if (std::fflush(sheet->optimize_tmpfile) != 0 || std::ferror(sheet->optimize_tmpfile) != 0)
        refuse(system_reason(errno));
      rows_bytes.push_back(static_cast<std::uint64_t>(std::ftell(sheet->optimize_tmpfile)));
    }
    done(workbook_close(book_.release()));
    hold(rows_bytes);
  }

 private:
  struct Close {
    void operator()(lxw_workbook* book) const { lxw_workbook_free(book); }
  };
  struct CloseZip {
    void operator()(zip_t* zip) const { zip_discard(zip); }
  };

  lxw_format* format() {
    auto* made = workbook_add_format(book_.get());
    if (!made) refuse(system_reason(ENOMEM));
    format_set_align(made, LXW_ALIGN_VERTICAL_TOP);
    return made;
  }

  void sheet(const std::string& name) {
    sheet_ = workbook_add_worksheet(book_.get(), name.c_str());
    if (!sheet_ || !sheet_->optimize_tmpfile) refuse("aucun fichier temporaire n'a pu être fait");
    sheets_.push_back(sheet_);
    row_ = 0;
    worksheet_set_paper(sheet_, 9);  // A4
    worksheet_fit_to_pages(sheet_, 1, 0);
    done(worksheet_set_footer(sheet_, "&Lfilrouge — &A&RPage &P sur &N"));
  }

  void put(lxw_col_t column, std::string_view value, lxw_format* format) {
    if (value.empty()) return;
    done(worksheet_write_string(sheet_, row_, column, fitting(read_as_written(value)).c_str(), format));
  }

  /// The library does not look whether the copy it makes of each sheet before it packs it has found room.
  void hold(const std::vector<std::uint64_t>& rows_bytes) const {
    int fault = 0;
    const std::unique_ptr<zip_t, CloseZip> zip(zip_open(path_.c_str(), ZIP_RDONLY, &fault));
    if (!zip) refuse("il ne se relit pas");
    for (std::size_t i = 0; i < rows_bytes.size(); ++i) {
      zip_stat_t found{};
      if (zip_stat(zip.get(), fmt::format("xl/worksheets/sheet{}.xml", i + 1).c_str(), 0, &found) != 0 ||
          (found.valid & ZIP_STAT_SIZE) == 0 || found.size < rows_bytes[i])
        refuse(system_reason(ENOSPC));
    }
  }

  const std::string path_;
  std::unique_ptr<lxw_workbook, Close> book_;
  std::vector<lxw_worksheet*> sheets_;
  lxw_worksheet* sheet_ = nullptr;
  lxw_row_t row_ = 0;
  lxw_format *heading_, *text_, *wrapped_, *day_, *plain_;
};

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
  Writing book(file.path());
  book.properties(envelope);
  book.begin_list("Constats");
  std::uint64_t number = 0;
  in_order_.each([&](std::int64_t, std::string_view row) {
    if (number > 0 && number % rows_a_sheet_ == 0) {
      book.end_list();
      book.begin_list(fmt::format("Constats {}", number / rows_a_sheet_ + 1));
    }
    book.number(0, ++number);
    for (lxw_col_t c = 1; c < column_count; ++c) {
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
