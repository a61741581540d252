import type { CtyRecord, CtyValue } from "./cty";
import type { Diagnostic } from "./diagnostics";
import type { PlanDraft } from "./plan-draft";
import type { ResourceData } from "./resource-data";
import type { ProviderSchema } from "./schema";

/** What is being done to a resource; sessions are opened for one operation. */
export type Operation = "create" | "read" | "update" | "delete" | "import" | "custom_diff";

/** What a suppressor may look at besides the two values. */
export interface SuppressContext {
  /** False while the resource is being created. */
  readonly exists: boolean;
  /** One field of a computed one-element list in the stored state (`show_output`), or undefined when it isn't there. */
  output(attribute: string, field: string): CtyValue | undefined;
}

/**
 * Decides whether a changed value is no change after all.
 * @param before the stored value as text ("" when unset)
 * @param after the configured value as text; the zero value of the type when the argument was taken out
 */
export type Suppressor = (before: string, after: string, context: SuppressContext) => boolean;

/** Checks one known, non-null configured value; returns what is wrong with it, or undefined. */
export type ValueCheck = (value: CtyValue) => string | undefined;

/**
 * One resource type, carried out. `Session` is what the provider talks to its service with.
 * Suppressors and checks are keyed by the attribute's address without indices (`storage_location.encryption_type`).
 */
export interface ResourceDefinition<Session> {
  /** Full type name, e.g. `snowflake_account_role`. */
  readonly typeName: string;
  /** Feature that has to be switched on in the provider block before the resource can be used. */
  readonly previewFeature?: string;
  /**
   * Attributes that are compared in a way of their own. For a list or set the two texts are JSON; a block type's own entry
   * is keyed by its address and ".#", and gets the two numbers of blocks.
   */
  readonly suppress?: Readonly<Record<string, Suppressor>>;
  /** Texts that are planned and stored in another spelling than they are configured in. */
  readonly spelling?: Readonly<Record<string, (text: string) => string>>;
  /** Rules for single values that the schema can't express. */
  readonly checks?: Readonly<Record<string, ValueCheck>>;
  /** Rules between arguments that the schema can't express; unknown values must pass. */
  validate?(config: CtyRecord): readonly Diagnostic[];
  /** Last word on the plan: computed outputs, replacement decided in code. */
  customizePlan?(draft: PlanDraft, session: Session): Promise<void> | void;
  /** Creates the object, sets the id and fills the state. */
  create(data: ResourceData, session: Session): Promise<void>;
  /** Refreshes the state from the service; `data.remove()` when the object is gone. */
  read(data: ResourceData, session: Session): Promise<void>;
  /** Changes the object and fills the state. Absent: every change replaces. */
  update?(data: ResourceData, session: Session): Promise<void>;
  /** Deletes the object. */
  delete(data: ResourceData, session: Session): Promise<void>;
  /** Fills what `read` needs beyond the id. Absent: the resource can't be imported. */
  importState?(data: ResourceData, session: Session): Promise<void>;
  /** Brings stored state of an older version up to date (parsed JSON in, parsed JSON out). */
  upgradeState?(
    state: Readonly<Record<string, unknown>>,
    version: number,
    session: Session,
  ): Promise<Record<string, unknown>>;
}

/** A provider, as the plugin framework serves it. */
export interface ProviderDefinition<Session> {
  /** The schema that is announced; may hold more resources than are carried out. */
  readonly schema: ProviderSchema;
  /** The resources carried out, by type name. */
  readonly resources: ReadonlyMap<string, ResourceDefinition<Session>>;
  /** Why a resource of the schema is refused: said when a configuration uses it. */
  refusal(typeName: string): string;
  /** Checks the provider block before it is used; unknown values must pass. */
  validateConfig(config: CtyRecord): readonly Diagnostic[];
  /** Connects. @returns warnings @throws DiagnosticError naming argument, reason and fix */
  configure(config: CtyRecord): Promise<readonly Diagnostic[]>;
  /** A session for one operation on one resource. @throws Error when the provider was not configured */
  session(typeName: string, operation: Operation): Session;
  /** Releases the connection; called once when the process ends. */
  close(): Promise<void>;
}
