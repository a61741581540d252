import { qualifiedName } from "../../sql/identifier";
import { SnowflakeControl } from "../clouds/control";
import { clientClaim } from "../drills/client";
import { isComplete, lineOf, numberIn, outcomeOf, runFailover, told } from "../drills/failover-command";
import { type Loss, losePrimary } from "../drills/loss";
import { Marks } from "../drills/marks";
import { rolesClaim } from "../drills/roles";
import { servedClaim } from "../drills/served-claim";
import { emptyPlanClaims, harmlessApplyClaims } from "../drills/terraform-afterwards";
import { type ClaimInput, claimFrom } from "../report/claims";
import { readSteadily } from "../snowflake/steady-reader";
import { parseOutputs } from "../terraform/outputs";
import { heartbeatSeconds, replicationSeconds } from "./cycle-seconds";
import { defineStep } from "./step";

/** The secondary's stacks: they must plan and apply while the primary is dead. */
const SECONDARY_STACKS = ["secondary-account", "failover-secondary", "secondary-data"] as const;
const UNPLANNED = ["failover", "--to", "secondary", "--unplanned"] as const;

/**
 * The primary dies in the middle of a refresh and of a transaction. The secondary serves all the time, is promoted with a loss that
 * was said before, and what the old primary had written after the last refresh is put aside when it is back.
 */
export const disasterStep = defineStep({
  id: "disaster",
  title: "Disaster: the primary is lost, and comes back",
  needs: ["clouds", "synth", "converge", "load"],
  async run({ tools, facts, progress }) {
    const { config } = tools;
    const { clouds, synth } = facts;
    const { primary, secondary } = clouds.sessions;
    const marks = new Marks(config);
    const control = new SnowflakeControl(clouds.controlUrl);
    const bound = 2 * replicationSeconds(config);
    const failover = (...args: readonly string[]) => runFailover(tools, clouds, args, [0, 1]);
    const claims: ClaimInput[] = [];
    let loss: Loss | undefined;
    await marks.create(primary);
    await marks.write(primary, 1);
    await control.advance(replicationSeconds(config) + heartbeatSeconds(config));
    const reader = await readSteadily(secondary, config, `SELECT COUNT(*) AS N FROM ${firstView()}`);
    try {
      await marks.write(primary, 2);
      loss = await losePrimary(control, config, clouds.sessions, marks, 3);
      progress(`${primary.account} is lost`);
      await control.advance(heartbeatSeconds(config));
      let accepted = 0;
      claims.push(
        await claimFrom("disaster.refused", "it refuses at first, and says what loss has to be accepted", async () => {
          const run = await failover(...UNPLANNED);
          const { text, data } = lineOf(run, "F203");
          accepted = Number(data.acceptedBy);
          return { observed: text, ok: run.code !== 0 && accepted > 0, evidence: told(run) };
        }),
        await claimFrom(
          "disaster.over",
          `without the primary; at most ${bound} s, 2 × the schedule, are lost`,
          async () => {
            const run = await failover(...UNPLANNED, "--accept-data-loss", String(accepted));
            const lost = numberIn(lineOf(run, "F402"), "seconds");
            const took = numberIn(lineOf(run, "F403"), "seconds");
            return {
              observed: `${outcomeOf(run, "secondary")}: at most ${lost} s are lost; recovery time ${took} s`,
              ok: isComplete(run, "secondary") && lost <= bound,
              evidence: told(run),
            };
          },
        ),
        await rolesClaim("disaster.roles", config, clouds, "secondary"),
        await clientClaim("disaster.client", config, clouds, "secondary"),
        await marks.hasClaim("disaster.kept", secondary, [1]),
      );
      await marks.write(secondary, 10);
      progress("apply of the secondary's stacks, with the primary dead");
      claims.push(...(await harmlessApplyClaims("disaster.dead", synth, SECONDARY_STACKS)));
      await loss.comeBack();
      progress(`${primary.account} is back`);
      const [refresh, commit] = await Promise.all([loss.refresh, loss.commit]);
      claims.push({
        id: "disaster.lost",
        expected: "the refresh and the transaction that were under way have failed",
        observed: refresh === undefined || commit === undefined ? "one of them ended well" : "both have",
        ok: refresh !== undefined && commit !== undefined,
        evidence: [`refresh: ${refresh}`, `commit: ${commit}`],
      });
      claims.push(
        await marks.readOnlyClaim("disaster.returned", primary, 99),
        await rolesClaim("disaster.returned.roles", config, clouds, "secondary"),
        await claimFrom(
          "disaster.followed",
          "it is fenced, what it alone had is put aside, and it follows",
          async () => {
            const run = await failover("failover", "--to", "secondary");
            const { text } = lineOf(run, "F404");
            const followed = await marks.read(primary);
            return {
              observed: `${text}; then it has the marks ${followed.join(", ")}`,
              ok: run.code === 0 && /MARKS 1 rows/.test(text) && followed.join() === "1,10",
              evidence: told(run),
            };
          },
        ),
      );
    } finally {
      // Also when something went wrong: what comes after this step needs both accounts.
      await loss?.comeBack();
      await reader.stop();
    }
    claims.push(servedClaim("disaster.served", reader));
    progress("twinberg failback");
    claims.push(
      await claimFrom("disaster.back", "the failback completes", async () => {
        const run = await failover("failback");
        return { observed: outcomeOf(run, "primary"), ok: isComplete(run, "primary"), evidence: told(run) };
      }),
      await rolesClaim("disaster.back.roles", config, clouds, "primary"),
      await clientClaim("disaster.back.client", config, clouds, "primary"),
      await marks.hasClaim("disaster.back.kept", primary, [1, 10]),
    );
    await marks.remove(primary);
    progress("plan of every stack");
    claims.push(...(await emptyPlanClaims("disaster.back", synth)));
    return { facts: {}, claims };

    /** What applications read in the secondary. */
    function firstView(): string {
      const { prod_database_name, prod_schema_name } = parseOutputs(facts.converge.outputs).data.secondary;
      const [table] = config.lake.tables;
      if (table === undefined) throw new Error("the configuration declares no table of the lake");
      return qualifiedName(prod_database_name, prod_schema_name, table.name.toUpperCase());
    }
  },
});
