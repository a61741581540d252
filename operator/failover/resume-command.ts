import type { DrillIntent } from "./journal-entry";

/** What to type to have this, or to go on with it. */
export function commandFor({ to, mode, acceptedLossSeconds }: DrillIntent): string {
  const loss = acceptedLossSeconds === null ? "" : ` --accept-data-loss ${acceptedLossSeconds}`;
  const what = to === "primary" && mode === "planned" ? "failback" : `failover --to ${to} --${mode}`;
  return `twinberg ${what}${loss}`;
}
