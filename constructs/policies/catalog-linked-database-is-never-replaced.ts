import { linkedCatalogCreation } from "./linked-catalog-statement";
import type { PolicyRule } from "./policy-rule";
import { eachStatement } from "./statements";

/** A catalog-linked database is made once. */
export const catalogLinkedDatabaseIsNeverReplaced: PolicyRule = {
  id: "catalog-linked-database-is-never-replaced",
  requirements: ["R15"],
  reason: "CREATE OR REPLACE drops every grant in it and discovers everything anew",
  source: "docs.snowflake.com/en/sql-reference/sql/create-database-catalog-linked",
  fix: "say CREATE DATABASE IF NOT EXISTS, and change what is there by ALTER DATABASE",
  judge: eachStatement((statement) => {
    const creation = linkedCatalogCreation(statement);
    return (
      creation && [
        ...(/\bOR\s+REPLACE\b/i.test(creation) ? ["it says OR REPLACE"] : []),
        ...(/\bIF\s+NOT\s+EXISTS\b/i.test(creation) ? [] : ["it doesn't say IF NOT EXISTS"]),
      ]
    );
  }),
};
