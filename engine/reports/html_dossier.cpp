#include "engine/reports/html_dossier.hpp"

#include <algorithm>
#include <cstring>
#include <numeric>

#include "engine/reports/json_text.hpp"

namespace filrouge {
namespace {

std::string iso_or_empty(Date day) {
  return day.known() ? iso_date(day) : std::string();
}

void append_item(const TimelineItem& item, std::string& out) {
  constexpr const char* kinds[] = {"fait", "etat", "echeance", "attente", "mesure", "faculte"};
  const auto member = [&](std::string_view key, std::string_view text) {
    out += key;
    append_page_text(text, out);
  };
  member("{\"k\":", kinds[static_cast<std::size_t>(item.kind)]);
  member(",\"d\":", iso_or_empty(item.from));
  member(",\"f\":", iso_or_empty(item.to));
  member(",\"l\":", item.label);
  member(",\"p\":", item.person);
  member(",\"s\":", item.statut);
  if (!item.borne.empty()) member(",\"b\":", item.borne);
  out += '}';
}

/// What is packed before the text.
struct Packed {
  std::uint64_t lines, findings;
  decltype(HtmlDossier::listed) listed;
};

}  // namespace

void HtmlDossier::clear() {
  territoire.clear();
  text.clear();
  lines.clear();
  findings = 0;
  given_up = false;
  listed.fill(0);
}

void HtmlDossier::add_story(std::string_view id, const std::vector<TimelineItem>& timeline) {
  text += "{\"id\":";
  append_page_text(id, text);
  text += ",\"t\":";
  append_page_text(territoire, text);
  text += ",\"l\":[";
  for (const auto& item : timeline) {
    if (&item != timeline.data()) text += ',';
    append_item(item, text);
  }
  text += "]}";
}

void HtmlDossier::add_line(std::string_view json, int rank, Date date) {
  text += "{\"u\":";
  text += std::to_string(rank);
  text += ',';
  append_embedded(json.substr(1), text);
  lines.push_back({text.size(), order_in_list(rank, date)});
}

std::uint64_t HtmlDossier::things() const {
  return std::accumulate(listed.begin(), listed.end(), std::uint64_t{0});
}

std::int64_t HtmlDossier::most_urgent() const {
  return std::ranges::min(lines, {}, &Line::order).order;
}

void HtmlDossier::pack(std::string& bytes) const {
  const Packed head{lines.size(), findings, listed};
  bytes.append(reinterpret_cast<const char*>(&head), sizeof head);
  bytes.append(reinterpret_cast<const char*>(lines.data()), lines.size() * sizeof(Line));
  bytes += text;
}

void HtmlDossier::unpack(std::string_view bytes) {
  Packed head;
  std::memcpy(&head, bytes.data(), sizeof head);
  findings = head.findings;
  listed = head.listed;
  lines.resize(head.lines);
  const auto size_of_lines = head.lines * sizeof(Line);
  if (size_of_lines > 0) std::memcpy(lines.data(), bytes.data() + sizeof head, size_of_lines);
  text = bytes.substr(sizeof head + size_of_lines);
}

}  // namespace filrouge
