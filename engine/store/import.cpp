#include "engine/store/import.hpp"

#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>

#include <algorithm>

#include "engine/core/dossier/as_known.hpp"
#include "engine/core/text/quotable.hpp"
#include "engine/identity/matricule.hpp"
#include "engine/store/binding.hpp"
#include "engine/store/dossier_rows.hpp"
#include "engine/store/dossier_writer.hpp"
#include "engine/store/flux_seen.hpp"
#include "engine/store/guarded.hpp"
#include "engine/store/journal_blobs.hpp"
#include "engine/store/moved_rows.hpp"
#include "engine/store/observation.hpp"
#include "engine/store/taken_back.hpp"
#include "engine/store/unnamed_acts.hpp"
#include "engine/store/who_is_who.hpp"

namespace filrouge {
namespace {

/// A number told in another of its writings is told already.
void keep_writing(const Record& held, Record& incoming) {
  const auto known = head_as_known(held).matricule;
  if (!known.empty() && normalised_matricule(known) == normalised_matricule(incoming.matricule))
    incoming.matricule = known;
}

/// Does it wait to be told again by its own program?
bool is_separated(const Record& held) {
  return std::ranges::find(held.coverage, separated_source, &RawCoverage::source) != held.coverage.end();
}

}  // namespace

class Import::Impl {
 public:
  Impl(Base& base, const Vocabulary& known)
      : vocabulary(known),
        transaction(base.database(), SQLite::TransactionBehavior::IMMEDIATE),
        database(base.database()),
        journals(base, known),
        lookup(base),
        who(base, lookup),
        writer(base.database()),
        flux(base.database()) {}

  std::vector<Reject> merge(Record record, std::uint64_t line) {
    auto rejects = settled(record, line);
    sift(record, line, rejects);
    call_acts_as_held(held.record, record);
    const auto told_on = told_today(record.dossier);
    add(std::move(record), line, told_on, rejects);
    return rejects;
  }

  std::vector<Reject> observe(Record seen, Date seen_on, std::uint64_t line) {
    auto rejects = settled(seen, line);
    // A journal without coverage is complete: the flux's own would make all the rest unknown.
    if (!writer.told_as.empty() && held.record.coverage.empty()) seen.coverage.clear();
    sift(seen, line, rejects);
    const auto dossier = seen.dossier;
    const auto caisse = caisse_name(seen.organisme, seen.caisse);
    const auto past = flux.past(dossier);
    auto observation = filrouge::observe(held.record, past, std::move(seen), seen_on);
    if (flux.take_out(held.record, observation)) journals.forget(dossier);
    const auto told_on = observation.news.known;
    add(std::move(observation.news), line, told_on, rejects);
    flux.saw(dossier, caisse, past, observation);
    return rejects;
  }

  std::vector<Reject> reread(Record now, const SeenRows& seen, RereadCounts& reread_counts) {
    auto rejects = settled(now, 0);
    sift(now, 0, rejects);
    if (!held.record.dossier.empty())
      now = filrouge::reread(held.record, std::move(now), seen, reread_counts);
    const auto told_on = told_today(now.dossier);
    add(std::move(now), 0, told_on, rejects);
    return rejects;
  }

  std::vector<Reject> notified(Record told, NotifiedCounts& notified_counts, std::uint64_t line) {
    auto rejects = settled(told, line);
    sift(told, line, rejects);
    told = filrouge::notified(held.record, std::move(told), database_read_on(), notified_counts);
    const auto told_on = told_today(told.dossier);
    add(std::move(told), line, told_on, rejects);
    return rejects;
  }

  std::vector<Reject> enter(const std::string& dossier, RawEvent act) {
    if (!lookup.find(dossier, held)) throw StoreError("la base n'a pas ce dossier : rien n'est écrit");
    writer.told_as.clear();
    Record told;
    told.dossier = dossier;
    // Nobody is told anew; but what is known of her sooner is of a person who was there sooner.
    if (!act.person.empty()) told.persons.emplace_back().id = act.person;
    told.events.push_back(std::move(act));
    std::vector<Reject> rejects;
    sift(told, 0, rejects);
    add(std::move(told), 0, told_today(dossier), rejects);
    return rejects;
  }

  Reject kept(Reject reject) {
    reject.file = file.name;
    ++counts.rejects;
    Binding(insert_reject)
        .number(import_id)
        .number(reject.line)
        .number(reject.column)
        .copy(shown_dossier(reject))
        .text(reject.where)
        .text(reject.reason)
        .run();
    return reject;
  }

  void close_file() {
    if (import_id == 0) return;
    Binding(close_import)
        .number(import_id)
        .number(counts.new_dossiers + counts.changed_dossiers)
        .number(counts.new_events)
        .number(counts.rejects)
        .run();
    if (covered_to.known()) Binding(set_until).number(import_id).day(covered_to).run();
    if (asks)
      Binding(to_read_again).number(import_id).run();
    else if (left_out.count > 0 && !file.digest.empty())
      Binding(name_rules).number(import_id).copy(digest_under_rules()).run();
  }

  /// What the very same file is known by when these rules left something of it out.
  std::string digest_under_rules() const { return file.digest + " " + file.rules; }

  const Vocabulary& vocabulary;
  SQLite::Transaction transaction;
  SQLite::Database& database;
  JournalBlobs journals;
  DossierLookup lookup;
  WhoIsWho who;
  DossierWriter writer;
  FluxSeen flux;
  RecordBuilder held;
  ImportFile file;
  std::uint64_t import_id = 0;
  Date covered_to;  ///< the last day the file vouches for
  ImportCounts counts;
  LeftOut left_out;
  Date read_first_on;  ///< the day of the pass that this one replaces
  bool asks = false;   ///< something of the file waits for an answer
  std::uint64_t typed_anew = 0;

  /// When this very file was read this very way.
  std::optional<std::string> read_already() {
    Binding(earlier)
        .text(file.digest)
        .number(file.bytes)
        .text(file.format)
        .copy(digest_under_rules())
        .text(file.reading);
    if (!earlier.executeStep()) return std::nullopt;
    return earlier.getColumn(0).getString();
  }

  SQLite::Statement earlier{
      database,
      "SELECT coalesce(importe_le, '') FROM imports WHERE empreinte IN (?1, ?4) AND octets = ?2 AND format = "
      "?3 AND lecture IS ?5 AND remplace_par IS NULL AND a_relire IS NULL"};
  SQLite::Statement insert_import{
      database,
      "INSERT INTO imports(fichier, format, empreinte, octets, importe_le, systeme, lecture) "
      "VALUES(?,?,?,?,?,?,?)"};

 private:
  Date today() const {
    return parse_iso_date(std::string_view(file.imported_at).substr(0, 10)).value_or(Date{});
  }

  /// The last day on which the database of the system that the file speaks of was read in place.
  Date database_read_on() {
    Binding(last_read).text(file.system);
    if (!last_read.executeStep() || last_read.getColumn(0).isNull()) return {};
    return Date{last_read.getColumn(0).getInt()};
  }

  /// The day from which what a file tells without a day of its own is known. All that enters the base on the
  /// day the dossier enters it is its first state.
  Date told_today(const std::string& dossier) {
    if (held.record.dossier.empty()) return {};
    entered_on.reset();
    entered_on.bindNoCopy(1, dossier);
    // A page corrected since tells what was told the day the file was first read.
    const auto on = read_first_on.known() ? read_first_on : today();
    const bool first = !entered_on.executeStep() ||
                       (!entered_on.getColumn(0).isNull() && entered_on.getColumn(0).getInt() == on.days);
    return first ? Date{} : on;
  }

  /// Finds of whom the base has it that the dossier is, and gives it and its persons the names they have
  /// there.
  std::vector<Reject> settled(Record& record, std::uint64_t line) {
    const auto told = record.dossier;
    auto settled_name = who.settled_name(told);
    if (settled_name.empty()) {
      if (lookup.find(told, held)) {
        settled_name = who.other_number(held.record, record);
      } else {
        held.record = {};
        settled_name = who.household_of(record);
      }
    }
    // Joined by a person to the dossier that had its number first, it is told under the other it had.
    const auto told_as = settled_name == told ? who.own_number(told) : told;
    if (!settled_name.empty()) {
      record.dossier = std::move(settled_name);
      if (!lookup.find(record.dossier, held)) held.record = {};
    }
    writer.told_as = who.is_number_of(record.dossier, told_as) ? std::string() : told_as;
    keep_writing(held.record, record);
    std::vector<Reject> rejects;
    for (auto& refused : who.settle_persons(held.record, record, told_as))
      rejects.push_back(kept({{},
                              line,
                              0,
                              told,
                              is_number_like(refused.told) ? "personnes/" + refused.told : "personnes",
                              refused.reason}));
    who.settle_acts(held.record, record, told_as);
    who.note_moves(held.record, record);
    count_decisions();
    return rejects;
  }

  void count_decisions() {
    counts.joined = who.counts.joined;
    counts.separated = who.counts.separated;
    counts.corrected = who.counts.corrected;
    counts.doubted = who.counts.doubted;
  }

  /// Leaves of the dossier what the rules know; what of it is refused joins the rejects.
  void sift(Record& record, std::uint64_t line, std::vector<Reject>& rejects) {
    for (auto& refused : keep_known(record, held.record, vocabulary, left_out))
      rejects.push_back(
          kept({{}, line, 0, record.dossier, std::move(refused.where), std::move(refused.reason)}));
  }

  void add(Record record, std::uint64_t line, Date told_on, std::vector<Reject>& rejects) {
    const auto& before = held.record;
    const bool is_new = before.dossier.empty();
    for (const auto& coverage : record.coverage) covered_to = std::max(covered_to, coverage.to);
    auto news = additions(before, record, told_on);
    for (const auto& conflict : news.conflicts)
      rejects.push_back(kept({{}, line, 0, record.dossier, conflict.where, conflict.reason}));
    counts.unchanged_events += news.unchanged_events;
    if (is_new)
      ++counts.new_dossiers;
    else if (news.empty())
      ++counts.unchanged_dossiers;
    else
      ++counts.changed_dossiers;
    if (!is_new && !news.empty()) journals.forget(record.dossier);
    const bool whole = is_new && writer.write_head(record, today());
    writer.write(record.dossier, news);
    if (is_separated(before) && writer.told_as.empty() && who.created_by_this_system(record.dossier)) {
      journals.forget(record.dossier);
      Binding(separated_no_more).text(record.dossier).copy(std::string(separated_source)).run();
    }
    if (is_new) who.remember(record.dossier, head_as_known(record));
    who.keep_name();
    if (!news.heads.empty()) {
      const auto now = head_as_known(before, news.heads);
      who.remember(record.dossier, now);
      if (const auto was = head_as_known(before);
          was.matricule != now.matricule || was.caisse != now.caisse || was.organisme != now.organisme) {
        Record whole = before;
        whole.restated.insert(whole.restated.end(), news.heads.begin(), news.heads.end());
        who.doubt_again(whole);
        count_decisions();
      }
    }
    if (whole) {
      record.coverage = std::move(news.coverage);
      record.persons = std::move(news.persons);
      record.events = std::move(news.events);
      journals.keep(record);
    }
    counts.new_persons = writer.new_persons;
    counts.new_attributes = writer.new_attributes;
    counts.new_events = writer.new_events;
  }

  SQLite::Statement insert_reject{
      database, "INSERT INTO rejets(import, ligne, colonne, dossier, ou, motif) VALUES(?,?,?,?,?,?)"};
  SQLite::Statement close_import{
      database, "UPDATE imports SET dossiers = ?2, evenements = ?3, rejets = ?4 WHERE id = ?1"};
  SQLite::Statement set_until{database, "UPDATE imports SET jusqu_au = ?2 WHERE id = ?1 AND nature IS NULL"};
  SQLite::Statement to_read_again{database, "UPDATE imports SET a_relire = 1 WHERE id = ?1"};
  SQLite::Statement name_rules{database, "UPDATE imports SET empreinte = ?2 WHERE id = ?1"};
  SQLite::Statement last_read{database,
                              "SELECT max(cree_le) FROM imports WHERE format = ?1 AND systeme = ?1"};
  SQLite::Statement separated_no_more{database, "DELETE FROM couvertures WHERE dossier = ?1 AND source = ?2"};
  SQLite::Statement entered_on{database, "SELECT entre_le FROM dossiers WHERE dossier = ?1"};
};

namespace {

constexpr const char* not_written = "l'écriture dans la base a échoué, rien n'est changé";

}  // namespace

Import::Import(Base& base, const Vocabulary& vocabulary)
    : impl_(guarded(not_written, [&] { return std::make_unique<Impl>(base, vocabulary); })) {}
Import::~Import() = default;

std::optional<std::string> Import::begin_file(const ImportFile& file) {
  return guarded(not_written, [&]() -> std::optional<std::string> {
    impl_->close_file();
    impl_->import_id = 0;
    impl_->counts = {};
    impl_->covered_to = {};
    impl_->left_out = {};
    impl_->asks = false;
    impl_->read_first_on = {};
    impl_->writer.new_persons = impl_->writer.new_attributes = impl_->writer.new_events = 0;
    impl_->file = file;
    if (!file.digest.empty())
      if (auto same = impl_->read_already()) return same;
    Binding(impl_->insert_import)
        .text(file.name)
        .text(file.format)
        .copy(file.digest)
        .number(file.bytes)
        .text(file.imported_at)
        .text(file.system)
        .text(file.reading)
        .run();
    impl_->import_id = static_cast<std::uint64_t>(impl_->database.getLastInsertRowid());
    impl_->writer.import = impl_->import_id;
    impl_->who.begin(file.system, impl_->import_id, file.imported_at);
    if (!file.reading.empty() && !file.digest.empty()) {
      const auto taken = take_back_other_readings(impl_->database, file, impl_->import_id);
      impl_->counts.replaced = taken.rows;
      impl_->counts.replaced_passes = taken.passes;
      impl_->read_first_on = taken.on;
    }
    return std::nullopt;
  });
}

std::vector<Reject> Import::merge(Record record, std::uint64_t line) {
  return guarded(not_written, [&] { return impl_->merge(std::move(record), line); });
}

std::vector<Reject> Import::observe(Record seen, Date seen_on, std::uint64_t line) {
  return guarded(not_written, [&] { return impl_->observe(std::move(seen), seen_on, line); });
}

void Import::begin_flux(const FluxIdentity& flux) {
  guarded(not_written, [&] {
    impl_->flux.begin(impl_->import_id, flux);
    return 0;
  });
}

std::vector<std::string> Import::end_flux(const FluxIdentity& flux) {
  return guarded(not_written, [&] { return impl_->flux.end(flux, impl_->counts.rejects); });
}

std::vector<Reject> Import::reread(Record now, const SeenRows& seen, RereadCounts& counts) {
  return guarded(not_written, [&] { return impl_->reread(std::move(now), seen, counts); });
}

std::vector<Reject> Import::notified(Record told, NotifiedCounts& counts, std::uint64_t line) {
  return guarded(not_written, [&] { return impl_->notified(std::move(told), counts, line); });
}

std::vector<Reject> Import::enter(const std::string& dossier, RawEvent act) {
  return guarded(not_written, [&] { return impl_->enter(dossier, std::move(act)); });
}

void Import::reject(const Reject& reject) {
  guarded(not_written, [&] { return impl_->kept(reject); });
}

void Import::ask(const Reject& reject) {
  this->reject(reject);
  impl_->asks = true;
}

const ImportCounts& Import::counts() const {
  return impl_->counts;
}

const LeftOut& Import::left_out() const {
  return impl_->left_out;
}

std::uint64_t Import::typed_anew() const {
  return impl_->typed_anew;
}

void Import::commit() {
  guarded(not_written, [&] {
    impl_->close_file();
    impl_->import_id = 0;
    impl_->typed_anew = impl_->journals.complete();
    impl_->transaction.commit();
    return 0;
  });
}

}  // namespace filrouge
