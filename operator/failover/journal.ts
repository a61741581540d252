import { z } from "zod";
import { ACCOUNT_ROLES } from "../../config/schema";
import type { DrillIntent, JournalEntry } from "./journal-entry";

/** Where drills' journals are kept. */
export interface JournalStore {
  /** Ids of all drills, oldest first: they begin with their epoch. */
  drills(): Promise<readonly string[]>;
  /** A drill's lines, oldest first; none: there is no such drill. */
  read(drill: string): Promise<readonly JournalEntry[]>;
  /**
   * Adds a line.
   * @param known how many lines one knows of
   * @throws ConflictError when there are others
   */
  append(entry: JournalEntry, known: number): Promise<void>;
}

const intentSchema = z.strictObject({
  to: z.enum(ACCOUNT_ROLES),
  mode: z.enum(["planned", "unplanned"]),
  acceptedLossSeconds: z.number().nullable(),
});

const common = { drill: z.string(), epoch: z.int(), at: z.iso.datetime() };

/** One line, as it is read back. */
export const entrySchema: z.ZodType<JournalEntry> = z.discriminatedUnion("kind", [
  z.strictObject({
    ...common,
    kind: z.literal("began"),
    intent: intentSchema,
    operator: z.string(),
    plan: z.array(z.string()),
  }),
  z.strictObject({ ...common, kind: z.literal("step-began"), step: z.string() }),
  z.strictObject({
    ...common,
    kind: z.literal("step-ended"),
    step: z.string(),
    outcome: z.enum(["done", "already", "unreachable"]),
    commands: z.array(z.string()),
    observed: z.record(z.string(), z.unknown()),
  }),
  z.strictObject({ ...common, kind: z.literal("step-failed"), step: z.string(), reason: z.string() }),
  z.strictObject({
    ...common,
    kind: z.literal("measured"),
    name: z.string(),
    value: z.union([z.number(), z.string(), z.null()]),
    unit: z.string(),
  }),
  z.strictObject({ ...common, kind: z.literal("continued-as"), intent: intentSchema }),
  z.strictObject({
    ...common,
    kind: z.literal("ended"),
    outcome: z.enum(["completed", "failed", "abandoned"]),
    reason: z.string().nullable(),
  }),
]);

/** A journal as text: one JSON object a line. */
export function renderJournal(entries: readonly JournalEntry[]): string {
  return entries.map((entry) => `${JSON.stringify(entry)}\n`).join("");
}

/** Reads a journal. @throws Error that names the line that isn't one */
export function parseJournal(text: string): readonly JournalEntry[] {
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line, index) => {
      try {
        return entrySchema.parse(JSON.parse(line));
      } catch (error) {
        throw new Error(`line ${index + 1} of the journal can't be read`, { cause: error });
      }
    });
}

/** A drill with its journal. */
export interface JournalledDrill {
  readonly id: string;
  readonly entries: readonly JournalEntry[];
}

/** The newest drill; undefined: there was none. */
export async function newestDrill(store: JournalStore): Promise<JournalledDrill | undefined> {
  const id = (await store.drills()).at(-1);
  return id === undefined ? undefined : { id, entries: await store.read(id) };
}

/** Whether a drill was begun and has no end. */
export function isUnfinished({ entries }: JournalledDrill): boolean {
  return entries.length > 0 && !entries.some(({ kind }) => kind === "ended");
}

/** The drill that was begun and has no end, which can only be the newest: no other begins before. */
export async function unfinishedDrill(store: JournalStore): Promise<JournalledDrill | undefined> {
  const newest = await newestDrill(store);
  return newest !== undefined && isUnfinished(newest) ? newest : undefined;
}

/** Which way and how a drill goes: as it was begun, or continued since. @throws Error for a journal without a beginning */
export function intentOf(entries: readonly JournalEntry[]): DrillIntent {
  const intent = entries.reduce<DrillIntent | undefined>(
    (known, entry) => (entry.kind === "began" || entry.kind === "continued-as" ? entry.intent : known),
    undefined,
  );
  if (intent === undefined) throw new Error("a journal without a beginning");
  return intent;
}

/** How a step ended last, of those that weren't begun again since; undefined: it didn't. */
export function endingOf(entries: readonly JournalEntry[], step: string) {
  return entries.reduce<Extract<JournalEntry, { kind: "step-ended" }> | undefined>((last, entry) => {
    if (!("step" in entry) || entry.step !== step) return last;
    return entry.kind === "step-ended" ? entry : undefined;
  }, undefined);
}
