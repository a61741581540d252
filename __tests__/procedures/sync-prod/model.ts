import fc from "fast-check";
import { type CatalogTable, type DesiredView, type ViewName, viewKey } from "../../../procedures/sync-prod/desired";
import { fingerprint, readMark, renderMark, textFingerprint } from "../../../procedures/sync-prod/mark";
import type { ObservedProd, ProdRelation, Step } from "../../../procedures/sync-prod/plan";
import { stepStatement } from "../../../procedures/sync-prod/statements";
import { anyName } from "../hostile-names";
import { SETTINGS } from "../settings";

const NAMESPACES = ["iceberg_advertising_db", "ICEBERG_ADVERTISING_DB", "advertising", "Other", "other"] as const;

/** Tables as a catalog may have them: none twice. */
export const tables: fc.Arbitrary<readonly CatalogTable[]> = fc.uniqueArray(
  fc.record({
    namespace: fc.oneof(fc.constantFrom(...NAMESPACES), anyName),
    table: anyName,
    columns: fc.uniqueArray(
      fc.record({ name: anyName, type: fc.constantFrom("TEXT 16777216", "NUMBER 38 0", "DATE") }),
      {
        selector: ({ name }) => name,
        maxLength: 4,
      },
    ),
  }),
  { selector: ({ namespace, table }) => JSON.stringify([namespace, table]), maxLength: 8 },
);

/** What a relation of PROD may be: ours and as we made it, ours and changed by somebody, or somebody's. */
export type Kind = "fresh" | "stale" | "changed" | "secured" | "view" | "table";

/** A relation of each kind by any name. */
export const relation: fc.Arbitrary<{ readonly kind: Kind; readonly name: ViewName }> = fc.record({
  kind: fc.constantFrom<Kind>("stale", "changed", "secured", "view", "table"),
  name: fc.record({
    schema: fc.oneof(
      fc.constantFrom("ADVERTISING", "OTHER"),
      anyName.map((name) => name.toUpperCase()),
    ),
    view: anyName.map((name) => name.toUpperCase()),
  }),
});

/** The relation that the account would show. */
export function relationOf(kind: Kind, { schema, view }: ViewName): ProdRelation {
  const other = { schema, name: view, kind: "VIEW", comment: "", text: "", secure: false };
  if (kind === "view") return other;
  if (kind === "table") return { ...other, kind: "BASE TABLE" };
  const text = fingerprint("some text");
  return {
    ...other,
    comment: renderMark({ source: fingerprint("what it once was"), text }),
    text: kind === "changed" ? fingerprint("other text") : text,
    secure: kind === "secured",
  };
}

/** Whether people made a relation what it is, so that nobody may touch it. */
export function isTheirs(relation: ProdRelation): boolean {
  const mark = readMark(relation.comment);
  return mark === undefined || relation.kind !== "VIEW" || relation.secure || mark.text !== relation.text;
}

/** PROD after a step, by what its statement says: as simple as can be. */
export function applyStep(prod: ObservedProd, step: Step): ObservedProd {
  if (step.kind === "CREATE_SCHEMA") return { ...prod, schemas: [...prod.schemas, step.schema] };
  const name: ViewName = step.kind === "DROP" ? step : step.view;
  const others = prod.relations.filter((one) => viewKey({ schema: one.schema, view: one.name }) !== viewKey(name));
  const found = others.length < prod.relations.length;
  if (step.kind === "DROP") {
    if (!found) throw new Error("what is dropped isn't there");
    return { ...prod, relations: others };
  }
  if (found !== (step.kind === "REPLACE"))
    throw new Error(`${step.kind}, but ${found ? "it is there" : "it isn't there"}`);
  if (!prod.schemas.includes(name.schema)) throw new Error("the schema isn't there");
  return { ...prod, relations: [...others, made(step.view, stepStatement(SETTINGS, step).sql)] };
}

/** What Snowflake shows of a view: the comment in its text, and the fingerprint that the query of PROD computes. */
function made({ schema, view }: DesiredView, sql: string): ProdRelation {
  const comment = / COMMENT = '([^']*)' AS SELECT /.exec(sql)?.[1] ?? "";
  const text = textFingerprint(schema, view, sql.split(comment).join(""));
  return { schema, name: view, kind: "VIEW", comment, text, secure: false };
}
