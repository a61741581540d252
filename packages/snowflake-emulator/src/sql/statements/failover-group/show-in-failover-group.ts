import { insufficientPrivileges } from "../../../errors";
import type { Database } from "../../../objects/database";
import { membersOf } from "../../../objects/failover-group";
import { databasesOf } from "../../../replication/groups/group-databases";
import { type ColumnPlan, tableOf } from "../../../wire/result-table";
import type { ExecutionContext, StatementKind } from "../../statement";

const DATABASE_COLUMNS: ColumnPlan<Database> = { name: ["text", ({ name }) => name] };

/** O: the columns that the Terraform provider reads. */
const SHARE_COLUMNS: ColumnPlan<never> = { name: ["text", () => null], owner_account: ["text", () => null] };

/** D: needs OWNERSHIP or MONITOR on the group, or ACCOUNTADMIN. */
function findGroup({ access }: ExecutionContext, name: string) {
  const group = access.require("FAILOVER_GROUP", name, "VISIBLE");
  if (!access.may("FAILOVER_GROUP", group, ["MONITOR"]) && !access.isAccountAdmin()) {
    throw insufficientPrivileges("failover group", name);
  }
  return group;
}

/** SHOW DATABASES IN FAILOVER GROUP name. D: those that the role has MONITOR on. Of a secondary: what its last refresh brought (A). */
export const showDatabasesInFailoverGroup: StatementKind = {
  leading: "SHOW DATABASES IN FAILOVER GROUP",
  parse(cursor) {
    cursor.expect("SHOW DATABASES IN FAILOVER GROUP");
    const name = cursor.identifier();
    return (context) => {
      const { access, account } = context;
      const found = databasesOf(account, membersOf(findGroup(context, name))?.databases ?? []);
      const shown = found.filter((one) => access.may("DATABASE", one, ["MONITOR"]) || access.managesGrants());
      return tableOf(
        DATABASE_COLUMNS,
        shown.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
      );
    };
  },
};

/** SHOW SHARES IN FAILOVER GROUP name: there are no shares. */
export const showSharesInFailoverGroup: StatementKind = {
  leading: "SHOW SHARES IN FAILOVER GROUP",
  remark: "always empty",
  parse(cursor) {
    cursor.expect("SHOW SHARES IN FAILOVER GROUP");
    const name = cursor.identifier();
    return (context) => {
      findGroup(context, name);
      return tableOf(SHARE_COLUMNS, []);
    };
  },
};
