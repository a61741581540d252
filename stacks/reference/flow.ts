import type { DeclaredResource } from "../../constructs/policies/declared-program";
import { type Arrow, type Box, flowchart } from "./mermaid";

/** Resources of one purpose, which a chart shows as one box. */
export interface Place {
  readonly id: string;
  /** What it is for. */
  readonly title: string;
  /** The resources it stands for: at least one. */
  readonly resources: readonly DeclaredResource[];
  /** By what others name it. Default: the resources' own names. */
  readonly names?: readonly string[];
}

/** Something that goes from one place to another, because one of the two is declared with the other's name. */
export interface Link {
  readonly from: string;
  readonly to: string;
  readonly text: string;
  /** Which of the two names the other. Default: the one it goes from. */
  readonly namedBy?: "from" | "to";
}

/** More names than a box can show. */
const SHOWN_NAMES = 4;

/**
 * A chart of places and of what goes between them. The words are ours, the rest is the program's.
 *
 * @throws Error for a place that nothing is declared of, and for a link that the program doesn't have: the picture would lie
 */
export function flowOf(places: readonly Place[], links: readonly Link[]): string {
  const byId = new Map(places.map((place) => [place.id, place]));
  for (const { id, resources } of places) {
    if (resources.length === 0) throw new Error(`the picture shows ${id}, and the program declares nothing of it`);
  }
  const arrows = links.map(({ from, to, text, namedBy = "from" }): Arrow => {
    const [source, target] = [byId.get(from), byId.get(to)];
    if (source === undefined || target === undefined) throw new Error(`the picture has no place ${from} or ${to}`);
    const isDeclared = namedBy === "from" ? mentions(source, target) : mentions(target, source);
    if (!isDeclared) {
      throw new Error(`the picture leads from ${from} to ${to}, and nothing that is declared says so`);
    }
    return { from, to, text };
  });
  return flowchart("LR", [], places.map(boxOf), arrows);
}

function boxOf(place: Place): Box {
  const names = namesOf(place);
  const more = names.length - SHOWN_NAMES;
  const shown = names.length <= SHOWN_NAMES ? names : [...names.slice(0, SHOWN_NAMES), `and ${more} more`];
  return { id: place.id, lines: [place.title, ...shown] };
}

function mentions(place: Place, other: Place): boolean {
  const text = JSON.stringify(place.resources.map((resource) => resource.arguments));
  const byReference = other.resources.some(({ address }) => text.includes(`\${${address}.`));
  return byReference || namesOf(other).some((name) => wholeWord(name).test(text));
}

function namesOf({ resources, names }: Place): readonly string[] {
  return names ?? [...new Set(resources.flatMap(nameOf))];
}

/** A resource's own name; what only ties others together, such as a policy, has none. */
function nameOf({ type, arguments: own }: DeclaredResource): readonly string[] {
  if (type === "aws_iam_role_policy" || type === "aws_cloudwatch_event_target") return [];
  if (type === "aws_lambda_event_source_mapping") return [];
  const name = own.name ?? own.function_name ?? own.alarm_name ?? own.bucket;
  return typeof name === "string" ? [name] : [];
}

function wholeWord(name: string): RegExp {
  return new RegExp(`(?<![\\w-])${name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}(?![\\w-])`);
}
