import { fingerprint } from "../sync-prod/mark";

const MARK = /^Kept by KEEP_LAST_GOOD 1: the rows of a view as they last were good\. version:([0-9a-f]{32})$/;

/** The comment of a copy: which version of the table behind the view it holds. */
export function copyMark(version: string): string {
  return `Kept by KEEP_LAST_GOOD 1: the rows of a view as they last were good. version:${fingerprint(version)}`;
}

/** Whether a comment is a copy's. */
export const isCopyMark = (comment: string): boolean => MARK.test(comment);
