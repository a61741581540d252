import { quoteIdentifier } from "../engine/sql-text";
import type { IcebergType, Schema } from "../metadata/schema";

/** A field that has values of its own in a Parquet file. */
export interface LeafColumn {
  readonly id: number;
  readonly type: string;
  /** Quoted names joined by dots: DuckDB's name of it in a file's statistics, and of a struct's field in SQL. */
  readonly path: string;
  /** As properties name it: names joined by dots. */
  readonly fullName: string;
  /** Inside of a list or a map: it has no bounds, and more or fewer values than the file has rows. */
  readonly repeated: boolean;
}

interface Place {
  readonly path: string;
  readonly fullName: string;
  readonly repeated: boolean;
}

function inside(place: Place | undefined, name: string, repeated: boolean): Place {
  const quoted = quoteIdentifier(name);
  if (place === undefined) return { path: quoted, fullName: name, repeated };
  return {
    path: `${place.path}.${quoted}`,
    fullName: `${place.fullName}.${name}`,
    repeated: place.repeated || repeated,
  };
}

function collect(id: number, type: IcebergType, place: Place, leaves: LeafColumn[]): void {
  if (typeof type === "string") {
    leaves.push({ id, type, ...place });
  } else if (type.type === "struct") {
    for (const field of type.fields) collect(field.id, field.type, inside(place, field.name, false), leaves);
  } else if (type.type === "list") {
    collect(type["element-id"], type.element, inside(place, "element", true), leaves);
  } else {
    collect(type["key-id"], type.key, inside(place, "key", true), leaves);
    collect(type["value-id"], type.value, inside(place, "value", true), leaves);
  }
}

/** All of a schema's, depth first. */
export function leafColumns(schema: Schema): readonly LeafColumn[] {
  const leaves: LeafColumn[] = [];
  for (const field of schema.fields) collect(field.id, field.type, inside(undefined, field.name, false), leaves);
  return leaves;
}
