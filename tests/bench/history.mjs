// L'histoire de histoire.fil calculée à la main en JavaScript : node history.mjs histoire.csv
// Écrit les microsecondes de processeur d'un passage (médiane), puis « délai statut compte ».
import fs from 'node:fs';

const asked = Date.UTC(2026, 10, 21) / 864e5;
const dossiers = new Map();
for (const line of fs.readFileSync(process.argv[2], 'utf8').split('\n').slice(1)) {
  if (!line) continue;
  const [dossier, , type, day] = line.split(',');
  if (!dossiers.has(dossier)) dossiers.set(dossier, []);
  dossiers.get(dossier).push({ type, on: Date.parse(day) / 864e5 });
}

function addMonths(day, months) {
  const date = new Date(day * 864e5);
  const year = date.getUTCFullYear(), month = date.getUTCMonth() + months;
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(date.getUTCDate(), last)) / 864e5;
}

function judged(due, kept) {
  if (kept === null) return asked > due ? 'depassee' : 'a_venir';
  return kept > due ? 'tenue_en_retard' : 'tenue';
}

function run(acts, tally) {
  let notified = null, oriented = null, signed = null, stopped = null, paused = 0;
  let relaunched = null, saisine = null, avis = null;
  const endPause = (on) => {
    if (stopped === null) return;
    paused += on - stopped;
    stopped = null;
  };
  for (const { type, on } of acts) {
    switch (type) {
      case 'notification': notified ??= on; break;
      case 'orientation': oriented ??= on; break;
      case 'arret': // Un délai échu n'attend plus.
        if (oriented !== null && signed === null && on <= addMonths(oriented, 2) + paused) stopped = on;
        break;
      case 'reprise': endPause(on); break;
      case 'cer': signed ??= on; endPause(on); break;
      case 'relance': if (oriented !== null) relaunched ??= on; break;
      case 'saisine': saisine = on; avis = null; break;
      case 'avis': if (saisine !== null) avis ??= on; break;
    }
  }
  endPause(asked);
  const count = (delai, statut) => {
    const key = `${delai} ${statut}`;
    tally[key] = (tally[key] ?? 0) + 1;
  };
  if (notified !== null) count('orienter', judged(addMonths(notified, 2), oriented));
  if (oriented !== null) {
    const due = addMonths(oriented, 2) + paused;
    count('signer', judged(due, signed));
    count('relancer', signed !== null ? 'sans_objet' : judged(addMonths(due, 1), relaunched));
  }
  if (saisine !== null) count('rendre', judged(addMonths(saisine, 1), avis));
}

const taken = [];
let tally;
for (let pass = 0; pass < 9; ++pass) {
  tally = {};
  const start = process.cpuUsage();
  for (const acts of dossiers.values()) run(acts, tally);
  const { user, system } = process.cpuUsage(start);
  taken.push(user + system);
}
console.log(taken.sort((a, b) => a - b)[4]);
for (const [key, count] of Object.entries(tally)) console.log(`${key} ${count}`);
