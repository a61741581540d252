import { sha256 } from "../runtime/sha256";

/** What the comment of a view that SYNC_PROD made says: what it was made from, and how its text was. */
export interface Mark {
  /** Fingerprint of the table's name and columns. */
  readonly source: string;
  /** Fingerprint of the view's name and of the statement that made it, without the mark in it. */
  readonly text: string;
}

/** How a mark begins. The number is the rendering's: another one makes every view anew. */
export const MARK_PREFIX = "Kept by SYNC_PROD 1: change the table, not this view.";

/** The comment of a schema that SYNC_PROD made. */
export const MADE_SCHEMA_COMMENT = "Made by SYNC_PROD for a namespace of the catalog";

const MARK = /^Kept by SYNC_PROD 1: change the table, not this view\. source:([0-9a-f]{32}) text:([0-9a-f]{32})$/;

/** Enough of a SHA-256 to tell texts apart. */
export const FINGERPRINT_LENGTH = 32;

/** A fingerprint of texts, each apart from the next. */
export function fingerprint(...texts: readonly string[]): string {
  return sha256(JSON.stringify(texts)).slice(0, FINGERPRINT_LENGTH);
}

/** The fingerprint that the query of PROD computes in SQL: of a view's schema, name, and text without the mark. */
export function textFingerprint(schema: string, view: string, text: string): string {
  return sha256(`${schema}.${view}.${text}`).slice(0, FINGERPRINT_LENGTH);
}

/** The comment that carries a mark. It needs no escape in a literal, so that it stands in the view's text as it is. */
export function renderMark({ source, text }: Mark): string {
  return `${MARK_PREFIX} source:${source} text:${text}`;
}

/** The mark in a comment; undefined when somebody else wrote it. */
export function readMark(comment: string): Mark | undefined {
  const [, source, text] = MARK.exec(comment) ?? [];
  return source === undefined || text === undefined ? undefined : { source, text };
}
