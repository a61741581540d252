import { allowsWrites } from "./linked-catalog-statement";
import type { PolicyRule } from "./policy-rule";

/** At most one catalog-linked database of the whole program writes. The rule remembers those that it has seen. */
export function oneCatalogLinkedDatabaseWrites(): PolicyRule {
  const writers = new Set<string>();
  return {
    id: "one-catalog-linked-database-writes",
    reason: "both accounts share one lake: with two writers, either drops the other's tables",
    resourceType: "snowflake_execute",
    violations: ({ execute }, path) => {
      if (!allowsWrites(execute)) {
        return [];
      }
      writers.add(path);
      const others = [...writers].filter((writer) => writer !== path);
      return others.map((writer) => `${writer} writes already`);
    },
  };
}
