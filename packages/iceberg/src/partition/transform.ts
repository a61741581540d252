import type { IcebergType } from "../metadata/schema";

/** A partition transform, taken apart. */
export type Transform =
  | { readonly kind: "identity" | "void" | "year" | "month" | "day" | "hour" }
  | {
      readonly kind: "bucket";
      /** How many. */
      readonly buckets: number;
    }
  | {
      readonly kind: "truncate";
      /** Of strings: characters; of binary: bytes; of numbers: what results are multiples of. */
      readonly width: number;
    };

/** A partition field can't be computed: an unknown transform, or one that its column's type does not have. */
export class UnsupportedTransformError extends Error {
  override readonly name = "UnsupportedTransformError";
}

const PLAIN: readonly string[] = ["identity", "void", "year", "month", "day", "hour"];

function isPlain(name: string): name is "identity" | "void" | "year" | "month" | "day" | "hour" {
  return PLAIN.includes(name);
}

/** Source: https://iceberg.apache.org/spec/#partition-transforms. @throws UnsupportedTransformError */
export function parseTransform(name: string): Transform {
  if (isPlain(name)) return { kind: name };
  const argument = /^(bucket|truncate)\[([1-9]\d{0,8})\]$/.exec(name);
  const count = Number(argument?.[2]);
  if (argument?.[1] === "bucket") return { kind: "bucket", buckets: count };
  if (argument?.[1] === "truncate") return { kind: "truncate", width: count };
  throw new UnsupportedTransformError(`partition transform ${name} is not one of format version 2`);
}

const TIMES: readonly string[] = ["timestamp", "timestamptz"];

function applies(transform: Transform, source: string): boolean {
  const isDecimal = source.startsWith("decimal(");
  switch (transform.kind) {
    case "identity":
    case "void":
      return true;
    case "year":
    case "month":
    case "day":
      return source === "date" || TIMES.includes(source);
    case "hour":
      return TIMES.includes(source);
    case "bucket":
      return isDecimal || !["boolean", "float", "double"].includes(source);
    case "truncate":
      return isDecimal || ["int", "long", "string", "binary"].includes(source);
  }
}

/**
 * The type of a transform's results: that of the column, or `int`, and `date` for `day`.
 *
 * @throws UnsupportedTransformError when the transform does not apply to the column's type
 */
export function transformedType(transform: Transform, source: IcebergType): string {
  if (typeof source !== "string" || !applies(transform, source)) {
    const name = typeof source === "string" ? source : source.type;
    throw new UnsupportedTransformError(`partition transform ${transform.kind} does not apply to type ${name}`);
  }
  if (transform.kind === "identity" || transform.kind === "void" || transform.kind === "truncate") return source;
  return transform.kind === "day" ? "date" : "int";
}
