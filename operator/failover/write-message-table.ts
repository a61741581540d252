import { writeFileSync } from "node:fs";
import path from "node:path";
import { renderMessageTable } from "./message-table";

writeFileSync(path.resolve(__dirname, "../../docs/failover-messages.md"), renderMessageTable());
