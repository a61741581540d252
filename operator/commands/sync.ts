import {
  compareTables,
  planOne,
  syncTable,
  type TableIdentity,
  type TablePlan,
  tableLabel,
} from "../../lambda-src/table-sync";
import { type CommandContext, type CommandDefinition, type GivenOptions, UsageError } from "../command";
import { exitCodes } from "../exit-codes";
import { openTableSync, type TableSyncAccess } from "../table-sync/access";

const WHICH = "database[.table]";

const DETAILS = `Runs what the deployed function runs, by hand: reads Glue and Snowflake, and shows the smallest set of statements
that brings each external table in step. plan runs none of them, apply runs them after showing them. Without a
name it is about all tables that are out of step. Needs the section tableSync of the configuration that
TWINBERG_CONFIG names, and AWS credentials that may read Glue, the key's secret and the fact table. With workload
identity, which is the function's alone, it works as the deployer: by TF_VAR_<account>_snowflake_private_key.

Exits with 0 when nothing is left to do, 1 when something is, or failed.`;

/** How the sync is reached; tests give another way. */
export type OpenTableSync = (context: Pick<CommandContext, "env">) => TableSyncAccess;

/** `twinberg sync plan|apply [database[.table]]`. */
export function syncCommand(open: OpenTableSync = openTableSync): CommandDefinition {
  const below = (name: "plan" | "apply", description: string): CommandDefinition => ({
    name,
    description,
    details: DETAILS,
    argument: { name: WHICH, description: "a Glue database, or a table in it (default: all)" },
    options: [],
    run: (context, options) => run(name, context, options, open),
  });
  return {
    name: "sync",
    description: "bring external tables in step with Glue, by hand",
    details: DETAILS,
    options: [],
    commands: [
      below("plan", "show the statements that would bring tables in step"),
      below("apply", "show those statements, and run them"),
    ],
    run: () => Promise.reject(new UsageError("say sync plan or sync apply")),
  };
}

async function run(
  mode: "plan" | "apply",
  { env, write, progress, signal }: CommandContext,
  options: GivenOptions,
  open: OpenTableSync,
): Promise<number> {
  const access = open({ env });
  const { ports, settings } = access;
  let left = 0;
  try {
    for (const identity of await chosen(options.get(WHICH), access)) {
      signal.throwIfAborted();
      const plan = await planOne(identity, ports, settings);
      write(render(identity, plan));
      const steps = plan.plan.kind === "STEPS" ? plan.plan.steps : [];
      if (plan.plan.kind === "CONFLICT") left += 1;
      if (mode === "plan") left += steps.length;
      else if (!(await applied(identity, access, progress))) left += 1;
    }
    if (left === 0) write(mode === "plan" ? "nothing to do\n" : "all in step\n");
    return left === 0 ? exitCodes.ok : exitCodes.unhealthy;
  } finally {
    access.close();
  }
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
