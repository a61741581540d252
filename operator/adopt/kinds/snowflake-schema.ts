import { qualifiedName, quoteIdentifier } from "../../../sql/identifier";
import { type DeclaredResource, optionalText, textOf } from "../declared";
import { barredId, quotedId } from "../import-id";
import type { Lookup } from "../lookup";

/** What SHOW calls the objects of a schema. */
const SHOWN = {
  snowflake_alert: "ALERTS",
  snowflake_iceberg_table_from_aws_glue: "ICEBERG TABLES",
  snowflake_materialized_view: "MATERIALIZED VIEWS",
  snowflake_stage_external_s3: "STAGES",
  snowflake_table: "TABLES",
  snowflake_task: "TASKS",
  snowflake_view: "VIEWS",
} as const;

/** Their import id is `database|schema|name`, bare. Source: provider documentation, resources/alert, materialized_view, table */
const BARRED: ReadonlySet<string> = new Set(["snowflake_alert", "snowflake_materialized_view", "snowflake_table"]);

/** Schemas, and what is in them. */
export const schemaObjects = {
  snowflake_schema: (resource: DeclaredResource): Lookup => {
    const [database, name] = [textOf(resource, "database"), textOf(resource, "name")];
    return {
      kind: "ask",
      question: {
        in: "snowflake",
        statement: `SHOW SCHEMAS IN DATABASE ${quoteIdentifier(database)}`,
        within: [database],
        matches: (row) => row.name === name,
      },
      importId: quotedId(database, name),
    };
  },
  snowflake_procedure_javascript: (resource: DeclaredResource): Lookup => {
    const place = placeOf(resource);
    const types = argumentTypes(resource);
    return {
      kind: "ask",
      question: {
        ...listed("PROCEDURES", place),
        matches: (row) => row.name === place[2] && signatureOf(String(row.arguments)) === types.join(","),
      },
      importId: `${quotedId(...place)}(${types.join(", ")})`,
    };
  },
  ...Object.fromEntries(
    Object.entries(SHOWN).map(([type, plural]) => [
      type,
      (resource: DeclaredResource): Lookup => {
        const place = placeOf(resource);
        return {
          kind: "ask",
          question: { ...listed(plural, place), matches: (row) => row.name === place[2] },
          importId: BARRED.has(type) ? barredId(...place) : quotedId(...place),
        };
      },
    ]),
  ),
};

const placeOf = (resource: DeclaredResource) =>
  [textOf(resource, "database"), textOf(resource, "schema"), textOf(resource, "name")] as const;

const listed = (plural: string, [database, schema]: ReturnType<typeof placeOf>) =>
  ({
    in: "snowflake",
    statement: `SHOW ${plural} IN SCHEMA ${qualifiedName(database, schema)}`,
    within: [database, schema],
  }) as const;

/** Overloads differ in the names of the types alone, without lengths. */
function argumentTypes({ arguments: all }: DeclaredResource): readonly string[] {
  return [all.arguments ?? []].flat().map((one) => {
    const type = optionalText(Object(one), "arg_data_type") ?? "";
    return type.replace(/\(.*\)/, "").toUpperCase();
  });
}

/** `VARCHAR,NUMBER` of `P(VARCHAR, NUMBER) RETURN VARCHAR`. */
function signatureOf(shown: string): string {
  return (/\((.*)\) RETURN/.exec(shown)?.[1] ?? "").replace(/\([^)]*\)|\s/g, "").toUpperCase();
}
