import type { TwinbergConfig } from "../../../config/schema";
import { prodSchema } from "../../../constructs/snowflake/declared/prod-schema";
import { qualifiedName } from "../../../sql/identifier";
import type { AccountAccess } from "../account-access";
import { ask } from "../answer";
import type { AccountCheck, Judgement } from "../check";
import { tableNames } from "../names";
import { type Attempt, type Forbids, judgeRefusals, lacksPrivilege } from "../refusal";

/** A view is nothing to be written to: 002203 says what was found, the others say it in words. */
const isUnwritable: Forbids = (answer) =>
  lacksPrivilege(answer) ||
  answer.code === "002203" ||
  /\b(is not updatable|not a table|is a view|of type '?view)/i.test(answer.message);

/** The analyst knows of the schema: that it can't create there is told in so many words. */
const isRefused: Forbids = ({ code }) => code === "003001";

/** The analyst can't make anything in PROD, nor write to what is there. @param suffix what tells names of one run from another's */
export function analystChangesNothing(config: TwinbergConfig, suffix: string): readonly AccountCheck[] {
  const { databases, lake, roles } = config;
  const { prod } = databases;
  const schema = prodSchema(prod, lake.glueDatabase);
  const throwaway = `TWINBERG_VALIDATE_${suffix}`;
  const inSchema = qualifiedName(prod.name, schema, throwaway);
  const fix = `SHOW GRANTS TO ROLE ${roles.analyst} tells what to revoke: in ${prod.name} it has USAGE and SELECT only`;
  const created: readonly (readonly [id: string, object: string, create: string, drop: string])[] = [
    ["view", `a view in ${prod.name}`, `CREATE VIEW ${inSchema} AS SELECT 1 AS ONE`, `DROP VIEW IF EXISTS ${inSchema}`],
    ["table", `a table in ${prod.name}`, `CREATE TABLE ${inSchema} (ONE NUMBER)`, `DROP TABLE IF EXISTS ${inSchema}`],
    [
      "schema",
      `a schema in ${prod.name}`,
      `CREATE SCHEMA ${qualifiedName(prod.name, throwaway)}`,
      `DROP SCHEMA IF EXISTS ${qualifiedName(prod.name, throwaway)}`,
    ],
  ];
  return [
    ...created.map(
      ([id, object, create, drop]): AccountCheck => ({
        id: `forbidden.analyst-creates-${id}`,
        expected: `${roles.analyst} can't create ${object}`,
        look: (access) => tryToCreate(access, create, drop, fix),
      }),
    ),
    ...lake.tables.slice(0, 1).map(
      (table): AccountCheck => ({
        id: "forbidden.analyst-writes",
        expected: `${roles.analyst} can't write to ${tableNames(config, table).prod}`,
        async look(access) {
          const name = tableNames(config, table).prod;
          const statement = `DELETE FROM ${name} WHERE FALSE`;
          const answer = await ask(access, "analyst", statement);
          // The name is right: the same role reads it.
          const control = await ask(access, "analyst", `SELECT 1 FROM ${name} LIMIT 1`);
          return judgeRefusals([{ statement, answer, control }], isUnwritable, fix);
        },
      }),
    ),
  ];
}

/** What was made against all expectation is dropped again, whatever else happens. */
async function tryToCreate(access: AccountAccess, create: string, drop: string, fix: string): Promise<Judgement> {
  const forget = access.atEnd("analyst", drop);
  const answer = await ask(access, "analyst", create);
  const attempt: Attempt = { statement: create, answer, control: undefined };
  const judgement = judgeRefusals([attempt], isRefused, fix);
  if (answer.kind === "refused") forget();
  if (answer.kind !== "rows" || judgement.verdict !== "fail") return judgement;
  const dropped = await ask(access, "analyst", drop);
  if (dropped.kind === "rows") {
    forget();
    return judgement;
  }
  return { ...judgement, fix: `${drop}, unless it is gone: it could not be dropped at once; then ${fix}` };
}
