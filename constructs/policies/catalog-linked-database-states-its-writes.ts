import { linkedCatalogCreation } from "./linked-catalog-statement";
import type { PolicyRule } from "./policy-rule";

/** A catalog-linked database begins without writes, and says so. */
export const catalogLinkedDatabaseStatesItsWrites: PolicyRule = {
  id: "catalog-linked-database-states-its-writes",
  reason:
    "docs.snowflake.com, create-database-catalog-linked: ALLOWED_WRITE_OPERATIONS defaults to ALL, and a table that is dropped there is dropped in Glue",
  resourceType: "snowflake_execute",
  violations: ({ execute }) => {
    const creation = linkedCatalogCreation(execute);
    return creation === undefined || /\bALLOWED_WRITE_OPERATIONS\s*=\s*NONE\b/i.test(creation)
      ? []
      : ["it doesn't say ALLOWED_WRITE_OPERATIONS = NONE"];
  },
};
