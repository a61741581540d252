import { escapeHtml } from "../../escape-html";
import { withoutSecrets } from "../../failover/evidence/secrets";

/** Text that is HTML already: only {@link html} makes it. */
export class Html {
  private constructor(readonly text: string) {}

  /** @param text escaped by {@link html} */
  static made(text: string): Html {
    return new Html(text);
  }
}

/** What may stand in a template. Text is escaped; false and undefined are nothing. */
export type Piece = Html | string | number | false | undefined | readonly Piece[];

/** HTML of a template: whatever is put into it and isn't HTML already is escaped, without secrets that an error quotes. */
export function html(strings: TemplateStringsArray, ...pieces: readonly Piece[]): Html {
  return Html.made(strings.reduce((text, part, index) => `${text}${render(pieces[index - 1])}${part}`));
}

function render(piece: Piece): string {
  if (piece === undefined || piece === false) return "";
  if (piece instanceof Html) return piece.text;
  if (typeof piece === "number") return String(piece);
  if (typeof piece === "string") return escapeHtml(withoutSecrets(piece));
  return piece.map(render).join("");
}
