import type { AccountRole, TwinbergConfig } from "../../../config/schema";
import type { Known } from "../../failover/observation";
import { within } from "../../failover/observe/within";
import { known } from "../../preflight/observe/known";
import { unlessAborted } from "../../validate/account-access";
import type { CleanupObservation, SeenAccount, SeenAws, SeenController, StateResource } from "../observation";
import type { TerraformStacks } from "../terraform/stacks";

/** How long an account may take to tell everything, in milliseconds. */
const LIMIT_MS = 120_000;

/** How everything is looked at. Each rejects with why it can't be. */
export interface CleanupLooks {
  readonly account: (account: AccountRole) => Promise<SeenAccount>;
  readonly aws: () => Promise<SeenAws>;
  /** Stacks that the state has something of. */
  readonly applied: () => Promise<ReadonlySet<string>>;
  readonly controller: () => Promise<SeenController>;
}

/** What {@link observeCleanup} needs. */
export interface CleanupLookInput {
  readonly config: TwinbergConfig;
  readonly stacks: Pick<TerraformStacks, "graph" | "resources">;
  readonly looks: CleanupLooks;
  /** The account that isn't asked. */
  readonly without: AccountRole | undefined;
  readonly signal: AbortSignal;
}

/** Looks at everything, and changes nothing. What doesn't answer is not known, with the reason. @throws the signal's reason */
export async function observeCleanup({
  stacks: terraform,
  looks,
  without,
  signal,
}: CleanupLookInput): Promise<CleanupObservation> {
  const stacks = new Map<string, Known<readonly StateResource[] | null>>();
  // One after the other: each of them is a process that loads providers.
  for (const stack of terraform.graph.keys()) {
    stacks.set(stack, await known(() => terraform.resources(stack), reasonOf));
    signal.throwIfAborted();
  }
  const account = (role: AccountRole): Promise<Known<SeenAccount>> =>
    role === without
      ? Promise.resolve({ known: false, reason: "it was not asked: it is left out" })
      : known(() => within(LIMIT_MS, () => looks.account(role)));
  const [primary, secondary, aws, applied, controller] = await unlessAborted(signal, () =>
    Promise.all([
      account("primary"),
      account("secondary"),
      known(looks.aws),
      known(looks.applied),
      known(looks.controller),
    ]),
  );
  return {
    stacks,
    undeclared: applied.known
      ? { known: true, value: [...applied.value].filter((stack) => !terraform.graph.has(stack)).sort() }
      : applied,
    accounts: { primary, secondary },
    aws,
    controller,
  };
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error)).trim();
