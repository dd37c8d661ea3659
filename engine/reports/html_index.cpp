#include "engine/reports/html_index.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <ostream>
#include <string_view>

#include "engine/core/calendar/date.hpp"
#include "engine/core/text/fold.hpp"
#include "engine/core/text/markup.hpp"
#include "engine/core/text/page_policy.hpp"
#include "engine/core/text/wording.hpp"
#include "engine/reports/grouped_digits.hpp"
#include "engine/reports/html_page.hpp"

namespace filrouge {
namespace {

constexpr std::string_view style =
    "*{box-sizing:border-box}"
    "body{margin:0 auto;max-width:62rem;padding:1rem;font:16px/1.45 system-ui,\"Segoe UI\",\"Liberation "
    "Sans\",sans-serif;color:#1d2433;background:#f6f7fa;overflow-wrap:anywhere}"
    "h1{font-size:1.4rem;margin:.2rem 0}p{margin:.5rem 0;color:#5a6478}a{color:#1f4e9c}"
    "div{overflow-x:auto}table{border-collapse:collapse;width:100%;background:#fff;margin:1rem 0}"
    "th,td{border:1px solid #d9dee8;padding:.4rem .6rem;text-align:right;vertical-align:top;"
    "font-variant-numeric:tabular-nums;overflow-wrap:normal}"
    "thead th{color:#5a6478;font-size:.88rem}th:first-child{text-align:left;min-width:10rem}"
    "tbody th{font-weight:400}tfoot{font-weight:600}"
    "footer{font-size:.82rem}@media print{body{background:#fff;max-width:none;padding:0;font-size:10.5pt}}";

std::string page_of(std::string_view title, std::string_view body) {
  return fmt::format(
      "<!DOCTYPE html>\n<html lang=\"fr\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
      "content=\"width=device-width, initial-scale=1\">\n{}<title>{}</title>\n<style>{}</style>\n</head>\n"
      "<body>\n{}</body>\n</html>\n",
      page_policy(style, {}), title, style, body);
}

std::uint64_t to_do(const TerritoireTally& tally) {
  return std::accumulate(tally.listed.begin(), tally.listed.begin() + attention_ends, std::uint64_t{0});
}

std::string figures(const TerritoireTally& tally) {
  std::string cells;
  for (const auto number :
       {tally.dossiers, to_do(tally), tally.listed[0], tally.listed[1], tally.listed[2], tally.given_up})
    cells += "<td>" + grouped_digits(number) + "</td>";
  return cells;
}

std::string row(const TerritoireTally& tally) {
  const auto name = territoire_shown(tally.territoire);
  std::string cell = tally.pages.empty() ? name : fmt::format("<a href=\"{}\">{}</a>", tally.pages[0], name);
  if (tally.pages.size() > 1) {
    cell += "<br>pages ";
    for (std::size_t i = 0; i < tally.pages.size(); ++i)
      cell += fmt::format("{}<a href=\"{}\">{}</a>", i > 0 ? " · " : "", tally.pages[i], i + 1);
  }
  return "<tr><th scope=\"row\">" + cell + "</th>" + figures(tally) + "</tr>\n";
}

TerritoireTally total(const std::vector<TerritoireTally>& territoires) {
  TerritoireTally all;
  for (const auto& one : territoires) {
    all.dossiers += one.dossiers;
    all.given_up += one.given_up;
    for (std::size_t rank = 0; rank < all.listed.size(); ++rank) all.listed[rank] += one.listed[rank];
  }
  return all;
}

}  // namespace

void write_html_index(std::ostream& out, const RunEnvelope& envelope,
                      std::vector<TerritoireTally> territoires) {
  std::ranges::sort(territoires, {}, [](const TerritoireTally& one) {
    return std::tuple(one.territoire.empty(), fold(one.territoire), one.territoire);
  });
  const auto all = total(territoires);
  std::string body = fmt::format(
      "<h1>Liste de travail, par territoire</h1>\n<p>Au {}, d'après ce qui était connu le {} — {} {}, {} "
      "{}{}</p>\n",
      people_date(envelope.asked), people_date(envelope.known), grouped_digits(envelope.dossiers),
      envelope.dossiers > 1 ? "dossiers" : "dossier", grouped_digits(envelope.findings),
      envelope.findings > 1 ? "constats" : "constat",
      envelope.rejects == 0 ? "."
                            : fmt::format(", {} : elles ne sont comptées ni montrées dans aucune page.",
                                          counted(envelope.rejects, "ligne rejetée", "lignes rejetées")));
  body += html_lines(envelope.head);
  body +=
      "<p>Cette liste est trop longue pour une seule page : chaque territoire a la sienne. Un territoire qui "
      "a beaucoup de lignes a plusieurs pages, les dossiers les plus pressants sur la première ; un dossier "
      "est tout entier sur une seule page.";
  if (!territoires.empty() && territoires.back().territoire.empty())
    body += " Les dossiers dont le fichier ne dit pas le territoire ont la leur, en fin de liste.";
  body += "</p>\n<div><table>\n<thead><tr><th scope=\"col\">Territoire</th>";
  for (const auto* heading :
       {"Dossiers", "Lignes à traiter", "dont irrégularités bloquantes", "dont en retard",
        "dont irrégularités et points à trancher", "Dossiers qui n'ont pu être évalués"})
    body += fmt::format("<th scope=\"col\">{}</th>", heading);
  body += "</tr></thead>\n<tbody>\n";
  for (const auto& one : territoires) body += row(one);
  body +=
      "</tbody>\n<tfoot><tr><th scope=\"row\">Ensemble</th>" + figures(all) +
      "</tr></tfoot>\n</table></div>\n<p>Ce que plusieurs constats disent ensemble est une ligne. Les lignes "
      "« à venir » et celles des procédures closes sont dans les pages, et ne sont pas à traiter.</p>\n";
  body += "<footer><p>Règles " + in_markup(envelope.rules_digest) +
          ". Cette liste avise ; une personne décide.</p></footer>\n";
  out << page_of("Liste de travail par territoire — filrouge", body);
}

std::string html_meanwhile() {
  return page_of(
      "Liste en cours d'écriture — filrouge",
      "<h1>Cette liste est en cours d'écriture</h1>\n<p>Ses pages sont en train d'être remplacées : "
      "rouvrez ce fichier dans un instant. Si ce message reste, l'écriture a été interrompue et la "
      "liste n'est pas entière : relancez la commande.</p>\n");
}

}  // namespace filrouge
