import path from "node:path";
import { runCommand } from "../process/command";
import type { CloudFacts } from "../steps/step";
import type { RehearsalTools } from "../tools";
import { parsePyicebergCounts, type TableCounts } from "./counts";

/** Counts the rows of the lake's tables with pyiceberg, from every data file. @throws Error when it can't read one */
export async function countWithPyiceberg(
  { workspace, supervisor }: RehearsalTools,
  { aws, python, terraformEnv }: CloudFacts,
  database: string,
  tables: readonly string[],
): Promise<TableCounts> {
  const { code, stdout, logFile } = await runCommand(supervisor, {
    name: "pyiceberg",
    command: python,
    args: [path.join(workspace.root, "rehearsal", "lake", "count_rows.py"), aws.endpoint, database, ...tables],
    cwd: workspace.root,
    env: terraformEnv,
    logFile: path.join(workspace.logs, "pyiceberg.log"),
    capture: true,
  });
  if (code !== 0) throw new Error(`pyiceberg ended with ${code}, see ${logFile}`);
  return parsePyicebergCounts(stdout);
}
