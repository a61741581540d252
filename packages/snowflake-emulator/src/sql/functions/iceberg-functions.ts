import { autoRefreshStatus } from "../../iceberg/refresh-status";
import type { RemoteCatalog } from "../../iceberg/remote-catalog";
import type { IcebergTable } from "../../objects/iceberg-table";
import { TEXT } from "../../types/data-type";
import type { Cell } from "../../wire/result-table";
import { Cursor } from "../cursor";
import { resolveIdentifier } from "../identifiers";
import type { ExecutionContext } from "../statement";
import { requireIcebergTable } from "../statements/iceberg-table/find-iceberg-table";
import { tokenize } from "../tokenizer";
import type { SqlFunction } from "./sql-function";

/** A function of one Iceberg table, named in a text. */
function tableFunction(name: string, answer: (table: IcebergTable) => string | null): SqlFunction {
  return {
    name,
    type: TEXT,
    minArguments: 1,
    maxArguments: 1,
    evaluate(context, [argument]) {
      const cursor = new Cursor(tokenize(String(argument)));
      const path = cursor.path(3);
      cursor.end();
      return answer(requireIcebergTable(context, path, "VISIBLE", name));
    },
  };
}

/** D: SYSTEM$GET_ICEBERG_TABLE_INFORMATION, {"metadataLocation", "status"}. */
function tableInformation({ version, refresh }: IcebergTable): string {
  const status = "reason" in refresh ? refresh.reason : "success";
  return JSON.stringify({ metadataLocation: version?.metadataLocation ?? "", status });
}

/** The catalog of an integration, for who may use it. */
function catalogOf(context: ExecutionContext, argument: Cell | undefined): RemoteCatalog {
  const { access, account } = context;
  const name = resolveIdentifier(String(argument));
  const integration = access.require("INTEGRATION", name, ["USAGE"], (one) => one.kind === "CATALOG");
  return account.iceberg.sessionOf(context).catalog(integration.id);
}

/** What a listing is about: a namespace with perhaps those below it; "" is all. */
const isBelow = (namespace: string, parent: string) =>
  parent === "" || namespace === parent || namespace.startsWith(`${parent}.`);

async function namespacesBelow(catalog: RemoteCatalog, parent: Cell | undefined): Promise<readonly string[]> {
  const wanted = parent === undefined || parent === null ? "" : String(parent);
  return (await catalog.namespaces()).filter((one) => isBelow(one, wanted)).sort();
}

/** D: an array of {"namespace", "name"}. */
async function listTables(context: ExecutionContext, [integration, parent]: readonly Cell[]): Promise<string> {
  const catalog = catalogOf(context, integration);
  const found: { readonly namespace: string; readonly name: string }[] = [];
  for (const namespace of await namespacesBelow(catalog, parent)) {
    for await (const page of catalog.tables(namespace)) {
      for (const { name, metadataLocation } of page)
        if (metadataLocation !== undefined) found.push({ namespace, name });
    }
  }
  return JSON.stringify(found);
}

/** D: an array of names. */
async function listNamespaces(context: ExecutionContext, [integration, parent]: readonly Cell[]): Promise<string> {
  return JSON.stringify(await namespacesBelow(catalogOf(context, integration), parent));
}

/** The functions about Iceberg tables and their catalogs. */
export const icebergFunctions: readonly SqlFunction[] = [
  tableFunction("SYSTEM$GET_ICEBERG_TABLE_INFORMATION", tableInformation),
  tableFunction("SYSTEM$AUTO_REFRESH_STATUS", autoRefreshStatus),
  {
    name: "SYSTEM$LIST_ICEBERG_TABLES_FROM_CATALOG",
    type: TEXT,
    minArguments: 1,
    maxArguments: 3,
    evaluate: listTables,
  },
  {
    name: "SYSTEM$LIST_NAMESPACES_FROM_CATALOG",
    type: TEXT,
    minArguments: 1,
    maxArguments: 3,
    evaluate: listNamespaces,
  },
];
