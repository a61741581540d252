/** The two accounts. */
export type Side = "EAST" | "WEST";

export const SIDES: readonly Side[] = ["EAST", "WEST"];

export const otherSide = (side: Side): Side => (side === "EAST" ? "WEST" : "EAST");

/** What one account has of the failover group and its database. */
export interface SideModel {
  group: "none" | "primary" | "secondary";
  /** Of a secondary: has it been refreshed since it was made, or was it a primary? */
  received: boolean;
  suspended: boolean;
  /** Of a primary: is the database in the list? Of a secondary: did the last refresh bring it? */
  member: boolean;
  /** Numbers in the table; undefined: there is no database. */
  rows: readonly number[] | undefined;
  /** May the database be written to? */
  writable: boolean;
  down: boolean;
}

/** Everything that the rules are about, as simple as it can be said. */
export interface OrganizationModel extends Record<Side, SideModel> {
  /** Where clients of the connection land. */
  connection: Side;
}

/** How a statement ends: well, or with this code; `out`: its account can't be reached. */
export type Outcome = "ok" | "out" | `${number}`;

const NOT_THERE = "002003";
const NOT_SECONDARY = "003931";
const NOT_PRIMARY = "003932";

/** EAST has the group with an empty table, and WEST its replica, not refreshed yet. */
export function newModel(): OrganizationModel {
  const side = { received: false, suspended: false, down: false };
  return {
    EAST: { ...side, group: "primary", member: true, rows: [], writable: true },
    WEST: { ...side, group: "secondary", member: false, rows: undefined, writable: false },
    connection: "EAST",
  };
}

/** Each statement: what it changes, and how it ends. */
export const rules = {
  write(model: OrganizationModel, at: Side, value: number): Outcome {
    const here = model[at];
    if (here.down) return "out";
    if (here.rows === undefined) return NOT_THERE;
    if (!here.writable) return "003903";
    here.rows = [...here.rows, value];
    return "ok";
  },

  createReplica(model: OrganizationModel, at: Side): Outcome {
    const here = model[at];
    if (here.down) return "out";
    if (here.group !== "none") return "002002";
    if (model[otherSide(at)].group !== "primary") return "003930";
    Object.assign(here, { group: "secondary", received: false, suspended: false, member: false });
    return "ok";
  },

  refresh(model: OrganizationModel, at: Side): Outcome {
    const here = model[at];
    if (here.down) return "out";
    if (here.group !== "secondary") return here.group === "none" ? NOT_THERE : NOT_SECONDARY;
    if (model[otherSide(at)].down) return "003917";
    receive(model, at);
    return "ok";
  },

  suspend(model: OrganizationModel, at: Side, suspended: boolean): Outcome {
    const here = model[at];
    if (here.down) return "out";
    if (here.group !== "secondary") return here.group === "none" ? NOT_THERE : NOT_SECONDARY;
    here.suspended = suspended;
    return "ok";
  },

  reschedule(model: OrganizationModel, at: Side): Outcome {
    const { down, group } = model[at];
    if (down) return "out";
    return group === "primary" ? "ok" : group === "none" ? NOT_THERE : NOT_PRIMARY;
  },

  /** The database enters the list, or leaves it. Nothing changes in the other account before its next refresh. */
  list(model: OrganizationModel, at: Side, member: boolean): Outcome {
    const here = model[at];
    if (here.down) return "out";
    if (here.group !== "primary") return here.group === "none" ? NOT_THERE : NOT_PRIMARY;
    if (!member && !here.member) return "003945";
    if (here.rows === undefined) return NOT_THERE;
    here.member = member;
    return "ok";
  },

  promote(model: OrganizationModel, at: Side): Outcome {
    const [here, there] = [model[at], model[otherSide(at)]];
    if (here.down) return "out";
    if (here.group !== "secondary") return here.group === "none" ? NOT_THERE : NOT_SECONDARY;
    if (!here.received) return "003943";
    Object.assign(here, { group: "primary", suspended: false });
    Object.assign(there, { group: "secondary", suspended: true, received: true });
    if (here.member) here.writable = true;
    // What never came here, or had left the list already, is the old primary's own.
    there.member &&= here.member;
    if (there.member) there.writable = false;
    return "ok";
  },

  drop(model: OrganizationModel, at: Side): Outcome {
    const here = model[at];
    if (here.down) return "out";
    if (here.group === "none") return NOT_THERE;
    if (here.group === "primary" && model[otherSide(at)].group === "secondary") return "003939";
    Object.assign(here, { group: "none", member: false });
    // What it leaves behind is a database like any other.
    here.writable = here.rows !== undefined;
    return "ok";
  },

  /** Eleven minutes pass; the schedule is ten. */
  pass(model: OrganizationModel): void {
    for (const side of SIDES) {
      const { group, down, suspended } = model[side];
      if (group === "secondary" && !down && !suspended && !model[otherSide(side)].down) receive(model, side);
    }
  },

  redirect(model: OrganizationModel, to: Side): Outcome {
    if (model[to].down) return "out";
    if (model.connection === to) return "003814";
    model.connection = to;
    return "ok";
  },
};

function receive(model: OrganizationModel, at: Side): void {
  const [here, { member, rows }] = [model[at], model[otherSide(at)]];
  if (member) Object.assign(here, { writable: false, rows });
  // It has left the list: its replica is dropped. What was never a replica stays.
  else if (here.member) Object.assign(here, { writable: false, rows: undefined });
  Object.assign(here, { received: true, member });
}
