import { type Places, SHOWN_PLACES } from "./places";

/** What of a recording is this machine's or this run's own. */
export interface Own {
  /** Folder of the checkout that was recorded, as the user sees it. */
  readonly checkout: string;
  /** Home of the user that the recording plays. */
  readonly home: string;
  /** Where the local clouds answer; undefined before they do. */
  readonly places: Places | undefined;
}

/** A replacement with a name: all that is changed in what the commands printed. */
interface Rule {
  /** What is replaced, for the page. */
  readonly what: string;
  /** What stands there instead, for the page. */
  readonly by: string;
  readonly apply: (text: string, own: Own) => string;
}

const port = (url: string): string => new URL(url).port;

/** All replacements, in the order in which they are made. */
export const RULES: readonly Rule[] = [
  {
    what: "colours and carriage returns",
    by: "nothing",
    apply: (text) =>
      text.replace(new RegExp(`${String.fromCharCode(27)}\\[[0-9;?]*[A-Za-z]`, "g"), "").replaceAll("\r", ""),
  },
  {
    what: "the folder of the checkout",
    by: "`/path/to/twinberg`",
    apply: (text, { checkout }) => text.replaceAll(checkout, "/path/to/twinberg"),
  },
  {
    what: "the user's home",
    by: "`/path/to/home`",
    apply: (text, { home }) => text.replaceAll(home, "/path/to/home"),
  },
  {
    what: "where a filesystem mirror of providers is",
    by: "`/path/to/mirror`",
    apply: (text) => text.replace(/\(mirror: [^)]*\)/g, "(mirror: /path/to/mirror)"),
  },
  {
    what: "the local clouds' ports",
    by: "`AWS_PORT`, `SNOWFLAKE_PORT`, `CONTROL_PORT`",
    apply: (text, { places }) =>
      places === undefined
        ? text
        : (["aws", "snowflake", "control"] as const).reduce(
            (done, name) =>
              done.replace(
                new RegExp(`(?<!\\d)${port(places[name])}(?!\\d)`, "g"),
                SHOWN_PLACES[name].split(":").pop() ?? "",
              ),
            text,
          ),
  },
  {
    what: "public keys",
    by: "`PUBLIC_KEY`",
    apply: (text) => text.replace(/MII[A-Za-z0-9+/]{60,}={0,2}/g, "PUBLIC_KEY"),
  },
  {
    what: "the random end of an external id",
    by: "`RANDOM`",
    apply: (text) => text.replace(/(\btwinberg-[a-z-]+-)[0-9a-f]{24}\b/g, "$1RANDOM"),
  },
  {
    what: "ids that are made at random",
    by: "`UUID`",
    apply: (text) => text.replace(/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, "UUID"),
  },
  {
    what: "the numbers of Iceberg snapshots",
    by: "`SNAPSHOT`",
    apply: (text) => text.replace(/\bsnapshot \d{12,}\b/g, "snapshot SNAPSHOT"),
  },
  {
    what: "dates and times",
    by: "`DATE`, `TIME`",
    apply: (text) =>
      text
        .replace(/"now": \d{13}\b/g, '"now": TIME')
        .replace(/\b\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?( ?(Z|UTC|[+-]\d{2}:?\d{2}))?/g, "DATE TIME")
        .replace(/\b\d{2}:\d{2}:\d{2}(\.\d+)?\b/g, "TIME"),
  },
  {
    what: "how long something took, and how long ago it was",
    by: "`…`",
    apply: (text) =>
      text
        .replace(/\bafter (\d+m)?\d+s\b/g, "after …")
        .replace(/\b\d+ min \d+ s\b/g, "… s")
        .replace(/(?<!at most )\b\d+ min (old|ago|behind)\b/g, "… min $1")
        .replace(/\b\d+(\.\d+)? s\b/g, "… s"),
  },
  {
    what: "Terraform's lines on what is still being made or removed",
    by: "nothing",
    apply: (text) => text.replace(/^.*: Still (creating|modifying|destroying|reading)\.\.\. \[.*\n/gm, ""),
  },
];

/** An output without what is only this machine's or this run's. */
export function stable(text: string, own: Own): string {
  return RULES.reduce((done, { apply }) => apply(done, own), text);
}

/** The rules as a table of the page. */
export function rulesTable(): string {
  return ["| instead of | stands |", "| --- | --- |", ...RULES.map(({ what, by }) => `| ${what} | ${by} |`)].join("\n");
}
