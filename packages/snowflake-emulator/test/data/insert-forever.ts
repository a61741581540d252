import { VirtualClock } from "../../src/clock";
import { DataStore } from "../../src/data/data-store";
import { systemRandomness } from "../../src/randomness";

/** A process that inserts 0, 1, 2 … and says each number when it has been committed; half of them in transactions. */
async function main(directory: string): Promise<void> {
  const store = new DataStore({ directory, clock: new VirtualClock(), random: systemRandomness });
  const session = store.session(1);
  const write = { statementId: "s", autocommit: true, lockTimeoutSeconds: 1 };
  for (let number = 0; ; number += 1) {
    const transaction = number % 2 === 1;
    if (transaction) await session.transactions.begin();
    await session.write({ id: 5, name: "T" }, { locks: false, single: true }, write, (table) =>
      table.insert(["A"], `VALUES (${number})`),
    );
    if (transaction) await session.transactions.commit();
    process.stdout.write(`${number}\n`);
  }
}

void main(process.argv[2] ?? "");
