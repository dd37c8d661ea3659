// Ce qui doit tenir de chaque page que l'on voit, quoi qu'on y fasse.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const graves = new Set(["serious", "critical"]);
const etroit = 320;

/** Quelqu'un à son navigateur ; `fautes` reçoit ce que sa console dit de faux et ce qui sort d'ici. */
export async function fenetre(navigateur, adresse, qui, fautes, options = {}) {
  const contexte = await navigateur.newContext({ viewport: { width: 1280, height: 900 }, locale: "fr-FR", ...options });
  contexte.on("request", (demande) => {
    if (!demande.url().startsWith(`${adresse}/`)) fautes.push(`${qui} : une page demande ${demande.url()}`);
  });
  const page = await contexte.newPage();
  page.on("pageerror", (erreur) => fautes.push(`${qui} : ${page.url()} : ${erreur.message}`));
  page.on("console", (message) => {
    // Chromium y redit chaque réponse refusée, que l'essai attend ou non : il regarde lui-même l'état des réponses.
    if (message.type() === "error" && !message.text().startsWith("Failed to load resource: the server responded with a status of 4"))
      fautes.push(`${qui} : ${page.url()} : ${message.text()}`);
  });
  return page;
}

/** Les fautes d'accessibilité graves, et ce qui déborde d'un téléphone. */
export async function regarder(page, nom, fautes) {
  await page.evaluate(axe);
  const dit = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
  for (const faute of dit.violations)
    if (graves.has(faute.impact))
      fautes.push(`${nom} : ${faute.id} (${faute.impact}) : ${faute.help} : ${faute.nodes.slice(0, 3).map((n) => n.html.slice(0, 160)).join(" | ")}`);
  const taille = page.viewportSize();
  await page.setViewportSize({ width: etroit, height: 800 });
  const large = await page.evaluate(() => document.scrollingElement.scrollWidth);
  if (large > etroit) {
    const qui = await page.evaluate((borne) => [...document.querySelectorAll("main *")]
      .filter((e) => e.getBoundingClientRect().right > borne + 1).slice(0, 3)
      .map((e) => e.outerHTML.slice(0, 120)), etroit);
    fautes.push(`${nom} : à ${etroit} px la page en fait ${large} : ${qui.join(" | ")}`);
  }
  await page.setViewportSize(taille);
}
