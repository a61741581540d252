import { BadRequest } from "../bad-request";
import { readText } from "../read";
import type { ControlledAccount } from "../targets";

/** The identifier of the account that is named, in any case; undefined: none is. Throws BadRequest for an unknown one. */
export function optionalAccount(
  value: unknown,
  field: string,
  accounts: readonly ControlledAccount[],
): string | undefined {
  if (value === undefined || value === null) return undefined;
  const name = readText(value, field);
  const found = accounts.find(({ identifier }) => identifier === name.toUpperCase());
  if (found !== undefined) return found.identifier;
  const known = accounts.map(({ identifier }) => identifier).join(", ");
  throw new BadRequest(field, `there is no account "${name}"`, `give one of ${known}`);
}
