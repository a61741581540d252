import { cp, mkdir, mkdtemp, realpath, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

/** A checkout of its own, and a home of its own, as somebody has them on the first day. */
export interface FreshCheckout {
  /** Folder of the checkout. */
  readonly folder: string;
  /** Home of the user. */
  readonly home: string;
  /** Removes both. */
  remove(): Promise<void>;
}

/** What the user's own work and earlier runs left in a checkout; paths below its folder. */
const NOT_CLONED = [".git", ".twinberg", "cdktf.out", "state", "config/mine.yaml", "config/cloud.yaml"];
/** Folders that are nobody's source, wherever they are. */
const BUILT = new Set(["node_modules", "dist", "coverage", ".terraform", "__pycache__"]);

/** Whether a path below the checkout is something that a clone has. */
export function isCloned(relative: string): boolean {
  const words = relative.split(path.sep);
  return (
    !NOT_CLONED.includes(words.join("/")) && !words.some((word) => BUILT.has(word)) && !relative.endsWith(".tfstate")
  );
}

/**
 * Copies a checkout to a new folder, as a clone would. What `npm ci` installs is linked to the checkout's.
 * @param python a Python environment of an earlier run that is to be used; undefined: one is made
 */
export async function freshCheckout(root: string, python: string | undefined): Promise<FreshCheckout> {
  const above = await realpath(await mkdtemp(path.join(tmpdir(), "twinberg-first-day-")));
  const folder = path.join(above, "twinberg");
  const home = path.join(above, "home");
  await mkdir(home);
  await cp(root, folder, { recursive: true, filter: (source) => isCloned(path.relative(root, source)) });
  await symlink(path.join(root, "node_modules"), path.join(folder, "node_modules"));
  if (python !== undefined) {
    await mkdir(path.join(folder, ".twinberg"));
    await symlink(python, path.join(folder, ".twinberg", "venv"));
  }
  return { folder, home, remove: () => rm(above, { recursive: true, force: true }) };
}
