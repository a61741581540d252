import { otherAccount } from "../../../../operator/failover/topology";
import type { FakeAccounts } from "../fake-accounts";
import { refusal } from "../refusal";
import type { FakeAnswer } from "./fake-answer";

/** Failover groups: what they show, and how they are refreshed, suspended and promoted. */
export function groupAnswers(world: FakeAccounts): readonly FakeAnswer[] {
  return [
    [
      /^SHOW FAILOVER GROUPS$/,
      ({ account }) =>
        world.topology.groups.flatMap(({ name }) =>
          (["primary", "secondary"] as const).map((role) => ({
            name,
            account_name: world.topology.accounts[role],
            is_primary: String(world.active.get(name) === role),
            // Of other accounts' halves, the schedule isn't shown.
            secondary_state: account === world.accounts[role] ? (account.halves.get(name)?.schedule ?? null) : null,
          })),
        ),
    ],
    [
      /REPLICATION_GROUP_REFRESH_HISTORY\('([^']+)'\)/,
      ({ role, match }) =>
        world
          .half(role, match[1] ?? "")
          .refreshes.map(({ job, phase, snapshot, endedAt }) => ({
            PHASE_NAME: phase,
            JOB_UUID: job,
            STARTED: snapshot,
            ENDED: endedAt,
            SNAPSHOT: snapshot,
            ERROR: null,
          }))
          .reverse(),
    ],
    [
      /^ALTER FAILOVER GROUP "([^"]+)" REFRESH$/,
      ({ role, match, sql }) => {
        world.refresh(role, match[1] ?? "");
        world.changed(role, sql);
        return [];
      },
    ],
    [
      /^ALTER FAILOVER GROUP "([^"]+)" (SUSPEND|SUSPEND IMMEDIATE|RESUME)$/,
      ({ role, match, sql }) => {
        const [group = "", action] = match.slice(1);
        if (world.active.get(group) === role) throw refusal("003900", `${group} is a primary here`);
        const half = world.half(role, group);
        half.schedule = action === "RESUME" ? "STARTED" : "SUSPENDED";
        if (action === "RESUME" && group === world.databaseGroup && world.unsaved(role).length > 0) {
          world.violations.push(`the schedule of ${role} would overwrite what isn't kept`);
        }
        if (action === "SUSPEND IMMEDIATE") world.cancel(role, group);
        world.changed(role, sql);
        return [];
      },
    ],
    [
      /^SELECT SYSTEM\$CANCEL_QUERY\('([^']+)'\)/,
      ({ role, match, sql }) => {
        for (const { name } of world.topology.groups) {
          if (world.refreshing(role, name)?.job === match[1]) world.cancel(role, name);
        }
        world.changed(role, sql);
        return [];
      },
    ],
    [
      /^ALTER FAILOVER GROUP "([^"]+)" PRIMARY$/,
      ({ role, match, sql }) => {
        const group = match[1] ?? "";
        const half = world.half(role, group);
        if (world.active.get(group) === role) throw refusal("003900", `${group} is a primary here`);
        if (world.refreshing(role, group) !== undefined) {
          world.violations.push(`${group} was promoted while it was being refreshed`);
          throw refusal(
            "003916",
            `Replication group "${group}" cannot currently be set as primary because it is being refreshed.`,
          );
        }
        if (half.schedule !== "SUSPENDED") world.violations.push(`${group} was promoted with its schedule on`);
        const index = world.topology.groups.findIndex(({ name }) => name === group);
        if (world.topology.groups.slice(0, index).some(({ name }) => world.active.get(name) !== role)) {
          world.violations.push(`${group} was promoted before what it depends on`);
        }
        world.active.set(group, role);
        half.schedule = null;
        world.half(otherAccount(role), group).schedule = "SUSPENDED";
        world.changed(role, sql);
        return [];
      },
    ],
  ];
}
