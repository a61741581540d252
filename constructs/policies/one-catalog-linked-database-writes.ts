import { allowsWrites, linkedCatalogCreation } from "./linked-catalog-statement";
import type { PolicyRule } from "./policy-rule";
import { statementsOf } from "./statements";

/** At most one catalog-linked database of the whole program writes: the other account's, which is there for a disaster, does not. */
export const oneCatalogLinkedDatabaseWrites: PolicyRule = {
  id: "one-catalog-linked-database-writes",
  requirements: ["R9"],
  reason: "both accounts share one lake: with two writers, either drops the other's tables",
  source: "docs.snowflake.com/en/user-guide/tables-iceberg-catalog-linked-database",
  fix: "let one account write (databases.catalogLinked.writer); at run time the controller moves that",
  configuration: "databases.catalogLinked.writer",
  judge: (program) => {
    const statements = statementsOf(program);
    const writers = statements.filter(({ text }) => allowsWrites(text));
    return statements
      .filter((statement) => writers.includes(statement) || linkedCatalogCreation(statement.text) !== undefined)
      .map((statement) => ({
        path: statement.declared.path,
        problems: writers
          .slice(0, Math.max(writers.indexOf(statement), 0))
          .map(({ declared }) => `${declared.path} writes already`),
      }));
  },
};
