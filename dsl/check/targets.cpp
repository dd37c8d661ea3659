#include "dsl/check/targets.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "dsl/check/parameters.hpp"

namespace filrouge::dsl {
namespace {

/// Where a délai stands: in Model::procedures, and in its délais.
struct Where {
  std::uint16_t procedure = 0;
  std::size_t delai = 0;
};

class TargetReader {
 public:
  TargetReader(Checking& checking, Expressions& expressions) : c_(checking), expressions_(expressions) {}

  void read(View node, std::uint32_t module) {
    if (c_.national(module)) {
      c_.report(Code::target_of_nobody, node)
          .suggesting(Phrase(
              "écrivez-le dans le texte du Département : « département 64 », le vôtre, en tête du module"));
      return;
    }
    const auto named = node.first();
    const auto meant = find(named, module);
    if (meant.empty()) return;
    const auto value = written_value(c_, expressions_, named.next(), module, ValueType::duration);
    if (value && value->days == DayKind::hour) {
      c_.report(Code::hours_misplaced, named.next(),
                {"un objectif se compte du jour où le travail commence, dont nul ne dit l'heure"})
          .suggesting(Phrase("comptez en jours, ou en « jours ouvrés »"));
      return;
    }
    if (!value || names_a_territoire_of_nowhere(c_, node, module)) return;
    const auto dated = said_locally(c_, node, module, *value);
    for (const auto& where : meant) set(where, node, dated);
  }

  /// The last that holds is the one: those of a territoire after those of its département, the latest last.
  void settle() {
    for (auto& parameter : c_.model.parameters)
      if (parameter.of_a_target)
        std::ranges::stable_sort(parameter.values, {}, [](const DatedValue& value) {
          return std::pair(!value.territoire.empty(), value.from);
        });
  }

 private:
  Delai& delai(const Where& at) { return c_.model.procedures[at.procedure].delais[at.delai]; }
  const DraftDelai& draft(const Where& at) const { return c_.procedures[at.procedure].delais[at.delai]; }

  /// Its own name, after its procédure's, its state's, or both; the module's may stand before.
  bool answers_to(const Where& at, std::string_view name) const {
    const auto& procedure = c_.procedures[at.procedure];
    const auto& it = procedure.delais[at.delai];
    const auto& owner = c_.model.modules[procedure.part.module].name + "." + procedure.name + ".";
    const auto state = it.state == no_id ? std::string() : procedure.states[it.state].name + ".";
    return ends_as(owner + state + it.name, name) || ends_as(owner + it.name, name);
  }

  std::vector<Where> find(View named, std::uint32_t module) {
    std::vector<Where> met, unseen, all;
    for (std::uint16_t p = 0; p < c_.procedures.size(); ++p)
      for (std::size_t d = 0; d < c_.procedures[p].delais.size(); ++d) {
        const Where at{p, d};
        const auto owner = draft(at).part.module;
        if (c_.names.apart(module, owner)) continue;
        all.push_back(at);
        if (!answers_to(at, named.text())) continue;
        const bool seen = owner == module || c_.names.sees(module, owner) ||
                          c_.names.sees(module, c_.procedures[p].part.module);
        (seen ? met : unseen).push_back(at);
      }
    if (met.empty() && !unseen.empty()) {
      const auto& owner = c_.model.modules[draft(unseen.front()).part.module].written;
      c_.report(Code::module_not_used, named, {"l'échéance", named.text(), owner})
          .suggesting(Phrase(fmt::format("ajoutez « utilise {} » en tête du module", owner)));
      return {};
    }
    if (met.empty()) {
      std::vector<std::string> written;
      for (const auto& at : all)
        if (delai(at).as_soon_as_possible)
          written.push_back(draft(at).name), written.push_back(delai(at).called);
      c_.report(Code::unknown_name, named, {"l'échéance", named.text()})
          .suggesting(suggest(named.text(), std::vector<std::string_view>(written.begin(), written.end())));
      return {};
    }
    return one_meant(named, std::move(met));
  }

  /// Versions of one échéance share its name and its place; two places are two échéances.
  std::vector<Where> one_meant(View named, std::vector<Where> met) {
    // A state of two versions of one procédure is the same place.
    std::vector<std::string> places;
    for (const auto& at : met)
      if (std::ranges::find(places, delai(at).called) == places.end()) places.push_back(delai(at).called);
    if (places.size() > 1) {
      c_.report(Code::ambiguous_name, named, {fmt::format("{}", fmt::join(places, ", ")), named.text()})
          .suggesting(Phrase(fmt::format("écrivez davantage du nom, par exemple « {} »", places.front())));
      return {};
    }
    std::erase_if(met, [&](const Where& at) { return !delai(at).as_soon_as_possible; });
    for (const auto& at : met) c_.means_delai(named, c_.procedures[at.procedure], draft(at).name);
    if (!met.empty()) return met;
    c_.report(Code::no_target_to_set, named,
              {named.text(), "un objectif ne se fixe que sur ce qui est « dès que possible »"})
        .suggesting(
            Phrase("si ce délai est un paramètre « modifiable localement », écrivez « fixer » et son nom"));
    return {};
  }

  void set(const Where& at, View node, const DatedValue& dated) {
    auto& it = delai(at);
    if (it.length == none_id) {
      Parameter made;
      made.name = c_.intern(c_.model.rules[it.rule].code);
      made.label = fmt::format("objectif de {}", it.label);
      made.type = ValueType::duration;
      made.of_a_target = true;
      made.rule = it.rule;
      it.length = expressions_.pool().expr(Op::parameter, ValueType::duration, {},
                                           static_cast<std::uint32_t>(c_.model.parameters.size()));
      it.severity = std::min(it.severity, filrouge::Severity::minor);
      c_.model.parameters.push_back(std::move(made));
    }
    auto& values = c_.model.parameters[c_.model.exprs[it.length].data].values;
    const auto before = std::ranges::find_if(set_, [&](const Set& other) {
      return other.length == it.length && same_place(other.dated, dated) && held_together(other.dated, dated);
    });
    if (before != set_.end()) {
      c_.report(Code::declared_twice, node, {"l'objectif de", it.called})
          .also(before->node.range(), Phrase("déjà fixé ici", "already set here"));
      return;
    }
    set_.push_back({it.length, node, dated});
    values.push_back(dated);
  }

  struct Set {
    ExprId length;
    View node;
    DatedValue dated;
  };

  Checking& c_;
  Expressions& expressions_;
  std::vector<Set> set_;
};

}  // namespace

void read_targets(Checking& checking, Expressions& expressions) {
  TargetReader reader(checking, expressions);
  for (std::uint32_t m = 0; m < checking.modules.size(); ++m)
    for (const auto node : checking.modules[m].declarations)
      if (node.is(NodeKind::set_target)) reader.read(node, m);
  reader.settle();
}

}  // namespace filrouge::dsl
