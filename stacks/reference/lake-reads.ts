import type { DeclaredProgram, DeclaredResource } from "../../constructs/policies/declared-program";
import { flowOf } from "./flow";

/** How a query in the primary account gets to the lake's files, three ways; the secondary has the same. */
export function lakeReads(program: DeclaredProgram): string {
  const { catalogLinkedDatabase, externalDatabase, prodDatabase, accounts } = program.context;
  const stacks = [...accounts.primary.stacks, "trust", "lake"];
  const declared = program.resources.filter(({ stack }) => stacks.includes(stack));
  const ofType = (type: string) => declared.filter((resource) => resource.type === type);
  const views = [...ofType("snowflake_view"), ...ofType("snowflake_materialized_view")];
  const viewsOf = (database: string) => views.filter((view) => view.arguments.database === database);
  const role = (purpose: string) => declared.filter(({ path }) => path.startsWith(`trust/${purpose}/`));
  const linked = ofType("snowflake_execute").filter(makes(catalogLinkedDatabase));
  return flowOf(
    [
      {
        id: "sync",
        title: "task and procedure",
        resources: ofType("snowflake_procedure_javascript").filter(({ arguments: own }) => own.name === "SYNC_PROD"),
        names: ["SYNC_PROD"],
      },
      { id: "prod", title: "what applications read", resources: viewsOf(prodDatabase), names: [prodDatabase] },
      { id: "views", title: "views and materialized views", resources: viewsOf(externalDatabase) },
      { id: "tables", title: "Iceberg tables over Glue", resources: ofType("snowflake_iceberg_table_from_aws_glue") },
      { id: "cld", title: "catalog-linked database", resources: linked, names: [catalogLinkedDatabase] },
      {
        id: "rest",
        title: "Iceberg REST integration",
        resources: ofType("snowflake_catalog_integration_iceberg_rest"),
      },
      { id: "glue", title: "Glue integration", resources: ofType("snowflake_catalog_integration_aws_glue") },
      { id: "volume", title: "external volume", resources: ofType("snowflake_external_volume") },
      { id: "catalog-role", title: "role in AWS", resources: role("primary-catalog") },
      { id: "glue-role", title: "role in AWS", resources: role("primary-glue") },
      { id: "volume-role", title: "role in AWS", resources: role("volume") },
      {
        id: "database",
        title: "Glue database and tables",
        resources: [...ofType("aws_glue_catalog_database"), ...ofType("aws_glue_catalog_table")],
      },
      {
        id: "vending",
        title: "Lake Formation reads as",
        resources: declared.filter(({ path }) => path.startsWith("lake/LakeFormation/RegistrationRole")),
      },
      { id: "bucket", title: "files", resources: ofType("aws_s3_bucket") },
    ].map((place) => ({ ...place, ...namesOfRole(place.resources) })),
    [
      { from: "sync", to: "prod", text: "makes views of what it finds" },
      { from: "sync", to: "cld", text: "looks what tables there are" },
      { from: "prod", to: "views", text: "select from" },
      { from: "views", to: "tables", text: "select from" },
      { from: "tables", to: "glue", text: "metadata by" },
      { from: "tables", to: "volume", text: "files by" },
      { from: "cld", to: "rest", text: "tables and credentials by" },
      { from: "rest", to: "catalog-role", text: "assumes" },
      { from: "glue", to: "glue-role", text: "assumes" },
      { from: "volume", to: "volume-role", text: "assumes" },
      { from: "catalog-role", to: "database", text: "may read, also in Lake Formation" },
      { from: "glue-role", to: "database", text: "may read, also in Lake Formation" },
      { from: "volume-role", to: "bucket", text: "may read" },
      { from: "database", to: "bucket", text: "lie in" },
      { from: "vending", to: "bucket", text: "may read" },
    ],
  );
}

function makes(database: string) {
  return ({ arguments: { execute } }: DeclaredResource) =>
    typeof execute === "string" && execute.startsWith(`CREATE DATABASE IF NOT EXISTS "${database}"`);
}

/** Of a role with its policies and grants only the role has a name that others use. */
function namesOfRole(resources: readonly DeclaredResource[]): { readonly names?: readonly string[] } {
  const roles = resources.filter(({ type }) => type === "aws_iam_role");
  return roles.length === 0 ? {} : { names: roles.map((role) => String(role.arguments.name)) };
}
