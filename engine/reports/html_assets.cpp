#include "engine/reports/html_assets.hpp"

namespace filrouge {

const char* const html_head = R"html(<!DOCTYPE html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Liste de travail — filrouge</title>
<style>
:root { --encre:#1d2433; --gris:#5a6478; --trait:#d9dee8; --fond:#f6f7fa; --rouge:#b3261e; --orange:#a85b00; --bleu:#1f4e9c; --vert:#276738; }
* { box-sizing:border-box; }
body { margin:0; font:16px/1.45 system-ui, "Segoe UI", "Liberation Sans", sans-serif; color:var(--encre); background:var(--fond); }
header, main { max-width:62rem; margin:0 auto; padding:1rem; }
h1 { font-size:1.4rem; margin:.2rem 0; }
h2 { font-size:1rem; margin:1.6rem 0 .4rem; color:var(--gris); text-transform:uppercase; letter-spacing:.04em; }
.run { color:var(--gris); margin:0; }
form { display:flex; flex-wrap:wrap; gap:.6rem; margin:.9rem 0 0; }
form label { display:flex; flex-direction:column; font-size:.8rem; color:var(--gris); flex:1 1 9rem; }
select, input { font:inherit; font-size:.95rem; padding:.35rem .4rem; border:1px solid var(--trait); border-radius:.3rem; background:#fff; color:var(--encre); min-width:0; width:100%; }
details { background:#fff; border:1px solid var(--trait); border-left:.35rem solid var(--gris); border-radius:.35rem; margin:.4rem 0; }
details.u0, details.u1 { border-left-color:var(--rouge); }
details.u2, details.u3 { border-left-color:var(--orange); }
details.u4, details.u5 { border-left-color:var(--bleu); }
summary { padding:.5rem .7rem; cursor:pointer; display:grid; grid-template-columns:1fr auto; gap:.1rem 1rem; list-style:none; }
summary::-webkit-details-marker { display:none; }
summary b { font-weight:600; }
summary .qui { grid-column:1; color:var(--gris); font-size:.88rem; }
summary .quand { white-space:nowrap; text-align:right; font-variant-numeric:tabular-nums; }
.retard { color:var(--rouge); font-weight:600; }
.corps { padding:0 .7rem .7rem; border-top:1px solid var(--trait); }
.corps p { margin:.5rem 0; }
.corps dl { display:grid; grid-template-columns:max-content 1fr; gap:.15rem .8rem; margin:.5rem 0; font-size:.92rem; }
.corps dt { color:var(--gris); }
.corps dd { margin:0; overflow-wrap:anywhere; }
.suite { border-top:1px dashed var(--trait); padding-top:.2rem; }
.averif { color:var(--orange); }
.frise { overflow-x:auto; }
.frise svg { display:block; min-width:34rem; width:100%; height:auto; font:11px system-ui, "Liberation Sans", sans-serif; }
.plus { display:block; margin:1rem auto; padding:.5rem 1.2rem; font:inherit; border:1px solid var(--trait); border-radius:.3rem; background:#fff; color:var(--bleu); cursor:pointer; }
.rien { color:var(--gris); margin:2rem 0; }
footer { max-width:62rem; margin:0 auto; padding:0 1rem 2rem; color:var(--gris); font-size:.82rem; overflow-wrap:anywhere; }
@media (max-width:34rem) {
  summary { grid-template-columns:1fr; }
  summary .quand { text-align:left; }
  .corps dl { grid-template-columns:1fr; }
  .corps dd { margin-bottom:.3rem; }
}
@media print {
  body { background:#fff; font-size:10.5pt; }
  form, .plus { display:none; }
  header, main, footer { max-width:none; padding:0; }
  details { break-inside:avoid; }
  .frise { overflow:visible; }
}
</style>
</head>
<body>
<header>
<h1>Liste de travail</h1>
<p class="run" id="titre"></p>
<form id="filtres">
<label>Qui agit<select id="f-role"><option value="">tous</option></select></label>
<label>Territoire<select id="f-territoire"><option value="">tous</option></select></label>
<label>Nature<select id="f-nature"><option value="">toutes</option></select></label>
<label>Chercher<input id="f-mots" type="search" placeholder="dossier, mot, article…"></label>
</form>
</header>
<main id="liste"></main>
<footer id="pied"></footer>
<noscript><p class="rien">Cette page a besoin de JavaScript pour trier et filtrer ; la même liste existe en texte et en CSV.</p></noscript>
)html";

const char* const html_tail = R"html(<script>
"use strict";
(function () {
  const lire = id => JSON.parse(document.getElementById(id).textContent);
  const run = lire("run"), constats = lire("constats");
  const dossiers = new Map(lire("dossiers").map(d => [d.id, d]));
  const titres = ["Irrégularités bloquantes", "En retard", "Irrégularités et points à trancher", "Faits manquants, retards mineurs",
    "À faire, échéances proches", "Temps de la personne, facultés, à compléter", "Incertain", "Irrégularités de procédures closes", "À venir"];
  const mois = ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"];
  const jour = iso => { if (!iso) return ""; const [a, m, j] = iso.split("-").map(Number); return (j === 1 ? "1er" : j) + " " + mois[m - 1] + " " + a; };
  const natures = lire("natures"), noms = lire("noms");
  const clair = nom => natures[nom] || noms[nom] || (nom || "").replaceAll("_", " ");
  const sorte = c => c.faculte ? "faculte" : c.objectif_interne && c.nature === "echeance" ? "objectif_interne" : c.nature;
  const el = (nom, classe, texte) => { const e = document.createElement(nom); if (classe) e.className = classe; if (texte !== undefined) e.textContent = texte; return e; };
  const accents = s => s.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  const ms = iso => Date.UTC(...iso.split("-").map((n, i) => i === 1 ? n - 1 : +n));

  document.getElementById("titre").textContent = "Au " + jour(run.au) + ", d'après ce qui était connu le " + jour(run.connu_au) + " — " +
    run.dossiers + (run.dossiers > 1 ? " dossiers, " : " dossier, ") + run.constats + (run.constats > 1 ? " constats" : " constat") +
    (run.rejets ? ", " + run.rejets + (run.rejets > 1 ? " lignes rejetées" : " ligne rejetée") : "");
  document.getElementById("pied").textContent = "Règles " + run.regles + ". Cette liste avise ; une personne décide.";

  const territoire = c => (dossiers.get(c.dossier) || {}).t || "";
  const options = (id, valeurs) => { const s = document.getElementById(id);
    [...new Set(valeurs)].filter(Boolean).sort((a, b) => a.localeCompare(b, "fr")).forEach(v => { const o = el("option", "", clair(v)); o.value = v; s.append(o); }); };
  options("f-role", constats.map(c => c.role || c.decideur));
  options("f-territoire", constats.map(territoire));
  options("f-nature", constats.map(sorte));
  constats.forEach(c => { c.mots = accents([c.dossier, c.personne, c.libelle, c.explication, clair(c.role), c.fondement.map(f => f.ref).join(" ")].join(" ")); });

  const borne = b => ({ pas_avant: "pas avant le ", au_plus_tard: "au plus tard le " })[b] || "";
  // De ce qui peut être fait jusque-là, « pas avant le » dirait le contraire.
  const instant = (iso, h) => jour(iso) + (h ? " à " + Number(h.slice(0, 2)) + " h" + (h.endsWith("00") ? "" : " " + h.slice(3)) : "");
  const jusque = (iso, b, h) => "jusqu'au " + instant(iso, h) + (({ pas_avant: " au moins", au_plus_tard: " au plus" })[b] || "");
  const frise = d => {
    const items = d.l.filter(i => i.d);
    if (!items.length) return el("p", "rien", "Aucun fait daté.");
    const larg = 820, marge = 12, ligne = 19;
    let min = Math.min(...items.map(i => ms(i.d))), max = Math.max(ms(run.au), ...items.map(i => ms(i.f || i.d)));
    const plus = Math.max((max - min) * .03, 15 * 864e5); min -= plus; max += plus;
    const x = t => marge + (t - min) / (max - min) * (larg - 2 * marge);
    const ns = "http://www.w3.org/2000/svg", s = document.createElementNS(ns, "svg");
    const trace = (nom, attrs, texte) => { const e = document.createElementNS(ns, nom); for (const k in attrs) e.setAttribute(k, attrs[k]); if (texte !== undefined) e.textContent = texte; s.append(e); return e; };
    const haut = 24 + items.length * ligne + 8;
    s.setAttribute("viewBox", "0 0 " + larg + " " + haut); s.setAttribute("role", "img"); s.setAttribute("aria-label", "Frise du dossier " + d.id);
    const ans = new Date(max).getUTCFullYear() - new Date(min).getUTCFullYear();
    for (let a = new Date(min).getUTCFullYear(); a <= new Date(max).getUTCFullYear(); a++)
      for (let m = 0; m < 12; m += ans > 3 ? 12 : ans > 1 ? 6 : 3) {
        const t = Date.UTC(a, m, 1); if (t < min || t > max) continue;
        trace("line", { x1: x(t), y1: 18, x2: x(t), y2: haut, stroke: "#e4e8f0" });
        trace("text", { x: x(t) + 2, y: 12, fill: "#5a6478" }, m ? mois[m].slice(0, 4) + " " + a : a);
      }
    const au = ms(run.au);
    trace("line", { x1: x(au), y1: 16, x2: x(au), y2: haut, stroke: "#b3261e", "stroke-dasharray": "3 3" });
    items.forEach((i, n) => {
      const y = 32 + n * ligne, a = x(ms(i.d)), tard = i.s === "depassee" || i.s === "tenue_en_retard";
      const couleur = tard ? "#b3261e" : { fait: "#1d2433", etat: "#276738", echeance: "#1f4e9c", attente: "#8a5cc2", mesure: "#a85b00", faculte: "#00707a" }[i.k];
      if (i.f) trace("rect", { x: Math.min(a, x(ms(i.f))), y: y - 4, width: Math.max(2, Math.abs(x(ms(i.f)) - a)), height: 7, rx: 2, fill: couleur, opacity: .45 });
      if (i.k === "etat") trace("rect", { x: a - 4, y: y - 4, width: 8, height: 8, fill: couleur });
      else trace("circle", { cx: i.k === "echeance" && i.f ? x(ms(i.f)) : a, cy: y, r: 4, fill: couleur });
      const nom = i.l.length > 52 ? i.l.slice(0, 50) + "…" : i.l;
      const fin = i.f ? Math.max(a, x(ms(i.f))) : a, texte = (i.k === "faculte" && i.f ? jusque(i.f, i.b) : (i.k === "mesure" ? "" : borne(i.b)) + jour(i.f && i.k !== "mesure" ? i.f : i.d)) + " · " + nom + (i.p ? " (" + i.p + ")" : "");
      // À droite, à défaut à gauche, à défaut sur la barre : rien n'est coupé.
      const mots = texte.length * 6, debut = Math.min(a, x(ms(i.f || i.d))), droite = fin + 8 + mots <= larg;
      trace("text", { x: droite ? fin + 8 : debut - 8 >= mots ? debut - 8 : Math.max(fin - 8, mots), y: y + 4, fill: couleur, stroke: "#fff", "stroke-width": 3, "paint-order": "stroke", "text-anchor": droite ? "start" : "end" }, texte);
    });
    const cadre = el("div", "frise"); cadre.append(s); return cadre;
  };

  const details = c => {
    const b = el("div");
    if (c.explication) b.append(el("p", "", c.explication));
    const dl = el("dl"), ligne = (t, v, classe) => { if (v) { dl.append(el("dt", "", t)); dl.append(typeof v === "string" ? el("dd", classe, v) : v); } };
    if (c.intervalle) ligne("Intervalle légal", "taux : " + (c.intervalle.taux.join(" à ") || "non lu") + " ; durée : " + (c.intervalle.duree.join(" à ") || "non lue"));
    ligne(c.faculte ? "Suivi" : "Qui agit", clair(c.role)); ligne("Qui décide", clair(c.decideur)); ligne("Retard", clair(c.retard_de));
    const f = el("dd"); c.fondement.forEach((r, n) => { if (n) f.append(", "); f.append(r.ref); if (r.statut !== "verifie") f.append(el("span", "averif", " (à vérifier)")); });
    if (c.fondement.length) ligne("Fondement", f);
    ligne("Régime", c.regime); ligne("Faits utilisés", c.faits.join(", ")); ligne("Faits manquants", c.manquants.map(clair).join(", "), "averif");
    ligne("Dit depuis le", jour(c.apparu_le)); ligne("Peut changer le", jour(c.prochain_changement)); ligne("Règle", c.code + (c.regle.fichier ? " — " + c.regle.fichier + ":" + c.regle.ligne : ""));
    b.append(dl);
    return b;
  };
  const echeance = c => c.date && c.faculte ? jusque(c.date, c.borne, c.heure) : c.date ? (borne(c.borne) || (c.nature === "echeance" ? "due le " : "")) + instant(c.date, c.heure) + (c.statut === "depassee" ? " · en retard" : "") : "";
  const corps = ({ c, suite }) => {
    const b = el("div", "corps");
    b.append(details(c));
    suite.forEach(s => { const p = el("div", "suite"); p.append(el("b", "", [s.libelle, clair(sorte(s)), echeance(s)].filter(Boolean).join(" · "))); p.append(details(s)); b.append(p); });
    const d = dossiers.get(c.dossier); if (d && d.l.length) b.append(frise(d));
    return b;
  };

  const fiche = chose => {
    const c = chose.c, d = el("details", "u" + chose.u), s = el("summary");
    s.append(el("b", "", c.libelle));
    const q = el("span", "quand" + (c.statut === "depassee" ? " retard" : ""));
    q.textContent = echeance(c);
    s.append(q);
    chose.suite.forEach(l => s.append(el("span", "qui", "+ " + [l.libelle, clair(sorte(l)), clair(l.role || l.decideur)].filter(Boolean).join(" · "))));
    s.append(el("span", "qui", [c.dossier + (c.personne ? " / " + c.personne : ""), clair(sorte(c)), clair(c.role || c.decideur), territoire(c)].filter(Boolean).join(" · ")));
    d.append(s);
    d.addEventListener("toggle", () => { if (d.open && d.children.length === 1) d.append(corps(chose)); });
    return d;
  };

  // Ce que plusieurs lignes disent est montré une fois, à la place de la plus pressante.
  const choses = lignes => {
    const groupes = new Map();
    lignes.forEach(l => { if (groupes.has(l.dossier + " " + l.groupe)) groupes.get(l.dossier + " " + l.groupe).push(l); else groupes.set(l.dossier + " " + l.groupe, [l]); });
    return [...groupes.values()].map(g => { const u = g[0].u, [c, ...suite] = [...g].sort((a, b) => a.rang_groupe - b.rang_groupe); return { c, u, suite }; });
  };

  const liste = document.getElementById("liste"), pas = 150; let choisis = [], montres = 0;
  const suite = n => {
    const fin = Math.min(choisis.length, montres + n); const p = liste.querySelector(".plus"); if (p) p.remove();
    for (; montres < fin; montres++) {
      const c = choisis[montres];
      if (!montres || choisis[montres - 1].u !== c.u) liste.append(el("h2", "", titres[c.u] + " (" + choisis.filter(o => o.u === c.u).length + ")"));
      liste.append(fiche(c));
    }
    if (montres < choisis.length) { const b = el("button", "plus", "Voir la suite (" + (choisis.length - montres) + ")"); b.type = "button"; b.onclick = () => suite(pas); liste.append(b); }
  };
  const filtrer = () => {
    const v = id => document.getElementById(id).value, mots = accents(v("f-mots")).split(/\s+/).filter(Boolean);
    choisis = choses(constats.filter(c => (!v("f-role") || c.role === v("f-role") || c.decideur === v("f-role")) && (!v("f-territoire") || territoire(c) === v("f-territoire")) &&
      (!v("f-nature") || sorte(c) === v("f-nature")) && mots.every(m => c.mots.includes(m))));
    montres = 0; liste.textContent = "";
    if (!choisis.length) liste.append(el("p", "rien", "Rien ne correspond."));
    suite(pas);
  };
  const filtres = document.getElementById("filtres");
  filtres.addEventListener("input", filtrer); filtres.addEventListener("submit", e => e.preventDefault());
  window.addEventListener("beforeprint", () => { suite(1000); liste.querySelectorAll("details").forEach((d, n) => { if (n < 200) d.open = true; }); });
  filtrer();
})();
</script>
</body>
</html>
)html";

}  // namespace filrouge
