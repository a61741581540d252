import { type CatalogTable, desiredViews, prodSchema } from "../../../procedures/sync-prod/desired";
import { SETTINGS } from "../settings";

const table = (namespace: string, name: string, columns: readonly string[] = ["id"]): CatalogTable => ({
  namespace,
  table: name,
  columns: columns.map((column) => ({ name: column, type: "DATE" })),
});
const reasons = (tables: readonly CatalogTable[]) => desiredViews(SETTINGS, tables).refused.map(({ reason }) => reason);

describe("the schema of a namespace", () => {
  it.each([
    ["iceberg_advertising_db", "ADVERTISING"],
    ["ICEBERG_ADVERTISING_DB", "ADVERTISING"],
    ["sales", "SALES"],
    ["constructor", "CONSTRUCTOR"],
    ["__proto__", "__PROTO__"],
  ])("of %s is %s", (namespace, schema) => {
    expect(prodSchema(SETTINGS, namespace)).toBe(schema);
  });
});

describe("desiredViews", () => {
  it("names views and columns in upper case", () => {
    expect(desiredViews(SETTINGS, [table("sales", "orders", ["id", "Name"])]).views).toMatchObject([
      {
        schema: "SALES",
        view: "ORDERS",
        columns: [
          { name: "ID", source: "id" },
          { name: "NAME", source: "Name" },
        ],
      },
    ]);
  });

  it.each<[string, readonly CatalogTable[], RegExp]>([
    [
      "tables that are one in upper case",
      [table("sales", "a"), table("sales", "A")],
      /the same view would be that of sales.A/,
    ],
    [
      "tables of two namespaces in one schema",
      [table("advertising", "a"), table("iceberg_advertising_db", "a")],
      /iceberg_advertising_db.a/,
    ],
    [
      "columns that are one in upper case",
      [table("sales", "a", ["x", "X"])],
      /several of its columns are X in upper case/,
    ],
    ["no columns", [table("sales", "a", [])], /its columns can't be read/],
    ["a namespace called INFORMATION_SCHEMA", [table("information_schema", "a")], /can't be named INFORMATION_SCHEMA/],
    ["a name that grows too long", [table("sales", "ß".repeat(200))], /longer than 255 characters/],
    [
      "a column's name that grows too long",
      [table("sales", "a", ["ß".repeat(200)])],
      /a column's name is longer than 255/,
    ],
  ])("refuses %s", (_case, tables, reason) => {
    expect(reasons(tables)[0]).toMatch(reason);
    expect(desiredViews(SETTINGS, tables).views).toEqual([]);
  });

  it("refuses only those that collide", () => {
    const { views, refused } = desiredViews(SETTINGS, [table("s", "a"), table("s", "A"), table("s", "b")]);
    expect(views.map(({ view }) => view)).toEqual(["B"]);
    expect(refused.map(({ table: { table: name } }) => name)).toEqual(["a", "A"]);
  });
});
