import type { FakeAccounts } from "../fake-accounts";
import type { FakeAnswer } from "./fake-answer";

/** What writes: the catalog link, tasks; and where clients are led. */
export function writerAnswers(world: FakeAccounts): readonly FakeAnswer[] {
  return [
    [
      /^SHOW CONNECTIONS$/,
      () =>
        (["primary", "secondary"] as const).map((role) => ({
          name: world.topology.connection,
          account_name: world.topology.accounts[role],
          is_primary: String(world.connectionAt === role),
        })),
    ],
    [
      /SYSTEM\$GET_CATALOG_LINKED_DATABASE_CONFIG/,
      ({ account }) => [{ CONFIG: JSON.stringify({ allowed_write_operations: account.catalogWrites }) }],
    ],
    [/^SHOW TASKS IN SCHEMA/, ({ account }) => [...account.tasks].map(([name, state]) => ({ name, state }))],
    [/TASK_HISTORY\(\)/, () => []],
    [
      /^ALTER CONNECTION "([^"]+)" PRIMARY$/,
      ({ role, sql }) => {
        if ([...world.active.values()].some((one) => one !== role))
          world.violations.push("clients were led to a secondary");
        world.connectionAt = role;
        world.changed(role, sql);
        return [];
      },
    ],
    [
      /SET ALLOWED_WRITE_OPERATIONS = (ALL|NONE)$/,
      ({ role, account, match, sql }) => {
        account.catalogWrites = match[1] === "ALL" ? "ALL" : "NONE";
        if (match[1] === "ALL" && world.writer !== role)
          world.violations.push(`${role} may write the lake, and isn't active`);
        world.changed(role, sql);
        return [];
      },
    ],
    [
      /^ALTER TASK .*"([^"]+)" (SUSPEND|RESUME)$/,
      ({ role, account, match, sql }) => {
        account.tasks.set(match[1] ?? "", match[2] === "RESUME" ? "started" : "suspended");
        world.changed(role, sql);
        return [];
      },
    ],
  ];
}
