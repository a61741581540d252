import { ADVERTISING_COLUMNS, ADVERTISING_MATERIALIZED_VIEWS, ADVERTISING_VIEWS } from "./advertising";
import { type Problem, repeated, type Text, text, texts } from "./problem";
import { valueAt } from "./value-at";

const DATABASES = ["external", "catalogLinked", "prod", "monitoring", "operations"] as const;

/** The rules over databases, views and schedules, for plain data that the schema may have refused. */
export function brokenDataRules(config: unknown): Problem[] {
  const databaseNames = DATABASES.map((use) => text(config, ["databases", use, "name"]));
  const operationsSchemas = ["schema", "lastGoodSchema"].map((key) => text(config, ["databases", "operations", key]));
  return [
    ...repeated(databaseNames, "each database needs a name of its own"),
    ...repeated(prodSchemas(config), "each Glue database needs a schema of its own"),
    ...repeated(operationsSchemas, "each schema needs a name of its own"),
    ...repeated(lastGoodViews(config), "each view is kept once"),
    ...missingAdvertisingColumns(config),
  ];
}

/** The schema of the lake's Glue database in PROD, said or unsaid, and the other ones that are named. */
function prodSchemas(config: unknown): Text[] {
  const named = texts(config, ["databases", "prod", "schemas"]);
  const lake = text(config, ["lake", "glueDatabase"]);
  const isNamed = named.some(({ path }) => path.at(-1) === lake.value);
  return isNamed ? named : [...named, { path: lake.path, value: lake.value?.toUpperCase() }];
}

function lastGoodViews(config: unknown): Text[] {
  return items(config, ["databases", "operations", "lastGood"]).map((_, index) => {
    const path = ["databases", "operations", "lastGood", index];
    const [schema, view] = ["schema", "view"].map((key) => text(config, [...path, key]).value);
    return { path, value: schema === undefined || view === undefined ? undefined : `${schema}.${view}` };
  });
}

/** The demo's views can be declared only over tables that have what they take. */
function missingAdvertisingColumns(config: unknown): Problem[] {
  const path = ["databases", "external", "advertisingViews"];
  if (valueAt(config, path) !== true) {
    return [];
  }
  const names = items(config, ["lake", "tables"]).map((table) => valueAt(table, ["name"]));
  const missing = Object.entries(ADVERTISING_COLUMNS).flatMap(([table, columns]) => {
    const declared = valueAt(config, ["lake", "tables", names.indexOf(table), "columns"]);
    return names.includes(table)
      ? columns.filter((column) => valueAt(declared, [column]) === undefined).map((column) => `${table}.${column}`)
      : [table];
  });
  const taken = [...ADVERTISING_VIEWS, ...ADVERTISING_MATERIALIZED_VIEWS].map((name) => name.toLowerCase());
  return [
    ...(missing.length === 0 ? [] : [{ path, message: `needs tables that lake.tables lacks: ${missing.join(", ")}` }]),
    ...names.flatMap((name, index) =>
      taken.includes(String(name))
        ? [{ path: ["lake", "tables", index, "name"], message: "is the name of one of the advertising views too" }]
        : [],
    ),
  ];
}

function items(config: unknown, path: Text["path"]): readonly unknown[] {
  const list = valueAt(config, path);
  return Array.isArray(list) ? list : [];
}
