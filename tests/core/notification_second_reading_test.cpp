#include <catch2/catch.hpp>
#include <fstream>
#include <map>
#include <sstream>
#include <vector>

#include "engine/core/calendar/notification.hpp"
#include "tests/core/calendar_support.hpp"

/// The notification of a letter held against a table computed apart (tests/core/notification_a_part.py): the
/// oracle borrows the engine's, and cannot see its faults.
using namespace filrouge;

namespace {

constexpr std::size_t disagreements_told = 10;

enum Column : std::size_t {
  cas,
  mode,
  sent,
  presented,
  collected,
  returned,
  reason,
  handed,
  available,
  consulted,
  avis,
  consent,
  address,
  protected_person,
  perhaps_more,
  asked,
  kind,
  earliest,
  latest,
  columns
};

using Row = std::vector<std::string>;

std::vector<Row> rows() {
  std::ifstream file(std::string(FILROUGE_SOURCE_DIR) + "/tests/core/notification_a_part.csv");
  std::vector<Row> found;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with('#')) continue;
    Row row;
    std::istringstream cells(line);
    for (std::string cell; std::getline(cells, cell, ';');) row.push_back(cell);
    if (row.size() != columns) throw std::invalid_argument("not a row of the table: " + line);
    found.push_back(row);
  }
  return found;
}

/// The sending, day 0 of the table: late enough that garde and return cross the end of a leap February.
Date table_day(const std::string& cell) {
  return cell == "-" ? Date{} : day("2028-02-20") + std::stoi(cell);
}

std::string table_cell(Date date) {
  return date.known() ? std::to_string(days_between(day("2028-02-20"), date)) : "-";
}

/// A word that is not of the table fails the test: read as another, it would hide a disagreement.
template <typename Value>
Value word(const std::map<std::string, Value>& words, const std::string& cell) {
  const auto found = words.find(cell);
  if (found == words.end()) throw std::invalid_argument("not a word of the table: " + cell);
  return found->second;
}

LetterFacts letter(const Row& row) {
  using Mode = LetterFacts::Mode;
  using Proof = LetterFacts::Proof;
  using Reason = LetterFacts::ReturnReason;
  static const std::map<std::string, Mode> modes{{"inconnu", Mode::unknown},
                                                 {"lrar", Mode::lrar},
                                                 {"simple", Mode::simple},
                                                 {"remise", Mode::remise},
                                                 {"electronique", Mode::electronique}};
  static const std::map<std::string, Proof> proofs{
      {"inconnu", Proof::unknown}, {"oui", Proof::yes}, {"non", Proof::no}};
  static const std::map<std::string, Reason> reasons{{"-", Reason::none},
                                                     {"npai", Reason::npai},
                                                     {"non_reclame", Reason::non_reclame},
                                                     {"refuse", Reason::refuse}};
  static const std::map<std::string, bool> said{{"oui", true}, {"non", false}};
  LetterFacts facts;
  facts.sent = table_day(row[sent]);
  facts.presented = table_day(row[presented]);
  facts.collected = table_day(row[collected]);
  facts.returned = table_day(row[returned]);
  facts.handed = table_day(row[handed]);
  facts.available = table_day(row[available]);
  facts.consulted = table_day(row[consulted]);
  facts.mode = word(modes, row[mode]);
  facts.avis_instance = word(proofs, row[avis]);
  facts.reason = word(reasons, row[reason]);
  facts.address_change_signalled = word(said, row[address]);
  facts.protected_person = word(said, row[protected_person]);
  facts.consent = word(proofs, row[consent]);
  facts.perhaps_more = word(said, row[perhaps_more]);
  return facts;
}

std::string kind_word(Notification::Kind kind) {
  switch (kind) {
    case Notification::Kind::known:
      return "connue";
    case Notification::Kind::waiting:
      return "attente";
    case Notification::Kind::unknown:
      return "inconnue";
    case Notification::Kind::irregular:
      return "irreguliere";
  }
  return "";
}

std::string in_full(const Row& row) {
  static const char* names[] = {"cas",     "mode",     "envoi",       "presente", "retire", "retour",
                                "motif",   "remis",    "disposition", "consulte", "avis",   "accord",
                                "adresse", "protegee", "plusieurs",   "jour"};
  std::string text;
  for (std::size_t c = 0; c <= asked; ++c)
    if (row[c] != "-" && !(row[c] == "non" && (c == address || c == protected_person || c == perhaps_more)))
      text += std::string(text.empty() ? "" : ", ") + names[c] + " " + row[c];
  return text;
}

}  // namespace

TEST_CASE("a letter is notified on the day of a table computed apart", "[calendrier][notification][table]") {
  const auto table = rows();
  REQUIRE(table.size() > 7000);
  std::map<std::string, std::size_t> of_case;
  std::map<std::string, std::size_t> of_kind;
  std::string disagreements;
  std::size_t count = 0;
  for (const auto& row : table) {
    ++of_case[row[cas]];
    ++of_kind[row[kind]];
    const auto found = notify(letter(row), table_day(row[asked]));
    const auto engine =
        kind_word(found.kind) + " " + table_cell(found.earliest) + " " + table_cell(found.latest);
    const auto apart = row[kind] + " " + row[earliest] + " " + row[latest];
    if (engine == apart || ++count > disagreements_told) continue;
    disagreements += in_full(row) + " : la table dit " + apart + ", le moteur " + engine + "\n";
  }
  INFO(disagreements << count << " désaccords sur " << table.size() << " lignes");
  CHECK(count == 0);
  for (const auto* one : {"a", "b", "c", "d", "e", "f"}) CHECK(of_case[one] > 0);
  for (const auto* one : {"connue", "attente", "inconnue", "irreguliere"}) CHECK(of_kind[one] > 0);
}
