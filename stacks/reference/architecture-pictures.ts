import { code, markdownTable } from "../../config/markdown";
import { connectionsOf } from "../../constructs/policies/connection-statement";
import type { DeclaredProgram, DeclaredResource } from "../../constructs/policies/declared-program";
import { groupStatementsOf } from "../../constructs/policies/failover-group-statement";
import type { DescribedProgram, DescribedStack } from "./declared-stacks";
import { lakeReads } from "./lake-reads";
import { type Arrow, type Box, flowchart } from "./mermaid";
import { tableSyncFlow } from "./table-sync-flow";

/** The parts of `docs/architecture.md` that are written from the program, by the name that the page marks them with. */
export function architecturePictures(described: DescribedProgram): Readonly<Record<string, string>> {
  return {
    stacks: stacksPicture(described),
    holdings: holdings(described),
    crossing: crossingPicture(described),
    "lake-reads": lakeReads(described.program),
    "table-sync": tableSyncFlow(described.program),
  };
}

/** Stacks in the order of their needs: an arrow leads from what is applied first. */
function stacksPicture({ stacks }: DescribedProgram): string {
  const boxes = stacks.map(({ name, resources }): Box => ({ id: name, lines: [name, ...countsByCloud(resources)] }));
  const needs = stacks.flatMap(({ name, needs, reads }) =>
    needs.map((need): Arrow => ({ from: need, to: name, ...(reads.includes(need) ? { text: "read by it" } : {}) })),
  );
  return flowchart("TB", [], boxes, needs);
}

function countsByCloud(resources: readonly DeclaredResource[]): readonly string[] {
  return [...groupBy(resources, cloudOf)].map(([cloud, own]) => `${cloud}: ${own.length}`);
}

function cloudOf({ type }: DeclaredResource): string {
  return type.startsWith("aws_") ? "AWS" : type.startsWith("snowflake_") ? "Snowflake" : type;
}

function holdings({ stacks }: DescribedProgram): string {
  const rows = stacks.map(({ name, resources }: DescribedStack) => [
    code(name),
    String(resources.length),
    [...groupBy(resources, ({ type }) => type)]
      .map(([type, own]) => (own.length === 1 ? code(type) : `${own.length} ${code(type)}`))
      .join(", "),
  ]);
  return markdownTable(["stack", "resources", "of the types"], rows);
}

/** What leads from one account, or one region, into another: replication, the connection, and states that are read. */
function crossingPicture({ program, stacks }: DescribedProgram): string {
  const { primary, secondary } = program.context.accounts;
  const groups = carriedByGroup(program);
  const connections = new Set(connectionsOf(program).map(({ name }) => name));
  const side = (account: typeof primary, own: readonly Box[]) => ({
    title: `Snowflake ${account.name}, ${account.region}`,
    boxes: own,
  });
  const boxesOn = (end: string, words: (name: string) => readonly string[]) => [
    ...[...groups.keys()].map((name): Box => ({ id: `${end} ${name}`, lines: words(name) })),
    ...[...connections].map((name): Box => ({ id: `${end} ${name}`, lines: [`connection ${name}`] })),
  ];
  const readers = stacks.flatMap(({ name, reads }) => reads.map((read) => ({ name, read })));
  const inAws: readonly Box[] = [...new Set(readers.map(({ name }) => name))].map((name) => ({
    id: name,
    lines: [`stack ${name}`],
  }));
  return flowchart(
    "LR",
    [
      side(primary, [
        ...boxesOn("source", (name) => [name, ...(groups.get(name) ?? [])]),
        ...readStacks(readers, primary.stacks),
      ]),
      side(secondary, [
        ...boxesOn("replica", (name) => [`replica of ${name}`]),
        ...readStacks(readers, secondary.stacks),
      ]),
      { title: `AWS, ${program.context.lakeRegion}`, boxes: inAws },
    ],
    [],
    [
      ...[...groups.keys()].map(
        (name): Arrow => ({
          from: `source ${name}`,
          to: `replica ${name}`,
          text: "is refreshed from it",
        }),
      ),
      ...[...connections].map(
        (name): Arrow => ({
          from: `source ${name}`,
          to: `replica ${name}`,
          text: "clients, after a failover",
        }),
      ),
      ...readers.map(({ name, read }): Arrow => ({ from: read, to: name, text: "AWS principals", broken: true })),
    ],
  );
}

function readStacks(readers: readonly { readonly read: string }[], own: readonly string[]): readonly Box[] {
  return [...new Set(readers.map(({ read }) => read))]
    .filter((read) => own.includes(read))
    .map((read) => ({ id: read, lines: [`stack ${read}`] }));
}

/** What each failover group carries, as its statements list it. */
function carriedByGroup(program: DeclaredProgram): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, Set<string>>();
  for (const { statement } of groupStatementsOf(program)) {
    const carried = groups.get(statement.group) ?? new Set<string>();
    groups.set(statement.group, carried);
    for (const clause of ["ALLOWED_INTEGRATION_TYPES", "ALLOWED_DATABASES", "ALLOWED_EXTERNAL_VOLUMES"] as const) {
      for (const item of statement.clauses.get(clause) ?? []) {
        // A provider's argument and a statement spell the same list, one with its object's kind.
        carried.add(clause === "ALLOWED_INTEGRATION_TYPES" ? item.toLowerCase() : item);
      }
    }
  }
  return new Map([...groups].map(([name, carried]) => [name, [...carried]]));
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
