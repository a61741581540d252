import { notEmulated, privilegeNotApplicable } from "../errors";
import type { Cursor } from "./cursor";

/** The privileges of a GRANT or REVOKE, before it is known what they are on. */
export type PrivilegeList = "ALL" | readonly string[];

/** Reads `ALL [PRIVILEGES]`, or privileges of several words separated by commas, up to ON. */
export function readPrivileges(cursor: Cursor): PrivilegeList {
  if (cursor.isWords("ALL")) {
    cursor.expect("ALL");
    cursor.take("PRIVILEGES");
    return "ALL";
  }
  const privileges: string[] = [];
  do {
    const words: string[] = [];
    while (cursor.peek().kind === "word" && !cursor.isWords("ON") && !cursor.isWords("TO") && !cursor.isWords("FROM")) {
      words.push(cursor.next().value);
    }
    if (words.length === 0) throw cursor.unexpected();
    privileges.push(words.join(" "));
  } while (cursor.takeSymbol(","));
  if (privileges.includes("IMPORTED PRIVILEGES")) throw notEmulated("IMPORTED PRIVILEGES (shared databases)");
  return privileges;
}

/**
 * The privileges meant, all of which exist for what they are granted on.
 * @param grantedOn how the error calls the type
 * Throws 003500 for one that does not exist.
 */
export function expandPrivileges(
  list: PrivilegeList,
  on: { readonly privileges: readonly string[]; readonly grantedOn: string },
): readonly string[] {
  if (list === "ALL") return on.privileges.filter((privilege) => privilege !== "IMPORTED PRIVILEGES");
  if (list.includes("MANAGE GRANTS") && on.grantedOn !== "ACCOUNT") {
    throw notEmulated(`MANAGE GRANTS on a ${on.grantedOn.toLowerCase()}`);
  }
  const wrong = list.find((privilege) => !on.privileges.includes(privilege));
  if (wrong !== undefined) throw privilegeNotApplicable(wrong, on.grantedOn);
  return [...new Set(list)];
}
