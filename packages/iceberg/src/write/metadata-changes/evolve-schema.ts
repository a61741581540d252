import { currentSchema, defaultSpec } from "../../metadata/current";
import { decimalOf } from "../../metadata/decimal-type";
import type { IcebergType, NestedField, Schema } from "../../metadata/schema";
import type { TableMetadata } from "../../metadata/table-metadata";
import { IllegalChangeError } from "../errors";

/** A step from one schema to the next. Fields are named by the names on the way to them: a column, then fields of structs. */
export type SchemaChange =
  | {
      readonly kind: "add";
      readonly path: readonly string[];
      /** Ids in it don't matter: all its fields get new ones. */
      readonly type: IcebergType;
      readonly doc?: string;
    }
  | { readonly kind: "drop"; readonly path: readonly string[] }
  | { readonly kind: "rename"; readonly path: readonly string[]; readonly name: string }
  | { readonly kind: "widen"; readonly path: readonly string[]; readonly type: string }
  | { readonly kind: "make optional"; readonly path: readonly string[] }
  | { readonly kind: "describe"; readonly path: readonly string[]; readonly doc: string };

const shown = (path: readonly string[]): string => path.join(".");

/** Gives a type's fields ids that the table never had. */
function withNewIds(type: IcebergType, next: () => number): IcebergType {
  if (typeof type === "string") return type;
  if (type.type === "list") {
    const id = next();
    return { ...type, "element-id": id, element: withNewIds(type.element, next) };
  }
  if (type.type === "map") {
    const key = next();
    const value = next();
    return {
      ...type,
      "key-id": key,
      "value-id": value,
      key: withNewIds(type.key, next),
      value: withNewIds(type.value, next),
    };
  }
  const ids = type.fields.map(next);
  return {
    ...type,
    fields: type.fields.map((field, index) => ({
      ...field,
      id: ids[index] ?? next(),
      type: withNewIds(field.type, next),
    })),
  };
}

type Edit = (siblings: readonly NestedField[], index: number, name: string) => readonly NestedField[];

/** Changes the fields among which the last name of a path is, or is to be. */
function edited(
  fields: readonly NestedField[],
  path: readonly string[],
  whole: readonly string[],
  edit: Edit,
): readonly NestedField[] {
  const [name, ...rest] = path;
  if (name === undefined) throw new IllegalChangeError("a schema change names no field");
  const index = fields.findIndex((field) => field.name === name);
  if (rest.length === 0) return edit(fields, index, name);
  const field = fields[index];
  if (field === undefined)
    throw new IllegalChangeError(`there is no field ${shown(whole.slice(0, whole.length - rest.length))}`);
  if (typeof field.type === "string" || field.type.type !== "struct") {
    throw new IllegalChangeError(
      `${shown(whole.slice(0, whole.length - rest.length))} is no struct: it has no field ${rest.join(".")}`,
    );
  }
  const within = edited(field.type.fields, rest, whole, edit);
  return fields.with(index, { ...field, type: { ...field.type, fields: within } });
}

/** DuckDB, and many other engines, hold `a` and `A` for one name. */
function assertFree(fields: readonly NestedField[], name: string, except: number): void {
  const taken = fields.find((field, index) => index !== except && field.name.toLowerCase() === name.toLowerCase());
  if (taken !== undefined) throw new IllegalChangeError(`there is a field ${taken.name} already`);
  if (name === "") throw new IllegalChangeError("a field needs a name");
}

function idsWithin(field: NestedField): readonly number[] {
  const within = (type: IcebergType): readonly number[] => {
    if (typeof type === "string") return [];
    if (type.type === "struct") return type.fields.flatMap(idsWithin);
    if (type.type === "list") return [type["element-id"], ...within(type.element)];
    return [type["key-id"], type["value-id"], ...within(type.key), ...within(type.value)];
  };
  return [field.id, ...within(field.type)];
}

function assertDroppable(metadata: TableMetadata, field: NestedField, siblings: number): void {
  const ids = new Set(idsWithin(field));
  const partition = defaultSpec(metadata).fields.find(
    (each) => ids.has(each["source-id"]) && each.transform !== "void",
  );
  if (partition !== undefined)
    throw new IllegalChangeError(`${field.name} can't be dropped: the table is partitioned by it (${partition.name})`);
  const identifiers = currentSchema(metadata)["identifier-field-ids"] ?? [];
  if (identifiers.some((id) => ids.has(id)))
    throw new IllegalChangeError(`${field.name} can't be dropped: it identifies rows`);
  if (siblings === 1) throw new IllegalChangeError(`${field.name} can't be dropped: nothing would be left`);
}

/** Source: https://iceberg.apache.org/spec/#schema-evolution */
function isWider(from: IcebergType, to: string): boolean {
  if (typeof from !== "string") return false;
  if ((from === "int" && to === "long") || (from === "float" && to === "double")) return true;
  const before = decimalOf(from);
  const after = decimalOf(to);
  if (before === undefined || after === undefined) return false;
  return before.scale === after.scale && after.precision >= before.precision && after.precision <= 38;
}

function editOf(metadata: TableMetadata, change: SchemaChange, next: () => number): Edit {
  const existing = (siblings: readonly NestedField[], index: number): NestedField => {
    const field = siblings[index];
    if (field === undefined) throw new IllegalChangeError(`there is no field ${shown(change.path)}`);
    return field;
  };
  switch (change.kind) {
    case "add":
      return (siblings, _, name) => {
        assertFree(siblings, name, -1);
        const { type, doc } = change;
        const id = next();
        return [
          ...siblings,
          { id, name, required: false, type: withNewIds(type, next), ...(doc === undefined ? {} : { doc }) },
        ];
      };
    case "drop":
      return (siblings, index) => {
        assertDroppable(metadata, existing(siblings, index), siblings.length);
        return siblings.toSpliced(index, 1);
      };
    case "rename":
      return (siblings, index) => {
        const field = existing(siblings, index);
        assertFree(siblings, change.name, index);
        return siblings.with(index, { ...field, name: change.name });
      };
    case "widen":
      return (siblings, index) => {
        const field = existing(siblings, index);
        if (field.type !== change.type && !isWider(field.type, change.type)) {
          const from = typeof field.type === "string" ? field.type : field.type.type;
          throw new IllegalChangeError(
            `${shown(change.path)} can't become ${change.type} from ${from}: int may become long, float double, and decimals more precise`,
          );
        }
        return siblings.with(index, { ...field, type: change.type });
      };
    case "make optional":
      return (siblings, index) => siblings.with(index, { ...existing(siblings, index), required: false });
    case "describe":
      return (siblings, index) => siblings.with(index, { ...existing(siblings, index), doc: change.doc });
  }
}

const sameFields = (left: Schema, right: Schema): boolean =>
  JSON.stringify([left.fields, left["identifier-field-ids"] ?? []]) ===
  JSON.stringify([right.fields, right["identifier-field-ids"] ?? []]);

/**
 * Metadata with a schema that is the current one, changed. The same metadata when nothing changes. A schema that the table has had
 * before keeps its id.
 *
 * @param now milliseconds since the epoch
 * @throws IllegalChangeError when there is no such field, a name is taken, or the specification does not allow the change
 */
export function evolveSchema(metadata: TableMetadata, changes: readonly SchemaChange[], now: number): TableMetadata {
  let lastId = metadata["last-column-id"];
  const next = (): number => {
    lastId += 1;
    return lastId;
  };
  const current = currentSchema(metadata);
  let { fields } = current;
  for (const change of changes) {
    // What an earlier step has dropped from the schema is not missed by a later one.
    const known = {
      ...metadata,
      schemas: metadata.schemas.map((schema) => (schema === current ? { ...current, fields } : schema)),
    };
    fields = edited(fields, change.path, change.path, editOf(known, change, next));
  }
  const evolved: Schema = { ...current, fields };
  if (sameFields(current, evolved)) return metadata;
  const before = metadata.schemas.find((schema) => sameFields(schema, evolved));
  const schemaId = before?.["schema-id"] ?? Math.max(...metadata.schemas.map((schema) => schema["schema-id"])) + 1;
  return {
    ...metadata,
    "last-updated-ms": Math.max(now, metadata["last-updated-ms"]),
    "last-column-id": lastId,
    schemas: before === undefined ? [...metadata.schemas, { ...evolved, "schema-id": schemaId }] : metadata.schemas,
    "current-schema-id": schemaId,
  };
}
