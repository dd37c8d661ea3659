// L'histoire de histoire.fil en SQL de DuckDB (history.sql) : node history_duckdb.mjs actes.csv
// Écrit les microsecondes de processeur d'un passage (médiane), puis « délai statut compte ». Répond 3 sans @duckdb/node-api, que
// npm installe, et que NODE_PATH fait trouver.
import fs from 'node:fs';
import { createRequire } from 'node:module';

let duckdb;
try {
  duckdb = createRequire(import.meta.url)('@duckdb/node-api');
} catch {
  process.exit(3);
}
const base = await (await duckdb.DuckDBInstance.create(':memory:')).connect();
await base.run('SET threads = 1');
await base.run(`CREATE TABLE actes AS SELECT * FROM read_csv('${process.argv[2]}', header = true)`);
const question = fs.readFileSync(new URL('history.sql', import.meta.url), 'utf8');
const taken = [];
let answer;
for (let pass = 0; pass < 9; ++pass) {
  const start = process.cpuUsage();
  answer = await base.runAndReadAll(question);
  const { user, system } = process.cpuUsage(start);
  taken.push(user + system);
}
console.log(taken.sort((a, b) => a - b)[4]);
for (const row of answer.getRows()) console.log(row.join(' '));
