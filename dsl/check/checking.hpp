#pragma once

#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "dsl/check/names.hpp"
#include "dsl/check/pool.hpp"
#include "dsl/source/source.hpp"
#include "engine/core/model/model.hpp"

/// What the steps of the check share: the trees on one side, the model being built on the other, and between
/// them what was found of each declaration before its expressions are read (any text may speak of what
/// another declares).
namespace filrouge::dsl {

/// A piece of text that belongs to something: its own clauses, or those a local module adds.
struct Part {
  View node;
  std::uint32_t module = 0;
  bool local = false;  ///< written by a module that extends the owner's
};

struct DraftDelai {
  std::string name;
  StateId state = no_id;  ///< no_id: declared on the procédure
  Part part;
  Period in_force;       ///< its own or that of its state's text
  std::size_t text = 0;  ///< which of the state's parts it stands in
};

struct DraftState {
  std::string name;
  std::vector<Part> parts;  ///< versions and local additions; their order is the order of the clauses
  std::string departement;  ///< whose addition it is; empty: of the owner's text, or common
};

struct DraftProcedure {
  std::string name;  ///< simple
  Part part;
  std::vector<Part> parts;  ///< itself, then « complète procédure »
  std::vector<DraftState> states;
  std::vector<DraftDelai> delais;
  EventTypeId trigger = no_id;

  /// What a text of that département means by the name: two départements may add a state of one name.
  StateId state(std::string_view wanted, std::string_view departement) const {
    for (std::size_t i = 0; i < states.size(); ++i) {
      const auto& whose = states[i].departement;
      if (states[i].name == wanted && (whose.empty() || departement.empty() || whose == departement))
        return static_cast<StateId>(i);
    }
    return no_id;
  }
};

/// A module, with what its heading says.
struct DraftModule {
  View node;
  std::vector<View> declarations;
  RuleId rule = none_id;
  std::vector<std::uint32_t> extends;
  View governing, conventions_use;
  std::vector<View> said_once;  ///< « dans ce module, … »: what every act that has the field must be
  std::vector<EventTypeId> acts_named;
  bool national = false;    ///< it is the law's own text
  bool everywhere = false;  ///< for the dossiers of all départements, without being the law's
};

/// « le …, toute instance dans A passe à B »: where it is written.
struct DraftSeam {
  std::uint16_t procedure = no_id;
  StateId from = no_id, to = no_id;
  Part part;
};

struct DraftScenario {
  View node;
  std::uint32_t module = 0;
};

/// A YAML file of dated values, as read beside the rules.
struct DatedFile {
  std::string shown;  ///< path as messages show it
  std::string text;
};

/// Why the YAML file a rule file names is not read.
enum class DatedFault : std::uint8_t {
  absent,
  absolute,  ///< a path from the root of the disk
  outside,   ///< « .. » or a symbolic link leads out of the rules
  not_yaml,
  unreadable,
};
using DatedAnswer = std::variant<DatedFile, DatedFault>;

/// « fixer »: a value a local module gives to a national parameter.
struct LocalValue {
  std::uint32_t parameter = 0;
  std::uint32_t module = 0;
  View node;
  Value national;
  DatedValue dated;
};

/// An expression, a pattern or a query of the text, and where it stands: what tells it anew needs no more.
struct ReadExpression {
  enum class Kind : std::uint8_t { expression, pattern, query };
  Kind kind = Kind::expression;
  SourceRange range;
  std::uint32_t id = none_id;
  std::uint16_t procedure = no_id;
  EventTypeId current = no_id, trigger = no_id;
  Domain reach = Domain::instance;
};

struct Checking {
  Checking(const SourceSet& source_set, const std::vector<Tree>& all, Diagnostics& said)
      : sources(source_set), trees(all), diagnostics(said), names(said, mentions), pool(model) {}

  const SourceSet& sources;
  const std::vector<Tree>& trees;
  Diagnostics& diagnostics;
  Model model;
  Mentions mentions;
  Names names;
  Pool pool;

  std::deque<DraftModule> modules;  ///< as Model::modules
  std::vector<DraftProcedure> procedures;
  std::vector<Part> parameters, definitions, tables, conventions, roles;  ///< by index of their kind
  std::vector<DraftSeam> seams;
  std::vector<DraftScenario> scenarios;
  std::vector<LocalValue> local_values;
  bool reach_is_said = false;  ///< some module says « national », or « tous les départements »: each must say
  bool to_run = false;         ///< only what running them rests on is looked at
  bool keeps_expressions = false;
  std::vector<ReadExpression> expressions;  ///< if kept: none within another, in the order they were read
  std::vector<RuleId>
      named_by_scenario;  ///< what an expression outside any rule names: the scénario being read takes it
  /// Finds the file a « dans « … » » names, from the rule file that writes it; empty: no files are read.
  std::function<DatedAnswer(std::uint32_t file, const std::string& path)> open_dated;
  Diagnostic unheard{};                  ///< where what was said already goes
  std::vector<std::string> rule_labels;  ///< beside model.rules
  std::map<std::uint64_t, SourceRange>
      lasting_names;                           ///< « repère »: where it is given, by the anchor it makes
  std::map<std::string, std::uint32_t> codes;  ///< how many times each code was asked for

  /// Says it, once: the same thing at the same place again is kept from the reader.
  Diagnostic& report(Code code, View at, std::vector<std::string> arguments = {}) {
    if (already_said(diagnostics, code, at.range(), arguments))
      return unheard = Diagnostic{code, dsl::Severity::note, at.range(), {}, {}, {}, {}};
    return diagnostics.report(code, at.range(), std::move(arguments));
  }
  /// A node's name means that state, that délai of a procédure, that field of an event.
  void means_state(View at, const DraftProcedure& procedure, std::string_view state) {
    if (mentions.kept) mentions.mean(at, ThingKind::state, whole_name(procedure, state));
  }
  void means_delai(View at, const DraftProcedure& procedure, std::string_view delai) {
    if (mentions.kept) mentions.mean(at, ThingKind::delai, whole_name(procedure, delai));
  }
  void means_event(View at, EventTypeId type);
  void means_field(View at, EventTypeId type, FieldId field);
  std::string whole_name(const DraftProcedure& procedure, std::string_view inside) const {
    return model.modules[procedure.part.module].name + "." + procedure.name + "." + std::string(inside);
  }
  const std::string& departement(std::uint32_t module) const { return model.modules[module].departement; }
  /// Is it the law's text? In rules where no module says « national », all that is of no département is.
  bool national(std::uint32_t module) const {
    return modules[module].national || (!reach_is_said && departement(module).empty());
  }
  /// May a text of that module mean what the part declares? The law names nothing that a département adds.
  bool may_name(std::uint32_t module, const Part& part) const {
    return !names.apart(module, part.module) && (national(part.module) || !national(module));
  }
  DatedAnswer dated_file(View path) const {
    return open_dated ? open_dated(path.range().file, path.text()) : DatedAnswer(DatedFault::absent);
  }
  Symbol intern(std::string_view text) { return model.vocabulary.symbols.intern(text); }
  std::string text(Symbol symbol) const { return std::string(model.vocabulary.symbols.text(symbol)); }
};

/// Days in « en vigueur du … au … » of a node, else those of its owner; says when they are reversed.
Period in_force_of(Checking& checking, View node, Period owner);
/// What stands beside the declaration of what is no rule by itself: its fondements alone, not those of its
/// module; one without statut takes that of its module.
Annotation annotation_of(const Checking& checking, View node, std::uint32_t module);
/// Makes the RuleInfo of a clause: place, code made unique (« _2 »), fondement, statut and dates, its own or
/// its owner's.
RuleId add_rule(Checking& checking, View node, std::uint32_t module, std::string code, RuleId owner,
                std::string_view word = {}, View logic = {});
/// The name a node gives, as the officer wrote it, accents and case included: what people read when there is
/// no label.
std::string written_name(const Checking& checking, View node);
/// A duration as written: « 1 mois et 15 jours ».
Duration length_of(View node);
/// « le 1er juin 2025 »: the text of the file at that node, on one line; for messages.
std::string excerpt(const Checking& checking, View node);

}  // namespace filrouge::dsl
