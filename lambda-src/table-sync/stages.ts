import { qualifiedName } from "../../sql/identifier";
import { parseS3Location, pathWithin, type S3Location } from "./locations";
import { type Refusal, refuse } from "./refusal";
import type { Stage } from "./settings";

/** A place as Snowflake reaches it. */
export interface StagePath {
  /** Database, schema, stage. */
  readonly stage: readonly [string, string, string];
  /** Relative to the stage's URL, without slashes around it. `""`: the stage's root. */
  readonly path: string;
}

/** The stage whose URL is the longest that holds all of the places, and the first of them in it. */
export function stageFor(
  places: readonly [S3Location, ...(readonly S3Location[])],
  stages: readonly Stage[],
): StagePath | Refusal {
  let best: { readonly length: number; readonly found: StagePath } | undefined;
  for (const stage of stages) {
    const url = parseS3Location(stage.url);
    if (url === undefined) continue;
    const paths = places.map((place) => pathWithin(url, place));
    const [path] = paths;
    if (path === undefined || paths.includes(undefined)) continue;
    if (best === undefined || url.key.length > best.length) {
      best = { length: url.key.length, found: { stage: stage.name, path } };
    }
  }
  if (best !== undefined) return best.found;
  const [{ bucket, key }, ...others] = places;
  const more = others.length === 0 ? "" : ` and of all ${others.length} places of its partitions`;
  return refuse(`no stage's URL is a prefix of s3://${bucket}/${key}${more}: add a stage that covers it`);
}

/** What a path in LOCATION may hold. Others would end it, begin a comment or need quotes, which LOCATION isn't documented to take. */
const PLAIN_PATH = /^(?!.*(?:--|\/\/))[A-Za-z0-9_./=-]*$/;

/** Why a path can't stand in LOCATION; undefined when it can. */
export function pathProblem({ path }: StagePath): Refusal | undefined {
  if (PLAIN_PATH.test(path)) return undefined;
  return refuse(
    `the path ${JSON.stringify(path)} holds more than letters, digits and _ . = - between single slashes: add a stage whose URL has it`,
  );
}

/** A stage and a path in it, as LOCATION takes it. The path is one that {@link pathProblem} has nothing against. */
export function renderStagePath({ stage, path }: StagePath): string {
  return `@${qualifiedName(...stage)}/${path === "" ? "" : `${path}/`}`;
}
