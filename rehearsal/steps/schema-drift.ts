import { z } from "zod";
import { withSession } from "../../operator/snowflake/session";
import { qualifiedName } from "../../sql/identifier";
import { SnowflakeControl } from "../clouds/control";
import { claimFrom } from "../report/claims";
import { workAs } from "../snowflake/lake-readers";
import { stackNamed } from "../terraform/manifest";
import { parseOutputs, stackNames } from "../terraform/outputs";
import { driftSeconds } from "./cycle-seconds";
import { defineStep } from "./step";

const VIEW = "V_DAILY_METRICS";
const findingSchema = z.looseObject({ OBJECT_NAME: z.string(), FINDING: z.string(), CLOSED_AT: z.unknown() });

/** A view that somebody changed by hand in one account is reported within a cycle, and an apply cures it. */
export const schemaDriftStep = defineStep({
  id: "schema-drift",
  title: "Schema drift: the accounts' definitions are compared",
  needs: ["clouds", "synth", "converge", "load"],
  async run({ tools, facts, progress }) {
    const { data } = parseOutputs(facts.converge.outputs);
    const { monitoring_database_name, monitoring_schema_name, external_database_name, external_schema_name } =
      data.secondary;
    const control = new SnowflakeControl(facts.clouds.controlUrl);
    const seconds = driftSeconds(tools.config);
    const findings = qualifiedName(monitoring_database_name, monitoring_schema_name, "SCHEMA_DRIFT");
    const view = qualifiedName(external_database_name, external_schema_name, VIEW);
    const claims = await withSession(facts.clouds.sessions.secondary, async (session) => {
      await workAs(session, tools.config.roles.admin, tools.config);
      const open = async () => {
        const rows = await session.execute(
          `SELECT OBJECT_NAME, FINDING, CLOSED_AT FROM ${findings} WHERE CLOSED_AT IS NULL`,
        );
        return z.array(findingSchema).parse(rows);
      };
      const describe = (rows: readonly z.infer<typeof findingSchema>[]) =>
        rows.map(({ OBJECT_NAME, FINDING }) => `${FINDING}: ${OBJECT_NAME}`).join("; ") || "no finding is open";
      await control.advance(seconds);
      const none = await claimFrom("schema-drift.none", "no finding is open while the accounts agree", async () => {
        const rows = await open();
        return { observed: describe(rows), ok: rows.length === 0, evidence: rows.map((row) => JSON.stringify(row)) };
      });
      const statement = `CREATE OR REPLACE VIEW ${view} COPY GRANTS AS SELECT 1 AS BY_HAND`;
      await session.execute(statement);
      await control.advance(seconds);
      progress(`${VIEW} changed by hand in the secondary`);
      const reported = await claimFrom("schema-drift.reported", `${VIEW} is reported once, as DIFFERENT`, async () => {
        const rows = (await open()).filter(
          ({ OBJECT_NAME }) => OBJECT_NAME.includes(VIEW) && OBJECT_NAME.includes(external_database_name),
        );
        return {
          observed: describe(rows),
          ok: rows.filter(({ FINDING }) => FINDING === "DIFFERENT").length === 1,
          evidence: [statement, ...rows.map((row) => JSON.stringify(row))],
        };
      });
      const cured = await claimFrom(
        "schema-drift.cured",
        "apply puts the view right, and the findings are closed",
        async () => {
          const stack = stackNamed(facts.synth.manifest, stackNames.data.secondary);
          const { summary } = await facts.synth.driver.apply(stack);
          await control.advance(seconds);
          const rows = await open();
          return { observed: describe(rows), ok: rows.length === 0, evidence: [summary] };
        },
      );
      return [none, reported, cured];
    });
    return { facts: {}, claims };
  },
});
