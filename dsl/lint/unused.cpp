#include <algorithm>

#include "dsl/lint/texts.hpp"
#include "dsl/source/source.hpp"
#include "engine/core/text/fold.hpp"

/// What is declared and that nothing names.
namespace filrouge::dsl {
namespace {

/// Fields that the engine looks for by their names, whatever the rules say.
bool read_by_the_engine(std::string_view field) {
  constexpr std::string_view by_name[] = {
#define FILROUGE_LETTER_FIELD(field, name) name,
#include "engine/core/model/letter_field.def"
#undef FILROUGE_LETTER_FIELD
      "duree", "structure", "referent", "parcours", "organisme"};
  return std::ranges::find(by_name, field) != std::end(by_name);
}

/// Attributes that the engine looks for by their names.
bool attribute_of_the_engine(std::string_view name) {
  constexpr std::string_view by_name[] = {"structure", "referent", "soumission_droits_devoirs", "territoire",
                                          "departement"};
  return std::ranges::find(by_name, name) != std::end(by_name);
}

/// Does its declaration itself say what it is for?
bool has_a_part(View event) {
  return event.has(NodeKind::letter_step) || event.has(NodeKind::contradictory_step) ||
         event.has(NodeKind::measure_ended) || event.has(NodeKind::weight);
}

class Unused {
 public:
  Unused(const Reviewed& rules, const Texts& texts, Diagnostics& diagnostics)
      : rules_(rules), texts_(texts), diagnostics_(diagnostics) {}

  void module(const ModuleText& module) {
    // The vocabulary is what case systems write: what no rule reads of it is told all the same.
    const bool vocabulary = is_vocabulary(module);
    for (const auto node : module.declarations) {
      const auto& name = node.text();
      const bool named = texts_.mentions(texts_.others, name);
      switch (node.kind()) {
        case NodeKind::event_type:
          if (vocabulary) break;
          if (!texts_.mentions(texts_.events, name) && !has_a_part(node))
            say(Code::unused_event, node)
                .suggesting(
                    {"écrivez ce qui le suit (« dès », « tenue par », « il existe »), ou effacez-le ; un "
                     "acte "
                     "que d'autres systèmes disent se déclare dans un module de mots seuls",
                     "write what follows it, or delete it; an act that other systems say is declared in a "
                     "module of words alone"});
          else
            fields(node);
          break;
        case NodeKind::attribute_decl:
          if (!vocabulary && !named && !attribute_of_the_engine(name))
            say(Code::unused_attribute, node)
                .suggesting(
                    {"nommez-le dans une condition, ou effacez-le", "name it in a condition, or delete it"});
          break;
        case NodeKind::parameter:
          if (!named)
            say(Code::unused_parameter, node)
                .suggesting({"nommez-le là où il compte, ou effacez-le ; une valeur que la loi donne et "
                             "qu'aucun délai "
                             "n'attend se montre par un scénario (« … vaut … »)",
                             "name it where it counts, or delete it; a value that the law gives and no délai "
                             "waits for is shown by a scénario (« … vaut … »)"});
          break;
        case NodeKind::definition:
          if (!named)
            say(Code::unused_definition, node)
                .suggesting(
                    {"nommez-la dans une condition, ou effacez-la", "name it in a condition, or delete it"});
          break;
        case NodeKind::table:
          if (!named)
            say(Code::unused_table, node)
                .suggesting({"nommez-la (« dans bornes », « intervalle bornes »), ou effacez-la",
                             "name it (« dans bornes », « intervalle bornes »), or delete it"});
          break;
        case NodeKind::role_decl:
          if (!vocabulary && !texts_.mentions(texts_.roles, name))
            say(Code::unused_role, node)
                .suggesting(
                    {"dites ce qui est à faire par lui (« à faire … par », « conduite par »), ou effacez-le",
                     "say what is to be done by it (« à faire … par », « conduite par »), or delete it"});
          break;
        default:
          break;
      }
    }
  }

  /// A module that has nothing which runs by itself, and that nobody names anything of.
  void as_a_whole(const ModuleText& module) {
    for (const auto node : module.declarations) {
      const auto kind = node.kind();
      if (kind != NodeKind::parameter && kind != NodeKind::definition && kind != NodeKind::table &&
          kind != NodeKind::conventions)
        return;
    }
    const auto& name = module.heading.text();
    if (module.heading.has(NodeKind::extends_module) || module.heading.has(NodeKind::led_by)) return;
    const bool used = std::ranges::any_of(texts_.modules, [&](const ModuleText& other) {
      if (other.heading.text() == name) return false;
      for (const auto use : other.heading)
        if (use.is(NodeKind::uses) || use.is(NodeKind::extends_module) || use.is(NodeKind::conventions_use))
          for (const auto one : use)
            if (one.text() == name) return true;
      return std::ranges::any_of(module.declared, [&](const std::string& declared) {
        return other.words.contains(declared) && other.words.contains(std::string(simple(name)));
      });
    });
    if (used) return;
    say(Code::unused_module, module.heading)
        .suggesting({"ajoutez « utilise » et son nom au module qui s'en sert, ou effacez-le",
                     "add « utilise » and its name to the module that needs it, or delete it"});
  }

 private:
  Diagnostic& say(Code code, View node) {
    return diagnostics_.report(code, node.range(), {written(rules_.sources, node)});
  }

  void fields(View event) {
    for (const auto field : event)
      if (field.is(NodeKind::field_decl) && !texts_.mentions(texts_.fields, field.text()) &&
          !read_by_the_engine(field.text()))
        diagnostics_
            .report(Code::unused_field, field.range(),
                    {written(rules_.sources, field), written(rules_.sources, event)})
            .suggesting({"lisez-le dans une règle ou un scénario, ou effacez-le",
                         "read it in a rule or a scénario, or delete it"});
  }

  const Reviewed& rules_;
  const Texts& texts_;
  Diagnostics& diagnostics_;
};

}  // namespace

void remark_unused(const Reviewed& rules, const Texts& texts, Diagnostics& diagnostics) {
  Unused unused(rules, texts, diagnostics);
  for (const auto& module : texts.modules) {
    unused.module(module);
    unused.as_a_whole(module);
  }
}

}  // namespace filrouge::dsl
