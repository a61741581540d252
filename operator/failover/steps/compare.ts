import type { AccountRole } from "../../../config/schema";
import { qualifiedName } from "../../../sql/identifier";
import { StepError } from "../errors";
import { MESSAGES } from "../messages";
import type { Step, StepWorld } from "../step";
import { type FailoverTopology, otherAccount } from "../topology";
import { lookAtSide, rowsOf, textOf } from "./look";
import { type TableName, tablesIn, tablesQuery } from "./tables";

/** Proves that nothing is lost: each table has as many rows, with the same hash, on both sides. */
export function compare(topology: FailoverTopology, account: AccountRole, databaseGroup: string): Step {
  const database = topology.operations.name;
  return {
    id: "compare",
    title: `Compare each table of ${database} on both sides`,
    account,
    unreachable: "stop",
    precondition: "the last refresh is complete, and nothing writes",
    commands: [tablesQuery(database), `SELECT COUNT(*) AS N, HASH_AGG(*) AS H FROM <each table of ${database}>`],
    postcondition: "the same tables, with the same number of rows and the same hash",
    run: async (world) => {
      if ((await lookAtSide(world, account, databaseGroup)).isPrimary) {
        return { outcome: "already", observed: { isPrimary: true } };
      }
      const source = await fingerprints(world, otherAccount(account));
      const replica = await fingerprints(world, account);
      const different = differences(source, replica);
      if (different.length > 0) {
        throw new StepError(
          `not the same in ${otherAccount(account)} and ${account}: ${different.join(", ")}`,
          "something still writes there, or a refresh left it out: find it and run this again",
        );
      }
      const rows = [...source.values()].reduce((sum, one) => sum + one.rows, 0);
      world.tell(MESSAGES.compared, { tables: source.size, rows });
      await world.measure("recoveryPoint", 0, "s");
      return {
        outcome: "done",
        observed: { tables: Object.fromEntries([...source].map(([name, one]) => [name, one.rows])) },
      };
    },
  };
}

interface Fingerprint {
  readonly rows: number;
  readonly hash: string;
}

async function fingerprints(world: StepWorld, account: AccountRole): Promise<ReadonlyMap<string, Fingerprint>> {
  const database = world.topology.operations.name;
  const found = new Map<string, Fingerprint>();
  for (const table of await tablesIn(world, account, database)) {
    const [row] = await rowsOf(world, account, fingerprintQuery(database, table));
    // Of no rows, the hash is 0 or NULL.
    const rows = Number(textOf(row, "N"));
    found.set(`${table.schema}.${table.table}`, { rows, hash: rows === 0 ? "" : textOf(row, "H") });
  }
  return found;
}

/** As text: the hash is wider than a double. */
function fingerprintQuery(database: string, { schema, table }: TableName): string {
  return `SELECT COUNT(*) AS N, HASH_AGG(*)::VARCHAR AS H FROM ${qualifiedName(database, schema, table)}`;
}

function differences(source: ReadonlyMap<string, Fingerprint>, replica: ReadonlyMap<string, Fingerprint>): string[] {
  return [...new Set([...source.keys(), ...replica.keys()])].flatMap((name) => {
    const [one, other] = [source.get(name), replica.get(name)];
    if (one === undefined) return [`${name} is only in the replica`];
    if (other === undefined) return [`${name} is missing in the replica`];
    if (one.rows !== other.rows) return [`${name} has ${one.rows} and ${other.rows} rows`];
    return one.hash === other.hash ? [] : [`${name} has other rows`];
  });
}
