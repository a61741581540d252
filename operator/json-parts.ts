import { z } from "zod";
import { ACCOUNT_ROLES } from "../config/schema";

/** What schemas of `--json` outputs are made of. */

/** One of the two accounts. */
export const account = z.enum(ACCOUNT_ROLES);

/** A moment, UTC. */
export const time = z.iso.datetime();

/** What is known, or why it is not. @param value what is known when it is */
export function known<Value extends z.ZodType>(value: Value) {
  return z.union([
    z.strictObject({ known: z.literal(true), value }),
    z.strictObject({ known: z.literal(false), reason: z.string().describe("Why it can't be told.") }),
  ]);
}

/** A field for each account. */
export function bothAccounts<Value extends z.ZodType>(value: Value) {
  return z.strictObject({ primary: value, secondary: value });
}
