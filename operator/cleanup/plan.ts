import { ACCOUNT_ROLES, type AccountRole, type TwinbergConfig } from "../../config/schema";
import type { StackGraph } from "../../rehearsal/terraform/graph";
import { setCatalogWrites } from "../failover/statements";
import { topologyOf } from "../failover/topology";
import { ALL_DATA_KINDS, type DataKind } from "./data-kinds";
import { Holdings } from "./holdings";
import { contentsOf, inventoryOf, stacksWithState } from "./inventory";
import { leftoversOf } from "./leftovers";
import { type CleanupObservation, resourcesIn, type StateResource } from "./observation";
import { hasResources, refusalsOf, stayingStacks } from "./refusals";
import { destroyOrder } from "./stack-order";
import type { CleanupPlan, CleanupStep } from "./step";

/** What {@link planCleanup} goes by. */
export interface CleanupInput {
  readonly config: TwinbergConfig;
  /** What each declared stack needs. */
  readonly graph: StackGraph;
  readonly observation: CleanupObservation;
  /** The data that are to go. All others are kept. */
  readonly consent: ReadonlySet<DataKind>;
  /** The account that is left as it is. */
  readonly without: AccountRole | undefined;
}

/**
 * What is to be done to leave, by what is there: nothing that is done already is in it, so that after a cut the plan is the
 * rest. No step destroys data of a kind that wasn't consented to. Pure.
 *
 * @throws RehearsalError STACK_GRAPH_INVALID for stacks that need each other in a circle
 */
export function planCleanup(input: CleanupInput): CleanupPlan {
  const { config, graph, observation, consent } = input;
  const staying = stayingStacks(input, graph);
  const holdings = new Holdings(config, observation);
  const inventory = inventoryOf(config, observation, holdings);
  const going = (account: AccountRole | undefined) => account === undefined || account !== input.without;
  const items = inventory.filter(({ account }) => going(account));
  const [deletes, keeps] = [items.filter((one) => isDeleted(one)), items.filter((one) => !isDeleted(one))];
  function isDeleted({ data, owned }: (typeof items)[number]): boolean {
    return owned && consent.has(data) && !(data === "state" && staying.size > 0);
  }
  const all = destroyOrder(graph);
  const order = all.filter((stack) => hasResources(observation, stack) && !staying.has(stack));
  return {
    refusals: refusalsOf(input),
    steps: [
      ...ACCOUNT_ROLES.flatMap((account) => (going(account) ? quiet(input, account, order) : [])),
      ...order.flatMap((stack) => stackSteps(input, holdings, stack)),
      ...stateSteps(
        input,
        order,
        deletes.some(({ data }) => data === "state"),
      ),
    ],
    keeps,
    deletes,
    stays: all.flatMap((stack) => {
      const why = staying.get(stack);
      return why === undefined || !hasResources(observation, stack) ? [] : [{ stack, why }];
    }),
    leaves: leftoversOf(input),
  };
}

function quiet(
  { config, observation }: CleanupInput,
  account: AccountRole,
  order: readonly string[],
): readonly CleanupStep[] {
  const seen = observation.accounts[account];
  if (!seen.known || !order.includes(`${account}-data`)) return [];
  const { runningTasks, catalogWrites } = seen.value;
  const statements = [
    ...runningTasks.map((task) => `ALTER TASK ${task} SUSPEND`),
    ...(catalogWrites ? [setCatalogWrites(topologyOf(config), "NONE")] : []),
  ];
  return statements.length === 0 ? [] : [{ kind: "quiet", account, statements }];
}

function stackSteps(
  { config, observation, consent }: CleanupInput,
  holdings: Holdings,
  stack: string,
): readonly CleanupStep[] {
  const resources = resourcesIn(observation, stack);
  const kept = resources.flatMap((one) => {
    const holding = holdings.of(stack, one);
    return holding.kind === "data" && !consent.has(holding.data) ? [{ address: one.address, data: holding.data }] : [];
  });
  const data = ALL_DATA_KINDS.filter((kind) => kept.some((one) => one.data === kind));
  const destroyed = resources.length - kept.length;
  return [
    ...(kept.length === 0
      ? []
      : [{ kind: "forget" as const, stack, data, addresses: kept.map(({ address }) => address) }]),
    ...emptied(config, observation, consent, resources),
    ...(destroyed === 0 ? [] : [{ kind: "destroy" as const, stack, resources: destroyed }]),
  ];
}

/** S3 removes no bucket that has something in it. Into the controller's this command puts its lease, before its first step. */
function emptied(
  { lake, failover, aws }: TwinbergConfig,
  observation: CleanupObservation,
  consent: ReadonlySet<DataKind>,
  resources: readonly StateResource[],
): readonly CleanupStep[] {
  const places = [
    { data: "lake", bucket: lake.bucket, region: aws.region },
    { data: "controller", ...failover.controller },
  ] as const;
  return places.flatMap(({ data, bucket, region }) => {
    const contents = contentsOf(observation, bucket);
    const owned = resources.some((one) => one.type === "aws_s3_bucket" && one.bucket === bucket);
    const full = contents !== null && (data === "controller" || contents.objects > 0 || contents.older > 0);
    return consent.has(data) && owned && full ? [{ kind: "empty-bucket" as const, data, bucket, region }] : [];
  });
}

/** Only when nothing of any stack is left to be known. */
function stateSteps(
  { graph, observation }: CleanupInput,
  order: readonly string[],
  wanted: boolean,
): readonly CleanupStep[] {
  const remains = [...graph.keys()].some((stack) => hasResources(observation, stack) && !order.includes(stack));
  return wanted && !remains ? [{ kind: "delete-state", stacks: stacksWithState(observation) }] : [];
}

/** What a step may destroy of a stack: what is planned beyond it isn't carried out. @returns addresses that must not go */
export function unconsented(
  input: Pick<CleanupInput, "config" | "observation" | "consent">,
  stack: string,
  deletes: readonly StateResource[],
): readonly string[] {
  const holdings = new Holdings(input.config, input.observation);
  return deletes.flatMap((one) => {
    const holding = holdings.of(stack, one);
    const allowed = holding.kind === "nothing" || (holding.kind === "data" && input.consent.has(holding.data));
    return allowed ? [] : [one.address];
  });
}
