import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { renderTypesTable } from "./types";

writeFileSync(
  join(__dirname, "../../docs/table-sync-types.md"),
  `# What the table sync makes of Glue's types

Written by \`npm run docs:table-sync-types\` from \`lambda-src/table-sync/types.ts\`. A column whose type is refused is left out
of the external table, and \`twinberg tables\` says why; its values are still in VALUE. A partition key's type is read as CSV's.

${renderTypesTable()}
`,
);
