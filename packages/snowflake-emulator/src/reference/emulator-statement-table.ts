import { INFORMATION_SCHEMA_VIEWS } from "../information-schema";
import { INFORMATION_SCHEMA_FUNCTIONS } from "../information-schema/functions";
import { REFUSED_FUNCTIONS } from "../query/functions/refused";
import { FUNCTIONS as QUERY_FUNCTIONS } from "../query/functions/registry";
import { FUNCTIONS as ACCOUNT_FUNCTIONS } from "../sql/functions";
import { REFUSED } from "../sql/registry";
import { STATEMENT_KINDS } from "../sql/statements";
import { statementTable } from "./statement-table";

/** The statement table of this emulator as it is. */
export function emulatorStatementTable(): string {
  return statementTable({
    kinds: STATEMENT_KINDS,
    refused: REFUSED,
    functions: [
      { title: "of queries", names: [...QUERY_FUNCTIONS.keys()] },
      { title: "of the session, the account and its objects", names: [...ACCOUNT_FUNCTIONS.keys()] },
      { title: "tables in INFORMATION_SCHEMA", names: [...INFORMATION_SCHEMA_FUNCTIONS.keys()] },
      { title: "views of INFORMATION_SCHEMA", names: [...INFORMATION_SCHEMA_VIEWS.keys()] },
    ],
    refusedFunctions: [...REFUSED_FUNCTIONS].filter((name) => !ACCOUNT_FUNCTIONS.has(name)),
  });
}
