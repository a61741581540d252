import { type AttributeValue, GetItemCommand, ScanCommand } from "@aws-sdk/client-dynamodb";
import { z } from "zod";
import { tableVersion } from "./glue";
import type { SyncPlace, Zone } from "./place";
import { awaken } from "./queue";
import { until } from "./until";

const factSchema = z.looseObject({
  identity: z.looseObject({ database: z.string(), table: z.string() }),
  state: z.string(),
  reason: z.string(),
  version: z.looseObject({ version: z.number() }),
  revision: z.number(),
});

/** What the function remembers of a table. */
export type SyncFact = z.infer<typeof factSchema>;

function readFact(item: Readonly<Record<string, AttributeValue>>): SyncFact {
  return factSchema.parse(JSON.parse(item.fact?.S ?? "null"));
}

/** What the function remembers of a table; undefined: nothing. */
export async function factOf({ aws, names }: SyncPlace, { glue }: Pick<Zone, "glue">, table: string) {
  const Key = { database: { S: glue }, table: { S: table } };
  const { Item } = await aws.dynamodb.send(
    new GetItemCommand({ TableName: names.factTable, Key, ConsistentRead: true }),
  );
  return Item === undefined ? undefined : readFact(Item);
}

/** All that the function remembers. */
export async function allFacts({ aws, names }: SyncPlace): Promise<readonly SyncFact[]> {
  const { Items = [] } = await aws.dynamodb.send(new ScanCommand({ TableName: names.factTable, ConsistentRead: true }));
  return Items.map(readFact);
}

const OPEN = new Set(["PENDING", "FAILED"]);

/** Waits until the function has acted on the version of a table that Glue has now, or on its end. */
export async function followed(place: SyncPlace, zone: Zone, table: string): Promise<SyncFact> {
  const version = await tableVersion(place, zone, table);
  return until(
    `${zone.glue}.${table} followed to ${version === undefined ? "its end" : `version ${version}`}`,
    async () => {
      const fact = await factOf(place, zone, table);
      if (fact === undefined) return { seen: "nothing is known of it" };
      const there = version === undefined ? fact.state === "GONE" : fact.version.version === version;
      if (there && !OPEN.has(fact.state)) return { done: fact };
      return { seen: `${fact.state} at version ${fact.version.version} ${fact.reason}` };
    },
    { nudge: awaken(place) },
  );
}
