#include "engine/store/dossier_rows.hpp"

#include <fmt/format.h>

#include <optional>
#include <string>
#include <string_view>

#include "engine/core/dossier/as_known.hpp"
#include "engine/core/dossier/departement.hpp"
#include "engine/store/cursor.hpp"
#include "engine/store/flat_json.hpp"
#include "engine/store/journal_guard.hpp"

namespace filrouge {
namespace {

using TypedBy = std::optional<std::int64_t>;  // a vocabulary whose journals the base keeps

/// An import leaves those of one vocabulary: the first tells of all.
TypedBy kept_by(Base& base, std::int64_t key) {
  if (!base.keeps_journals() || !journals_are_guarded(base.database())) return std::nullopt;
  Cursor first(base, "SELECT 1 FROM (SELECT vocabulaire FROM journaux LIMIT 1) WHERE vocabulaire = " +
                         std::to_string(key));
  return first.step() ? TypedBy(key) : std::nullopt;
}

/// With ?1, one dossier by key; without, every dossier in key order: the clustering makes both a plain walk
/// of the tree.
std::string rows(std::string_view columns, std::string_view table, bool one) {
  return fmt::format("SELECT dossier, {} FROM {}{}", columns, table,
                     one ? " WHERE dossier = ?1 ORDER BY rang" : " ORDER BY dossier, rang");
}

/// What the base may be too old to tell.
std::string told_or_null(const Base& base, std::string_view column) {
  return base.tells_identity() ? std::string(column) : "NULL";
}

std::string head_columns(const Base& base) {
  return "departement, territoire, organisme, matricule, connu_le, " + told_or_null(base, "caisse");
}

std::string heads(const Base& base, bool one, const TypedBy& typed_by) {
  auto sql = "SELECT d.dossier, " + head_columns(base);
  if (typed_by) sql += ", j.journal";
  sql += " FROM dossiers d";
  if (typed_by)
    sql += " LEFT JOIN journaux j ON j.dossier = d.dossier AND j.vocabulaire = " + std::to_string(*typed_by);
  return sql + (one ? " WHERE d.dossier = ?1" : " ORDER BY d.dossier");
}

}  // namespace

/// The six walks of the base that tell a dossier: all of them side by side, or each sought by key.
class DossierReading {
 public:
  /// Without selection: dossiers are sought by find().
  explicit DossierReading(Base& base, TypedBy typed_by = std::nullopt)
      : DossierReading(base, {}, typed_by, true, true) {}

  DossierReading(Base& base, const Selection& selection, TypedBy typed_by = std::nullopt)
      // What is seldom told, or told and thrown away, is better sought dossier by dossier.
      : DossierReading(base, selection, typed_by,
                       typed_by || !selection.dossier.empty() || !selection.territoire.empty() ||
                           !selection.departement.empty() || selection.tranche.count > 1,
                       !selection.dossier.empty()) {
    // Six statements must see one state of the base. Inside an import, its transaction is that state.
    if (sqlite3_get_autocommit(base.database().getHandle())) {
      base.database().exec("BEGIN");
      ends_transaction_ = true;
    }
    if (selection_.dossier.empty())
      heads_.step();
    else
      heads_.restart(selection_.dossier);
    if (by_key_) return;
    restated_.step();
    coverage_.step();
    persons_.step();
    attributes_.step();
    events_.step();
  }

  ~DossierReading() {
    if (ends_transaction_) sqlite3_exec(base_.database().getHandle(), "ROLLBACK", nullptr, nullptr, nullptr);
  }

  void seek(std::string_view dossier) { heads_.restart(dossier); }
  bool find(std::string_view dossier, DossierVisitor& visitor) {
    seek(dossier);
    return next(visitor);
  }

  bool next(DossierVisitor& visitor) {
    if (!arrive()) return false;
    tell(visitor);
    leave();
    return true;
  }

  /// Goes to the next dossier asked for; false when there is none left.
  bool arrive() {
    while (heads_.on_row() && !selected()) heads_.step();
    if (!heads_.on_row()) {
      base_.check_still();
      return false;
    }
    return true;
  }
  void leave() { heads_.step(); }

  std::string_view dossier() const { return dossier_; }
  /// As the base keeps it typed; empty: it does not.
  std::string_view journal() const { return typed_ ? heads_.blob(7) : std::string_view(); }

  void tell(DossierVisitor& visitor) {
    if (by_key_) {
      restated_.restart(dossier_);
      coverage_.restart(dossier_);
      persons_.restart(dossier_);
      attributes_.restart(dossier_);
      events_.restart(dossier_);
    }
    visitor.begin(head(heads_));
    each_row(restated_, [&] { visitor.restated(head(restated_)); });
    each_row(coverage_, [&] { tell_coverage(visitor); });
    each_row(persons_, [&] {
      visitor.person(
          {persons_.text(1), persons_.text(2), persons_.date(3), persons_.date(4), persons_.text(5)});
    });
    each_row(attributes_, [&] { tell_attribute(visitor); });
    each_row(events_, [&] { tell_event(visitor); });
    visitor.end();
  }

 private:
  DossierReading(Base& base, Selection selection, const TypedBy& typed_by, bool by_key, bool one_head)
      : base_(base),
        selection_(std::move(selection)),
        typed_(typed_by.has_value()),
        by_key_(by_key),
        heads_(base, heads(base, one_head, typed_by)),
        restated_(base, rows(head_columns(base), "entetes", by_key)),
        coverage_(base, rows("source, types, du, au, connu_le", "couvertures", by_key)),
        persons_(base, rows("id, role, naissance, connu_le, " + told_or_null(base, "cle_nir"), "personnes",
                            by_key)),
        attributes_(base, rows("personne, nom, genre, valeur, le, jusqu_au, connu_le", "attributs", by_key)),
        events_(base, rows("id, type, le, connu_le, prevu_le, du, au, personne, reference, refs, champs, "
                           "cible, annule, source, source_objet, source_cle, origine",
                           "evenements", by_key)) {}

  SeenDossier head(const Cursor& row) const {
    return {dossier_, row.text(1), row.text(2), row.text(3), row.text(4), row.date(5), row.text(6)};
  }

  /// Is the dossier at hand one of those asked for? The place is the one known that day.
  bool selected() {
    dossier_.assign(heads_.text(0));
    if (!selection_.tranche.holds(dossier_)) return false;
    if (selection_.departement.empty() && selection_.territoire.empty()) return true;
    std::string departement, territoire;
    Date departement_since, territoire_since;
    const auto told = [&](const Cursor& row) {
      if (row.date(5) > selection_.known) return;
      hear(departement, departement_since, row.text(1), row.date(5));
      hear(territoire, territoire_since, row.text(2), row.date(5));
    };
    told(heads_);
    restated_.restart(dossier_);
    each_row(restated_, [&] { told(restated_); });
    return (selection_.departement.empty() ||
            departement_or_as_written(departement) == selection_.departement) &&
           (selection_.territoire.empty() || territoire == selection_.territoire);
  }

  template <typename Tell>
  void each_row(Cursor& cursor, Tell tell) {
    while (cursor.on_row()) {
      const auto order = cursor.text(0).compare(dossier_);
      if (order > 0) return;
      if (order == 0) tell();
      cursor.step();
    }
  }

  void tell_coverage(DossierVisitor& visitor) {
    visitor.coverage({coverage_.text(1), coverage_.date(3), coverage_.date(4), coverage_.date(5)});
    // Types are words separated by one space.
    for (auto types = coverage_.text(2); !types.empty();) {
      const auto space = types.find(' ');
      visitor.covered_type(types.substr(0, space));
      if (space == std::string_view::npos) break;
      types.remove_prefix(space + 1);
    }
  }

  void tell_attribute(DossierVisitor& visitor) {
    visitor.attribute({attributes_.text(1), attributes_.text(2),
                       static_cast<RawValue::Kind>(attributes_.number(3)), attributes_.text(4),
                       attributes_.date(5), attributes_.date(6), attributes_.date(7)});
  }

  void tell_event(DossierVisitor& visitor) {
    SeenEvent event;
    event.id = events_.text(1);
    event.type = events_.text(2);
    event.on = events_.date(3);
    event.known = events_.date(4);
    event.planned = events_.date(5);
    event.from = events_.date(6);
    event.to = events_.date(7);
    event.person = events_.text(8);
    event.reference = events_.text(9);
    event.target = events_.text(12);
    event.cancels = events_.number(13) != 0;
    event.source_system = events_.text(14);
    event.source_object = events_.text(15);
    event.source_key = events_.text(16);
    event.origin = events_.text(17);
    visitor.event(event);
    for (flat_.start(events_.text(10)); flat_.next();) visitor.reference(flat_.name, flat_.value);
    for (flat_.start(events_.text(11)); flat_.next();) visitor.field(flat_.name, flat_.kind, flat_.value);
  }

  Base& base_;
  Selection selection_;
  bool typed_, by_key_;
  bool ends_transaction_ = false;
  Cursor heads_, restated_, coverage_, persons_, attributes_, events_;
  FlatJsonCursor flat_;
  std::string dossier_;
};

DossierRows::DossierRows(Base& base, const Selection& selection)
    : reading_(std::make_unique<DossierReading>(base, selection)) {}
DossierRows::~DossierRows() = default;
bool DossierRows::next(DossierVisitor& visitor) {
  return reading_->next(visitor);
}

DossierJournals::DossierJournals(Base& base, const Vocabulary& vocabulary, Journal& journal,
                                 const Selection& selection)
    : codec_(vocabulary),
      journal_(journal),
      known_(selection.known),
      builder_(vocabulary, journal, selection.known),
      reading_(std::make_unique<DossierReading>(base, selection, kept_by(base, codec_.key()))) {}
DossierJournals::~DossierJournals() = default;
namespace {

/// From what the base keeps typed, where it is what was known that day; else from the rows.
bool next_journal(DossierReading& reading, const JournalBytes& codec, Date known, JournalBuilder& builder,
                  Journal& journal) {
  if (!reading.arrive()) return false;
  if (!codec.read(reading.dossier(), reading.journal(), journal) || journal.whole_from > known)
    reading.tell(builder);
  reading.leave();
  return true;
}

}  // namespace

bool DossierJournals::next() {
  return next_journal(*reading_, codec_, known_, builder_, journal_);
}

JournalLookup::JournalLookup(Base& base, const Vocabulary& vocabulary, Journal& journal, Date known)
    : codec_(vocabulary),
      journal_(journal),
      known_(known),
      builder_(vocabulary, journal, known),
      reading_(std::make_unique<DossierReading>(base, kept_by(base, codec_.key()))) {}
JournalLookup::~JournalLookup() = default;
bool JournalLookup::find(std::string_view dossier) {
  reading_->seek(dossier);
  return next_journal(*reading_, codec_, known_, builder_, journal_);
}

DossierLookup::DossierLookup(Base& base) : reading_(std::make_unique<DossierReading>(base)) {}
DossierLookup::~DossierLookup() = default;
bool DossierLookup::find(std::string_view dossier, DossierVisitor& visitor) {
  return reading_->find(dossier, visitor);
}

}  // namespace filrouge
