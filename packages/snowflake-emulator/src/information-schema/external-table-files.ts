import { invalidProperty } from "../errors";
import type { RegisteredFile } from "../objects/external-table";
import { Cursor } from "../sql/cursor";
import { requireExternalTable } from "../sql/statements/external-table/find-external-table";
import { tokenize } from "../sql/tokenizer";
import { asTime, type Plan, planColumns, planRow } from "../tasks/table-function";
import type { InformationSchemaFunction } from "./information-schema-function";

/** D: EXTERNAL_TABLE_FILES, output. S3's ETag of an object that came in one piece is its MD5. */
const PLAN: Plan<RegisteredFile> = {
  FILE_NAME: ["text", ({ key }) => key],
  REGISTERED_ON: ["time", ({ registeredOn }) => asTime(registeredOn)],
  FILE_SIZE: ["number", ({ size }) => size],
  LAST_MODIFIED: ["time", ({ lastModified }) => asTime(lastModified)],
  ETAG: ["text", ({ etag }) => etag],
  MD5: ["text", ({ etag }) => (etag.includes("-") ? null : etag)],
};

/** D: EXTERNAL_TABLE_FILES(TABLE_NAME => 't'): the files that a table was refreshed to, for whoever sees it. */
export const externalTableFiles: InformationSchemaFunction = {
  name: "EXTERNAL_TABLE_FILES",
  async bind(context, parameters) {
    const [given, ...others] = parameters;
    const isNamed = given?.name === undefined || given.name === "TABLE_NAME";
    if (typeof given?.value !== "string" || !isNamed || others.length > 0) {
      throw invalidProperty("EXTERNAL_TABLE_FILES()", "it takes TABLE_NAME => 'name'");
    }
    const cursor = new Cursor(tokenize(given.value));
    const path = cursor.path(3);
    cursor.end();
    const { files } = requireExternalTable(context, path, "VISIBLE", "SELECT");
    const columns = planColumns(PLAN).map(({ name, type }) => ({ name, type, nullable: true }));
    return { columns, source: { kind: "rows", rows: files.map((file) => planRow(PLAN, file)) } };
  },
};
