import { brokenDataRules } from "./data-rules";
import { brokenFailoverRules } from "./failover-rules";
import { type Problem, repeated, text, texts } from "./problem";
import { ACCOUNT_ROLES } from "./schema";
import { brokenTableSyncRules } from "./table-sync-rules";
import { valueAt } from "./value-at";

export type { Problem } from "./problem";

/**
 * The rules that look at several fields at once. They hold for plain data that the schema may have refused, so that
 * their problems are reported together with the schema's; what isn't there or isn't a text is left to the schema.
 *
 * @returns every rule that is broken; empty when all hold
 */
export function brokenRules(config: unknown): Problem[] {
  const externalIds = ["shared", ...ACCOUNT_ROLES].flatMap((whose) => texts(config, ["externalIds", whose]));
  const warehouseNames = ["query", "tasks"].map((use) => text(config, ["warehouses", use, "name"]));
  const tables = valueAt(config, ["lake", "tables"]);
  const tableNames = (Array.isArray(tables) ? tables : []).map((_, index) =>
    text(config, ["lake", "tables", index, "name"]),
  );
  return [
    ...editionsWithoutFailover(config),
    ...repeated(
      ACCOUNT_ROLES.map((role) => text(config, ["accounts", role, "name"])),
      "the two must be different accounts",
    ),
    // An external id of two purposes or accounts would let either's principal stand in for the other.
    ...repeated(
      [...externalIds, text(config, ["tableSync", "externalId"])],
      "each account and purpose needs one of its own",
    ),
    ...repeated(texts(config, ["roles"]), "each role needs a name of its own"),
    ...repeated(warehouseNames, "each warehouse needs a name of its own"),
    ...repeated(tableNames, "each table needs a name of its own"),
    ...stateReplicaBesideState(config),
    ...stateKeyWithReplica(config),
    ...brokenDataRules(config),
    ...brokenFailoverRules(config),
    ...brokenTableSyncRules(config),
  ];
}

/** Source: docs.snowflake.com, user-guide/account-replication-intro: failover groups and Client Redirect need Business Critical. */
function editionsWithoutFailover(config: unknown): Problem[] {
  return ACCOUNT_ROLES.map((role) => text(config, ["accounts", role, "edition"]))
    .filter(({ value }) => value === "STANDARD" || value === "ENTERPRISE")
    .map(({ path }) => ({
      path,
      message:
        "has no failover groups and no Client Redirect; both accounts need BUSINESS_CRITICAL or VIRTUAL_PRIVATE (docs.snowflake.com, account-replication-intro)",
    }));
}

/**
 * S3 copies nothing that a key of KMS encrypts unless its rule names a key in the other region, which isn't built.
 * Source: docs.aws.amazon.com/AmazonS3/latest/userguide/replication-config-for-kms-objects.html
 */
function stateKeyWithReplica(config: unknown): Problem[] {
  const key = text(config, ["backend", "kmsKey"]);
  const replicated = valueAt(config, ["backend", "replica"]) !== undefined;
  return key.value !== undefined && replicated
    ? [{ path: key.path, message: "keeps S3 from copying the state to backend.replica; leave out one of the two" }]
    : [];
}

/** A copy of the state in the state's own region is lost with it. */
function stateReplicaBesideState(config: unknown): Problem[] {
  return ["region", "bucket"].flatMap((key) => {
    const copy = text(config, ["backend", "replica", key]);
    const own = text(config, ["backend", key]);
    return copy.value !== undefined && copy.value === own.value
      ? [{ path: copy.path, message: `is the state's own ${key}; the copy is for when that is lost` }]
      : [];
  });
}
