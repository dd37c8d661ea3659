#include "apps/serveur/cadre/components.hpp"

namespace filrouge::cadre {
namespace {

struct Dress {
  std::string_view classes, sign, word;
};

Dress dress_of(Urgency urgency) {
  switch (urgency) {
    case Urgency::late:
      return {"etiquette -retard", "▲", {}};
    case Urgency::near:
      return {"etiquette -proche", "◷", {}};
    case Urgency::to_do:
      return {"etiquette -faire", "●", {}};
    case Urgency::doubt:
      return {"etiquette -doute", "?", {}};
    case Urgency::closed:
      break;
  }
  return {"etiquette -clos", "✓", {}};
}

Dress dress_of(Proof proof) {
  switch (proof) {
    case Proof::done:
      return {"-fait", "●", "fait"};
    case Proof::to_prove:
      return {"-prouver", "◐", "à prouver"};
    case Proof::to_come:
      return {"-venir", "○", "à venir"};
    case Proof::missing:
      return {"-manque", "✕", "manque"};
    case Proof::pointless:
      break;
  }
  return {"-sans", "–", "sans objet"};
}

}  // namespace

Html label(Urgency urgency, std::string_view words) {
  const auto dress = dress_of(urgency);
  Html html;
  html.open("span", {{"class", dress.classes}});
  html.element("span", {{"aria-hidden", "true"}}, dress.sign).text(words).close();
  return html;
}

Html notice(Notice notice, std::string_view sentence) {
  Html html;
  if (notice == Notice::error)
    html.open("div", {{"class", "avis -erreur"}, {"role", "alert"}});
  else
    html.open("div", {{"class", notice == Notice::info ? "avis -info" : "avis -attention"}});
  html.element("p", sentence).close();
  return html;
}

Html proof_strip(const std::vector<ProofStep>& steps) {
  Html html;
  html.open("ol", {{"class", "preuves"}});
  for (const auto& step : steps) {
    const auto dress = dress_of(step.proof);
    html.open("li", {{"class", dress.classes}});
    html.element("span", {{"aria-hidden", "true"}}, dress.sign).text(step.name);
    html.element("span", {{"class", "cache"}}, std::string(" : ").append(dress.word)).close();
  }
  html.close();
  return html;
}

Html proof_signs(const std::vector<ProofStep>& steps) {
  Html html;
  html.open("ol", {{"class", "preuves -serre"}});
  for (const auto& step : steps) {
    const auto dress = dress_of(step.proof);
    const auto told = step.name + " : " + std::string(dress.word);
    html.open("li", {{"class", dress.classes}, {"title", told}});
    html.element("span", {{"aria-hidden", "true"}}, dress.sign);
    html.element("span", {{"class", "cache"}}, told).close();
  }
  html.close();
  return html;
}

Html proof_mark(Proof proof) {
  const auto dress = dress_of(proof);
  const auto classes = "preuve " + std::string(dress.classes);
  Html html;
  html.open("span", {{"class", classes}});
  html.element("span", {{"aria-hidden", "true"}}, dress.sign).text(" ").text(dress.word).close();
  return html;
}

Html field(const Field& field) {
  const auto help = field.name + "-aide", error = field.name + "-erreur";
  Html html;
  html.open("div", {{"class", field.error.empty() ? "champ" : "champ -faux"}});
  html.element("label", {{"for", field.name}}, field.label);
  std::string told;
  if (!field.help.empty()) {
    html.element("p", {{"class", "aide"}, {"id", help}}, field.help);
    told = help;
  }
  if (!field.error.empty()) {
    html.element("p", {{"class", "erreur"}, {"id", error}}, field.error);
    told += (told.empty() ? "" : " ") + error;
  }
  std::vector<Attribute> attributes{{"id", field.name}, {"name", field.name}, {"type", field.type}};
  // A password is never sent back.
  if (field.type != "password") attributes.push_back({"value", field.value});
  if (!told.empty()) attributes.push_back({"aria-describedby", told});
  if (!field.error.empty()) attributes.push_back({"aria-invalid", "true"});
  if (field.is_required) attributes.push_back({"required", ""});
  if (!field.autocomplete.empty()) attributes.push_back({"autocomplete", field.autocomplete});
  html.lone("input", attributes).close();
  return html;
}

Html token_field(std::string_view token) {
  Html html;
  html.lone("input", {{"type", "hidden"}, {"name", "jeton"}, {"value", token}});
  return html;
}

}  // namespace filrouge::cadre
