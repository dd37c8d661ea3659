#include "apps/serveur/acte/read_act.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "apps/serveur/acte/submitted_value.hpp"
#include "engine/core/dossier/as_known.hpp"
#include "engine/core/dossier/departement.hpp"
#include "engine/core/text/fold.hpp"
#include "engine/core/text/nir.hpp"
#include "engine/core/text/quotable.hpp"
#include "engine/core/text/suggestion.hpp"
#include "engine/core/text/utf8.hpp"
#include "engine/core/text/visible.hpp"

namespace filrouge::acte {
namespace {

constexpr std::string_view own_prefix = "fil-";
constexpr std::size_t longest_text = 500;
constexpr std::string_view day_expected = "un jour qui existe : 30/11/2026 ou 2026-11-30";

const RawEvent* find_act(const Record& dossier, std::string_view id) {
  const auto found = std::ranges::find(dossier.events, id, &RawEvent::id);
  return found == dossier.events.end() ? nullptr : &*found;
}

/// The field of an act of that type; there is one, the form was made from it.
const FieldDecl* declared(const Model& model, EventTypeId type, const RawField& field) {
  const auto name = model.vocabulary.find_field(fold(field.name));
  return name ? model.vocabulary.events[type].field(*name) : nullptr;
}

/// Reads one form; the fields of an act and those of its correction are read alike.
class Reader {
 public:
  Reader(const Model& model, const ActForm& form, const Record& dossier, Date today, ReadAct& result)
      : model_(model), form_(form), dossier_(dossier), today_(today), result_(result) {}

  /// The values of each field of the form; what is of none is an error.
  void sort(const Submitted& submitted) {
    values_.assign(form_.fields.size(), {});
    for (const auto& [key, value] : submitted) {
      const auto* field = form_.field(key);
      if (!field) {
        unknown_key(key);
        continue;
      }
      if (trimmed(value).empty()) continue;
      auto& values = values_[static_cast<std::size_t>(field - form_.fields.data())];
      if (!values.empty() && field->kind != FieldKind::citation)
        error(*field, "est donné deux fois", "une seule valeur");
      values.emplace_back(trimmed(value));
    }
    for (std::size_t i = 0; i < values_.size(); ++i) check_text(form_.fields[i], values_[i]);
  }

  void require() {
    for (std::size_t i = 0; i < values_.size(); ++i)
      if (form_.fields[i].required && values_[i].empty())
        error(form_.fields[i], "manque",
              form_.fields[i].kind == FieldKind::day ? std::string(day_expected) : form_.fields[i].help);
  }

  std::string value(std::string_view key) const {
    const auto* field = form_.field(key);
    if (!field) return {};
    const auto& values = values_[static_cast<std::size_t>(field - form_.fields.data())];
    return values.empty() ? std::string() : values.front();
  }

  Date day(std::string_view key) {
    const auto text = value(key);
    if (text.empty()) return {};
    if (const auto read = submitted_day(text)) return *read;
    error(*form_.field(key), shown_value(text) + " n'est pas un jour", std::string(day_expected));
    return {};
  }

  std::string person() {
    auto id = value("personne");
    if (id.empty()) return id;
    const auto& field = *form_.field("personne");
    if (std::ranges::find(field.choices, id, &Choice::value) != field.choices.end()) return id;
    std::vector<std::string_view> known;
    for (const auto& choice : field.choices) known.push_back(choice.value);
    error(field, "n'est pas une personne de ce dossier", "une des personnes du dossier",
          did_you_mean(id, known, Written::anything).french);
    return {};
  }

  std::vector<RawField> fields() {
    std::vector<RawField> read;
    for (std::size_t i = 0; i < form_.fields.size(); ++i) {
      const auto& field = form_.fields[i];
      if (!field.key.starts_with("champs.") || values_[i].empty()) continue;
      const auto name = field.key.substr(7);
      const auto id = model_.vocabulary.find_field(name);
      const auto* decl = id ? model_.vocabulary.events[form_.type].field(*id) : nullptr;
      if (!decl) continue;  // the form was made from these very declarations
      auto submitted = submitted_value(model_.vocabulary, *decl, values_[i].front());
      if (!submitted.value) {
        error(field, shown_value(values_[i].front()) + " n'est pas compris", submitted.expected,
              submitted.suggestion);
        continue;
      }
      warn_of_near_words(field, values_[i].front());
      read.push_back({name, std::move(*submitted.value)});
    }
    return read;
  }

  std::vector<RawField> references(Date on, std::string_view person) {
    std::vector<RawField> read;
    for (std::size_t i = 0; i < form_.fields.size(); ++i) {
      const auto& field = form_.fields[i];
      if (!field.key.starts_with("references.")) continue;
      for (const auto& cited : values_[i]) {
        if (field.kind == FieldKind::citation && !may_cite(field, cited, on, person)) continue;
        read.push_back({field.key.substr(11), {RawValue::Kind::text, cited}});
      }
    }
    return read;
  }

  void not_to_come(std::string_view key, Date day) {
    if (!day.known() || day <= today_) return;
    const bool planned = form_.field("prevu_le") != nullptr;
    error(*form_.field(key),
          fmt::format("le {} n'est pas encore venu ; un acte enregistré a eu lieu", french_date(day)),
          planned ? "un jour passé, ou aujourd'hui ; un jour prévu s'écrit dans « Prévu le »"
                  : "un jour passé, ou aujourd'hui");
  }

  void error(const FormField& field, std::string wrong, std::string expected, std::string suggestion = {}) {
    result_.errors.push_back(
        {field.key, field.label, std::move(wrong), std::move(expected), std::move(suggestion)});
  }

 private:
  void unknown_key(const std::string& key) {
    std::vector<std::string_view> known;
    for (const auto& field : form_.fields) known.push_back(field.key);
    result_.errors.push_back({key, shown_word(key), fmt::format("n'est pas un champ de « {} »", form_.label),
                              "un des champs du formulaire",
                              did_you_mean(key, known, Written::anything).french});
  }

  void check_text(const FormField& field, std::vector<std::string>& values) {
    std::erase_if(values, [&](const std::string& value) {
      if (value.size() > longest_text) {
        error(field, "est trop long", fmt::format("{} octets au plus", longest_text));
      } else if (holds_invisible(value)) {
        error(field, "contient des caractères qui ne se voient pas", "des lettres, des chiffres, des signes");
      } else if (field.kind == FieldKind::text && holds_nir(value)) {
        error(field, "a la forme d'un numéro de sécurité sociale, que filrouge ne garde pas",
              "quelques mots, sans nom ni adresse ni numéro de sécurité sociale");
      } else {
        return false;
      }
      return true;
    });
  }

  /// A text may be anything; but one letter away from a word that the rules look for, it would count for
  /// nothing.
  void warn_of_near_words(const FormField& field, const std::string& written) {
    if (field.suggestions.empty()) return;
    const auto folded = fold(written);
    std::vector<std::string_view> words(field.suggestions.begin(), field.suggestions.end());
    for (const auto word : words)
      if (fold(word) == folded) return;
    if (const auto meant = did_you_mean(written, words, Written::anything); !meant.empty())
      result_.warnings.push_back(fmt::format("{} : les règles cherchent d'autres mots que celui-ci ; {}",
                                             field.label, meant.french));
  }

  bool may_cite(const FormField& field, const std::string& cited, Date on, std::string_view person) {
    const auto* act = find_act(dossier_, cited);
    if (!act || is_of_another(*act)) {
      std::vector<std::string_view> known;
      for (const auto& choice : field.choices) known.push_back(choice.value);
      error(field, fmt::format("l'acte{} n'est pas au dossier", after_noun(cited)), "un acte du dossier",
            did_you_mean(cited, known, Written::anything).french);
      return false;
    }
    if (std::ranges::find(field.choices, cited, &Choice::value) == field.choices.end()) {
      error(field,
            is_annulled(dossier_, cited)
                ? fmt::format("{} a été annulé", shown_act(model_.vocabulary, *act))
                : fmt::format("{} est d'une autre nature", shown_act(model_.vocabulary, *act)),
            "un des actes proposés");
      return false;
    }
    const auto now = as_corrected(dossier_, *act);
    if (!person.empty() && !now.person.empty() && now.person != person) {
      error(field,
            fmt::format("{} est de {}, et celui-ci de {}", shown_act(model_.vocabulary, now), now.person,
                        person),
            "un acte de la même personne, ou du foyer");
      return false;
    }
    if (on.known() && now.on > on)
      result_.warnings.push_back(
          fmt::format("{} : {} est d'un jour postérieur à celui de cet acte ; vérifiez.", field.label,
                      shown_act(model_.vocabulary, now)));
    return true;
  }

  const Model& model_;
  const ActForm& form_;
  const Record& dossier_;
  Date today_;
  ReadAct& result_;
  std::vector<std::vector<std::string>> values_;  ///< [field of the form]
};

void check_span(Reader& reader, const ActForm& form, Date from, Date to) {
  if (from.known() && to.known() && to < from && form.field("au"))
    reader.error(*form.field("au"),
                 fmt::format("le {} est avant « Du », le {}", french_date(to), french_date(from)),
                 "un dernier jour qui n'est pas avant le premier");
}

FormField reason_field() {
  FormField field;
  field.key = "motif";
  field.label = "Pourquoi";
  field.help = "Ce qui était faux, et d'où on le sait ; sans nom ni adresse ni numéro de sécurité sociale.";
  field.required = true;
  return field;
}

RawEvent by_hand(std::string type, Date on, Date known) {
  RawEvent act;
  act.type = std::move(type);
  act.on = on;
  act.known = known;
  act.origin = "saisi";
  return act;
}

}  // namespace

std::string FieldError::sentence() const {
  auto text = label.empty() ? wrong : fmt::format("{} : {}", label, wrong);
  if (!expected.empty()) text += " ; attendu : " + expected;
  while (text.ends_with('.')) text.pop_back();
  if (!suggestion.empty()) return text + " ; " + suggestion;
  return text + ".";
}

std::string next_act_id(const Record& dossier) {
  std::uint64_t last = 0;
  for (const auto& event : dossier.events) {
    if (!event.id.starts_with(own_prefix)) continue;
    std::uint64_t number = 0;
    const auto* end = event.id.data() + event.id.size();
    if (const auto read = std::from_chars(event.id.data() + own_prefix.size(), end, number);
        read.ec == std::errc() && read.ptr == end)
      last = std::max(last, number);
  }
  return fmt::format("{}{}", own_prefix, last + 1);
}

ReadAct read_act(const Model& model, const ActForm& form, const Submitted& submitted, const Record& dossier,
                 Date today) {
  ReadAct result;
  Reader reader(model, form, dossier, today, result);
  reader.sort(submitted);
  reader.require();
  auto act = by_hand(form.name, reader.day("le"), reader.day("connu_le"));
  if (!act.known.known()) act.known = today;
  act.planned = reader.day("prevu_le");
  act.from = reader.day("du");
  act.to = reader.day("au");
  act.person = reader.person();
  act.reference = reader.value("reference");
  act.fields = reader.fields();
  act.references = reader.references(act.on, act.person);
  reader.not_to_come("le", act.on);
  reader.not_to_come("connu_le", act.known);
  if (act.on.known() && act.on <= today && act.known < act.on)
    reader.error(
        *form.field("connu_le"),
        fmt::format("le {} est avant le jour de l'acte, le {}", french_date(act.known), french_date(act.on)),
        "un jour qui n'est pas avant celui de l'acte : on ne sait pas un acte avant qu'il ait eu lieu");
  check_span(reader, form, act.from, act.to);
  if (result.errors.empty()) result.act = std::move(act);
  return result;
}

std::optional<ActForm> correction_form(const ActForms& forms, const Record& dossier, std::string_view id,
                                       Date today) {
  const auto* act = find_act(dossier, id);
  if (!act || is_of_another(*act)) return std::nullopt;
  const auto type = forms.model().vocabulary.find_event(
      fold(act->type), departement_or_as_written(head_as_known(dossier).departement));
  if (type == no_id) return std::nullopt;
  auto form = forms.form(type, dossier, today);
  std::erase_if(form.fields, [](const FormField& field) {
    return field.key == "connu_le" || field.key.starts_with("references.");
  });
  const auto now = as_corrected(dossier, *act);
  const auto said = [](Date day) { return day.known() ? iso_date(day) : std::string(); };
  for (auto& field : form.fields) {
    field.required = field.key == "le" || (field.key == "personne" && !now.person.empty());
    if (field.key == "personne" && field.required) field.help = "De qui du foyer est cet acte.";
    if (field.key == "le")
      field.initial = said(now.on);
    else if (field.key == "prevu_le")
      field.initial = said(now.planned);
    else if (field.key == "du")
      field.initial = said(now.from);
    else if (field.key == "au")
      field.initial = said(now.to);
    else if (field.key == "personne")
      field.initial = now.person;
    else if (field.key == "reference")
      field.initial = now.reference;
    for (const auto& held : now.fields)
      if (field.key == "champs." + fold(held.name))
        field.initial =
            value_in_form(forms.model().vocabulary, *declared(forms.model(), type, held), held.value);
  }
  form.fields.push_back(reason_field());
  return form;
}

ReadAct read_correction(const Model& model, const ActForm& form, std::string_view id,
                        const Submitted& submitted, const Record& dossier, Date today) {
  ReadAct result;
  Reader reader(model, form, dossier, today, result);
  reader.sort(submitted);
  reader.require();
  result.reason = reader.value("motif");
  const auto* act = find_act(dossier, id);
  if (!act || is_annulled(dossier, id)) {
    result.errors.push_back({"", "",
                             act ? fmt::format("{} a été annulé", shown_act(model.vocabulary, *act))
                                 : fmt::format("l'acte{} n'est pas au dossier", after_noun(id)),
                             "un acte du dossier qui compte encore", ""});
    return result;
  }
  const auto now = as_corrected(dossier, *act);
  auto correction = by_hand("correction", today, today);
  correction.target = id;
  const auto correct = [&](std::string name, RawValue value) {
    correction.fields.push_back({std::move(name), std::move(value)});
  };
  const RawValue empty;
  const auto on = reader.day("le");
  reader.not_to_come("le", on);
  const auto correct_day = [&](const char* key, Date held, Date said) {
    if (!form.field(key) || said == held) return held;
    if (said.known())
      correct(key, {RawValue::Kind::text, iso_date(said)});
    else if (reader.value(key).empty())
      correct(key, empty);
    return said;
  };
  if (on.known()) correct_day("le", now.on, on);
  correct_day("prevu_le", now.planned, reader.day("prevu_le"));
  const auto from = correct_day("du", now.from, reader.day("du"));
  const auto to = correct_day("au", now.to, reader.day("au"));
  check_span(reader, form, from, to);
  if (const auto person = reader.person();
      person != now.person && (!person.empty() || reader.value("personne").empty()))
    correct("personne", person.empty() ? empty : RawValue{RawValue::Kind::text, person});
  if (const auto reference = reader.value("reference"); reference != now.reference)
    correct("reference", reference.empty() ? empty : RawValue{RawValue::Kind::text, reference});
  const auto fields = reader.fields();
  const auto same = [&](const RawField& one, const RawField& other) {
    return fold(one.name) == fold(other.name) &&
           same_value(model.vocabulary, *declared(model, form.type, one), one.value, other.value);
  };
  for (const auto& field : fields)
    if (std::ranges::none_of(now.fields, [&](const RawField& held) { return same(field, held); }))
      correction.fields.push_back(field);
  for (const auto& held : now.fields)
    if (const auto key = "champs." + fold(held.name);
        form.field(key) && reader.value(key).empty() && held.value.kind != RawValue::Kind::null)
      correct(fold(held.name), empty);
  if (result.errors.empty() && correction.fields.empty())
    result.errors.push_back(
        {"", "", fmt::format("rien n'est corrigé : {} dit déjà tout cela", shown_act(model.vocabulary, now)),
         "au moins un champ changé ; pour retirer l'acte, une annulation", ""});
  // One act may be corrected twice the same day: the second is of the state the first left.
  if (result.errors.empty()) result.act = std::move(correction);
  return result;
}

ReadAct read_annulation(const Model& model, std::string_view id, const Submitted& submitted,
                        const Record& dossier, Date today) {
  ActForm form;
  form.label = "Annulation";
  FormField on;
  on.key = "le";
  on.kind = FieldKind::day;
  on.label = "Annulé le";
  form.fields = {on, reason_field()};
  ReadAct result;
  Reader reader(model, form, dossier, today, result);
  reader.sort(submitted);
  reader.require();
  result.reason = reader.value("motif");
  auto day = reader.day("le");
  reader.not_to_come("le", day);
  if (!day.known()) day = today;
  const auto* act = find_act(dossier, id);
  if (!act)
    result.errors.push_back(
        {"", "", fmt::format("l'acte{} n'est pas au dossier", after_noun(id)), "un acte du dossier", ""});
  else if (is_annulled(dossier, id))
    result.errors.push_back({"", "", fmt::format("{} est déjà annulé", shown_act(model.vocabulary, *act)),
                             "un acte qui compte encore", ""});
  if (!result.errors.empty()) return result;
  result.act = by_hand("annulation", day, today);
  result.act->target = id;
  result.act->cancels = true;
  return result;
}

}  // namespace filrouge::acte
