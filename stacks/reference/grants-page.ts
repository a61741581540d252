import { code, codes, markdownTable } from "../../config/markdown";
import { blockOf, type DeclaredResource, listOf } from "../../constructs/policies/declared-program";
import type { DescribedProgram } from "./declared-stacks";

/** A row of the page: who may do what on what, and where. */
interface Grant {
  readonly role: string;
  readonly object: string;
  readonly privileges: readonly string[];
  readonly stack: string;
}

/** `docs/reference/snowflake-grants.md`: role, object and privilege, from the synthesized program. */
export function grantsPage({ program }: DescribedProgram): string {
  const ofType = (type: string) => program.resources.filter((resource) => resource.type === type);
  const grants = [
    ...ofType("snowflake_grant_privileges_to_account_role").map(privilegesIn),
    ...ofType("snowflake_grant_ownership").map(ownershipIn),
  ];
  const { primary, secondary } = program.context.accounts;
  const roles = [...new Set(grants.map(({ role }) => role))].sort();
  const memberships = ofType("snowflake_grant_account_role").map(({ stack, arguments: granted }) => [
    code(String(granted.role_name)),
    granted.parent_role_name === undefined
      ? `user ${code(String(granted.user_name))}`
      : `role ${code(String(granted.parent_role_name))}`,
    code(stack),
  ]);
  const sections = roles.map((role) => {
    const own = merged(grants.filter((grant) => grant.role === role));
    const rows = own.map(({ object, privileges, stacks }) => [object, codes(privileges), codes(stacks)]);
    return `## ${code(role)}\n\n${markdownTable(["on", "privileges", "declared in"], rows)}`;
  });
  return `# Grants in Snowflake

Every privilege that the program grants to a role, with the names of \`config/demo.yaml\`. Generated from the synthesized program by \`npm run docs:architecture\`.

The primary's stacks are ${codes(primary.stacks)}, the secondary's ${codes(secondary.stacks)}; \`table-sync\` is in the account that the configuration names.
Whoever makes an object owns it: that isn't repeated here. What \`SYNC_PROD\` makes in \`${program.context.prodDatabase}\` is covered by the future grants on it, and the procedure
\`HEARTBEAT\` grants what a heartbeat finds missing again. \`${program.context.analystRole}\` reads \`${program.context.prodDatabase}\` and nothing else, which is the rule
\`analyst-reads-only-prod\` ([rules](../rules.md)) and a check of \`twinberg validate\`.

## Roles in roles

${markdownTable(["role", "granted to", "declared in"], memberships)}

${sections.join("\n\n")}
`;
}

function privilegesIn({ stack, arguments: granted }: DeclaredResource): Grant {
  return {
    stack,
    role: String(granted.account_role_name),
    object: objectOf(granted),
    privileges: listOf(granted, "privileges").map(String),
  };
}

function ownershipIn({ stack, arguments: granted }: DeclaredResource): Grant {
  const on = blockOf(granted, "on");
  if (on === undefined) throw new Error(`a grant of ownership in ${stack} says not on what`);
  return { stack, role: String(granted.account_role_name), object: schemaObject(on), privileges: ["OWNERSHIP"] };
}

function objectOf(granted: DeclaredResource["arguments"]): string {
  if (granted.on_account === true) return "the account";
  const account = blockOf(granted, "on_account_object");
  if (account !== undefined) return named(account);
  const schema = blockOf(granted, "on_schema");
  if (schema?.schema_name !== undefined) return `schema ${code(String(schema.schema_name))}`;
  if (schema?.future_schemas_in_database !== undefined)
    return `future schemas of ${code(String(schema.future_schemas_in_database))}`;
  if (schema?.all_schemas_in_database !== undefined)
    return `schemas of ${code(String(schema.all_schemas_in_database))} that are there`;
  const inSchema = blockOf(granted, "on_schema_object");
  if (inSchema !== undefined) return schemaObject(inSchema);
  throw new Error(`a grant to ${String(granted.account_role_name)} is on something that the page can't tell`);
}

function schemaObject(on: DeclaredResource["arguments"]): string {
  const future = blockOf(on, "future");
  if (future !== undefined) return `future ${plural(future)}`;
  const all = blockOf(on, "all");
  return all === undefined ? named(on) : `${plural(all)} that are there`;
}

function plural(block: DeclaredResource["arguments"]): string {
  return `${String(block.object_type_plural).toLowerCase()} of ${code(String(block.in_database))}`;
}

function named(block: DeclaredResource["arguments"]): string {
  return `${String(block.object_type).toLowerCase()} ${code(String(block.object_name).replaceAll('"', ""))}`;
}

/** The same object and privileges in several stacks as one row. */
function merged(grants: readonly Grant[]) {
  const rows = new Map<string, { object: string; privileges: readonly string[]; stacks: string[] }>();
  for (const { object, privileges, stack } of grants) {
    const key = `${object} ${privileges.join()}`;
    const row = rows.get(key);
    if (row === undefined) rows.set(key, { object, privileges, stacks: [stack] });
    else row.stacks.push(stack);
  }
  return [...rows.values()].sort((one, other) => one.object.localeCompare(other.object, "en"));
}
