import { ACCOUNT_ROLES, type AccountRole } from "../../config/schema";
import { type SnowflakeSession, withSession } from "../../operator/snowflake/session";
import { SnowflakeControl } from "../clouds/control";
import { describeError } from "../errors";
import type { Cure } from "../lake/lake-faults";
import { type ClaimInput, claimFrom } from "../report/claims";
import { describeCheck, type Heartbeat, heartbeatsSince } from "../snowflake/heartbeat";
import { workAs } from "../snowflake/lake-readers";
import { parseOutputs } from "../terraform/outputs";
import { cycleSeconds, discoverySeconds, heartbeatSeconds } from "./cycle-seconds";
import { type FaultPlace, type HeartbeatFault, PRIMARY_FAULTS, SECONDARY_FAULTS } from "./heartbeat-faults";
import { defineStep } from "./step";

const FAULTS: Readonly<Record<AccountRole, readonly HeartbeatFault[]>> = {
  primary: PRIMARY_FAULTS,
  secondary: SECONDARY_FAULTS,
};
const notGood = ({ checks }: Heartbeat): readonly string[] =>
  checks.filter(({ verdict }) => verdict !== "good").map(describeCheck);

/** Each account says that it is healthy; for each thing that goes wrong it says what and why, and is healthy again when that is cured. */
export const heartbeatStep = defineStep({
  id: "heartbeat",
  title: "Heartbeat: healthy exactly when all is well",
  needs: ["clouds", "converge", "load"],
  async run({ tools, facts, progress }) {
    const { clouds } = facts;
    const outputs = parseOutputs(facts.converge.outputs);
    const control = new SnowflakeControl(clouds.controlUrl);
    const seenAfter = discoverySeconds(tools.config) + heartbeatSeconds(tools.config);
    const curedAfter = cycleSeconds(tools.config) + heartbeatSeconds(tools.config);
    const claims: ClaimInput[] = [];
    await withSession(clouds.sessions.primary, (primary) =>
      withSession(clouds.sessions.secondary, async (secondary) => {
        const sessions: Readonly<Record<AccountRole, SnowflakeSession>> = { primary, secondary };
        for (const account of ACCOUNT_ROLES) await workAs(sessions[account], tools.config.roles.admin, tools.config);
        let since = new Date(0).toISOString();
        const beats = (account: AccountRole) => heartbeatsSince(sessions[account], outputs.data[account], since);
        const healthy = (account: AccountRole, id: string) =>
          claimFrom(id, "every check is known to be good", async () => {
            const [seen] = await beats(account);
            const bad = notGood(seen);
            return {
              observed: seen.healthy ? `healthy, ${seen.checks.length} checks` : bad.join("; "),
              ok: seen.healthy && bad.length === 0 && seen.checks.length > 0,
              evidence: [seen.checkedAt, ...bad],
            };
          });
        for (const account of ACCOUNT_ROLES) claims.push(await healthy(account, `heartbeat.healthy.${account}`));
        const rounds = Math.max(...ACCOUNT_ROLES.map((account) => FAULTS[account].length));
        for (let round = 0; round < rounds; round += 1) {
          const cures: Cure[] = [];
          since = await control.time();
          try {
            for (const account of ACCOUNT_ROLES) {
              const fault = FAULTS[account][round];
              if (fault === undefined) continue;
              const cure = await inject(fault, { tools, clouds, outputs, session: sessions[account] });
              if (typeof cure === "function") cures.push(cure);
              else claims.push({ ...cure, id: `heartbeat.${account}.${fault.id}.injected` });
            }
            await control.advance(seenAfter);
            for (const account of ACCOUNT_ROLES) {
              const fault = FAULTS[account][round];
              if (fault === undefined) continue;
              claims.push(await faultClaim(`heartbeat.${account}.${fault.id}`, fault, () => beats(account)));
              progress(`${account}: ${fault.what}`);
            }
          } finally {
            for (const cure of cures) await cure();
          }
          // The next round finds each account whole, or can't tell its own fault from this one.
          await control.advance(curedAfter);
          for (const account of ACCOUNT_ROLES) {
            const fault = FAULTS[account][round];
            if (fault !== undefined) claims.push(await healthy(account, `heartbeat.${account}.${fault.id}.cured`));
          }
        }
      }),
    );
    return { facts: {}, claims };
  },
});

/** Breaks something. @returns how it is made whole again, or the failed claim that it could not be broken */
async function inject(fault: HeartbeatFault, place: FaultPlace): Promise<Cure | Omit<ClaimInput, "id">> {
  try {
    return await fault.inject(place);
  } catch (error) {
    const reason = describeError(error);
    return { expected: fault.what, observed: `it could not be done: ${reason}`, ok: false, evidence: [reason] };
  }
}

/** Holds if a heartbeat was not healthy, and a check of it that is not good names what was broken. */
export function faultClaim(
  id: string,
  fault: HeartbeatFault,
  beats: () => Promise<readonly Heartbeat[]>,
): Promise<ClaimInput> {
  return claimFrom(id, `unhealthy, because ${fault.what}`, async () => {
    const unhealthy = (await beats()).filter(({ healthy }) => !healthy);
    const named = unhealthy
      .flatMap(({ checks }) => checks)
      .find(
        (check) =>
          check.verdict !== "good" &&
          fault.check.test(check.check) &&
          fault.says.test(`${check.object}: ${check.reason}`),
      );
    const bad = unhealthy.flatMap((seen) => notGood(seen).map((reason) => `${seen.checkedAt}: ${reason}`));
    const other = unhealthy.length === 0 ? "healthy" : `unhealthy for another reason: ${bad.join("; ")}`;
    return { observed: named === undefined ? other : describeCheck(named), ok: named !== undefined, evidence: bad };
  });
}
