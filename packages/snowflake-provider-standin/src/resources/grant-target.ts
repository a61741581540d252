import { type CtyRecord, isList, isRecord } from "../plugin/cty";
import { parseCallableName } from "../sql/callable-name";
import { identifier, parseName, parseParts, qualified } from "../sql/identifier";
import {
  isCallable,
  singularType,
  toAccountObjectType,
  toSchemaObjectPlural,
  toSchemaObjectType,
} from "./granted-object-types";

/** In which database or schema "all" or "future" objects are. */
export interface GrantContainer {
  /** Database or schema. */
  readonly kind: "InDatabase" | "InSchema";
  /** Its name in SQL. */
  readonly name: string;
}

/** What privileges are granted on. Types are in upper case, words separated by spaces; names are as in SQL. */
export type GrantTarget =
  | { readonly kind: "OnAccount" }
  | { readonly kind: "OnAccountObject"; readonly objectType: string; readonly name: string }
  | {
      readonly kind: "OnSchema";
      readonly scope: "OnSchema" | "OnAllSchemasInDatabase" | "OnFutureSchemasInDatabase";
      /** The schema, or the database of the schemas. */
      readonly name: string;
    }
  | { readonly kind: "OnSchemaObject"; readonly scope: "OnObject"; readonly objectType: string; readonly name: string }
  | {
      readonly kind: "OnSchemaObject";
      readonly scope: "OnAll" | "OnFuture";
      /** Plural. */
      readonly objectTypes: string;
      readonly container: GrantContainer;
    };

const SCHEMA_SCOPES = {
  OnSchema: "schema_name",
  OnAllSchemasInDatabase: "all_schemas_in_database",
  OnFutureSchemasInDatabase: "future_schemas_in_database",
} as const;
const OBJECT_SCOPES = { OnAll: "all", OnFuture: "future" } as const;

/** How the target is written behind ON. */
export function targetSql(target: GrantTarget): string {
  if (target.kind === "OnAccount") return "ACCOUNT";
  if (target.kind === "OnSchema") {
    const words = {
      OnSchema: "SCHEMA",
      OnAllSchemasInDatabase: "ALL SCHEMAS IN DATABASE",
      OnFutureSchemasInDatabase: "FUTURE SCHEMAS IN DATABASE",
    };
    return `${words[target.scope]} ${target.name}`;
  }
  if (target.kind === "OnSchemaObject" && target.scope !== "OnObject")
    return `${target.scope === "OnAll" ? "ALL" : "FUTURE"} ${target.objectTypes} ${containerSql(target.container)}`;
  return `${target.objectType} ${target.name}`;
}

/** `IN DATABASE "d"` or `IN SCHEMA "d"."s"`. */
export function containerSql({ kind, name }: GrantContainer): string {
  return `IN ${kind === "InDatabase" ? "DATABASE" : "SCHEMA"} ${name}`;
}

/** How what is granted on a target can be shown; undefined for "all" objects, which can't. */
export interface ShownGrants {
  /** The SHOW GRANTS statement. */
  readonly statement: string;
  /** Type of object that its rows are about. */
  readonly objectType: string;
  /** Grants on objects to come: they have no grantor. */
  readonly future: boolean;
}

/** How to look up what is granted on the target. */
export function shownGrants(target: GrantTarget): ShownGrants | undefined {
  const current = (objectType: string): ShownGrants => ({
    statement: `SHOW GRANTS ON ${targetSql(target)}`,
    objectType,
    future: false,
  });
  const future = (objectType: string, container: GrantContainer): ShownGrants => ({
    statement: `SHOW FUTURE GRANTS ${containerSql(container)}`,
    objectType,
    future: true,
  });
  if (target.kind === "OnAccount") return current("ACCOUNT");
  if (target.kind === "OnAccountObject") return current(target.objectType);
  if (target.kind === "OnSchema") {
    if (target.scope === "OnSchema") return current("SCHEMA");
    if (target.scope === "OnAllSchemasInDatabase") return undefined;
    return future("SCHEMA", { kind: "InDatabase", name: target.name });
  }
  if (target.scope === "OnObject") return current(target.objectType);
  return target.scope === "OnAll" ? undefined : future(singularType(target.objectTypes), target.container);
}

/** The target's part of an id. */
export function targetId(target: GrantTarget): readonly string[] {
  if (target.kind === "OnAccount") return [target.kind];
  if (target.kind === "OnAccountObject") return [target.kind, target.objectType, target.name];
  if (target.kind === "OnSchema") return [target.kind, target.scope, target.name];
  if (target.scope === "OnObject") return [target.kind, target.scope, target.objectType, target.name];
  return [target.kind, target.scope, target.objectTypes, target.container.kind, target.container.name];
}

/** Reads the target's part of an id. @param id the whole id, for messages @throws Error naming what is wrong */
export function parseTarget(id: string, parts: readonly string[]): GrantTarget {
  const [kind = "", first = "", second = "", third = "", fourth = ""] = parts;
  const expect = (count: number, form: string): void => {
    if (parts.length !== count) throw new Error(`invalid grant id ${id}: expected "…|${form}"`);
  };
  if (kind === "OnAccount") return { kind };
  if (kind === "OnAccountObject") {
    expect(3, "OnAccountObject|<object_type>|<object_name>");
    return { kind, objectType: typeOf(first, toAccountObjectType), name: identifier(parseName(second)) };
  }
  if (kind === "OnSchema") {
    expect(3, "OnSchema|<grant_on_schema_type>|<name>");
    if (first === "OnSchema") return { kind, scope: first, name: schemaName(second) };
    if (first === "OnAllSchemasInDatabase" || first === "OnFutureSchemasInDatabase")
      return { kind, scope: first, name: identifier(parseName(second)) };
    throw new Error(`invalid grant id ${id}: invalid OnSchemaGrantKind: ${first}`);
  }
  if (kind !== "OnSchemaObject")
    throw new Error(
      `invalid grant id ${id}: grants of kind ${kind || "(missing)"} are not carried out by the stand-in`,
    );
  if (first === "OnObject") {
    expect(4, "OnSchemaObject|OnObject|<object_type>|<object_name>");
    const objectType = typeOf(second, toSchemaObjectType);
    return { kind, scope: first, objectType, name: schemaObjectName(objectType, third) };
  }
  if (first !== "OnAll" && first !== "OnFuture")
    throw new Error(`invalid grant id ${id}: invalid OnSchemaObjectGrantKind: ${first}`);
  expect(5, `OnSchemaObject|${first}|<object_type_plural>|In[Database or Schema]|<identifier>`);
  return {
    kind,
    scope: first,
    objectTypes: typeOf(second, toSchemaObjectPlural),
    container: parseContainer(id, third, fourth),
  };
}

/** Reads `InDatabase`, `"d"`. @throws Error for another kind */
export function parseContainer(id: string, kind: string, name: string): GrantContainer {
  if (kind === "InDatabase") return { kind, name: identifier(parseName(name)) };
  if (kind === "InSchema") return { kind, name: schemaName(name) };
  throw new Error(`invalid grant id ${id}: invalid BulkOperationGrantKind: ${kind}`);
}

/** The target that the blocks of a configuration ask for; without any it is the account. @throws Error for a bad name or type */
export function configuredTarget(blocks: {
  readonly accountObject: CtyRecord | undefined;
  readonly schema: CtyRecord | undefined;
  readonly schemaObject: CtyRecord | undefined;
}): GrantTarget {
  const { accountObject, schema, schemaObject } = blocks;
  if (accountObject !== undefined) {
    return {
      kind: "OnAccountObject",
      objectType: typeOf(text(accountObject, "object_type"), toAccountObjectType),
      name: identifier(parseName(text(accountObject, "object_name"))),
    };
  }
  if (schema !== undefined) {
    for (const scope of ["OnAllSchemasInDatabase", "OnFutureSchemasInDatabase"] as const) {
      const database = text(schema, SCHEMA_SCOPES[scope]);
      if (database !== "") return { kind: "OnSchema", scope, name: identifier(parseName(database)) };
    }
    return { kind: "OnSchema", scope: "OnSchema", name: schemaName(text(schema, "schema_name")) };
  }
  if (schemaObject === undefined) return { kind: "OnAccount" };
  for (const scope of ["OnAll", "OnFuture"] as const) {
    const bulk = onlyBlock(schemaObject, OBJECT_SCOPES[scope]);
    if (bulk !== undefined) {
      const objectTypes = typeOf(text(bulk, "object_type_plural"), toSchemaObjectPlural);
      return { kind: "OnSchemaObject", scope, objectTypes, container: configuredContainer(bulk) };
    }
  }
  const objectType = typeOf(text(schemaObject, "object_type"), toSchemaObjectType);
  const name = schemaObjectName(objectType, text(schemaObject, "object_name"));
  return { kind: "OnSchemaObject", scope: "OnObject", objectType, name };
}

/** `in_database` or `in_schema` of a block. @throws Error when there is neither */
export function configuredContainer(block: CtyRecord): GrantContainer {
  const database = text(block, "in_database");
  const schema = text(block, "in_schema");
  if (database !== "") return { kind: "InDatabase", name: identifier(parseName(database)) };
  if (schema !== "") return { kind: "InSchema", name: schemaName(schema) };
  throw new Error("in_database or in_schema is missing: say where the objects are");
}

/** The blocks of a configuration that would give this target; empty lists for those that don't. */
export function targetBlocks(target: GrantTarget): CtyRecord {
  const none = { on_account_object: [], on_schema: [], on_schema_object: [] };
  if (target.kind === "OnAccount") return none;
  if (target.kind === "OnAccountObject")
    return {
      ...none,
      on_account_object: [{ object_type: target.objectType, object_name: target.name, inherited: [] }],
    };
  if (target.kind === "OnSchema")
    return { ...none, on_schema: [{ [SCHEMA_SCOPES[target.scope]]: target.name, inherited: [] }] };
  if (target.scope === "OnObject")
    return { ...none, on_schema_object: [{ object_type: target.objectType, object_name: target.name, ...NO_BULK }] };
  const { kind, name } = target.container;
  const bulk = { object_type_plural: target.objectTypes, [kind === "InDatabase" ? "in_database" : "in_schema"]: name };
  return { ...none, on_schema_object: [{ ...NO_BULK, [OBJECT_SCOPES[target.scope]]: [bulk] }] };
}

const NO_BULK: CtyRecord = { all: [], future: [], inherited: [] };

function text(block: CtyRecord, name: string): string {
  const value = block[name];
  return typeof value === "string" ? value : "";
}

function onlyBlock(block: CtyRecord, name: string): CtyRecord | undefined {
  const value = block[name];
  return isList(value) ? value.filter(isRecord)[0] : undefined;
}

function schemaName(name: string): string {
  return qualified(...parseParts(name, "<database_name>.<schema_name>"));
}

/** The name of an object in a schema as SQL has it. */
export function schemaObjectName(objectType: string, name: string): string {
  if (isCallable(objectType)) return parseCallableName(name).sql;
  return qualified(...parseParts(name, "<database_name>.<schema_name>.<schema_object_name>"));
}

function typeOf(type: string, normalize: (text: string) => string | undefined): string {
  const known = normalize(type);
  if (known === undefined) throw new Error(`object type "${type}" is not carried out by the stand-in`);
  return known;
}
