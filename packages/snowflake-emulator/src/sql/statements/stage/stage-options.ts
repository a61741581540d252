import { invalidValue, locationNotAllowed, notEmulated } from "../../../errors";
import type { StorageIntegration } from "../../../objects/integration";
import { isAllowedLocation } from "../../../stage/allowed-location";
import type { Cursor } from "../../cursor";
import { boolean, group, text, type ValueReader } from "../../properties";
import type { ExecutionContext } from "../../statement";
import { readFormatSource } from "../file-format/format-source";

const refused =
  (what: string): ValueReader<never> =>
  () => {
    throw notEmulated(what);
  };

/** `(TYPE = …)`: what S3 does by itself is no concern here. */
const encryption: ValueReader<string> = (cursor, property) => {
  const { TYPE = "NONE" } = group({ TYPE: text })(cursor, property);
  if (!["NONE", "AWS_SSE_S3"].includes(TYPE.toUpperCase())) throw notEmulated(`a stage with ENCRYPTION ${TYPE}`);
  return TYPE;
};

const directory: ValueReader<boolean> = (cursor, property) => {
  const { ENABLE = false } = group({ ENABLE: boolean, REFRESH_ON_CREATE: boolean, AUTO_REFRESH: boolean })(
    cursor,
    property,
  );
  if (ENABLE) throw notEmulated("directory tables (DIRECTORY = (ENABLE = TRUE))");
  return ENABLE;
};

const privateLink: ValueReader<boolean> = (cursor, property) => {
  if (boolean(cursor, property)) throw notEmulated("a stage with USE_PRIVATELINK_ENDPOINT");
  return false;
};

/** D: URLs of S3; others are of other clouds, or for stages of other kinds. */
const url: ValueReader<string> = (cursor, property) => {
  const value = cursor.string();
  if (/^(?:s3gov|s3china|s3compat|gcs|azure):\/\//i.test(value)) {
    throw notEmulated(`a stage with URL = '${value.split(":")[0]}://…'`);
  }
  if (!/^s3:\/\/[^/]+(?:\/.*)?$/s.test(value)) throw invalidValue(value, property);
  return value;
};

/** What CREATE STAGE and ALTER STAGE … SET take. */
export const STAGE_OPTIONS = {
  URL: url,
  STORAGE_INTEGRATION: (cursor: Cursor) => cursor.identifier(),
  CREDENTIALS: refused("a stage with CREDENTIALS"),
  AWS_ACCESS_POINT_ARN: refused("a stage with AWS_ACCESS_POINT_ARN"),
  ENCRYPTION: encryption,
  DIRECTORY: directory,
  USE_PRIVATELINK_ENDPOINT: privateLink,
  FILE_FORMAT: readFormatSource,
  COPY_OPTIONS: refused("a stage with COPY_OPTIONS"),
  COMMENT: text,
};

/** The integration of a stage. D: needs USAGE. Throws 002003, 003001, and 003155 when it doesn't allow the URL. */
export function requireIntegration(
  { access }: Pick<ExecutionContext, "access">,
  name: string,
  location: string,
): StorageIntegration {
  const found = access.require("INTEGRATION", name, ["USAGE"], (one) => one.kind === "STORAGE");
  if (found.kind !== "STORAGE") throw new Error("require() accepts storage integrations only");
  if (!isAllowedLocation(found, location)) throw locationNotAllowed(location, found.name);
  return found;
}
