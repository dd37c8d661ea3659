#include "engine/reports/html_page.hpp"

#include <nlohmann/json.hpp>
#include <ostream>

#include "engine/core/model/nature.hpp"
#include "engine/reports/html_assets.hpp"
#include "engine/reports/urgency.hpp"

namespace filrouge {
namespace {

using Json = nlohmann::ordered_json;

/// JSON that may stand inside <script>: no `<` is left in it.
std::string embedded(const std::string& json) {
  std::string safe;
  safe.reserve(json.size());
  for (const char c : json) {
    if (c == '<')
      safe += "\\u003c";
    else
      safe += c;
  }
  return safe;
}

std::string iso_or_empty(Date day) {
  return day.known() ? iso_date(day) : std::string();
}

Json timeline_json(const std::vector<TimelineItem>& items) {
  constexpr const char* kinds[] = {"fait", "etat", "echeance", "attente", "mesure"};
  auto list = Json::array();
  for (const auto& item : items)
    list.push_back({{"k", kinds[static_cast<std::size_t>(item.kind)]},
                    {"d", iso_or_empty(item.from)},
                    {"f", iso_or_empty(item.to)},
                    {"l", item.label},
                    {"p", item.person},
                    {"s", item.statut}});
  return list;
}

/// The natures for people, by their words in the contract.
Json natures_json() {
  auto names = Json::object();
  for (const auto& nature : natures()) names[std::string(nature.word)] = nature.people;
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
  out << html_head << "<script type=\"application/json\" id=\"run\">" << embedded(envelope_json(envelope))
      << "</script>\n"
      << "<script type=\"application/json\" id=\"natures\">" << natures_json().dump() << "</script>\n"
      << "<script type=\"application/json\" id=\"dossiers\">[";
  list(dossiers_);
  out << "]</script>\n<script type=\"application/json\" id=\"constats\">[";
  list(findings_);
  out << "]</script>\n" << html_tail;
}

}  // namespace filrouge
