import { longestCronGap } from "./cron-gap";
import type { REPLICATED_INTEGRATION_TYPES } from "./failover-schema";
import { type Problem, repeated, type Text, text } from "./problem";
import { valueAt } from "./value-at";

const GROUPS = "docs.snowflake.com, create-failover-group";
const CONSIDERATIONS = "docs.snowflake.com, account-replication-considerations";

/** Databases that no failover group carries, and why. */
const NOT_REPLICATED = {
  catalogLinked: "which is catalog-linked: replication of those isn't supported, and both accounts have their own",
  external: "which has Iceberg tables over a remote catalog: replication skips them, and both accounts have their own",
  prod: "which each account has for itself, with views over what isn't replicated",
  monitoring: "which each account has for itself",
} as const;

/** The rules over what moves in a disaster, for plain data that the schema may have refused. */
export function brokenFailoverRules(config: unknown): Problem[] {
  const groups = ["accountGroup", "volumeGroup", "databaseGroup"].map((group) =>
    text(config, ["failover", group, "name"]),
  );
  return [
    ...repeated(groups, "each failover group needs a name of its own"),
    ...databasesThatDoNotReplicate(config),
    ...integrationsThatDoNotFit(config),
    ...connectionWithinOneRegion(config),
    ...controllerBesideTheLake(config),
    ...replicasOfOneRegion(config),
    ...recoveryPointOutOfReach(config),
  ];
}

function databasesThatDoNotReplicate(config: unknown): Problem[] {
  const path = ["failover", "databaseGroup", "databases"];
  const listed = items(config, path);
  const operations = text(config, ["databases", "operations", "name"]);
  return [
    ...repeated([operations, ...listed], `a database is in one failover group, once (${CONSIDERATIONS})`),
    ...listed.flatMap(({ path: where, value }) =>
      Object.entries(NOT_REPLICATED)
        .filter(([use]) => value !== undefined && value === text(config, ["databases", use, "name"]).value)
        .map(([use, why]) => ({ path: where, message: `is databases.${use}, ${why} (${CONSIDERATIONS})` })),
    ),
  ];
}

/** The storage integration isn't declared in the secondary, so it has to arrive; a security integration names roles. */
function integrationsThatDoNotFit(config: unknown): Problem[] {
  const path = ["failover", "accountGroup", "integrationTypes"];
  const types = items(config, path);
  const has = (type: (typeof REPLICATED_INTEGRATION_TYPES)[number]) => types.some(({ value }) => value === type);
  const rolesTravel = valueAt(config, ["failover", "accountGroup", "roles"]) === "replicated";
  const given = valueAt(config, path) !== undefined;
  return [
    ...repeated(types, "each kind of integration is listed once"),
    ...(given && !has("STORAGE")
      ? [{ path, message: `lacks STORAGE: the secondary gets the storage integration by replication only (${GROUPS})` }]
      : []),
    ...types
      .filter(({ value }) => value === "SECURITY" && !rolesTravel)
      .map(({ path: where }) => ({
        path: where,
        message: `needs failover.accountGroup.roles: replicated; security integrations travel only with roles (${GROUPS})`,
      })),
  ];
}

/** Snowflake refuses such a connection: 003813, "The connection cannot be failed over to an account in the same region". */
function connectionWithinOneRegion(config: unknown): Problem[] {
  const regions = ["primary", "secondary"].map((role) => text(config, ["accounts", role, "region"]));
  return valueAt(config, ["failover", "connection"]) === undefined
    ? []
    : repeated(regions, "failover.connection leads to another region only (docs.snowflake.com, client-redirect)");
}

/** What fails over must not be lost with what it fails over from. */
function controllerBesideTheLake(config: unknown): Problem[] {
  const bucket = text(config, ["failover", "controller", "bucket"]);
  const region = text(config, ["failover", "controller", "region"]);
  const taken = [text(config, ["lake", "bucket"]), ...replicas(config).map((replica) => replica.bucket)];
  return [
    ...repeated(
      [text(config, ["aws", "region"]), region],
      "the controller's bucket must outlive the lake's region (docs.aws.amazon.com, REL11-BP04: no dependency on what is lost)",
    ),
    ...repeated([...taken, bucket], "the controller needs a bucket of its own").filter(
      ({ path }) => path === bucket.path,
    ),
  ];
}

/** Snowflake picks the location in its own region: there is one for each. */
function replicasOfOneRegion(config: unknown): Problem[] {
  return [
    ...repeated(
      [text(config, ["aws", "region"]), ...replicas(config).map(({ region }) => region)],
      "the volume has one location in a region (docs.snowflake.com, tables-iceberg-replication)",
    ),
    ...repeated(
      [text(config, ["lake", "bucket"]), ...replicas(config).map(({ bucket }) => bucket)],
      "a copy lies in a bucket of its own",
    ),
  ];
}

/**
 * What the secondary holds is at most twice the schedule old, and the heartbeat in it a heartbeat's interval more. Of a
 * schedule by cron, what counts is its longest gap.
 */
function recoveryPointOutOfReach(config: unknown): Problem[] {
  const path = ["recoveryPointObjectiveMinutes"];
  const objective = valueAt(config, path);
  const [heartbeat, refresh] = [
    ["schedules", "heartbeat"],
    ["failover", "schedule"],
  ].map((where) => longestInterval(config, where));
  if (typeof objective !== "number" || heartbeat === undefined || refresh === undefined) {
    return [];
  }
  const reachable = heartbeat + 2 * refresh;
  const long = Number.isFinite(reachable) ? `${reachable} minutes` : "without end";
  return objective >= reachable
    ? []
    : [
        {
          path,
          message: `can't be kept: schedules.heartbeat and twice failover.schedule are ${long}; raise it or run them more often (docs.snowflake.com, account-replication-intro, replication schedule)`,
        },
      ];
}

/** Minutes from one run to the next, at most; undefined when it can't be told. */
function longestInterval(config: unknown, path: Text["path"]): number | undefined {
  const minutes = valueAt(config, [...path, "minutes"]);
  const { value: cron } = text(config, [...path, "cron"]);
  if (typeof minutes === "number") {
    return minutes;
  }
  return cron === undefined ? undefined : longestCronGap(cron);
}

function replicas(config: unknown): { readonly region: Text; readonly bucket: Text }[] {
  const list = valueAt(config, ["lake", "replicas"]);
  return (Array.isArray(list) ? list : []).map((_, index) => ({
    region: text(config, ["lake", "replicas", index, "region"]),
    bucket: text(config, ["lake", "replicas", index, "bucket"]),
  }));
}

function items(config: unknown, path: Text["path"]): Text[] {
  const list = valueAt(config, path);
  return (Array.isArray(list) ? list : []).map((_, index) => text(config, [...path, index]));
}
