#include "engine/reports/html_page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>
#include <ostream>

#include "engine/core/explain/sentence.hpp"
#include "engine/core/model/delai_kind.hpp"
#include "engine/core/model/nature.hpp"
#include "engine/core/text/characters.hpp"
#include "engine/core/text/page_policy.hpp"
#include "engine/core/text/utf8.hpp"
#include "engine/reports/html_assets.hpp"
#include "engine/reports/urgency.hpp"

namespace filrouge {
namespace {

using Json = nlohmann::ordered_json;

/// A character that would act on what is read, as a page shows it; within JSON, of which `\\` is one
/// backslash.
std::string shown_in_json(char32_t code) {
  return code < 0x80 ? fmt::format("\\\\x{:02x}", static_cast<unsigned>(code))
                     : fmt::format("U+{:04X}", static_cast<unsigned>(code));
}

/// JSON that may stand inside <script>: no `<` is left in it, and what would not be seen is shown.
std::string embedded(const std::string& json) {
  std::string safe;
  safe.reserve(json.size());
  for (std::size_t at = 0; at < json.size();) {
    const std::string_view rest = std::string_view(json).substr(at);
    constexpr std::size_t escape = 6;  // \u001b
    if (rest.front() == '<') {
      safe += "\\u003c";
      ++at;
    } else if (rest.starts_with("\\u") && rest.size() >= escape) {
      unsigned code = 0;
      std::from_chars(rest.data() + 2, rest.data() + escape, code, 16);
      safe += is_invisible(code) ? shown_in_json(code) : std::string(rest.substr(0, escape));
      at += escape;
    } else if (rest.starts_with("\\b") || rest.starts_with("\\f") || rest.starts_with("\\r")) {
      safe += shown_in_json(rest[1] == 'b' ? U'\b' : rest[1] == 'f' ? U'\f' : U'\r');
      at += 2;
    } else if (rest.front() == '\\') {
      safe += rest.substr(0, 2);
      at += 2;
    } else {
      const auto character = utf8_at(json, at);
      const std::size_t length = std::max<std::size_t>(character.length, 1);
      if (character.code > U'~' && is_invisible(character.code))
        safe += shown_in_json(character.code);
      else
        safe += rest.substr(0, length);
      at += length;
    }
  }
  return safe;
}

std::string_view between(std::string_view text, std::string_view open, std::string_view close) {
  const auto begin = text.find(open) + open.size();
  return text.substr(begin, text.find(close, begin) - begin);
}

std::string iso_or_empty(Date day) {
  return day.known() ? iso_date(day) : std::string();
}

Json timeline_json(const std::vector<TimelineItem>& items) {
  constexpr const char* kinds[] = {"fait", "etat", "echeance", "attente", "mesure", "faculte"};
  auto list = Json::array();
  for (const auto& item : items) {
    list.push_back({{"k", kinds[static_cast<std::size_t>(item.kind)]},
                    {"d", iso_or_empty(item.from)},
                    {"f", iso_or_empty(item.to)},
                    {"l", item.label},
                    {"p", item.person},
                    {"s", item.statut}});
    if (!item.borne.empty()) list.back()["b"] = item.borne;
  }
  return list;
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

void HtmlPage::add_dossier(std::string_view dossier, std::string_view territoire,
                           const std::vector<TimelineItem>& timeline) {
  const Json one{{"id", dossier}, {"t", territoire}, {"l", timeline_json(timeline)}};
  dossiers_.add(0, embedded(one.dump(-1, ' ', false, Json::error_handler_t::replace)));
}

void HtmlPage::add(std::string json, int rank, Date date) {
  json.insert(1, "\"u\":" + std::to_string(rank) + ",");
  findings_.add(order_in_list(rank, date), embedded(json));
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
