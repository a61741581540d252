import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseConfig } from "../../config/parse";
import type { TwinbergConfig } from "../../config/schema";

const DEMO_FILE = join(__dirname, "../../config/demo.yaml");

/** The text of the rehearsal's configuration. */
export const demoText = readFileSync(DEMO_FILE, "utf8");

/** A replacement that lets the demo's tables be other ones: its views need them as they are. */
export const withoutAdvertisingViews = ["advertisingViews: true", "advertisingViews: false"] as const;

/** The rehearsal's configuration with some text replaced; every replacement must be found. */
export function demoTextWith(...replacements: readonly (readonly [string | RegExp, string])[]): string {
  return replacements.reduce((text, [from, to]) => {
    const changed = text.replace(from, to);
    if (changed === text) {
      throw new Error(`config/demo.yaml has no ${String(from)}`);
    }
    return changed;
  }, demoText);
}

/** The rehearsal's configuration, parsed, with some text replaced. */
export function demoConfig(...replacements: readonly (readonly [string | RegExp, string])[]): TwinbergConfig {
  return parseConfig("config/demo.yaml", demoTextWith(...replacements));
}

/** What a configuration for local clouds ends with. */
export const LOCAL_CLOUDS =
  "local:\n  awsEndpoint: http://127.0.0.1:5000\n  snowflakeEndpoint: http://127.0.0.1:8080\n";
