import type { FakeAccounts } from "../fake-accounts";
import { refusal } from "../refusal";
import type { FakeAnswer } from "./fake-answer";

/** Tables, and the copies that are put aside. */
export function tableAnswers(world: FakeAccounts): readonly FakeAnswer[] {
  return [
    [
      /^SELECT TABLE_SCHEMA, TABLE_NAME FROM "([^"]+)"\."INFORMATION_SCHEMA"\."TABLES"/,
      ({ account, match }) => {
        const tables = match[1] === world.topology.operations.name ? account.tables : account.quarantine;
        return [...tables.keys()].sort().map((name) => {
          const [TABLE_SCHEMA, TABLE_NAME] = name.split(".");
          return { TABLE_SCHEMA, TABLE_NAME };
        });
      },
    ],
    [/^SELECT COLUMN_NAME FROM/, () => [{ COLUMN_NAME: "VALUE" }]],
    [
      /^SELECT COUNT\(\*\) AS N(, HASH_AGG.*)? FROM "([^"]+)"\."([^"]+)"\."([^"]+)"$/,
      ({ account, match }) => {
        const tables = match[2] === world.topology.operations.name ? account.tables : account.quarantine;
        const rows = tables.get(`${match[3]}.${match[4]}`);
        if (rows === undefined)
          throw refusal("002003", `Object '${match[3]}.${match[4]}' does not exist or not authorized.`);
        return [{ N: rows.length, H: [...rows].sort().join("|") }];
      },
    ],
    [
      /^(CREATE SCHEMA IF NOT EXISTS|DROP SCHEMA IF EXISTS)/,
      ({ role, sql }) => {
        world.changed(role, sql);
        return [];
      },
    ],
    [
      /^CREATE TABLE \S+"([^"]+)"\."([^"]+)" AS SELECT \* FROM "[^"]+"\."([^"]+)"\."([^"]+)"$/,
      ({ role, account, match, sql }) => {
        const name = `${match[1]}.${match[2]}`;
        if (account.quarantine.has(name)) throw refusal("002002", `Object '${name}' already exists.`);
        account.quarantine.set(name, account.tables.get(`${match[3]}.${match[4]}`) ?? []);
        world.changed(role, sql);
        return [];
      },
    ],
    [
      /^DELETE FROM "[^"]+"\."([^"]+)"\."([^"]+)" AS C USING "[^"]+"\."([^"]+)"\."([^"]+)" AS T WHERE/,
      ({ role, account, match, sql }) => {
        const name = `${match[1]}.${match[2]}`;
        const common = new Set(account.tables.get(`${match[3]}.${match[4]}`));
        account.quarantine.set(
          name,
          (account.quarantine.get(name) ?? []).filter((row) => !common.has(row)),
        );
        world.changed(role, sql);
        return [];
      },
    ],
    [
      /^DROP TABLE IF EXISTS "[^"]+"\."([^"]+)"\."([^"]+)"$/,
      ({ role, account, match, sql }) => {
        const name = `${match[1]}.${match[2]}`;
        if ((account.quarantine.get(name)?.length ?? 0) > 0) world.violations.push(`${name} was dropped with rows`);
        account.quarantine.delete(name);
        world.changed(role, sql);
        return [];
      },
    ],
    [/"INFORMATION_SCHEMA"\."VIEWS"/, () => [{ TABLE_SCHEMA: "ADVERTISING", TABLE_NAME: "CAMPAIGNS" }]],
    [/^SELECT \* FROM \S+ LIMIT 1$/, () => [{}]],
  ];
}
