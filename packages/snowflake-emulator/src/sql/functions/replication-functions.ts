import { insufficientPrivileges, invalidValue, notEmulated } from "../../errors";
import { unlink } from "../../replication/change-roles";
import { ENABLE_REPLICATION, enableAccountReplication } from "../../replication/replication-parameter";
import { TEXT } from "../../types/data-type";
import type { Cell } from "../../wire/result-table";
import { Cursor } from "../cursor";
import type { ExecutionContext } from "../statement";
import { tokenize } from "../tokenizer";
import { linkAccountObjects } from "./link-account-objects";
import type { SqlFunction } from "./sql-function";

function readPath(text: Cell | undefined, most: 1 | 2): readonly string[] {
  const cursor = new Cursor(tokenize(String(text ?? "")));
  const path = cursor.path(most);
  cursor.end();
  return path;
}

/** Is the role that administers the organization active? */
function isOrganizationAdmin({ access }: ExecutionContext): boolean {
  const role = access.state.objects.ROLE.get("ORGADMIN");
  return role !== undefined && access.effective.has(role.id);
}

/** SYSTEM$GLOBAL_ACCOUNT_SET_PARAMETER('org.account', 'ENABLE_ACCOUNT_DATABASE_REPLICATION', 'true'). D: only organization administrators. A: what it answers. */
const globalAccountSetParameter: SqlFunction = {
  name: "SYSTEM$GLOBAL_ACCOUNT_SET_PARAMETER",
  type: TEXT,
  minArguments: 3,
  maxArguments: 3,
  async evaluate(context, [name, parameter, value]) {
    const { access, organization } = context;
    if (!isOrganizationAdmin(context)) throw insufficientPrivileges("account", access.accountName);
    const account = organization.find(readPath(name, 2));
    if (String(parameter).toUpperCase() !== ENABLE_REPLICATION) {
      throw notEmulated(`SYSTEM$GLOBAL_ACCOUNT_SET_PARAMETER of ${String(parameter)}`);
    }
    if (String(value).toLowerCase() !== "true") throw invalidValue(String(value), ENABLE_REPLICATION);
    account.state.changes.transact(() => enableAccountReplication(account.state));
    await account.flush();
    return "Statement executed successfully.";
  },
};

/** SYSTEM$DISABLE_DATABASE_REPLICATION('db'). D: in the primary's account, by ACCOUNTADMIN. A: what it answers. */
const disableDatabaseReplication: SqlFunction = {
  name: "SYSTEM$DISABLE_DATABASE_REPLICATION",
  type: TEXT,
  minArguments: 1,
  maxArguments: 1,
  async evaluate({ access, organization }, [name]) {
    const [wanted = ""] = readPath(name, 1);
    const database = access.require("DATABASE", wanted, "VISIBLE");
    if (!access.isAccountAdmin()) throw insufficientPrivileges("database", wanted);
    const changed = unlink(organization, database);
    await Promise.all(changed.map((account) => account.flush()));
    return "Statement executed successfully.";
  },
};

/** D: system functions of replication. */
export const replicationFunctions: readonly SqlFunction[] = [
  globalAccountSetParameter,
  disableDatabaseReplication,
  linkAccountObjects,
];
