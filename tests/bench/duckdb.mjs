// Une question posée à DuckDB, un fil : node duckdb.mjs table.csv question.sql
// La table a le nom du fichier. Écrit les microsecondes de processeur d'un passage (médiane), puis les comptes, un par ligne. Répond 3
// sans @duckdb/node-api, que npm installe et que NODE_PATH fait trouver.
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';

let duckdb;
try {
  duckdb = createRequire(import.meta.url)('@duckdb/node-api');
} catch {
  process.exit(3);
}
const [csv, sql] = process.argv.slice(2);
const base = await (await duckdb.DuckDBInstance.create(':memory:')).connect();
await base.run('SET threads = 1');
await base.run(`CREATE TABLE ${path.parse(csv).name} AS SELECT * FROM read_csv('${csv}', header = true)`);
const question = fs.readFileSync(sql, 'utf8');
const taken = [];
let answer;
for (let pass = 0; pass < 9; ++pass) {
  const start = process.cpuUsage();
  answer = await base.runAndReadAll(question);
  const { user, system } = process.cpuUsage(start);
  taken.push(user + system);
}
console.log(taken.sort((a, b) => a - b)[4]);
// Un compte par ligne, ou tous sur une seule, que leurs colonnes nomment.
const rows = answer.getRows();
const names = answer.columnNames();
if (rows.length === 1) rows[0].forEach((count, i) => console.log(names[i], String(count)));
else for (const row of rows) console.log(row.join(' '));
