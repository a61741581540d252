import {
  compareTables,
  planOne,
  syncTable,
  type TableIdentity,
  type TablePlan,
  tableLabel,
} from "../../lambda-src/table-sync";
import type { CommandContext } from "../command";
import { exitCodes } from "../exit-codes";
import { untilInterrupted } from "../interruption";
import { unlessAborted } from "../validate/account-access";
import { openTableSync, type TableSyncAccess } from "./access";

/** How the sync is reached; tests give another way. */
export type OpenTableSync = (context: Pick<CommandContext, "env" | "progress">) => TableSyncAccess;

/**
 * Shows what would bring tables in step, and does it where it is asked to.
 * @param which a Glue database, or a table in it; undefined: all
 * @param open tests give another way
 * @returns the exit code
 */
export function syncByHand(
  mode: "plan" | "apply",
  { env, write, progress, signal }: CommandContext,
  which: string | undefined,
  open: OpenTableSync = openTableSync,
): Promise<number> {
  const access = open({ env, progress });
  const { ports, settings } = access;
  return untilInterrupted(signal, async () => {
    let left = 0;
    try {
      for (const identity of await unlessAborted(signal, () => chosen(which, access))) {
        const plan = await unlessAborted(signal, () => planOne(identity, ports, settings));
        write(render(identity, plan));
        const steps = plan.plan.kind === "STEPS" ? plan.plan.steps : [];
        if (plan.plan.kind === "CONFLICT") left += 1;
        if (mode === "plan") left += steps.length;
        // A table that was begun is brought to its end: it would be the command's, and nobody else's, for minutes.
        else if (!(await applied(identity, access, progress))) left += 1;
      }
      if (left === 0) write(mode === "plan" ? "nothing to do\n" : "all in step\n");
      return left === 0 ? exitCodes.ok : exitCodes.unhealthy;
    } finally {
      access.close();
    }
  });
}

/** Tables to look at: the one that is named, or those that are out of step. */
async function chosen(
  which: string | undefined,
  { ports, settings }: TableSyncAccess,
): Promise<readonly TableIdentity[]> {
  const [database, ...rest] = which === undefined ? [undefined] : which.split(".");
  if (rest.length > 0 && database !== undefined) {
    return [{ catalog: settings.catalog, database, table: rest.join(".") }];
  }
  const found: TableIdentity[] = [];
  const request = database === undefined ? {} : { database };
  for await (const { identity, inStep } of compareTables(request, ports, settings)) if (!inStep) found.push(identity);
  return found;
}

/** Whether a table could be brought in step. */
async function applied(
  identity: TableIdentity,
  { ports, settings }: TableSyncAccess,
  progress: (text: string) => void,
): Promise<boolean> {
  try {
    await syncTable({ identity, cause: "CHECK" }, ports, settings);
    return true;
  } catch (error) {
    progress(`${tableLabel(identity)}: ${error instanceof Error ? error.message : String(error)}\n`);
    return false;
  }
}

function render(identity: TableIdentity, { desired, plan }: TablePlan): string {
  const label = tableLabel(identity);
  if (plan.kind === "CONFLICT") return `${label}: ${plan.reason}\n`;
  const refused = desired !== undefined && desired.kind !== "TABLE" ? `${label}: ${desired.reason}\n` : "";
  const columns = desired?.kind === "TABLE" ? desired.refusedColumns : [];
  const without = columns.map(
    ({ name, reason }) => `${label}: without the column ${JSON.stringify(name)}: ${reason}\n`,
  );
  return [refused, ...without, ...plan.steps.map(({ sql }) => `${label}: ${sql};\n`)].join("");
}
