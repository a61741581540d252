import { ACCOUNT_ROLES } from "../../config/schema";
import { type SnowflakeSession, withSession } from "../../operator/snowflake/session";
import { qualifiedName } from "../../sql/identifier";
import { withLakeTables } from "../lake/lake-tables";
import { type ClaimInput, claimFrom } from "../report/claims";
import { workAs } from "../snowflake/lake-readers";
import { parseOutputs } from "../terraform/outputs";
import { defineStep } from "./step";

/** What Snowflake says of a statement that would commit to a catalog that it may not write. */
const REFUSED = /not allowed|read.?only|write operations?|not supported|ALLOWED_WRITE_OPERATIONS/i;

/** Nobody writes the lake through a catalog-linked database that is not the writer's: not even the role that owns it. */
export const fenceStep = defineStep({
  id: "fence",
  title: "Fence: nothing is written through a catalog-linked database",
  needs: ["clouds", "converge", "load"],
  async run({ tools, facts, progress }) {
    const { config } = tools;
    const { data } = parseOutputs(facts.converge.outputs);
    const database = config.lake.glueDatabase;
    const [table] = config.lake.tables.map(({ name }) => name);
    if (table === undefined) throw new Error("the configuration declares no table of the lake");
    const claims: ClaimInput[] = [];
    for (const account of ACCOUNT_ROLES) {
      if (config.databases.catalogLinked.writer === account) continue;
      const name = qualifiedName(
        data[account].catalog_linked_database_name,
        database.toUpperCase(),
        table.toUpperCase(),
      );
      const before = await withLakeTables(facts.clouds.aws, (catalog) => catalog.load({ database, table }));
      const refused = await withSession(facts.clouds.sessions[account], async (session) => {
        await workAs(session, config.roles.admin, config);
        return [
          await refusalClaim(`fence.${account}.insert`, session, `INSERT INTO ${name} SELECT * FROM ${name} LIMIT 1`),
          await refusalClaim(`fence.${account}.drop`, session, `DROP ICEBERG TABLE ${name}`),
        ];
      });
      claims.push(
        ...refused,
        await claimFrom(`fence.${account}.untouched`, `${table} is in Glue as it was`, async () => {
          const after = await withLakeTables(facts.clouds.aws, (catalog) => catalog.load({ database, table }));
          return {
            observed: `its metadata is ${after.metadataLocation}`,
            ok: after.metadataLocation === before.metadataLocation,
            evidence: [`before: ${before.metadataLocation}`],
          };
        }),
      );
      progress(account);
    }
    return { facts: {}, claims };
  },
});

function refusalClaim(id: string, session: SnowflakeSession, statement: string): Promise<ClaimInput> {
  return claimFrom(id, "Snowflake refuses", async () => {
    const answer = await session.execute(statement).then(
      () => undefined,
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
    const ok = answer !== undefined && REFUSED.test(answer);
    const observed = answer === undefined ? "it is carried out" : ok ? "it does" : "it fails for another reason";
    return { observed, ok, evidence: [statement, answer ?? "no error"] };
  });
}
