import { linkedCatalogCreation } from "./linked-catalog-statement";
import type { PolicyRule } from "./policy-rule";
import { eachStatement } from "./statements";

/** A catalog-linked database begins without writes, and says so. */
export const catalogLinkedDatabaseStatesItsWrites: PolicyRule = {
  id: "catalog-linked-database-states-its-writes",
  requirements: ["R9"],
  reason: "ALLOWED_WRITE_OPERATIONS defaults to ALL, and a table that is dropped there is dropped in Glue",
  source: "docs.snowflake.com/en/sql-reference/sql/create-database-catalog-linked",
  fix: "say ALLOWED_WRITE_OPERATIONS = NONE when it is made; databases.catalogLinked.writer lets one account write",
  judge: eachStatement((statement) => {
    const creation = linkedCatalogCreation(statement);
    return (
      creation &&
      (/\bALLOWED_WRITE_OPERATIONS\s*=\s*NONE\b/i.test(creation)
        ? []
        : ["it doesn't say ALLOWED_WRITE_OPERATIONS = NONE"])
    );
  }),
};
