import { ACCOUNT_ROLES, type AccountRole } from "../../config/schema";
import { withSession } from "../../operator/snowflake/session";
import { append, changeSchema, Engine } from "../../packages/iceberg/src/index";
import { qualifiedName } from "../../sql/identifier";
import { SnowflakeControl } from "../clouds/control";
import { describeCounts } from "../lake/counts";
import { withLakeTables } from "../lake/lake-tables";
import { countWithPyiceberg } from "../lake/pyiceberg";
import { runTwinberg } from "../lake/twinberg";
import { type ClaimInput, claimFrom } from "../report/claims";
import { workAs } from "../snowflake/lake-readers";
import type { SynthesizedStack } from "../terraform/manifest";
import { parseOutputs, stackNames } from "../terraform/outputs";
import { describeChange } from "../terraform/plan-summary";
import { eachStack } from "../terraform/through-stacks";
import type { RehearsalTools } from "../tools";
import { countClaims } from "./count-claims";
import { cycleSeconds } from "./cycle-seconds";
import { idleClaims } from "./idle-claims";
import { defineStep, type StepFacts } from "./step";

const BATCH = ["seed", "append", "--json", "--impressions", "500", "--day", "2025-04-01"] as const;
/** A table that nobody declared: a producer makes it. Its name is one that has to be quoted. */
const ARRIVAL = "order";

type CycleFacts = Pick<StepFacts, "clouds" | "converge" | "synth">;

/** What changes in the lake arrives in both accounts one cycle later; a cycle without change writes nothing. */
export const cycleStep = defineStep({
  id: "cycle",
  title: "Cycle: what changes in the lake arrives",
  needs: ["clouds", "synth", "converge", "load"],
  async run({ tools, facts, progress }) {
    const { config } = tools;
    const database = config.lake.glueDatabase;
    const tables = config.lake.tables.map(({ name }) => name);
    const control = new SnowflakeControl(facts.clouds.controlUrl);
    const claims: ClaimInput[] = [];
    const oneCycle = async (what: string) => {
      await control.advance(cycleSeconds(config));
      progress(`${what}, one cycle later`);
    };

    await runTwinberg(tools, facts.clouds, BATCH);
    await oneCycle("a batch appended");
    const expected = await countWithPyiceberg(tools, facts.clouds, database, tables);
    claims.push(...(await countClaims("cycle.batch", tools, facts, tables, expected)));
    progress(describeCounts(expected));

    const arrival = { database, table: ARRIVAL };
    const rows = async (engine: Engine, query: string) =>
      withLakeTables(facts.clouds.aws, (catalog) => append(catalog, arrival, { engine, queries: [query] }));
    const engine = await Engine.start({ threads: 1 });
    try {
      await withLakeTables(facts.clouds.aws, (catalog) =>
        catalog.create({
          identifier: arrival,
          schema: {
            type: "struct",
            "schema-id": 0,
            fields: [
              { id: 1, name: "order_id", required: false, type: "long" },
              { id: 2, name: "group", required: false, type: "string" },
            ],
          },
          location: `s3://${config.lake.bucket}/${config.lake.prefix}${ARRIVAL}`,
        }),
      );
      await rows(engine, `SELECT 1::BIGINT AS order_id, 'a' AS "group" UNION ALL SELECT 2, 'b'`);
      await oneCycle("a table made");
      claims.push(...(await arrivalClaims("arrived", tools, facts, ["ORDER_ID", "GROUP"], 2)));

      await withLakeTables(facts.clouds.aws, (catalog) =>
        changeSchema(catalog, arrival, [{ kind: "add", path: ["total"], type: "double" }]),
      );
      await rows(engine, `SELECT 3::BIGINT AS order_id, 'c' AS "group", 7.5::DOUBLE AS total`);
      await oneCycle("a column added");
      claims.push(...(await arrivalClaims("evolved", tools, facts, ["ORDER_ID", "GROUP", "TOTAL"], 3)));
    } finally {
      engine.close();
    }
    claims.push(...(await idleClaims(tools, facts, control)));
    await withLakeTables(facts.clouds.aws, (catalog) => catalog.drop(arrival));
    await oneCycle("the table dropped");
    claims.push(...(await goneClaims(tools, facts)));
    const written = [stackNames.lake, stackNames.data.primary, stackNames.data.secondary];
    claims.push(...(await eachStack(facts.synth.manifest, written, (stack) => planClaim(facts, stack))));
    progress("their stacks planned");
    return { facts: {}, claims };
  },
});

function arrivalView({ converge }: CycleFacts, account: AccountRole): string {
  const { prod_database_name, prod_schema_name } = parseOutputs(converge.outputs).data[account];
  return qualifiedName(prod_database_name, prod_schema_name, ARRIVAL.toUpperCase());
}

/** The analyst reads the view of the new table in each account, with these columns. */
async function arrivalClaims(
  event: "arrived" | "evolved",
  { config }: RehearsalTools,
  facts: CycleFacts,
  columns: readonly string[],
  count: number,
): Promise<readonly ClaimInput[]> {
  const claims: ClaimInput[] = [];
  for (const account of ACCOUNT_ROLES) {
    const statement = `SELECT * FROM ${arrivalView(facts, account)}`;
    const expected = `the analyst reads ${count} rows of ${columns.join(", ")}`;
    claims.push(
      await claimFrom(`cycle.${event}.${account}`, expected, () =>
        withSession(facts.clouds.sessions[account], async (session) => {
          await workAs(session, config.roles.analyst, config);
          const seen = await session.execute(statement);
          const names = Object.keys(seen[0] ?? {});
          return {
            observed: `${seen.length} rows of ${names.join(", ")}`,
            ok: seen.length === count && names.join() === columns.join(),
            evidence: [statement],
          };
        }),
      ),
    );
  }
  return claims;
}

async function goneClaims({ config }: RehearsalTools, facts: CycleFacts): Promise<readonly ClaimInput[]> {
  const claims: ClaimInput[] = [];
  for (const account of ACCOUNT_ROLES) {
    const { prod_database_name } = parseOutputs(facts.converge.outputs).data[account];
    const statement = `SHOW VIEWS LIKE '${ARRIVAL}' IN DATABASE "${prod_database_name}"`;
    claims.push(
      await claimFrom(`cycle.gone.${account}`, "the view is gone", () =>
        withSession(facts.clouds.sessions[account], async (session) => {
          await workAs(session, config.roles.admin, config);
          const seen = await session.execute(statement);
          return {
            observed: seen.length === 0 ? "it is" : "it is still there",
            ok: seen.length === 0,
            evidence: [statement],
          };
        }),
      ),
    );
  }
  return claims;
}

/** Writers move a table's metadata and columns, procedures make views: none of it is Terraform's to take back. */
function planClaim({ synth: { driver } }: CycleFacts, stack: SynthesizedStack): Promise<ClaimInput> {
  return claimFrom(`cycle.plan.${stack.name}`, "the plan is empty after commits and procedures", async () => {
    const plan = await driver.plan(stack);
    if (plan.kind === "empty") return { observed: "it is", ok: true, evidence: [] };
    const changes = plan.changes.map(describeChange);
    return { observed: changes.join("; "), ok: false, evidence: changes };
  });
}
