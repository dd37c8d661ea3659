#include "engine/systems/system_dossiers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "engine/core/dossier/departement.hpp"
#include "engine/systems/tables.hpp"

namespace filrouge::systems {
namespace {

/// What was being written while a reading took place bears an earlier hour, and an application set to another
/// hour than its database may be late: changes of the last three hours are read again next time.
constexpr std::string_view margin = "interval '3 hours'";

/// Keys of dossiers, in the order in which the database gives them: numbers as numbers, and those that are
/// all of one length as texts.
struct KeyOrder {
  bool operator()(std::string_view a, std::string_view b) const {
    return a.size() != b.size() ? a.size() < b.size() : a < b;
  }
};
using Keys = std::set<std::string, KeyOrder>;

std::string only(const Keys& dossiers) {
  std::string list;
  for (const auto& key : dossiers) list += (list.empty() ? "" : ",") + key;
  // Without a type of its own, the list takes that of the keys.
  return "dossier = ANY('{" + list + "}')";
}

}  // namespace

class SystemDossiers::Impl {
 public:
  Impl(System which, DatabaseOptions options, std::string chosen)
      : system(std::move(which)),
        reading(std::move(options)),
        tables(reading, system),
        departement(std::move(chosen)),
        telling(system.name) {
    types = system.vouched;
    for (const auto& one : system.readings)
      if (!tables.has(one.table))
        for (const auto type : one.types) std::erase(types, type);
  }

  bool dated(const Reading& one) const {
    return one.request.find("{modifie ") != std::string::npos &&
           std::ranges::all_of(one.changing, [&](std::string_view table) {
             return !tables.has(table) || tables.dated(table);
           });
  }

  std::string latest_change() {
    std::string all;
    for (const auto& one : system.readings)
      for (const auto table : one.changing)
        if (tables.dated(table))
          all += fmt::format("{}SELECT max({}) AS m FROM {{{}}} x", all.empty() ? "" : " UNION ALL ",
                             system.changed, table);
    if (all.empty()) return {};
    return reading
        .value(
            tables.request(fmt::format("SELECT least(max(m), localtimestamp - {}) FROM ({}) x", margin, all)),
            system.changed)
        .value_or("");
  }

  /// Of the dossiers known, those of which a row was changed since; and those not known.
  Keys changed(const KnownDossiers& known) {
    Keys all;
    for (const auto& one : system.readings) {
      if (!dated(one)) continue;
      for (auto& key :
           reading.texts(fmt::format("SELECT DISTINCT dossier FROM ({}) x WHERE modifie > timestamp '{}'",
                                     tables.request(one.request), known.changed_until),
                         one.table))
        all.insert(std::move(key));
    }
    const std::set<std::string, std::less<>> names(known.names.begin(), known.names.end());
    const auto& first = system.readings.front();
    for (auto& key :
         reading.texts("SELECT dossier FROM (" + tables.request(first.request) + ") x", first.table))
      if (!names.contains(std::string(system.prefix) + key)) all.insert(std::move(key));
    return all;
  }

  void open(const Reading& one, std::string_view condition) {
    rows.push_back(reading.rows(
        fmt::format("SELECT * FROM ({}) x {} {} ORDER BY dossier, {}", tables.request(one.request),
                    condition.empty() ? "" : "WHERE", condition, one.order),
        one.table));
  }

  System system;
  DatabaseReading reading;
  Tables tables;
  std::string departement;
  std::vector<std::string_view> types;
  std::vector<std::unique_ptr<DatabaseRows>> rows;  ///< of each reading
  std::optional<Keys> whole;                        ///< dossiers to read whole; nothing: all
  std::set<std::string, std::less<>> all_tables, state_tables;
  std::set<std::string, std::less<>> unseen;  ///< dossiers known, and not met so far
  Telling telling;
  std::vector<std::string> not_read;
  std::uint64_t undetermined = 0;  ///< dossiers whose département nothing tells
};

SystemDossiers::SystemDossiers(System system, DatabaseOptions options, std::string departement)
    : impl_(std::make_unique<Impl>(std::move(system), std::move(options), std::move(departement))) {
  auto& impl = *impl_;
  today_ =
      parse_iso_date(impl.reading.value("SELECT current_date", "pg_catalog").value_or("")).value_or(Date{});
  changed_until_ = impl.latest_change();
  if (impl.departement.empty() && !impl.system.departement.empty())
    impl.departement =
        impl.reading.value(impl.tables.request(impl.system.departement), "configuration").value_or("");
  if (impl.departement.empty()) return;
  auto code = read_departement(impl.departement);
  if (!code) throw FormatError(departement_refused(impl.departement));
  impl.departement = std::move(*code);
}

SystemDossiers::~SystemDossiers() = default;

void SystemDossiers::start(const KnownDossiers& known) {
  auto& impl = *impl_;
  impl.unseen.insert(known.names.begin(), known.names.end());
  if (!known.changed_until.empty()) impl.whole = impl.changed(known);
  const auto condition = impl.whole ? only(*impl.whole) : std::string();
  for (const auto& one : impl.system.readings) {
    const bool dated = impl.dated(one);
    impl.all_tables.emplace(one.table);
    if (!dated) impl.state_tables.emplace(one.table);
    impl.open(one, dated ? std::string_view(condition) : std::string_view());
  }
  for (const auto& [request, what] : impl.system.not_read) {
    const auto count = impl.reading.value(impl.tables.request(request), what).value_or("0");
    if (count != "0") impl.not_read.push_back(fmt::format("{} {}", count, what));
  }
}

ReadStatus SystemDossiers::next(Record& record, Reject&) {
  auto& impl = *impl_;
  if (!impl.rows.front()->more()) return ReadStatus::end;
  const std::string id(impl.rows.front()->text("dossier"));
  const auto name = std::string(impl.system.prefix) + id;
  const bool whole = !impl.whole || impl.whole->contains(id);
  extent_ = whole ? Extent::whole : Extent::state;
  whole_ += whole ? 1 : 0;
  impl.unseen.erase(name);
  impl.telling.begin(name);
  impl.telling.record.departement = impl.departement;
  for (std::size_t i = 0; i < impl.rows.size(); ++i) {
    auto& rows = *impl.rows[i];
    for (; rows.more() && !KeyOrder()(id, rows.text("dossier")); rows.advance())
      if (rows.text("dossier") == id) impl.system.readings[i].tell(rows, impl.telling);
  }
  // Of a dossier told in part, what it vouches for was told before.
  impl.telling.finish(whole ? impl.types : std::vector<std::string_view>());
  auto& departement = impl.telling.record.departement;
  departement = read_departement(departement).value_or("");
  if (departement.empty()) ++impl.undetermined;
  record = std::move(impl.telling.record);
  return ReadStatus::record;
}

const System& SystemDossiers::system() const {
  return impl_->system;
}

const std::set<std::string, std::less<>>& SystemDossiers::tables() const {
  return extent_ == Extent::whole ? impl_->all_tables : impl_->state_tables;
}

const std::unordered_set<std::string>& SystemDossiers::rows() const {
  return impl_->telling.rows();
}

std::vector<std::string> SystemDossiers::warnings() const {
  auto all = impl_->tables.warnings();
  const auto left = impl_->telling.warnings();
  all.insert(all.end(), left.begin(), left.end());
  all.insert(all.end(), impl_->not_read.begin(), impl_->not_read.end());
  if (impl_->undetermined > 0)
    all.push_back(
        fmt::format("dossiers dont le département n'est dit ni par --departement ni par la base : {} ; les "
                    "règles d'un département ne s'y appliquent pas",
                    impl_->undetermined));
  if (!impl_->unseen.empty())
    all.push_back(fmt::format("dossiers connus qui ne sont plus dans {} : {} ; ils restent dans la base",
                              impl_->system.shown, impl_->unseen.size()));
  return all;
}

}  // namespace filrouge::systems
