#include "engine/store/import.hpp"

#include <SQLiteCpp/Exception.h>
#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>

#include "engine/store/dossier_rows.hpp"
#include "engine/store/flat_json.hpp"
#include "engine/store/merge.hpp"
#include "engine/store/observation.hpp"

namespace filrouge {
namespace {

/// Binds the parameters of a statement one after the other: empty texts and unknown days are NULL.
class Binding {
 public:
  explicit Binding(SQLite::Statement& statement) : statement_(statement) {
    statement_.reset();
    statement_.clearBindings();
  }
  Binding& text(const std::string& value) {
    ++index_;
    if (!value.empty()) statement_.bindNoCopy(index_, value);
    return *this;
  }
  Binding& copy(const std::string& value) {
    ++index_;
    if (!value.empty()) statement_.bind(index_, value);
    return *this;
  }
  Binding& day(Date value) {
    ++index_;
    if (value.known()) statement_.bind(index_, value.days);
    return *this;
  }
  Binding& number(std::uint64_t value) {
    statement_.bind(++index_, static_cast<std::int64_t>(value));
    return *this;
  }
  void run() { statement_.exec(); }

 private:
  SQLite::Statement& statement_;
  int index_ = 0;
};

std::string joined(const std::vector<std::string>& types) {
  std::string words;
  for (const auto& type : types) words += (words.empty() ? "" : " ") + type;
  return words;
}

/// 15 digits of a flux, the 7 of the matricule followed by zeros.
std::string short_matricule(const std::string& matricule) {
  constexpr std::size_t digits = 7;
  if (matricule.size() != 15 || matricule.find_first_not_of('0', digits) != std::string::npos)
    return matricule;
  return matricule.substr(0, digits);
}

#define FILROUGE_NEXT_RANK(table) "(SELECT coalesce(max(rang) + 1, 0) FROM " table " WHERE dossier = ?1)"

}  // namespace

class Import::Impl {
 public:
  explicit Impl(Base& base)
      : transaction(base.database(), SQLite::TransactionBehavior::IMMEDIATE),
        database(base.database()),
        lookup(base) {}

  std::vector<Reject> merge(const Record& record, std::uint64_t line) {
    if (!lookup.find(record.dossier, held)) held.record = {};
    return add(record, line);
  }

  std::vector<Reject> observe(Record seen, Date seen_on, std::uint64_t line) {
    if (!lookup.find(seen.dossier, held)) {
      held.record = {};
      if (auto same = dossier_of(seen); !same.empty()) {
        seen.dossier = same;
        lookup.find(seen.dossier, held);
        // The base's own name for its dossier, and its matricule, stand.
        seen.matricule = held.record.matricule;
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
    const auto seen_now = filrouge::observe(held.record, std::move(seen), seen_on);
    auto rejects = add(seen_now.news, line);
    for (const auto& person : seen_now.ended_submission)
      Binding(end_submission).text(seen_now.news.dossier).text(person).day(seen_on - 1).run();
    Binding(set_observed).text(seen_now.news.dossier).day(seen_on).run();
    return rejects;
  }

  Reject kept(Reject reject) {
    reject.file = file.name;
    ++counts.rejects;
    Binding(insert_reject)
        .number(import_id)
        .number(reject.line)
        .number(reject.column)
        .text(reject.dossier)
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
  }

  std::string dossier_of(const Record& seen) {
    if (seen.matricule.empty() || seen.organisme.empty()) return {};
    const auto short_form = short_matricule(seen.matricule);
    Binding(by_matricule).text(seen.organisme).text(seen.matricule).text(short_form);
    std::string found;
    while (by_matricule.executeStep()) {
      if (!found.empty()) return {};  // two dossiers claim it: neither is chosen
      found = by_matricule.getColumn(0).getString();
    }
    return found;
  }

  SQLite::Transaction transaction;
  SQLite::Database& database;
  DossierLookup lookup;
  RecordBuilder held;
  ImportFile file;
  std::uint64_t import_id = 0;
  ImportCounts counts;

  SQLite::Statement earlier{
      database,
      "SELECT coalesce(importe_le, '') FROM imports WHERE empreinte = ?1 AND octets = ?2 AND format = ?3"};
  SQLite::Statement insert_import{
      database, "INSERT INTO imports(fichier, format, empreinte, octets, importe_le) VALUES(?,?,?,?,?)"};

 private:
  std::vector<Reject> add(const Record& record, std::uint64_t line) {
    const auto& before = held.record;
    const bool is_new = before.dossier.empty();
    const auto news = additions(before, record);
    std::vector<Reject> rejects;
    for (const auto& conflict : news.conflicts)
      rejects.push_back(kept({{}, line, 0, record.dossier, conflict.where, conflict.reason}));
    counts.unchanged_events += news.unchanged_events;
    if (is_new)
      ++counts.new_dossiers;
    else if (news.empty())
      ++counts.unchanged_dossiers;
    else
      ++counts.changed_dossiers;
    if (is_new || news.head) write_head(record);
    for (const auto& coverage : news.coverage) write_coverage(record.dossier, coverage);
    for (const auto& widened : news.widened) widen(record.dossier, widened);
    for (const auto& person : news.persons) write_person(record.dossier, person);
    for (const auto& [person, attribute] : news.attributes)
      write_attribute(record.dossier, person, attribute);
    for (const auto& [person, attribute] : news.ends) end_attribute(record.dossier, person, attribute);
    for (const auto& event : news.events) write_event(record.dossier, event);
    return rejects;
  }

  void write_head(const Record& record) {
    Binding(upsert_dossier)
        .text(record.dossier)
        .text(record.departement)
        .text(record.territoire)
        .text(record.organisme)
        .text(record.matricule)
        .run();
  }

  void write_coverage(const std::string& dossier, const RawCoverage& coverage) {
    Binding(insert_coverage)
        .text(dossier)
        .text(coverage.source)
        .copy(joined(coverage.types))
        .day(coverage.from)
        .day(coverage.to)
        .run();
  }

  void widen(const std::string& dossier, const Additions::Widened& widened) {
    Binding(widen_coverage)
        .text(dossier)
        .text(widened.held.source)
        .copy(joined(widened.held.types))
        .day(widened.held.from)
        .day(widened.held.to)
        .day(widened.now.from)
        .day(widened.now.to)
        .run();
  }

  void write_person(const std::string& dossier, const RawPerson& person) {
    Binding(update_person).text(dossier).text(person.id).text(person.role).day(person.birth).run();
    if (update_person.getChanges() > 0) return;
    ++counts.new_persons;
    Binding(insert_person).text(dossier).text(person.id).text(person.role).day(person.birth).run();
  }

  void write_attribute(const std::string& dossier, const std::string& person, const RawAttribute& attribute) {
    ++counts.new_attributes;
    Binding(insert_attribute)
        .text(dossier)
        .text(person)
        .text(attribute.name)
        .number(static_cast<std::uint64_t>(attribute.value.kind))
        .text(attribute.value.text)
        .day(attribute.from)
        .day(attribute.to)
        .day(attribute.known)
        .run();
  }

  void end_attribute(const std::string& dossier, const std::string& person, const RawAttribute& attribute) {
    Binding(close_attribute)
        .text(dossier)
        .text(person)
        .text(attribute.name)
        .day(attribute.from)
        .day(attribute.known)
        .day(attribute.to)
        .run();
  }

  void write_event(const std::string& dossier, const RawEvent& event) {
    ++counts.new_events;
    auto binding = Binding(insert_event);
    binding.text(dossier).text(event.id).text(event.type).day(event.on).day(event.known).day(event.planned);
    binding.day(event.from).day(event.to).text(event.person).text(event.reference);
    binding.copy(flat_json(event.references)).copy(flat_json(event.fields)).text(event.target);
    binding.day(event.cancels ? Date{1} : Date{});
    binding.text(event.source.system).text(event.source.object).text(event.source.key).text(event.origin);
    binding.run();
  }

  SQLite::Statement upsert_dossier{
      database,
      "INSERT INTO dossiers(dossier, departement, territoire, organisme, matricule) VALUES(?1,?2,?3,?4,?5) "
      "ON CONFLICT(dossier) DO UPDATE SET departement = coalesce(excluded.departement, departement), "
      "territoire = coalesce(excluded.territoire, territoire), organisme = coalesce(excluded.organisme, "
      "organisme), "
      "matricule = coalesce(excluded.matricule, matricule)"};
  SQLite::Statement insert_coverage{
      database, "INSERT INTO couvertures VALUES(?1," FILROUGE_NEXT_RANK("couvertures") ",?2,?3,?4,?5)"};
  SQLite::Statement widen_coverage{database,
                                   "UPDATE couvertures SET du = ?6, au = ?7 WHERE dossier = ?1 AND source IS "
                                   "?2 AND types IS ?3 AND du IS ?4 AND au IS ?5"};
  SQLite::Statement update_person{database,
                                  "UPDATE personnes SET role = coalesce(?3, role), naissance = coalesce(?4, "
                                  "naissance) WHERE dossier = ?1 AND id = ?2"};
  SQLite::Statement insert_person{
      database, "INSERT INTO personnes VALUES(?1," FILROUGE_NEXT_RANK("personnes") ",?2,?3,?4)"};
  SQLite::Statement insert_attribute{
      database, "INSERT INTO attributs VALUES(?1," FILROUGE_NEXT_RANK("attributs") ",?2,?3,?4,?5,?6,?7,?8)"};
  SQLite::Statement close_attribute{database,
                                    "UPDATE attributs SET jusqu_au = ?6 WHERE dossier = ?1 AND personne IS "
                                    "?2 AND nom = ?3 AND le IS ?4 AND connu_le IS ?5 "
                                    "AND jusqu_au IS NULL"};
  SQLite::Statement end_submission{database,
                                   "UPDATE attributs SET jusqu_au = ?3 WHERE dossier = ?1 AND personne = ?2 "
                                   "AND nom = 'soumission_droits_devoirs' "
                                   "AND jusqu_au IS NULL AND (le IS NULL OR le <= ?3)"};
  SQLite::Statement insert_event{
      database, "INSERT INTO evenements VALUES(?1," FILROUGE_NEXT_RANK(
                    "evenements") ",?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17,?18)"};
  SQLite::Statement insert_reject{
      database, "INSERT INTO rejets(import, ligne, colonne, dossier, ou, motif) VALUES(?,?,?,?,?,?)"};
  SQLite::Statement close_import{
      database, "UPDATE imports SET dossiers = ?2, evenements = ?3, rejets = ?4 WHERE id = ?1"};
  SQLite::Statement by_matricule{
      database, "SELECT dossier FROM dossiers WHERE organisme = ?1 AND matricule IN (?2, ?3) LIMIT 2"};
  SQLite::Statement last_observed{database, "SELECT observe_le FROM dossiers WHERE dossier = ?1"};
  SQLite::Statement set_observed{database, "UPDATE dossiers SET observe_le = ?2 WHERE dossier = ?1"};
};

#undef FILROUGE_NEXT_RANK

namespace {

/// SQLite's own words, for the faults nobody foresaw.
template <typename Work>
auto guarded(Work work) {
  try {
    return work();
  } catch (const SQLite::Exception& error) {
    throw StoreError(std::string("l'écriture dans la base a échoué, rien n'est changé : ") + error.what());
  }
}

}  // namespace

Import::Import(Base& base) : impl_(guarded([&] { return std::make_unique<Impl>(base); })) {}
Import::~Import() = default;

std::optional<std::string> Import::begin_file(const ImportFile& file) {
  return guarded([&]() -> std::optional<std::string> {
    impl_->close_file();
    impl_->import_id = 0;
    impl_->counts = {};
    impl_->file = file;
    if (!file.digest.empty()) {
      Binding(impl_->earlier).text(file.digest).number(file.bytes).text(file.format);
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
    return std::nullopt;
  });
}

std::vector<Reject> Import::merge(const Record& record, std::uint64_t line) {
  return guarded([&] { return impl_->merge(record, line); });
}

std::vector<Reject> Import::observe(const Record& seen, Date seen_on, std::uint64_t line) {
  return guarded([&] { return impl_->observe(seen, seen_on, line); });
}

void Import::reject(const Reject& reject) {
  guarded([&] { return impl_->kept(reject); });
}

const ImportCounts& Import::counts() const {
  return impl_->counts;
}

void Import::commit() {
  guarded([&] {
    impl_->close_file();
    impl_->import_id = 0;
    impl_->transaction.commit();
    return 0;
  });
}

}  // namespace filrouge
