#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "dsl/grammar/parse.hpp"
#include "engine/core/explain/phrase.hpp"
#include "engine/session/rule_files.hpp"

/// What is printed of a rule is what the rule says: read again, it makes the same model.
namespace {

using namespace filrouge;
using dsl::ReadExpression;

struct RuleText {
  std::string name, text;
};

struct Read {
  dsl::SourceSet sources;
  dsl::Diagnostics diagnostics;
  dsl::Checked checked;

  Read(const std::vector<RuleText>& texts, const dsl::OpenDated& open) {
    std::vector<dsl::Tree> trees;
    for (const auto& one : texts)
      trees.push_back(dsl::parse(sources, sources.add(one.name, one.text, diagnostics), diagnostics));
    if (!diagnostics.has_errors())
      checked = dsl::check_rules(sources, trees, diagnostics, open, dsl::Extent::whole);
  }
  std::string said() const { return diagnostics.has_errors() ? dsl::render_text(sources, diagnostics) : ""; }
};

/// The tree of an expression, with all that tells it from another.
class Dump {
 public:
  explicit Dump(const Model& model) : model_(model) {}

  std::string of(const ReadExpression& read) const {
    switch (read.kind) {
      case ReadExpression::Kind::pattern:
        return pattern(read.id);
      case ReadExpression::Kind::query:
        return query(read.id);
      default:
        return expr(read.id);
    }
  }

 private:
  std::string expr(ExprId id) const {
    if (id == none_id) return "-";
    const auto& it = model_.exprs[id];
    auto text = fmt::format("{}:{}", facts_of(it.op).name, static_cast<int>(it.type));
    if (it.op == Op::literal) {
      const auto& value = model_.values[it.data];
      const auto written = static_cast<int>(value.written);
      if (value.kind == Value::Kind::symbol)
        return text + " «" + std::string(model_.text(static_cast<Symbol>(value.lo))) + "»";
      return text + fmt::format(" {} {} {} {} {}", static_cast<int>(value.kind), static_cast<int>(value.days),
                                value.lo, value.hi, written);
    }
    if (facts_of(it.op).reads == Reads::query)
      return text + " " + query(it.data) + fmt::format(" {}", it.extra);
    text += fmt::format(" {} {}(", it.data, it.extra);
    // What a definition says is read on its own.
    if (it.op != Op::definition)
      for (std::uint32_t i = 0; i < it.arg_count; ++i) text += expr(model_.args[it.first_arg + i]) + ",";
    return text + ")";
  }
  std::string pattern(PatternId id) const {
    const auto& it = model_.patterns[id];
    auto text = fmt::format("{}{}", it.type, it.not_cancelled ? "!" : "");
    for (const auto& constraint : it.constraints) {
      text += fmt::format(" {}=", constraint.field);
      for (const auto value : constraint.values) text += expr(value) + "|";
    }
    return text;
  }
  std::string query(QueryId id) const {
    const auto& it = model_.queries[id];
    return fmt::format("[{} {} {} {} {} {} {}]", pattern(it.pattern), static_cast<int>(it.domain),
                       expr(it.whose), expr(it.such_that), expr(it.since), expr(it.before), it.consecutive,
                       it.same_field);
  }

  const Model& model_;
};

std::string printed(const Model& model, const ReadExpression& read) {
  Wording wording;
  wording.procedure = read.procedure;
  wording.current = read.current;
  wording.trigger = read.trigger;
  wording.reach = read.reach;
  wording.as_in_the_rules = true;
  switch (read.kind) {
    case ReadExpression::Kind::pattern:
      return pattern_phrase(model, read.id, wording);
    case ReadExpression::Kind::query:
      return query_phrase(model, read.id, wording);
    default:
      break;
  }
  auto text = phrase(model, read.id, wording);
  // A value written after a length, or at the end of a line of words, could join what stands beside it.
  const bool word = model.exprs[read.id].op == Op::literal || text.find(' ') == std::string::npos;
  return word ? text : "(" + text + ")";
}

/// The same files, each expression told anew.
std::vector<RuleText> reprinted(const std::vector<RuleText>& texts, const dsl::Checked& checked,
                                std::vector<std::string>& clashes) {
  std::vector<std::map<std::uint32_t, std::pair<std::uint32_t, std::string>>> by_file(texts.size());
  for (const auto& read : checked.expressions) {
    auto text = printed(checked.model, read);
    const auto [slot, is_new] =
        by_file[read.range.file].try_emplace(read.range.begin, read.range.end, std::move(text));
    if (is_new) continue;
    // One text read in several places says the same in each; of two that begin together the longer holds the
    // other.
    if (slot->second.first < read.range.end)
      slot->second = {read.range.end, printed(checked.model, read)};
    else if (slot->second.first == read.range.end && slot->second.second != printed(checked.model, read))
      clashes.push_back(slot->second.second + " / " + printed(checked.model, read));
  }
  auto made = texts;
  for (std::size_t f = 0; f < texts.size(); ++f) {
    std::string text;
    std::uint32_t at = 0;
    for (const auto& [begin, change] : by_file[f]) {
      if (begin < at) continue;  // within what was told
      text += texts[f].text.substr(at, begin - at) + change.second;
      at = change.first;
    }
    made[f].text = text + texts[f].text.substr(at);
  }
  return made;
}

std::string text_of(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

void check_read_again(const std::vector<RuleText>& texts, const dsl::OpenDated& open = {}) {
  const Read first(texts, open);
  REQUIRE(first.said() == "");
  std::vector<std::string> clashes;
  const auto again = reprinted(texts, first.checked, clashes);
  CHECK(fmt::format("{}", fmt::join(clashes, "\n")) == "");
  const Read second(again, open);
  REQUIRE(second.said().substr(0, 6000) == "");
  const auto& before = first.checked.expressions;
  const auto& after = second.checked.expressions;
  REQUIRE(before.size() == after.size());
  std::size_t different = 0;
  for (std::size_t i = 0; i < before.size(); ++i) {
    const auto was = Dump(first.checked.model).of(before[i]), is = Dump(second.checked.model).of(after[i]);
    if (was == is) continue;
    if (++different > 20) continue;
    const auto& from = before[i].range;
    FAIL_CHECK(texts[from.file].name << " : "
                                     << texts[from.file].text.substr(from.begin, from.end - from.begin)
                                     << "\n  dit " << printed(first.checked.model, before[i]) << "\n  " << was
                                     << "\n  " << is);
  }
  CHECK(different == 0);
}

}  // namespace

TEST_CASE("every expression of the shipped rules, printed and read again, is the same expression", "[G7]") {
  const std::filesystem::path root = std::filesystem::path(FILROUGE_SOURCE_DIR) / "rules";
  std::vector<RuleText> texts;
  std::vector<RuleFile> files = find_rule_files(root);
  for (const auto& file : files) texts.push_back({file.shown, text_of(file.path)});
  const dsl::OpenDated open = [&](std::uint32_t file, const std::string& written) -> dsl::DatedAnswer {
    auto path = files[file].path.parent_path() / written;
    if (!std::filesystem::exists(path)) path = root / written;
    return dsl::DatedFile{written, text_of(path)};
  };
  check_read_again(texts, open);
}

TEST_CASE("parentheses, units, reach and limits of searches are read again as they were written", "[G7]") {
  const std::string text =
      "module essai.paren\n  titre « Essai »\n  en vigueur du 2020-01-01\n  conduite par agent\n  "
      "conventions essai.c\n"
      "  fondement « essai »\n  statut vérifié « lu »\n"
      "conventions essai.c\n  délais de l'administration : non francs, non prorogés\n"
      "  délais de la personne : non francs, non prorogés\n  fondement « essai »\n"
      "rôle agent « Agent » institution Commune\n"
      "événement demande « Demande »\n  portée personne\n  xa : booléen\n  xb : booléen\n  xc : booléen\n"
      "  montant : montant\n  jusque : date\n  durée : durée\n  par : texte\n  genre : un parmi (alpha, "
      "beta)\n"
      "événement clos « Clos »\n  portée personne\n  montant : montant\n  genre : un parmi (alpha, beta)\n"
      "définition ouvert : xa et (xb ou xc)\n"
      "définition autre : non (xa et xb)\n"
      "définition calcul : 100 € * (2 + 1) - (2 € - 1 €)\n"
      "définition ans : durée ≤ 2 ans ou durée ≤ 24 mois\n"
      "définition jours : durée ≤ 210 jours ou durée ≤ 30 semaines ou durée ≤ 1 an et 15 jours\n"
      "définition repli : (10 jours après demande) à défaut jusque\n"
      "définition replié : 10 jours après (demande à défaut clos)\n"
      "définition choix : (si xa alors xb sinon xc) et xb\n"
      "définition dont_et : (il existe clos, genre: alpha, non annulé, de la même personne, dont montant > 2 "
      "€ et genre = "
      "beta) et xa\n"
      "définition dont_ou : il existe clos dont montant > 2 € ou (genre = beta et xa)\n"
      "définition depuis_avant : nombre de clos, du foyer, depuis (dernier demande depuis 2 ans) avant (le "
      "jour de "
      "clos) ≥ 2\n"
      "définition navigué : il existe clos, genre: alpha, de l'affaire de (dernier demande, xa: oui, de la "
      "même "
      "personne, depuis 2 ans), dont montant > 2 €\n"
      "définition du_nom : montant de (dernier clos, de l'affaire de demande) > 2 €\n"
      "définition consécutifs : nombre de clos consécutifs de même genre > 1\n"
      "définition cumul : durée cumulée de clos, genre parmi (alpha, beta) en jours ≥ 60 jours\n"
      "définition tardif : le plus tardif de (demande, 1 mois avant clos, jusque à défaut aujourd'hui)\n"
      "définition mois : premier jour du mois suivant (10 jours après demande)\n"
      "définition au_jour : (montant de demande * 2) au jour de (2 mois après clos)\n"
      "définition entre_deux : durée entre (1 mois et 15 jours) et 4 mois\n"
      "définition hors : genre n'est pas parmi (alpha, beta) et montant inconnu et (xa à défaut oui)\n"
      "procédure p « P »\n  une instance par demande, pour la personne\n"
      "  état reçue initial « Reçue »\n    échéance signer : 10 jours après début\n      tenue par clos\n"
      "    tant que (signer dépassée et ouvert)\n      à faire « X » par agent\n"
      "    tant que (montant de demande > 2 € et non signer en cours et par de demande connu)\n"
      "      à faire « Y » par agent\n"
      "    dès clos, quand xa et (xb ou xc) et montant > montant de demande, aller à fini\n"
      "      exige genre = alpha ou xa, sinon « Il faut a »\n"
      "  états finaux fini\n";
  check_read_again({{"essai.fil", text}});
}
