import { type CtyRecord, type CtyValue, UNKNOWN } from "./cty";
import type { AttributePath } from "./diagnostics";
import type { ResourceSchema } from "./schema";

/** What a plan is made from. */
export interface PlanInput {
  /** Schema of the resource. */
  readonly schema: ResourceSchema;
  /** Stored state; null when the resource is to be created. */
  readonly prior: CtyRecord | null;
  /** Terraform's merge of configuration and stored state. */
  readonly proposed: CtyRecord;
  /** The configuration as written. */
  readonly config: CtyRecord;
}

/** A difference that the plan shows. */
export interface Change {
  /** What differs. */
  readonly path: AttributePath;
  /** Does it force a replacement? */
  readonly replaces: boolean;
}

/** The plan while a resource may still adjust it. */
export class PlanDraft {
  readonly #values: Map<string, CtyValue>;
  readonly #changes: Change[];

  /** @param input what is being planned @param values planned by the schema's rules @param changes found by them */
  constructor(
    readonly input: PlanInput,
    values: CtyRecord,
    changes: readonly Change[],
  ) {
    this.#values = new Map(Object.entries(values));
    this.#changes = [...changes];
  }

  /** False when the resource is to be created (also as the second half of a replacement). */
  get exists(): boolean {
    return this.input.prior !== null;
  }

  /** True when the attribute changes, or may change because its new value is unknown. */
  changed(name: string): boolean {
    return this.#changes.some(({ path }) => path[0] === name);
  }

  /** The planned value. */
  value(name: string): CtyValue {
    return this.#values.get(name) ?? null;
  }

  /** Plans a value. */
  set(name: string, value: CtyValue): void {
    this.#values.set(name, value);
    this.#changes.push({ path: [name], replaces: false });
  }

  /** Leaves a value to be learnt during apply. */
  setUnknown(name: string): void {
    this.set(name, UNKNOWN);
  }

  /** Leaves the outputs to be learnt when any of the attributes changes. */
  setUnknownIfChanged(output: string, names: readonly string[]): void {
    if (names.some((name) => this.changed(name))) this.setUnknown(output);
  }

  /** Makes the change of this attribute replace the resource. Nothing happens when it doesn't change. */
  replaceIfChanged(name: string): void {
    if (this.changed(name)) this.#changes.push({ path: [name], replaces: true });
  }

  /** @returns the adjusted values and changes */
  result(): { readonly values: CtyRecord; readonly changes: readonly Change[] } {
    return { values: Object.fromEntries(this.#values), changes: this.#changes };
  }
}
