#include "dsl/testing/run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "engine/core/dossier/bind.hpp"
#include "engine/core/explain/publish.hpp"
#include "engine/core/explain/sentence.hpp"
#include "engine/core/replay/replay.hpp"
#include "engine/core/text/fold.hpp"
#include "engine/core/text/wording.hpp"

namespace filrouge::dsl {
namespace {

struct Answer {
  std::vector<Finding> findings;
  Date next_change;
  std::function<Value(ExprId)> value;  ///< what an expression is worth that day
  std::function<std::string(const Value&)> said;
  std::vector<std::size_t> used;  ///< findings a line of the scénario spoke of
};

NatureFamily family_of(const Finding& finding) {
  const auto* nature = nature_named(finding.nature);
  return nature ? nature->family : NatureFamily::state;
}

std::string describe(const Finding& finding) {
  auto text = fmt::format("{}{} « {} »", finding.nature,
                          finding.gravite == "info" ? "" : " " + finding.gravite, finding.libelle);
  const auto family = family_of(finding);
  if (family == NatureFamily::time || family == NatureFamily::recurrence)
    text = fmt::format("{} {}", finding.nature, finding.code.substr(finding.code.rfind('.') + 1));
  if (!finding.date.empty()) text += " " + people_date(finding.date);
  if (!finding.statut.empty()) text += ", " + finding.statut;
  if (!finding.manquants.empty()) text += " (manque : " + listed(finding.manquants) + ")";
  return text;
}

bool has_text(const std::string& text, const std::string& wanted) {
  return wanted.empty() || fold(text).find(fold(wanted)) != std::string::npos;
}

bool calls_for_words(const Finding& finding) {
  switch (family_of(finding)) {
    case NatureFamily::task:
      return finding.statut == statut_name(Statut::en_cours);
    case NatureFamily::fault:
    case NatureFamily::lack:
    case NatureFamily::doubt:
      return true;
    default:
      return finding.nature == nature_name(Nature::echeance) &&
             finding.statut == statut_name(Statut::depassee);
  }
}

bool of_procedure(const Expectation& line, const Finding& finding) {
  return std::ranges::find(line.procedures, finding.procedure) != line.procedures.end();
}

/// Does the finding answer the line, date and statut aside?
bool speaks_of(const Expectation& line, const Finding& finding) {
  switch (line.kind) {
    case Expectation::Kind::delai:
      return std::ranges::find(line.codes, finding.code) != line.codes.end() &&
             (line.nature.empty() || line.nature == finding.nature);
    case Expectation::Kind::action:
      return finding.nature == "action" && finding.statut == "en_cours" &&
             has_text(finding.libelle, line.label) && (line.role.empty() || line.role == finding.role);
    case Expectation::Kind::irregularity:
      return finding.nature == "irregularite" && has_text(finding.libelle, line.label) &&
             (line.severity.empty() || line.severity == finding.gravite);
    case Expectation::Kind::proposal:
      return finding.nature == "proposition" && has_text(finding.libelle, line.label);
    case Expectation::Kind::none:
      return finding.nature == line.nature && (finding.nature != "action" || finding.statut == "en_cours") &&
             (line.instance.empty() || (line.instance == finding.instance && of_procedure(line, finding)));
    case Expectation::Kind::missing: {
      if (finding.nature != "donnee_manquante") return false;
      return std::ranges::all_of(line.names, [&](const std::string& name) {
        return std::ranges::find(finding.manquants, name) != finding.manquants.end() ||
               has_text(finding.libelle, name);
      });
    }
    case Expectation::Kind::nature:
      return finding.nature == line.nature && has_text(finding.libelle, line.label);
    default:
      return false;
  }
}

class Judge {
 public:
  Judge(Answer& answer) : answer_(answer) {}

  /// Empty when the line holds; else what was found instead.
  std::string operator()(const Expectation& line) {
    switch (line.kind) {
      case Expectation::Kind::state:
        return state(line);
      case Expectation::Kind::delai:
        return delai(line);
      case Expectation::Kind::none: {
        for (const auto& finding : answer_.findings)
          if (speaks_of(line, finding)) return "il y en a : " + describe(finding);
        return {};
      }
      case Expectation::Kind::missing:
        return missing(line);
      case Expectation::Kind::next_change:
        return answer_.next_change == line.date ? std::string()
               : answer_.next_change.known()
                   ? "le prochain changement est le " + french_date(answer_.next_change)
                   : "rien ne changera sans fait nouveau";
      case Expectation::Kind::nothing_else:
        return nothing_else();
      case Expectation::Kind::value: {
        const auto found = answer_.value(line.expression), wanted = answer_.value(line.worth);
        const bool same =
            found.known() == wanted.known() &&
            (!found.known() || (found.kind == wanted.kind && found.lo == wanted.lo && found.hi == wanted.hi));
        return same ? std::string() : "elle vaut " + answer_.said(found);
      }
      case Expectation::Kind::count: {
        const auto counted = compute_delai(line.from, line.counted, line.counting);
        return counted.end == line.date ? std::string()
                                        : explain_delai(line.from, line.counted, line.counting);
      }
      default:
        return any(line);
    }
  }

 private:
  std::string state(const Expectation& line) {
    std::string found;
    for (std::size_t i = 0; i < answer_.findings.size(); ++i) {
      const auto& finding = answer_.findings[i];
      if (finding.nature != "etat" || !of_procedure(line, finding)) continue;
      if (!line.instance.empty() && line.instance != finding.instance) continue;
      if (finding.etat == line.state) return {};
      found += fmt::format("{}{} ({}) est dans {}", found.empty() ? "" : " ; ", finding.procedure,
                           finding.instance, finding.etat);
    }
    return found.empty() ? "aucune instance de la procédure n'est ouverte" : found;
  }

  std::string delai(const Expectation& line) {
    std::string found;
    for (std::size_t i = 0; i < answer_.findings.size(); ++i) {
      const auto& finding = answer_.findings[i];
      if (!speaks_of(line, finding)) continue;
      const bool right_date = !line.date.known() || finding.date == iso_date(line.date);
      if (right_date && (line.status.empty() || line.status == finding.statut)) {
        answer_.used.push_back(i);
        return {};
      }
      found += (found.empty() ? "trouvé : " : " ; ") + describe(finding);
      found += ". " + finding.explication;
    }
    return found.empty() ? "ce délai n'a pas commencé" : found;
  }

  std::string any(const Expectation& line) {
    bool held = false;
    for (std::size_t i = 0; i < answer_.findings.size(); ++i)
      if (speaks_of(line, answer_.findings[i])) answer_.used.push_back(i), held = true;
    if (held) return {};
    std::string found;
    for (const auto& finding : answer_.findings)
      if (calls_for_words(finding)) found += "\n      " + describe(finding);
    return found.empty() ? "rien de tel n'est dit" : "ce qui est dit :" + found;
  }

  /// The names may stand in one finding or be spread over several.
  std::string missing(const Expectation& line) {
    if (any(line).empty()) return {};
    for (const auto& name : line.names) {
      auto one = line;
      one.names = {name};
      if (const auto found = any(one); !found.empty()) return "« " + name + " » n'est pas demandé ; " + found;
    }
    return {};
  }

  std::string nothing_else() {
    std::string found;
    for (std::size_t i = 0; i < answer_.findings.size(); ++i)
      if (calls_for_words(answer_.findings[i]) && std::ranges::find(answer_.used, i) == answer_.used.end())
        found += "\n      " + describe(answer_.findings[i]);
    return found.empty() ? found : "il y a aussi :" + found;
  }

  Answer& answer_;
};

std::string words_of(const Expectation& line) {
  switch (line.kind) {
    case Expectation::Kind::state:
      return fmt::format("dans {}", line.state);
    case Expectation::Kind::delai: {
      auto text =
          line.codes.empty() ? line.name : line.codes.front().substr(line.codes.front().rfind('.') + 1);
      if (line.date.known()) text += " le " + french_date(line.date);
      return text + (line.status.empty() ? "" : ", " + line.status);
    }
    case Expectation::Kind::action:
      return "action « " + line.label + " »";
    case Expectation::Kind::irregularity:
      return "irrégularité « " + line.label + " »";
    case Expectation::Kind::proposal:
      return "proposition " + line.name;
    case Expectation::Kind::none:
      return "aucun constat de nature " + line.nature;
    case Expectation::Kind::missing:
      return "donnée manquante";
    case Expectation::Kind::nature:
      return line.nature;
    case Expectation::Kind::next_change:
      return "prochain changement le " + french_date(line.date);
    case Expectation::Kind::nothing_else:
      return "et rien d'autre";
    case Expectation::Kind::value:
    case Expectation::Kind::count:
      return line.name;
  }
  return {};
}

}  // namespace

struct Player::Buffers {
  const Program& program;
  Replay replay;
  Publisher publisher;
  Evaluation evaluation;
  Journal journal;
  Answer answer;
  const Journal* asked_of = nullptr;

  Buffers(const Program& p, const Allowance& allowance) : program(p), replay(p, allowance), publisher(p) {
    answer.value = [this](ExprId expression) { return replay.value(expression); };
    answer.said = [this](const Value& value) { return plain_value(program, *asked_of, value); };
  }

  void ask(const Journal& of, Date asked, Date known) {
    asked_of = &of;
    replay.run(of, asked, known, evaluation);
    publisher.publish(of, evaluation, answer.findings);
    answer.next_change = evaluation.next_change;
    answer.used.clear();
  }
};

Player::Player(const Program& program, const Allowance& allowance)
    : buffers_(std::make_unique<Buffers>(program, allowance)) {}
Player::~Player() = default;

ScenarioResult Player::play(const Scenario& scenario, Shown* shown) {
  auto& it = *buffers_;
  ScenarioResult result{&scenario, {}, {}};
  Shown own(it.program);
  own.add(scenario.named);
  bind(scenario.record, it.program.model.vocabulary, it.journal);
  for (const auto& remark : it.journal.remarks) result.failures.push_back({scenario.line, remark.text});
  it.replay.watch_guards(own.guards());
  for (const auto& expected : scenario.expected) {
    it.ask(it.journal, expected.asked, expected.known);
    own.add(it.evaluation);
    Judge judge(it.answer);
    for (const auto& line : expected.lines) {
      const auto instead = judge(line);
      if (expected.negative == !instead.empty()) continue;
      const auto when = "au " + french_date(expected.asked);
      result.failures.push_back(
          {line.line, expected.negative
                          ? fmt::format("{} : « {} » ne devait pas être vrai", when, words_of(line))
                          : fmt::format("{} : attendu {} ; {}", when, words_of(line), instead)});
    }
  }
  it.replay.watch_guards(nullptr);
  own.end_of_dossier();
  result.reached = own.reached();
  if (shown) shown->add(own);
  return result;
}

bool Player::holds(const Scenario& scenario, const Journal& journal) {
  auto& it = *buffers_;
  for (const auto& expected : scenario.expected) {
    it.ask(journal, expected.asked, expected.known);
    Judge judge(it.answer);
    for (const auto& line : expected.lines)
      if (expected.negative != !judge(line).empty()) return false;
  }
  return true;
}

const std::vector<Finding>& Player::say(const Journal& journal, Date asked, Date known, Date& next_change) {
  buffers_->ask(journal, asked, known);
  next_change = buffers_->answer.next_change;
  return buffers_->answer.findings;
}

std::size_t TestRun::failed() const {
  return static_cast<std::size_t>(
      std::ranges::count_if(results, [](const auto& result) { return !result.passed(); }));
}

TestRun run_scenarios(const Program& program, const std::vector<Scenario>& scenarios) {
  TestRun run;
  Shown shown(program);
  Player player(program);
  for (const auto& scenario : scenarios) run.results.push_back(player.play(scenario, &shown));
  run.coverage = shown.coverage();
  return run;
}

}  // namespace filrouge::dsl
