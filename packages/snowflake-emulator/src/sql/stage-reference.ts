import { notEmulated, syntaxError } from "../errors";
import type { Stage } from "../objects/stage";
import { Cursor } from "./cursor";
import { locate, type Path } from "./names";
import type { ExecutionContext } from "./statement";
import { tokenize } from "./tokenizer";

/** `@name/path`: a stage by name, and what comes behind its URL. */
export interface StageReference {
  readonly stage: Path;
  /** Without a slash at its beginning; perhaps "". */
  readonly path: string;
}

/** Reads `@stage[/path]`, and with `quoted` also `'@stage[/path]'`. Throws 000002 for the stages of users and tables. */
export function readStageReference(cursor: Cursor, { quoted }: { readonly quoted: boolean }): StageReference {
  const token = cursor.peek();
  const text =
    token.kind === "stage"
      ? token.value
      : quoted && token.kind === "string" && token.value.startsWith("@")
        ? token.value.slice(1)
        : undefined;
  if (text === undefined) throw cursor.unexpected();
  cursor.next();
  if (text.startsWith("~")) throw notEmulated("the stage of a user (@~)");
  const [name] = /^%?(?:[^"/]|"(?:[^"]|"")*")*/.exec(text) ?? [""];
  const outsideQuotes = name.replaceAll(/"(?:[^"]|"")*"/g, "");
  if (/^%|\.%/.test(outsideQuotes)) throw notEmulated("the stage of a table (@%)");
  const inside = new Cursor(tokenize(name));
  const stage = inside.path(3);
  if (!inside.isEnd()) throw syntaxError(token.line, token.column, token.text);
  return { stage, path: text.slice(name.length).replace(/^\//, "") };
}

/** The stage of a path, when the active roles may use it (D: USAGE). Throws 002003 and 003001. */
export function requireStage(context: ExecutionContext, path: Path, action: string): Stage {
  const location = locate(context, "STAGE", path, action);
  return context.access.require("STAGE", location.name, ["USAGE"], undefined, location);
}
