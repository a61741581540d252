import { readFile } from "node:fs/promises";
import { isSystemError } from "../rehearsal/errors";

/** A file's text; undefined: there is no such file. */
export async function textInFile(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (isSystemError(error, "ENOENT")) return undefined;
    throw error;
  }
}
