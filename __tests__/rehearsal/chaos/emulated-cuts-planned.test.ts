import { PLANNED } from "./controllers";
import { describeCuts } from "./emulated-cuts";

describeCuts("planned", PLANNED);
