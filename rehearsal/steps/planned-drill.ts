import { SnowflakeControl } from "../clouds/control";
import { clientClaim } from "../drills/client";
import { isComplete, lineOf, numberIn, outcomeOf, runFailover, told } from "../drills/failover-command";
import { Marks } from "../drills/marks";
import { rolesClaim } from "../drills/roles";
import { harmlessApplyClaims } from "../drills/terraform-afterwards";
import { runTwinberg } from "../lake/twinberg";
import { claimFrom } from "../report/claims";
import { heartbeatSeconds, replicationSeconds } from "./cycle-seconds";
import { defineStep } from "./step";

/** The roles change sides and back while both accounts are well: nothing is lost, clients follow, Terraform has nothing to say. */
export const plannedDrillStep = defineStep({
  id: "planned-drill",
  title: "Planned drill: over and back, nothing lost",
  needs: ["clouds", "synth", "converge", "load"],
  async run({ tools, facts, progress }) {
    const { config } = tools;
    const { clouds, synth } = facts;
    const { primary, secondary } = clouds.sessions;
    const marks = new Marks(config);
    const control = new SnowflakeControl(clouds.controlUrl);
    await marks.create(primary);
    await marks.write(primary, 1);
    await control.advance(replicationSeconds(config) + heartbeatSeconds(config));
    const before = [
      await rolesClaim("planned-drill.before", config, clouds, "primary"),
      await clientClaim("planned-drill.client.before", config, clouds, "primary"),
      await claimFrom("planned-drill.ready", "twinberg status: nothing would block a failover now", async () => {
        const { code, stdout } = await runTwinberg(tools, clouds, ["status", "--to", "secondary"], [0, 1]);
        return { observed: `exit code ${code}`, ok: code === 0, evidence: stdout.split("\n") };
      }),
    ];
    // Not replicated yet: a drill that lost it would lose a row.
    await marks.write(primary, 2);
    progress("twinberg failover --to secondary");
    const over = await claimFrom("planned-drill.over", "the drill completes, and loses 0 s of writes", async () => {
      const run = await runFailover(tools, clouds, ["failover", "--to", "secondary", "--planned"], [0, 1]);
      const compared = lineOf(run, "F401");
      const seconds = numberIn(lineOf(run, "F403"), "seconds");
      return {
        observed: `${outcomeOf(run, "secondary")}: ${compared.text}; recovery time ${seconds} s`,
        ok: isComplete(run, "secondary"),
        evidence: told(run),
      };
    });
    const there = [
      over,
      await rolesClaim("planned-drill.roles", config, clouds, "secondary"),
      await clientClaim("planned-drill.client", config, clouds, "secondary"),
      await marks.hasClaim("planned-drill.nothing-lost", secondary, [1, 2]),
      await marks.readOnlyClaim("planned-drill.old-primary", primary, 99),
      await claimFrom("planned-drill.new-primary", "the new primary writes, and the old one follows it", async () => {
        await marks.write(secondary, 3);
        await control.advance(replicationSeconds(config));
        const followed = await marks.read(primary);
        return { observed: followed.join(", "), ok: followed.join() === "1,2,3", evidence: [marks.insertion(3)] };
      }),
    ];
    progress("apply of every stack");
    const applied = await harmlessApplyClaims("planned-drill", synth);
    const undisturbed = await rolesClaim("planned-drill.apply.roles", config, clouds, "secondary");
    progress("twinberg failback");
    const back = await claimFrom("planned-drill.back", "the failback completes", async () => {
      const run = await runFailover(tools, clouds, ["failback"], [0, 1]);
      return { observed: outcomeOf(run, "primary"), ok: isComplete(run, "primary"), evidence: told(run) };
    });
    const afterwards = [
      back,
      await rolesClaim("planned-drill.back.roles", config, clouds, "primary"),
      await clientClaim("planned-drill.back.client", config, clouds, "primary"),
      await marks.hasClaim("planned-drill.back.nothing-lost", primary, [1, 2, 3]),
    ];
    await marks.remove(primary);
    return { facts: {}, claims: [...before, ...there, ...applied, undisturbed, ...afterwards] };
  },
});
