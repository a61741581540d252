import type { AccountRole } from "../../../config/schema";
import { RECOVERY_POINT } from "../../../procedures/monitoring-tables";
import { qualifiedName } from "../../../sql/identifier";
import type { AccountPort } from "../account-port";
import { MESSAGES } from "../messages";
import { type Step, type StepWorld, waitUntil } from "../step";
import type { FailoverTopology } from "../topology";
import { textOf } from "./look";
import { refusalOf } from "./refusal";

/** Does what a client does: logs in by the connection's name, and reads. */
export function verifyAsClient(topology: FailoverTopology, account: AccountRole): Step {
  const id = "verify-as-client";
  const expected = topology.accounts[account];
  return {
    id,
    title: `Log in as a client, and read in ${expected}`,
    account: "client",
    unreachable: "stop",
    precondition: "the connection leads here",
    commands: [`log in to ${topology.organization}-${topology.connection ?? expected}`, ...clientQueries(topology)],
    postcondition: `CURRENT_ACCOUNT_NAME() is ${expected}; ${topology.prod.name} and ${topology.operations.name} answer`,
    run: async (world) => {
      let read: ClientRead | undefined;
      await waitUntil(world, id, async () => {
        try {
          read = await world.asClient((port) => readAsClient(topology, port));
        } catch (error) {
          const refused = refusalOf(error);
          return `a client's answer: ${refused ?? (error instanceof Error ? error.message : String(error))}`;
        }
        return read.account === expected ? undefined : `clients to arrive in ${expected}: they are in ${read.account}`;
      });
      if (read?.prod === null) world.tell(MESSAGES.nothingToRead, { database: topology.prod.name });
      await measureTime(world);
      return { outcome: "done", observed: { ...read } };
    },
  };
}

interface ClientRead {
  readonly account: string;
  /** The view that answered; null: there is none. */
  readonly prod: string | null;
  readonly recoveryPoints: number;
}

function clientQueries({ operations, prod }: FailoverTopology) {
  return [
    "SELECT CURRENT_ACCOUNT_NAME() AS ACCOUNT",
    `SELECT TABLE_SCHEMA, TABLE_NAME FROM ${qualifiedName(prod.name, "INFORMATION_SCHEMA", "VIEWS")} WHERE TABLE_SCHEMA <> 'INFORMATION_SCHEMA' ORDER BY TABLE_SCHEMA, TABLE_NAME LIMIT 1`,
    `SELECT COUNT(*) AS N FROM ${qualifiedName(operations.name, operations.schema, RECOVERY_POINT.name)}`,
  ] as const;
}

async function readAsClient(topology: FailoverTopology, port: Pick<AccountPort, "execute">): Promise<ClientRead> {
  const [whereAmI, firstView, countPoints] = clientQueries(topology);
  const account = textOf((await port.execute(whereAmI))[0], "ACCOUNT");
  if (account !== topology.accounts.primary && account !== topology.accounts.secondary) {
    return { account, prod: null, recoveryPoints: 0 };
  }
  const [view] = await port.execute(firstView);
  const prod = view === undefined ? null : [textOf(view, "TABLE_SCHEMA"), textOf(view, "TABLE_NAME")];
  if (prod !== null) await port.execute(`SELECT * FROM ${qualifiedName(topology.prod.name, ...prod)} LIMIT 1`);
  const [points] = await port.execute(countPoints);
  return { account, prod: prod?.join(".") ?? null, recoveryPoints: Number(textOf(points, "N")) };
}

/** From the operator's yes, also when the drill was continued since. Once. */
async function measureTime(world: StepWorld): Promise<void> {
  const began = world.journal.find(({ kind }) => kind === "began");
  const known = world.journal.some((entry) => entry.kind === "measured" && entry.name === "recoveryTime");
  if (began === undefined || known) return;
  const seconds = Math.round((world.now().getTime() - new Date(began.at).getTime()) / 100) / 10;
  await world.measure("recoveryTime", seconds, "s");
  world.tell(MESSAGES.recoveryTime, { seconds, clock: "the controller's clock" });
}
