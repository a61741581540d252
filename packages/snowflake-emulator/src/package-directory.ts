import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * The package's own folder, also when the sources run as one bundle that lies anywhere inside of it.
 * Throws Error when there is no package.json above.
 */
export function packageDirectory(): string {
  for (let at = __dirname; ; at = dirname(at)) {
    if (existsSync(join(at, "package.json"))) return at;
    if (at === dirname(at)) throw new Error(`no package.json above ${__dirname}`);
  }
}
