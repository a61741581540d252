import { type Document, isMap, isNode, isPair, isScalar, LineCounter, parseDocument } from "yaml";
import type { z } from "zod";
import { ConfigError, type ConfigProblem } from "./config-error";
import { brokenRules, type Problem } from "./rules";
import { configSchema, type TwinbergConfig } from "./schema";
import { valueAt } from "./value-at";

type Path = readonly (string | number)[];

/**
 * Checks a configuration: YAML first, then the schema and the rules over several fields.
 *
 * @param file the name that problems are reported under
 * @throws ConfigError with every problem at once, in the file's order
 */
export function parseConfig(file: string, text: string): TwinbergConfig {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  if (document.errors.length > 0) {
    throw new ConfigError(
      file,
      document.errors.map((error) => ({
        file,
        line: lines.linePos(error.pos[0]).line,
        column: lines.linePos(error.pos[0]).col,
        path: "",
        message: `isn't valid YAML: ${firstLine(error.message)}`,
      })),
    );
  }
  const value: unknown = document.toJS();
  const parsed = configSchema.safeParse(value);
  const problems = [
    ...(parsed.error?.issues ?? []).flatMap((issue) => schemaProblems(issue, value)),
    ...brokenRules(parsed.success ? parsed.data : value),
  ];
  if (problems.length > 0) {
    throw new ConfigError(
      file,
      problems.map((problem) => located(file, problem, document, value, lines)).sort(byPosition),
    );
  }
  if (!parsed.success) {
    throw new Error("the schema refused the configuration without saying why");
  }
  return parsed.data;
}

/** zod's issue as a sentence that follows the value. */
function schemaProblems(issue: z.core.$ZodIssue, root: unknown): Problem[] {
  const path = issue.path.filter((key) => typeof key !== "symbol");
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => ({ path: [...path, key], message: "isn't a key that Twinberg knows here" }));
    case "invalid_key":
      return [{ path, message: issue.issues.map((inner) => inner.message).join("; ") }];
    case "invalid_type": {
      const missing = valueAt(root, path) === undefined;
      const quoted = issue.expected === "string" && typeof valueAt(root, path) === "number" ? "; put it in quotes" : "";
      return [
        { path, message: missing ? `is missing; expected ${issue.expected}` : `is not ${issue.expected}${quoted}` },
      ];
    }
    case "invalid_value":
      return [
        {
          path,
          message: issue.message.startsWith("is ")
            ? issue.message
            : `is not allowed; allowed: ${issue.values.map(String).join(", ")}`,
        },
      ];
    case "invalid_union":
      return [
        { path, message: `is not allowed; allowed: ${"options" in issue ? issue.options?.join(", ") : issue.message}` },
      ];
    case "too_small":
      return [
        { path, message: issue.message.startsWith("is ") ? issue.message : `is too small; at least ${issue.minimum}` },
      ];
    case "too_big":
      return [{ path, message: `is too ${issue.origin === "string" ? "long" : "big"}; at most ${issue.maximum}` }];
    default:
      return [{ path, message: issue.message }];
  }
}

function located(file: string, problem: Problem, document: Document, root: unknown, lines: LineCounter): ConfigProblem {
  const value = valueAt(root, problem.path);
  const shown = value === undefined || typeof value === "object" ? "" : `${JSON.stringify(value)} `;
  const position = lines.linePos(offsetOf(document, problem.path));
  return {
    file,
    line: Math.max(position.line, 1),
    column: Math.max(position.col, 1),
    path: problem.path.join("."),
    message: `${shown}${problem.message}`,
  };
}

/** The offset of the value at `path`; of the deepest part of the path that is there, where it is missing. */
function offsetOf(document: Document, path: Path): number {
  for (let length = path.length; length > 0; length -= 1) {
    const parent = length === 1 ? document.contents : document.getIn(path.slice(0, length - 1), true);
    const key = path[length - 1];
    const pair = isMap(parent)
      ? parent.items.find((item) => isScalar(item.key) && String(item.key.value) === String(key))
      : undefined;
    const node =
      pair === undefined
        ? document.getIn(path.slice(0, length), true)
        : isNode(pair.value) && isScalar(pair.value)
          ? pair.value
          : pair.key;
    if (isNode(node) && !isPair(node) && node.range) {
      return node.range[0];
    }
  }
  return 0;
}

function byPosition(left: ConfigProblem, right: ConfigProblem): number {
  return left.line - right.line || left.column - right.column;
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0]?.replace(/:$/, "") ?? text;
}
