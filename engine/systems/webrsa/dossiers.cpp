#include "engine/systems/webrsa/dossiers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "engine/systems/webrsa/reading.hpp"
#include "engine/systems/webrsa/tables.hpp"

namespace filrouge::webrsa {
namespace {

constexpr std::string_view prefix = "WR-";

/// Of these kinds of acts WebRSA answers: one that it does not hold did not happen. It does not answer of
/// those it writes over (refusal, closure, suspensions) nor of letters, which are sent from elsewhere as
/// well.
constexpr std::string_view vouched[] = {"demande_rsa",
                                        "reduction_appliquee",
                                        "orientation",
                                        "designation_referent",
                                        "fin_referent",
                                        "cer_signe",
                                        "cer_valide",
                                        "cer_refuse",
                                        "etape_du_contrat",
                                        "tacite_reconduction",
                                        "bilan",
                                        "ppae_signe",
                                        "inscription_ft",
                                        "cessation_ft",
                                        "radiation_ft",
                                        "relance",
                                        "signalement",
                                        "demande_reorientation",
                                        "saisine_ep",
                                        "passage_ep",
                                        "report_ep",
                                        "avis_ep",
                                        "decision_cd",
                                        "decision_reorientation",
                                        "delai_accorde",
                                        "saisine_annulee",
                                        "levee_sanction",
                                        "proposition_cov",
                                        "decision_cov",
                                        "rendez_vous",
                                        "accords_de_reorientation"};

/// What was being written while a reading took place bears an earlier hour, and an application set to another
/// hour than its database may be late: changes of the last three hours are read again next time.
constexpr std::string_view margin = "interval '3 hours'";

std::string only(const std::vector<std::int64_t>& dossiers) {
  std::string list;
  for (const auto id : dossiers) list += (list.empty() ? "" : ",") + std::to_string(id);
  return "dossier = ANY(ARRAY[" + list + "]::int[])";
}

}  // namespace

class Dossiers::Impl {
 public:
  Impl(DatabaseOptions options, std::string chosen)
      : reading(std::move(options)), tables(reading), departement(std::move(chosen)) {
    for (auto part : {right_readings(), orientation_readings(), contract_readings(),
                      france_travail_readings(), meeting_readings(), commission_readings(), cov_readings()})
      readings.insert(readings.end(), std::make_move_iterator(part.begin()),
                      std::make_move_iterator(part.end()));
    types.assign(std::begin(vouched), std::end(vouched));
    for (const auto& one : readings)
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
    for (const auto& one : readings)
      for (const auto table : one.changing)
        if (tables.dated(table))
          all += fmt::format("{}SELECT max(modified) AS m FROM {{{}}} x", all.empty() ? "" : " UNION ALL ",
                             table);
    if (all.empty()) return {};
    return reading
        .value(
            tables.request(fmt::format("SELECT least(max(m), localtimestamp - {}) FROM ({}) x", margin, all)),
            "modified")
        .value_or("");
  }

  /// Of the dossiers known, those of which a row was changed since; and those not known.
  std::vector<std::int64_t> changed(const KnownDossiers& known) {
    std::set<std::int64_t> all;
    for (const auto& one : readings) {
      if (!dated(one)) continue;
      const auto found =
          reading.numbers(fmt::format("SELECT DISTINCT dossier FROM ({}) x WHERE modifie > timestamp '{}'",
                                      tables.request(one.request), known.changed_until),
                          one.table);
      all.insert(found.begin(), found.end());
    }
    std::set<std::string, std::less<>> names(known.names.begin(), known.names.end());
    for (const auto id : reading.numbers(tables.request("SELECT id FROM {dossiers} x"), "dossiers"))
      if (!names.contains(std::string(prefix) + std::to_string(id))) all.insert(id);
    return {all.begin(), all.end()};
  }

  void open(const Reading& one, std::string_view condition) {
    rows.push_back(reading.rows(
        fmt::format("SELECT * FROM ({}) x {} {} ORDER BY dossier, {}", tables.request(one.request),
                    condition.empty() ? "" : "WHERE", condition, one.order),
        one.table));
  }

  DatabaseReading reading;
  Tables tables;
  std::string departement;
  std::vector<Reading> readings;
  std::vector<std::string_view> types;
  std::vector<std::unique_ptr<DatabaseRows>> rows;  ///< of each reading
  std::optional<std::vector<std::int64_t>> whole;   ///< dossiers to read whole; nothing: all
  std::set<std::string, std::less<>> all_tables, state_tables;
  std::set<std::string, std::less<>> unseen;  ///< dossiers known, and not met so far
  Telling telling;
  std::uint64_t others = 0;  ///< persons out of the chain of insertion
};

Dossiers::Dossiers(DatabaseOptions options, std::string departement)
    : impl_(std::make_unique<Impl>(std::move(options), std::move(departement))) {
  auto& reading = impl_->reading;
  today_ = parse_iso_date(reading.value("SELECT current_date", "pg_catalog").value_or("")).value_or(Date{});
  changed_until_ = impl_->latest_change();
  if (!impl_->departement.empty()) return;
  // « 93 », "93" or 93: the value is JSON.
  const auto told =
      reading.value(impl_->tables.request("SELECT substring(value_variable from '[0-9][0-9AB][0-9]?') FROM "
                                          "{configurations} c WHERE lib_variable = "
                                          "'Cg.departement'"),
                    "configurations");
  impl_->departement = told.value_or("");
}

Dossiers::~Dossiers() = default;

void Dossiers::start(const KnownDossiers& known) {
  auto& impl = *impl_;
  impl.unseen.insert(known.names.begin(), known.names.end());
  if (!known.changed_until.empty()) impl.whole = impl.changed(known);
  const auto condition = impl.whole ? only(*impl.whole) : std::string();
  for (const auto& one : impl.readings) {
    const bool dated = impl.dated(one);
    impl.all_tables.emplace(one.table);
    if (!dated) impl.state_tables.emplace(one.table);
    impl.open(one, dated ? condition : std::string_view());
  }
  impl.others = std::stoull(
      impl.reading
          .value(impl.tables.request(
                     "SELECT count(*) FROM {personnes} p WHERE NOT EXISTS (SELECT FROM {prestations} pr "
                     "WHERE pr.personne_id = p.id AND pr.natprest = 'RSA' AND pr.rolepers IN ('DEM', "
                     "'CJT'))"),
                 "prestations")
          .value_or("0"));
}

ReadStatus Dossiers::next(Record& record, Reject&) {
  auto& impl = *impl_;
  if (!impl.rows.front()->more()) return ReadStatus::end;
  const auto id = impl.rows.front()->number("dossier").value_or(0);
  const auto name = std::string(prefix) + std::to_string(id);
  const bool whole = !impl.whole || std::ranges::binary_search(*impl.whole, id);
  extent_ = whole ? Extent::whole : Extent::state;
  whole_ += whole ? 1 : 0;
  impl.unseen.erase(name);
  impl.telling.begin(name);
  impl.telling.record.departement = impl.departement;
  for (std::size_t i = 0; i < impl.rows.size(); ++i) {
    auto& rows = *impl.rows[i];
    for (; rows.more() && rows.number("dossier").value_or(id) <= id; rows.advance())
      if (rows.number("dossier") == id) impl.readings[i].tell(rows, impl.telling);
  }
  // Of a dossier told in part, what it vouches for was told before.
  impl.telling.finish(whole ? impl.types : std::vector<std::string_view>());
  record = std::move(impl.telling.record);
  return ReadStatus::record;
}

const std::set<std::string, std::less<>>& Dossiers::tables() const {
  return extent_ == Extent::whole ? impl_->all_tables : impl_->state_tables;
}

const std::unordered_set<std::string>& Dossiers::rows() const {
  return impl_->telling.rows();
}

std::vector<std::string> Dossiers::warnings() const {
  auto all = impl_->tables.warnings();
  const auto left = impl_->telling.warnings();
  all.insert(all.end(), left.begin(), left.end());
  if (impl_->others > 0)
    all.push_back(fmt::format(
        "prestations : {} personnes hors de la chaîne d'insertion (ni DEM ni CJT au titre du RSA), non lues",
        impl_->others));
  if (impl_->departement.empty())
    all.emplace_back(
        "le département n'est dit ni par --departement ni par la configuration de WebRSA : les règles d'un "
        "département "
        "ne s'appliquent à aucun de ces dossiers");
  if (!impl_->unseen.empty())
    all.push_back(fmt::format("dossiers connus qui ne sont plus dans WebRSA : {} ; ils restent dans la base",
                              impl_->unseen.size()));
  return all;
}

}  // namespace filrouge::webrsa
