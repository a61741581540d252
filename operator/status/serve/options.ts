import { type GivenOptions, UsageError } from "../../command";

/** Where the page is served, and how often it looks. */
export interface ServeOptions {
  readonly host: string;
  /** 0: one that is free. */
  readonly port: number;
  /** How old what is shown may be before it looks anew, in milliseconds. */
  readonly everyMs: number;
}

/** The port unless another one is given. */
export const DEFAULT_PORT = 8710;

/** Reads the options of `--serve`; undefined: it isn't given. @throws UsageError for those that can't be used */
export function serveOptions(options: GivenOptions): ServeOptions | undefined {
  if (!options.has("--serve")) {
    const alone = ["--port", "--host", "--every"].find((name) => options.has(name));
    if (alone !== undefined) throw new UsageError(`${alone} goes with --serve`);
    return undefined;
  }
  if (options.has("--json")) {
    throw new UsageError("--serve doesn't print: leave --json out, the page has the same at /status.json");
  }
  if (options.has("--to")) {
    throw new UsageError("--to is about the exit code, which --serve hasn't: leave it out, the page shows both ways");
  }
  return {
    host: hostOf(options.get("--host") ?? "127.0.0.1"),
    port: numberOf(options, "--port", DEFAULT_PORT, 0, 65_535),
    everyMs: numberOf(options, "--every", 30, 5, 3600) * 1000,
  };
}

function hostOf(typed: string): string {
  const host = typed.replace(/^\[(.*)\]$/, "$1");
  if (!/^[\w.:-]+$/.test(host)) {
    throw new UsageError(`--host is an address of this machine such as 127.0.0.1 or ::1, not ${JSON.stringify(typed)}`);
  }
  return host;
}

function numberOf(options: GivenOptions, name: string, unless: number, from: number, to: number): number {
  const typed = options.get(name);
  if (typed === undefined) return unless;
  const value = Number(typed);
  if (!/^\d+$/.test(typed) || value < from || value > to) {
    throw new UsageError(`${name} is a whole number from ${from} to ${to}, not ${JSON.stringify(typed)}`);
  }
  return value;
}
