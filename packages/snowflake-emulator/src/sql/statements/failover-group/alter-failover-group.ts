import { invalidProperty, notEmulated } from "../../../errors";
import { changePrimary } from "../../../replication/groups/change-group";
import type { Cursor } from "../../cursor";
import { readTarget, rename, type Target } from "../../object-statements";
import { type Properties, readKeys, readProperties, text } from "../../properties";
import type { Execute, StatementKind } from "../../statement";
import { parseListChange } from "./alter-group-lists";
import { parseTargetStatement } from "./alter-target-group";
import { changeSource } from "./change-source";
import { applyLists, checkOptimized, LIST_SPEC } from "./group-clauses";

const SET_SPEC = {
  ...LIST_SPEC,
  COMMENT: text,
  RPO_ASSURANCE: (cursor: Cursor): boolean => {
    if (cursor.take("FALSE")) return false;
    throw notEmulated("RPO_ASSURANCE of failover groups");
  },
};

const UNSET_KEYS = [
  "COMMENT",
  "REPLICATION_SCHEDULE",
  "OPTIMIZED_REFRESH",
  "RPO_ASSURANCE",
  "ERROR_INTEGRATION",
] as const;

function set(cursor: Cursor, target: Target): Execute {
  const given: Properties<typeof SET_SPEC> = readProperties(cursor, SET_SPEC);
  if (Object.keys(given).length === 0) throw cursor.unexpected();
  return changeSource(target, (context, group, role) => {
    const { account } = context;
    const schedule = given.REPLICATION_SCHEDULE ?? role.settings.schedule;
    const optimizedRefresh = given.OPTIMIZED_REFRESH ?? role.settings.optimizedRefresh;
    checkOptimized(optimizedRefresh, schedule);
    // D: an interval counts from when a different one is set.
    const scheduleSince = schedule === role.settings.schedule ? role.settings.scheduleSince : account.clock.now();
    changePrimary(account, group, {
      ...role,
      members: applyLists(context, role.members, given),
      settings: { ...role.settings, schedule, scheduleSince, optimizedRefresh },
    });
    if (given.COMMENT !== undefined) group.comment = given.COMMENT;
  });
}

function unset(cursor: Cursor, target: Target): Execute {
  const keys = readKeys(cursor, UNSET_KEYS);
  return changeSource(target, ({ account }, group, role) => {
    const { settings } = role;
    const schedule = keys.includes("REPLICATION_SCHEDULE") ? null : settings.schedule;
    const optimizedRefresh = !keys.includes("OPTIMIZED_REFRESH") && settings.optimizedRefresh;
    if (optimizedRefresh && schedule === null) {
      throw invalidProperty("REPLICATION_SCHEDULE", "OPTIMIZED_REFRESH needs it: unset both");
    }
    changePrimary(account, group, { ...role, settings: { ...settings, schedule, optimizedRefresh } });
    if (keys.includes("COMMENT")) group.comment = null;
  });
}

/**
 * ALTER FAILOVER GROUP [IF EXISTS] name, in the source account: RENAME TO, SET, UNSET, ADD … TO, REMOVE … FROM, MOVE … TO FAILOVER
 * GROUP; in the target account: REFRESH [FORCE], PRIMARY, SUSPEND [IMMEDIATE], RESUME.
 */
export const alterFailoverGroup: StatementKind = {
  leading: "ALTER FAILOVER GROUP",
  remark: "RPO_ASSURANCE, ERROR_INTEGRATION, shares refused",
  parse(cursor) {
    const target = readTarget(cursor, "ALTER", "FAILOVER GROUP");
    const onTarget = parseTargetStatement(cursor, target);
    if (onTarget !== undefined) return onTarget;
    const listChange = parseListChange(cursor, target);
    if (listChange !== undefined) return listChange;
    if (cursor.take("RENAME TO")) {
      const path = cursor.path(1);
      return changeSource(target, (context, group) => rename(context, "FAILOVER_GROUP", group, path));
    }
    if (cursor.take("UNSET")) return unset(cursor, target);
    cursor.expect("SET");
    return set(cursor, target);
  },
};
