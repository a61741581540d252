import type { MaterializedView, View } from "../../../objects/view";
import type { ExecutionContext } from "../../statement";

/** A view's CREATE statement, or "" when it is secure and the active roles don't own it (D: Working with secure views). */
export function visibleText({ access }: ExecutionContext, view: View | MaterializedView): string {
  return view.secure && !access.owns(view) ? "" : view.text;
}
