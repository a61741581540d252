(globalThis as any).afterAll ??= () => {};
const { Bench } = require("./test/support/accounts");
(async () => {
  const b = new Bench();
  const show = async (s: string, session = b.session) => { try { process.stdout.write(s + "  =>  " + JSON.stringify(await b.rows(s, session)) + "\n"); } catch (e) { process.stdout.write(s + "  =>  ERR " + (e as Error & {code: string}).code + " " + (e as Error).message + "\n"); } };
  await b.run("CREATE DATABASE D", "USE DATABASE D", "USE SCHEMA PUBLIC");
  for (const s of [
    "CREATE TABLE t (a INT, b VARCHAR(5), c NUMBER(5,2) NOT NULL DEFAULT 7, d DATE, v VARIANT)",
    "INSERT INTO t (a, b) VALUES (1, 'x'), (2, NULL)",
    "INSERT INTO t VALUES (3, 'abcdef', 1, NULL, NULL)",
    "INSERT INTO t VALUES ('abc', 'a', 1, NULL, NULL)",
    "INSERT INTO t VALUES (1, 'a', NULL, NULL, NULL)",
    "INSERT INTO t VALUES (1, 'a')",
    "INSERT INTO t (a, q) VALUES (1, 2)", "INSERT INTO t (a, a) VALUES (1, 2)",
    "INSERT INTO t (a) VALUES (TRUE)", "INSERT INTO t (v) SELECT 'x'", "INSERT INTO t (v, b) SELECT PARSE_JSON('{\"a\": [1, null]}'), NULL",
    "INSERT INTO t SELECT a + 10, b, c, '2026-02-03', v FROM t", "SELECT * FROM t ORDER BY a",
    "UPDATE t SET b = 'new', c = c * 2 WHERE a = 1", "UPDATE t x SET x.b = DEFAULT, a = a + 1 WHERE x.a >= 11",
    "UPDATE t SET b = s.b FROM (SELECT 1 AS k, 'p' AS b UNION ALL SELECT 1, 'q' UNION ALL SELECT 2, 'r') s WHERE t.a = s.k",
    "SELECT a, b, c FROM t ORDER BY a",
    "ALTER SESSION SET ERROR_ON_NONDETERMINISTIC_UPDATE = TRUE",
    "UPDATE t SET b = s.b FROM (SELECT 1 AS k, 'p' AS b UNION ALL SELECT 1, 'q') s WHERE t.a = s.k",
    "UPDATE t SET a = 'zz' WHERE a = 1", "UPDATE t SET c = NULL", "UPDATE t SET c = 1/0", "UPDATE t SET nix = 1", "UPDATE t SET a = 1, a = 2", "UPDATE nix SET a = 1", "INSERT INTO nix VALUES (1)",
    "DELETE FROM t WHERE a IS NULL", "DELETE FROM t USING (SELECT 2 AS k UNION ALL SELECT 2) s WHERE t.a = s.k", "SELECT a FROM t ORDER BY a",
    "MERGE INTO t USING (SELECT 1 AS k, 'm1' AS b UNION ALL SELECT 12, 'm2' UNION ALL SELECT 13, NULL UNION ALL SELECT 99, 'new') s ON t.a = s.k WHEN MATCHED AND s.b IS NULL THEN DELETE WHEN MATCHED THEN UPDATE SET t.b = s.b, c = DEFAULT WHEN NOT MATCHED AND s.k > 50 THEN INSERT (a, b) VALUES (s.k, s.b)",
    "SELECT a, b, c FROM t ORDER BY a",
    "MERGE INTO t USING (SELECT 1 AS k UNION ALL SELECT 1) s ON t.a = s.k WHEN MATCHED THEN UPDATE SET b = 'z'",
    "MERGE INTO t USING (SELECT 1 AS k UNION ALL SELECT 1) s ON t.a = s.k WHEN MATCHED THEN DELETE",
    "MERGE INTO t USING t s ON t.a = s.a WHEN MATCHED THEN UPDATE SET b = 'z' WHEN MATCHED THEN DELETE",
    "BEGIN NAME n1", "SELECT CURRENT_TRANSACTION() IS NULL", "INSERT INTO t (a) VALUES (1000)", "UPDATE t SET a = a + 1 WHERE a = 1000", "SHOW TRANSACTIONS", "SHOW LOCKS IN ACCOUNT", "MERGE INTO t USING (SELECT 1001 AS k) s ON t.a = s.k WHEN MATCHED THEN UPDATE SET b = 'tx'", "SELECT a, b FROM t ORDER BY a", "TRUNCATE TABLE t", "SELECT COUNT(*) FROM t", "ROLLBACK", "SELECT COUNT(*) FROM t",
    "INSERT OVERWRITE INTO t (a) SELECT a FROM t WHERE a > 50", "SELECT a FROM t",
    "CREATE TABLE i (id INT AUTOINCREMENT START 10 INCREMENT 5, x INT)", "INSERT INTO i (x) VALUES (1), (2)", "INSERT INTO i SELECT DEFAULT, 3", "INSERT INTO i (id, x) VALUES (DEFAULT, 3)", "SELECT * FROM i ORDER BY 1",
    "UPDATE t SET a = (SELECT MAX(i.id) FROM i WHERE i.x = s.x) FROM i s WHERE s.x = 2",  "SELECT a FROM t",
  ]) await show(s);
  for (let k = 0; k < 3; k++) { const t0 = performance.now(); for (let i = 0; i < 100; i++) await b.rows(`INSERT INTO i (x) VALUES (${i})`); process.stdout.write(`insert ${(performance.now() - t0) / 100} ms\n`); }
  const t1 = performance.now(); for (let i = 0; i < 50; i++) await b.rows(`UPDATE i SET x = x + 1 WHERE id = ${10 + 5 * i}`); process.stdout.write(`update ${(performance.now() - t1) / 50} ms\n`);
  await b.account.data.close();
})();
