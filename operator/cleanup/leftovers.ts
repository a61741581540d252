import { ACCOUNT_ROLES, type AccountRole, type TwinbergConfig } from "../../config/schema";
import { quoteIdentifier } from "../../sql/identifier";
import { stringLiteral } from "../../sql/literal";
import type { DataKind } from "./data-kinds";
import type { CleanupObservation } from "./observation";
import type { Leftover } from "./step";

/** What this command can't or doesn't remove, why, and who can. By the configuration, and by what was seen. Pure. */
export function leftoversOf({
  config,
  observation,
  consent,
}: {
  readonly config: TwinbergConfig;
  readonly observation: CleanupObservation;
  readonly consent: ReadonlySet<DataKind>;
}): readonly Leftover[] {
  const undeclared = observation.undeclared;
  return [
    ...ACCOUNT_ROLES.flatMap((account) => inAccount(config, account)),
    {
      what: "both accounts' query and login history, and dropped databases within their Time Travel",
      why: "Snowflake keeps them for its own retention times",
      who: "nobody; ACCOUNTADMIN brings a database back within that time: UNDROP DATABASE",
    },
    ...carried(config),
    ...(config.failover.connection === undefined
      ? []
      : [
          {
            what: `clients and DNS records that name the connection ${config.failover.connection.name}`,
            why: "they are not in any account of the twin",
            who: "whoever runs the clients points them at an account's own name",
          },
        ]),
    ...inAws(config, consent),
    ...inBackend(config),
    ...(undeclared.known
      ? undeclared.value.map((stack) => ({
          what: `the stack ${stack} in Terraform's state`,
          why: "the configuration doesn't declare it any longer, so that there is nothing to destroy it with",
          who: "put back the configuration that declared it, and clean up again",
        }))
      : [
          {
            what: "stacks in Terraform's state that the configuration doesn't declare any longer, if there are any",
            why: `the state's list can't be looked at: ${undeclared.reason}`,
            who: "look at the backend",
          },
        ]),
  ];
}

function inAccount(config: TwinbergConfig, account: AccountRole): readonly Leftover[] {
  const { name, deployer } = config.accounts[account];
  const role = deployer.role === "ACCOUNTADMIN" ? "" : `; DROP ROLE ${quoteIdentifier(deployer.role)}`;
  const whole = `${config.organization}.${name}`;
  return [
    {
      what: `the user ${deployer.user} in ${name}${role === "" ? "" : `, its role ${deployer.role}`}, and its key pair`,
      why: "this command works as that user",
      who: `ACCOUNTADMIN: DROP USER ${quoteIdentifier(deployer.user)}${role}; then delete the key's file`,
    },
    {
      what: `ENABLE_ACCOUNT_DATABASE_REPLICATION of ${name}`,
      why: "only the organization's administrator sets it, and others may replicate",
      who: `ORGADMIN: SELECT SYSTEM$GLOBAL_ACCOUNT_SET_PARAMETER(${stringLiteral(whole)}, 'ENABLE_ACCOUNT_DATABASE_REPLICATION', 'false')`,
    },
  ];
}

/** What groups have brought to the secondary besides Twinberg's own. */
function carried({ failover, accounts }: TwinbergConfig): readonly Leftover[] {
  const { databases } = failover.databaseGroup;
  const types = failover.accountGroup.integrationTypes.join(", ");
  return [
    ...databases.map((database) => ({
      what: `the copy of database ${database} in ${accounts.secondary.name}`,
      why: "dropping a secondary failover group leaves its databases, to be written to; it isn't Twinberg's",
      who: `its owner, when nobody reads it: DROP DATABASE ${quoteIdentifier(database)}`,
    })),
    {
      what: `other integrations (${types}) that the account group has brought to ${accounts.secondary.name}`,
      why: "a group carries all of a type, also those of others",
      who: "their owners, by SHOW INTEGRATIONS there",
    },
  ];
}

function inAws({ lake, aws, tableSync }: TwinbergConfig, consent: ReadonlySet<DataKind>): readonly Leftover[] {
  const made = lake.tables.length > 0;
  return [
    ...(consent.has("lake") && !consent.has("glue")
      ? [
          {
            what: `the Glue database ${lake.glueDatabase} over files that are gone`,
            why: "--delete-data names lake, and not glue",
            who: made ? "name glue, too" : "its owner",
          },
        ]
      : []),
    ...(consent.has("glue") && made
      ? [
          {
            what: `Lake Formation of ${aws.accountId} in ${aws.region} without administrators, new databases closed to IAM`,
            why: "the settings have one owner, and removing them empties them",
            who: "whoever may lakeformation:PutDataLakeSettings",
          },
        ]
      : []),
    ...(lake.tables.length === 0
      ? [
          {
            what: `the Glue database ${lake.glueDatabase} and its tables`,
            why: "they were adopted, and never made by Twinberg",
            who: "their owner",
          },
        ]
      : []),
    ...lake.replicas.map(({ bucket }) => ({
      what: `s3://${bucket}, a copy of the lake`,
      why: "somebody else makes and keeps it",
      who: "its owner",
    })),
    ...(tableSync?.cloudTrail === true
      ? [
          {
            what: "the CloudTrail trail whose events the table sync read",
            why: "it isn't Twinberg's",
            who: "its owner",
          },
        ]
      : []),
  ];
}

function inBackend({ backend }: TwinbergConfig): readonly Leftover[] {
  switch (backend.type) {
    case "local":
      return [];
    case "s3": {
      const buckets = [backend.bucket, ...(backend.replica === undefined ? [] : [backend.replica.bucket])];
      return [
        {
          what: `${buckets.map((bucket) => `s3://${bucket}`).join(", ")}: the state's own`,
          why: "bootstrap made them outside of Terraform, and other programs may keep theirs there",
          who: `whoever may delete buckets: aws s3 rb --force after looking into them${backend.lockTable === undefined ? "" : `; the DynamoDB table ${backend.lockTable}`}`,
        },
      ];
    }
    case "cloud":
      return [
        {
          what: `the workspaces ${backend.workspacePrefix}… in ${backend.organization} at ${backend.hostname}`,
          why: "they hold variables, runs and the history of state, and belong to the organization's owners",
          who: "an owner of the organization, in its settings",
        },
      ];
  }
}
