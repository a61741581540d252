import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { LambdaEventSourceMapping } from "@cdktf/provider-aws/lib/lambda-event-source-mapping";
import { LambdaFunction } from "@cdktf/provider-aws/lib/lambda-function";
import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import { Annotations } from "cdktf";
import { Construct } from "constructs";
import type { TableSyncNames } from "../../../config/table-sync-names";
import type { DeployedSettings } from "../../../lambda-src/table-sync/read-settings";
import type { AwsPlace } from "../arns";
import type { FactStore } from "./fact-store";
import { FunctionArchive, HANDLER } from "./function-archive";
import { FUNCTION_TRUST, functionPolicy } from "./function-policy";
import type { SyncQueue } from "./sync-queue";

/** Properties of {@link SyncFunction}. */
export interface SyncFunctionProps {
  /** Where the function is. */
  readonly place: AwsPlace;
  /** What its parts are called. */
  readonly names: TableSyncNames;
  /** What it is told. */
  readonly settings: DeployedSettings;
  /** Glue databases: names, or beginnings that end in `*`. */
  readonly databases: readonly string[];
  /** Seconds that it may take. */
  readonly timeoutSeconds: number;
  /** Days that its log is kept. */
  readonly logDays: number;
  /** Whether its calls are traced by X-Ray. */
  readonly tracing: boolean;
  /** Whether a deleted secret can be brought back (`keep`, for 30 days) or is gone at once. */
  readonly onDestroy: "keep" | "delete";
  /** What it reads. */
  readonly queues: SyncQueue;
  /** Where it remembers. */
  readonly facts: FactStore;
}

/** Messages in a batch: of one table there are often several, which one look answers. */
const BATCH = 10;
/** Workers at most: each takes a connection of Snowflake's and calls of Glue's, which has limits of its own. */
const WORKERS = 5;
const MEGABYTES = 512;
/** Most that all of a function's environment may have. Source: docs.aws.amazon.com, lambda, gettingstarted-limits. */
const ENVIRONMENT_BYTES = 4096;
/** What the rest of the environment takes: three names or ARNs of at most 300 bytes, and a switch. */
const OTHER_BYTES = 1000;

/** The function, what it may do, its log, the secret of its key, and what makes the queue call it. */
export class SyncFunction extends Construct {
  /** The function itself. */
  readonly resource: LambdaFunction;
  /** The secret of the private key; undefined where there is no key. What is in it, Terraform never learns. */
  readonly secret: SecretsmanagerSecret | undefined;

  constructor(scope: Construct, id: string, props: SyncFunctionProps) {
    super(scope, id);
    const { place, names, settings, queues, facts } = props;
    this.secret =
      settings.snowflake.authentication === "KEY_PAIR"
        ? new SecretsmanagerSecret(this, "Key", {
            name: names.secret,
            description: "The table sync's private key for Snowflake, as JSON: twinberg keys writes it",
            recoveryWindowInDays: props.onDestroy === "keep" ? 30 : 0,
          })
        : undefined;
    const role = new IamRole(this, "Role", {
      name: names.function,
      description: "The table sync's function",
      assumeRolePolicy: JSON.stringify(FUNCTION_TRUST),
    });
    const policy = new IamRolePolicy(this, "Policy", {
      name: "sync-tables",
      role: role.name,
      policy: JSON.stringify(
        functionPolicy({
          place,
          names,
          databases: props.databases,
          identity: this.secret === undefined ? "workload-identity" : { secretArn: this.secret.arn },
          tracing: props.tracing,
        }),
      ),
    });
    const log = new CloudwatchLogGroup(this, "Log", { name: names.logGroup, retentionInDays: props.logDays });
    const archive = new FunctionArchive(this, "Archive");
    this.resource = new LambdaFunction(this, "Resource", {
      functionName: names.function,
      description: "Makes Snowflake's external tables follow Glue's tables",
      role: role.arn,
      runtime: "nodejs22.x",
      architectures: ["arm64"],
      handler: HANDLER,
      filename: archive.path,
      sourceCodeHash: archive.sourceCodeHash,
      memorySize: MEGABYTES,
      timeout: props.timeoutSeconds,
      tracingConfig: { mode: props.tracing ? "Active" : "PassThrough" },
      environment: {
        variables: {
          TABLE_SYNC_SETTINGS: this.settingsText(settings),
          TABLE_SYNC_QUEUE_URL: queues.queue.url,
          TABLE_SYNC_FACT_TABLE: facts.resource.name,
          ...(this.secret === undefined ? {} : { TABLE_SYNC_SECRET: this.secret.arn }),
          POWERTOOLS_TRACE_ENABLED: String(props.tracing),
        },
      },
      // Lambda would make the group otherwise, and keep it for ever.
      dependsOn: [log, policy],
    });
    new LambdaEventSourceMapping(this, "FromQueue", {
      eventSourceArn: queues.queue.arn,
      functionName: this.resource.functionName,
      batchSize: BATCH,
      functionResponseTypes: ["ReportBatchItemFailures"],
      scalingConfig: { maximumConcurrency: WORKERS },
      // Lambda refuses a queue that the role can't read.
      dependsOn: [policy],
    });
  }

  private settingsText(settings: DeployedSettings): string {
    const text = JSON.stringify(settings);
    const bytes = Buffer.byteLength(text);
    if (bytes > ENVIRONMENT_BYTES - OTHER_BYTES) {
      Annotations.of(this).addError(
        `the settings have ${bytes} bytes, and a function's environment has ${ENVIRONMENT_BYTES} for everything: map fewer Glue databases one by one, or use fewer stages`,
      );
    }
    return text;
  }
}
