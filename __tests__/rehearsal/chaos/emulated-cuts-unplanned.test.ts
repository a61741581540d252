import { UNPLANNED } from "./controllers";
import { describeCuts } from "./emulated-cuts";

describeCuts("unplanned", UNPLANNED);
