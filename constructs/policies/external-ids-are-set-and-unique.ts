import { blocksOf, type DeclaredProgram, type DeclaredResource } from "./declared-program";
import { type PolicyRule, resourcesOf } from "./policy-rule";
import { statementsOf } from "./statements";

/** Snowflake gives an external id that the configuration chose, one for each account and purpose. */
export const externalIdsAreSetAndUnique: PolicyRule = {
  id: "external-ids-are-set-and-unique",
  requirements: ["R10"],
  reason:
    "an id that Snowflake makes changes when the object is made anew, and the trust with it; one of two purposes lets either stand in for the other",
  source: "docs.snowflake.com/en/sql-reference/sql/create-storage-integration",
  fix: "give each its own under externalIds",
  configuration: "externalIds",
  judge: (program) => {
    const ownerOf = new Map<string, string>();
    return presentersOf(program).map(({ declared, ids }) => ({
      path: declared.path,
      problems: [...new Set(ids)].flatMap((id) => {
        if (typeof id !== "string" || id === "") {
          return ["no external id is set"];
        }
        const owner = ownerOf.get(id) ?? declared.path;
        ownerOf.set(id, owner);
        return owner === declared.path ? [] : [`the external id ${id} is that of ${owner}, too`];
      }),
    }));
  },
};

/** Something that Snowflake assumes AWS roles with, and the external ids that it gives; undefined where it gives one of Snowflake's. */
interface Presenter {
  readonly declared: DeclaredResource;
  readonly ids: readonly unknown[];
}

const ID_OF_STATEMENT: readonly (readonly [RegExp, RegExp])[] = [
  [/\bSIGV4_IAM_ROLE\s*=/i, /\bSIGV4_EXTERNAL_ID\s*=\s*'([^']*)'/gi],
  [/\bSTORAGE_AWS_ROLE_ARN\s*=/i, /\bSTORAGE_AWS_EXTERNAL_ID\s*=\s*'([^']*)'/gi],
];

/** Integrations of type Glue aren't among them: there, Snowflake makes the id, and the trust stack reads it. */
function presentersOf(program: DeclaredProgram): Presenter[] {
  const of = (type: string, idsOf: (declared: DeclaredResource) => readonly unknown[]): Presenter[] =>
    resourcesOf(program, type).map((declared) => ({ declared, ids: idsOf(declared) }));
  return [
    ...of("snowflake_catalog_integration_iceberg_rest", ({ arguments: given }) =>
      blocksOf(given, "sigv4_rest_authentication").map((block) => block.sigv4_external_id),
    ),
    ...of("snowflake_storage_integration_aws", ({ arguments: given }) => [given.storage_aws_external_id]),
    // The older resource has no such argument.
    ...of("snowflake_storage_integration", () => [undefined]),
    ...of("snowflake_external_volume", ({ arguments: given }) =>
      blocksOf(given, "storage_location").map((block) => block.storage_aws_external_id),
    ),
    ...statementsOf(program).flatMap(({ text, declared }) =>
      ID_OF_STATEMENT.filter(([role]) => role.test(text)).map(([, pattern]) => {
        const ids = [...text.matchAll(pattern)].map(([, id]) => id);
        return { declared, ids: ids.length === 0 ? [undefined] : ids };
      }),
    ),
  ];
}
