import { type GivenOptions, UsageError } from "../command";
import { DATA_OPTIONS } from "./data-options";
import { type SeedOptions, seedOptionsSchema } from "./seed-options";

/** Reads the options that say what the rows are. @throws UsageError naming each that can't be used */
export function readSeedOptions(options: GivenOptions): SeedOptions {
  const typed = DATA_OPTIONS.flatMap(({ name, field, value }) => {
    const text = options.get(name);
    return text === undefined ? [] : [[field, value === "date" ? text : Number(text)] as const];
  });
  const read = seedOptionsSchema.safeParse(Object.fromEntries(typed));
  if (read.success) return read.data;
  const problems = read.error.issues.map(({ path, message }) => {
    const option = DATA_OPTIONS.find(({ field }) => field === path[0]);
    return `${option?.name ?? path.join(".")} ${message}`;
  });
  throw new UsageError(problems.join("\n"));
}
