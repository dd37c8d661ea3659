#include "engine/formats/proposed_page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <vector>

#include "engine/core/text/fold.hpp"
#include "engine/core/text/quotable.hpp"
#include "engine/core/text/wording.hpp"
#include "engine/formats/dossier_source.hpp"
#include "engine/formats/known_titles.hpp"
#include "engine/formats/rows_ahead.hpp"
#include "engine/formats/table_titles.hpp"

namespace filrouge {
namespace {

constexpr std::size_t rows_searched = 30, least_recognised = 2;

/// Between quotes, as YAML reads it back.
std::string in_yaml(std::string_view text) {
  std::string yaml = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') yaml += '\\';
    // A title over two lines is compared as one.
    yaml += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c;
  }
  return yaml + '"';
}

/// What the titles of one row are recognised as: each column has one meaning at most.
class Proposal {
 public:
  Proposal(const TableRow& row, std::size_t rank) : titles_(row.cells, row.line), on_first_(rank == 0) {
    for (const auto& title : row.cells) words_.push_back(title_words(title));
    used_.resize(words_.size(), false);
    for (const auto& [key, titles] : head_titles)
      if (const auto column = take(titles)) heads_.push_back({std::string(key), *column});
    for (const auto& [key, titles] : attribute_titles)
      if (const auto column = take(titles)) attributes_.push_back({std::string(key), *column});
    for (const auto& [type, titles] : act_titles)
      while (const auto column = take(titles)) acts_.push_back({std::string(type), *column});
    for (const auto& [type, field, titles] : field_titles)
      if (has_act(type))
        if (const auto column = take(titles)) fields_.push_back({type, field, *column});
    if (acts_.empty()) {
      day_ = take(day_titles);
      if (day_) type_ = take(type_titles);
    }
  }

  std::size_t recognised() const { return static_cast<std::size_t>(std::ranges::count(used_, true)); }

  std::string text(const std::string& file) const {
    std::string page = fmt::format(
        "# Première page de correspondances, proposée d'après les titres de « {} ».\n"
        "# Chaque ligne est à vérifier : filrouge n'a lu que les titres. Voir docs/importer.md.\n\n"
        "systeme: a_nommer        # à remplir : le logiciel d'où vient le fichier, en un mot\n"
        "{}\n"
        "fichiers:\n",
        std::filesystem::path(file).filename().string(),
        column_of("departement") ? "" : "# departement: \"64\"      # à remplir\n");
    const bool persons = !attributes_.empty() || column_of("role") || column_of("naissance") ||
                         column_of("matricule") || (acts_.empty() && !day_);
    if (persons) page += entry("personnes", {}, {});
    for (const auto& [type, day] : acts_) page += entry("evenements", type, day);
    if (day_) page += entry("evenements", {}, *day_);
    std::vector<std::string> left;
    for (std::size_t i = 0; i < used_.size(); ++i)
      if (!used_[i] && !titles_.texts()[i].empty()) left.push_back(titles_.shown(i));
    if (!left.empty()) page += "\n# Non retenues : " + listed(left) + "\n";
    return page;
  }

 private:
  struct Found {
    std::string key;
    std::size_t column;
  };
  struct FoundField {
    std::string_view type, field;
    std::size_t column;
  };

  /// The first column of those titles that has no meaning yet. Two columns of one title cannot be told apart.
  std::optional<std::size_t> take(std::string_view titles) {
    for (std::size_t i = 0; i < words_.size(); ++i) {
      if (used_[i] || !is_titled(words_[i], titles) || titles_.named(titles_.texts()[i]).size() > 1) continue;
      used_[i] = true;
      return i;
    }
    return std::nullopt;
  }

  bool has_act(std::string_view type) const {
    return std::ranges::find(acts_, type, &Found::key) != acts_.end();
  }

  std::optional<std::size_t> column_of(std::string_view key) const {
    const auto found = std::ranges::find(heads_, key, &Found::key);
    return found == heads_.end() ? std::nullopt : std::optional(found->column);
  }

  std::string title(std::size_t column) const { return in_yaml(titles_.texts()[column]); }

  static std::string line(std::string_view indent, std::string_view key, const std::string& value,
                          std::string_view comment = "à vérifier") {
    return fmt::format("{}{}: {}   # {}\n", indent, key, value, comment);
  }

  /// What every entry says: whose dossier, which person.
  std::string who() const {
    constexpr std::string_view in = "      ";
    std::string said;
    if (const auto dossier = column_of("dossier"))
      said += line(in, "dossier", title(*dossier));
    else if (const auto matricule = column_of("matricule"))
      said += line(in, "dossier", "{ colonne: " + title(*matricule) + ", prefixe: \"caf-\" }",
                   "à vérifier : sans numéro de dossier, celui de l'organisme");
    else
      said += line(in, "dossier", "\"numéro de dossier\"", "à remplir : aucun titre ne le dit");
    if (const auto person = column_of("personne"))
      said += line(in, "personne", title(*person), "à vérifier : jamais un nom ni un NIR");
    else if (const auto birth = column_of("naissance"))
      said += line(in, "personne", "{ colonne: " + title(*birth) + ", prefixe: \"p-\" }",
                   "à vérifier : sans identifiant, la date de naissance");
    else
      said += line(in, "personne", "{ constante: p1 }", "à vérifier : une seule personne par dossier");
    for (const auto* key : {"departement", "territoire"})
      if (const auto column = column_of(key)) said += line(in, key, title(*column));
    return said;
  }

  std::string entry(std::string_view nature, const std::string& type, std::optional<std::size_t> day) const {
    constexpr std::string_view in = "      ";
    std::string said = fmt::format("\n  - nature: {}\n", nature);
    if (!on_first_) said += fmt::format("    ligne_des_titres: {}\n", titles_.line());
    said += "    colonnes:\n" + who();
    if (nature == "personnes") {
      for (const auto* key : {"role", "naissance", "organisme", "matricule"})
        if (const auto column = column_of(key)) said += line(in, key, title(*column));
      if (column_of("matricule") && !column_of("organisme"))
        said +=
            fmt::format("{}# organisme: {{ constante: CAF }}   # à remplir : de qui est ce matricule\n", in);
      if (!attributes_.empty())
        said += fmt::format(
                    "{}# le: {{ constante: 2026-01-01 }}   # à remplir : le jour de cette situation\n", in) +
                "    attributs:\n";
      for (const auto& [key, column] : attributes_)
        said += line(in, key, "{ colonne: " + title(column) + ", genre: booleen }");
      return said;
    }
    if (!type.empty())
      said += line(in, "type", "{ constante: " + type + " }");
    else if (type_)
      said += line(in, "type", title(*type_), "à vérifier : donnez par « valeurs » les mots du vocabulaire");
    else
      said +=
          line(in, "type", "{ constante: a_preciser }", "à remplir : quel acte, dans les mots des règles ?");
    said += line(in, "le", title(*day));
    std::string fields;
    for (const auto& field : fields_)
      if (field.type == type)
        fields += line(in, field.field, title(field.column),
                       "à vérifier : donnez par « valeurs » les mots du vocabulaire");
    return said + (fields.empty() ? "" : "    champs:\n" + fields);
  }

  TableTitles titles_;
  bool on_first_;
  std::vector<std::string> words_;
  std::vector<bool> used_;
  std::vector<Found> heads_, attributes_, acts_;
  std::vector<FoundField> fields_;
  std::optional<std::size_t> day_, type_;
};

}  // namespace

std::string proposed_page(std::unique_ptr<TableRows> rows, const std::string& file) {
  RowsAhead ahead(std::move(rows));
  std::optional<Proposal> best;
  for (std::size_t rank = 0; rank < rows_searched; ++rank)
    if (const auto* row = ahead.ahead(rank)) {
      Proposal proposal(*row, rank);
      if (!best || proposal.recognised() > best->recognised()) best = std::move(proposal);
    }
  if (!best || best->recognised() < least_recognised)
    throw FormatError(
        file +
        ": les titres de ce tableau ne sont pas reconnus : écrivez la page d'après l'exemple de "
        "docs/importer.md ; s'il n'a pas de ligne de titres, dites « titres: non » et appelez ses "
        "colonnes par leur rang : « A », « B »…");
  return best->text(file);
}

}  // namespace filrouge
