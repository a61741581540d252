/** Rows can't be written to a table: a column is missing, too many, or has no value where one is required. */
export class RowsDoNotFitError extends Error {
  override readonly name = "RowsDoNotFitError";
}

/** A change was made against a table that has since changed so that it can't be made any more. Nothing was changed. */
export class ChangeNoLongerAppliesError extends Error {
  override readonly name = "ChangeNoLongerAppliesError";
}

/** A change that format version 2 does not allow, or that this library does not make. Nothing was changed. */
export class IllegalChangeError extends Error {
  override readonly name = "IllegalChangeError";
}
