import { cpSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Account } from "../../src/account";
import { VirtualClock } from "../../src/clock";
import type { Database } from "../../src/objects/database";
import { systemRandomness } from "../../src/randomness";
import { copyDatabases } from "../../src/replication/copy-databases";
import { Bench } from "../support/accounts";
import { WEST } from "../support/test-accounts";

/** An account that is kept in a folder, with a replica of the database. */
async function keptAccount(directory: string): Promise<Account> {
  const account = new Account("ORG", WEST, new VirtualClock(), systemRandomness, { directory });
  await account.keepIn(directory, WEST.administrator);
  return account;
}

function addReplica({ state, name }: Account): Database {
  const database: Database = {
    id: state.newId(),
    name: "D",
    parentId: null,
    ownerRoleId: null,
    createdOn: 0,
    comment: null,
    transient: false,
    parameters: new Map(),
    replication: { kind: "secondary", primary: { account: name, databaseId: 0 } },
  };
  state.objects.DATABASE.add(database);
  return database;
}

it("a process that ends when the rows have come, and the objects are not on disk yet, has both after its next start", async () => {
  const bench = new Bench();
  await bench.run("CREATE DATABASE d", "CREATE TABLE d.public.t (x NUMBER)", "INSERT INTO d.public.t VALUES (7)");
  const source = bench.account.state.objects.DATABASE.get("D");
  if (source === undefined) throw new Error("no D");
  const directory = mkdtempSync(join(tmpdir(), "snowflake-state-"));
  const copy = mkdtempSync(join(tmpdir(), "snowflake-state-"));
  const west = await keptAccount(directory);
  const replica = west.state.changes.transact(() => addReplica(west));
  await west.flush();
  const journal = west.flush.bind(west);
  // The journal is written by this: what is on disk now is what the process leaves behind.
  west.flush = async () => {
    cpSync(directory, copy, { recursive: true });
    await journal();
  };
  const request = {
    from: bench.account,
    to: west,
    databases: new Map([[source.id, replica.id]]),
    newOwner: () => null,
    signal: new AbortController().signal,
    check: () => undefined,
    step: () => undefined,
    stillWanted: () => true,
  };
  await copyDatabases(request);
  expect(await west.data.transfer.notes()).toEqual([]);
  west.flush = journal;
  await west.close();

  const again = await keptAccount(copy);
  const [table] = [...again.state.objects.TABLE.values()];
  expect(table).toMatchObject({ name: "T", columns: [{ name: "X" }] });
  expect(await again.data.tables.rowCounts([table?.id ?? 0])).toEqual(new Map([[table?.id, 1]]));
  expect(await again.data.transfer.notes()).toEqual([]);
  await again.close();
});
