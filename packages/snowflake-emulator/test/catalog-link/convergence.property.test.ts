import fc from "fast-check";
import { LinkBench } from "./link-bench";

type Step =
  | { readonly kind: "commit" | "again" | "remove" | "rename"; readonly namespace: string; readonly table: string }
  | { readonly kind: "drop namespace" | "add namespace"; readonly namespace: string }
  | { readonly kind: "discover" };

const namespace = fc.constantFrom("sales", "hr", "tmp");
const table = fc.constantFrom("a", "b", "c");
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constantFrom("commit", "again", "remove", "rename"), namespace, table }),
  fc.record({ kind: fc.constantFrom("drop namespace", "add namespace"), namespace }),
  fc.constant({ kind: "discover" } as const),
);

const uuidOf = (name: string) =>
  `00000000-0000-4000-8000-${Buffer.from(name).toString("hex").padStart(12, "0").slice(-12)}`;

async function take({ catalog, ...bench }: Pick<LinkBench, "catalog"> & { discover(): Promise<void> }, one: Step) {
  if (one.kind === "discover") return bench.discover();
  if (!("table" in one)) {
    if (one.kind === "drop namespace") catalog.remove(one.namespace);
    else await catalog.add(one.namespace);
    return;
  }
  const name = `${one.namespace}.${one.table}`;
  if (one.kind === "commit") await catalog.commit(one.namespace, one.table, { uuid: uuidOf(name) });
  // Another table under the same name.
  if (one.kind === "again") await catalog.commit(one.namespace, one.table);
  if (one.kind === "remove") catalog.remove(one.namespace, one.table);
  if (one.kind === "rename" && catalog.has(one.namespace, one.table)) {
    catalog.rename(one.namespace, one.table, "renamed");
  }
}

describe("whatever happens in the catalog", () => {
  it("two discoveries later the database has exactly its tables, and a third finds nothing to do", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 20 }), async (steps) => {
        const bench = new LinkBench();
        const discover = () => bench.seconds(30);
        await bench.link("BLOCKED_NAMESPACES = ('tmp')");
        for (const one of steps) await take({ catalog: bench.catalog, discover }, one);
        // A table that became another one goes first, and is found again by the next.
        await discover();
        await discover();
        const wanted = bench.catalog
          .contents()
          .filter((name) => !/^tmp(\.|$)/.test(name))
          .map((name) => name.toUpperCase());
        expect(bench.contents()).toEqual(wanted);
        expect((await bench.status()).failureDetails).toEqual([]);
        const changes: unknown[] = [];
        bench.account.state.changes.onCommit((some) => changes.push(...some));
        await discover();
        expect(changes).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });
});
