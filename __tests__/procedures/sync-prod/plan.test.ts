import fc from "fast-check";
import { type CatalogTable, desiredViews, viewKey } from "../../../procedures/sync-prod/desired";
import { type ObservedProd, type ProdRelation, planSync } from "../../../procedures/sync-prod/plan";
import { everythingUnreadable, type Unreadable } from "../../../procedures/sync-prod/unreadable";
import { SETTINGS } from "../settings";
import { applyStep, isTheirs, type Kind, relation, relationOf, tables } from "./model";

const READABLE: Unreadable = { everything: undefined, schemas: new Map(), views: new Map() };

const keyOf = ({ schema, name }: ProdRelation) => viewKey({ schema, view: name });

function prodOf(relations: readonly ProdRelation[]): ObservedProd {
  const unique = new Map(relations.map((one) => [keyOf(one), one]));
  return { schemas: ["PUBLIC", ...new Set(relations.map(({ schema }) => schema))], relations: [...unique.values()] };
}

/** Tables, and a PROD in which some of their views, and some other relations, are in any state. */
const situation = fc
  .tuple(
    tables,
    fc.array(relation, { maxLength: 6 }),
    fc.array(fc.option(fc.constantFrom<Kind>("fresh", "stale", "changed", "view", "table")), { maxLength: 8 }),
  )
  .map(([found, others, kinds]) => {
    const desired = desiredViews(SETTINGS, found);
    const fresh = planSync(desired, { schemas: [], relations: [] }, READABLE).steps.reduce(applyStep, {
      schemas: [],
      relations: [],
    });
    const own = desired.views.flatMap((view, index): readonly ProdRelation[] => {
      const kind = kinds[index] ?? undefined;
      if (kind === undefined) return [];
      if (kind !== "fresh") return [relationOf(kind, view)];
      return fresh.relations.filter((one) => keyOf(one) === viewKey(view));
    });
    return { desired, prod: prodOf([...others.map(({ kind, name }) => relationOf(kind, name)), ...own]) };
  });

describe("planSync", () => {
  it("converges from any state in one pass: the second pass is empty, and each table has its view or a reason", () => {
    fc.assert(
      fc.property(situation, ({ desired, prod }) => {
        const plan = planSync(desired, prod, READABLE);
        const after = plan.steps.reduce(applyStep, prod);
        const again = planSync(desired, after, READABLE);
        expect(again.steps).toEqual([]);
        expect(again.leftAlone).toEqual(plan.leftAlone);
        const left = new Set(plan.leftAlone.map(viewKey));
        const views = new Set(after.relations.map(keyOf));
        for (const view of desired.views) expect(views.has(viewKey(view)) || left.has(viewKey(view))).toBe(true);
      }),
    );
  });

  it("never touches what people made, whatever the catalog says", () => {
    fc.assert(
      fc.property(situation, fc.boolean(), ({ desired, prod }, everything) => {
        const unreadable = everything ? everythingUnreadable("it is down") : READABLE;
        const after = planSync(desired, prod, unreadable).steps.reduce(applyStep, prod);
        for (const theirs of prod.relations.filter(isTheirs)) expect(after.relations).toContainEqual(theirs);
      }),
    );
  });

  it("drops nothing on a partial view of the catalog, and says what it would have looked at", () => {
    fc.assert(
      fc.property(situation, ({ desired, prod }) => {
        const partial = planSync(desired, prod, everythingUnreadable("it is down"));
        const whole = planSync(desired, prod, READABLE);
        expect(partial.steps).toEqual(whole.steps.filter(({ kind }) => kind !== "DROP"));
        const kept = partial.leftAlone.filter(({ kind }) => kind === "UNREADABLE").map(viewKey);
        expect(kept.sort()).toEqual(
          whole.steps.flatMap((step) => (step.kind === "DROP" ? [viewKey(step)] : [])).sort(),
        );
      }),
    );
  });

  it("does as much as there is to change: no step for a view that is as it should be", () => {
    fc.assert(
      fc.property(tables, (found) => {
        const desired = desiredViews(SETTINGS, found);
        const prod = planSync(desired, prodOf([]), READABLE).steps.reduce(applyStep, prodOf([]));
        const [first, ...rest] = desired.views;
        fc.pre(first !== undefined);
        const changed = { ...desired, views: [{ ...first, source: "another" }, ...rest] };
        expect(planSync(changed, prod, READABLE).steps).toEqual([{ kind: "REPLACE", view: changed.views[0] }]);
      }),
    );
  });
});

describe("a table's view", () => {
  const table = (
    name: string,
    columns: CatalogTable["columns"] = [{ name: "id", type: "NUMBER 38 0" }],
  ): CatalogTable => ({
    namespace: "iceberg_advertising_db",
    table: name,
    columns,
  });
  const plan = (found: readonly CatalogTable[], relations: readonly ProdRelation[], unreadable = READABLE) =>
    planSync(desiredViews(SETTINGS, found), prodOf(relations), unreadable);
  const synced = (found: readonly CatalogTable[]) => plan(found, []).steps.reduce(applyStep, prodOf([])).relations;

  it.each<[string, CatalogTable]>([
    [
      "has another column",
      table("a", [
        { name: "id", type: "NUMBER 38 0" },
        { name: "at", type: "DATE" },
      ]),
    ],
    ["has a column of another type", table("a", [{ name: "id", type: "NUMBER 19 0" }])],
    ["has its columns in another order", table("a", [])],
  ])("is replaced when the table %s", (_case, changed) => {
    const before =
      changed.columns.length === 0
        ? table("a", [
            { name: "x", type: "DATE" },
            { name: "y", type: "DATE" },
          ])
        : table("a");
    const now = changed.columns.length === 0 ? { ...before, columns: [...before.columns].reverse() } : changed;
    expect(plan([now], synced([before])).steps.map(({ kind }) => kind)).toEqual(["REPLACE"]);
  });

  it("is dropped when the table is gone", () => {
    expect(plan([], synced([table("a")]))).toEqual({
      steps: [{ kind: "DROP", schema: "ADVERTISING", view: "A" }],
      leftAlone: [],
    });
  });

  it("is dropped with all others when the namespace is gone; the schema stays", () => {
    const relations = synced([table("a"), table("b")]);
    expect(plan([], relations).steps.map(({ kind }) => kind)).toEqual(["DROP", "DROP"]);
  });

  it.each<[string, Unreadable]>([
    ["the table", { ...READABLE, views: new Map([[viewKey({ schema: "ADVERTISING", view: "A" }), "no"]]) }],
    ["the namespace", { ...READABLE, schemas: new Map([["ADVERTISING", "no"]]) }],
  ])("stays when %s could not be read", (_case, unreadable) => {
    const { steps, leftAlone } = plan([], synced([table("a")]), unreadable);
    expect(steps).toEqual([]);
    expect(leftAlone).toEqual([
      { kind: "UNREADABLE", schema: "ADVERTISING", view: "A", reason: "whether its table is gone isn't known: no" },
    ]);
  });

  it("stays with its reason when somebody changed it", () => {
    const changed = synced([table("a")]).map((one) => ({ ...one, text: "0".repeat(32) }));
    expect(plan([table("a")], changed)).toEqual({
      steps: [],
      leftAlone: [{ kind: "CONFLICT", schema: "ADVERTISING", view: "A", reason: "somebody changed it" }],
    });
    expect(plan([], changed).leftAlone).toEqual([
      { kind: "CONFLICT", schema: "ADVERTISING", view: "A", reason: "its table is gone, but somebody changed it" },
    ]);
  });

  it("is refused when another table would have the same, and what is there stays", () => {
    const { steps, leftAlone } = plan([table("a"), table("A")], synced([table("a")]));
    expect(steps).toEqual([]);
    expect(leftAlone.map(({ kind, reason }) => [kind, reason])).toEqual([
      ["REFUSED", expect.stringContaining("iceberg_advertising_db.A")],
      ["REFUSED", expect.stringContaining("iceberg_advertising_db.a")],
    ]);
  });
});
