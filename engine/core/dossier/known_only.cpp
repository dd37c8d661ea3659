#include "engine/core/dossier/known_only.hpp"

#include <algorithm>
#include <optional>

#include "engine/core/dossier/as_known.hpp"
#include "engine/core/dossier/role.hpp"
#include "engine/core/text/fold.hpp"
#include "engine/core/text/quotable.hpp"

namespace filrouge {
namespace {

constexpr std::string_view nameless_label = "etiquette_inconnue";
constexpr std::size_t most_said = 500;  ///< a file of keys all different does not fill the memory
constexpr std::string_view nameless_type = "type_inconnu";

class Sieve {
 public:
  Sieve(Record& record, const Record& held, const Vocabulary& vocabulary, LeftOut& left_out)
      : record_(record), held_(held), vocabulary_(vocabulary), left_out_(left_out) {
    departement_ = head_as_known(record).departement;
    if (departement_.empty()) departement_ = head_as_known(held).departement;
  }

  std::vector<Incoherence> operator()() {
    keep_attributes(record_.attributes);
    for (auto& person : record_.persons) {
      keep_attributes(person.attributes);
      keep_role(person.role);
      for (auto& later : person.restated) keep_role(later.role);
    }
    for (auto& coverage : record_.coverage)
      for (auto& type : coverage.types)
        if (event_type(type) == no_id && !is_plain_word(type)) type = nameless_type;
    std::vector<Incoherence> refused;
    std::vector<std::size_t> gone;
    for (std::size_t rank = 0; rank < record_.events.size(); ++rank) {
      auto& event = record_.events[rank];
      const bool corrects = !event.target.empty();
      if (!corrects && event_type(event.type) == no_id && !is_plain_word(event.type)) {
        refused.push_back({"evenements/" + std::to_string(rank) + "/type",
                           "les règles ne connaissent pas ce type d'événement, et ce n'est pas un mot "
                           "simple : l'acte n'est pas gardé ; attendu un type du vocabulaire des règles"});
        ++left_out_.count;
        gone.push_back(rank);
        continue;
      }
      keep_labels(event);
      if (corrects)
        keep_corrected(event);
      else
        keep_fields(event);
    }
    // Last of all: a correction looks for the act it is about.
    for (auto rank = gone.rbegin(); rank != gone.rend(); ++rank)
      record_.events.erase(record_.events.begin() + static_cast<std::ptrdiff_t>(*rank));
    return refused;
  }

 private:
  void say(const std::string& what, std::uint64_t lost) {
    const bool told = left_out_.said.size() < most_said || left_out_.said.contains(what);
    ++left_out_.said[told ? what : "d'autres encore, que les règles ne connaissent pas ; non retenus"];
    left_out_.count += lost;
  }

  EventTypeId event_type(std::string_view name) const {
    return find_folded(name,
                       [&](std::string_view folded) { return vocabulary_.find_event(folded, departement_); });
  }

  std::optional<FieldId> field_named(std::string_view name) const {
    return find_folded(name, [&](std::string_view folded) { return vocabulary_.find_field(folded); });
  }

  void keep_attributes(std::vector<RawAttribute>& attributes) {
    std::erase_if(attributes, [&](const RawAttribute& attribute) {
      const auto id = find_folded(attribute.name, [&](std::string_view folded) {
        return vocabulary_.find_attribute(folded, departement_);
      });
      if (id != no_id) return false;
      say("attribut " + shown_word(attribute.name) + " : les règles ne le connaissent pas ; non retenu", 1);
      return true;
    });
  }

  void keep_role(std::string& role) {
    const auto told = told_role(role);
    if (told == role) return;
    if (told != known_role(role))
      say("rôle qui n'est pas un mot simple : « " + std::string(told) + " » est retenu à sa place", 1);
    role = std::string(told);
  }

  void keep_labels(RawEvent& event) {
    for (auto& reference : event.references) {
      const auto label = find_folded(reference.name, [&](std::string_view folded) {
        return vocabulary_.find_label(folded, departement_);
      });
      if (label != no_id || is_plain_word(reference.name)) continue;
      say("étiquette " + shown_word(reference.name) +
              " : les règles ne la connaissent pas ; ce qu'elle cite est retenu, sans son nom",
          1);
      reference.name = nameless_label;
    }
  }

  void keep_fields(RawEvent& event) {
    const auto type = event_type(event.type);
    if (type == no_id) {
      say("événement " + shown_word(event.type) +
              " : les règles ne connaissent pas ce type ; l'acte est retenu, sans ses champs",
          event.fields.size());
      event.fields.clear();
      return;
    }
    const auto& decl = vocabulary_.events[type];
    std::erase_if(event.fields, [&](const RawField& field) {
      const auto id = field_named(field.name);
      if (id && decl.field(*id)) return false;
      say("champ " + shown_word(field.name) + " de " + std::string(vocabulary_.symbols.text(decl.name)) +
              " : les règles ne le connaissent pas ; non retenu",
          1);
      return true;
    });
  }

  /// The event that a correction is about; none when neither the file nor the base has it.
  const RawEvent* target_of(const RawEvent& correction) const {
    const auto among = [&](const std::vector<RawEvent>& events) {
      const auto found = std::ranges::find(events, correction.target, &RawEvent::id);
      return found == events.end() ? nullptr : &*found;
    };
    const auto* own = among(record_.events);
    return own ? own : among(held_.events);
  }

  void keep_corrected(RawEvent& correction) {
    const auto* target = target_of(correction);
    const auto type = target ? event_type(target->type) : no_id;
    std::erase_if(correction.fields, [&](const RawField& field) {
      const auto id = field_named(field.name);
      const bool builtin = id && *id < static_cast<FieldId>(BuiltinField::count);
      if (builtin || (id && !target) || (id && type != no_id && vocabulary_.events[type].field(*id)))
        return false;
      say("champ " + shown_word(field.name) +
              " d'une correction : l'acte corrigé n'a pas ce champ dans les règles ; non retenu",
          1);
      return true;
    });
  }

  Record& record_;
  const Record& held_;
  const Vocabulary& vocabulary_;
  LeftOut& left_out_;
  std::string departement_;
};

}  // namespace

std::vector<Incoherence> keep_known(Record& record, const Record& held, const Vocabulary& vocabulary,
                                    LeftOut& left_out) {
  return Sieve(record, held, vocabulary, left_out)();
}

}  // namespace filrouge
