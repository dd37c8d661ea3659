#include <fmt/format.h>

#include <algorithm>

#include "dsl/check/expressions.hpp"
#include "dsl/check/scenarios.hpp"
#include "engine/core/calendar/duration.hpp"
#include "engine/core/dossier/typed_value.hpp"

/// The dossier a scénario gives: texts and dates as a file would have them, typed here so that a slip is said
/// at its line.
namespace filrouge::dsl {
namespace {

/// A written value as a file would write it. Nothing when it is not a plain value.
std::optional<RawValue> raw(View node) {
  using Kind = RawValue::Kind;
  switch (node.kind()) {
    case NodeKind::boolean_literal:
      return RawValue{Kind::boolean, node.number() ? "true" : "false"};
    case NodeKind::number_literal: {
      auto digits = node.text().empty() ? std::to_string(node.number()) : node.text();
      std::ranges::replace(digits, ',', '.');
      return RawValue{Kind::number, digits};
    }
    // A word of an enumeration may be a keyword elsewhere.
    case NodeKind::start_day:
      return RawValue{Kind::text, "debut"};
    case NodeKind::entry_day:
      return RawValue{Kind::text, "entree"};
    case NodeKind::text_literal:
    case NodeKind::name:
      return RawValue{Kind::text, node.text()};
    case NodeKind::pattern:
      return node.first() ? std::nullopt : std::optional(RawValue{Kind::text, node.text()});
    case NodeKind::date_literal:
      return RawValue{Kind::text, iso_date(Date{static_cast<std::int32_t>(node.number())})};
    case NodeKind::money_literal:
      return RawValue{Kind::text, fmt::format("{}.{:02}", node.number() / 100, node.number() % 100)};
    case NodeKind::rate_literal:
      return RawValue{Kind::text, node.number() % 100
                                      ? fmt::format("{}.{:02} %", node.number() / 100, node.number() % 100)
                                      : fmt::format("{} %", node.number() / 100)};
    case NodeKind::duration_literal:
      return RawValue{Kind::text, french_duration(length_of(node))};
    default:
      return std::nullopt;
  }
}

class RecordReader {
 public:
  RecordReader(Checking& checking, const DraftScenario& draft) : c_(checking), draft_(draft) {}

  Record read(const std::string& name) {
    record_.dossier = name;
    const auto& departement = c_.model.modules[draft_.module].departement;
    // A national scénario is played where no local rule applies.
    const auto played_in = draft_.node.child(NodeKind::departement);
    record_.departement = played_in ? played_in.text() : departement.empty() ? "75" : departement;
    if (const auto site = draft_.node.child(NodeKind::site)) record_.territoire = site.text();
    record_.persons.push_back({"p1", "demandeur", {}, {}});
    std::size_t rank = 0;
    for (const auto child : draft_.node) {
      if (child.is(NodeKind::given_person)) person(child);
      if (child.is(NodeKind::given_event)) ids_.push_back(id_of(child, ++rank));
    }
    for (const auto child : draft_.node) {
      if (child.is(NodeKind::given_attribute)) attribute(child);
      if (child.is(NodeKind::given_event)) event(child);
    }
    obligations();
    return std::move(record_);
  }

 private:
  /// As its facts will have it: an act may cite one that is written further down.
  static std::string id_of(View event, std::size_t rank) {
    for (const auto field : event)
      if (field.is(NodeKind::field_value) && field.text() == "id")
        return raw(field.first()).value_or(RawValue{}).text;
    return fmt::format("e{}", rank);
  }

  void person(View node) {
    auto it = std::ranges::find(record_.persons, node.text(), &RawPerson::id);
    if (it == record_.persons.end()) it = record_.persons.insert(it, {node.text(), "", {}, {}});
    for (const auto child : node) {
      if (child.is(NodeKind::name)) it->role = child.text();
      if (child.is(NodeKind::date_literal)) it->birth = Date{static_cast<std::int32_t>(child.number())};
    }
  }

  RawPerson* person_named(View at, const std::string& id) {
    const auto it = std::ranges::find(record_.persons, id, &RawPerson::id);
    if (it != record_.persons.end()) return &*it;
    c_.report(Code::person_unknown, at, {id})
        .suggesting(Phrase(fmt::format("ajoutez « personne {} conjoint »", id)));
    return nullptr;
  }

  /// « inconnu »: nobody has said; unless it is a word of the enumeration.
  bool says_nothing(View node, const std::vector<Symbol>& words) const {
    return node.is(NodeKind::unknown_literal) &&
           std::ranges::find(words, c_.model.vocabulary.symbols.find("inconnu")) == words.end();
  }

  /// The value, if it can be of that type.
  std::optional<RawValue> typed(View node, const std::string& name, ValueType type,
                                const std::vector<Symbol>& words) {
    if (says_nothing(node, words)) return std::nullopt;
    auto value = raw(node);
    if (node.is(NodeKind::unknown_literal)) value = RawValue{RawValue::Kind::text, "inconnu"};
    if (value && type == ValueType::month && value->text.size() == 10) value->text.resize(7);
    if (value &&
        (type == ValueType::enumeration || type == ValueType::text || type == ValueType::reference) &&
        value->kind != RawValue::Kind::text) {
      const bool boolean = value->kind == RawValue::Kind::boolean;
      value = RawValue{RawValue::Kind::text, boolean ? (value->text == "true" ? "oui" : "non") : value->text};
    }
    if (value && type == ValueType::integer && value->kind == RawValue::Kind::text) value.reset();
    if (value && typed_value(value->kind, value->text, type, words, c_.model.vocabulary.symbols,
                             [&](std::string_view text) { return c_.intern(text); }))
      return value;
    std::vector<std::string_view> candidates;
    for (const auto word : words) candidates.push_back(c_.model.text(word));
    auto& said = c_.report(Code::bad_scenario_value, node, {name, excerpt(c_, node)});
    if (words.empty())
      said.expecting(Phrase(std::string(expected_form(type))));
    else
      said.expecting(Phrase(fmt::format("un mot parmi ({})", fmt::join(candidates, ", "))))
          .suggesting(suggest(node.text(), candidates));
    return std::nullopt;
  }

  /// « organisme « MSA » »: who pays, which is of the dossier itself. Rules may declare an attribute of that
  /// name, which is then meant.
  bool payer(View node) {
    if (node.text() != "organisme" || c_.model.vocabulary.find_attribute("organisme") != no_id) return false;
    const auto written = node.first() ? raw(node.first()) : std::nullopt;
    if (written) record_.organisme = written->text;
    return written.has_value();
  }

  void attribute(View node) {
    if (payer(node)) return;
    const auto found = c_.names.resolve(NameKind::attribute, node.text(), draft_.module, node);
    if (found.empty()) return;
    const auto& decl = c_.model.vocabulary.attributes[found.front()->index];
    RawAttribute made;
    made.name = node.text();
    std::string owner;
    bool first_date = true;
    View value;
    for (const auto child : node) {
      if (child.is(NodeKind::field_value)) {
        if (child.text() == "personne" || child.text() == "de")
          owner = raw(child.first()).value_or(RawValue{}).text;
        if (child.text() == "connu_le" && child.first().is(NodeKind::date_literal))
          made.known = Date{static_cast<std::int32_t>(child.first().number())};
      } else if (!value) {
        value = child;
      } else if (child.is(NodeKind::date_literal)) {
        (first_date ? made.from : made.to) = Date{static_cast<std::int32_t>(child.number())};
        first_date = false;
      }
    }
    // « jusqu'au » alone: the tree has one date, the words say which.
    if (!made.to.known() && made.from.known() && excerpt(c_, node).find("jusqu") != std::string::npos &&
        excerpt(c_, node).find(" le ") == std::string::npos)
      std::swap(made.from, made.to);
    if (!says_nothing(value, decl.allowed)) {
      const auto written = typed(value, node.text(), decl.type, decl.allowed);
      if (!written) return;
      made.value = *written;
    } else {
      unsaid_.push_back({node.text(), owner});
      return;
    }
    if (decl.scope == Scope::person) {
      if (auto* person = person_named(node, owner.empty() ? "p1" : owner))
        person->attributes.push_back(std::move(made));
    } else {
      record_.attributes.push_back(std::move(made));
    }
  }

  void event(View node) {
    const auto day = node.child(NodeKind::date_literal);
    RawEvent made;
    made.type = node.text();
    made.on = Date{static_cast<std::int32_t>(day.number())};
    made.id = fmt::format("e{}", record_.events.size() + 1);
    const bool correction = made.type == "correction" || made.type == "annulation";
    const auto type = c_.model.vocabulary.find_event(made.type, record_.departement);
    if (type == no_id && !correction) {
      c_.report(Code::unknown_name, node, {std::string(the_kind(NameKind::event)), made.type})
          .suggesting(suggest(made.type, c_.names.all(NameKind::event)));
      return;
    }
    if (type != no_id) {
      c_.means_event(node, type);
      for (const auto field : node)
        if (const auto id = c_.model.vocabulary.find_field(field.text());
            id && field.is(NodeKind::field_value))
          c_.means_field(field, type, *id);
    }
    for (const auto field : node)
      if (field.is(NodeKind::field_value)) keep(field, made, correction, type);
    const bool personal = type != no_id && c_.model.vocabulary.events[type].scope == Scope::person;
    if (personal && made.person.empty() && record_.persons.size() == 1) made.person = "p1";
    record_.events.push_back(std::move(made));
  }

  void keep(View field, RawEvent& made, bool correction, EventTypeId type) {
    const auto& name = field.text();
    const auto value = field.first();
    const auto text = raw(value).value_or(RawValue{}).text;
    const auto date = [&]() -> Date {
      if (value.is(NodeKind::date_literal)) return Date{static_cast<std::int32_t>(value.number())};
      c_.report(Code::bad_scenario_value, value, {name, excerpt(c_, value)})
          .expecting(Phrase("une date comme 2026-04-02"));
      return {};
    };
    const auto declared = [&](EventTypeId of) -> const FieldDecl* {
      const auto id = c_.model.vocabulary.find_field(name);
      return id && of != no_id ? c_.model.vocabulary.events[of].field(*id) : nullptr;
    };
    if (name == "id")
      made.id = text;
    else if (name == "connu_le")
      made.known = date();
    else if (name == "prevu_le")
      made.planned = date();
    else if (name == "personne" && !correction) {
      person_named(value, text);
      made.person = text;
    } else if (name == "reference")
      made.reference = text;
    else if (name == "origine")
      made.origin = text;
    else if (correction && (name == "cible" || name == "annule")) {
      made.target = text;
      made.cancels = name == "annule" || made.type == "annulation";
    } else if (!correction && (name == "du" || name == "au")) {
      (name == "du" ? made.from : made.to) = date();
    } else {
      auto of = type;
      if (correction) {
        of = no_id;
        for (const auto& other : record_.events)
          if (other.id == made.target) of = c_.model.vocabulary.find_event(other.type, record_.departement);
      }
      const auto* decl = declared(of);
      if (!decl && correction) {
        made.fields.push_back({name, raw(value).value_or(RawValue{})});
        return;
      }
      if (!decl) {
        // A named reference to another event: « saisine: e3 »; to its number, by a label that rules declare.
        const bool label = c_.model.vocabulary.find_label(name, record_.departement) != no_id;
        if (!text.empty() && (label || std::ranges::find(ids_, text) != ids_.end())) {
          made.references.push_back({name, RawValue{RawValue::Kind::text, text}});
          return;
        }
        std::vector<std::string_view> fields;
        for (const auto& one : c_.model.vocabulary.events[type].fields)
          fields.push_back(c_.model.vocabulary.field_name(one.id));
        c_.report(Code::field_not_of_event, field, {name, made.type})
            .expecting(Phrase(fields.empty() ? std::string("cet événement n'a pas de champ")
                                             : fmt::format("un de ses champs : {}", fmt::join(fields, ", "))))
            .suggesting(suggest(name, fields));
        return;
      }
      if (const auto written = typed(value, name, decl->type, decl->allowed))
        made.fields.push_back({name, *written});
    }
  }

  /// In a scénario everyone in the chain has duties unless it says otherwise.
  void obligations() {
    const auto id = c_.model.vocabulary.find_attribute("soumission_droits_devoirs");
    if (id == no_id) return;
    for (auto& person : record_.persons) {
      if (!person.role.empty() && person.role != "demandeur" && person.role != "conjoint") continue;
      const bool said = std::ranges::any_of(person.attributes,
                                            [](const RawAttribute& one) {
                                              return one.name == "soumission_droits_devoirs";
                                            }) ||
                        std::ranges::any_of(unsaid_, [&](const auto& one) {
                          return one.first == "soumission_droits_devoirs" &&
                                 (one.second == person.id || (one.second.empty() && person.id == "p1"));
                        });
      if (!said)
        person.attributes.push_back(
            {"soumission_droits_devoirs", {RawValue::Kind::boolean, "true"}, {}, {}, {}});
    }
  }

  Checking& c_;
  const DraftScenario& draft_;
  Record record_;
  std::vector<std::pair<std::string, std::string>> unsaid_;
  std::vector<std::string> ids_;  ///< of its acts, those still to be read too
};

}  // namespace

Record read_given(Checking& checking, const DraftScenario& draft, const std::string& name) {
  return RecordReader(checking, draft).read(name);
}

}  // namespace filrouge::dsl
