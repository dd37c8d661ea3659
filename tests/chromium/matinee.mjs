// La matinée elle-même : node matinee.mjs ADRESSE AAAA-MM-JJ DOSSIER CAPTURES
import assert from "node:assert/strict";
import { chromium } from "playwright-core";
import { avant, premierDuMoisSuivant, suspension } from "./histoires.mjs";
import { fenetre, regarder } from "./page_vue.mjs";

const [, , adresse, aujourdhui, place, captures] = process.argv;
const phrase = "quatre mots sans rapport";
const neuve = `${phrase} neufs`;
const jours = suspension(aujourdhui);
const fautes = [];
const enToutesLettres = (jour) =>
  new Date(`${jour}T00:00:00Z`).toLocaleDateString("fr-FR", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" }).replace(/^1 /, "1er ");

const navigateur = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
    ...(process.getuid() === 0 ? ["--no-sandbox"] : [])],
});

let rang = 0;
let encours = "";
const vues = new Set();
/** Une vue de la page, et, la première fois que l'on voit cette sorte de page, tout ce qui doit tenir d'elle. */
async function vue(page, nom, sorte = nom) {
  rang += 1;
  await page.screenshot({ path: `${captures}/${String(rang).padStart(2, "0")}-${nom}.png`, fullPage: true });
  if (vues.has(sorte)) return;
  vues.add(sorte);
  await regarder(page, sorte, fautes);
}
async function pas(nom, faire) {
  encours = nom;
  await faire();
  console.log(`  ${nom}`);
}
async function va(page, chemin, etat = 200) {
  const reponse = await page.goto(adresse + chemin);
  assert.equal(reponse.status(), etat, `${chemin} : état de la réponse`);
}
const texte = (page, choix = "main") => page.locator(choix).innerText();
async function dit(page, attendu, choix = "main") {
  const lu = (await texte(page, choix)).replace(/\s+/g, " ");
  assert.ok(attendu instanceof RegExp ? attendu.test(lu) : lu.includes(attendu), `« ${attendu} » n'est pas dit dans ${choix} de ${page.url()} :\n${lu.slice(0, 1500)}`);
}
async function tait(page, absent, choix = "main") {
  const lu = (await texte(page, choix)).replace(/\s+/g, " ");
  assert.ok(absent instanceof RegExp ? !absent.test(lu) : !lu.includes(absent), `« ${absent} » est dit à tort dans ${choix} de ${page.url()}`);
}

async function remplit(page, champs) {
  for (const [nom, valeur] of Object.entries(champs)) {
    const champ = page.locator(`main form [name="${nom}"]`).first();
    const sorte = await champ.evaluate((e) => (e.tagName === "SELECT" ? "select" : e.type));
    if (sorte === "radio" || sorte === "checkbox") {
      const choix = page.locator(`main form [name="${nom}"][value="${valeur}"]`);
      // Ce qui lie un acte à d'autres se déplie.
      for (const pli of await choix.locator("xpath=ancestor::details[not(@open)]").all()) await pli.locator("summary").first().click();
      await choix.check();
    } else if (sorte === "select") await champ.selectOption(valeur);
    else await champ.fill(valeur);
  }
}
const voir = (page) => page.getByRole("button", { name: /^Voir (de nouveau )?ce que/ }).click();
const enregistrer = (page) => page.getByRole("button", { name: "Enregistrer", exact: true }).click();

/** Un acte, par sa page : rempli, vu, enregistré. Rend ce que disait la conséquence. */
async function acte(page, dossier, affaire, type, champs, nom) {
  await va(page, `/dossiers/${dossier}/acte?affaire=${affaire}&personne=p1&type=${type}`);
  await remplit(page, champs);
  await voir(page);
  const consequence = await texte(page, "aside.consequence");
  if (nom) await vue(page, nom, "consequence");
  assert.ok(!/irrégularité/i.test(consequence), `${type} : ${consequence}`);
  await enregistrer(page);
  await dit(page, "L'acte est enregistré");
  return consequence;
}
/** L'identifiant du dernier acte enregistré : la page où l'on arrive le porte. */
const identifiant = (page) => new URL(page.url()).pathname.split("/").pop();
const cellules = (page) => page.locator("ol.preuves").first().locator("li").evaluateAll((tous) =>
  tous.map((li) => ({ etape: li.innerText.replace(/\s+/g, " "), classe: li.className })));

async function entre(page, compte) {
  await va(page, "/");
  await page.fill("#compte", compte);
  await page.fill("#mot_de_passe", phrase);
  await page.click("main form button");
  assert.equal(new URL(page.url()).pathname, "/mot-de-passe");
  await page.fill("#actuel", phrase);
  await page.fill("#nouveau", neuve);
  await page.fill("#encore", neuve);
  await page.click("main form button");
}

const lea = await fenetre(navigateur, adresse, "lea", fautes);
const camille = await fenetre(navigateur, adresse, "camille", fautes);
const noe = await fenetre(navigateur, adresse, "noe", fautes);
const sacha = await fenetre(navigateur, adresse, "sacha", fautes);

try {
  await pas("entrer, et changer de mot de passe", async () => {
    await va(lea, "/");
    assert.equal(new URL(lea.url()).pathname, "/connexion");
    await vue(lea, "porte");
    await lea.fill("#compte", "lea");
    await lea.fill("#mot_de_passe", "ce n'est pas lui");
    await lea.click("main form button");
    await dit(lea, "n'ouvrent pas le banc");
    await vue(lea, "porte-refusee");
    await lea.fill("#compte", "lea");
    await lea.fill("#mot_de_passe", phrase);
    await lea.click("main form button");
    assert.equal(new URL(lea.url()).pathname, "/mot-de-passe");
    await vue(lea, "mot-de-passe");
    await lea.fill("#actuel", phrase);
    await lea.fill("#nouveau", neuve);
    await lea.fill("#encore", neuve);
    await lea.click("main form button");
    await va(lea, "/");
    await dit(lea, "Mon matin");
  });

  await pas("le cadre verse un fichier : essayé, puis importé", async () => {
    await entre(camille, "camille");
    await va(camille, "/imports");
    await vue(camille, "imports");
    await camille.setInputFiles("#fichier", `${place}/a-verser.ndjson`);
    await camille.getByRole("button", { name: "Essayer, sans rien écrire" }).click();
    await dit(camille, "Rien n'est écrit");
    await vue(camille, "import-essaye");
    await camille.setInputFiles("#fichier", `${place}/a-verser.ndjson`);
    await camille.getByRole("button", { name: "Importer" }).click();
    await dit(camille, "1 dossier nouveau");
    await vue(camille, "importe");
  });

  await pas("la liste du matin : comptes, filtres, territoire", async () => {
    // Ce qui vient d'être versé est évalué d'ici une minute, ou tout de suite.
    for (let essai = 0; essai < 200; essai += 1) {
      await va(lea, "/?role=tous");
      if ((await texte(lea)).includes("64-B006")) break;
      await lea.waitForTimeout(100);
    }
    await dit(lea, "64-B006");
    await va(camille, "/dossiers/64-B006");
    await tait(lea, "64-B005");
    await tait(lea, "Béarn");
    await vue(lea, "matin");
    const echus = Number(await lea.locator(".comptes a[href*='voir=echu'] b").innerText());
    assert.ok(echus >= 3, `échus : ${echus}`);
    // Un fichier versé le premier jour ne rend pas nouveau tout ce que la base disait déjà.
    assert.equal(await lea.locator(".comptes a[href*='voir=nouveau'] b").innerText(), "0");
    for (const sorte of ["semaine", "completer"]) {
      await va(lea, `/?role=tous&voir=${sorte}`);
      assert.equal(await lea.locator("#liste > li").count(), Number(await lea.locator(`.comptes a[href*='voir=${sorte}'] b`).innerText()), sorte);
    }
    await lea.locator(".comptes a[href*='voir=echu']").click();
    assert.equal(await lea.locator("#liste > li").count(), echus);
    await tait(lea, "dans 23 jours", "#liste");
    await lea.selectOption("#role", "referent_fil_rouge");
    await lea.getByRole("button", { name: "Montrer" }).click();
    await tait(lea, "Décider l'orientation", "#liste");
    await vue(lea, "matin-filtre", "matin");
  });

  await pas("au clavier : j, k, /, ?, Entrée", async () => {
    await va(lea, "/?role=tous&voir=echu");
    const lignes = lea.locator("#liste > li");
    const prise = () => lignes.evaluateAll((toutes) => toutes.findIndex((l) => l.contains(document.activeElement)));
    await lea.keyboard.press("j");
    assert.equal(await prise(), 0);
    await lea.keyboard.press("j");
    assert.equal(await prise(), 1);
    await lea.keyboard.press("k");
    assert.equal(await prise(), 0);
    await lea.keyboard.press("?");
    assert.ok(await lea.locator("dialog[open]").isVisible());
    await vue(lea, "aide-clavier");
    await lea.keyboard.press("Escape");
    await lea.keyboard.press("/");
    assert.ok(await lea.evaluate(() => document.activeElement.type === "search"));
    await va(lea, "/?role=tous");
    await lea.fill("#cherche", "64-B001");
    assert.ok((await lea.locator("#liste > li:visible").allInnerTexts()).every((ligne) => ligne.includes("64-B001")));
    await vue(lea, "matin-cherche", "matin");
    await lea.locator("#liste > li:visible a", { hasText: "Adresser l'information préalable" }).focus();
    await lea.keyboard.press("Enter");
    await lea.waitForURL("**/affaires/M-1**");
  });

  await pas("une affaire", async () => {
    await dit(lea, "Affaire M-1");
    await dit(lea, "Manquement constaté");
    await vue(lea, "affaire");
  });

  let lettre = "";
  await pas("une lettre : ce qu'elle change se lit avant de l'enregistrer", async () => {
    await lea.locator("h1").click();
    await lea.keyboard.press("e");
    await lea.waitForURL("**/acte?**");
    await vue(lea, "choisir-un-acte");
    await lea.getByRole("link", { name: "Courrier envoyé : information préalable" }).first().click();
    assert.equal(await lea.locator("[name='champs.objet']").inputValue(), "information_prealable");
    await vue(lea, "formulaire");
    // Sans sa date : ce qui est écrit reste, et le champ dit ce qui lui manque. Un navigateur l'aurait arrêté avant.
    await remplit(lea, { "champs.mode": "lrar" });
    await lea.evaluate(() => document.querySelector("main form[method=post]").setAttribute("novalidate", ""));
    await voir(lea);
    await dit(lea, "Rien n'est enregistré");
    assert.equal(await lea.locator("[name='champs.mode']").inputValue(), "lrar");
    await vue(lea, "formulaire-a-reprendre");
    await remplit(lea, { le: jours.lettre, "champs.mode": "lrar", "champs.delai_annonce": "10 jours", "champs.voies_et_delais": "oui" });
    await voir(lea);
    await dit(lea, "Dix jours pour répondre", "aside.consequence");
    await vue(lea, "lettre-consequence", "consequence");
    await va(camille, "/dossiers/64-B001");
    await tait(camille, "Courrier envoyé (");
    await enregistrer(lea);
    await dit(lea, "L'acte est enregistré");
    lettre = identifiant(lea);
    await vue(lea, "acte-enregistre");
  });

  await pas("sa présentation, son retrait", async () => {
    await acte(lea, "64-B001", "M-1", "courrier_presente",
      { le: jours.presentee, "champs.avis_instance_prouve": "oui", "references.courrier": lettre }, "presentation");
    await acte(lea, "64-B001", "M-1", "courrier_retire", { le: jours.retiree, "references.courrier": lettre }, "retrait");
    await va(lea, "/affaires/M-1");
    const faites = (await cellules(lea)).filter((c) => c.classe === "-fait").map((c) => c.etape);
    assert.ok(faites.length >= 3, `étapes faites : ${faites}`);
  });

  await pas("une décision trop tôt : la conséquence le dit, rien n'est enregistré", async () => {
    await va(lea, "/dossiers/64-B001/acte?affaire=M-1&personne=p1&type=decision_cd");
    await remplit(lea, {
      le: jours.trop_tot, du: jours.du, "champs.mesure": "suspension", "champs.taux": "50 %", "champs.duree": "2 mois",
      "champs.motivation": "oui", "champs.voies_recours": "oui",
    });
    await voir(lea);
    await dit(lea, "bloquante", "aside.consequence");
    await dit(lea, "Motif légitime non apprécié", "aside.consequence");
    await dit(lea, "Cette décision serait prématurée avant le", "aside.consequence");
    await vue(lea, "decision-trop-tot", "consequence-bloquante");
    // Un clic de plus, sans la case : rien.
    await enregistrer(lea);
    await dit(lea, "Cochez cette case");
    await vue(lea, "decision-trop-tot-sans-case", "consequence-bloquante");
    await va(lea, "/dossiers/64-B001");
    await tait(lea, /Décision du président du conseil départemental \(fil/);
  });

  await pas("l'appréciation qui manquait, puis la décision", async () => {
    await acte(lea, "64-B001", "M-1", "appreciation",
      { le: jours.appreciation, "champs.objet": "motif_legitime", "champs.conclusion": "non", "champs.par": "cadre" }, "appreciation");
    await acte(lea, "64-B001", "M-1", "decision_cd", {
      le: jours.decision, du: jours.du, "champs.mesure": "suspension", "champs.taux": "50 %", "champs.duree": "2 mois",
      "champs.motivation": "oui", "champs.voies_recours": "oui", "champs.par": "président",
    }, "decision");
  });

  await pas("notifiée, coupée, levée, reprise", async () => {
    await acte(lea, "64-B001", "M-1", "courrier_envoye",
      { le: jours.notification, "champs.objet": "decision", "champs.mode": "lrar", "champs.voies_et_delais": "oui" }, "notification");
    const notification = identifiant(lea);
    await acte(lea, "64-B001", "M-1", "courrier_remis", { le: jours.remise, "references.courrier": notification });
    await acte(lea, "64-B001", "M-1", "suspension_versement", { le: jours.du, "champs.effet": jours.du, "champs.motif": "CG" }, "coupure");
    await acte(lea, "64-B001", "M-1", "mise_en_conformite", { le: jours.conformite });
    await acte(lea, "64-B001", "M-1", "appreciation",
      { le: jours.conforme, "champs.objet": "conformite", "champs.conclusion": "oui", "champs.par": "référente unique" });
    await acte(lea, "64-B001", "M-1", "levee_sanction", { le: jours.levee, "champs.reversement": "oui" }, "levee");
    await acte(lea, "64-B001", "M-1", "reprise_versement", { le: jours.reprise, "champs.effet": jours.reprise }, "reprise");
  });

  await pas("les dix étapes sont faites, ou sans objet", async () => {
    await va(lea, "/affaires/M-1");
    const dix = await cellules(lea);
    assert.equal(dix.length, 10);
    for (const { etape, classe } of dix) assert.equal(classe, /avis/.test(etape) ? "-sans" : "-fait", etape);
    await vue(lea, "affaire-finie", "affaire-finie");
    await va(lea, "/dossiers/64-B001");
    await vue(lea, "dossier");
    await va(lea, "/affaires");
    await vue(lea, "registre");
    const ligne = lea.locator("table.registre tbody tr", { hasText: "64-B001" }).filter({ hasText: "M-1" });
    assert.equal(await ligne.locator("ol.preuves li.-fait").count(), 9);
    await va(lea, "/affaires?etat=close");
    await vue(lea, "registre-clos", "registre");
    await va(lea, "/recherche?q=64-B001");
    await vue(lea, "recherche");
  });

  await pas("l'explication s'imprime, avec ses dix points", async () => {
    await va(lea, "/affaires/M-1/explication");
    await vue(lea, "explication");
    await lea.emulateMedia({ media: "print" });
    const points = await lea.locator("main h3:visible").allInnerTexts();
    assert.deepEqual(points.map((p) => Number(p.split(".")[0])), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    await tait(lea, "Enregistrer un acte", "body");
    await vue(lea, "explication-papier", "explication");
    const pdf = await lea.pdf({ path: `${captures}/explication.pdf`, format: "A4" });
    assert.equal(pdf.subarray(0, 5).toString(), "%PDF-");
    assert.ok(pdf.length > 20000, `le PDF fait ${pdf.length} octets`);
    await lea.emulateMedia({ media: null });
  });

  await pas("une ligne reportée : elle quitte la liste, le cadre la voit", async () => {
    await va(lea, "/?role=tous");
    const ligne = lea.locator("#liste > li", { hasText: "M-3" }).first();
    const quoi = await ligne.locator("h3").innerText();
    await ligne.getByRole("link", { name: "Suivre, reporter, passer" }).click();
    await vue(lea, "suivi");
    await lea.fill("#reporter-jour", avant(aujourdhui, -7));
    await lea.fill("#reporter-motif", "l'avis de réception est attendu");
    await lea.getByRole("button", { name: "Reporter" }).click();
    await dit(lea, "C'est noté");
    await vue(lea, "reporte", "suivi");
    await va(lea, "/?role=tous");
    assert.equal(await lea.locator("#liste > li", { hasText: "M-3" }).filter({ has: lea.locator("h3", { hasText: quoi }) }).count(), 0);
    await va(camille, "/");
    await dit(camille, quoi, "main table");
    await dit(camille, "l'avis de réception est attendu", "main table");
    await dit(camille, enToutesLettres(avant(aujourdhui, -7)), "main table");
    await vue(camille, "matin-du-cadre", "matin-du-cadre");
  });

  await pas("à deux sur un dossier : qui vient après voit ce qui a changé", async () => {
    await entre(noe, "noe");
    await va(noe, "/dossiers/64-B002/acte?affaire=M-2&personne=p1&type=contact");
    await remplit(noe, { le: avant(aujourdhui, 2) });
    await voir(noe);
    const court = await acte(lea, "64-B002", "M-2", "courrier_envoye",
      { le: avant(aujourdhui, 4), "champs.objet": "information_prealable", "champs.mode": "remise", "champs.delai_annonce": "10 jours" }, "lettre-remise");
    // Remettre en main propre n'est pas encore l'avoir remise : rien ne court.
    assert.match(court, /n'a pas encore de jour/);
    await enregistrer(noe);
    await dit(noe, "Le dossier a changé depuis l'affichage du formulaire");
    await dit(noe, "Courrier envoyé");
    await vue(noe, "a-deux", "a-deux");
    assert.equal(await noe.locator("[name='le']").inputValue(), avant(aujourdhui, 2));
    await enregistrer(noe);
    await dit(noe, "L'acte est enregistré");
    const decide = async () => {
      await va(lea, "/dossiers/64-B002/acte?affaire=M-2&personne=p1&type=decision_cd");
      await remplit(lea, {
        le: aujourdhui, du: premierDuMoisSuivant(aujourdhui), "champs.mesure": "suspension", "champs.taux": "30 %",
        "champs.duree": "1 mois", "champs.motivation": "oui", "champs.voies_recours": "oui",
      });
      await voir(lea);
    };
    await decide();
    await dit(lea, "Prématuré possible", "aside.consequence");
    await vue(lea, "decision-peut-etre-prematuree", "consequence-bloquante");
    const remise = await acte(lea, "64-B002", "M-2", "courrier_remis", { le: avant(aujourdhui, 3), "references.courrier": "fil-1" }, "remise");
    assert.match(remise, /« Dix jours pour répondre »/);
    // Le temps de la personne court aujourd'hui.
    await decide();
    await dit(lea, "Cette décision serait prématurée avant le", "aside.consequence");
    await vue(lea, "decision-prematuree", "consequence-bloquante");
    await va(lea, "/affaires/M-2");
    await vue(lea, "affaire-en-cours", "affaire");
  });

  await pas("un dossier d'un autre territoire n'existe pas", async () => {
    for (const chemin of ["/dossiers/64-B005", "/affaires/M-5", "/affaires/M-5/explication", "/dossiers/64-B005/acte",
      "/dossiers/64-B005/acte/e1", "/dossiers/64-B005/acte/e1/corriger", "/dossiers/64-B005/suivi/0000000000000000"])
      await va(lea, chemin, 404);
    await vue(lea, "hors-de-chez-soi");
    await va(lea, "/recherche?q=64-B005");
    await tait(lea, "Béarn");
    await vue(lea, "recherche-vaine");
  });

  await pas("corriger, annuler", async () => {
    await va(lea, `/dossiers/64-B001/acte/${lettre}/corriger`);
    await vue(lea, "corriger");
    await va(lea, `/dossiers/64-B001/acte/${lettre}/annuler`);
    await vue(lea, "annuler");
  });

  await pas("sans script, la même chose", async () => {
    const nue = await fenetre(navigateur, adresse, "lea sans script", fautes, { javaScriptEnabled: false });
    await va(nue, "/connexion");
    await nue.fill("#compte", "lea");
    await nue.fill("#mot_de_passe", neuve);
    await nue.click("main form button");
    await nue.locator("#liste a", { hasText: "Enregistrer un acte" }).first().waitFor();
    await va(nue, "/affaires/M-3");
    await nue.getByRole("link", { name: "Enregistrer un acte" }).first().click();
    await vue(nue, "sans-script-choisir", "choisir-un-acte");
    await acte(nue, "64-B003", "M-3", "courrier_presente",
      { le: avant(aujourdhui, 36), "champs.avis_instance_prouve": "oui", "references.courrier": "e5" }, "sans-script-consequence");
    await vue(nue, "sans-script-enregistre", "acte-enregistre");
    await nue.context().close();
  });

  await pas("les pages de qui administre", async () => {
    await entre(sacha, "sacha");
    for (const [chemin, nom] of [["/comptes", "comptes"], ["/audit", "audit"], ["/conservation", "conservation"], ["/comptes/nouveau", "compte-nouveau"]]) {
      await va(sacha, chemin);
      await vue(sacha, nom);
    }
    await va(sacha, "/dossiers/64-B001", 403);
    await vue(sacha, "refus");
    for (const [chemin, nom] of [["/sources", "sources"], ["/rapprochements", "rapprochements"], ["/imports/1", "import-vu"]]) {
      await va(camille, chemin);
      await vue(camille, nom);
    }
  });

  await pas("au téléphone, et dans le noir", async () => {
    const telephone = await fenetre(navigateur, adresse, "téléphone", fautes, { viewport: { width: 320, height: 640 }, colorScheme: "dark" });
    await va(telephone, "/connexion");
    await telephone.fill("#compte", "lea");
    await telephone.fill("#mot_de_passe", neuve);
    await telephone.click("main form button");
    await telephone.waitForURL(`${adresse}/`);
    for (const [chemin, nom] of [["/", "matin"], ["/affaires", "registre"], ["/affaires/M-1", "affaire"],
      ["/dossiers/64-B002/acte?affaire=M-2&personne=p1&type=decision_cd", "formulaire"]]) {
      await va(telephone, chemin);
      await vue(telephone, `telephone-${nom}`);
    }
  });
} catch (erreur) {
  for (const [qui, page] of Object.entries({ lea, camille, noe, sacha }))
    await page.screenshot({ path: `${captures}/echec-${qui}.png`, fullPage: true }).catch(() => {});
  console.log(`ÉCHEC : ${encours} : ${erreur.message}\n${erreur.stack.split("\n").filter((l) => l.includes("matinee.mjs")).slice(0, 4).join("\n")}`);
  process.exitCode = 1;
}
await navigateur.close();
for (const faute of fautes) console.log(`ÉCHEC : ${faute}`);
if (fautes.length) process.exitCode = 1;
if (!process.exitCode) console.log(`une matinée entière, ${rang} vues`);
