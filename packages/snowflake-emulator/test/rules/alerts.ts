import type { Rule } from "./rule";

const ALTER = "https://docs.snowflake.com/en/sql-reference/sql/alter-alert";
const MAIL = "https://docs.snowflake.com/en/sql-reference/sql/create-notification-integration-email";
const SEND = "https://docs.snowflake.com/en/sql-reference/stored-procedures/system_send_email";

const ALERT = "CREATE ALERT his.public.a SCHEDULE = '1 MINUTE' IF (EXISTS (SELECT 1)) THEN SELECT 1";

export const RULES: readonly Rule[] = [
  {
    id: "alerts-1",
    title: "resuming an alert needs EXECUTE ALERT of its owner",
    setup: ["CREATE ROLE maker", "GRANT CREATE DATABASE ON ACCOUNT TO ROLE maker"],
    role: "MAKER",
    before: ["CREATE DATABASE his", ALERT],
    statement: "ALTER ALERT his.public.a RESUME",
    code: "392000",
    sqlState: "23001",
    message: "Cannot execute alert, EXECUTE ALERT privilege must be granted to owner role",
    page: ALTER,
  },
  {
    id: "alerts-2",
    title: "executing an alert needs EXECUTE ALERT of its owner",
    setup: ["CREATE ROLE maker", "GRANT CREATE DATABASE ON ACCOUNT TO ROLE maker"],
    role: "MAKER",
    before: ["CREATE DATABASE his", ALERT],
    statement: "EXECUTE ALERT his.public.a",
    code: "392000",
    sqlState: "23001",
    message: "Cannot execute alert, EXECUTE ALERT privilege must be granted to owner role",
    page: "https://docs.snowflake.com/en/sql-reference/sql/execute-alert",
  },
  {
    id: "alerts-3",
    title: "mail may go to users of the account only",
    setup: [],
    statement: "CREATE NOTIFICATION INTEGRATION m TYPE = EMAIL ENABLED = TRUE ALLOWED_RECIPIENTS = ('x@example.com')",
    code: "394209",
    sqlState: "22023",
    message:
      "Email recipients in the given list at indexes [1] are not allowed. Either these email addresses are not yet validated or do not belong to any user in the current account.",
    page: MAIL,
  },
  {
    id: "alerts-4",
    title: "mail goes to the integration's allowed recipients only",
    setup: [
      "CREATE USER u EMAIL = 'u@example.com'",
      "CREATE NOTIFICATION INTEGRATION m TYPE = EMAIL ENABLED = TRUE ALLOWED_RECIPIENTS = ('u@example.com')",
    ],
    statement: "SELECT SYSTEM$SEND_EMAIL('m', 'u@example.com, v@example.com', 'subject', 'text')",
    code: "394210",
    sqlState: "22000",
    message: "Following email address(es) are not allowed by the email integration M: [v@example.com]",
    page: SEND,
  },
  {
    id: "alerts-5",
    title: "mail needs an integration that one may use",
    setup: [],
    statement: "SELECT SYSTEM$SEND_EMAIL('nobody', 'u@example.com', 'subject', 'text')",
    code: "002003",
    sqlState: "02000",
    message: "SQL compilation error:\nIntegration 'NOBODY' does not exist or not authorized.",
    page: SEND,
  },
  {
    id: "alerts-6",
    title: "mail has a subject",
    setup: ["CREATE NOTIFICATION INTEGRATION m TYPE = EMAIL ENABLED = TRUE"],
    statement: "SELECT SYSTEM$SEND_EMAIL('m', 'u@example.com', '', 'text')",
    code: "394212",
    sqlState: "22023",
    message: "The subject of an email must not be empty.",
    page: SEND,
  },
];
