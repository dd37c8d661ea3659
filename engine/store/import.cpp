#include "engine/store/import.hpp"

#include <SQLiteCpp/Exception.h>
#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>

#include "engine/core/dossier/as_known.hpp"
#include "engine/store/binding.hpp"
#include "engine/store/dossier_rows.hpp"
#include "engine/store/dossier_writer.hpp"
#include "engine/store/journal_blobs.hpp"
#include "engine/store/observation.hpp"
#include "engine/store/sqlite_reason.hpp"

namespace filrouge {
namespace {

/// 15 digits of a flux, the 7 of the matricule followed by zeros.
std::string short_matricule(const std::string& matricule) {
  constexpr std::size_t digits = 7;
  if (matricule.size() != 15 || matricule.find_first_not_of('0', digits) != std::string::npos)
    return matricule;
  return matricule.substr(0, digits);
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
        writer(base.database()) {}

  std::vector<Reject> merge(Record record, std::uint64_t line) {
    if (!lookup.find(record.dossier, held)) held.record = {};
    auto rejects = sifted(record, line);
    const auto told_on = told_today(record.dossier);
    add(std::move(record), line, told_on, rejects);
    return rejects;
  }

  std::vector<Reject> observe(Record seen, Date seen_on, std::uint64_t line) {
    if (!lookup.find(seen.dossier, held)) {
      held.record = {};
      if (auto same = dossier_of(seen); !same.empty()) {
        seen.dossier = same;
        lookup.find(seen.dossier, held);
        // The base's own name for its dossier, and its matricule, stand.
        seen.matricule = head_as_known(held.record).matricule;
        // A journal without coverage is complete: the flux's own would make all the rest unknown.
        if (held.record.coverage.empty()) seen.coverage.clear();
      }
    }
    last_observed.reset();
    last_observed.bindNoCopy(1, seen.dossier);
    if (last_observed.executeStep() && !last_observed.getColumn(0).isNull()) {
      const Date last{last_observed.getColumn(0).getInt()};
      if (seen_on < last)
        return {kept({{},
                      line,
                      0,
                      seen.dossier,
                      {},
                      "ce flux du " + iso_date(seen_on) +
                          " est plus ancien que le dernier reçu pour ce dossier (" + iso_date(last) +
                          ") ; les flux s'importent dans l'ordre des mois"})};
    }
    auto rejects = sifted(seen, line);
    const auto dossier = seen.dossier;
    auto news = filrouge::observe(held.record, std::move(seen), seen_on);
    const auto told_on = news.known;
    add(std::move(news), line, told_on, rejects);
    Binding(set_observed).text(dossier).day(seen_on).run();
    return rejects;
  }

  std::vector<Reject> reread(Record now, const SeenRows& seen, RereadCounts& reread_counts) {
    if (!lookup.find(now.dossier, held)) held.record = {};
    auto rejects = sifted(now, 0);
    if (!held.record.dossier.empty())
      now = filrouge::reread(held.record, std::move(now), seen, reread_counts);
    const auto told_on = told_today(now.dossier);
    add(std::move(now), 0, told_on, rejects);
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
    if (left_out.count > 0 && !file.digest.empty())
      Binding(name_rules).number(import_id).copy(digest_under_rules()).run();
  }

  /// What the very same file is known by when these rules left something of it out.
  std::string digest_under_rules() const { return file.digest + " " + file.rules; }

  std::string dossier_of(const Record& seen) {
    if (seen.matricule.empty() || seen.organisme.empty()) return {};
    const auto short_form = short_matricule(seen.matricule);
    Binding(by_matricule).text(seen.matricule).text(short_form);
    std::string found;
    RecordBuilder candidate;
    while (by_matricule.executeStep()) {
      const auto dossier = by_matricule.getColumn(0).getString();
      lookup.find(dossier, candidate);
      const auto head = head_as_known(candidate.record);
      if (head.organisme != seen.organisme ||
          (head.matricule != seen.matricule && head.matricule != short_form))
        continue;
      if (!found.empty()) return {};  // two dossiers claim it: neither is chosen
      found = dossier;
    }
    return found;
  }

  const Vocabulary& vocabulary;
  SQLite::Transaction transaction;
  SQLite::Database& database;
  JournalBlobs journals;
  DossierLookup lookup;
  DossierWriter writer;
  RecordBuilder held;
  ImportFile file;
  std::uint64_t import_id = 0;
  ImportCounts counts;
  LeftOut left_out;
  std::uint64_t typed_anew = 0;

  SQLite::Statement earlier{
      database,
      "SELECT coalesce(importe_le, '') FROM imports WHERE empreinte IN (?1, ?4) AND octets = ?2 AND format = "
      "?3"};
  SQLite::Statement insert_import{
      database, "INSERT INTO imports(fichier, format, empreinte, octets, importe_le) VALUES(?,?,?,?,?)"};

 private:
  Date today() const {
    return parse_iso_date(std::string_view(file.imported_at).substr(0, 10)).value_or(Date{});
  }

  /// The day from which what a file tells without a day of its own is known. All that enters the base on the
  /// day the dossier enters it is its first state.
  Date told_today(const std::string& dossier) {
    if (held.record.dossier.empty()) return {};
    entered_on.reset();
    entered_on.bindNoCopy(1, dossier);
    const bool first = !entered_on.executeStep() || (!entered_on.getColumn(0).isNull() &&
                                                     entered_on.getColumn(0).getInt() == today().days);
    return first ? Date{} : today();
  }

  /// Leaves of the dossier what the rules know; gives what of it is refused.
  std::vector<Reject> sifted(Record& record, std::uint64_t line) {
    std::vector<Reject> rejects;
    for (auto& refused : keep_known(record, held.record, vocabulary, left_out))
      rejects.push_back(
          kept({{}, line, 0, record.dossier, std::move(refused.where), std::move(refused.reason)}));
    return rejects;
  }

  void add(Record record, std::uint64_t line, Date told_on, std::vector<Reject>& rejects) {
    const auto& before = held.record;
    const bool is_new = before.dossier.empty();
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
  SQLite::Statement name_rules{database, "UPDATE imports SET empreinte = ?2 WHERE id = ?1"};
  SQLite::Statement by_matricule{database,
                                 "SELECT dossier FROM dossiers WHERE matricule IN (?1, ?2) "
                                 "UNION SELECT dossier FROM entetes WHERE matricule IN (?1, ?2)"};
  SQLite::Statement entered_on{database, "SELECT entre_le FROM dossiers WHERE dossier = ?1"};
  SQLite::Statement last_observed{database, "SELECT observe_le FROM dossiers WHERE dossier = ?1"};
  SQLite::Statement set_observed{database, "UPDATE dossiers SET observe_le = ?2 WHERE dossier = ?1"};
};

namespace {

/// SQLite's own words, for the faults nobody foresaw.
template <typename Work>
auto guarded(Work work) {
  try {
    return work();
  } catch (const SQLite::Exception& error) {
    throw StoreError(std::string("l'écriture dans la base a échoué, rien n'est changé : ") +
                     sqlite_reason(error));
  }
}

}  // namespace

Import::Import(Base& base, const Vocabulary& vocabulary)
    : impl_(guarded([&] { return std::make_unique<Impl>(base, vocabulary); })) {}
Import::~Import() = default;

std::optional<std::string> Import::begin_file(const ImportFile& file) {
  return guarded([&]() -> std::optional<std::string> {
    impl_->close_file();
    impl_->import_id = 0;
    impl_->counts = {};
    impl_->left_out = {};
    impl_->writer.new_persons = impl_->writer.new_attributes = impl_->writer.new_events = 0;
    impl_->file = file;
    if (!file.digest.empty()) {
      Binding(impl_->earlier)
          .text(file.digest)
          .number(file.bytes)
          .text(file.format)
          .copy(impl_->digest_under_rules());
      if (impl_->earlier.executeStep()) return impl_->earlier.getColumn(0).getString();
    }
    Binding(impl_->insert_import)
        .text(file.name)
        .text(file.format)
        .copy(file.digest)
        .number(file.bytes)
        .text(file.imported_at)
        .run();
    impl_->import_id = static_cast<std::uint64_t>(impl_->database.getLastInsertRowid());
    impl_->writer.import = impl_->import_id;
    return std::nullopt;
  });
}

std::vector<Reject> Import::merge(Record record, std::uint64_t line) {
  return guarded([&] { return impl_->merge(std::move(record), line); });
}

std::vector<Reject> Import::observe(Record seen, Date seen_on, std::uint64_t line) {
  return guarded([&] { return impl_->observe(std::move(seen), seen_on, line); });
}

std::vector<Reject> Import::reread(Record now, const SeenRows& seen, RereadCounts& counts) {
  return guarded([&] { return impl_->reread(std::move(now), seen, counts); });
}

void Import::reject(const Reject& reject) {
  guarded([&] { return impl_->kept(reject); });
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
  guarded([&] {
    impl_->close_file();
    impl_->import_id = 0;
    impl_->typed_anew = impl_->journals.complete();
    impl_->transaction.commit();
    return 0;
  });
}

}  // namespace filrouge
