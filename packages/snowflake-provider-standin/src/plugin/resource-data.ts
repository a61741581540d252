import {
  type CtyRecord,
  type CtyType,
  type CtyValue,
  fillElements,
  isList,
  isNullOrZero,
  isRecord,
  sameValue,
  UNKNOWN,
  zeroValue,
} from "./cty";
import { type Diagnostic, warning } from "./diagnostics";
import { type BlockSchema, impliedType } from "./schema";
import { orderSet } from "./set-order";

/** What an operation starts from. */
export interface ResourceDataInput {
  /** Schema of the resource. */
  readonly schema: BlockSchema;
  /** Stored state; null while creating. */
  readonly prior: CtyRecord | null;
  /** Planned state; null while reading and deleting. */
  readonly planned: CtyRecord | null;
  /** Configuration; null while reading and deleting. */
  readonly config: CtyRecord | null;
}

/** One resource during one operation: values to act on, and the state that comes out of it. */
export class ResourceData {
  readonly #input: ResourceDataInput;
  readonly #types: Readonly<Record<string, CtyType>>;
  readonly #written = new Map<string, CtyValue>();
  readonly #warnings: Diagnostic[] = [];
  #id: string;
  #partial = false;

  constructor(input: ResourceDataInput) {
    this.#input = input;
    const type = impliedType(input.schema);
    this.#types = typeof type !== "string" && type[0] === "object" ? type[1] : {};
    const id = input.prior?.id;
    this.#id = typeof id === "string" ? id : "";
  }

  /** The resource's id; "" while it doesn't exist. */
  get id(): string {
    return this.#id;
  }

  /** Warnings raised so far. */
  get warnings(): readonly Diagnostic[] {
    return this.#warnings;
  }

  /** Gives the resource its id. */
  setId(id: string): void {
    this.#id = id;
  }

  /** Says that the object is gone: Terraform drops it from the state. */
  remove(): void {
    this.#id = "";
  }

  /** Says that the planned changes were not made: a failure keeps the stored values instead of the planned ones. */
  keepStored(): void {
    this.#partial = true;
  }

  /** Raises a warning. */
  warn(summary: string, detail: string): void {
    this.#warnings.push(warning(summary, detail));
  }

  /** The current value: what was set, else planned, else stored. Never unknown: that reads as null. */
  value(name: string): CtyValue {
    const written = this.#written.get(name);
    if (written !== undefined) return written;
    const { planned, prior } = this.#input;
    const value = (this.#partial ? prior : (planned ?? prior))?.[name] ?? null;
    return value === UNKNOWN ? null : value;
  }

  /** A string attribute, "" when unset. */
  string(name: string): string {
    const value = this.value(name);
    return typeof value === "string" ? value : "";
  }

  /** A number attribute, 0 when unset. */
  integer(name: string): number {
    const value = this.value(name);
    return typeof value === "number" ? value : 0;
  }

  /** A boolean attribute, false when unset. */
  boolean(name: string): boolean {
    return this.value(name) === true;
  }

  /** A list or set of strings; sets in the order in which the older SDK lists them. */
  strings(name: string): readonly string[] {
    return this.#ordered(name, this.value(name)).filter((item) => typeof item === "string");
  }

  /** A list or set of numbers; sets in the order in which the older SDK lists them. */
  integers(name: string): readonly number[] {
    return this.#ordered(name, this.value(name)).filter((item) => typeof item === "number");
  }

  /** The blocks of one type. */
  blocks(name: string): readonly CtyRecord[] {
    const value = this.value(name);
    return isList(value) ? value.filter(isRecord) : [];
  }

  /** True when the current value is neither unset nor the zero value of its type. */
  isSet(name: string): boolean {
    return !isNullOrZero(this.value(name));
  }

  /** What the configuration says; null when it is silent or there is none (reading, deleting). */
  configured(name: string): CtyValue {
    const value = this.#input.config?.[name] ?? null;
    return value === UNKNOWN ? null : value;
  }

  /** The stored value, null while creating. */
  before(name: string): CtyValue {
    return this.#input.prior?.[name] ?? null;
  }

  /** The stored list or set of strings, ordered like {@link strings}. */
  stringsBefore(name: string): readonly string[] {
    return this.#ordered(name, this.before(name)).filter((item) => typeof item === "string");
  }

  /** True when the plan left this value open. */
  plannedUnknown(name: string): boolean {
    return this.#input.planned?.[name] === UNKNOWN;
  }

  /** True when stored and planned value differ; null and zero are the same, an unknown plan is no change. */
  hasChange(name: string): boolean {
    if (this.#input.planned === null || this.plannedUnknown(name)) return false;
    const before = this.before(name);
    const after = this.#input.planned[name] ?? null;
    if (isNullOrZero(before) && isNullOrZero(after)) return false;
    return !sameValue(this.#comparable(name, before), this.#comparable(name, after));
  }

  /** One field of a computed one-element list in the stored state, zero where it is null; undefined when the list isn't there. */
  storedOutput(attribute: string, field: string): CtyValue | undefined {
    return outputField(this.#types[attribute], this.before(attribute), field);
  }

  /** Writes an attribute of the new state. */
  set(name: string, value: CtyValue): void {
    if (!(name in this.#types)) throw new TypeError(`the resource has no attribute "${name}"`);
    this.#written.set(name, value);
  }

  /** The state that comes out: nothing in it is unknown, and inside of collections unset values are zero, as the older SDK stores them. */
  state(): CtyRecord {
    const entries = Object.entries(this.#types).map(([name, type]) => {
      const value = this.value(name) ?? this.#takenOut(name, type);
      // a single nested block (timeouts) is no collection
      return [name, typeof type !== "string" && type[0] === "object" ? value : fillElements(value, type)] as const;
    });
    return { ...Object.fromEntries(entries), id: this.#id };
  }

  /** An argument that an update takes out of the configuration is stored as zero, not null. */
  #takenOut(name: string, type: CtyType): CtyValue {
    const { planned, prior } = this.#input;
    const primitive = typeof type === "string";
    return primitive && planned !== null && planned[name] === null && (prior?.[name] ?? null) !== null
      ? zeroValue(type)
      : null;
  }

  #ordered(name: string, value: CtyValue): readonly CtyValue[] {
    if (!isList(value)) return [];
    return this.#types[name]?.[0] === "set" ? orderSet(value) : value;
  }

  #comparable(name: string, value: CtyValue): CtyValue {
    return isList(value) ? this.#ordered(name, value) : value;
  }
}

/** Reads one field of a one-element list of objects, zero where it is null; undefined when there isn't exactly one element. */
export function outputField(type: CtyType | undefined, value: CtyValue, field: string): CtyValue | undefined {
  if (type === undefined || typeof type === "string" || type[0] !== "list") return undefined;
  const element = type[1];
  if (!isList(value) || value.length !== 1 || typeof element === "string" || element[0] !== "object") return undefined;
  const [record] = value;
  const fieldType = element[1][field];
  if (!isRecord(record) || fieldType === undefined) return undefined;
  return record[field] ?? zeroValue(fieldType);
}
