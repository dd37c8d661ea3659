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

void write_html(std::ostream& out, const RunEnvelope& envelope, const std::vector<Finding>& findings,
                const std::vector<PageDossier>& dossiers) {
  out << html_head << "<script type=\"application/json\" id=\"run\">" << embedded(envelope_json(envelope))
      << "</script>\n"
      << "<script type=\"application/json\" id=\"natures\">" << natures_json().dump() << "</script>\n"
      << "<script type=\"application/json\" id=\"dossiers\">[";
  for (std::size_t i = 0; i < dossiers.size(); ++i) {
    const Json one{{"id", dossiers[i].dossier},
                   {"t", dossiers[i].territoire},
                   {"l", timeline_json(dossiers[i].timeline)}};
    out << (i ? ",\n" : "") << embedded(one.dump(-1, ' ', false, Json::error_handler_t::replace));
  }
  out << "]</script>\n<script type=\"application/json\" id=\"constats\">[";
  bool first = true;
  for (const auto& [finding, rank] : ranked(findings)) {
    // What is settled and the bare states would double the page for nothing: the timeline shows them.
    if (rank >= settled_begins) break;
    auto json = finding_json(*finding);
    json.insert(1, "\"u\":" + std::to_string(rank) + ",");
    out << (first ? "" : ",\n") << embedded(json);
    first = false;
  }
  out << "]</script>\n" << html_tail;
}

}  // namespace filrouge
