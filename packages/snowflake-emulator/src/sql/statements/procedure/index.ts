import type { StatementKind } from "../../statement";
import { alterProcedure } from "./alter-procedure";
import { call } from "./call";
import { createProcedureStatements } from "./create-procedure";
import { describeProcedure } from "./describe-procedure";
import { dropProcedure } from "./drop-procedure";
import { showProcedureStatements } from "./show-procedures";

export const procedureStatements: readonly StatementKind[] = [
  alterProcedure,
  call,
  ...createProcedureStatements,
  describeProcedure,
  dropProcedure,
  ...showProcedureStatements,
];
