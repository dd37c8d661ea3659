#include "apps/serveur/cadre/choice_field.hpp"

namespace filrouge::cadre {
namespace {

/// Opens the frame of a field: its label, its help, its error; gives what the element is described by.
std::string begin(Html& html, const std::string& name, const std::string& label, const std::string& help,
                  const std::string& error) {
  html.open("div", {{"class", error.empty() ? "champ" : "champ -faux"}});
  html.element("label", {{"for", name}}, label);
  std::string described;
  const auto add = [&](const char* classes, const std::string& id, const std::string& text) {
    if (text.empty()) return;
    html.element("p", {{"class", classes}, {"id", id}}, text);
    described += (described.empty() ? "" : " ") + id;
  };
  add("aide", name + "-aide", help);
  add("erreur", name + "-erreur", error);
  return described;
}

std::vector<Attribute> attributes_of(const std::string& name, const std::string& described, bool is_wrong) {
  std::vector<Attribute> attributes{{"id", name}, {"name", name}};
  if (!described.empty()) attributes.push_back({"aria-describedby", described});
  if (is_wrong) attributes.push_back({"aria-invalid", "true"});
  return attributes;
}

}  // namespace

Html choice_field(const ChoiceField& field) {
  Html html;
  const auto described = begin(html, field.name, field.label, field.help, field.error);
  html.open("select", attributes_of(field.name, described, !field.error.empty()));
  for (const auto& choice : field.choices) {
    std::vector<Attribute> attributes{{"value", choice.value}};
    if (choice.value == field.chosen) attributes.push_back({"selected", ""});
    html.element("option", attributes, choice.words);
  }
  html.close().close();
  return html;
}

Html long_field(const LongField& field) {
  Html html;
  const auto described = begin(html, field.name, field.label, field.help, field.error);
  auto value = field.value;
  // Browsers send « CR LF » for an end of line.
  std::erase(value, '\r');
  // The first end of line of a textarea is not of its value.
  html.element("textarea", attributes_of(field.name, described, !field.error.empty()),
               value.starts_with('\n') ? "\n" + value : value);
  html.close();
  return html;
}

Html box(const std::string& id, const std::string& name, const std::string& value, const std::string& words,
         bool is_ticked) {
  Html html;
  std::vector<Attribute> attributes{{"type", "checkbox"}, {"id", id}, {"name", name}, {"value", value}};
  if (is_ticked) attributes.push_back({"checked", ""});
  html.open("label", {{"class", "choix"}, {"for", id}}).lone("input", attributes).text(words).close();
  return html;
}

}  // namespace filrouge::cadre
