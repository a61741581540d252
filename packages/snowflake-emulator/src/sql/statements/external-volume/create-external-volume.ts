import { invalidProperty, invalidValue, missingProperty } from "../../../errors";
import { createObject, readCreateHead } from "../../object-statements";
import { boolean, list, readProperties, text } from "../../properties";
import type { StatementKind } from "../../statement";
import { newStorageLocation, storageLocation } from "../integration/storage-location";

const SPEC = { STORAGE_LOCATIONS: list(storageLocation), ALLOW_WRITES: boolean, COMMENT: text };

/** CREATE [OR REPLACE] EXTERNAL VOLUME [IF NOT EXISTS] name STORAGE_LOCATIONS = ((…), …) [ALLOW_WRITES] [COMMENT] */
export const createExternalVolume: StatementKind = {
  leading: "CREATE EXTERNAL VOLUME",
  remark: "S3 only",
  parse(cursor) {
    const head = readCreateHead(cursor, "EXTERNAL VOLUME");
    const given = readProperties(cursor, SPEC);
    return (context) => {
      const { STORAGE_LOCATIONS: written } = given;
      if (written === undefined) throw missingProperty("STORAGE_LOCATIONS");
      if (written.length === 0) throw invalidValue("()", "STORAGE_LOCATIONS");
      const names = new Set<string>();
      for (const { NAME = "" } of written) {
        if (names.has(NAME)) throw invalidProperty("STORAGE_LOCATIONS", `the name '${NAME}' is given twice`);
        names.add(NAME);
      }
      return createObject(context, "EXTERNAL_VOLUME", head, "CREATE EXTERNAL VOLUME", (base) => ({
        ...base,
        locations: written.map((one) => newStorageLocation(context.account, one)),
        allowWrites: given.ALLOW_WRITES ?? true,
        comment: given.COMMENT ?? null,
      }));
    };
  },
};
