import type { CtyRecord } from "../../src/plugin/cty";
import { SnowflakeError } from "../../src/snowflake/errors";
import { Terraform } from "./harness";
import { type Script, ScriptedRunner } from "./scripted-runner";

const FORBIDDEN = new SnowflakeError("003001", "42501", "SQL access control error:\nInsufficient privileges.");

/** A creation time as Snowflake answers it. */
export const TIME = { "created_on:timestamp_ltz": "1790000000.5" };
/** The same as the provider stores it. */
export const PRINTED = "2026-09-21 14:13:20.5 +0000 UTC";

/** A row of a DESCRIBE of properties. */
export const property = (name: string, value: string) => ({ property: name, property_value: value });

/** The life of one resource against scripted answers: every statement counts, those that only read too. */
export interface Case {
  /** Resource type. */
  readonly type: string;
  /** The first configuration. */
  readonly config: CtyRecord;
  /** What Snowflake answers. */
  readonly script: Script;
  /** Statements that create and read back. */
  readonly create: readonly string[];
  /** Id in the state. */
  readonly id: string;
  /** What is read back, at least. */
  readonly state: object;
  /** The second configuration; changes nothing that would replace. */
  readonly change: CtyRecord;
  /** Statements of the change. */
  readonly update: readonly string[];
  /** Statement that deletes. */
  readonly remove: string;
}

/** Plays the cases: created and read back, changed in place, deleted, gone, and refused by Snowflake. */
export function describeCases(cases: readonly Case[]): void {
  describe.each(cases)("$type", (given) => {
    it("creates, reads back, and then plans nothing", async () => {
      const terraform = new Terraform(given.type, new ScriptedRunner(given.script));
      expect(await terraform.apply(given.config)).toEqual(given.create);
      expect(terraform.diagnostics).toEqual([]);
      expect(terraform.state).toMatchObject({ id: given.id, ...given.state });
      expect((await terraform.plan(given.config)).planned).toEqual(terraform.state);
    });

    it("changes in place what can be changed", async () => {
      const terraform = new Terraform(given.type, new ScriptedRunner(given.script));
      await terraform.apply(given.config);
      expect((await terraform.plan(given.change)).replace).toEqual([]);
      expect(await terraform.apply(given.change)).toEqual(given.update);
    });

    it("deletes", async () => {
      const terraform = new Terraform(given.type, new ScriptedRunner(given.script));
      await terraform.apply(given.config);
      expect(await terraform.destroy()).toEqual([given.remove]);
      expect(terraform.state).toBeNull();
    });

    it("drops from the state what is gone, with a warning", async () => {
      const runner = new ScriptedRunner(given.script);
      const terraform = new Terraform(given.type, runner);
      await terraform.apply(given.config);
      runner.script = {};
      await terraform.refresh();
      expect(terraform.state).toBeNull();
      expect(terraform.diagnostics).toMatchObject([{ severity: "WARNING" }]);
    });

    it("keeps the state and says why when Snowflake refuses to delete", async () => {
      const runner = new ScriptedRunner(given.script);
      const terraform = new Terraform(given.type, runner);
      await terraform.apply(given.config);
      runner.script = { [given.remove]: FORBIDDEN };
      await terraform.destroy();
      expect(terraform.state).toMatchObject({ id: given.id });
      expect(terraform.diagnostics).toMatchObject([
        { severity: "ERROR", summary: expect.stringContaining("003001 (42501)") },
      ]);
    });
  });
}
