import type { TwinbergConfig } from "../../../config/schema";
import { HEARTBEAT_LOG, RECOVERY_POINT } from "../../../procedures/monitoring-tables";
import { qualifiedName } from "../../../sql/identifier";
import type { LakeRole } from "../account-access";
import { ask } from "../answer";
import type { AccountCheck } from "../check";
import { monitoringTable, tableNames } from "../names";
import { type Attempt, judgeRefusals, lacksPrivilege } from "../refusal";

/** The analyst can't read EXT, CLD, the account's logs and what is replicated; somebody else can. */
export function analystReadsOnlyProd(config: TwinbergConfig): readonly AccountCheck[] {
  const { databases, lake, roles } = config;
  const names = lake.tables.map((table) => tableNames(config, table));
  const check = (id: string, database: string, tables: readonly string[], reader: LakeRole): AccountCheck => ({
    id: `forbidden.analyst-reads-${id}`,
    expected: `${roles.analyst} can't read ${database}`,
    async look(access) {
      const attempts: Attempt[] = [];
      for (const name of tables.length > 0 ? tables : [qualifiedName(database, "INFORMATION_SCHEMA", "SCHEMATA")]) {
        const statement = `SELECT 1 FROM ${name} LIMIT 1`;
        const answer = await ask(access, "analyst", statement);
        attempts.push({ statement, answer, control: await ask(access, reader, statement) });
      }
      return judgeRefusals(attempts, lacksPrivilege, takeBack(roles.analyst, database));
    },
  });
  const { external, catalogLinked, monitoring, operations } = databases;
  const tablesIn = (kind: "external" | "catalogLinked") => names.map((name) => name[kind]);
  return [
    check("external", external.name, tablesIn("external"), "engineer"),
    check("catalog-linked", catalogLinked.name, tablesIn("catalogLinked"), "engineer"),
    check("monitoring", monitoring.name, [monitoringTable(config, HEARTBEAT_LOG)], "admin"),
    check("operations", operations.name, [monitoringTable(config, RECOVERY_POINT)], "admin"),
  ];
}

const takeBack = (role: string, database: string): string =>
  `SHOW GRANTS TO ROLE ${role} and SHOW FUTURE GRANTS IN DATABASE ${database} tell what to revoke`;
