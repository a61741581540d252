import fc from "fast-check";
import type { SyncPorts } from "../../../lambda-src/table-sync/ports";
import { sweep } from "../../../lambda-src/table-sync/sweep";
import { StaleReading, syncTable, TableIsBusy } from "../../../lambda-src/table-sync/sync-table";
import { definition } from "./arbitrary-tables";
import { fakeWorld, glueTable, identityOf, SETTINGS } from "./fakes";

const identity = identityOf("t");

it("workers that are at one table at the same time, in any interleaving, never overwrite newer with older, and never work on it together", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.array(fc.record({ to: definition, cause: fc.constantFrom("TABLE" as const, "PARTITIONS" as const) }), {
        minLength: 2,
        maxLength: 5,
      }),
      async (scheduler, changes) => {
        const world = fakeWorld();
        let working = 0;
        const ports: SyncPorts = {
          ...world,
          glue: {
            databases: () => world.glue.databases(),
            tables: (database) => world.glue.tables(database),
            // The answer is of the moment of the question; it arrives when it arrives.
            table: async (of) => {
              const answer = await world.glue.table(of);
              return scheduler.schedule(Promise.resolve(answer), "table");
            },
            partitions: async (of) =>
              scheduler.schedule(Promise.resolve(await world.glue.partitions(of)), "partitions"),
          },
          facts: {
            get: async (of) => scheduler.schedule(Promise.resolve(await world.facts.get(of)), "get"),
            list: (of) => world.facts.list(of),
            put: async (fact, expected) =>
              scheduler.schedule(Promise.resolve(await world.facts.put(fact, expected)), "put"),
          },
          sql: {
            query: async (sql) => scheduler.schedule(Promise.resolve(await world.sql.query(sql)), "query"),
            execute: async (statements) => {
              working += 1;
              expect(working).toBe(1);
              const id = await scheduler.schedule(Promise.resolve(await world.sql.execute(statements)), "execute");
              working -= 1;
              return id;
            },
          },
        };
        const failures: unknown[] = [];
        const workers: Promise<void>[] = [];
        changes.forEach(({ to, cause }, index) => {
          // Each change in Glue happens some time among the steps of the workers that are under way.
          workers.push(
            scheduler
              .schedule(Promise.resolve(), "change")
              .then(() => {
                const stored = [...world.glue.stored.values()][0]?.table.version.version ?? -1;
                world.glue.put(
                  glueTable({
                    ...to.table,
                    table: "t",
                    identity,
                    version: { created: 1, version: stored + 1, updated: index + 1 },
                  }),
                  to.partitions,
                );
              })
              .then(() => syncTable({ identity, cause }, ports, SETTINGS))
              .then(
                () => undefined,
                (error: unknown) => void failures.push(error),
              ),
          );
        });
        await scheduler.waitFor(Promise.all(workers));
        for (const error of failures) if (!(error instanceof TableIsBusy || error instanceof StaleReading)) throw error;
        // Somebody got through, or everybody has to come again: then the last one does.
        world.pass(3_600_000);
        const last = await world.facts.get(identity);
        const { failed } = await sweep({ hasTime: () => true }, world, SETTINGS);
        expect(failed).toEqual([]);
        expect(last?.leasedUntil ?? 0).toBe(0);
        const scratch = { ...fakeWorld(), glue: world.glue };
        await sweep({ hasTime: () => true }, scratch, SETTINGS);
        const comments = (some: typeof world) => [...some.sql.tables.values()].map(({ comment }) => comment);
        expect(comments(world)).toEqual(comments(scratch));
      },
    ),
    { numRuns: 150 },
  );
});
