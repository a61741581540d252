import { invalidValue } from "../../../errors";
import type { Cursor } from "../../cursor";
import { createObject, readCreateHead } from "../../object-statements";
import { text } from "../../properties";
import type { StatementKind } from "../../statement";

const BOUND = 2n ** 63n;

/** A whole number of 64 bits, as text. Throws 001008 beyond. */
export function readBigInteger(cursor: Cursor, property: string): string {
  const negative = cursor.takeSymbol("-");
  const token = cursor.peek();
  if (token.kind !== "number" || !/^\d+$/.test(token.value)) throw cursor.unexpected();
  cursor.next();
  const value = negative ? -BigInt(token.value) : BigInt(token.value);
  if (value >= BOUND || value < -BOUND) throw invalidValue(String(value), property);
  return String(value);
}

/** D: CREATE SEQUENCE, the increment can't be 0. */
export function checkIncrement(increment: string): string {
  if (increment === "0") throw invalidValue(increment, "INCREMENT");
  return increment;
}

interface Settings {
  readonly start: string;
  readonly increment: string;
  /** undefined: as NOORDER_SEQUENCE_AS_DEFAULT says. */
  readonly ordered: boolean | undefined;
  readonly comment: string | null;
}

function readSettings(cursor: Cursor): Settings {
  let settings: Settings = { start: "1", increment: "1", ordered: undefined, comment: null };
  for (;;) {
    const at = cursor.peek().offset;
    cursor.take("WITH");
    if (cursor.take("START")) {
      cursor.take("WITH");
      cursor.takeSymbol("=");
      settings = { ...settings, start: readBigInteger(cursor, "START") };
    } else if (cursor.take("INCREMENT")) {
      cursor.take("BY");
      cursor.takeSymbol("=");
      settings = { ...settings, increment: checkIncrement(readBigInteger(cursor, "INCREMENT")) };
    } else if (cursor.take("ORDER")) settings = { ...settings, ordered: true };
    else if (cursor.take("NOORDER")) settings = { ...settings, ordered: false };
    else if (cursor.take("COMMENT")) {
      cursor.expectSymbol("=");
      settings = { ...settings, comment: text(cursor, "COMMENT") };
    }
    if (cursor.peek().offset === at) return settings;
  }
}

/**
 * CREATE [OR REPLACE] SEQUENCE [IF NOT EXISTS] name [WITH] [START [WITH] [=] n] [INCREMENT [BY] [=] n] [ORDER | NOORDER] [COMMENT = '…']
 */
export const createSequence: StatementKind = {
  leading: "CREATE SEQUENCE",
  parse(cursor) {
    const head = readCreateHead(cursor, "SEQUENCE", 3);
    const { start, increment, ordered, comment } = readSettings(cursor);
    return (context) =>
      createObject(context, "SEQUENCE", head, "CREATE SEQUENCE", (base) => ({
        ...base,
        next: start,
        increment,
        ordered: ordered ?? context.account.state.parameters.current("NOORDER_SEQUENCE_AS_DEFAULT") === "false",
        comment,
      }));
  },
};
