import type { AccountRole, TwinbergConfig } from "../../../config/schema";
import type { Known } from "../../failover/observation";
import { known } from "../../preflight/observe/known";
import type { DeclaredResource } from "../declared";
import { type Finding, findingOf, type Sighting } from "../findings";
import { lookupOf } from "../kinds";
import type { AwsQuestion, SnowflakeQuestion } from "../lookup";

/** How the clouds are asked. They reject when that can't be told. */
export interface AdoptLooks {
  readonly snowflake: (account: AccountRole, question: SnowflakeQuestion) => Promise<Sighting | undefined>;
  readonly aws: (region: string, question: AwsQuestion) => Promise<boolean>;
  /** What an error of a cloud says. */
  readonly reasonOf: (error: unknown) => string;
}

/** How many questions are asked at a time. */
const AT_ONCE = 8;

/** Looks for everything that is declared, in its order, and changes nothing. @param signal aborted by Ctrl-C @throws its reason */
export async function lookForAll(
  config: TwinbergConfig,
  resources: readonly DeclaredResource[],
  looks: AdoptLooks,
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  const deployers = new Set(Object.values(config.accounts).map(({ deployer }) => deployer.role));
  const findings = new Map<DeclaredResource, Finding>();
  const left = resources.values();
  const worker = async () => {
    for (const resource of left) {
      signal.throwIfAborted();
      const lookup = lookupOf(resource, config);
      const seen =
        lookup.kind === "never" ? notLooked : await known(() => ask(resource, lookup.question, looks), looks.reasonOf);
      findings.set(resource, findingOf({ resource, lookup, seen }, deployers));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return resources.flatMap((resource) => findings.get(resource) ?? []);
}

const notLooked: Known<Sighting | undefined> = { known: false, reason: "it isn't looked for" };

async function ask(
  { place, address }: DeclaredResource,
  question: AwsQuestion | SnowflakeQuestion,
  { snowflake, aws }: AdoptLooks,
): Promise<Sighting | undefined> {
  if (question.in === "snowflake" && place.cloud === "snowflake") return snowflake(place.account, question);
  if (question.in === "aws" && place.cloud === "aws") {
    return (await aws(place.region, question)) ? { owner: undefined, broughtBy: undefined } : undefined;
  }
  throw new Error(`${address} is looked for in ${question.in}, and is of ${place.cloud}`);
}
