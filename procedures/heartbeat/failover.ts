import type { Observation } from "../runtime/observation";
import type { ReplicationRole } from "../runtime/replication-role";
import type { Check } from "./check";
import { judgeReplica, type ReplicaState } from "./replica-state";

/** This account's half of a failover group. */
export type ObservedGroup =
  | { readonly role: Extract<ReplicationRole, "primary"> }
  | { readonly role: Extract<ReplicationRole, "secondary">; readonly replica: ReplicaState };

/** By group name, in the order of their promotion; undefined: there is none of that name, or none that can be seen. */
export type ObservedGroups = ReadonlyMap<string, Observation<ObservedGroup | undefined>>;

/** What the checks depend on. */
export interface FailoverExpectation {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly objectiveSeconds: number;
}

/**
 * Whether a failover from or to this account would find the groups that it needs: all there, all of one role, and the replicas
 * kept up.
 */
export function checkFailover(
  { now, objectiveSeconds }: FailoverExpectation,
  groups: ObservedGroups,
): readonly Check[] {
  const checks: Check[] = [];
  const roles = new Map<string, ReplicationRole>();
  for (const [name, group] of groups) {
    const at = { check: "failover group", object: name };
    if (!group.known) checks.push({ ...at, verdict: "unknown", reason: group.reason });
    else if (group.value === undefined)
      checks.push({ ...at, verdict: "bad", reason: "it isn't in this account, or can't be seen" });
    else {
      roles.set(name, group.value.role);
      checks.push({ ...at, verdict: "good", reason: group.value.role }, ...checkReplica(name, group.value));
    }
  }
  return [...checks, ...checkRoles(roles)];

  function checkReplica(object: string, group: ObservedGroup): readonly Check[] {
    if (group.role === "primary") return [];
    return judgeReplica(group.replica, now, objectiveSeconds).map(({ aspect, verdict, reason }) => {
      return { check: `failover group ${aspect}`, object, verdict, reason };
    });
  }
}

/** Groups are promoted together: some primary and some not is a failover that stopped half-way. */
function checkRoles(roles: ReadonlyMap<string, ReplicationRole>): readonly Check[] {
  const having = (role: ReplicationRole) => [...roles].filter(([, its]) => its === role).map(([name]) => name);
  const primaries = having("primary");
  const secondaries = having("secondary");
  if (primaries.length === 0 || secondaries.length === 0) return [];
  return [
    {
      check: "failover groups' roles",
      object: [...roles.keys()].join(", "),
      verdict: "bad",
      reason: `half-promoted: primary are ${primaries.join(", ")}, secondary are ${secondaries.join(", ")}`,
    },
  ];
}
