import { notEmulated } from "../errors";
import type { Access } from "../grants/access";
import { ACCOUNT, type Securable } from "../grants/grant-state";
import { GLOBAL_PRIVILEGES, OBJECT_PRIVILEGES } from "../grants/privileges";
import { ALL_OBJECT_TYPES, OBJECT_TYPES, type ObjectType } from "../objects/object-types";
import type { ObjectId } from "../objects/snowflake-object";
import { type AccountState, objectById } from "../state/account-state";
import type { Cursor } from "./cursor";
import { renderIdentifier } from "./identifiers";

/** What GRANT … ON and SHOW GRANTS ON name: the account, or an object by type and name. */
export type SecurableName = { readonly type: "ACCOUNT" } | { readonly type: ObjectType; readonly name: string };

/** Words that follow ON in Snowflake and lead to objects that are not built. */
const ELSEWHERE = [
  "ALL",
  "FUTURE",
  "ALERT",
  "COMPUTE POOL",
  "CONNECTION",
  "DATABASE",
  "DYNAMIC TABLE",
  "EXTERNAL TABLE",
  "FAILOVER GROUP",
  "FILE FORMAT",
  "FUNCTION",
  "ICEBERG TABLE",
  "MATERIALIZED VIEW",
  "PIPE",
  "PROCEDURE",
  "REPLICATION GROUP",
  "SCHEMA",
  "SEQUENCE",
  "STAGE",
  "STREAM",
  "TABLE",
  "TAG",
  "TASK",
  "VIEW",
] as const;

/** Reads what comes after ON. Refuses types that are not built by name. */
export function readSecurable(cursor: Cursor): SecurableName {
  if (cursor.take("ACCOUNT")) return { type: "ACCOUNT" };
  for (const type of ALL_OBJECT_TYPES) {
    if (cursor.take(OBJECT_TYPES[type].words)) return { type, name: cursor.identifier() };
  }
  // Storage and catalog integrations are named so elsewhere; grants are on INTEGRATION.
  const elsewhere = cursor.takeOneOf(...ELSEWHERE);
  if (elsewhere !== undefined) throw notEmulated(`grants on ${elsewhere}`);
  throw cursor.unexpected();
}

/** A securable found: with its owner, and how messages and SHOW GRANTS call it. */
export interface ResolvedSecurable {
  readonly on: Securable;
  readonly ownerRoleId: ObjectId | null;
  /** `ACCOUNT`, `WAREHOUSE`, `VOLUME` … */
  readonly grantedOn: string;
  readonly name: string;
  /** All privileges that can be granted on it. */
  readonly privileges: readonly string[];
}

/** Finds a securable. Throws 002003 when it is missing or invisible to the active roles. */
export function resolveSecurable(access: Access, wanted: SecurableName): ResolvedSecurable {
  if (wanted.type === "ACCOUNT") {
    const owner = access.state.objects.ROLE.get("ACCOUNTADMIN");
    return {
      on: ACCOUNT,
      ownerRoleId: owner?.id ?? null,
      grantedOn: "ACCOUNT",
      name: access.accountName,
      privileges: GLOBAL_PRIVILEGES,
    };
  }
  const object = access.require(wanted.type, wanted.name, "VISIBLE");
  return {
    on: { type: wanted.type, id: object.id },
    ownerRoleId: object.ownerRoleId,
    grantedOn: OBJECT_TYPES[wanted.type].grantedOn,
    name: object.name,
    privileges: OBJECT_PRIVILEGES[wanted.type],
  };
}

/** How SHOW GRANTS writes the type and name of a securable. */
export function describeSecurable(state: AccountState, on: Securable, accountName: string) {
  if (on.type === "ACCOUNT") return { grantedOn: "ACCOUNT", name: accountName };
  const object = objectById(state, on.type, on.id);
  return { grantedOn: OBJECT_TYPES[on.type].grantedOn, name: renderIdentifier(object?.name ?? "") };
}
