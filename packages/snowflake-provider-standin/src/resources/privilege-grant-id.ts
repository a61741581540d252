import { identifier, parseName } from "../sql/identifier";
import { type GrantTarget, parseTarget, targetId } from "./grant-target";

/** Identity of a `snowflake_grant_privileges_to_account_role`. */
export interface PrivilegeGrant {
  /** Role that gets the privileges. */
  readonly role: string;
  /** May the role pass them on. */
  readonly withGrantOption: boolean;
  /** Grant again on every apply. */
  readonly alwaysApply: boolean;
  /** The privileges; "ALL" = whatever there is. */
  readonly privileges: "ALL" | readonly string[];
  /** What they are granted on. */
  readonly target: GrantTarget;
}

/** The id as the real provider writes it: `"role"|<grant option>|<always apply>|<privileges>|<kind>[|<target>…]`. */
export function privilegeGrantId(grant: PrivilegeGrant): string {
  const privileges = grant.privileges === "ALL" ? "ALL" : grant.privileges.join(",");
  return [identifier(grant.role), grant.withGrantOption, grant.alwaysApply, privileges, ...targetId(grant.target)].join(
    "|",
  );
}

/** Reads an id. @throws Error naming the part that is wrong, or a kind of grant that isn't carried out */
export function parsePrivilegeGrantId(id: string): PrivilegeGrant {
  const [role = "", option, always, privileges = "", ...target] = id.split("|");
  const truth = (name: string, text: string | undefined): boolean => {
    if (text === "true" || text === "false") return text === "true";
    throw new Error(`invalid grant id ${id}: ${name} is ${text ?? "missing"}, should be either "true" or "false"`);
  };
  if (privileges === "") throw new Error(`invalid grant id ${id}: no privileges; give a comma separated list or ALL`);
  const names = privileges.split(",").map((name) => name.toUpperCase());
  const all = names.length === 1 && (names[0] === "ALL" || names[0] === "ALL PRIVILEGES");
  return {
    role: parseName(role),
    withGrantOption: truth("with_grant_option", option),
    alwaysApply: truth("always_apply", always),
    privileges: all ? "ALL" : names,
    target: parseTarget(id, target),
  };
}
