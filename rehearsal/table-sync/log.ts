import { z } from "zod";
import { askLocalAws } from "../clouds/aws-json";
import type { SyncPlace } from "./place";

const pageSchema = z.looseObject({
  events: z.array(z.looseObject({ message: z.string() })),
  nextToken: z.string().nullish(),
});

/** What the function logged, one text a line of it. */
export async function functionLog({ clouds, names }: SyncPlace): Promise<readonly string[]> {
  const action = { service: "logs", prefix: "Logs_20140328", name: "FilterLogEvents" };
  const found: string[] = [];
  let nextToken: string | undefined;
  do {
    const request = { logGroupName: names.logGroup, ...(nextToken === undefined ? {} : { nextToken }) };
    const page = pageSchema.parse(await askLocalAws(clouds.aws, action, request));
    found.push(...page.events.flatMap(({ message }) => message.split("\n").filter((line) => line !== "")));
    nextToken = page.nextToken ?? undefined;
  } while (nextToken !== undefined);
  return found;
}

const failedSchema = z.looseObject({ message: z.string(), table: z.string(), reason: z.string() });

/** Tables that the function could not bring in step at some attempt, and why. */
export function failedAttempts(
  lines: readonly string[],
): readonly { readonly table: string; readonly reason: string }[] {
  return lines.flatMap((line) => {
    const parsed = failedSchema.safeParse(asJson(line));
    return parsed.success && parsed.data.message.startsWith("table not in step") ? [parsed.data] : [];
  });
}

/** A private key, or a signed token, of which no line may hold any. */
const SECRET = /PRIVATE KEY|eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]{8,}/;

/** Lines that hold a secret. */
export const linesWithSecrets = (lines: readonly string[]): readonly string[] =>
  lines.filter((line) => SECRET.test(line));

/** What a line says as JSON; null for the lines that are Lambda's own. */
function asJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
