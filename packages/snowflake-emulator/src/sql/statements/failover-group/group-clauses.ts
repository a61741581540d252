import { groupListsDisagree, invalidValue, notEmulated } from "../../../errors";
import {
  GROUP_INTEGRATION_TYPES,
  GROUP_OBJECT_TYPES,
  type GroupIntegrationType,
  type GroupMembers,
  type GroupObjectType,
} from "../../../objects/failover-group";
import type { ObjectId } from "../../../objects/snowflake-object";
import { intervalOf, LONGEST_OPTIMIZED, normalizeSchedule } from "../../../replication/groups/group-schedule";
import type { Cursor } from "../../cursor";
import type { Path } from "../../names";
import { boolean, type Properties, type ValueReader } from "../../properties";
import type { ExecutionContext } from "../../statement";

/** Object types of Snowflake's that groups here can't carry: there are no such objects. */
const NOT_BUILT: readonly GroupObjectType[] = ["LISTINGS", "PROFILES", "SHARES"];

/** Reads `item, item …`: up to something that no comma stands before, or that is the next property. */
function readList<T>(cursor: Cursor, item: () => T): readonly T[] {
  const items = [item()];
  while (cursor.isSymbol(",") && !isProperty(cursor, 1)) {
    cursor.takeSymbol(",");
    items.push(item());
  }
  return items;
}

function isProperty(cursor: Cursor, ahead: number): boolean {
  const follows = cursor.peek(ahead + 1);
  return cursor.peek(ahead).kind === "word" && follows.kind === "symbol" && follows.value === "=";
}

const objectTypes: ValueReader<readonly GroupObjectType[]> = (cursor) => {
  const found = readList(cursor, () => {
    const type = cursor.takeOneOf(...GROUP_OBJECT_TYPES);
    if (type === undefined) throw cursor.unexpected();
    if (NOT_BUILT.includes(type)) throw notEmulated(`OBJECT_TYPES = ${type}`);
    return type;
  });
  return GROUP_OBJECT_TYPES.filter((type) => found.includes(type));
};

const integrationTypes: ValueReader<readonly GroupIntegrationType[]> = (cursor, property) => {
  const found = readList(cursor, () => {
    const type = cursor.takeOneOf(...GROUP_INTEGRATION_TYPES);
    // D: catalog integrations are not replicated.
    if (cursor.take("CATALOG INTEGRATIONS")) throw invalidValue("CATALOG INTEGRATIONS", property);
    if (type === undefined) throw cursor.unexpected();
    return type;
  });
  return GROUP_INTEGRATION_TYPES.filter((type) => found.includes(type));
};

/** Names, bare or quoted. */
export function readNames(cursor: Cursor): readonly string[] {
  return readList(cursor, () => cursor.identifier());
}

/** `org.account, …` */
export function readAccountPaths(cursor: Cursor): readonly Path[] {
  return readList(cursor, () => cursor.path(2));
}

/** NULL empties a list (D: examples of ALTER FAILOVER GROUP). */
const namesOrNull: ValueReader<readonly string[]> = (cursor) => (cursor.take("NULL") ? [] : readNames(cursor));

const volumeNames: ValueReader<readonly string[] | "ALL"> = (cursor, property) =>
  cursor.take("ALL") ? "ALL" : namesOrNull(cursor, property);

const schedule: ValueReader<string> = (cursor) => normalizeSchedule(cursor.string());

const refused =
  (what: string): ValueReader<never> =>
  () => {
    throw notEmulated(`${what} of failover groups`);
  };

/** What CREATE and ALTER … SET can say of what a group holds. */
export const LIST_SPEC = {
  OBJECT_TYPES: objectTypes,
  ALLOWED_DATABASES: namesOrNull,
  ALLOWED_EXTERNAL_VOLUMES: volumeNames,
  ALLOWED_SHARES: refused("ALLOWED_SHARES"),
  ALLOWED_INTEGRATION_TYPES: integrationTypes,
  REPLICATION_SCHEDULE: schedule,
  OPTIMIZED_REFRESH: boolean,
  ERROR_INTEGRATION: refused("ERROR_INTEGRATION"),
};

export type ListProperties = Properties<typeof LIST_SPEC>;

/** The ids of databases. D: adding one needs MONITOR on it. Throws 002003, 003001. */
export function findDatabases({ access }: ExecutionContext, names: readonly string[]): readonly ObjectId[] {
  return [...new Set(names.map((name) => access.require("DATABASE", name, ["MONITOR"]).id))];
}

/** The ids of external volumes. D: adding one needs USAGE on it. Throws 002003, 003001. */
export function findVolumes({ access }: ExecutionContext, names: readonly string[]): readonly ObjectId[] {
  return [...new Set(names.map((name) => access.require("EXTERNAL_VOLUME", name, ["USAGE"]).id))];
}

/**
 * What a group holds after properties have been set. D: a list of objects whose type is added or goes is empty, unless it is given; the
 * type stays, and so does its list.
 */
export function applyLists(context: ExecutionContext, before: GroupMembers, given: ListProperties): GroupMembers {
  const types = given.OBJECT_TYPES ?? before.objectTypes;
  const kept = (type: GroupObjectType) => types.includes(type) && before.objectTypes.includes(type);
  const { ALLOWED_DATABASES: databases, ALLOWED_EXTERNAL_VOLUMES: volumes } = given;
  const integrations = given.ALLOWED_INTEGRATION_TYPES;
  return {
    objectTypes: types,
    databases:
      databases === undefined ? (kept("DATABASES") ? before.databases : []) : findDatabases(context, databases),
    volumes:
      volumes === undefined
        ? kept("EXTERNAL VOLUMES")
          ? before.volumes
          : []
        : volumes === "ALL"
          ? volumes
          : findVolumes(context, volumes),
    integrationTypes: integrations ?? (kept("INTEGRATIONS") ? before.integrationTypes : []),
  };
}

/** Throws 003935 for an optimized refresh without a schedule, or with an interval that is too long (D). */
export function checkOptimized(optimized: boolean, schedule: string | null): void {
  if (!optimized) return;
  if (schedule === null) throw groupListsDisagree("OPTIMIZED_REFRESH requires a REPLICATION_SCHEDULE");
  if ((intervalOf(schedule) ?? 0) > LONGEST_OPTIMIZED) {
    throw groupListsDisagree("OPTIMIZED_REFRESH requires an interval of no more than 6 hours");
  }
}
