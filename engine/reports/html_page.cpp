#include "engine/reports/html_page.hpp"

#include <nlohmann/json.hpp>
#include <ostream>

#include "engine/core/explain/sentence.hpp"
#include "engine/core/model/delai_kind.hpp"
#include "engine/core/model/nature.hpp"
#include "engine/core/text/page_policy.hpp"
#include "engine/reports/html_assets.hpp"
#include "engine/reports/json_text.hpp"

namespace filrouge {
namespace {

using Json = nlohmann::ordered_json;

std::string embedded(const std::string& json) {
  std::string made;
  append_embedded(json, made);
  return made;
}

std::string_view between(std::string_view text, std::string_view open, std::string_view close) {
  const auto begin = text.find(open) + open.size();
  return text.substr(begin, text.find(close, begin) - begin);
}

/// The natures for people, by their words in the contract.
Json natures_json() {
  auto names = Json::object();
  for (const auto& nature : natures()) names[std::string(nature.word)] = nature.people;
  names["faculte"] = facts_of(DelaiKind::faculty).word;
  names["objectif_interne"] = internal_target_word;
  return names;
}

/// The other names of the contract for people: roles, institutions, facts that may be missing.
Json names_json(const Model& model) {
  auto names = Json::object();
  for (const auto& role : model.roles) {
    const auto institution = std::string(model.text(role.institution));
    if (role.institution) names.emplace(institution, institution_shown(model, institution));
  }
  const auto& words = model.vocabulary;
  for (const auto& event : words.events) {
    const auto add = [&](Symbol name) { names.emplace(model.text(name), words.told(model.text(name))); };
    add(event.name);
    for (const auto& field : event.fields) add(words.field_symbol(field.id));
  }
  for (const auto& attribute : words.attributes)
    names.emplace(model.text(attribute.name), words.told(model.text(attribute.name)));
  for (const auto& role : model.roles) names[std::string(model.text(role.name))] = shown(role.label);
  return names;
}

}  // namespace

void HtmlPage::add(const HtmlDossier& dossier) {
  if (!dossier.story().empty()) dossiers_.add(0, dossier.story());
  dossier.each_line([&](std::string_view json, std::int64_t order) { findings_.add(order, json); });
}

void HtmlPage::write(std::ostream& out, const RunEnvelope& envelope) {
  const auto list = [&](OrderedTexts& texts) {
    bool first = true;
    texts.each([&](std::int64_t, std::string_view text) {
      out << (first ? "" : ",\n") << text;
      first = false;
    });
  };
  const std::string_view head = html_head;
  const auto title = head.find("<title>");
  out << head.substr(0, title)
      << page_policy(between(head, "<style>", "</style>"), between(html_tail, "<script>", "</script>"))
      << head.substr(title) << "<script type=\"application/json\" id=\"run\">"
      << embedded(envelope_json(envelope)) << "</script>\n"
      << "<script type=\"application/json\" id=\"natures\">" << embedded(natures_json().dump())
      << "</script>\n"
      << "<script type=\"application/json\" id=\"noms\">" << embedded(names_json(model_).dump())
      << "</script>\n"
      << "<script type=\"application/json\" id=\"dossiers\">[";
  list(dossiers_);
  out << "]</script>\n<script type=\"application/json\" id=\"constats\">[";
  list(findings_);
  out << "]</script>\n" << html_tail;
}

}  // namespace filrouge
