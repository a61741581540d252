import { ACCOUNT_ROLES } from "./schema";
import { valueAt } from "./value-at";

/** Something that is wrong with a configuration, and where. */
export interface Problem {
  /** The keys that lead to the value, outermost first. */
  readonly path: readonly (string | number)[];
  /** What is wrong and what is allowed, without the value. */
  readonly message: string;
}

/**
 * The rules that look at several fields at once. They hold for plain data that the schema may have refused, so that
 * their problems are reported together with the schema's; what isn't there or isn't a text is left to the schema.
 *
 * @returns every rule that is broken; empty when all hold
 */
export function brokenRules(config: unknown): Problem[] {
  const externalIds = ACCOUNT_ROLES.flatMap((role) => texts(config, ["externalIds", role]));
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
    // An external id shared by two purposes or accounts would let either's principal stand in for the other.
    ...repeated(externalIds, "each account and purpose needs one of its own"),
    ...repeated(texts(config, ["roles"]), "each role needs a name of its own"),
    ...repeated(warehouseNames, "each warehouse needs a name of its own"),
    ...repeated(tableNames, "each table needs a name of its own"),
  ];
}

/** Source: docs.snowflake.com, user-guide/account-replication-intro: failover groups and Client Redirect need Business Critical. */
function editionsWithoutFailover(config: unknown): Problem[] {
  return ACCOUNT_ROLES.map((role) => text(config, ["accounts", role, "edition"]))
    .filter(({ value }) => value === "STANDARD" || value === "ENTERPRISE")
    .map(({ path }) => ({
      path,
      message: "has no failover groups and no Client Redirect; both accounts need BUSINESS_CRITICAL or VIRTUAL_PRIVATE",
    }));
}

interface Text {
  readonly path: readonly (string | number)[];
  /** Undefined where the value is missing or isn't a text. */
  readonly value: string | undefined;
}

function text(root: unknown, path: Text["path"]): Text {
  const value = valueAt(root, path);
  return { path, value: typeof value === "string" ? value : undefined };
}

/** The texts directly under a map. */
function texts(root: unknown, path: Text["path"]): Text[] {
  const map = valueAt(root, path);
  return Object.keys(typeof map === "object" && map !== null ? map : {}).map((key) => text(root, [...path, key]));
}

function repeated(values: readonly Text[], why: string): Problem[] {
  return values.flatMap(({ path, value }, index) => {
    const first = values.slice(0, index).find((earlier) => earlier.value !== undefined && earlier.value === value);
    return first === undefined ? [] : [{ path, message: `is ${first.path.join(".")} too; ${why}` }];
  });
}
