import { invalidValue, notEmulated } from "../../errors";
import type { Moment } from "../../iceberg/snapshot-at";
import type { Expression, TimeTravel } from "../../query/ast";
import { compileExpression } from "../../query/compile";
import type { DataType } from "../../types/data-type";
import type { Reader } from "./resolver";

/** A literal's text; undefined for anything else. */
function literalText(value: Expression): string | undefined {
  if (value.kind !== "literal") return undefined;
  const { literal } = value;
  if (literal.type === "NUMBER") return literal.text;
  return literal.type === "TEXT" ? literal.value : undefined;
}

/** SQL of a point in time as microseconds. D: AT | BEFORE, a timestamp without a time zone is taken for UTC. */
function microseconds(sql: string, type: DataType): string {
  switch (type.kind) {
    case "TIMESTAMP_NTZ":
    case "TIMESTAMP_LTZ":
      return `epoch_us(${sql})`;
    case "TIMESTAMP_TZ":
      return `epoch_us((${sql}).utc)`;
    case "DATE":
    case "TEXT":
      return `epoch_us(CAST(${sql} AS TIMESTAMP))`;
    default:
      throw invalidValue(type.kind, "TIMESTAMP");
  }
}

/** Computes a constant expression in the reader's session: a whole number. */
async function computed(
  reader: Reader,
  value: Expression,
  toSql: (sql: string, type: DataType) => string,
): Promise<number> {
  const { account, session, signal } = reader.context;
  const scope = reader.scopeOf(reader);
  const { sql, type } = await compileExpression(value, scope);
  const query = `SELECT CAST(${toSql(sql, type)} AS VARCHAR) AS v`;
  const { timeZone } = scope.settings;
  const [[cell] = []] = await account.data.session(session.id).query(query, { signal, timeZone });
  if (cell === null || cell === undefined) throw invalidValue("NULL", "AT | BEFORE");
  return Number(cell);
}

/** The moment that AT or BEFORE means for an Iceberg table. Throws 000002 for what such tables can't be asked for, 001008. */
export async function momentOf(reader: Reader, { when, by, value }: TimeTravel): Promise<Moment> {
  if (by === "TIMESTAMP" || by === "OFFSET") {
    const us =
      by === "TIMESTAMP"
        ? await computed(reader, value, microseconds)
        : reader.context.account.clock.now() * 1000 +
          (await computed(reader, value, (sql) => `CAST(${sql} * 1000000 AS BIGINT)`));
    return { by: "time", at: when === "AT" ? Math.floor(us / 1000) : Math.ceil(us / 1000) - 1 };
  }
  if (when === "BEFORE" || by === "STATEMENT" || by === "STREAM") {
    throw notEmulated(`time travel of an Iceberg table by ${when} (${by} => …)`);
  }
  const text = literalText(value);
  if (text === undefined) throw notEmulated(`AT (${by} => …) with something other than a literal`);
  if (by !== "VERSION") return { by: "reference", name: text, tag: by === "VERSION_TAG" };
  if (!/^\d{1,19}$/.test(text)) throw invalidValue(text, "VERSION");
  return { by: "snapshot", id: BigInt(text) };
}
