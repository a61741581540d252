import fc from "fast-check";
import { Bench } from "../../support/accounts";

const ROLES = ["R0", "R1", "R2", "Q0", "Q1"] as const;
type RoleName = (typeof ROLES)[number];
const SCHEMAS = ["A", "B"] as const;
const TABLES = ["T0", "T1"] as const;

/** Account roles begin with R; those that begin with Q are database roles of D. */
const isDatabaseRole = (role: RoleName) => role.startsWith("Q");
const named = (role: RoleName) => (isDatabaseRole(role) ? `DATABASE ROLE d.${role}` : `ROLE ${role}`);

/** Who holds what, as plainly as it can be said. */
class Model {
  readonly contains = new Set<string>();
  readonly usage = new Set<string>();
  readonly select = new Set<string>();
  readonly future = new Set<string>();
  /** Full name → generation: a table that is created again is another one. */
  readonly tables = new Map<string, number>();
  #generation = 0;

  closure(role: RoleName, seen: ReadonlySet<RoleName> = new Set()): ReadonlySet<RoleName> {
    const found = new Set([...seen, role]);
    for (const other of ROLES) {
      if (this.contains.has(`${role}>${other}`) && !found.has(other)) {
        for (const more of this.closure(other, found)) found.add(more);
      }
    }
    return found;
  }

  create(schema: string, table: string): void {
    this.#generation += 1;
    this.tables.set(`${schema}.${table}`, this.#generation);
    // Future grants of the schema hide those of the database.
    const inSchema = ROLES.filter((role) => this.future.has(`${schema}|${role}`));
    const getting = inSchema.length > 0 ? inSchema : ROLES.filter((role) => this.future.has(`D|${role}`));
    for (const role of getting) this.select.add(`${this.#generation}|${role}`);
  }

  forget(role: RoleName): void {
    for (const set of [this.usage, this.select, this.future]) {
      for (const one of [...set]) if (one.endsWith(`|${role}`)) set.delete(one);
    }
    for (const one of [...this.contains]) if (one.split(">").includes(role)) this.contains.delete(one);
  }

  visible(role: RoleName): readonly string[] {
    const roles = [...this.closure(role)];
    const holds = (set: ReadonlySet<string>, on: string) => roles.some((one) => set.has(`${on}|${one}`));
    return [...this.tables]
      .filter(([name, generation]) => {
        const [schema = ""] = name.split(".");
        return holds(this.usage, "D") && holds(this.usage, schema) && holds(this.select, String(generation));
      })
      .map(([name]) => name)
      .sort();
  }
}

const role = fc.constantFrom(...ROLES);
const schema = fc.constantFrom(...SCHEMAS);
const table = fc.constantFrom(...TABLES);
const container = fc.constantFrom("D", ...SCHEMAS);
const give = fc.boolean();

const step = fc.oneof(
  fc.record({ kind: fc.constant("member" as const), give, inner: role, outer: role }),
  fc.record({ kind: fc.constant("usage" as const), give, on: container, role }),
  fc.record({ kind: fc.constant("select" as const), give, schema, table, role }),
  fc.record({ kind: fc.constant("all" as const), give, on: container, role }),
  fc.record({ kind: fc.constant("future" as const), give, on: container, role }),
  fc.record({ kind: fc.constant("create" as const), schema, table }),
  fc.record({ kind: fc.constant("drop" as const), schema, table }),
  fc.record({ kind: fc.constant("again" as const), role }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const change = (set: Set<string>, key: string, giving: boolean) => (giving ? set.add(key) : set.delete(key));
const where = (on: string) => (on === "D" ? "DATABASE d" : `SCHEMA d.${on}`);

/** Does a step to the account and to the model. */
async function apply(bench: Bench, model: Model, one: Step): Promise<void> {
  const verb = "give" in one && one.give ? "GRANT" : "REVOKE";
  const to = verb === "GRANT" ? "TO" : "FROM";
  switch (one.kind) {
    case "member": {
      const statement = `${verb} ${named(one.inner)} ${to} ${named(one.outer)}`;
      const impossible = isDatabaseRole(one.outer) && !isDatabaseRole(one.inner);
      const cycle = one.give && model.closure(one.inner).has(one.outer);
      if (impossible || cycle) await bench.error(statement);
      else {
        await bench.run(statement);
        change(model.contains, `${one.outer}>${one.inner}`, one.give);
      }
      return;
    }
    case "usage":
      await bench.run(`${verb} USAGE ON ${where(one.on)} ${to} ${named(one.role)}`);
      change(model.usage, `${one.on}|${one.role}`, one.give);
      return;
    case "select": {
      const statement = `${verb} SELECT ON TABLE d.${one.schema}.${one.table} ${to} ${named(one.role)}`;
      const generation = model.tables.get(`${one.schema}.${one.table}`);
      if (generation === undefined) await bench.error(statement);
      else {
        await bench.run(statement);
        change(model.select, `${generation}|${one.role}`, one.give);
      }
      return;
    }
    case "all":
      await bench.run(`${verb} SELECT ON ALL TABLES IN ${where(one.on)} ${to} ${named(one.role)}`);
      for (const [name, generation] of model.tables) {
        if (one.on === "D" || name.startsWith(`${one.on}.`))
          change(model.select, `${generation}|${one.role}`, one.give);
      }
      return;
    case "future":
      await bench.run(`${verb} SELECT ON FUTURE TABLES IN ${where(one.on)} ${to} ${named(one.role)}`);
      change(model.future, `${one.on}|${one.role}`, one.give);
      return;
    case "create":
      await bench.run(`CREATE OR REPLACE TABLE d.${one.schema}.${one.table} (x INT)`);
      model.create(one.schema, one.table);
      return;
    case "drop":
      await bench.run(`DROP TABLE IF EXISTS d.${one.schema}.${one.table}`);
      model.tables.delete(`${one.schema}.${one.table}`);
      return;
    case "again":
      await bench.run(`DROP ${named(one.role)}`, `CREATE ${named(one.role)}`);
      model.forget(one.role);
  }
}

/** What a role sees; of a database role: what an account role sees that has nothing else. */
async function seen(bench: Bench, one: RoleName): Promise<readonly string[]> {
  if (isDatabaseRole(one)) {
    await bench.run("CREATE OR REPLACE ROLE probe", `GRANT ${named(one)} TO ROLE probe`);
  }
  const session = bench.sessionOf("ADMIN", isDatabaseRole(one) ? "PROBE" : one);
  const rows = await bench.rows("SHOW TABLES IN ACCOUNT", session);
  return rows.map((row) => `${String(row.schema_name)}.${String(row.name)}`).sort();
}

it("roles see what the grants give them, whatever came before", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
      const bench = new Bench();
      const model = new Model();
      await bench.run("CREATE DATABASE d", "CREATE SCHEMA d.a", "CREATE SCHEMA d.b");
      await bench.run(...ROLES.map((one) => `CREATE ${named(one)}`));
      for (const one of steps) await apply(bench, model, one);
      for (const one of ROLES) expect(await seen(bench, one)).toEqual(model.visible(one));
    }),
    { numRuns: 25 },
  );
});
