import type { CaseRunner } from "./case";
import { CASES } from "./cases";
import { differences } from "./compare";
import { ACCOUNT_VARIABLE, readConnection } from "./connection";
import { NodeClient } from "./node-client";
import { startOwnEmulator } from "./own-emulator";
import { PythonClient } from "./python-client";
import { SqlApiClient } from "./sql-api-client";

/** Runs all cases with one client; gives how many went wrong. */
async function runAll(client: CaseRunner): Promise<number> {
  let wrong = 0;
  process.stdout.write(`${client.client}\n`);
  for (const one of CASES) {
    if (one.session === true && client.client === "SQL API") continue;
    const found = differences(one, await client.run(one));
    process.stdout.write(`  ${found.length === 0 ? "ok  " : "FAIL"} ${one.name}\n`);
    for (const difference of found) process.stdout.write(`${difference.replace(/^/gm, "       ")}\n`);
    if (found.length > 0) wrong += 1;
  }
  return wrong;
}

/** `run.ts <python>`: the suite with all clients, against an emulator or the account that the environment names. */
async function main(): Promise<void> {
  const python = process.argv[2];
  if (python === undefined) throw new Error("give the Python interpreter that has the connector: run.ts <python>");
  const file = process.env[ACCOUNT_VARIABLE];
  const own = file === undefined ? await startOwnEmulator() : undefined;
  const connection = own?.connection ?? readConnection(file ?? "");
  process.stdout.write(`account ${connection.account}${own === undefined ? "" : " of an emulator"}\n`);
  const clients = [new NodeClient(connection), new PythonClient(connection, python), new SqlApiClient(connection)];
  let wrong = 0;
  try {
    for (const client of clients) wrong += await runAll(client);
  } finally {
    await own?.close();
  }
  process.stdout.write(wrong === 0 ? "all is well\n" : `${wrong} cases went wrong\n`);
  process.exitCode = wrong === 0 ? 0 : 1;
}

main().catch((error: Error) => {
  process.stderr.write(`${error.stack ?? error.message}\n`);
  process.exitCode = 1;
});
