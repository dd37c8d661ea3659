#include "apps/serveur/pages/act_fields.hpp"

#include <algorithm>

#include "apps/serveur/acte/submitted_value.hpp"
#include "engine/core/text/wording.hpp"

namespace filrouge::pages {
namespace {

using acte::FieldKind;
using acte::FormField;
using cadre::Attribute;

constexpr std::string_view citation_help = "references-aide";

/// What an input of that type would show; else the text is shown as it was written, in a plain one.
bool is_written_as(std::string_view value, std::string_view pattern) {
  return value.size() == pattern.size() && std::ranges::equal(value, pattern, [](char letter, char asked) {
           return asked == '0' ? letter >= '0' && letter <= '9' : letter == asked;
         });
}

class Fields {
 public:
  Fields(const acte::ActForm& form, const acte::Submitted& values,
         const std::vector<acte::FieldError>& errors)
      : form_(form), values_(values), errors_(errors) {}

  cadre::Html written() {
    for (const auto& field : form_.fields)
      if (!ties(field)) write(field);
    const auto tied = std::ranges::count_if(form_.fields, ties);
    if (tied == 0) return std::move(html_);
    const bool open = std::ranges::any_of(form_.fields, [&](const FormField& field) {
      return ties(field) && (field.required || error_of(field) || !values_of(field).empty());
    });
    std::vector<Attribute> attributes{{"class", "champ"}};
    if (open) attributes.push_back({"open", ""});
    html_.open("details", attributes);
    html_.element("summary", "De quelle affaire, et de quels actes il est question");
    // The same words would stand under each of them.
    const auto cited = std::ranges::find(form_.fields, FieldKind::citation, &FormField::kind);
    if (cited != form_.fields.end())
      html_.element("p", {{"class", "aide"}, {"id", citation_help}}, cited->help);
    for (const auto& field : form_.fields)
      if (ties(field)) write(field);
    html_.close();
    return std::move(html_);
  }

 private:
  /// Does it tie the act to others?
  static bool ties(const FormField& field) {
    return field.key == "reference" || field.key.starts_with("references.");
  }

  std::vector<std::string> values_of(const FormField& field) const {
    std::vector<std::string> all;
    for (const auto& [key, value] : values_)
      if (key == field.key && !value.empty()) all.push_back(value);
    return all;
  }
  std::string value_of(const FormField& field) const {
    const auto all = values_of(field);
    return all.empty() ? std::string() : all.front();
  }
  const acte::FieldError* error_of(const FormField& field) const {
    const auto found = std::ranges::find(errors_, field.key, &acte::FieldError::field);
    return found == errors_.end() ? nullptr : &*found;
  }

  void write(const FormField& field) {
    switch (field.kind) {
      case FieldKind::boolean:
        return write_boolean(field);
      case FieldKind::choice:
      case FieldKind::person:
        return write_select(field);
      case FieldKind::citation:
        return write_citation(field);
      default:
        return write_input(field);
    }
  }

  /// The label, the help and the error; what aria-describedby then says is left in told_.
  void begin(const FormField& field, bool is_group) {
    const auto* error = error_of(field);
    const std::string_view dress = error ? "champ -faux" : "champ";
    told_.clear();
    help_id_ = field.key + "-aide";
    error_id_ = field.key + "-erreur";
    const bool is_citation = field.kind == FieldKind::citation;
    if (!field.help.empty()) told_ = is_citation ? std::string(citation_help) : help_id_;
    if (error) told_ += (told_.empty() ? "" : " ") + error_id_;
    if (is_group) {
      std::vector<Attribute> attributes{{"class", dress}, {"id", field.key}};
      if (!told_.empty()) attributes.push_back({"aria-describedby", told_});
      html_.open("fieldset", attributes).open("legend");
    } else {
      html_.open("div", {{"class", dress}}).open("label", {{"for", field.key}});
    }
    html_.text(field.label);
    if (!field.required) html_.text(" ").element("span", {{"class", "petit"}}, "(facultatif)");
    html_.close();
    if (!field.help.empty() && !is_citation)
      html_.element("p", {{"class", "aide"}, {"id", help_id_}}, field.help);
    if (error) {
      auto alone = *error;
      alone.label.clear();
      html_.element("p", {{"class", "erreur"}, {"id", error_id_}}, alone.sentence());
    }
  }

  std::vector<Attribute> common(const FormField& field) const {
    std::vector<Attribute> attributes{{"id", field.key}, {"name", field.key}};
    if (!told_.empty()) attributes.push_back({"aria-describedby", told_});
    if (error_of(field)) attributes.push_back({"aria-invalid", "true"});
    if (field.required) attributes.push_back({"required", ""});
    return attributes;
  }

  void write_input(const FormField& field) {
    begin(field, false);
    auto value = value_of(field);
    std::string_view type = "text";
    if (field.kind == FieldKind::day) {
      // What is no day is given back as it was typed, which a date input would not show.
      const auto day = acte::submitted_day(value);
      if (day) value = iso_date(*day);
      if (day || value.empty()) type = "date";
    } else if (field.kind == FieldKind::month && (value.empty() || is_written_as(value, "0000-00"))) {
      type = "month";
    } else if (field.kind == FieldKind::time && (value.empty() || is_written_as(value, "00:00"))) {
      type = "time";
    }
    auto attributes = common(field);
    attributes.push_back({"type", type});
    attributes.push_back({"value", value});
    attributes.push_back({"autocomplete", "off"});
    const bool has_decimals = field.kind == FieldKind::money || field.kind == FieldKind::rate;
    if (has_decimals) attributes.push_back({"inputmode", "decimal"});
    if (field.kind == FieldKind::integer) attributes.push_back({"inputmode", "numeric"});
    const auto list = field.key + "-mots";
    if (!field.suggestions.empty()) attributes.push_back({"list", list});
    html_.lone("input", attributes);
    if (!field.suggestions.empty()) {
      html_.open("datalist", {{"id", list}});
      for (const auto& word : field.suggestions) html_.element("option", {{"value", word}}, "");
      html_.close();
    }
    html_.close();
  }

  void option(const acte::Choice& choice, std::string_view value) {
    std::vector<Attribute> attributes{{"value", choice.value}};
    if (choice.value == value) attributes.push_back({"selected", ""});
    html_.element("option", attributes, choice.label);
  }

  void write_select(const FormField& field) {
    begin(field, false);
    const auto value = value_of(field);
    html_.open("select", common(field));
    html_.element("option", {{"value", ""}}, field.required ? "Choisissez" : "Rien à dire");
    for (const auto& choice : field.choices)
      if (!choice.adverse) option(choice, value);
    if (std::ranges::any_of(field.choices, &acte::Choice::adverse)) {
      html_.open("optgroup", {{"label", "Défavorable à la personne"}});
      for (const auto& choice : field.choices)
        if (choice.adverse) option(choice, value);
      html_.close();
    }
    // What was sent is given back, understood or not.
    if (!value.empty() &&
        std::ranges::find(field.choices, value, &acte::Choice::value) == field.choices.end())
      option({value, value, false}, value);
    html_.close().close();
  }

  void tick(const FormField& field, std::string_view type, std::string_view value, std::string_view words,
            bool ticked) {
    html_.open("label", {{"class", "choix"}});
    std::vector<Attribute> attributes{{"type", type}, {"name", field.key}, {"value", value}};
    if (ticked) attributes.push_back({"checked", ""});
    if (type == "radio" && field.required) attributes.push_back({"required", ""});
    html_.lone("input", attributes).element("span", words).close();
  }

  void write_boolean(const FormField& field) {
    begin(field, true);
    const auto value = value_of(field);
    tick(field, "radio", "oui", "Oui", value == "oui");
    tick(field, "radio", "non", "Non", value == "non");
    if (!field.required) tick(field, "radio", "", "Personne ne le sait", value.empty());
    html_.close();
  }

  void write_citation(const FormField& field) {
    begin(field, true);
    constexpr std::ptrdiff_t at_once = 4;
    const auto values = values_of(field);
    const auto ticked = [&](const acte::Choice& choice) {
      return std::ranges::find(values, choice.value) != values.end();
    };
    const auto write_some = [&](auto from, auto to) {
      for (auto it = from; it != to; ++it) tick(field, "checkbox", it->value, it->label, ticked(*it));
    };
    const auto begin = field.choices.begin(), end = field.choices.end();
    const auto first = end - begin > at_once + 1 ? begin + at_once : end;
    write_some(begin, first);
    if (first != end) {
      std::vector<Attribute> attributes;
      if (std::any_of(first, end, ticked)) attributes.push_back({"open", ""});
      html_.open("details", attributes)
          .element("summary", counted(static_cast<std::uint64_t>(end - first), "acte plus ancien",
                                      "actes plus anciens"));
      write_some(first, end);
      html_.close();
    }
    // What was cited and may not be is given back, to be unticked.
    for (const auto& value : values)
      if (std::ranges::find(field.choices, value, &acte::Choice::value) == field.choices.end())
        tick(field, "checkbox", value, value, true);
    html_.close();
  }

  const acte::ActForm& form_;
  const acte::Submitted& values_;
  const std::vector<acte::FieldError>& errors_;
  cadre::Html html_;
  std::string told_, help_id_, error_id_;
};

}  // namespace

acte::Submitted initial_values(const acte::ActForm& form) {
  acte::Submitted values;
  for (const auto& field : form.fields)
    if (!field.initial.empty()) values.emplace_back(field.key, field.initial);
  return values;
}

cadre::Html act_fields(const acte::ActForm& form, const acte::Submitted& values,
                       const std::vector<acte::FieldError>& errors) {
  return Fields(form, values, errors).written();
}

cadre::Html error_summary(const acte::ActForm& form, const std::vector<acte::FieldError>& errors) {
  cadre::Html html;
  if (errors.empty()) return html;
  html.open("div", {{"class", "avis -erreur"}, {"role", "alert"}});
  html.element("p", "Rien n'est enregistré : " + counted(errors.size(), "point est", "points sont") +
                        " à reprendre. Ce que vous avez écrit est resté.");
  html.open("ul");
  for (const auto& error : errors) {
    html.open("li");
    const auto address = "#" + error.field;
    if (!error.field.empty() && form.field(error.field))
      html.link(address, error.sentence());
    else
      html.text(error.sentence());
    html.close();
  }
  html.close().close();
  return html;
}

}  // namespace filrouge::pages
