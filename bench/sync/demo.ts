/**
 * What the demo did in each cycle, as a procedure of the same kind: replaces the view of every table, with `SELECT *`, and counts every table's rows.
 * It keeps no log row for each action, which the demo did: that is to its advantage.
 */
export function demoBody(catalogDatabase: string, prodDatabase: string): string {
  return `
    const tables = snowflake.execute({ sqlText:
      'SELECT TABLE_SCHEMA, TABLE_NAME FROM "${catalogDatabase}".INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA <> \\'INFORMATION_SCHEMA\\'' });
    let synced = 0;
    while (tables.next()) {
      const [schema, table] = [tables.getColumnValue(1), tables.getColumnValue(2)];
      snowflake.execute({ sqlText: 'CREATE SCHEMA IF NOT EXISTS "${prodDatabase}"."' + schema + '"' });
      snowflake.execute({ sqlText: 'CREATE OR REPLACE VIEW "${prodDatabase}"."' + schema + '"."' + table + '" AS SELECT * FROM "${catalogDatabase}"."' + schema + '"."' + table + '"' });
      const count = snowflake.execute({ sqlText: 'SELECT COUNT(*) FROM "${catalogDatabase}"."' + schema + '"."' + table + '"' });
      count.next();
      synced += 1;
    }
    return String(synced);`;
}
