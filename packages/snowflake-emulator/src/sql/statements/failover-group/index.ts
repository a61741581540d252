import type { StatementKind } from "../../statement";
import { alterFailoverGroup } from "./alter-failover-group";
import { createFailoverGroup } from "./create-failover-group";
import { dropFailoverGroup } from "./drop-failover-group";
import { showFailoverGroups } from "./show-failover-groups";
import { showDatabasesInFailoverGroup, showSharesInFailoverGroup } from "./show-in-failover-group";

/** Statements about failover groups. */
export const failoverGroupStatements: readonly StatementKind[] = [
  alterFailoverGroup,
  createFailoverGroup,
  dropFailoverGroup,
  showDatabasesInFailoverGroup,
  showFailoverGroups,
  showSharesInFailoverGroup,
];
