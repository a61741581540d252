import { describeError } from "../errors";
import { formatDuration } from "../host";
import type { ClaimInput } from "../report/claims";
import type { ApplyOutcome } from "../terraform/driver";
import type { StackOutcome } from "../terraform/graph";
import { throughStacks } from "../terraform/through-stacks";
import { defineStep } from "./step";

interface ConvergedStack {
  readonly apply: ApplyOutcome;
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly versions: ReadonlyMap<string, string>;
}

/** Applies every stack, each as soon as those that it needs are there. */
export const convergeStep = defineStep({
  id: "converge",
  title: "Converge: apply every stack",
  needs: ["synth"],
  async run({ facts, progress }) {
    const { manifest, driver } = facts.synth;
    // Initialising needs no other stack, so all begin at once; a failure is that stack's and shows when its turn comes.
    const initialised = new Map(
      [...manifest.stacks.values()].map((stack) => [stack.name, settle(driver.init(stack))] as const),
    );
    const outcomes = await throughStacks(manifest, "needs first", async (stack): Promise<ConvergedStack> => {
      const { name } = stack;
      const init = await initialised.get(name);
      if (init === undefined) {
        throw new Error(`stack ${name} was not initialised`);
      }
      if (init.kind === "failed") {
        throw init.error;
      }
      progress(`${name}: apply`);
      const apply = await driver.apply(stack);
      progress(`${name}: ${apply.summary} (${formatDuration(apply.durationMs)})`);
      return { apply, outputs: await driver.outputs(stack), versions: init.value };
    });
    await Promise.all(initialised.values());
    const done = [...outcomes].flatMap(([name, outcome]) =>
      outcome.kind === "done" ? [[name, outcome.value] as const] : [],
    );
    return {
      facts: {
        converged: new Set(done.map(([name]) => name)),
        outputs: new Map(done.map(([name, stack]) => [name, stack.outputs])),
        versions: new Map(done.flatMap(([, stack]) => [...stack.versions])),
      },
      claims: [...outcomes].map(([name, outcome]) => convergedClaim(name, outcome)),
    };
  },
});

function convergedClaim(name: string, outcome: StackOutcome<ConvergedStack>): ClaimInput {
  const claim = { id: `converged.${name}`, expected: "the apply succeeds" };
  switch (outcome.kind) {
    case "done": {
      const { summary, durationMs } = outcome.value.apply;
      return {
        ...claim,
        observed: summary,
        ok: true,
        evidence: [`the apply of ${name} took ${formatDuration(durationMs)}`],
      };
    }
    case "failed":
      return { ...claim, observed: "it failed", ok: false, evidence: [describeError(outcome.error)] };
    case "skipped":
      return {
        ...claim,
        observed: `not tried: ${outcome.because.join(", ")} did not converge`,
        ok: false,
        evidence: [],
      };
  }
}

type Settled<T> = { readonly kind: "done"; readonly value: T } | { readonly kind: "failed"; readonly error: unknown };

/** A promise that never rejects, for work whose failure is looked at later. */
function settle<T>(promise: Promise<T>): Promise<Settled<T>> {
  return promise.then(
    (value): Settled<T> => ({ kind: "done", value }),
    (error: unknown): Settled<T> => ({ kind: "failed", error }),
  );
}
