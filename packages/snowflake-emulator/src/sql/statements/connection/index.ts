import type { StatementKind } from "../../statement";
import { alterConnection } from "./alter-connection";
import { createConnection } from "./create-connection";
import { dropConnection } from "./drop-connection";
import { showConnections } from "./show-connections";

/** Statements about connections. */
export const connectionStatements: readonly StatementKind[] = [
  alterConnection,
  createConnection,
  dropConnection,
  showConnections,
];
