import fc from "fast-check";
import { type OrganizationModel, type Outcome, otherSide, rules, SIDES, type Side } from "./organization-model";
import type { RealOrganization } from "./real-organization";

type Command = fc.AsyncCommand<OrganizationModel, RealOrganization>;

/** What the table holds; undefined: there is none. */
async function numbersOf(real: RealOrganization, side: Side): Promise<readonly number[] | undefined> {
  const { outcome, values } = await real.run(side, "SELECT x FROM d.public.t ORDER BY x");
  return outcome === "ok" ? values.map(([x]) => Number(x)) : undefined;
}

/** Every account that is up is what the model says: rows, parts in the group, where the connection leads. */
async function compare(model: OrganizationModel, real: RealOrganization): Promise<void> {
  for (const side of SIDES) {
    const { down, rows, group, suspended } = model[side];
    if (down) continue;
    expect({ side, rows: await numbersOf(real, side) }).toEqual({ side, rows: sorted(rows) });
    const shown = await real.run(side, "SHOW FAILOVER GROUPS");
    const own = shown.values.find((row) => row.includes(side));
    expect({ side, primary: own?.includes("true"), suspended: own?.includes("SUSPENDED") }).toEqual({
      side,
      primary: group === "none" ? undefined : group === "primary",
      suspended: group === "none" ? undefined : group === "secondary" && suspended,
    });
  }
  expect(real.emulator.organization.find("ORG-C")?.name).toBe(model.connection);
}

/** A statement in one account: it ends as the model says, and all is as the model says. */
function statement(
  at: Side,
  sql: string,
  rule: (model: OrganizationModel) => Outcome,
  check: (model: OrganizationModel) => boolean = () => true,
): Command {
  return {
    check,
    async run(model, real) {
      const expected = rule(model);
      expect((await real.run(at, sql)).outcome).toBe(expected);
      await compare(model, real);
    },
    toString: () => `${at}: ${sql}`,
  };
}

/** Something that happens to the accounts. */
function event(
  name: string,
  happen: (model: OrganizationModel, real: RealOrganization) => Promise<void>,
  check: (model: OrganizationModel) => boolean = () => true,
): Command {
  return {
    check,
    async run(model, real) {
      await happen(model, real);
      await compare(model, real);
    },
    toString: () => name,
  };
}

const group = (rest: string) => `ALTER FAILOVER GROUP g ${rest}`;

const CREATE =
  "CREATE FAILOVER GROUP g OBJECT_TYPES = DATABASES ALLOWED_DATABASES = d ALLOWED_ACCOUNTS = org.east, org.west " +
  "REPLICATION_SCHEDULE = '10 MINUTE'";

function createPrimary(model: OrganizationModel, at: Side): Outcome {
  if (model[at].down) return "out";
  Object.assign(model[at], { group: "primary", member: true });
  return "ok";
}

/** A group of this name that both accounts have as a primary is not what the model is about. */
const nobodyHasIt = (model: OrganizationModel, at: Side) =>
  SIDES.every((side) => model[side].group === "none") && model[at].rows !== undefined;

const outage = (at: Side) =>
  event(
    `outage of ${at}`,
    async (model, real) => {
      real.takeDown(at);
      model[at].down = true;
    },
    (model) => SIDES.every((side) => !model[side].down),
  );

const back = (at: Side) =>
  event(
    `${at} is back`,
    async (model, real) => {
      real.bringBack(at);
      model[at].down = false;
    },
    (model) => model[at].down,
  );

const pass = event("time passes", async (model, real) => {
  rules.pass(model);
  await real.pass(11);
});

const kill = event("kill", async (_model, real) => real.kill());

const sorted = (rows: readonly number[] | undefined) => rows?.toSorted((a, b) => a - b);

/** The process ends while a statement runs: afterwards all of it has happened, or nothing. */
function killedDuring(at: Side, sql: string, turns: number, rule: (model: OrganizationModel) => Outcome): Command {
  return {
    // What has happened can be told only by the database that comes with the group, or is dropped.
    check: (model) =>
      !model[at].down && (model[at].received || (model[at].rows === undefined && model[otherSide(at)].member)),
    async run(model, real) {
      const after = structuredClone(model);
      rule(after);
      await real.kill({ at, sql, turns });
      const found = await numbersOf(real, at);
      const happened = JSON.stringify(found) === JSON.stringify(sorted(after[at].rows));
      if (happened) Object.assign(model[at], after[at]);
      await compare(model, real);
    },
    toString: () => `${at}: ${sql}, killed after ${turns} turns`,
  };
}

const connect = event("a client of the connection logs in", async (model, real) => {
  const expected = model[model.connection].down ? undefined : JSON.stringify([[model.connection]]);
  expect(await real.landing()).toBe(expected);
});

const side = fc.constantFrom(...SIDES);
const each = (make: (at: Side) => Command) => side.map(make);

const write = fc
  .tuple(side, fc.nat(99))
  .map(([at, x]) => statement(at, `INSERT INTO d.public.t VALUES (${x})`, (model) => rules.write(model, at, x)));

const refresh = each((at) => statement(at, group("REFRESH"), (model) => rules.refresh(model, at)));

const promote = each((at) => statement(at, group("PRIMARY"), (model) => rules.promote(model, at)));

const remove = each((at) =>
  statement(at, group("REMOVE d FROM ALLOWED_DATABASES"), (model) => rules.list(model, at, false)),
);

const add = each((at) => statement(at, group("ADD d TO ALLOWED_DATABASES"), (model) => rules.list(model, at, true)));

/** A statement that only the account of a secondary can run, and that moves much: where it does, mostly. */
const onSecondary = fc.constantFrom("REFRESH", "REFRESH", "PRIMARY").map((words): Command => {
  const at = (model: Readonly<OrganizationModel>) => SIDES.find((one) => model[one].group === "secondary") ?? "WEST";
  return {
    check: (model) => !model[at(model)].down,
    async run(model, real) {
      const there = at(model);
      const expected = words === "PRIMARY" ? rules.promote(model, there) : rules.refresh(model, there);
      expect((await real.run(there, group(words))).outcome).toBe(expected);
      await compare(model, real);
    },
    toString: () => `secondary: ${group(words)}`,
  };
});

/** What may happen, each as often as it is interesting. */
export const commands: fc.Arbitrary<Iterable<Command>> = fc.commands(
  [
    write,
    write,
    refresh,
    onSecondary,
    onSecondary,
    onSecondary,
    onSecondary,
    promote,
    remove,
    remove,
    add,
    each((at) =>
      statement(at, `CREATE FAILOVER GROUP g AS REPLICA OF org.${otherSide(at)}.g`, (model) =>
        rules.createReplica(model, at),
      ),
    ),
    each((at) =>
      statement(
        at,
        CREATE,
        (model) => createPrimary(model, at),
        (model) => nobodyHasIt(model, at),
      ),
    ),
    each((at) => statement(at, group("SUSPEND"), (model) => rules.suspend(model, at, true))),
    each((at) => statement(at, group("RESUME"), (model) => rules.suspend(model, at, false))),
    each((at) =>
      statement(at, group("SET REPLICATION_SCHEDULE = '10 MINUTE'"), (model) => rules.reschedule(model, at)),
    ),
    each((at) => statement(at, "DROP FAILOVER GROUP g", (model) => rules.drop(model, at))),
    each((at) => statement(at, "ALTER CONNECTION c PRIMARY", (model) => rules.redirect(model, at))),
    each(outage),
    each(back),
    each(back),
    fc.constant(pass),
    fc.constant(pass),
    fc.constant(kill),
    fc.constant(connect),
    fc
      .tuple(side, fc.nat(99), fc.nat(40))
      .map(([at, x, turns]) =>
        killedDuring(at, `INSERT INTO d.public.t VALUES (${x})`, turns, (model) => rules.write(model, at, x)),
      ),
    fc
      .tuple(side, fc.nat(120))
      .map(([at, turns]) => killedDuring(at, group("REFRESH"), turns, (model) => rules.refresh(model, at))),
  ],
  { size: "max", maxCommands: 40 },
);
