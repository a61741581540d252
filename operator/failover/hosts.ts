import type { FailoverHost, FailoverMessage } from "./message";

const MARKS: Readonly<Record<FailoverMessage["level"], string>> = {
  info: "  ",
  warning: "! ",
  error: "✗ ",
  result: "✓ ",
};

/** What a host writes and asks with. */
export interface HostTools {
  /** For standard output. */
  readonly write: (text: string) => void;
  /** For standard error. */
  readonly progress: (text: string) => void;
  /** Asks somebody; anything but a clear yes is a no. */
  readonly confirm: FailoverHost["confirm"];
}

/** Messages as lines for people: what goes on on standard error, how it ended on standard output. */
export function terminalHost({ write, progress, confirm }: HostTools): FailoverHost {
  return {
    notify: ({ level, code, text }) => {
      const line = `${MARKS[level]}${text}${level === "info" ? "" : ` (${code})`}\n`;
      if (level === "info" || level === "warning") progress(line);
      else write(line);
    },
    confirm,
  };
}

/** Messages as one JSON object a line: `{ code, level, text, data, at }`. */
export function jsonHost({ write, confirm }: HostTools): FailoverHost {
  return { notify: (message) => write(`${JSON.stringify(message)}\n`), confirm };
}
