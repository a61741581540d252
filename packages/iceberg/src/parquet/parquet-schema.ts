import { open } from "node:fs/promises";
import { ParquetError, ThriftReader, type ThriftStruct } from "./thrift-reader";

/** What a column or nested field of a Parquet file is. */
export type ParquetShape =
  | { readonly kind: "value" }
  | { readonly kind: "struct"; readonly fields: readonly ParquetField[] }
  | { readonly kind: "list"; readonly element: ParquetField }
  | { readonly kind: "map"; readonly key: ParquetField; readonly value: ParquetField };

/** A column or nested field of a Parquet file. */
export interface ParquetField {
  readonly name: string;
  /** undefined: the writer gave none. */
  readonly fieldId: number | undefined;
  readonly shape: ParquetShape;
}

/** A line of the footer's schema, with the lines below it. */
interface Element {
  readonly name: string;
  readonly fieldId: number | undefined;
  readonly repeated: boolean;
  readonly annotation: "list" | "map" | undefined;
  readonly children: readonly Element[];
}

const MAGIC = "PAR1";
/** Length of the metadata, and the magic word. */
const TAIL_BYTES = 8;

/** Ids of the fields of FileMetaData and SchemaElement. Source: https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift */
const FILE_SCHEMA = 2;
const ELEMENT = { repetition: 3, name: 4, children: 5, converted: 6, fieldId: 9, logical: 10 };
const REPEATED = 2;
const CONVERTED = { map: 1, mapKeyValue: 2, list: 3 };
const LOGICAL = { map: 2, list: 3 };

function annotationOf(line: ThriftStruct): "list" | "map" | undefined {
  const logical = line.get(ELEMENT.logical);
  const converted = line.get(ELEMENT.converted);
  const is = (id: number) => logical instanceof Map && logical.has(id);
  if (is(LOGICAL.list) || converted === CONVERTED.list) return "list";
  return is(LOGICAL.map) || converted === CONVERTED.map || converted === CONVERTED.mapKeyValue ? "map" : undefined;
}

/** Lines come parents first, each with the number of its children. */
function elementOf(lines: Iterator<ThriftStruct>): Element {
  const { value: line, done } = lines.next();
  if (done === true) throw new ParquetError("the schema ends too early");
  const name = line.get(ELEMENT.name);
  if (!(name instanceof Uint8Array)) throw new ParquetError("a column has no name");
  const count = line.get(ELEMENT.children);
  const fieldId = line.get(ELEMENT.fieldId);
  const children: Element[] = [];
  for (let index = 0; index < Number(count ?? 0); index += 1) children.push(elementOf(lines));
  return {
    name: new TextDecoder().decode(name),
    fieldId: typeof fieldId === "number" ? fieldId : undefined,
    repeated: line.get(ELEMENT.repetition) === REPEATED,
    annotation: annotationOf(line),
    children,
  };
}

/** Source, with the rules for old writers: https://github.com/apache/parquet-format/blob/master/LogicalTypes.md#nested-types */
function shapeOf(element: Element): ParquetShape {
  const [first, ...others] = element.children;
  if (first === undefined) return { kind: "value" };
  if (others.length === 0 && first.repeated) {
    const [key, value] = first.children;
    if (element.annotation === "map" && key !== undefined && value !== undefined) {
      return { kind: "map", key: fieldOf(key), value: fieldOf(value) };
    }
    if (element.annotation === "list") return { kind: "list", element: listElement(element, first) };
  }
  return { kind: "struct", fields: element.children.map(fieldOf) };
}

function listElement(list: Element, repeated: Element): ParquetField {
  const [only, ...others] = repeated.children;
  const twoLevels = only === undefined || others.length > 0 || ["array", `${list.name}_tuple`].includes(repeated.name);
  return twoLevels ? { name: repeated.name, fieldId: repeated.fieldId, shape: shapeOf(repeated) } : fieldOf(only);
}

function fieldOf(element: Element): ParquetField {
  const shape = shapeOf(element);
  const { name, fieldId } = element;
  // Without a list around it, a repeated field is the list.
  return { name, fieldId, shape: element.repeated ? { kind: "list", element: { name, fieldId, shape } } : shape };
}

/** Parses a file's metadata: what lies before the last 8 bytes. */
export function parseParquetSchema(metadata: Uint8Array): readonly ParquetField[] {
  const lines = new ThriftReader(metadata).struct(FILE_SCHEMA).get(FILE_SCHEMA);
  if (!Array.isArray(lines)) throw new ParquetError("the footer has no schema");
  const structs = lines.map((line) => {
    if (line instanceof Map) return line;
    throw new ParquetError("the schema has something else than columns");
  });
  return elementOf(structs.values()).children.map(fieldOf);
}

/** Reads the columns of a local Parquet file from its footer. @throws ParquetError that names the file */
export async function readParquetSchema(path: string): Promise<readonly ParquetField[]> {
  const file = await open(path, "r");
  try {
    const { size } = await file.stat();
    const tail = Buffer.alloc(TAIL_BYTES);
    await file.read(tail, 0, TAIL_BYTES, Math.max(0, size - TAIL_BYTES));
    if (tail.toString("latin1", 4) !== MAGIC) throw new ParquetError("is no Parquet file");
    const length = tail.readUInt32LE();
    if (length + TAIL_BYTES > size) throw new ParquetError("is cut off");
    const metadata = Buffer.alloc(length);
    await file.read(metadata, 0, length, size - TAIL_BYTES - length);
    return parseParquetSchema(metadata);
  } catch (error) {
    if (error instanceof ParquetError) error.message = `${path}: ${error.message}`;
    throw error;
  } finally {
    await file.close();
  }
}

/** Remembers the columns of files that don't change any more. */
export class ParquetSchemas {
  readonly #known = new Map<string, Promise<readonly ParquetField[]>>();

  /** The columns of a local file. @throws ParquetError */
  of(path: string): Promise<readonly ParquetField[]> {
    let schema = this.#known.get(path);
    if (schema === undefined) {
      schema = readParquetSchema(path);
      this.#known.set(path, schema);
      schema.catch(() => this.forget(path));
    }
    return schema;
  }

  /** The file is there no more, or will be another. */
  forget(path: string): void {
    this.#known.delete(path);
  }
}
