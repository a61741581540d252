import type { PartitionValue } from "../metadata/partition-spec";

const isDecimal = (type: string): boolean => type.startsWith("decimal(");

const uuidBytes = (text: string): Uint8Array => Buffer.from(text.replaceAll("-", ""), "hex");

function decodeNumber(text: string): number {
  const named: Readonly<Record<string, number>> = { nan: Number.NaN, inf: Infinity, "-inf": -Infinity };
  return named[text] ?? Number(text);
}

/**
 * A partition value from the text by which DuckDB parted rows (`partitionKeySql`). undefined: the text is a digest.
 *
 * @param type of the transform's results
 */
export function decodePartitionKey(text: string | null, type: string): PartitionValue | undefined {
  if (text === null) return null;
  if (isDecimal(type) || ["long", "time", "timestamp", "timestamptz"].includes(type)) return BigInt(text);
  switch (type) {
    case "boolean":
      return text === "true";
    case "uuid":
      return uuidBytes(text);
    case "string":
    case "binary": {
      if (!text.startsWith("v")) return undefined;
      const bytes = Buffer.from(text.slice(1), "hex");
      return type === "string" ? bytes.toString("utf8") : bytes;
    }
    default:
      return decodeNumber(text);
  }
}
