import type { AccountRole } from "../../config/schema";
import type { SessionSettings } from "../../operator/snowflake/session";
import type { AwsTarget } from "../clouds/aws-target";
import type { Inventory } from "../clouds/inventory";
import type { Environment } from "../environment";
import { describeError } from "../errors";
import type { Claim, ClaimInput, StepId } from "../report/claims";
import type { TerraformDriver } from "../terraform/driver";
import type { Manifest } from "../terraform/manifest";
import type { RehearsalTools } from "../tools";

/** What a step finds out for later steps, by step. Steps that only make claims leave nothing. */
export interface StepFacts {
  readonly clouds: CloudFacts;
  readonly synth: {
    /** The synthesized stacks. */
    readonly manifest: Manifest;
    /** Terraform, pointed at the local clouds. */
    readonly driver: TerraformDriver;
  };
  readonly converge: {
    /** Stacks that applied. */
    readonly converged: ReadonlySet<string>;
    /** Outputs of the stacks that applied. */
    readonly outputs: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
    /** Versions that Terraform chose: `hashicorp/aws` to version. */
    readonly versions: ReadonlyMap<string, string>;
  };
  readonly empty: Nothing;
  readonly trust: Nothing;
  readonly "least-privilege": Nothing;
  readonly load: Nothing;
  readonly "table-sync": Nothing;
  readonly cycle: Nothing;
  readonly fence: Nothing;
  readonly heartbeat: Nothing;
  readonly "schema-drift": Nothing;
  readonly validate: Nothing;
  readonly "planned-drill": Nothing;
  readonly controller: Nothing;
  readonly disaster: Nothing;
  readonly chaos: Nothing;
  readonly drift: Nothing;
  readonly cdktf: Nothing;
  readonly destroy: Nothing;
}

/** The fact that a step ran to its end. */
export type Nothing = Readonly<Record<string, never>>;

/** The clouds that run. */
export interface CloudFacts {
  /** The local AWS. */
  readonly aws: AwsTarget;
  /** URL of the local Snowflake organization. */
  readonly snowflakeEndpoint: string;
  /** URL of its control endpoint: time and faults. */
  readonly controlUrl: string;
  /** Python of the rehearsal's own environment, which has pyiceberg. */
  readonly python: string;
  /** How the deployer of each account logs in; where the accounts are new and have none, the administrator. */
  readonly sessions: Readonly<Record<AccountRole, SessionSettings>>;
  /** Environment of Terraform, synth and cdktf. */
  readonly terraformEnv: Environment;
  /** What was in the clouds before anything was declared. */
  readonly before: { readonly aws: Inventory } & Readonly<Record<AccountRole, Inventory>>;
}

/** What a step comes back with. */
export interface StepResult<Facts> {
  /** What it saw. */
  readonly claims: readonly ClaimInput[];
  /** For later steps. */
  readonly facts: Facts;
}

/** A step as it is written: it names the steps whose facts it needs and gets exactly those. */
export interface StepDefinition<Id extends StepId, Needs extends StepId> {
  /** Which. */
  readonly id: Id;
  /** For people. */
  readonly title: string;
  /** Steps that must have run to their end. */
  readonly needs: readonly Needs[];
  /** Does it. Throws when it can't run to its end; a check that fails is a claim, not an exception. */
  run(input: StepInput<Needs>): Promise<StepResult<StepFacts[Id]>>;
}

/** What a step gets. */
export interface StepInput<Needs extends StepId> {
  /** Shared tools. */
  readonly tools: RehearsalTools;
  /** Facts of the steps that it needs. */
  readonly facts: Pick<StepFacts, Needs>;
  /** Tells a line of progress. */
  readonly progress: (text: string) => void;
}

/** Facts found so far. */
export type FactStore = { -readonly [Id in StepId]?: StepFacts[Id] };

/** A step as it is run: its own types are closed over. */
export interface Step {
  /** Which. */
  readonly id: StepId;
  /** For people. */
  readonly title: string;
  /** Runs it, keeps its facts in the store and returns its claims. Never rejects: what went wrong is a failed claim. */
  execute(tools: RehearsalTools, store: FactStore, progress: (text: string) => void): Promise<readonly Claim[]>;
}

/** Makes a step that can be run from its definition. */
export function defineStep<Id extends StepId, Needs extends StepId>(definition: StepDefinition<Id, Needs>): Step {
  const { id, title, needs } = definition;
  const stamp = (claim: ClaimInput): Claim => ({ ...claim, step: id });
  return {
    id,
    title,
    execute: async (tools, store, progress) => {
      if (!holdsAll(store, needs)) {
        const missing = needs.filter((need) => store[need] === undefined);
        return [stamp(couldNotRun(id, `step ${missing.join(", ")} did not run to its end`))];
      }
      try {
        const { claims, facts } = await definition.run({ tools, facts: store, progress });
        store[id] = facts;
        return claims.map(stamp);
      } catch (error) {
        return [stamp(couldNotRun(id, describeError(error)))];
      }
    },
  };
}

function couldNotRun(id: StepId, reason: string): ClaimInput {
  const [first = ""] = reason.split("\n");
  return {
    id: `${id}.runs`,
    expected: "the step runs to its end",
    observed: `it could not: ${first}`,
    ok: false,
    evidence: [reason],
  };
}

function holdsAll<Needs extends StepId>(
  store: FactStore,
  needs: readonly Needs[],
): store is FactStore & { [Id in Needs]: StepFacts[Id] } {
  return needs.every((need) => store[need] !== undefined);
}
