import { linkedCatalogCreation } from "./linked-catalog-statement";
import type { PolicyRule } from "./policy-rule";

/** A catalog-linked database is made once. */
export const catalogLinkedDatabaseIsNeverReplaced: PolicyRule = {
  id: "catalog-linked-database-is-never-replaced",
  reason: "CREATE OR REPLACE drops every grant in it and discovers everything anew",
  resourceType: "snowflake_execute",
  violations: ({ execute }) => {
    const creation = linkedCatalogCreation(execute);
    if (creation === undefined) {
      return [];
    }
    return [
      ...(/\bOR\s+REPLACE\b/i.test(creation) ? ["it says OR REPLACE"] : []),
      ...(/\bIF\s+NOT\s+EXISTS\b/i.test(creation) ? [] : ["it doesn't say IF NOT EXISTS"]),
    ];
  },
};
