import { createHash, createPublicKey } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { GetSecretValueCommand } from "@aws-sdk/client-secrets-manager";
import { z } from "zod";
import { quoteIdentifier } from "../../sql/identifier";
import { runTwinberg } from "../lake/twinberg";
import { type ClaimInput, claimFrom } from "../report/claims";
import { followed } from "./facts";
import { createTable, putFile } from "./glue";
import { failedAttempts, functionLog } from "./log";
import type { SyncPlace } from "./place";
import { VISITS } from "./samples";

const secretSchema = z.looseObject({ privateKey: z.string() });

/** The fingerprint of the key in the secret, as Snowflake shows those of users. */
async function secretFingerprint({ aws, names }: SyncPlace): Promise<string> {
  const { SecretString } = await aws.secrets.send(new GetSecretValueCommand({ SecretId: names.secret }));
  const { privateKey } = secretSchema.parse(JSON.parse(SecretString ?? "null"));
  const der = createPublicKey(privateKey).export({ type: "spki", format: "der" });
  return `SHA256:${createHash("sha256").update(der).digest("base64")}`;
}

/** The fingerprints of the user's keys, by the slot that they are in. */
async function userFingerprints({ run, settings }: SyncPlace): Promise<Readonly<Record<string, string>>> {
  const rows = await run([`DESCRIBE USER ${quoteIdentifier(settings.user)}`]);
  const keys = rows
    .map(({ property, value }) => [String(property), String(value)] as const)
    .filter(([property, value]) => /^RSA_PUBLIC_KEY(_2)?_FP$/.test(property) && value.startsWith("SHA256:"));
  return Object.fromEntries(keys);
}

/** `twinberg keys create` makes the sync's key: the private one lies in the secret, its public one at the user. */
export function keysCreatedClaim(place: SyncPlace): Promise<ClaimInput> {
  return claimFrom("table-sync.keys.created", "the user's one key is that of the secret", async () => {
    await runTwinberg(place.tools, place.clouds, ["keys", "create"]);
    const [secret, user] = await Promise.all([secretFingerprint(place), userFingerprints(place)]);
    const found = Object.entries(user);
    return {
      observed: found.map(([slot, fingerprint]) => `${slot} ${fingerprint}`).join(", "),
      ok: found.length === 1 && found[0]?.[1] === secret,
      evidence: ["twinberg keys create", `the secret's key: ${secret}`],
    };
  });
}

/** For how long the old key stays, in seconds: longer than anything here that was begun with it takes. */
const WAIT_SECONDS = 2;
/** The pace at which tables are made while the key is rotated, in milliseconds, and how many there are at most. */
const PACE_MS = 700;
const MOST_TABLES = 30;

/** `twinberg keys rotate` while tables are made all the time: no attempt of the sync fails, and the old key is gone afterwards. */
export async function rotationClaims(place: SyncPlace): Promise<readonly ClaimInput[]> {
  const { zone, tools, clouds } = place;
  const before = await userFingerprints(place);
  await putFile(place, "rotated", "part-1.json", VISITS);
  const rotation: { ended: boolean; error?: unknown } = { ended: false };
  const rotating = runTwinberg(tools, clouds, ["keys", "rotate", "--wait", String(WAIT_SECONDS)])
    .catch((error: unknown) => {
      // Told by the claim: until then nobody waits for it.
      rotation.error = error;
    })
    .finally(() => {
      rotation.ended = true;
    });
  const tables: string[] = [];
  const makeOne = async () => {
    const name = `rotated_${tables.length + 1}`;
    tables.push(name);
    const { url } = place.folder("rotated");
    await createTable(place, zone, { name, format: "json", location: url, columns: { id: "int" } });
  };
  while (!rotation.ended && tables.length < MOST_TABLES) {
    await makeOne();
    await sleep(PACE_MS);
  }
  const rotated = await claimFrom(
    "table-sync.keys.rotated",
    "one key is left: another one, that of the secret",
    async () => {
      await rotating;
      if (rotation.error !== undefined) throw rotation.error;
      const [secret, user] = await Promise.all([secretFingerprint(place), userFingerprints(place)]);
      const [first, ...others] = Object.values(user);
      return {
        observed: Object.entries(user)
          .map(([slot, fingerprint]) => `${slot} ${fingerprint}`)
          .join(", "),
        ok: first === secret && others.length === 0 && !Object.values(before).includes(secret),
        evidence: [`twinberg keys rotate --wait ${WAIT_SECONDS}`, `before: ${Object.values(before).join(", ")}`],
      };
    },
  );
  // One that only the new key lets in.
  await makeOne();
  const unharmed = await claimFrom(
    "table-sync.keys.unharmed",
    "every table made meanwhile is in step, and no attempt failed but for another worker at the same table",
    async () => {
      const facts = await Promise.all(tables.map((name) => followed(place, zone, name)));
      const labels = new Set(tables.map((name) => `${zone.glue}.${name}`));
      const failed = failedAttempts(await functionLog(place)).filter(
        ({ table, reason }) => labels.has(table) && !reason.startsWith("TableIsBusy"),
      );
      return {
        observed: `${facts.filter(({ state }) => state === "IN_STEP").length} of ${tables.length} tables, ${failed.length} failed attempts`,
        ok: facts.every(({ state }) => state === "IN_STEP") && tables.length > 1 && failed.length === 0,
        evidence: failed.map(({ table, reason }) => `${table}: ${reason}`),
      };
    },
  );
  return [rotated, unharmed];
}
