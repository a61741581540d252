import { z } from "zod";
import type { AccountRole, TwinbergConfig } from "../../../config/schema";
import { stringLiteral } from "../../../sql/literal";
import { type Answer, ask, unreached } from "../answer";
import type { AccountCheck, Judgement } from "../check";
import { tableNames } from "../names";
import { type Forbids, judgeRefusals } from "../refusal";

/** What Snowflake says where nothing may be committed to the catalog. */
const isReadOnly: Forbids = ({ message }) =>
  /ALLOWED_WRITE_OPERATIONS|read.?only|write operations? (is|are) not|not allowed|operation is not supported in/i.test(
    message,
  );

const configSchema = z.tuple([z.looseObject({ CONFIG: z.string() })]);
const linkSchema = z.looseObject({ allowed_write_operations: z.string() });

/** Nobody writes to the lake through the catalog-linked database of an account that isn't the writer: not even its owner. */
export function lakeFence(config: TwinbergConfig, account: AccountRole): readonly AccountCheck[] {
  const { databases, lake, roles } = config;
  const { name, writer } = databases.catalogLinked;
  if (writer === account) return [];
  const fix = `ALTER DATABASE ${name} UPDATE LINKED_CATALOG SET ALLOWED_WRITE_OPERATIONS = NONE`;
  return [
    {
      id: "forbidden.catalog-link-allows-writes",
      expected: `ALLOWED_WRITE_OPERATIONS of ${name} is NONE`,
      async look(access) {
        const sql = `SELECT SYSTEM$GET_CATALOG_LINKED_DATABASE_CONFIG(${stringLiteral(name)}) AS CONFIG`;
        return judgeAllowedWrites(name, fix, await ask(access, "admin", sql));
      },
    },
    ...lake.tables.slice(0, 1).map((table): AccountCheck => {
      const { catalogLinked } = tableNames(config, table);
      return {
        id: "forbidden.writes-through-catalog-link",
        expected: `${roles.admin}, who owns it, can't write to ${catalogLinked}`,
        async look(access) {
          // Carried out, it would add no row.
          const statement = `INSERT INTO ${catalogLinked} SELECT * FROM ${catalogLinked} WHERE FALSE`;
          const answer = await ask(access, "admin", statement);
          return judgeRefusals([{ statement, answer, control: undefined }], isReadOnly, fix);
        },
      };
    }),
  ];
}

/** Whether a catalog link says that it commits nothing. */
export function judgeAllowedWrites(name: string, fix: string, answer: Answer): Judgement {
  if (answer.kind === "unreached") return unreached(`the configuration of ${name}`, answer.reason);
  if (answer.kind === "refused") {
    return {
      verdict: "unknown",
      seen: `the configuration of ${name} can't be read`,
      reason: answer.message,
      fix: "see that the database is there and is the admin's: apply the data stack",
    };
  }
  const { CONFIG } = configSchema.parse(answer.rows)[0];
  const { allowed_write_operations: writes } = linkSchema.parse(JSON.parse(CONFIG));
  return writes.toUpperCase() === "NONE"
    ? { verdict: "pass", seen: writes }
    : { verdict: "fail", seen: writes, reason: "this account isn't the writer by the configuration", fix };
}
