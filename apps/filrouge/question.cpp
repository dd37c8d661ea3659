#include "apps/filrouge/question.hpp"

#include <fmt/format.h>

#include "apps/filrouge/clock.hpp"
#include "apps/filrouge/paths.hpp"
#include "apps/filrouge/standard_streams.hpp"
#include "engine/core/dossier/departement.hpp"

namespace filrouge {
bool read_day(const std::string& text, const char* option, Date otherwise, Date& day) {
  day = otherwise;
  if (text.empty()) return true;
  const auto read = parse_iso_date(text);
  if (!read) {
    say("{} : « {} » n'est pas un jour ; il faut une date comme 2026-04-02\n", option, text);
    return false;
  }
  day = *read;
  return true;
}

void add_question_options(CLI::App& verb, Question& question) {
  verb.add_option("--regles", question.rules,
                  "Fichiers ou dossiers de règles ; par défaut ./rules, sinon les règles installées")
      ->check(written_path());
  verb.add_option(
          "--dossiers,--base", question.dossiers.from,
          "Base SQLite, fichier .ndjson ou .json, « - » pour l'entrée standard, ou la base d'un logiciel "
          "(postgresql://serveur/base, #schéma au bout s'il n'est pas public)")
      ->check(written_path())
      ->required();
  verb.add_option("--au", question.asked_text, "Jour demandé (2026-04-02) ; par défaut aujourd'hui");
  verb.add_option("--connu-au", question.known_text,
                  "Ce qui était connu ce jour-là ; par défaut le jour demandé");
  verb.add_option("--dossier", question.dossiers.dossier, "Ce dossier seul");
  verb.add_option("--territoire", question.dossiers.territoire, "Les dossiers de ce territoire");
  verb.add_option("--departement", question.dossiers.departement,
                  "Les dossiers de ce département : 64, 2A, 971");
  verb.add_option("--tranche", question.tranche_text,
                  "Une part stable des dossiers : 2/4 est la deuxième de quatre");
  verb.add_option("--langue", question.language, "Langue des messages d'erreur sur les règles : fr ou en")
      ->check(CLI::IsMember({"fr", "en"}));
  verb.add_option(
          "--budget", question.budget,
          "Pas de calcul permis à chaque dossier ; au-delà il est dit trop coûteux, seul (0 : sans fin)")
      ->capture_default_str();
  verb.add_flag("--strict", question.strict, "Une ligne rejetée suffit à répondre 2");
}

bool understand(Question& question) {
  if (!read_day(question.asked_text, "--au", today(), question.asked)) return false;
  if (!read_day(question.known_text, "--connu-au", question.asked, question.known)) return false;
  question.dossiers.known = question.known;
  question.dossiers.departement = departement_or_as_written(question.dossiers.departement);
  if (!question.tranche_text.empty()) {
    const auto tranche = parse_tranche(question.tranche_text);
    if (!tranche) {
      say("--tranche : « {} » n'est pas une part ; il faut i/n, comme 2/4\n", question.tranche_text);
      return false;
    }
    question.dossiers.tranche = *tranche;
  }
  return true;
}

bool answered(const Question& question, const DossierTally& tally) {
  if (tally.rejects > 0) say("{} ligne(s) rejetée(s), {} dossier(s) lu(s)\n", tally.rejects, tally.read);
  if (question.strict && tally.rejects > 0) return false;
  if (question.dossiers.dossier.empty()) say_if_no_dossier_is_there(question.dossiers, tally);
  if (question.dossiers.dossier.empty() || tally.read > 0) return true;
  say("{}\n", absent(question.dossiers, tally));
  return false;
}

}  // namespace filrouge
