import { quoteIdentifier } from "../../sql/identifier";
import { type ClaimInput, claimFrom } from "../report/claims";
import { followed } from "./facts";
import { createDatabase, createTable, putFile } from "./glue";
import type { SyncPlace } from "./place";
import { rowsAs, sameRows } from "./read";
import { syncStatements, texts } from "./statements";

/** Names that would end a quoted identifier, a text or a comment, were they not escaped. */
const TABLE = `t"; drop schema rehearsal; '); --`;
const COLUMN = `c" int); drop table orders; /* '`;

/** Makes a database, a table and a column in Glue whose names are SQL, and waits until the sync has followed. */
export async function makeHostileTable(place: SyncPlace): Promise<void> {
  const { hostileZone: zone, folder } = place;
  await createDatabase(place, zone.glue);
  await putFile(place, "hostile", "part-1.json", `${JSON.stringify({ [COLUMN]: 7 })}\n`);
  await createTable(place, zone, {
    name: TABLE,
    format: "json",
    location: folder("hostile").url,
    columns: { [COLUMN]: "int" },
  });
  await followed(place, zone, TABLE);
}

/** A hostile name does nothing but become a quoted identifier. To be called before anything is dropped for good reasons. */
export function hostileClaims(place: SyncPlace, since: string): Promise<readonly ClaimInput[]> {
  const { hostileZone: zone } = place;
  return Promise.all([
    claimFrom("table-sync.hostile.read", "the table is there under its own name, and gives its row", async () =>
      sameRows(
        await rowsAs(place, zone, TABLE, [quoteIdentifier(COLUMN.toUpperCase())]),
        [["7"]],
        [JSON.stringify(zone.glue), JSON.stringify(TABLE), JSON.stringify(COLUMN)],
      ),
    ),
    claimFrom("table-sync.hostile.harmless", "nothing is dropped, and all other tables are there", async () => {
      const dropping = (await syncStatements(place, since)).filter(({ sqlText, kind }) =>
        /drop/i.test(`${kind ?? ""} ${/^\s*\w+/.exec(sqlText)?.[0] ?? ""}`),
      );
      const shown = await place.run([`SHOW SCHEMAS IN DATABASE ${quoteIdentifier(zone.database)}`]);
      const schemas = shown.map(({ name }) => String(name));
      const both = [place.zone.schema, zone.schema].every((name) => schemas.includes(name));
      return {
        observed: `${dropping.length} statements drop something; schemas ${schemas.map((name) => JSON.stringify(name)).join(", ")}`,
        ok: dropping.length === 0 && both,
        evidence: texts(dropping),
      };
    }),
  ]);
}
