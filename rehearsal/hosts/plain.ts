import { failedClaimLines, formatDuration, type RehearsalHost, type RehearsalMessage } from "../host";

/** Shows progress as lines, for logs and CI. @param write takes whole lines with their newline */
export function plainHost(write: (text: string) => void): RehearsalHost {
  return {
    tell: (message) => {
      for (const line of linesOf(message)) {
        write(`${line}\n`);
      }
    },
    close: () => Promise.resolve(),
  };
}

function linesOf(message: RehearsalMessage): readonly string[] {
  switch (message.kind) {
    case "plan":
      return [];
    case "note":
      return [message.text];
    case "step-started":
      return [`▸ ${message.title}`];
    case "progress":
      return [`    ${message.text}`];
    case "step-ended": {
      const failed = message.claims.filter((claim) => !claim.ok);
      const count = `${message.claims.length - failed.length} of ${message.claims.length} claims hold`;
      return [
        `${message.ok ? "✓" : "✗"} ${message.title} (${formatDuration(message.durationMs)}, ${count})`,
        ...failed.flatMap(failedClaimLines).map((line) => `    ${line}`),
      ];
    }
  }
}
