import { z } from "zod";
import { stringLiteral } from "../../../sql/literal";
import type { AccountPort } from "../account-port";
import type { Known } from "../observation";
import type { FailoverTopology } from "../topology";
import { ask } from "./ask";

const rowsSchema = z.tuple([z.looseObject({ CONFIG: z.string() })]);
const linkSchema = z.looseObject({ allowed_write_operations: z.string() });

/** ALLOWED_WRITE_OPERATIONS of the catalog-linked database, in upper case. */
export async function observeCatalogWrites(
  { catalogLinked }: FailoverTopology,
  port: AccountPort,
): Promise<Known<string>> {
  const sql = `SELECT SYSTEM$GET_CATALOG_LINKED_DATABASE_CONFIG(${stringLiteral(catalogLinked.name)}) AS CONFIG`;
  return ask(port, sql, (rows) => {
    const [{ CONFIG }] = rowsSchema.parse(rows);
    return linkSchema.parse(JSON.parse(CONFIG)).allowed_write_operations.toUpperCase();
  });
}
