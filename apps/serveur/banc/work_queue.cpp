#include "apps/serveur/banc/work_queue.hpp"

#include <fmt/format.h>

#include <charconv>
#include <memory>
#include <tuple>

#include "apps/serveur/banc/in_one_order.hpp"

namespace filrouge::banc {
namespace {

constexpr std::int32_t week = 7;
constexpr const char* columns =
    "dossier, personne, affaire, id, territoire, role, ordre, dit_le, le, rang FROM mes_constats";

using Key = std::tuple<std::int64_t, std::int64_t, std::string, std::string>;

QueueLine read_line(const Cursor& row) {
  QueueLine line;
  line.dossier = row.text(0);
  line.personne = row.text(1);
  line.affaire = row.text(2);
  line.id = row.text(3);
  line.territoire = row.text(4);
  line.role = row.text(5);
  line.order = row.wide(6);
  line.said = row.date(7);
  line.day = row.date(8);
  line.rank = static_cast<std::uint32_t>(row.number(9));
  return line;
}

/// In which order a list is read: the weeks by day, all others by urgency.
Key key_of(const QueueLine& line, Wanted wanted) {
  const auto first = wanted == Wanted::this_week ? std::int64_t{line.day.days} : std::int64_t{0};
  return {first, line.order, line.dossier, line.id};
}

std::string written(const Key& key) {
  return fmt::format("{}.{}.{}.{}", std::get<0>(key), std::get<1>(key), std::get<2>(key), std::get<3>(key));
}

/// A dossier may hold points, its other parts do not.
std::optional<Key> read_key(const std::string& text) {
  const auto one = text.find('.'), two = text.find('.', one + 1), last = text.rfind('.');
  if (one == std::string::npos || two == std::string::npos || last <= two) return std::nullopt;
  Key key;
  const auto number = [&](std::size_t from, std::size_t to, std::int64_t& value) {
    const auto* end = text.data() + to;
    return std::from_chars(text.data() + from, end, value).ptr == end;
  };
  if (!number(0, one, std::get<0>(key)) || !number(one + 1, two, std::get<1>(key))) return std::nullopt;
  std::get<2>(key) = text.substr(two + 1, last - two - 1);
  std::get<3>(key) = text.substr(last + 1);
  return key;
}

std::string condition(const QueueQuestion& question) {
  switch (question.wanted) {
    case Wanted::everything:
      return question.role.empty() ? "mene & 1" : "mene & 2 AND role = ?2";
    case Wanted::fresh:
      return "tete & 1 AND urgence < 7 AND dit_le = ?3";
    case Wanted::late:
      return "tete & 2";
    case Wanted::this_week:
      return "tete & 8 AND le BETWEEN ?3 AND ?4";
    case Wanted::to_complete:
      return "tete & 4";
  }
  return "0";
}

/// The lines of one territoire, in order; the parameters must live as long.
std::unique_ptr<Cursor> lines_of(VisibleBase& base, const QueueQuestion& question,
                                 const std::string& territoire, const std::optional<Key>& after) {
  const bool by_day = question.wanted == Wanted::this_week;
  auto sql =
      fmt::format("SELECT {} WHERE fini_le IS NULL AND territoire = ?1 AND {}", columns, condition(question));
  if (!question.role.empty() && question.wanted != Wanted::everything)
    sql += " AND (role = ?2 OR decideur = ?2)";
  if (after)
    sql += by_day ? " AND (le, ordre, dossier, id) > (?5, ?6, ?7, ?8)"
                  : " AND (ordre, dossier, id) > (?6, ?7, ?8)";
  sql += by_day ? " ORDER BY le, ordre, dossier, id" : " ORDER BY ordre, dossier, id";
  auto rows = std::make_unique<Cursor>(base.base(), sql);
  rows->bind(1, std::string_view(territoire));
  if (!question.role.empty()) rows->bind(2, std::string_view(question.role));
  if (by_day || question.wanted == Wanted::fresh) rows->bind(3, question.day.days);
  if (by_day) rows->bind(4, question.day.days + week);
  if (after) {
    if (by_day) rows->bind(5, std::get<0>(*after));
    rows->bind(6, std::get<1>(*after));
    rows->bind(7, std::string_view(std::get<2>(*after)));
    rows->bind(8, std::string_view(std::get<3>(*after)));
  }
  return rows;
}

}  // namespace

Queue work_queue(VisibleBase& base, const QueueQuestion& question) {
  const auto after = read_key(question.after);
  const auto places = base.territoires(question.territoire);
  std::vector<std::unique_ptr<Cursor>> lists;
  for (const auto& territoire : places) lists.push_back(lines_of(base, question, territoire, after));
  const auto key = [&](const QueueLine& line) { return key_of(line, question.wanted); };
  auto page = in_one_order<QueueLine>(std::move(lists), question.most, read_line, key);
  Queue queue{std::move(page.rows), {}};
  if (page.more) queue.next = written(key(queue.lines.back()));
  return queue;
}

std::vector<QueueLine> lines_of_affaire(VisibleBase& base, const std::string& dossier,
                                        const std::string& personne, const std::string& affaire) {
  Cursor rows(base.base(),
              fmt::format("SELECT {} WHERE dossier = ?1 AND fini_le IS NULL AND tete & 1 AND urgence < 7 AND "
                          "coalesce(personne, '') = ?2 AND coalesce(affaire, '') = ?3 ORDER BY ordre, id",
                          columns));
  rows.bind(1, dossier);
  rows.bind(2, personne);
  rows.bind(3, affaire);
  std::vector<QueueLine> lines;
  while (rows.step()) lines.push_back(read_line(rows));
  return lines;
}

QueueCounts queue_counts(VisibleBase& base, const std::string& role, const std::string& territoire,
                         Date day) {
  QueueCounts counts;
  Cursor rows(
      base.base(),
      "SELECT quoi, sum(nombre) FROM decomptes WHERE territoire = ?1 AND role = ?2 AND (quoi IN "
      "('echu', 'completer') OR (quoi = 'nouveau' AND jour = ?3) OR (quoi = 'attendu' AND jour BETWEEN "
      "?3 AND ?4)) GROUP BY quoi");
  const bool all = territoire.empty() && base.sight().everywhere;
  for (const auto& place : all ? std::vector<std::string>{"*"} : base.territoires(territoire)) {
    rows.reset();
    rows.bind(1, place);
    rows.bind(2, role);
    rows.bind(3, day.days);
    rows.bind(4, day.days + week);
    while (rows.step()) {
      const auto what = rows.text(0);
      const auto count = static_cast<std::uint64_t>(rows.wide(1));
      if (what == "nouveau") counts.fresh += count;
      if (what == "echu") counts.late += count;
      if (what == "attendu") counts.this_week += count;
      if (what == "completer") counts.to_complete += count;
    }
  }
  return counts;
}

}  // namespace filrouge::banc
