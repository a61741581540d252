import type { Rule } from "./rule";

const CREATE = "https://docs.snowflake.com/en/sql-reference/sql/create-connection";
const ALTER = "https://docs.snowflake.com/en/sql-reference/sql/alter-connection";
const DROP = "https://docs.snowflake.com/en/sql-reference/sql/drop-connection";
const REDIRECT = "https://docs.snowflake.com/en/user-guide/client-redirect";

const ENABLE = "ALTER CONNECTION c ENABLE FAILOVER TO ACCOUNTS org.west";
const PRIMARY = ["CREATE CONNECTION c", ENABLE];
const REPLICA = [...PRIMARY, "WEST: CREATE CONNECTION c AS REPLICA OF org.east.c"];

interface Refused extends Pick<Rule, "id" | "title" | "setup" | "statement" | "code" | "page"> {
  readonly message: string | RegExp;
}

const refused = (rule: Refused & Partial<Rule>): Rule => ({ replication: false, sqlState: "55000", ...rule });

const denied = (rule: Omit<Refused, "code" | "message"> & Partial<Rule>): Rule =>
  refused({ code: "003001", sqlState: "42501", message: /Insufficient privileges to operate on /, ...rule });

export const RULES: readonly Rule[] = [
  refused({
    id: "connections-1",
    title: "an account in the region of the primary's account can't be failed over to",
    setup: ["CREATE CONNECTION c"],
    otherRegion: "AWS_US_EAST_1",
    statement: ENABLE,
    code: "003813",
    sqlState: "23001",
    message: "The connection cannot be failed over to an account in the same region",
    page: ALTER,
  }),
  refused({
    id: "connections-2",
    title: "the name is unique across the connections of the organization",
    setup: ["WEST: CREATE CONNECTION c"],
    statement: "CREATE CONNECTION c",
    code: "002002",
    sqlState: "42710",
    message: "SQL compilation error:\nObject 'C' already exists.",
    page: CREATE,
  }),
  refused({
    id: "connections-3",
    title: "the name is unique across the accounts of the organization, too",
    setup: [],
    statement: "CREATE CONNECTION west",
    code: "002002",
    sqlState: "42710",
    message: "SQL compilation error:\nObject 'WEST' already exists.",
    page: CREATE,
  }),
  refused({
    id: "connections-4",
    title: "the name has letters, digits and underscores only",
    setup: [],
    statement: 'CREATE CONNECTION "c-1"',
    code: "003818",
    sqlState: "22023",
    message: /^Invalid connection name 'c-1'/,
    page: CREATE,
  }),
  refused({
    id: "connections-5",
    title: "a secondary is made only in an account that the primary lists",
    setup: ["CREATE CONNECTION c"],
    at: "WEST",
    statement: "CREATE CONNECTION c AS REPLICA OF org.east.c",
    code: "003811",
    message: "This account is not authorized to create a secondary connection of this primary connection.",
    page: REDIRECT,
  }),
  refused({
    id: "connections-6",
    title: "a secondary has the name of its primary",
    setup: PRIMARY,
    at: "WEST",
    statement: "CREATE CONNECTION d AS REPLICA OF org.east.c",
    code: "003819",
    message: "Secondary connection 'D' must have the name of its primary connection 'ORG.EAST.C'.",
    page: CREATE,
  }),
  refused({
    id: "connections-7",
    title: "a secondary is one of a primary",
    setup: REPLICA,
    at: "WEST",
    statement: "CREATE CONNECTION c2 AS REPLICA OF org.west.c",
    code: "002003",
    sqlState: "02000",
    message: "SQL compilation error:\nConnection 'ORG.WEST.C' does not exist or not authorized.",
    page: CREATE,
  }),
  refused({
    id: "connections-8",
    title: "only the secondary is set as primary, in its own account",
    setup: REPLICA,
    statement: "ALTER CONNECTION c PRIMARY",
    code: "003814",
    message: "Connection 'C' is not a secondary connection and cannot be set as primary.",
    page: REDIRECT,
  }),
  refused({
    id: "connections-9",
    title: "no secondary is promoted where failover has been disabled",
    setup: [...REPLICA, "ALTER CONNECTION c DISABLE FAILOVER"],
    at: "WEST",
    statement: "ALTER CONNECTION c PRIMARY",
    code: "003816",
    message: "Failover of primary connection 'ORG.EAST.C' to account 'ORG.WEST' is not enabled.",
    page: ALTER,
  }),
  refused({
    id: "connections-10",
    title: "failover is enabled at the primary",
    setup: REPLICA,
    at: "WEST",
    statement: "ALTER CONNECTION c ENABLE FAILOVER TO ACCOUNTS org.east",
    code: "003815",
    message: "Connection 'C' is not a primary connection. Its primary is ORG.EAST.C.",
    page: ALTER,
  }),
  refused({
    id: "connections-11",
    title: "a primary with secondaries is not dropped",
    setup: REPLICA,
    statement: "DROP CONNECTION c",
    code: "003812",
    message: "Connection 'C' is currently a primary connection in a replication relationship and cannot be dropped.",
    page: DROP,
  }),
  refused({
    id: "connections-12",
    title: "Client Redirect needs Business Critical",
    setup: [],
    edition: "ENTERPRISE",
    statement: "CREATE CONNECTION c",
    code: "003817",
    message: /requires Business Critical Edition \(or higher\)\. On lower editions: ORG\.EAST\.$/,
    page: REDIRECT,
  }),
  refused({
    id: "connections-13",
    title: "an account on a lower edition is listed only with IGNORE EDITION CHECK",
    setup: ["CREATE CONNECTION c"],
    otherEdition: "STANDARD",
    statement: ENABLE,
    code: "003817",
    message: /On lower editions: ORG\.WEST\.$/,
    page: ALTER,
  }),
  refused({
    id: "connections-14",
    title: "accounts of the list are accounts of the organization",
    setup: ["CREATE CONNECTION c"],
    statement: "ALTER CONNECTION c ENABLE FAILOVER TO ACCOUNTS org.north",
    code: "003904",
    message: "Account 'ORG.NORTH' does not exist in the organization or is not authorized.",
    page: ALTER,
  }),
  refused({
    id: "connections-18",
    title: "there is no CREATE OR REPLACE CONNECTION",
    setup: [],
    statement: "CREATE OR REPLACE CONNECTION c",
    code: "001003",
    sqlState: "42000",
    message: /unexpected 'OR'/,
    page: CREATE,
  }),
  denied({
    id: "connections-19",
    title: "a connection is promoted by account administrators and by roles with FAILOVER",
    setup: [...REPLICA, "WEST: CREATE ROLE r", "WEST: GRANT OWNERSHIP ON CONNECTION c TO ROLE r"],
    at: "WEST",
    role: "R",
    statement: "ALTER CONNECTION c PRIMARY",
    page: REDIRECT,
  }),
  refused({
    id: "connections-20",
    title: "CURRENT_ACCOUNT_NAME tells where one is, there is no DESCRIBE",
    setup: ["CREATE CONNECTION c"],
    statement: "DESCRIBE CONNECTION c",
    code: "000002",
    sqlState: "0A000",
    message: /DESCRIBE CONNECTION/,
    page: REDIRECT,
  }),
  denied({
    id: "connections-15",
    title: "only account administrators create connections",
    setup: ["CREATE ROLE r", "GRANT CREATE CONNECTION ON ACCOUNT TO ROLE r"],
    role: "R",
    statement: "CREATE CONNECTION c",
    page: CREATE,
  }),
  denied({
    id: "connections-16",
    title: "only account administrators alter them, also those that are theirs",
    setup: ["CREATE ROLE r", "CREATE CONNECTION c", "GRANT OWNERSHIP ON CONNECTION c TO ROLE r"],
    role: "R",
    statement: ENABLE,
    page: ALTER,
  }),
  denied({
    id: "connections-17",
    title: "only account administrators drop them",
    setup: ["CREATE ROLE r", "CREATE CONNECTION c", "GRANT OWNERSHIP ON CONNECTION c TO ROLE r"],
    role: "R",
    statement: "DROP CONNECTION c",
    page: DROP,
  }),
];
