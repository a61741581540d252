import { doesNotExist, invalidProperty, notEmulated } from "../../../errors";
import type { ExternalVolume } from "../../../objects/external-volume";
import type { Cursor } from "../../cursor";
import { alterObject, readTarget } from "../../object-statements";
import { boolean, readProperties, text } from "../../properties";
import type { ExecutionContext, StatementKind } from "../../statement";
import { newStorageLocation, storageLocation } from "../integration/storage-location";

type Change = (context: ExecutionContext, volume: ExternalVolume) => void;

function readChange(cursor: Cursor): Change {
  if (cursor.take("ADD STORAGE_LOCATION")) {
    cursor.expectSymbol("=");
    const written = storageLocation(cursor, "STORAGE_LOCATION");
    return ({ account }, volume) => {
      if (volume.locations.some((one) => one.name === written.NAME)) {
        throw invalidProperty("STORAGE_LOCATION", `the name '${written.NAME ?? ""}' is in use`);
      }
      volume.locations = [...volume.locations, newStorageLocation(account, written)];
    };
  }
  if (cursor.take("REMOVE STORAGE_LOCATION")) {
    const name = cursor.string();
    return (_context, volume) => {
      const rest = volume.locations.filter((one) => one.name !== name);
      if (rest.length === volume.locations.length) throw doesNotExist("Storage location", name);
      // D: a volume keeps at least one location.
      if (rest.length === 0) throw invalidProperty("STORAGE_LOCATION", `'${name}' is the only one of the volume`);
      volume.locations = rest;
    };
  }
  if (cursor.take("UPDATE STORAGE_LOCATION")) {
    throw notEmulated("ALTER EXTERNAL VOLUME … UPDATE STORAGE_LOCATION (credentials of S3-compatible storage)");
  }
  cursor.expect("SET");
  const given = readProperties(cursor, { ALLOW_WRITES: boolean, COMMENT: text });
  if (Object.keys(given).length === 0) throw cursor.unexpected();
  return (_context, volume) => {
    volume.allowWrites = given.ALLOW_WRITES ?? volume.allowWrites;
    volume.comment = given.COMMENT ?? volume.comment;
  };
}

/** ALTER EXTERNAL VOLUME [IF EXISTS] name { ADD | REMOVE STORAGE_LOCATION … | SET [ALLOW_WRITES] [COMMENT] } */
export const alterExternalVolume: StatementKind = {
  leading: "ALTER EXTERNAL VOLUME",
  parse(cursor) {
    const target = readTarget(cursor, "ALTER", "EXTERNAL VOLUME");
    const change = readChange(cursor);
    return (context) =>
      alterObject(context, "EXTERNAL_VOLUME", target, "OWNERSHIP", (volume) => change(context, volume));
  },
};
