import { type CtyRecord, isList, isRecord, UNKNOWN } from "../plugin/cty";
import type { ResourceDefinition } from "../plugin/definition";
import { type Diagnostic, problem } from "../plugin/diagnostics";
import type { ResourceData } from "../plugin/resource-data";
import type { ResourceSession } from "../provider/session";
import { identifier, parseName, trimQuotes } from "../sql/identifier";
import { literal } from "../sql/literal";
import { parameter, sql, textParameter } from "../sql/statement";
import { checkBooleanText } from "./checks";
import { describeProperties, dropIfExists, keepConfigured, markDrift, setOutput, showByName } from "./common";
import {
  type DescribedLocation,
  describedLocation,
  locationOf,
  locationSql,
  S3_PROVIDERS,
  type S3Location,
  SENTINEL_LOCATION,
  toS3Provider,
} from "./external-volume-location";
import { suppressIdentifierQuoting, suppressSpelling } from "./suppressors";

/** `snowflake_external_volume` with locations on S3. https://docs.snowflake.com/en/sql-reference/sql/create-external-volume */
export const externalVolume: ResourceDefinition<ResourceSession> = {
  typeName: "snowflake_external_volume",
  suppress: {
    name: suppressIdentifierQuoting,
    "storage_location.storage_location_name": suppressIdentifierQuoting,
    "storage_location.storage_provider": suppressSpelling(toS3Provider),
    "storage_location.encryption_type": (before, after) => before === "NONE" && after === "",
    "storage_location.use_privatelink_endpoint": (before, after) =>
      before === "" && (after === "default" || after === "false"),
  },
  checks: { "storage_location.use_privatelink_endpoint": checkBooleanText },

  validate(config) {
    const locations = config.storage_location ?? null;
    return isList(locations)
      ? locations.flatMap((location, i) => (isRecord(location) ? locationProblems(location, i) : []))
      : [];
  },

  customizePlan(draft) {
    // storage_location is left out on purpose: so does the real provider
    draft.setUnknownIfChanged("show_output", ["name", "allow_writes", "comment"]);
    draft.setUnknownIfChanged("describe_output", ["name", "allow_writes", "comment"]);
  },

  async create(data, session) {
    const name = trimQuotes(data.string("name"));
    const locations = data.blocks("storage_location").map((block) => locationSql(locationOf(block)));
    const allowWrites = data.string("allow_writes");
    const statement = sql(
      "CREATE EXTERNAL VOLUME",
      identifier(name),
      `STORAGE_LOCATIONS = (${locations.join(", ")})`,
      allowWrites === "default" ? undefined : parameter("ALLOW_WRITES", allowWrites),
      data.isSet("comment") ? textParameter("COMMENT", data.string("comment")) : undefined,
    );
    await session.execute(statement);
    data.setId(name);
    await readVolume(data, session, false);
  },

  async read(data, session) {
    await readVolume(data, session, true);
  },

  async update(data, session) {
    const alter = (change: string): Promise<void> =>
      session.execute(sql("ALTER EXTERNAL VOLUME", identifier(parseName(data.id)), change));
    const set = sql(
      data.hasChange("allow_writes") ? parameter("ALLOW_WRITES", data.string("allow_writes") === "true") : undefined,
      data.hasChange("comment") ? textParameter("COMMENT", data.string("comment")) : undefined,
    );
    if (set !== "") await alter(`SET ${set}`);
    if (data.hasChange("storage_location")) {
      const before = data.before("storage_location");
      const olds = (isList(before) ? before.filter(isRecord) : []).map(locationOf);
      await replaceLocations(olds, data.blocks("storage_location").map(locationOf), alter);
    }
    await readVolume(data, session, false);
  },

  async delete(data, session) {
    await dropIfExists(session, "EXTERNAL VOLUME", parseName(data.id));
  },

  async importState(data, session) {
    const name = parseName(data.id);
    const row = await showByName(session, "EXTERNAL VOLUMES", name);
    if (row === undefined)
      throw new Error(`external volume ${identifier(name)} does not exist or is not visible to the role`);
    const { locations } = await describeVolume(session, name);
    data.set("name", name);
    data.set("allow_writes", String(row.boolean("allow_writes")));
    data.set(
      "storage_location",
      locations.map(({ block }) => block),
    );
  },

  /** Version 0 kept describe_output as a list of properties and filled storage_aws_external_id from Snowflake. */
  async upgradeState(state, _version, session) {
    const { output } = await describeVolume(session, parseName(String(state.id ?? "")));
    const locations: readonly unknown[] = Array.isArray(state.storage_location) ? state.storage_location : [];
    const cleared = locations.map((location) =>
      typeof location === "object" ? { ...location, storage_aws_external_id: "" } : location,
    );
    return { ...state, describe_output: [output], storage_location: cleared };
  },
};

/**
 * Locations can only be added at the end: from the first difference on they are taken away and added again. A volume needs at least
 * one, so that a copy under a reserved name stands in while all of them are replaced.
 */
async function replaceLocations(
  olds: readonly S3Location[],
  news: readonly S3Location[],
  alter: (change: string) => Promise<void>,
): Promise<void> {
  const same = (a: S3Location, b: S3Location | undefined): boolean =>
    a.name === b?.name && a.properties === b.properties;
  const differs = news.findIndex((location, i) => !same(location, olds[i]));
  const kept = differs === -1 ? Math.min(olds.length, news.length) : differs;
  const remove = (name: string): Promise<void> => alter(`REMOVE STORAGE_LOCATION ${literal(name)}`);
  const add = (location: S3Location): Promise<void> => alter(`ADD STORAGE_LOCATION = ${locationSql(location)}`);
  const replace = async (): Promise<void> => {
    for (const { name } of olds.slice(kept)) await remove(name);
    for (const location of news.slice(kept)) await add(location);
  };
  const [first] = olds;
  if (kept > 0 || first === undefined) return replace();
  await add({ ...first, name: SENTINEL_LOCATION });
  try {
    await replace();
  } finally {
    await remove(SENTINEL_LOCATION);
  }
}

function locationProblems(location: CtyRecord, index: number): readonly Diagnostic[] {
  const here = ["storage_location", index];
  const provider = location.storage_provider ?? null;
  if (typeof provider === "string" && toS3Provider(provider) === undefined) {
    const detail = `the stand-in carries out ${S3_PROVIDERS.join(" and ")}: use one of them, or the real provider`;
    return [
      problem(`storage provider "${provider}" is not carried out by the stand-in`, detail, [
        ...here,
        "storage_provider",
      ]),
    ];
  }
  return ["azure_tenant_id", "storage_endpoint", "storage_aws_key_id", "storage_aws_secret_key"].flatMap((name) => {
    const value = location[name] ?? null;
    return value === null || value === "" || value === UNKNOWN
      ? []
      : [problem(`${name} is not supported for an S3 storage location`, "take it out", [...here, name])];
  });
}

async function describeVolume(
  session: ResourceSession,
  name: string,
): Promise<{ locations: readonly DescribedLocation[]; output: CtyRecord }> {
  const properties = await describeProperties(session, "EXTERNAL VOLUME", name);
  const text = (property: string): string => properties.get(property) ?? "";
  const locations = [...properties]
    .filter(([property]) => property.includes("STORAGE_LOCATION_"))
    .map(([, json]) => describedLocation(json));
  if (locations.length === 0) throw new Error(`DESCRIBE EXTERNAL VOLUME ${identifier(name)} shows no storage location`);
  const output = {
    active: text("ACTIVE"),
    comment: text("COMMENT"),
    allow_writes: text("ALLOW_WRITES"),
    storage_locations: locations.map((location) => location.output),
  };
  return { locations, output };
}

async function readVolume(data: ResourceData, session: ResourceSession, refreshing: boolean): Promise<void> {
  const name = parseName(data.id);
  const row = await showByName(session, "EXTERNAL VOLUMES", name);
  if (row === undefined) {
    data.warn(
      "Failed to query external volume. Marking the resource as removed.",
      `External Volume id: ${identifier(name)}`,
    );
    data.remove();
    return;
  }
  const allowWrites = row.boolean("allow_writes");
  data.set("fully_qualified_name", identifier(name));
  if (refreshing) {
    markDrift(data, "show_output", [
      { field: "allow_writes", attribute: "allow_writes", current: allowWrites, becomes: String(allowWrites) },
    ]);
  }
  keepConfigured(data, ["allow_writes"]);
  const { locations, output } = await describeVolume(session, name);
  const comment = row.optional("comment") ?? "";
  const known = data.blocks("storage_location");
  const stored = refreshing ? storedExternalIds(data) : new Map<string, string>();
  data.set("comment", comment);
  data.set(
    "storage_location",
    locations.map((location) => {
      const before = known.find((block) => block.storage_location_name === location.name);
      const text = (key: string): string | null =>
        before === undefined ? null : typeof before[key] === "string" ? before[key] : "";
      const externalIdBefore = stored.get(location.name);
      const changed = externalIdBefore !== undefined && externalIdBefore !== location.externalId;
      return {
        ...location.block,
        storage_aws_secret_key: text("storage_aws_secret_key"),
        storage_aws_external_id: changed ? location.externalId : text("storage_aws_external_id"),
      };
    }),
  );
  setOutput(data, "describe_output", output);
  setOutput(data, "show_output", { name: row.text("name"), allow_writes: allowWrites, comment });
}

/** Location → external id as the stored describe_output has them. */
function storedExternalIds(data: ResourceData): ReadonlyMap<string, string> {
  const stored = data.storedOutput("describe_output", "storage_locations");
  const entries = (isList(stored) ? stored.filter(isRecord) : []).flatMap((location) => {
    const s3 = location.s3_storage_location;
    const [details] = isList(s3) ? s3 : [];
    return isRecord(details)
      ? [[String(location.name ?? ""), String(details.storage_aws_external_id ?? "")] as const]
      : [];
  });
  return new Map(entries);
}
