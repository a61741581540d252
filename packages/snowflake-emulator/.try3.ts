(globalThis as { afterAll?: unknown }).afterAll ??= () => undefined;
const { Bench } = require("./test/support/accounts");
import { Cursor } from "./src/sql/cursor";
import { tokenize } from "./src/sql/tokenizer";
import { parseInsert } from "./src/query/parse";
(async () => {
  const b = new Bench();
  const out = (x: unknown) => process.stdout.write(`${typeof x === "string" ? x : JSON.stringify(x)}\n`);
  await b.run("CREATE DATABASE D", "USE DATABASE D", "USE SCHEMA PUBLIC", "CREATE TABLE big (a INT, b VARCHAR, c TIMESTAMP_NTZ, d FLOAT)", "CREATE TABLE two (a INT, b VARCHAR)");
  const values = Array.from({ length: 10000 }, (_, i) => `(${i}, 'v${i}', '2026-01-01', 1.25)`).join(", ");
  const sql = `INSERT INTO big VALUES ${values}`;
  for (let k = 0; k < 2; k++) {
    let t = performance.now(); const tokens = tokenize(sql); out(`tokenize ${performance.now() - t}`);
    t = performance.now(); parseInsert(new Cursor(tokens)); out(`parse ${performance.now() - t}`);
    t = performance.now(); await b.run(sql); out(`whole ${performance.now() - t}`);
    t = performance.now(); await b.run(`INSERT INTO two VALUES ${Array.from({ length: 10000 }, (_, i) => `(${i}, 'v${i}')`).join(", ")}`); out(`two ${performance.now() - t}`);
  }
  const session = b.account.data.session(1);
  const raw = `SELECT count(*)::VARCHAR FROM (VALUES ${values}) AS v (a, b, c, d)`;
  let t = performance.now(); await session.query(raw); out(`duckdb values ${performance.now() - t}`);
  t = performance.now(); await session.query(`SELECT max(sf_text_to_float(b::VARCHAR))::VARCHAR FROM (SELECT '1.5' b FROM range(10000))`); out(`js fn ${performance.now() - t}`);
  const t1 = performance.now(); for (let i = 0; i < 200; i++) await b.rows(`INSERT INTO two VALUES (${i}, 'x')`); out(`one ${(performance.now() - t1) / 200}`);
  await b.account.close();
})();
