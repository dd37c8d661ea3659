// Les dossiers de la matinée, écrits à la main : leurs dates sont comptées depuis aujourd'hui, car c'est le jour du serveur.
//   node histoires.mjs AAAA-MM-JJ DOSSIER    écrit DOSSIER/base.ndjson et DOSSIER/a-verser.ndjson
import { writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

/** Le jour qui vient `jours` jours avant celui-là. */
export function avant(aujourdhui, jours) {
  const date = new Date(`${aujourdhui}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - jours);
  return date.toISOString().slice(0, 10);
}
/** Le premier du mois qui suit : une mesure commence un premier du mois. */
export function premierDuMoisSuivant(jour) {
  const [annee, mois] = jour.split("-").map(Number);
  return new Date(Date.UTC(annee, mois, 1)).toISOString().slice(0, 10);
}

/**
 * Une suspension régulière du début à la fin (règles de 2025 : pas d'équipe pour une suspension), d'une personne seule.
 * La lettre, retirée à J-93, laisse dix jours, finis à J-83 (J-81 au plus tard, s'ils finissent un samedi) ; la décision
 * de J-75 vient après eux, et après l'appréciation de J-78. Deux mois du premier du mois qui suit : finis entre J-15 et J+17,
 * donc jamais avant la levée de J-16.
 */
export function suspension(aujourdhui) {
  const le = (jours) => avant(aujourdhui, jours);
  const du = premierDuMoisSuivant(le(75));
  return {
    manquement: le(100), lettre: le(98), presentee: le(96), retiree: le(93),
    trop_tot: le(90), appreciation: le(78), decision: le(75), du, notification: le(74), remise: le(72),
    conformite: le(20), conforme: le(18), levee: le(16), reprise: le(10),
  };
}

function dossier(numero, territoire, evenements, aujourdhui, rang) {
  const depuis = avant(aujourdhui, 310);
  return {
    schema: 1, dossier: numero, departement: "64", territoire, organisme: "CAF", matricule: `97000${rang}`,
    attributs: [
      { nom: "etat_droit", valeur: "2", le: depuis }, { nom: "taille_foyer", valeur: 1, le: depuis },
      { nom: "majoration", valeur: false, le: depuis }, { nom: "montant_du", valeur: "651.69", le: depuis },
    ],
    personnes: [{
      id: "p1", role: "demandeur", naissance: "1982-12-19",
      attributs: [{ nom: "soumission_droits_devoirs", valeur: true, le: depuis }],
    }],
    evenements: evenements.map((evenement, i) => ({ id: `e${i + 1}`, personne: "p1", ...evenement })),
  };
}

export function histoires(aujourdhui) {
  const le = (jours) => avant(aujourdhui, jours);
  const parcours = [
    { type: "notification_droits_devoirs", le: le(300), champs: { recu_le: le(298) } },
    { type: "orientation", le: le(270), champs: { parcours: "social", organisme: "departement", structure: "SDSEI Adour BAB" } },
    { type: "contrat_engagement_signe", le: le(160), du: le(160), champs: { heures_semaine: 15 } },
  ];
  const manquement = (jours, reference) => ({
    type: "manquement_constate", le: le(jours), reference,
    champs: { nature: "non_respect", commis_le: le(jours + 5), engagement: "rendez-vous de suivi" },
  });
  const lettre = (jours, reference) => ({
    type: "courrier_envoye", le: le(jours), reference,
    champs: { objet: "information_prealable", mode: "lrar", delai_annonce: "10 jours", voies_et_delais: true },
  });
  return {
    base: [
      // Celui dont toute l'histoire s'écrit au banc.
      dossier("64-B001", "Adour BAB", [...parcours, manquement(100, "M-1")], aujourdhui, "01"),
      // Un manquement de la semaine : le temps de la personne court aujourd'hui.
      dossier("64-B002", "Adour BAB", [...parcours, manquement(6, "M-2")], aujourdhui, "02"),
      // Une lettre que la poste a présentée, et que personne n'a encore retirée.
      dossier("64-B003", "Adour BAB", [...parcours, manquement(40, "M-3"), lettre(38, "M-3")], aujourdhui, "03"),
      // Rien encore qu'un droit ouvert.
      dossier("64-B004", "Adour BAB", parcours.slice(0, 1), aujourdhui, "04"),
      // Hors de chez la référente.
      dossier("64-B005", "Béarn", [...parcours, manquement(60, "M-5")], aujourdhui, "05"),
    ],
    a_verser: [dossier("64-B006", "Adour BAB", [...parcours, manquement(30, "M-6")], aujourdhui, "06")],
  };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [, , aujourdhui, place] = process.argv;
  for (const [nom, dossiers] of [["base", "base"], ["a-verser", "a_verser"]])
    writeFileSync(`${place}/${nom}.ndjson`, histoires(aujourdhui)[dossiers].map((d) => `${JSON.stringify(d)}\n`).join(""));
}
