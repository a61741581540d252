import type { TwinbergConfig } from "../../../config/schema";
import type { SeenBucket } from "../../../operator/aws/bucket";
import type { Known } from "../../../operator/failover/observation";
import { regionsOf } from "../../../operator/preflight/checks/aws-account";
import { OBJECT_KINDS } from "../../../operator/preflight/declared-names";
import type { PreflightObservation, SeenAws, SeenSnowflake } from "../../../operator/preflight/observation";

export const known = <Value>(value: Value): Known<Value> => ({ known: true, value });
export const notKnown = (reason: string): { readonly known: false; readonly reason: string } => ({
  known: false,
  reason,
});

/** A bucket as it should be. */
export const FIT = { versioned: true, encrypted: true, closed: true, tlsOnly: true } as const;

/** AWS before the first apply, with nothing in the way. */
export function readyAws(config: TwinbergConfig): SeenAws {
  const { accountId, lakeFormationAdmins } = config.aws;
  const { backend } = config;
  const state: readonly (readonly [string, SeenBucket])[] =
    backend.type === "s3"
      ? [
          [
            backend.bucket,
            {
              kind: "own",
              region: backend.region,
              ...FIT,
              copiesTo: backend.replica === undefined ? [] : [backend.replica.bucket],
            },
          ],
          ...(backend.replica === undefined
            ? []
            : ([
                [backend.replica.bucket, { kind: "own", region: backend.replica.region, ...FIT, copiesTo: [] }],
              ] as const)),
        ]
      : [];
  const absent = [config.lake.bucket, config.failover.controller.bucket].map(
    (name) => [name, { kind: "absent" }] as const,
  );
  const copies = config.lake.replicas.map(
    ({ bucket, region }) => [bucket, { kind: "own", region, ...FIT, copiesTo: [] }] as const,
  );
  return {
    caller: {
      account: accountId,
      arn: (lakeFormationAdmins[0] ?? "").replace(/:iam:(.*):role\/(.*)$/, ":sts:$1:assumed-role/$2/session"),
    },
    regions: new Map([...regionsOf(config).keys()].map((region) => [region, known(true as const)])),
    buckets: new Map([...absent, ...copies, ...state].map(([name, seen]) => [name, known<SeenBucket>(seen)])),
    roles: known([]),
    glueDatabases: known(config.lake.tables.length === 0 ? [config.lake.glueDatabase] : []),
    lakeFormation: known({ admins: [], opensNewDatabases: false, opensNewTables: false }),
    roleQuota: known({ used: 12, limit: 1000 }),
    permissions: known([{ action: "s3:CreateBucket", resource: "*", decision: "allowed" }]),
  };
}

/** An account before the first apply, with nothing in the way. */
export function readySnowflake(config: TwinbergConfig, account: "primary" | "secondary"): SeenSnowflake {
  const { name, region, deployer } = config.accounts[account];
  const names = [config.accounts.primary.name, config.accounts.secondary.name];
  return {
    organization: config.organization,
    account: name,
    region,
    user: deployer.user,
    roles: ["ACCOUNTADMIN", "PUBLIC"],
    editions: known(new Map(names.map((one) => [one, "BUSINESS_CRITICAL"]))),
    replicating: known(names),
    objects: new Map(OBJECT_KINDS.map((kind) => [kind, known(new Set<string>())])),
  };
}

/** Everything, with nothing in the way. */
export function ready(config: TwinbergConfig): PreflightObservation {
  return {
    aws: known(readyAws(config)),
    accounts: {
      primary: known(readySnowflake(config, "primary")),
      secondary: known(readySnowflake(config, "secondary")),
    },
    applied: known(new Set<string>()),
  };
}
