import { rolesOfUser } from "../../grants/grant-store";
import { objectById, roleName } from "../../state/account-state";
import { TEXT } from "../../types/data-type";
import type { Cell } from "../../wire/result-table";
import { renderPath } from "../names";
import type { ExecutionContext } from "../statement";
import type { SqlFunction } from "./sql-function";

/** What CURRENT_VERSION answers: the server version that the protocol notes were taken from. */
export const SERVER_VERSION = "10.36.101";

function contextFunction(name: string, evaluate: (context: ExecutionContext) => Cell): SqlFunction {
  return { name, type: TEXT, minArguments: 0, maxArguments: 0, evaluate };
}

/** D: Context functions. */
export const contextFunctions: readonly SqlFunction[] = [
  contextFunction("CURRENT_ACCOUNT", ({ account }) => account.identity.locator),
  contextFunction("CURRENT_ACCOUNT_NAME", ({ account }) => account.name),
  contextFunction("CURRENT_ORGANIZATION_NAME", ({ account }) => account.organization),
  contextFunction("CURRENT_REGION", ({ account }) => account.region),
  contextFunction("CURRENT_VERSION", () => SERVER_VERSION),
  {
    name: "LAST_QUERY_ID",
    type: TEXT,
    minArguments: 0,
    maxArguments: 1,
    evaluate: ({ session }, [position]) => session.queryIds.at(Number(position ?? -1)) ?? null,
  },
  contextFunction("CURRENT_SESSION", ({ session }) => String(session.id)),
  contextFunction(
    "CURRENT_DATABASE",
    ({ account, session }) => objectById(account.state, "DATABASE", session.databaseId)?.name ?? null,
  ),
  contextFunction(
    "CURRENT_SCHEMA",
    ({ account, session }) => objectById(account.state, "SCHEMA", session.schemaId)?.name ?? null,
  ),
  contextFunction("CURRENT_SCHEMAS", ({ account, session }) => {
    const schema = objectById(account.state, "SCHEMA", session.schemaId);
    const database = objectById(account.state, "DATABASE", session.databaseId);
    const places = [
      schema,
      database?.id === undefined ? undefined : account.state.objects.SCHEMA.get("PUBLIC", database.id),
    ];
    const paths = places.flatMap((one) =>
      one === undefined || database === undefined ? [] : [renderPath([database.name, one.name])],
    );
    // D: the search path, $current and $public; each schema once.
    return JSON.stringify([...new Set(paths)]);
  }),
  contextFunction(
    "CURRENT_ROLE",
    ({ account, session }) => objectById(account.state, "ROLE", session.primaryRoleId)?.name ?? null,
  ),
  contextFunction(
    "CURRENT_USER",
    ({ account, session }) => objectById(account.state, "USER", session.userId)?.name ?? null,
  ),
  contextFunction(
    "CURRENT_WAREHOUSE",
    ({ account, session }) => objectById(account.state, "WAREHOUSE", session.warehouseId)?.name ?? null,
  ),
  contextFunction("CURRENT_SECONDARY_ROLES", ({ account, session, access }) =>
    JSON.stringify({
      roles: [...access.effective]
        .filter((id) => !access.primary.has(id))
        .map((id) => roleName(account.state, id))
        .sort()
        .join(","),
      value: session.secondaryRoles === "ALL" ? "ALL" : "",
    }),
  ),
  contextFunction("CURRENT_AVAILABLE_ROLES", ({ account, access, session }) => {
    const available = new Set([...access.effective, ...rolesOfUser(account.state.grants, session.userId)]);
    return JSON.stringify([...available].map((id) => roleName(account.state, id)).sort());
  }),
];
