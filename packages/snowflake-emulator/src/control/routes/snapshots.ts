import { BadRequest, NotThere } from "../bad-request";
import { readMembers, readText } from "../read";
import type { ControlRoute } from "../route";
import type { SnapshotInfo } from "../targets";

const view = ({ name, takenAt }: SnapshotInfo) => ({ name, takenAt: new Date(takenAt).toISOString() });

function unknown(name: string): NotThere {
  return new NotThere(`there is no snapshot "${name}"`, "GET /snapshots lists them");
}

function readName(value: unknown, field: string): string {
  const name = readText(value, field);
  if (/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/.test(name)) return name;
  throw new BadRequest(field, `got "${name}"`, "give letters, digits, dots, hyphens and underscores, at most 100");
}

const listSnapshots: ControlRoute = {
  method: "GET",
  path: "/snapshots",
  about: "The snapshots that were made.",
  handle: (_request, { snapshots }) => ({ snapshots: snapshots.list().map(view) }),
};

const makeSnapshot: ControlRoute = {
  method: "POST",
  path: "/snapshots",
  about: "Copies everything that all accounts remember, rows included. A snapshot of the same name is replaced.",
  body: { name: "letters, digits, dots, hyphens and underscores" },
  async handle({ body }, { snapshots, scheduler }) {
    const { name } = readMembers(body, "body", { name: readName });
    await scheduler.idle();
    return view(await snapshots.make(name));
  },
};

const restoreSnapshot: ControlRoute = {
  method: "POST",
  path: "/snapshots/<name>/restore",
  about: "Puts everything back as it was. The clock does not go back; sessions stay open.",
  async handle({ path: [name = ""] }, { snapshots, scheduler }) {
    await scheduler.idle();
    if (!(await snapshots.restore(name))) throw unknown(name);
    scheduler.changed();
    return { restored: name };
  },
};

const removeSnapshot: ControlRoute = {
  method: "DELETE",
  path: "/snapshots/<name>",
  about: "Forgets a snapshot.",
  async handle({ path: [name = ""] }, { snapshots }) {
    if (!(await snapshots.remove(name))) throw unknown(name);
    return { removed: name };
  },
};

const reset: ControlRoute = {
  method: "POST",
  path: "/reset",
  about: "Puts all accounts back to how the emulator started, and forgets faults and messages. Snapshots stay.",
  async handle(_request, { snapshots, scheduler, faults, outbox }) {
    await scheduler.idle();
    await snapshots.reset();
    faults.clear();
    outbox.clear();
    scheduler.changed();
    return { reset: true };
  },
};

export const snapshotRoutes: readonly ControlRoute[] = [
  listSnapshots,
  makeSnapshot,
  restoreSnapshot,
  removeSnapshot,
  reset,
];
