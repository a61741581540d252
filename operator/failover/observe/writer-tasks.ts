import { z } from "zod";
import { qualifiedName } from "../../../sql/identifier";
import type { AccountPort } from "../account-port";
import type { Known } from "../observation";
import type { FailoverTopology } from "../topology";
import { ask, notKnown } from "./ask";

const rowsSchema = z.array(z.looseObject({ name: z.string(), state: z.enum(["started", "suspended"]) }));

/** The state of each task that writes the replicated database. */
export async function observeWriterTasks(
  { monitoring, writerTasks }: FailoverTopology,
  port: AccountPort,
): Promise<ReadonlyMap<string, Known<"started" | "suspended">>> {
  const schema = qualifiedName(monitoring.name, monitoring.schema);
  const shown = await ask(port, `SHOW TASKS IN SCHEMA ${schema}`, (rows) => rowsSchema.parse(rows));
  return new Map(
    writerTasks.map((name): [string, Known<"started" | "suspended">] => {
      if (!shown.known) return [name, shown];
      const task = shown.value.find((one) => one.name === name);
      return [
        name,
        task === undefined
          ? notKnown(`there is no task ${name} in ${schema}, or none that can be seen`)
          : { known: true, value: task.state },
      ];
    }),
  );
}
