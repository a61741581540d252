import type { Account } from "../../../account";
import { accountUnknown, missingProperty, notEmulated, SnowflakeError } from "../../../errors";
import type { PrimaryGroupRole } from "../../../objects/failover-group";
import { findAccounts } from "../../../replication/change-roles";
import { checkNewPrimary, newSecondary, primaryAt } from "../../../replication/groups/change-group";
import { markPrimaries } from "../../../replication/groups/group-databases";
import { checkAllowedAccounts, requireGroupEdition } from "../../../replication/groups/group-rules";
import type { OrganizationAccess } from "../../../replication/organization-access";
import type { Cursor } from "../../cursor";
import { type Path, renderPath } from "../../names";
import { type CreateHead, createObject, readCreateName } from "../../object-statements";
import { type Properties, readProperties } from "../../properties";
import type { Execute, ExecutionContext, StatementKind } from "../../statement";
import { applyLists, checkOptimized, LIST_SPEC, readAccountPaths } from "./group-clauses";

const SPEC = { ...LIST_SPEC, ALLOWED_ACCOUNTS: (cursor: Cursor) => readAccountPaths(cursor) };

const NOTHING = { objectTypes: [], integrationTypes: [], databases: [], volumes: [] } as const;

/** Reads the properties, and IGNORE EDITION CHECK wherever it stands between them. */
function readSource(cursor: Cursor): { readonly given: Properties<typeof SPEC>; readonly ignoreEditions: boolean } {
  const before = readProperties(cursor, SPEC);
  const ignoreEditions = cursor.take("IGNORE EDITION CHECK");
  const after = readProperties(cursor, SPEC);
  if (cursor.isWords("TAG") || cursor.isWords("WITH", "TAG")) throw notEmulated("tags on failover groups");
  return { given: { ...before, ...after }, ignoreEditions };
}

function primaryRole(
  context: ExecutionContext,
  name: string,
  given: Properties<typeof SPEC>,
  ignoreEditions: boolean,
): PrimaryGroupRole {
  const { account, organization } = context;
  if (given.OBJECT_TYPES === undefined) throw missingProperty("OBJECT_TYPES");
  if (given.ALLOWED_ACCOUNTS === undefined) throw missingProperty("ALLOWED_ACCOUNTS");
  requireGroupEdition(account);
  const others = findAccounts(organization, given.ALLOWED_ACCOUNTS).filter((one) => one !== account);
  checkAllowedAccounts(account, name, others, ignoreEditions);
  const schedule = given.REPLICATION_SCHEDULE ?? null;
  const optimizedRefresh = given.OPTIMIZED_REFRESH ?? false;
  checkOptimized(optimizedRefresh, schedule);
  const role: PrimaryGroupRole = {
    kind: "primary",
    members: applyLists(context, NOTHING, given),
    accounts: [...new Set(others.map((one) => one.name))],
    settings: { schedule, scheduleSince: account.clock.now(), optimizedRefresh },
  };
  checkNewPrimary(account, role);
  return role;
}

function createSource(cursor: Cursor, head: CreateHead): Execute {
  const { given, ignoreEditions } = readSource(cursor);
  return (context) => {
    const { account } = context;
    const known = account.state.objects.FAILOVER_GROUP.get(head.name);
    const result = createObject(context, "FAILOVER_GROUP", head, "CREATE FAILOVER GROUP", (base) => ({
      ...base,
      role: primaryRole(context, head.name, given, ignoreEditions),
    }));
    const group = account.state.objects.FAILOVER_GROUP.get(head.name);
    if (group !== undefined && group !== known && group.role.kind === "primary") {
      markPrimaries(account, group, group.role);
    }
    return result;
  };
}

function createReplica(cursor: Cursor, head: CreateHead): Execute {
  const path = cursor.path(3);
  return (context) =>
    createObject(context, "FAILOVER_GROUP", head, "CREATE FAILOVER GROUP", (base) => {
      const { organization } = context;
      const primary = primaryAt(accountAt(organization, path), path.at(-1) ?? "");
      return { ...base, role: newSecondary(organization, primary, renderPath(path)) };
    });
}

/** A: an account that is not there is told as the group is. */
function accountAt(organization: OrganizationAccess, path: Path): Account | undefined {
  try {
    return organization.find(path.slice(0, -1));
  } catch (error) {
    if (error instanceof SnowflakeError && error.code === accountUnknown("").code) return undefined;
    throw error;
  }
}

/**
 * CREATE FAILOVER GROUP [IF NOT EXISTS] name OBJECT_TYPES = … [ALLOWED_… = …] ALLOWED_ACCOUNTS = … [IGNORE EDITION CHECK]
 * [REPLICATION_SCHEDULE = '…'] [OPTIMIZED_REFRESH = …], or AS REPLICA OF org.account.group. D: needs CREATE FAILOVER GROUP; there is
 * neither OR REPLACE nor COMMENT.
 */
export const createFailoverGroup: StatementKind = {
  leading: "CREATE FAILOVER GROUP",
  remark: "tags, shares, ERROR_INTEGRATION refused",
  parse(cursor) {
    cursor.expect("CREATE FAILOVER GROUP");
    const head = readCreateName(cursor, false, 1);
    return cursor.take("AS REPLICA OF") ? createReplica(cursor, head) : createSource(cursor, head);
  },
};
