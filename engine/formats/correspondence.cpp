#include "engine/formats/correspondence.hpp"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <iterator>
#include <set>
#include <span>

#include "engine/core/dossier/departement.hpp"
#include "engine/core/dossier/role.hpp"
#include "engine/core/text/digest.hpp"
#include "engine/core/text/fold.hpp"
#include "engine/core/text/quotable.hpp"
#include "engine/core/text/suggestion.hpp"
#include "engine/core/text/utf8.hpp"
#include "engine/core/text/wording.hpp"
#include "engine/formats/csv_values.hpp"
#include "engine/formats/open_file.hpp"
#include "engine/formats/table_titles.hpp"

namespace filrouge {
namespace {

using Keys = std::span<const std::string_view>;

constexpr std::uint64_t last_title_line = 200;
constexpr std::size_t longest_page = std::size_t{1} << 20;
constexpr std::string_view page_keys[] = {"systeme", "departement", "couverture", "fichiers"};
constexpr std::string_view coverage_keys[] = {"types", "du", "au"};
constexpr std::string_view file_keys[] = {"fichier",  "nature",           "separateur",   "encodage",
                                          "colonnes", "champs",           "references",   "attributs",
                                          "titres",   "ligne_des_titres", "sans_colonne", "feuille"};
constexpr std::string_view rule_keys[] = {"colonne", "constante", "prefixe", "genre", "valeurs", "sinon"};
constexpr std::string_view natures[] = {"evenements", "attributs", "personnes"};
constexpr std::string_view kinds[] = {"texte", "nombre", "booleen", "date", "mois"};
constexpr std::string_view event_columns[] = {
    "dossier",  "departement", "territoire", "organisme", "matricule", "id",    "personne", "type",  "le",
    "connu_le", "prevu_le",    "du",         "au",        "reference", "cible", "annule",   "caisse"};
constexpr std::string_view other_columns[] = {
    "dossier",   "departement", "territoire", "organisme", "matricule", "personne", "role",
    "naissance", "le",          "jusqu_au",   "connu_le",  "caisse",    "nir"};

class PageReader {
 public:
  explicit PageReader(std::string path) { page_.path = std::move(path); }

  Correspondence read(const std::string& text) {
    if (text.size() > longest_page) throw FormatError(page_.path + ": la page dépasse 1 Mio");
    // A zero would have YAML read the page as UTF-16.
    if (first_bad_utf8(text) != std::string::npos || text.find('\0') != std::string::npos)
      throw FormatError(page_.path + ": la page n'est pas en UTF-8");
    YAML::Node root;
    try {
      root = YAML::Load(text);
    } catch (const YAML::Exception& error) {
      fail(error.mark,
           "ceci n'est pas du YAML : vérifiez les deux-points, les tirets et le décalage des lignes");
    }
    each_key(root, "la page", page_keys, [&](std::size_t key, const YAML::Node& value) {
      switch (key) {
        case 0:
          page_.system = text_of(value);
          break;
        case 1:
          page_.departement = departement_of(value);
          break;
        case 2:
          page_.coverage = coverage(value);
          break;
        default:
          files(value);
      }
    });
    if (page_.files.empty())
      fail(root.Mark(), "la page ne décrit aucun fichier : la clé « fichiers » est obligatoire");
    if (page_.coverage) page_.coverage->source = page_.system;
    return std::move(page_);
  }

 private:
  [[noreturn]] void fail(const YAML::Mark& mark, const std::string& reason) const {
    const auto place = mark.is_null() ? page_.path
                                      : page_.path + ":" + std::to_string(mark.line + 1) + ":" +
                                            std::to_string(mark.column + 1);
    throw FormatError(place + ": " + reason);
  }

  /// A key given twice is refused: YAML readers keep one of the two without a word.
  template <typename Each>
  void each_pair(const YAML::Node& map, const std::string& what, Each each) {
    if (!map.IsMap()) fail(map.Mark(), what + " : attendu des lignes « clé: valeur »");
    std::set<std::string> met;
    for (const auto& pair : map) {
      if (!pair.first.IsScalar()) fail(pair.first.Mark(), "attendu un mot avant « : »");
      if (!met.insert(pair.first.Scalar()).second)
        fail(pair.first.Mark(), shown_word(pair.first.Scalar()) + " est donné deux fois");
      each(pair.first, pair.second);
    }
  }

  template <typename Each>
  void each_key(const YAML::Node& map, const std::string& what, Keys keys, Each each) {
    each_pair(map, what, [&](const YAML::Node& key, const YAML::Node& value) {
      const auto found = std::find(keys.begin(), keys.end(), key.Scalar());
      if (found == keys.end())
        fail(key.Mark(), shown_word(key.Scalar()) + " n'est pas une clé de " + what +
                             did_you_mean(key.Scalar(), keys).then());
      each(static_cast<std::size_t>(found - keys.begin()), value);
    });
  }

  std::string departement_of(const YAML::Node& node) const {
    const auto written = text_of(node);
    if (written.empty()) return {};
    auto code = read_departement(written);
    if (!code) fail(node.Mark(), departement_refused(written));
    return std::move(*code);
  }

  std::string text_of(const YAML::Node& node) const {
    if (!node.IsScalar()) fail(node.Mark(), "attendu un texte");
    return node.Scalar();
  }

  std::size_t one_of(const YAML::Node& node, Keys words) const {
    const auto word = text_of(node);
    const auto found = std::find(words.begin(), words.end(), word);
    if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
    fail(node.Mark(), shown_word(word) + " n'est pas prévu ici ; attendu : " + listed(words) +
                          did_you_mean(word, words).then());
  }

  RawCoverage coverage(const YAML::Node& node) {
    RawCoverage result;
    each_key(node, "la couverture", coverage_keys, [&](std::size_t key, const YAML::Node& value) {
      if (key == 0) {
        if (!value.IsSequence()) fail(value.Mark(), "attendu une liste de types d'événements");
        for (const auto& type : value) result.types.push_back(text_of(type));
        return;
      }
      const auto day = parse_iso_date(text_of(value));
      if (!day) fail(value.Mark(), "attendu une date comme 2026-04-02");
      (key == 1 ? result.from : result.to) = *day;
    });
    return result;
  }

  void files(const YAML::Node& list) {
    if (!list.IsSequence())
      fail(list.Mark(), "attendu une liste : chaque fichier commence par « - fichier: … »");
    for (const auto& node : list) {
      TableRule file;
      if (!node.Mark().is_null()) file.line = static_cast<std::uint64_t>(node.Mark().line) + 1;
      bool has_columns = false;
      // The nature first: it tells which columns make sense.
      each_key(node, "un fichier", file_keys, [&](std::size_t key, const YAML::Node& value) {
        if (key == 1) file.nature = static_cast<RowNature>(one_of(value, natures));
      });
      each_key(node, "un fichier", file_keys, [&](std::size_t key, const YAML::Node& value) {
        switch (key) {
          case 0:
            file.pattern = text_of(value);
            break;
          case 2:
            file.separator = separator(value);
            break;
          case 3: {
            constexpr std::string_view encodings[] = {"utf-8", "windows-1252"};
            file.encoding = one_of(value, encodings) == 0 ? TextEncoding::utf8 : TextEncoding::windows_1252;
            break;
          }
          case 4:
            has_columns = true;
            columns(value, file);
            break;
          case 5:
            file.fields = rules(value, "« champs »");
            break;
          case 6:
            file.references = rules(value, "« references »");
            break;
          case 7:
            file.attributes = rules(value, "« attributs »");
            break;
          case 8: {
            constexpr std::string_view answers[] = {"oui", "non"};
            file.titled = one_of(value, answers) == 0;
            break;
          }
          case 9:
            file.title_line = line_number(value);
            break;
          case 10:
            file.unless_column = text_of(value);
            break;
          case 11:
            file.sheet = text_of(value);
            break;
          default:
            break;
        }
      });
      if (!has_columns) fail(node.Mark(), "« colonnes » manque : dossier, le, type…");
      check(node, file);
      file.rank = page_.files.size();
      page_.files.push_back(std::move(file));
    }
  }

  std::uint64_t line_number(const YAML::Node& node) const {
    const auto text = text_of(node);
    std::uint64_t line = 0;
    const auto* end = text.data() + text.size();
    if (std::from_chars(text.data(), end, line).ptr != end || line == 0 || line > last_title_line)
      fail(node.Mark(), fmt::format("attendu le numéro de la ligne des titres, de 1 à {}", last_title_line));
    return line;
  }

  char separator(const YAML::Node& node) const {
    constexpr std::string_view separators[] = {";", ",", "tabulation"};
    return ";,\t"[one_of(node, separators)];
  }

  void columns(const YAML::Node& node, TableRule& file) {
    const Keys keys = file.nature == RowNature::events ? Keys(event_columns) : Keys(other_columns);
    each_key(node, "« colonnes »", keys, [&](std::size_t key, const YAML::Node& value) {
      constexpr std::string_view days[] = {"le", "connu_le", "prevu_le", "du", "au", "jusqu_au", "naissance"};
      auto rule = cell_rule(value);
      if (std::find(std::begin(days), std::end(days), keys[key]) != std::end(days))
        rule.kind = CellKind::date;
      if (keys[key] == "role") check_roles(value, rule);
      file.columns.emplace(keys[key], std::move(rule));
    });
  }

  /// Words that the cells are to become must be of the vocabulary; cells themselves are read with the rows.
  void check_roles(const YAML::Node& node, const CellRule& rule) const {
    const auto check = [&](const std::string& word) {
      if (!word.empty() && known_role(word).empty())
        fail(node.Mark(), shown_word(word) + " n'est pas un rôle ; attendu : " + listed(known_roles) +
                              did_you_mean(word, known_roles).then());
    };
    check(rule.constant);
    for (const auto& [cell, word] : rule.values) check(word);
    if (rule.otherwise) check(*rule.otherwise);
  }

  std::vector<std::pair<std::string, CellRule>> rules(const YAML::Node& node, const std::string& what) {
    std::vector<std::pair<std::string, CellRule>> result;
    each_pair(node, what, [&](const YAML::Node& key, const YAML::Node& value) {
      result.emplace_back(fold(key.Scalar()), cell_rule(value));
    });
    return result;
  }

  /// « colonne » alone, or { colonne: …, valeurs: … }, or { constante: … }.
  CellRule cell_rule(const YAML::Node& node) {
    CellRule rule;
    if (node.IsScalar()) {
      rule.column = node.Scalar();
      return rule;
    }
    bool has_constant = false;
    each_key(node, "une colonne", rule_keys, [&](std::size_t key, const YAML::Node& value) {
      switch (key) {
        case 0:
          rule.column = text_of(value);
          break;
        case 1:
          rule.constant = text_of(value);
          has_constant = true;
          break;
        case 2:
          rule.prefix = text_of(value);
          break;
        case 3:
          rule.kind = static_cast<CellKind>(one_of(value, kinds));
          break;
        case 4:
          each_pair(value, "« valeurs »", [&](const YAML::Node& cell, const YAML::Node& word) {
            rule.values.emplace_back(fold_cell(cell.Scalar()), text_of(word));
          });
          break;
        default:
          rule.otherwise = value.IsNull() ? std::string() : text_of(value);
      }
    });
    if (rule.column.empty() != has_constant)
      fail(node.Mark(), "attendu « colonne: titre » ou « constante: valeur », l'un des deux");
    return rule;
  }

  void check(const YAML::Node& node, const TableRule& file) {
    const auto needs = [&](const char* column, const char* why) {
      if (!file.columns.contains(column))
        fail(node.Mark(), std::string("« colonnes » doit dire « ") + column + " » : " + why);
    };
    needs("dossier", "le numéro du dossier");
    if (!file.titled) {
      if (!file.asks_name())
        fail(node.Mark(),
             "« titres: non » : sans titres, seul son nom dit ce qu'est un fichier ; ajoutez « fichier »");
      if (file.title_line > 0) fail(node.Mark(), "« titres: non » et « ligne_des_titres » se contredisent");
      for (const auto& [key, rule] : file.columns) needs_rank(node, rule);
      for (const auto* list : {&file.fields, &file.references, &file.attributes})
        for (const auto& [key, rule] : *list) needs_rank(node, rule);
    }
    if (file.nature == RowNature::events) {
      needs("type", "le type de l'événement, par une colonne ou { constante: … }");
      needs("le", "le jour de l'acte");
      if (!file.attributes.empty()) fail(node.Mark(), "un fichier d'événements n'a pas d'« attributs »");
      return;
    }
    if (file.nature == RowNature::persons) needs("personne", "l'identifiant de la personne");
    if (file.nature == RowNature::attributes && file.attributes.empty())
      fail(node.Mark(), "« attributs » manque : nom: colonne");
    if (!file.fields.empty() || !file.references.empty())
      fail(node.Mark(), "« champs » et « references » ne vont qu'avec nature: evenements");
  }

  void needs_rank(const YAML::Node& node, const CellRule& rule) const {
    if (!rule.column.empty() && !column_rank(rule.column))
      fail(node.Mark(),
           shown_word(rule.column) +
               " : sans titres (« titres: non »), une colonne s'appelle par son rang, « A », « B »… "
               "« AA », comme dans un tableur");
  }

  Correspondence page_;
};

/// « * » stands for anything. The last one met alone is tried again further: a page of many stars takes no
/// longer than one.
bool matches(std::string_view pattern, std::string_view name) {
  constexpr auto none = std::string_view::npos;
  std::size_t p = 0, n = 0, star = none, taken = 0;
  while (n < name.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      taken = n;
    } else if (p < pattern.size() && pattern[p] == name[n]) {
      ++p;
      ++n;
    } else if (star != none) {
      p = star + 1;
      n = ++taken;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', p) == none;
}

}  // namespace

bool TableRule::asks_name() const {
  const auto first = pattern.find_first_not_of('*');
  return first != std::string::npos && pattern[first] != '.';
}

bool TableRule::goes_to(const std::string& path) const {
  return pattern.empty() || matches(fold(pattern), fold(std::filesystem::path(path).filename().string()));
}

std::vector<const TableRule*> Correspondence::rules_for(const std::string& file) const {
  std::vector<const TableRule*> rules;
  for (const auto& rule : files) {
    const bool of_sheet = rule.sheet.empty() || fold(rule.sheet) == fold(sheet);
    if (of_sheet && rule.goes_to(called(file))) rules.push_back(&rule);
  }
  return rules;
}

Correspondence parse_correspondence(const std::string& text, const std::string& path) {
  auto page = PageReader(path).read(text);
  Sha256 digest;
  digest.add(text);
  page.digest = digest.hex();
  return page;
}

Correspondence read_correspondence(const std::string& path) {
  const auto file = open_file(path);
  return parse_correspondence({std::istreambuf_iterator<char>(*file), {}}, path);
}

}  // namespace filrouge
