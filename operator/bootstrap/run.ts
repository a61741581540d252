import type { AccountRole } from "../../config/schema";
import { quoteIdentifier } from "../../sql/identifier";
import type { BucketPort } from "../aws/bucket";
import { makeKey } from "./key-pair";
import type { AdministratorSession } from "./observe";
import type { DeployerKeys } from "./plan";
import type { BootstrapStep } from "./step";

/** What steps act on. */
export interface BootstrapTools {
  readonly sessionOf: AdministratorSession;
  readonly buckets: BucketPort;
  /** Aborted by Ctrl-C: no further step begins. */
  readonly signal: AbortSignal;
  /** Told before each step. */
  readonly onStep: (step: BootstrapStep) => void;
}

/** A step that didn't come about; those before it are done, and are not done again. */
export class StepFailed extends Error {
  override readonly name = "StepFailed";

  constructor(
    readonly step: BootstrapStep,
    reason: string,
  ) {
    super(`${step.title}: ${reason}`);
  }
}

/**
 * Does step after step. A key that is made is on disk before anybody is told of it.
 * @throws StepFailed at the first that fails, the signal's reason when interrupted
 */
export async function runSteps(
  steps: readonly BootstrapStep[],
  keys: DeployerKeys,
  tools: BootstrapTools,
): Promise<void> {
  const bodies = new Map<AccountRole, string>();
  for (const account of ["primary", "secondary"] as const) {
    const body = keys[account]?.publicKey?.body;
    if (body !== undefined) bodies.set(account, body);
  }
  for (const step of steps) {
    tools.signal.throwIfAborted();
    tools.onStep(step);
    try {
      await runStep(step, bodies, tools);
    } catch (error) {
      tools.signal.throwIfAborted();
      throw new StepFailed(step, error instanceof Error ? error.message : String(error));
    }
  }
}

async function runStep(step: BootstrapStep, bodies: Map<AccountRole, string>, tools: BootstrapTools): Promise<void> {
  switch (step.kind) {
    case "key-pair": {
      bodies.set(step.account, (await makeKey(step.file)).body);
      return;
    }
    case "statements": {
      const session = await tools.sessionOf(step.account);
      await session.execute(`USE ROLE ${quoteIdentifier(step.role)}`);
      // Who logs in by workload identity has no key, and no statement of it asks for one.
      for (const sql of step.statements(bodies.get(step.account) ?? "")) await session.execute(sql);
      return;
    }
    case "bucket": {
      const { place, action } = step;
      if (action.kind === "copyTo") return tools.buckets.copyTo(place, action.to);
      return tools.buckets[action.kind](place);
    }
  }
}
