// Le clavier et le filtre. Rien ici n'est nécessaire : sans ce fichier, toutes les pages servent.
const GARDE = "filrouge.raccourcis";
const LIGNES = "main :is(.taches > li, article.affaire, tbody tr)";

const enSaisie = (e) => e.closest("input, select, textarea, [contenteditable], dialog") !== null;
const plier = (texte) => texte.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

function coupes() {
  try { return localStorage.getItem(GARDE) === "non"; } catch { return false; }
}
function garder(actifs) {
  try { localStorage.setItem(GARDE, actifs ? "oui" : "non"); } catch { /* le choix vaut pour cette page */ }
}
let actifs = !coupes();

// Une ligne se prend par son premier lien : le focus se voit, et Entrée l'ouvre sans nous.
function lignes() {
  const vues = [...document.querySelectorAll(LIGNES)].filter((l) => l.offsetParent !== null && l.querySelector("a[href]"));
  return vues.filter((l) => !vues.some((autre) => autre !== l && l.contains(autre)));
}
function avancer(pas) {
  const toutes = lignes();
  if (!toutes.length) return;
  const ici = toutes.findIndex((l) => l.contains(document.activeElement));
  const la = ici < 0 ? (pas > 0 ? 0 : toutes.length - 1) : Math.min(Math.max(ici + pas, 0), toutes.length - 1);
  toutes[la].querySelector("a[href]").focus();
  toutes[la].scrollIntoView({ block: "nearest" });
}

function touche(nom) {
  const ici = document.activeElement?.closest(LIGNES);
  const choix = `[data-touche="${nom}"]`;
  return ici?.querySelector(choix) ?? (ici ? null : document.querySelector(choix));
}

const AIDE = [
  ["j", "ligne suivante"], ["k", "ligne précédente"], ["Entrée", "ouvrir la ligne"],
  ["e", "enregistrer un acte"], ["/", "chercher"], ["?", "cette aide"],
];
function aide() {
  let boite = document.getElementById("aide-clavier");
  if (!boite) {
    const el = (nom, texte, ...dans) => {
      const e = document.createElement(nom);
      if (texte) e.textContent = texte;
      e.append(...dans);
      return e;
    };
    const titre = el("h2", "Au clavier");
    titre.id = "aide-titre";
    const liste = el("dl", "", ...AIDE.flatMap(([t, sens]) => [el("dt", "", el("kbd", t)), el("dd", sens)]));
    liste.className = "fiche";
    const case_ = document.createElement("input");
    case_.type = "checkbox";
    case_.checked = actifs;
    case_.addEventListener("change", () => { actifs = case_.checked; garder(actifs); });
    const choix = el("label", "", case_, " Raccourcis d'une seule lettre");
    choix.className = "choix";
    const fermer = el("button", "Fermer");
    fermer.className = "bouton -second";
    const formulaire = el("form", "", choix, fermer);
    formulaire.method = "dialog";
    boite = el("dialog", "", titre, liste, formulaire);
    boite.id = "aide-clavier";
    boite.setAttribute("aria-labelledby", "aide-titre");
    document.body.append(boite);
  }
  if (!boite.open) boite.showModal();
}

document.addEventListener("keydown", (k) => {
  if (k.ctrlKey || k.metaKey || k.altKey || k.isComposing || enSaisie(k.target)) return;
  // L'aide reste : c'est elle qui rend les raccourcis à qui les a coupés.
  if (k.key === "?") { k.preventDefault(); aide(); return; }
  if (!actifs) return;
  if (k.key === "j") avancer(1);
  else if (k.key === "k") avancer(-1);
  else if (k.key === "e") touche("e")?.click();
  else if (k.key === "/") {
    const champ = document.querySelector('main input[type="search"]') ?? document.querySelector('input[type="search"]');
    if (!champ) return;
    champ.focus();
    champ.select();
  } else return;
  k.preventDefault();
});

for (const champ of document.querySelectorAll("input[data-filtrer]")) {
  const liste = document.getElementById(champ.dataset.filtrer);
  if (!liste) continue;
  const corps = liste.tBodies ? [...liste.tBodies].flatMap((t) => [...t.rows]) : [...liste.children];
  const textes = corps.map((e) => plier(e.textContent));
  const compte = champ.dataset.compte && document.getElementById(champ.dataset.compte);
  compte?.setAttribute("role", "status");
  const filtrer = () => {
    const mots = plier(champ.value).split(/\s+/).filter(Boolean);
    let vues = 0;
    corps.forEach((e, i) => {
      e.hidden = !mots.every((m) => textes[i].includes(m));
      vues += e.hidden ? 0 : 1;
    });
    if (compte) compte.textContent = `${vues} ${vues > 1 ? "lignes" : "ligne"} sur ${corps.length}`;
  };
  champ.addEventListener("input", filtrer);
  // Échap rend toute la liste ; une page rouverte garde ce qui était écrit.
  if (champ.value) filtrer();
}
