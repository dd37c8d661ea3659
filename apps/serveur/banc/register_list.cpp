#include "apps/serveur/banc/register_list.hpp"

#include <fmt/format.h>

#include <charconv>
#include <memory>
#include <optional>
#include <set>
#include <tuple>

#include "apps/serveur/banc/in_one_order.hpp"

namespace filrouge::banc {
namespace {

constexpr const char* columns =
    "a.dossier, a.personne, a.affaire, a.territoire, a.ouverte_le, a.acte, a.type, a.ouverte, a.etats, "
    "a.depuis, a.prochaine, a.attendu, a.irregularites, a.bloquantes, a.manquants, a.ordre, a.rang FROM "
    "mes_affaires a";

RegisterRow read_row(const Cursor& row) {
  RegisterRow it;
  it.dossier = row.text(0);
  it.personne = row.text(1);
  it.affaire = row.text(2);
  it.territoire = row.text(3);
  it.opened = row.date(4);
  it.act = row.text(5);
  it.type = row.text(6);
  it.open = row.number(7) != 0;
  it.states = row.text(8);
  it.since = row.date(9);
  it.next = row.date(10);
  it.awaited = row.text(11);
  it.irregularities = static_cast<std::uint32_t>(row.number(12));
  it.blocking = static_cast<std::uint32_t>(row.number(13));
  it.missing = row.text(14);
  it.order = row.wide(15);
  it.rank = row.number(16);
  return it;
}

using Key = std::tuple<std::int64_t, std::string, int>;
Key key_of(const RegisterRow& row) {
  return {row.order, row.dossier, row.rank};
}

std::optional<Key> read_key(const std::string& text) {
  const auto one = text.find('.'), last = text.rfind('.');
  if (one == std::string::npos || last <= one) return std::nullopt;
  Key key;
  const auto* begin = text.data();
  if (std::from_chars(begin, begin + one, std::get<0>(key)).ptr != begin + one) return std::nullopt;
  const auto* end = begin + text.size();
  if (std::from_chars(begin + last + 1, end, std::get<2>(key)).ptr != end) return std::nullopt;
  std::get<1>(key) = text.substr(one + 1, last - one - 1);
  return key;
}

std::vector<RegisterRow> rows_where(VisibleBase& base, const char* where, const std::string& value) {
  Cursor rows(base.base(), fmt::format("SELECT {} WHERE a.{} = ?1 ORDER BY a.dossier, a.rang LIMIT {}",
                                       columns, where, most_named));
  rows.bind(1, std::string_view(value));
  std::vector<RegisterRow> found;
  while (rows.step()) found.push_back(read_row(rows));
  return found;
}

/// The affaires of one territoire, in order; the parameters must live as long.
std::unique_ptr<Cursor> rows_of(VisibleBase& base, const RegisterQuestion& question,
                                const std::string& territoire, const std::optional<Key>& after) {
  // Of a role, by the table that has its affaires in their order.
  const std::string by = question.role.empty() ? "a" : "c";
  auto sql = fmt::format(
      "SELECT {}{} WHERE {}.territoire = ?1 AND {}.ouverte = ?2", columns,
      question.role.empty() ? "" : " JOIN mes_conduites c ON c.dossier = a.dossier AND c.rang = a.rang", by,
      by);
  if (!question.role.empty()) sql += " AND c.role = ?7";
  if (!question.type.empty()) sql += " AND a.type = ?3";
  if (after) sql += fmt::format(" AND ({0}.ordre, {0}.dossier, {0}.rang) > (?4, ?5, ?6)", by);
  auto rows = std::make_unique<Cursor>(base.base(),
                                       sql + fmt::format(" ORDER BY {0}.ordre, {0}.dossier, {0}.rang", by));
  rows->bind(1, std::string_view(territoire));
  rows->bind(2, question.open);
  if (!question.role.empty()) rows->bind(7, std::string_view(question.role));
  if (!question.type.empty()) rows->bind(3, std::string_view(question.type));
  if (after) {
    rows->bind(4, std::get<0>(*after));
    rows->bind(5, std::string_view(std::get<1>(*after)));
    rows->bind(6, std::get<2>(*after));
  }
  return rows;
}

}  // namespace

RegisterPage register_page(VisibleBase& base, const RegisterQuestion& question) {
  const auto after = read_key(question.after);
  const auto places = base.territoires(question.territoire);
  std::vector<std::unique_ptr<Cursor>> lists;
  for (const auto& territoire : places) lists.push_back(rows_of(base, question, territoire, after));
  auto found = in_one_order<RegisterRow>(std::move(lists), question.most, read_row, key_of);
  RegisterPage page{std::move(found.rows), {}};
  if (!found.more) return page;
  const auto& [order, dossier, rank] = key_of(page.rows.back());
  page.next = fmt::format("{}.{}.{}", order, dossier, rank);
  return page;
}

std::vector<std::string> register_types(VisibleBase& base) {
  // From one type to the next by the index: the affaires between them are not read.
  Cursor next(base.base(),
              "SELECT type FROM mes_affaires WHERE territoire = ?1 AND type > ?2 ORDER BY type LIMIT 1");
  std::set<std::string> types;
  for (const auto& territoire : base.territoires())
    for (std::string last;;) {
      next.reset();
      next.bind(1, std::string_view(territoire));
      next.bind(2, std::string_view(last));
      if (!next.step()) break;
      last = next.text(0);
      types.insert(last);
    }
  return {types.begin(), types.end()};
}

std::vector<RegisterRow> affaires_named(VisibleBase& base, const std::string& key) {
  return rows_where(base, "affaire", key);
}

std::vector<RegisterRow> affaires_of_dossier(VisibleBase& base, const std::string& dossier) {
  return rows_where(base, "dossier", dossier);
}

}  // namespace filrouge::banc
