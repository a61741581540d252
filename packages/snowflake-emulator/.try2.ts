(globalThis as any).afterAll ??= () => {};
const { Bench } = require("./test/support/accounts");
(async () => {
  const b = new Bench();
  const out = (x: unknown) => process.stdout.write(`${typeof x === "string" ? x : JSON.stringify(x)}\n`);
  await b.run("CREATE DATABASE D", "USE DATABASE D", "USE SCHEMA PUBLIC", "CREATE TABLE i (id INT, x INT)", "INSERT INTO i VALUES (1, 1), (2, 2)", "CREATE TABLE t (a INT)", "INSERT INTO t VALUES (0)",
    "UPDATE t SET a = (SELECT MAX(i.id) FROM i WHERE i.x = s2.x) FROM i s1, i s2 WHERE s1.id = s2.id AND s2.x = 2");
  out(await b.rows("SELECT a FROM t"));
  await b.run("BEGIN", "INSERT INTO t VALUES (5)", "CREATE TABLE z (a INT)", "ROLLBACK"); out(await b.rows("SELECT COUNT(*) AS n FROM t"));
  await b.run("ALTER SESSION SET AUTOCOMMIT = FALSE", "INSERT INTO t VALUES (6)"); out(await b.rows("SHOW TRANSACTIONS"));
  await b.run("ALTER SESSION SET AUTOCOMMIT = FALSE"); out(await b.rows("SHOW TRANSACTIONS")); await b.run("ALTER SESSION UNSET AUTOCOMMIT");
  // big
  await b.run("CREATE TABLE big (a INT, b VARCHAR, c TIMESTAMP_NTZ, d FLOAT)");
  let t = performance.now();
  await b.run("INSERT INTO big SELECT SEQ4(), 'text number ' || SEQ4(), '2026-01-01'::TIMESTAMP_NTZ, 1.5 FROM TABLE(GENERATOR(ROWCOUNT => 100000))");
  out(`insert 100k ${performance.now() - t}`);
  for (let k = 0; k < 4; k++) {
    let worst = 0; let last = performance.now();
    const timer = setInterval(() => { const n = performance.now(); worst = Math.max(worst, n - last - 5); last = n; }, 5);
    t = performance.now(); const rows = await b.rows("SELECT a, b FROM big LIMIT 0"); 
    const c = b.account.data.session(1);
    t = performance.now();
    const r = await c.query("SELECT CAST(A AS VARCHAR) a, B, CAST(epoch_us(C) AS VARCHAR) c, CAST(D AS VARCHAR) d FROM t_" + [...b.account.state.objects.TABLE.values()].find((x) => x.name === "BIG")?.id);
    out(`query ${r.length} in ${performance.now() - t}, hold ${worst}, rss ${process.memoryUsage().rss / 1e6}, ${rows.length}`);
    clearInterval(timer);
  }
  let worst = 0; let last = performance.now();
  const timer = setInterval(() => { const n = performance.now(); worst = Math.max(worst, n - last - 5); last = n; }, 5);
  t = performance.now(); const all = await b.rows("SELECT * FROM big"); out(`statement ${all.length} ${performance.now() - t} hold ${worst}`); 
  t = performance.now(); await b.run("UPDATE big SET b = b || 'x' WHERE a % 2 = 0"); out(`update 50k ${performance.now() - t}`);
  t = performance.now(); await b.run("BEGIN", "UPDATE big SET b = b || 'x' WHERE a % 2 = 0", "DELETE FROM big WHERE a % 3 = 0", "COMMIT"); out(`tx ${performance.now() - t}`);
  const values = Array.from({ length: 10000 }, (_, i) => `(${i}, 'v${i}', '2026-01-01', 1.25)`).join(", ");
  last = performance.now(); worst = 0; t = performance.now(); await b.run(`INSERT INTO big VALUES ${values}`); out(`values 10k ${performance.now() - t} hold ${worst}`);
  clearInterval(timer);
  out(`rss ${process.memoryUsage().rss / 1e6}`);
  await b.account.data.close();
})();
