import { type Problem, repeated, type Text, text } from "./problem";
import { valueAt } from "./value-at";

const CONSIDERATIONS = "docs.snowflake.com, account-replication-considerations";

/** The rules over the table sync, for plain data that the schema may have refused. */
export function brokenTableSyncRules(config: unknown): Problem[] {
  if (valueAt(config, ["tableSync"]) === undefined) {
    return [];
  }
  return [
    ...accountThatReplicationOverwrites(config),
    ...databasesOfOthers(config),
    ...schemasOfSeveral(config),
    ...namesThatLeadNowhere(config),
    ...stagesThatClash(config),
    ...stagesOverTheLake(config),
    ...principalsOfOthers(config),
    ...topicWithoutUse(config),
  ];
}

/** The account group carries all storage integrations, and drops those of the target that the source hasn't. */
function accountThatReplicationOverwrites(config: unknown): Problem[] {
  const account = text(config, ["tableSync", "account"]);
  return account.value === "secondary"
    ? [
        {
          path: account.path,
          message: `gets all its storage integrations from the primary by failover.accountGroup, which drops one that is made here; sync the primary (${CONSIDERATIONS})`,
        },
      ]
    : [];
}

/** Each database has one maker; replication and a catalog link refuse what the sync would make in theirs. */
function databasesOfOthers(config: unknown): Problem[] {
  const others = Object.keys(record(valueAt(config, ["databases"]))).map((use) =>
    text(config, ["databases", use, "name"]),
  );
  const carried = texts(config, ["failover", "databaseGroup", "databases"]);
  const own = [...texts(config, ["tableSync", "databases"]), text(config, ["tableSync", "stageDatabase"])];
  const ours = new Set(own.map(({ path }) => path.join(".")));
  return repeated([...others, ...carried, ...own], "the table sync needs databases of its own").filter(({ path }) =>
    ours.has(path.join(".")),
  );
}

/** Tables of two Glue databases in one schema would replace each other. */
function schemasOfSeveral(config: unknown): Problem[] {
  const schemas = mappings(config).map(({ path, database, schema }) => ({
    path,
    value: database.value === undefined || schema.value === undefined ? undefined : `${database.value}.${schema.value}`,
  }));
  return repeated(schemas, "each Glue database needs a schema of its own");
}

/** A database that isn't made can't take schemas, and a Glue database that has no place is refused, table by table. */
function namesThatLeadNowhere(config: unknown): Problem[] {
  const databases = new Set(texts(config, ["tableSync", "databases"]).map(({ value }) => value));
  const separator = text(config, ["tableSync", "naming", "separator"]).value;
  const mapped = mappings(config);
  const elsewhere = mapped
    .filter(({ database }) => database.value !== undefined && !databases.has(database.value))
    .map(({ database }) => ({
      path: database.path,
      message: "isn't in tableSync.databases; the sync may use only those",
    }));
  const unnamed = texts(config, ["tableSync", "glueDatabases"]).flatMap(({ path, value }) => {
    if (value === undefined || separator === undefined || separator === "") {
      return [];
    }
    const at = value.indexOf(separator);
    const isOne = !value.endsWith("*");
    if (isOne && mapped.some(({ glueDatabase }) => glueDatabase === value)) {
      return [];
    }
    if (at < 1) {
      const message = `isn't named database${separator}schema and isn't in tableSync.naming.mapping`;
      return isOne ? [{ path, message }] : [];
    }
    const database = value.slice(0, at).toUpperCase();
    return databases.has(database)
      ? []
      : [{ path, message: `goes to the database ${database}, which isn't in tableSync.databases` }];
  });
  return [...elsewhere, ...unnamed];
}

function stagesThatClash(config: unknown): Problem[] {
  const all = stages(config);
  const places = all.map(({ path, bucket, prefix }) => ({
    path,
    value: bucket === undefined || prefix === undefined ? undefined : `s3://${bucket}/${prefix}`,
  }));
  return [
    ...repeated(
      all.map(({ name }) => name),
      "each stage needs a name of its own",
    ),
    ...repeated(places, "each stage needs a place of its own"),
  ];
}

/** What lies under the lake's prefix is Iceberg's: its files are read as the table's metadata says, never by a listing. */
function stagesOverTheLake(config: unknown): Problem[] {
  const lake = text(config, ["lake", "prefix"]).value;
  const replicas = items(config, ["lake", "replicas"]).map(
    (_, index) => text(config, ["lake", "replicas", index, "bucket"]).value,
  );
  const buckets = [text(config, ["lake", "bucket"]).value, ...replicas];
  const controller = text(config, ["failover", "controller", "bucket"]).value;
  return stages(config).flatMap(({ path, named, bucket, prefix }) => {
    if (bucket === undefined || prefix === undefined) {
      return [];
    }
    if (named.value !== undefined && named.value === controller) {
      return [{ path: named.path, message: "is the failover controller's bucket, which holds no tables" }];
    }
    const overlaps = lake !== undefined && (prefix.startsWith(lake) || lake.startsWith(prefix));
    return overlaps && buckets.includes(bucket)
      ? [{ path, message: `overlaps the lake's own prefix ${lake}, whose files are Iceberg's: choose another prefix` }]
      : [];
  });
}

/** The sync has privileges of its own and nobody else's. */
function principalsOfOthers(config: unknown): Problem[] {
  const account = text(config, ["tableSync", "account"]).value ?? "primary";
  const deployer = (what: string) => text(config, ["accounts", account, "deployer", what]);
  const roles = Object.keys(record(valueAt(config, ["roles"]))).map((use) => text(config, ["roles", use]));
  const [user, role] = ["user", "role"].map((what) => text(config, ["tableSync", what]));
  const checks: readonly (readonly [Text | undefined, readonly Text[]])[] = [
    [user, [deployer("user")]],
    [role, [deployer("role"), ...roles]],
  ];
  return checks.flatMap(([own, others]) =>
    own === undefined
      ? []
      : repeated([...others, own], "the table sync needs one of its own").filter(({ path }) => path === own.path),
  );
}

/** A topic that nothing listens to would look like automatic refresh. */
function topicWithoutUse(config: unknown): Problem[] {
  const { path, value } = text(config, ["tableSync", "snsTopic"]);
  return value === undefined || valueAt(config, ["tableSync", "autoRefresh"]) === true
    ? []
    : [{ path, message: "is used with autoRefresh: true only" }];
}

function mappings(config: unknown) {
  const path = ["tableSync", "naming", "mapping"];
  return Object.keys(record(valueAt(config, path))).map((glueDatabase) => ({
    glueDatabase,
    path: [...path, glueDatabase],
    database: text(config, [...path, glueDatabase, "database"]),
    schema: text(config, [...path, glueDatabase, "schema"]),
  }));
}

function stages(config: unknown) {
  const path = ["tableSync", "stages"];
  const lake = text(config, ["lake", "bucket"]).value;
  return items(config, path).map((_, index) => {
    const named = text(config, [...path, index, "bucket"]);
    return {
      path: [...path, index],
      name: text(config, [...path, index, "name"]),
      named,
      bucket: named.value ?? lake,
      prefix: text(config, [...path, index, "prefix"]).value,
    };
  });
}

function texts(config: unknown, path: Text["path"]): Text[] {
  return items(config, path).map((_, index) => text(config, [...path, index]));
}

function items(config: unknown, path: Text["path"]): readonly unknown[] {
  const list = valueAt(config, path);
  return Array.isArray(list) ? list : [];
}

function record(value: unknown): object {
  return typeof value === "object" && value !== null ? value : {};
}
