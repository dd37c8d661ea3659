#include "apps/filrouge/system_import.hpp"

#include <fmt/format.h>

#include "apps/filrouge/clock.hpp"
#include "apps/filrouge/standard_streams.hpp"
#include "engine/core/text/visible.hpp"
#include "engine/core/text/wording.hpp"
#include "engine/store/last_reading.hpp"
#include "engine/systems/system_dossiers.hpp"

namespace filrouge {
namespace {

DatabaseOptions database_of(const SystemChoice& choice) {
  if (choice.url.empty())
    throw FormatError(fmt::format(
        "--depuis {} lit la base de ce logiciel : dites où elle est par --url "
        "postgresql://utilisateur@serveur/base{}",
        choice.name,
        choice.name == "rdv-insertion" ? " ; ou donnez un fichier de ses webhooks, un par ligne" : ""));
  return {read_database_url(choice.url), choice.schema, choice.seconds};
}

}  // namespace

class SystemImport::Impl {
 public:
  explicit Impl(SystemChoice chosen)
      : choice(std::move(chosen)),
        options(database_of(choice)),
        dossiers(systems::system_named(choice.name), options, choice.departement) {
    name = options.url.shown;
    if (options.schema != "public") name += "#" + options.schema;
  }

  /// Everything, unless it was read before under these very rules.
  systems::KnownDossiers known(Base& base, const std::string& rules) const {
    systems::KnownDossiers known;
    known.names = dossiers_named(base, std::string(dossiers.system().prefix));
    const auto last = last_reading(base, choice.name, name);
    if (choice.everything || !last) return known;
    if (last->rules != rules)
      recount(
          fmt::format("{} : les règles ne sont plus celles de la dernière lecture : tout est relu\n", name));
    else
      known.changed_until = last->changed_until;
    return known;
  }

  void recount_rows(const RereadCounts& reread) const {
    recount(
        fmt::format("{} : {} en entier\n", name, counted(dossiers.whole(), "dossier lu", "dossiers lus")));
    if (reread.corrected > 0)
      recount(
          fmt::format("  {} depuis la dernière lecture : ajouté en correction, ce qui était su reste su\n",
                      counted(reread.corrected, "acte changé", "actes changés")));
    if (reread.withdrawn > 0)
      recount(fmt::format("  {} que sa ligne ne dit plus : annulé du jour de cette lecture\n",
                          counted(reread.withdrawn, "acte", "actes")));
    if (reread.put_off > 0)
      recount(fmt::format(
          "{} : attention : {} depuis une autre lecture d'aujourd'hui ; la lecture d'un autre jour le dira\n",
          name, counted(reread.put_off, "état a changé", "états ont changé")));
    std::uint64_t gone = 0;
    std::string tables;
    for (const auto& [table, count] : reread.gone) {
      gone += count;
      tables += fmt::format("{}{} {}", tables.empty() ? "" : ", ", table, count);
    }
    if (gone > 0)
      recount(
          fmt::format("{} : attention : actes connus qui ne sont plus dans {} : {} ({}) ; rien n'est "
                      "effacé : annulez "
                      "ceux qui n'ont pas eu lieu\n",
                      name, dossiers.system().shown, gone, tables));
  }

  SystemChoice choice;
  DatabaseOptions options;
  systems::SystemDossiers dossiers;
  std::string name;
};

SystemImport::SystemImport(SystemChoice choice) : impl_(std::make_unique<Impl>(std::move(choice))) {}
SystemImport::~SystemImport() = default;

const std::string& SystemImport::name() const {
  return impl_->name;
}

void SystemImport::bring(Base& base, Import& import, const std::string& rules,
                         const std::function<void(const Reject&)>& refused) {
  auto& dossiers = impl_->dossiers;
  const auto& system_name = impl_->choice.name;
  // Two databases of one system number their dossiers alike.
  if (const auto elsewhere = read_elsewhere(base, system_name, impl_->name);
      !elsewhere.empty() && !impl_->choice.everything)
    throw FormatError(fmt::format(
        "cette base a été lue de {}, et non de {}. Si c'est la même base de {}, à une autre adresse, "
        "donnez --tout ; si c'en est une autre, ses numéros désignent d'autres foyers : donnez-lui sa "
        "base (--base). Rien n'est écrit.",
        elsewhere, impl_->name, dossiers.system().shown));
  dossiers.start(impl_->known(base, rules));
  import.begin_file({impl_->name, system_name, {}, 0, rules, utc_now(), system_name});
  keep_reading(base, system_name, {dossiers.changed_until(), rules}, dossiers.today());
  RereadCounts reread;
  {
    Progress progress(impl_->name);
    Record record;
    Reject reject;
    while (dossiers.next(record, reject) == ReadStatus::record) {
      const SeenRows seen{system_name, dossiers.today(), dossiers.tables(), dossiers.rows()};
      for (const auto& each : import.reread(std::move(record), seen, reread)) refused(each);
      progress.step();
    }
  }
  for (const auto& warning : dossiers.warnings())
    recount(fmt::format("{} : attention : {}\n", impl_->name, visible_line(warning)));
  impl_->recount_rows(reread);
}

void add_system_options(CLI::App& verb, SystemChoice& choice) {
  verb.add_option("--url", choice.url,
                  "Avec --depuis webrsa, rdv-insertion ou carnet-de-bord : la base PostgreSQL, "
                  "postgresql://utilisateur@serveur/base ; jamais de mot de "
                  "passe ici, mais dans ~/.pgpass ou un fichier de service");
  verb.add_option("--schema", choice.schema, "Avec --url : le schéma où sont les tables")
      ->capture_default_str();
  verb.add_option("--delai-requete", choice.seconds, "Avec --url : secondes laissées à chaque requête")
      ->check(CLI::Range(1U, 86'400U))
      ->capture_default_str();
  verb.add_option(
      "--departement", choice.departement,
      "Avec --depuis webrsa, rdv-insertion ou carnet-de-bord : le département, si rien ne le dit");
  verb.add_flag("--tout", choice.everything, "Avec --url : tout relire, même ce qui n'a pas changé");
}

}  // namespace filrouge
