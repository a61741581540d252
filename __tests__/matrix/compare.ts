/** A synthesized program: files by their path in the output folder. */
export type Output = ReadonlyMap<string, Buffer>;

/** Something that differs between the two outputs. */
export interface Difference {
  /** The file, in the output folder. */
  readonly file: string;
  /** Where in the file, as in a JSON pointer; empty for the whole file. */
  readonly at: string;
  /** What cdktf wrote; undefined where it wrote nothing. */
  readonly cdktf: unknown;
  /** What cdktn wrote; undefined where it wrote nothing. */
  readonly cdktn: unknown;
}

/** A difference that is known and means nothing to Terraform. */
export interface KnownDifference {
  /** Short name. */
  readonly id: string;
  /** Why it is one. */
  readonly reason: string;
  /** True for a difference that is this one. */
  matches(difference: Difference): boolean;
}

/** All differences that are allowed; docs/opentofu-and-cdktn.md lists them. White space in JSON is no difference. */
export const knownDifferences: readonly KnownDifference[] = [
  {
    id: "library-version",
    reason: "each library writes its own version into what it synthesizes; Terraform reads neither",
    matches: ({ file, at }) =>
      (file === "manifest.json" && at === "/version") ||
      (/^stacks\/[^/]+\/cdk\.tf\.json$/.test(file) && at === "/~1~1/metadata/version"),
  },
];

/** What comparing found. */
export interface Comparison {
  /** Differences that nothing explains. */
  readonly unexplained: readonly Difference[];
  /** How often each known difference was met. One that was not met is told, too: it should be removed from the list. */
  readonly known: ReadonlyMap<string, number>;
}

/** Compares two outputs: JSON by its values, in which the order of keys means nothing, all else by its bytes. */
export function compareOutputs(
  cdktf: Output,
  cdktn: Output,
  allowed: readonly KnownDifference[] = knownDifferences,
): Comparison {
  const files = [...new Set([...cdktf.keys(), ...cdktn.keys()])].sort();
  const differences = files.flatMap((file) => compareFiles(file, cdktf.get(file), cdktn.get(file)));
  const explanationOf = (difference: Difference) => allowed.find((known) => known.matches(difference));
  return {
    unexplained: differences.filter((difference) => explanationOf(difference) === undefined),
    known: new Map(
      allowed.map((known) => [known.id, differences.filter((one) => explanationOf(one) === known).length] as const),
    ),
  };
}

/** A difference as one line for people. */
export function describeDifference({ file, at, cdktf, cdktn }: Difference): string {
  return `${file}${at === "" ? "" : ` at ${at}`}: ${shown(cdktf)} by cdktf, ${shown(cdktn)} by cdktn`;
}

function compareFiles(file: string, cdktf: Buffer | undefined, cdktn: Buffer | undefined): readonly Difference[] {
  if (cdktf === undefined || cdktn === undefined) {
    return [{ file, at: "", cdktf: whetherThere(cdktf), cdktn: whetherThere(cdktn) }];
  }
  if (file.endsWith(".json")) {
    return [...compareJson(file, "", JSON.parse(cdktf.toString("utf8")), JSON.parse(cdktn.toString("utf8")))];
  }
  return cdktf.equals(cdktn)
    ? []
    : [{ file, at: "", cdktf: `${cdktf.length} bytes`, cdktn: `${cdktn.length} other bytes` }];
}

function* compareJson(file: string, at: string, cdktf: unknown, cdktn: unknown): Generator<Difference> {
  if (isContainer(cdktf) && isContainer(cdktn) && Array.isArray(cdktf) === Array.isArray(cdktn)) {
    const [left, right] = [new Map(Object.entries(cdktf)), new Map(Object.entries(cdktn))];
    for (const key of new Set([...left.keys(), ...right.keys()])) {
      yield* compareJson(file, `${at}/${pointer(key)}`, left.get(key), right.get(key));
    }
  } else if (isContainer(cdktf) || isContainer(cdktn) || cdktf !== cdktn) {
    yield { file, at, cdktf, cdktn };
  }
}

function isContainer(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

/** A key as RFC 6901 writes it. */
function pointer(key: string): string {
  return key.replaceAll("~", "~0").replaceAll("/", "~1");
}

function whetherThere(content: Buffer | undefined): unknown {
  return content === undefined ? undefined : `${content.length} bytes`;
}

function shown(value: unknown): string {
  return value === undefined ? "nothing" : (JSON.stringify(value) ?? "nothing").slice(0, 200);
}
