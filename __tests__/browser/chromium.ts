import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type BrowserContext, chromium, type Page } from "playwright-core";

/** Without a sandbox, which a container doesn't give, and without what a browser does on its own. */
const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Where the browser is. @throws Error that says how to get one */
export function chromiumPath(env: Readonly<Record<string, string | undefined>> = process.env): string {
  const given = env.CHROMIUM_PATH;
  if (given !== undefined) {
    if (existsSync(given)) return given;
    throw new Error(`CHROMIUM_PATH is ${given}, and nothing is there: let it name a Chromium or Chrome`);
  }
  const found = (env.PATH ?? "")
    .split(path.delimiter)
    .flatMap((folder) => ["chromium", "chromium-browser", "google-chrome"].map((name) => path.join(folder, name)))
    .find((file) => existsSync(file));
  if (found !== undefined) return found;
  throw new Error(
    "there is no Chromium in PATH: apt-get install chromium (Debian), or let CHROMIUM_PATH name a Chromium or Chrome",
  );
}

/** A headless browser with a profile of its own. */
export interface TestBrowser {
  readonly context: BrowserContext;
  /** What pages wrote to the console as errors, such as what their policy forbids, and what they threw. */
  readonly complaints: string[];
  /** A new page, at an address. */
  open(url: string, settings?: PageSettings): Promise<Page>;
  close(): Promise<void>;
}

/** How a page is looked at. */
export interface PageSettings {
  /** Default: light. */
  readonly colorScheme?: "light" | "dark";
  /** In CSS pixels. Default: 1280. */
  readonly width?: number;
}

/** Starts a browser. @throws Error that says how to get one */
export async function startBrowser({ javaScriptEnabled = true } = {}): Promise<TestBrowser> {
  const executablePath = chromiumPath();
  const profile = mkdtempSync(path.join(tmpdir(), "twinberg-browser-"));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    headless: true,
    args: ARGUMENTS,
    javaScriptEnabled,
    reducedMotion: "reduce",
  });
  // Generous: a busy machine is no failure, a page that hangs is.
  context.setDefaultTimeout(80_000);
  const complaints: string[] = [];
  return {
    context,
    complaints,
    open: async (url, { colorScheme = "light", width = 1280 } = {}) => {
      const page = await context.newPage();
      page.on("console", (message) => {
        if (message.type() === "error") complaints.push(message.text());
      });
      page.on("pageerror", ({ message }) => complaints.push(message));
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      await page.goto(url);
      return page;
    },
    close: async () => {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

/** The id, or else the text, of what has the focus. */
export async function focused(page: Page): Promise<string> {
  return page.evaluate<string>("document.activeElement.id || document.activeElement.textContent.trim()");
}

/** Waits until a text is shown, in an element if told. */
export async function shows(page: Page, text: string | RegExp, within = "body"): Promise<void> {
  await page.locator(within).getByText(text).first().waitFor();
}
