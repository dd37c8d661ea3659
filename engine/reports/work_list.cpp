#include "engine/reports/work_list.hpp"

#include <fmt/format.h>
#include <unicode/locid.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <ostream>
#include <string_view>
#include <utility>

#include "engine/core/explain/sentence.hpp"
#include "engine/core/text/visible.hpp"
#include "engine/core/text/wording.hpp"
#include "engine/reports/line_words.hpp"
#include "engine/reports/urgency.hpp"

namespace filrouge {
namespace {

std::string in_capitals(std::string_view text) {
  std::string capitals;
  icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())})
      .toUpper(icu::Locale::getFrench())
      .toUTF8String(capitals);
  return capitals;
}

}  // namespace

std::string WorkList::who(const Finding& finding) const {
  std::string who;
  const auto add = [&](std::string_view text) { who += (who.empty() ? "" : " · ") + std::string(text); };
  // Who may do it, its line says: whose list it is on is another matter.
  if (!finding.role.empty())
    add((finding.faculte ? "suivi : " : "qui : ") + role_shown(model_, finding.role));
  if (!finding.decideur.empty()) add("décide : " + role_shown(model_, finding.decideur));
  if (!finding.retard_de.empty()) add("retard : " + institution_shown(model_, finding.retard_de));
  if (const auto basis = basis_shown(finding); !basis.empty()) add(basis);
  return who;
}

void WorkList::add(const std::vector<Finding>& lines, const std::vector<int>& ranks) {
  for (const auto& group : grouped(lines)) {
    const auto& shown = lines[group.front()];
    auto text = fmt::format("\n{}{} · ", visible_line(shown.dossier),
                            shown.personne.empty() ? "" : "/" + visible_line(shown.personne));
    // Of the lines under the first, what was just read is not read again.
    std::string_view explained;
    std::string by_whom;
    auto rank = ranks[group.front()];
    for (const auto i : group) {
      const auto& line = lines[i];
      const std::string_view indent = i == group.front() ? "    " : "      ";
      rank = std::min(rank, ranks[i]);
      text += (i == group.front() ? "" : "    + ") + title_shown(line) + '\n';
      if (!line.explication.empty() && line.explication != explained)
        text += fmt::format("{}{}\n", indent, visible_line(line.explication));
      explained = line.explication;
      if (auto told = who(line); !told.empty() && told != by_whom) {
        text += fmt::format("{}{}\n", indent, told);
        by_whom = std::move(told);
      }
    }
    lines_.add(order_in_list(rank, parse_iso_date(shown.date).value_or(Date{})), visible(text));
    added_ += group.size();
  }
}

void WorkList::write(std::ostream& out, const RunEnvelope& envelope) {
  out << fmt::format("Au {}, d'après ce qui était connu le {} : {}, {}.\n", people_date(envelope.asked),
                     people_date(envelope.known), counted(envelope.dossiers, "dossier", "dossiers"),
                     counted(envelope.findings, "constat", "constats"));
  for (const auto& line : envelope.head) out << "  " << visible_line(line) << '\n';
  int heading = -1;
  lines_.each([&](std::int64_t order, std::string_view text) {
    if (const auto rank = rank_of(order); rank != heading) {
      heading = rank;
      out << fmt::format("\n── {} ──\n", in_capitals(urgency_heading(rank)));
    }
    out << text;
  });
  if (envelope.findings > added_)
    out << fmt::format(
        "\nEt {} qui ne demandent rien aujourd'hui (--nature, ou --format json, les montrent).\n",
        counted(envelope.findings - added_, "constat", "constats"));
}

}  // namespace filrouge
