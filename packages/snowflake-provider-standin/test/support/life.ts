import { type CtyRecord, equivalent } from "../../src/plugin/cty";
import type { EmulatorRunner } from "./emulator";
import { Terraform } from "./harness";

/** The life of one resource, as {@link describeLife} plays it. Statements are those of the apply alone. */
export interface Life {
  /** Resource type. */
  readonly type: string;
  /** Statements that prepare the account. */
  readonly before?: readonly string[];
  /** The first configuration. */
  readonly config: CtyRecord;
  /** Statements that create. */
  readonly create: readonly string[];
  /** Id in the state. */
  readonly id: string;
  /** What is read back, at least. */
  readonly state: object;
  /** The second configuration; changes nothing that would replace. */
  readonly change: CtyRecord;
  /** Statements that make the change, those that only read left out. */
  readonly update: readonly string[];
  /** Id after the change, where it is another one. */
  readonly changedId?: string;
  /** A change behind Terraform's back. */
  readonly meddle?: readonly string[];
  /** What the plan proposes to set it right, at least. */
  readonly repair?: object;
  /** What a plan after an import changes: attributes that can't be read. When some force a replacement, only those. */
  readonly notImported?: readonly string[];
  /** Statements that destroy, those that only read left out. */
  readonly destroy: readonly string[];
}

/** Does the statement only read? */
function reads(statement: string): boolean {
  return /^(SHOW|DESCRIBE|SELECT)\b/.test(statement);
}

/**
 * Plays the lives of resources against the emulator: created and read back, second plan empty, changed in place, changed behind
 * Terraform's back and set right, imported, destroyed, and noticed when it is gone.
 */
export function describeLives(runner: () => EmulatorRunner, lives: readonly Life[]): void {
  describe.each(lives)("$type", (life) => {
    it("lives: created, read back, changed, repaired, imported, destroyed", async () => {
      const sql = runner();
      await sql.behind(...(life.before ?? []));
      const terraform = new Terraform(life.type, sql);
      const clean = (): void => expect(terraform.diagnostics).toEqual([]);

      expect(await terraform.validate(life.config)).toEqual([]);
      const created = await terraform.apply(life.config);
      clean();
      expect(created.filter((statement) => !reads(statement))).toEqual(life.create);
      expect(terraform.state).toMatchObject({ id: life.id, ...life.state });
      await expectNoChanges(terraform, life.config);

      expect((await terraform.plan(life.change)).replace).toEqual([]);
      const updated = await terraform.apply(life.change);
      clean();
      expect(updated.filter((statement) => !reads(statement))).toEqual(life.update);
      await expectNoChanges(terraform, life.change);

      if (life.meddle !== undefined) {
        await sql.behind(...life.meddle);
        await terraform.refresh();
        clean();
        const { planned } = await terraform.plan(life.change);
        expect(planned).not.toEqual(terraform.state);
        expect(planned).toMatchObject(life.repair ?? {});
        await terraform.apply(life.change);
        clean();
        await expectNoChanges(terraform, life.change);
      }

      const id = life.changedId ?? life.id;
      const imported = new Terraform(life.type, sql);
      await imported.import(id);
      expect(imported.diagnostics).toEqual([]);
      await imported.refresh();
      expect(imported.diagnostics).toEqual([]);
      const { planned, replace } = await imported.plan(life.change);
      const found = replace.length > 0 ? replace : differences(planned, imported.state);
      expect(found).toEqual(life.notImported ?? []);

      const destroyed = await terraform.destroy();
      clean();
      expect(destroyed.filter((statement) => !reads(statement))).toEqual(life.destroy);
      expect(terraform.state).toBeNull();
      await imported.refresh();
      expect(imported.state).toBeNull();
    });
  });
}

/** A refresh changes nothing but null to empty, and the plan is empty. */
export async function expectNoChanges(terraform: Terraform, config: CtyRecord): Promise<void> {
  const stored = terraform.state;
  await terraform.refresh();
  expect(terraform.diagnostics).toEqual([]);
  expect(equivalent(withoutOutput(terraform.state), withoutOutput(stored))).toBe(true);
  expect((await terraform.plan(config)).planned).toEqual(terraform.state);
}

/** A graph's change shows in the outputs of all its tasks: an output is no attribute. */
function withoutOutput(state: CtyRecord | null): CtyRecord {
  return { ...state, show_output: null };
}

function differences(planned: CtyRecord, state: CtyRecord | null): readonly string[] {
  return Object.keys(planned)
    .filter((name) => !equivalent(planned[name] ?? null, state?.[name] ?? null))
    .sort();
}
