import { architecturePictures } from "./architecture-pictures";
import type { DescribedProgram } from "./declared-stacks";
import { grantsPage } from "./grants-page";
import { iamPage } from "./iam-page";
import { withParts } from "./marked-parts";
import { stacksPage } from "./stacks-page";

/** The page that is partly written from the program, in `docs/`. */
export const ARCHITECTURE_PAGE = "architecture.md";

/**
 * Every page that is written from the synthesized program, by its path in `docs/`.
 *
 * @param architecture the architecture page as it is: its words stay
 */
export function programPages(described: DescribedProgram, architecture: string): Readonly<Record<string, string>> {
  return {
    [ARCHITECTURE_PAGE]: withParts(architecture, architecturePictures(described)),
    "reference/iam-policies.md": iamPage(described),
    "reference/snowflake-grants.md": grantsPage(described),
    "reference/stacks.md": stacksPage(described),
  };
}
