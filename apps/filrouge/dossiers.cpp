#include "apps/filrouge/dossiers.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>

#include "apps/filrouge/exit_codes.hpp"
#include "apps/filrouge/remarks.hpp"
#include "apps/filrouge/standard_streams.hpp"
#include "apps/serveur/acces/access_error.hpp"
#include "engine/core/dossier/departement.hpp"
#include "engine/core/text/close_number.hpp"
#include "engine/core/text/quotable.hpp"
#include "engine/core/text/suggestion.hpp"
#include "engine/core/text/visible.hpp"
#include "engine/core/text/wording.hpp"
#include "engine/files/file_error.hpp"
#include "engine/formats/ndjson.hpp"
#include "engine/store/dossier_rows.hpp"
#include "engine/store/freshness.hpp"
#include "engine/store/near_dossier.hpp"
#include "engine/systems/system_dossiers.hpp"
#include "engine/systems/system_there.hpp"

namespace filrouge {
namespace {

/// A base by its first bytes, or by a name that promises one: whoever reads it says what is wrong with it.
bool is_base(const std::string& path) {
  namespace fs = std::filesystem;
  std::error_code unknown;
  // What is looked at in a pipe is taken from it.
  if (!fs::is_regular_file(path, unknown) || fs::file_size(path, unknown) == 0) return false;
  constexpr std::string_view names[] = {".db", ".sqlite", ".sqlite3"};
  if (std::ranges::find(names, fs::path(path).extension().string()) != std::end(names)) return true;
  std::ifstream file(path, std::ios::binary);
  char start[16] = {};
  return file.read(start, sizeof start) && std::string_view(start, 15) == "SQLite format 3";
}

/// Nothing in a file is an answer, and may be a file that never came whole.
void say_if_empty(const std::string& path) {
  std::error_code unknown;
  if (std::filesystem::is_regular_file(path, unknown) && std::filesystem::file_size(path, unknown) == 0)
    say("remarque : « {} » est vide : aucun dossier n'y est\n", path);
}

bool asks_for_a_place(const DossierChoice& choice) {
  return !choice.territoire.empty() || !choice.departement.empty();
}

/// « du territoire « Adour », département 64 »
std::string place_asked(const DossierChoice& choice) {
  if (choice.territoire.empty()) return "du département " + choice.departement;
  return "du territoire « " + choice.territoire + " »" +
         (choice.departement.empty() ? "" : ", département " + choice.departement);
}

bool is_address(const std::string& from) {
  return from.starts_with("postgresql://") || from.starts_with("postgres://");
}

/// The database of a case system, read in place: « postgresql://server/base#schema ».
std::unique_ptr<DossierSource> dossiers_in_place(const DossierChoice& choice) {
  const auto hash = choice.from.find('#');
  DatabaseOptions options{read_database_url(choice.from.substr(0, hash))};
  if (hash != std::string::npos) options.schema = choice.from.substr(hash + 1);
  auto dossiers =
      std::make_unique<systems::SystemDossiers>(systems::system_there(options), options, choice.departement);
  dossiers->start({});
  return dossiers;
}

/// Tells a dossier of a base, read once, to those who type it.
class EachTyping final : public DossierVisitor {
 public:
  EachTyping(std::span<const Typing> typings, Date known) {
    for (const auto& typing : typings)
      builders_.push_back(std::make_unique<JournalBuilder>(typing.vocabulary, typing.journal, known));
  }

  void begin(const SeenDossier& dossier) override { each(&DossierVisitor::begin, dossier); }
  void restated(const SeenDossier& dossier) override { each(&DossierVisitor::restated, dossier); }
  void coverage(const SeenCoverage& coverage) override { each(&DossierVisitor::coverage, coverage); }
  void covered_type(std::string_view type) override { each(&DossierVisitor::covered_type, type); }
  void person(const SeenPerson& person) override { each(&DossierVisitor::person, person); }
  void attribute(const SeenAttribute& attribute) override { each(&DossierVisitor::attribute, attribute); }
  void event(const SeenEvent& event) override { each(&DossierVisitor::event, event); }
  void reference(std::string_view role, std::string_view target) override {
    each(&DossierVisitor::reference, role, target);
  }
  void field(std::string_view name, RawValue::Kind kind, std::string_view value) override {
    each(&DossierVisitor::field, name, kind, value);
  }
  void end() override { each(&DossierVisitor::end); }

 private:
  template <class Call, class... Told>
  void each(Call call, const Told&... told) {
    for (const auto& builder : builders_) (builder.get()->*call)(told...);
  }

  std::vector<std::unique_ptr<JournalBuilder>> builders_;
};

/// What the vocabularies do not understand alike is told once.
void tell_remarks(RemarkTeller& teller, std::span<const Typing> typings, bool of_base) {
  const auto& first = typings.front();
  if (typings.size() == 1)
    return of_base ? teller.journal_of_base(first.journal) : teller.journal(first.journal);
  if (of_base) teller.departement_of_base(first.journal);
  for (const auto& typing : typings)
    for (const auto& remark : typing.journal.remarks) {
      bool told = false, of_all = true;
      for (const auto& other : typings) {
        const bool holds = std::ranges::any_of(other.journal.remarks, [&](const JournalRemark& one) {
          return one.text == remark.text &&
                 other.journal.text(one.event) == typing.journal.text(remark.event);
        });
        told = told || (holds && &other < &typing);
        of_all = of_all && holds;
      }
      if (!told) teller.remark(typing.journal, remark, of_all ? std::string() : " (" + typing.told_of + ")");
    }
}

/// The dossiers of a source that are chosen, typed and handed over.
void follow(DossierSource& source, const DossierChoice& choice, std::span<const Typing> typings,
            const std::function<void()>& visit, RemarkTeller& teller, Progress& progress,
            DossierTally& tally) {
  const auto& journal = typings.front().journal;
  Record record;
  Reject reject;
  for (auto status = source.next(record, reject); status != ReadStatus::end;
       status = source.next(record, reject)) {
    if (status == ReadStatus::reject) {
      ++tally.rejects;
      say("{}\n", display(reject));
      continue;
    }
    if (!choice.dossier.empty() && record.dossier != choice.dossier) {
      if (tally.near_dossier.empty() && close_numbers(choice.dossier, record.dossier))
        tally.near_dossier = record.dossier;
      continue;
    }
    if (!choice.tranche.holds(record.dossier)) continue;
    for (const auto& typing : typings) bind(record, typing.vocabulary, typing.journal, choice.known);
    if (journal.known > choice.known) {
      ++tally.not_known_yet;
      continue;
    }
    const bool there = (choice.territoire.empty() || journal.territoire == choice.territoire) &&
                       (choice.departement.empty() || journal.departement == choice.departement);
    if (!there) {
      ++tally.elsewhere;
      const auto met = [](std::set<std::string>& places, const std::string& place) {
        if (!place.empty() && places.size() < Places::most) places.insert(place);
      };
      met(tally.places.territoires, journal.territoire);
      met(tally.places.departements, journal.departement);
      continue;
    }
    ++tally.read;
    progress.step();
    for (const auto& remark : record.remarks)
      teller.remark(record.dossier, (remark.where.empty() ? "" : remark.where + " : ") + remark.text);
    tell_remarks(teller, typings, false);
    visit();
  }
}

}  // namespace

DossierTally each_dossier(const DossierChoice& choice, const Vocabulary& vocabulary, Journal& journal,
                          const std::function<void()>& visit) {
  const Typing typings[] = {{vocabulary, journal, {}}};
  return each_dossier(choice, typings, visit);
}

DossierTally each_dossier(const DossierChoice& choice, std::span<const Typing> typings,
                          const std::function<void()>& visit) {
  DossierTally tally;
  RemarkTeller teller(tally);
  Progress progress;
  if (choice.from != "-" && is_base(choice.from)) {
    Base base(choice.from, BaseAccess::read);
    const Selection selection{choice.dossier, choice.territoire, choice.departement, choice.tranche,
                              choice.known};
    const auto& journal = typings.front().journal;
    // Journals are kept typed by one vocabulary.
    std::optional<DossierJournals> typed;
    std::optional<DossierRows> rows;
    if (typings.size() == 1)
      typed.emplace(base, typings.front().vocabulary, typings.front().journal, selection);
    else
      rows.emplace(base, selection);
    EachTyping builders(typings, choice.known);
    while (typed ? typed->next() : rows->next(builders)) {
      if (journal.known > choice.known) {
        ++tally.not_known_yet;
        continue;
      }
      ++tally.read;
      progress.step();
      tell_remarks(teller, typings, true);
      visit();
    }
    if (tally.read == 0 && asks_for_a_place(choice)) tally.places = places_of(base);
    if (tally.read == 0 && !choice.dossier.empty())
      tally.near_dossier = near_dossier(base, choice.dossier).value_or("");
    return tally;
  }
  if (is_address(choice.from)) {
    const auto source = dossiers_in_place(choice);
    follow(*source, choice, typings, visit, teller, progress, tally);
    for (const auto& warning : source->warnings()) say("remarque : {}\n", visible_line(warning));
    return tally;
  }
  if (choice.from.find("://") != std::string::npos)
    throw FormatError(
        "« " + choice.from +
        " » : cette version lit une base SQLite, un fichier .ndjson ou .json, l'entrée standard (-), "
        "ou la base PostgreSQL d'un logiciel (postgresql://…)");
  say_if_empty(choice.from);
  DossierStream stream(choice.from);
  follow(stream, choice, typings, visit, teller, progress, tally);
  return tally;
}

std::optional<std::vector<SourceState>> sources_of(const DossierChoice& choice) {
  if (choice.from == "-" || !is_base(choice.from)) return std::nullopt;
  Base base(choice.from, BaseAccess::read);
  auto sources = freshness(base, choice.known);
  base.check_still();
  return sources;
}

std::string absent(const DossierChoice& choice, const DossierTally& tally) {
  auto called = after_noun(choice.dossier);
  if (called.empty()) called = " demandé";
  if (tally.not_known_yet > 0)
    return "le dossier" + called + " n'était pas connu le " + french_date(choice.known);
  if (tally.elsewhere > 0) return "le dossier" + called + " n'est pas " + place_asked(choice);
  return "le dossier" + called + " n'est pas dans " + choice.from +
         (asks_for_a_place(choice) ? ", ou n'est pas " + place_asked(choice) : "") +
         (is_number_like(tally.near_dossier) ? " ; voulez-vous dire « " + tally.near_dossier + " » ?" : "");
}

void say_if_no_dossier_is_there(const DossierChoice& choice, const DossierTally& tally) {
  if (tally.read > 0 || !asks_for_a_place(choice)) return;
  auto text = "aucun dossier " + place_asked(choice);
  const auto& [territoires, departements] = tally.places;
  const bool by_territoire = !choice.territoire.empty();
  const auto& all = by_territoire ? territoires : departements;
  const auto& asked = by_territoire ? choice.territoire : choice.departement;
  const std::vector<std::string_view> names(all.begin(), all.end());
  const bool otherwise = all.contains(asked);
  const auto meant = by_territoire && !otherwise ? did_you_mean(asked, names) : Suggestion{};
  constexpr std::size_t most_listed = 20;
  if (!meant.empty())
    text += meant.then();
  else if (otherwise)
    text +=
        " : ceux qui en sont n'y étaient pas encore ce jour-là, n'y sont plus" +
        std::string(by_territoire && !choice.departement.empty() ? ", ou sont d'un autre département" : "");
  else if (names.empty())
    text += by_territoire ? " : aucun ne dit son territoire" : " : aucun ne dit son département";
  else
    text += " ; ceux qu'ils disent : " +
            listed(std::vector<std::string_view>(
                names.begin(),
                names.begin() + static_cast<std::ptrdiff_t>(std::min(names.size(), most_listed)))) +
            (names.size() > most_listed ? "…" : "");
  say("{}\n", visible_line(text));
}

int reading(const std::function<int()>& work) {
  try {
    return work();
  } catch (const FormatError& error) {
    say("{}\n", error.what());
  } catch (const StoreError& error) {
    say("{}\n", error.what());
  } catch (const FileError& error) {
    say("{}\n", error.what());
  } catch (const acces::AccessError& error) {
    say("{}\n", error.what());
  }
  return exit_bad_input;
}

}  // namespace filrouge
