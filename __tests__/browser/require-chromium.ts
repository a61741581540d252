import { chromiumPath } from "./chromium";

/** Runs before the browser tests, once: without a browser all of them would fail one by one, and what they had started would go on. */
export default function requireChromium(): void {
  chromiumPath();
}
