#include "engine/core/explain/publish.hpp"
#include "tests/oracle/world.hpp"

/// The only place where the tests read what the replay leaves behind.
namespace filrouge::oracle {

std::vector<PlainFinding> plain(const Program& program, const Journal& journal,
                                const Evaluation& evaluation) {
  const auto& model = program.model;
  std::vector<PlainFinding> out;
  for (const auto& compact : evaluation.findings) {
    PlainFinding one;
    const auto person = [&](std::int16_t p) {
      return p < 0 ? std::string()
                   : std::string(journal.text(journal.persons[static_cast<std::size_t>(p)].id));
    };
    one.person = person(compact.person);
    if (compact.procedure != no_id) {
      one.procedure = model.text(model.procedures[compact.procedure].name);
      if (compact.state != no_id)
        one.state = model.text(model.procedures[compact.procedure].states[compact.state].name);
    }
    if (compact.instance != none_id) {
      one.instance = instance_name(journal, evaluation.instances[compact.instance]);
    }
    one.nature = nature_word(compact.nature);
    one.code = compact.rule != none_id ? model.rules[compact.rule].code : "dossier." + one.nature;
    one.statut = statut_word(compact.statut);
    one.severity = severity_word(compact.severity);
    one.faculty = compact.faculty;
    one.internal_target = compact.internal_target;
    one.date = iso(compact.date);
    one.date_opposable = iso(compact.date_opposable);
    if (compact.date.known()) one.minute = compact.minute;
    if (compact.label) one.label = *compact.label;
    one.delay_of = model.text(compact.delay_of);
    Names missing;
    for (std::uint32_t i = 0; i < compact.missing_count; ++i)
      missing.insert(std::string(journal.text(evaluation.missing[compact.first_missing + i])));
    one.missing.assign(missing.begin(), missing.end());
    const auto role = [&](RoleId id) {
      return id == no_id ? std::string() : std::string(model.text(model.roles[id].name));
    };
    for (std::uint32_t i = 0; i < compact.bound_count; ++i) {
      const auto& [name, value] = evaluation.bounds[compact.first_bound + i];
      one.bounds.push_back(bound(model.text(name), value));
    }
    one.affaire = journal.text(compact.affaire);
    if (compact.group != none_id) {
      const auto& lead = evaluation.leads[compact.group];
      if (lead.ordinal != compact.ordinal)
        one.group = nature_word(lead.nature) + " " + model.rules[lead.rule].code +
                    (lead.nature == Nature::rythme ? " " + iso(lead.date) : std::string());
    }
    one.group_rank = compact.group_rank;
    one.role = role(compact.role);
    one.second_role = role(compact.second_role);
    one.decider = role(compact.decider);
    for (std::uint32_t i = 0; i < compact.fact_count; ++i)
      one.facts.emplace_back(journal.text(journal.events[evaluation.facts[compact.first_fact + i]].id));
    out.push_back(std::move(one));
  }
  return out;
}

std::vector<Date> next_changes(const Evaluation& evaluation) {
  std::vector<Date> all;
  for (const auto& finding : evaluation.findings) all.push_back(finding.next_change);
  return all;
}

}  // namespace filrouge::oracle
