import { notEmulated, privilegeNotApplicable } from "../errors";
import type { Cursor } from "./cursor";
import type { ResolvedSecurable } from "./securables";

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
  return privileges;
}

/** Reads `[ROLE] name` after TO or FROM. Other kinds of grantee are refused by name. */
export function readGranteeRole(cursor: Cursor): string {
  for (const other of ["DATABASE ROLE", "APPLICATION ROLE", "APPLICATION", "SHARE", "USER"]) {
    if (cursor.take(other)) throw notEmulated(`privileges of a ${other}`);
  }
  cursor.take("ROLE");
  return cursor.identifier();
}

/** The privileges meant, all of which exist for the securable. Throws 003500 for one that does not. */
export function expandPrivileges(list: PrivilegeList, securable: ResolvedSecurable): readonly string[] {
  if (list === "ALL") return securable.privileges;
  const wrong = list.find((privilege) => !securable.privileges.includes(privilege));
  if (wrong !== undefined) throw privilegeNotApplicable(wrong, securable.grantedOn);
  return [...new Set(list)];
}
