import { DuckDBInstance, type Json } from "@duckdb/node-api";
import { append, currentSchema, readRows } from "../../src/index";
import { canonicalRows } from "./canonical";
import { OUR_TABLES, type OurTable } from "./our-tables";
import { startWorld, type World } from "./world";

interface Reading {
  readonly rows: readonly Json[];
  readonly filtered: readonly (readonly Json[])[];
  readonly records: string;
}

let failures = 0;

function report(name: string, problem: string | undefined): void {
  if (problem !== undefined) failures += 1;
  process.stdout.write(problem === undefined ? `ok    ${name}\n` : `FAIL  ${name}: ${problem}\n`);
}

function difference(found: readonly string[], expected: readonly string[]): string | undefined {
  if (found.length !== expected.length) return `${found.length} rows, expected ${expected.length}`;
  const at = found.findIndex((row, index) => row !== expected[index]);
  return at < 0 ? undefined : `has ${found[at]}, expected ${expected[at]}`;
}

const identifierOf = (table: string) => ({ database: "interop", table });

async function write(world: World, table: OurTable): Promise<void> {
  const identifier = identifierOf(table.name);
  await world.catalog.create({
    identifier,
    location: `s3://lake/interop/${table.name}`,
    schema: { type: "struct", "schema-id": 0, fields: table.fields },
    partitionSpec: { "spec-id": 0, fields: table.partition ?? [] },
    properties: table.properties ?? {},
  });
  const add = (...queries: readonly string[]) => append(world.catalog, identifier, { engine: world.engine, queries });
  await table.write({ world, identifier, append: add });
}

async function ours(world: World, table: string): Promise<readonly string[]> {
  const { metadata } = await world.catalog.load(identifierOf(table));
  return canonicalRows(await readRows({ metadata, files: world.catalog.files }), currentSchema(metadata));
}

async function duckdbRows(query: string): Promise<readonly Json[]> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  await connection.run("SET TimeZone = 'UTC'");
  const rows = (await connection.runAndReadAll(query)).getRowObjectsJson();
  connection.closeSync();
  instance.closeSync();
  return rows;
}

async function problemOf(world: World, table: OurTable, reading: Reading | { readonly error: string }) {
  if ("error" in reading) return reading.error;
  const schema = currentSchema((await world.catalog.load(identifierOf(table.name))).metadata);
  const expected = canonicalRows(await duckdbRows(table.expected), schema);
  if (reading.records !== String(expected.length))
    return `its summary counts ${reading.records} rows, expected ${expected.length}`;
  const problem = difference(canonicalRows(reading.rows, schema), expected);
  if (problem !== undefined) return `pyiceberg ${problem}`;
  for (const [index, [theirs, filter]] of (table.filters ?? []).entries()) {
    const filtered = canonicalRows(await duckdbRows(`SELECT * FROM (${table.expected}) WHERE ${filter}`), schema);
    const wrong = difference(canonicalRows(reading.filtered[index] ?? [], schema), filtered);
    if (wrong !== undefined) return `pyiceberg, where ${theirs}, ${wrong}`;
  }
  const own = difference(await ours(world, table.name), expected);
  return own === undefined ? undefined : `this library ${own}`;
}

async function readByBoth(world: World): Promise<void> {
  const written: OurTable[] = [];
  for (const table of OUR_TABLES) {
    try {
      await write(world, table);
      written.push(table);
    } catch (error) {
      report(table.name, `was not written: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  const asked = written.map(({ name, filters = [] }) => ({ table: name, filters: filters.map(([theirs]) => theirs) }));
  const readings = JSON.parse(await world.python("read_tables.py", JSON.stringify(asked))) as readonly (
    | Reading
    | { error: string }
  )[];
  for (const [index, table] of written.entries()) {
    report(table.name, await problemOf(world, table, readings[index] ?? { error: "was not read" }));
  }
}

async function readTheirs(world: World): Promise<void> {
  const theirs = JSON.parse(await world.python("write_tables.py")) as Readonly<Record<string, readonly Json[]>>;
  for (const [name, rows] of Object.entries(theirs)) {
    const { metadata } = await world.catalog.load(identifierOf(name));
    report(name, difference(await ours(world, name), canonicalRows(rows, currentSchema(metadata))));
  }
}

async function main(): Promise<void> {
  const world = await startWorld();
  try {
    await readByBoth(world);
    await readTheirs(world);
  } finally {
    world.end();
  }
  process.stdout.write(failures === 0 ? "all alike\n" : `${failures} differ\n`);
  process.exitCode = failures === 0 ? 0 : 1;
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 2;
});
