#include "engine/reports/html_page.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <ostream>

#include "engine/core/explain/sentence.hpp"
#include "engine/core/model/delai_kind.hpp"
#include "engine/core/model/nature.hpp"
#include "engine/core/text/markup.hpp"
#include "engine/core/text/page_policy.hpp"
#include "engine/core/text/visible.hpp"
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

/// `html`, with more of it after what it holds once.
void add_after(std::string& html, std::string_view what, std::string_view more) {
  html.insert(html.find(what) + what.size(), more);
}

/// The links of a page of several, which is filled by its script.
std::string links(const HtmlPlace& place) {
  std::string made = fmt::format("<p class=\"run\"><a href=\"{}\">Toutes les pages</a>", place.index);
  if (!place.previous.empty())
    made += fmt::format(" · <a href=\"{}\" rel=\"prev\">page précédente</a>", place.previous);
  if (!place.next.empty())
    made += fmt::format(" · <a href=\"{}\" rel=\"next\">page suivante</a>", place.next);
  return made;
}

std::string head_of(const HtmlPlace& place) {
  std::string head = html_head;
  const bool several = place.number > 1 || !place.next.empty();
  const auto territoire = territoire_shown(place.territoire);
  const auto which = territoire + (several ? fmt::format(", page {}", place.number) : "");
  const auto order = several ? "Les dossiers les plus pressants sont sur la première page. " : "";
  add_after(head, "<title>", which + " — ");
  add_after(head, "<h1>Liste de travail", " — " + which);
  add_after(head, "id=\"titre\"></p>\n",
            fmt::format("{}. {}La recherche et les filtres ne portent que sur cette page.</p>\n",
                        links(place), order));
  add_after(head, "<main id=\"liste\"></main>\n", "<footer>" + links(place) + "</p></footer>\n");
  add_after(head, "<meta charset=\"utf-8\">\n", place.mark);
  return head;
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

HtmlWords::HtmlWords(const Model& model)
    : elements("<script type=\"application/json\" id=\"natures\">" + embedded(natures_json().dump()) +
               "</script>\n<script type=\"application/json\" id=\"noms\">" +
               embedded(names_json(model).dump()) + "</script>\n") {}

void HtmlPage::add(const HtmlDossier& dossier) {
  if (!dossier.story().empty()) dossiers_.add(0, dossier.story());
  dossier.each_line([&](std::string_view json, std::int64_t order) { findings_.add(order, json); });
}

std::string territoire_shown(std::string_view territoire) {
  return territoire.empty() ? "Territoire non renseigné" : in_markup(visible_line(territoire));
}

std::string html_lines(const std::vector<std::string>& lines) {
  std::string made;
  for (const auto& line : lines)
    made += (made.empty() ? "<p class=\"run\">" : "<br>\n") + in_markup(visible_line(line));
  return made.empty() ? made : made + "</p>\n";
}

void HtmlPage::write(std::ostream& out, const RunEnvelope& envelope, const HtmlPlace* place) {
  const auto list = [&](OrderedTexts& texts) {
    bool first = true;
    texts.each([&](std::int64_t, std::string_view text) {
      out << (first ? "" : ",\n") << text;
      first = false;
    });
  };
  // Digests, and the same of every page.
  static const auto policy =
      page_policy(between(html_head, "<style>", "</style>"), between(html_tail, "<script>", "</script>"));
  auto head = place ? head_of(*place) : std::string(html_head);
  add_after(head, "id=\"titre\"></p>\n", html_lines(envelope.head));
  const auto title = head.find("<title>");
  out << std::string_view(head).substr(0, title) << policy << std::string_view(head).substr(title)
      << "<script type=\"application/json\" id=\"run\">" << embedded(envelope_json(envelope)) << "</script>\n"
      << words_.elements << "<script type=\"application/json\" id=\"dossiers\">[";
  list(dossiers_);
  out << "]</script>\n<script type=\"application/json\" id=\"constats\">[";
  list(findings_);
  out << "]</script>\n" << html_tail;
}

}  // namespace filrouge
