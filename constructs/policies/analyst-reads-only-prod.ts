import { blockOf, type ResourceArguments } from "./declared-program";
import { eachResource, type PolicyRule } from "./policy-rule";

const READS: readonly unknown[] = ["USAGE", "SELECT"];

/** The analyst reads PROD with a warehouse, and nothing else. */
export const analystReadsOnlyProd: PolicyRule = {
  id: "analyst-reads-only-prod",
  requirements: ["own"],
  reason: "what applications read is the same in both accounts; what is behind it isn't theirs to know",
  source: "docs.snowflake.com/en/user-guide/security-access-control-considerations",
  fix: "grant it to the engineer, or show it as a view in the database that applications read",
  judge: eachResource("snowflake_grant_privileges_to_account_role", (grant, _declared, { context }) => {
    if (grant.account_role_name !== context.analystRole) {
      return [];
    }
    const more = [grant.privileges ?? "ALL PRIVILEGES"].flat().filter((privilege) => !READS.includes(privilege));
    return [
      ...more.map((privilege) => `${String(privilege)} is more than reading`),
      ...(isWithin(grant, context.prodDatabase) ? [] : [`it isn't in ${context.prodDatabase}, nor on a warehouse`]),
    ];
  }),
};

/** Whether everything that a grant is on is a warehouse, the database, or in the database. */
function isWithin(grant: ResourceArguments, database: string): boolean {
  const accountObject = blockOf(grant, "on_account_object");
  if (accountObject !== undefined) {
    const { object_type: type, object_name: name } = accountObject;
    return type === "WAREHOUSE" || (type === "DATABASE" && name === database);
  }
  const places = ["on_schema", "on_schema_object"].flatMap((block) => placesIn(blockOf(grant, block)));
  return places.length > 0 && places.every((place) => place === database || place.startsWith(`"${database}".`));
}

const PLACE_ARGUMENTS = [
  "schema_name",
  "future_schemas_in_database",
  "all_schemas_in_database",
  "object_name",
  "in_database",
  "in_schema",
];

/** The databases, schemas and objects that a grant's block names, also in the blocks inside. */
function placesIn(block: ResourceArguments | undefined): string[] {
  if (block === undefined) {
    return [];
  }
  const inner = ["all", "future", "inherited"].flatMap((name) => placesIn(blockOf(block, name)));
  return [...PLACE_ARGUMENTS.flatMap((argument) => [block[argument] ?? []].flat()).map(String), ...inner];
}
