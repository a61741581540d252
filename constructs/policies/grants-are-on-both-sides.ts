import { ACCOUNT_ROLES, type AccountRole } from "../../config/schema";
import type { DeclaredProgram, DeclaredResource } from "./declared-program";
import { type Judgement, type PolicyRule, resourcesOf } from "./policy-rule";

const NOT_THE_GRANT = ["//", "depends_on", "provider", "lifecycle", "privileges", "always_apply"];

/** Whoever may do something in one account may do it in the other. */
export const grantsAreOnBothSides: PolicyRule = {
  id: "grants-are-on-both-sides",
  requirements: ["twin"],
  reason: "a grant that one account lacks is found out after the failover, by whoever is refused",
  source: "docs.snowflake.com/en/user-guide/account-replication-intro",
  fix: "declare the grant in the construct that both accounts are made of",
  judge: (program) => {
    const grants = Object.fromEntries(ACCOUNT_ROLES.map((role) => [role, grantsIn(program, role)]));
    return ACCOUNT_ROLES.flatMap((role): Judgement[] => {
      const other = role === "primary" ? "secondary" : "primary";
      // Replicated roles bring the primary's grants along.
      const arrive = role === "primary" && program.context.rolesTravel;
      const there = new Set((grants[other] ?? []).flatMap(({ granted }) => granted));
      return (grants[role] ?? []).map(({ path, granted }) => ({
        path,
        problems: arrive
          ? []
          : granted.filter((one) => !there.has(one)).map((one) => `the ${other} account has no such grant: ${one}`),
      }));
    });
  },
};

/** What a resource grants: one text a privilege, the same for the same grant in either account. */
interface Grant {
  readonly path: string;
  readonly granted: readonly string[];
}

function grantsIn(program: DeclaredProgram, role: AccountRole): Grant[] {
  const { stacks } = program.context.accounts[role];
  return resourcesOf(program, ["snowflake_grant_privileges_to_account_role", "snowflake_grant_account_role"])
    .filter(({ stack }) => stacks.includes(stack))
    .map((declared) => ({ path: declared.path, granted: grantedBy(declared) }));
}

function grantedBy({ type, arguments: given }: DeclaredResource): string[] {
  const privileges = [given.privileges ?? (type === "snowflake_grant_account_role" ? "ROLE" : "ALL PRIVILEGES")].flat();
  const rest = Object.entries(given)
    .filter(([argument]) => !NOT_THE_GRANT.includes(argument))
    .map(([argument, value]) => `${argument} ${typeof value === "string" ? value : JSON.stringify(value)}`)
    .sort()
    .join(", ");
  return privileges.map((privilege) => `${String(privilege)} with ${rest}`);
}
