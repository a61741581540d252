import { App, TerraformStack } from "cdktf";
import { ACCOUNT_ROLES, type AccountRole, type TwinbergConfig } from "../../../config/schema";
import type { DataKind } from "../../../operator/cleanup/data-kinds";
import {
  type CleanupObservation,
  resourcesIn,
  type SeenAccount,
  type SeenController,
  type SeenRelation,
  type StateResource,
} from "../../../operator/cleanup/observation";
import { type CleanupInput, planCleanup } from "../../../operator/cleanup/plan";
import type { CleanupPlan, CleanupStep } from "../../../operator/cleanup/step";
import type { Known } from "../../../operator/failover/observation";
import type { StackGraph } from "../../../rehearsal/terraform/graph";
import { declareStacks } from "../../../stacks/declare-stacks";
import { demoConfig } from "../../helpers/demo-config";
import { resourcesOf, synthesize } from "../../helpers/synthesize";

export const known = <Value>(value: Value): Known<Value> => ({ known: true, value });

/** What each stack of the program needs, as it is declared. */
export function graphOf(config: TwinbergConfig): StackGraph {
  const app = new App({ outdir: "cdktf.out" });
  declareStacks(app, config);
  return new Map(
    app.node.children
      .filter((child): child is TerraformStack => TerraformStack.isStack(child))
      .map((stack) => [stack.node.id, stack.dependencies.map(({ node }) => node.id)]),
  );
}

/** What a state has of every resource that the program declares, once all is applied. */
export function appliedResources(config: TwinbergConfig): ReadonlyMap<string, readonly StateResource[]> {
  return new Map(
    Object.entries(synthesize(config)).map(([name, stack]) => {
      const resources = resourcesOf(stack);
      const literal = (value: unknown): string | undefined => {
        if (typeof value !== "string") return undefined;
        const [, type, id, attribute = ""] = /^\$\{(\w+)\.([\w-]+)\.(\w+)\}$/.exec(value) ?? [];
        if (type === undefined) return value;
        return literal(resources.find((one) => one.type === type && one.id === id)?.block[attribute]);
      };
      return [
        name,
        resources.map(({ type, id, block }) => {
          const given = Object.entries({
            name: literal(block.name),
            database: literal(block.database),
            schema: literal(block.schema),
            bucket: literal(block.bucket),
            revert: literal(block.revert),
          }).filter(([, value]) => value !== undefined);
          return { address: `${type}.${id}`, type, ...Object.fromEntries(given) };
        }),
      ];
    }),
  );
}

const relation = (schema: string, name: string, kind: SeenRelation["kind"] = "table"): SeenRelation => ({
  schema,
  name,
  kind,
  comment: "",
  rows: kind === "table" ? 1200 : 0,
  bytes: kind === "table" ? 51_200 : 0,
});

/** A twin that could be there: what is seen of it, and what a step makes of that. */
export class World {
  static readonly config = demoConfig();
  static readonly graph = graphOf(World.config);
  private static readonly applied = appliedResources(World.config);

  constructor(readonly observation: CleanupObservation = World.deployed()) {}

  /** Everything applied, data loaded, tasks running. */
  static deployed(): CleanupObservation {
    return {
      stacks: new Map([...World.applied].map(([stack, resources]) => [stack, known(resources)])),
      undeclared: known([]),
      accounts: { primary: known(World.account("primary")), secondary: known(World.account("secondary")) },
      aws: known({
        buckets: new Map([
          ["twinberg-demo-lake", { objects: 340, bytes: 1_234_000_000, older: 12, more: false }],
          ["twinberg-demo-controller", { objects: 3, bytes: 4096, older: 9, more: false }],
        ]),
        glueTables: ["campaigns", "clicks", "conversions", "impressions"],
      }),
      controller: known({ lease: null, unfinished: null }),
    };
  }

  private static account(account: AccountRole): SeenAccount {
    const task = (name: string) => `"ICEBERG_MONITORING"."MONITORING"."${name}"`;
    return {
      groups: new Map(
        ["ICEBERG_BCDR_ACCOUNT_FG", "ICEBERG_BCDR_VOLUME_FG", "ICEBERG_BCDR_DB_FG"].map((name) => [name, account]),
      ),
      runningTasks: [task("HEARTBEAT_TASK"), task("SYNC_PROD_TASK")],
      catalogWrites: account === "primary",
      databases: new Map([
        ["ICEBERG_OPS", [relation("MONITORING", "RECOVERY_POINT"), relation("LAST_GOOD", "CAMPAIGNS")]],
        ["ICEBERG_MONITORING", [relation("MONITORING", "HEARTBEAT_LOG")]],
        [
          "ICEBERG_PROD",
          [
            relation("ADVERTISING", "V_DAILY_METRICS", "view"),
            {
              ...relation("ADVERTISING", "CAMPAIGNS", "view"),
              comment: `Kept by SYNC_PROD 1: change the table, not this view. source:${"0".repeat(32)} text:${"1".repeat(32)}`,
            },
          ],
        ],
        ["ICEBERG_DEMO_EXT", [relation("ADVERTISING", "V_DAILY_METRICS", "view")]],
        ["ICEBERG_DEMO_CLD", []],
        ...(account === "primary"
          ? ([
              ["RAW", [relation("EVENTS", "ORDERS", "external")]],
              ["TABLE_SYNC", []],
            ] as const)
          : []),
      ]),
    };
  }

  /** What would be done. */
  plan(consent: Iterable<DataKind> = [], without?: AccountRole): CleanupPlan {
    return planCleanup(this.input(consent, without));
  }

  input(consent: Iterable<DataKind> = [], without?: AccountRole): CleanupInput {
    const { observation } = this;
    return { config: World.config, graph: World.graph, observation, consent: new Set(consent), without };
  }

  /** With something seen otherwise. */
  with(changes: Partial<CleanupObservation>): World {
    return new World({ ...this.observation, ...changes });
  }

  /** With an account seen otherwise. */
  withAccount(account: AccountRole, change: (seen: SeenAccount) => SeenAccount): World {
    const seen = this.observation.accounts[account];
    if (!seen.known) throw new Error(`${account} isn't known`);
    return this.with({ accounts: { ...this.observation.accounts, [account]: known(change(seen.value)) } });
  }

  withController(change: Partial<SeenController>): World {
    return this.with({ controller: known({ lease: null, unfinished: null, ...change }) });
  }

  /** With the lease that a cleanup has taken before its first step. */
  withLease(): World {
    return this.withBucket(World.config.failover.controller.bucket, { objects: 1, bytes: 200, older: 1, more: false });
  }

  /** With a view that people have made in PROD. */
  withPeoplesView(account: AccountRole): World {
    return this.withAccount(account, (seen) => ({
      ...seen,
      databases: new Map([
        ...seen.databases,
        ["ICEBERG_PROD", [...(seen.databases.get("ICEBERG_PROD") ?? []), relation("ADVERTISING", "MINE", "view")]],
      ]),
    }));
  }

  /** What is seen when a step has been done. @throws Error for a step that the clouds would refuse */
  after(step: CleanupStep): World {
    switch (step.kind) {
      case "quiet":
        return this.withAccount(step.account, (seen) => ({ ...seen, runningTasks: [], catalogWrites: false }));
      case "empty-bucket":
        return this.withBucket(step.bucket, { objects: 0, bytes: 0, older: 0, more: false });
      case "forget":
        return this.withResources(
          step.stack,
          resourcesIn(this.observation, step.stack).filter(({ address }) => !step.addresses.includes(address)),
        );
      case "destroy":
        return this.destroyed(step.stack);
      case "delete-state":
        return this.with({ stacks: new Map([...this.observation.stacks.keys()].map((stack) => [stack, known(null)])) });
    }
  }

  private destroyed(stack: string): World {
    let next: World = this;
    for (const { type, bucket, name = "", revert } of resourcesIn(this.observation, stack)) {
      if (type === "aws_s3_bucket" && bucket !== undefined) {
        const aws = this.observation.aws;
        const contents = aws.known ? aws.value.buckets.get(bucket) : undefined;
        if ((contents?.objects ?? 0) + (contents?.older ?? 0) > 0) throw new Error(`${bucket} isn't empty`);
        next = next.withBucket(bucket, null);
      }
      if (type === "aws_glue_catalog_database") {
        const { aws } = next.observation;
        next = next.with({ aws: aws.known ? known({ ...aws.value, glueTables: null }) : aws });
      }
      const account = ACCOUNT_ROLES.find((one) => stack.includes(one)) ?? "primary";
      const dropped = type === "snowflake_database" ? name : /^DROP DATABASE IF EXISTS "(.*)"$/.exec(revert ?? "")?.[1];
      if (dropped !== undefined && next.observation.accounts[account].known) {
        next = next.withAccount(account, (seen) => ({
          ...seen,
          databases: new Map([...seen.databases].filter(([database]) => database !== dropped)),
        }));
      }
      if (type === "snowflake_failover_group" && next.observation.accounts[account].known) {
        next = next.withAccount(account, (seen) => ({ ...seen, groups: new Map() }));
      }
    }
    return next.withResources(stack, []);
  }

  /** With something else in a bucket; null: it isn't there. */
  withBucket(bucket: string, contents: { objects: number; bytes: number; older: number; more: boolean } | null) {
    const { aws } = this.observation;
    if (!aws.known) return this;
    return this.with({ aws: known({ ...aws.value, buckets: new Map([...aws.value.buckets, [bucket, contents]]) }) });
  }

  private withResources(stack: string, resources: readonly StateResource[]): World {
    return this.with({ stacks: new Map([...this.observation.stacks, [stack, known(resources)]]) });
  }
}
