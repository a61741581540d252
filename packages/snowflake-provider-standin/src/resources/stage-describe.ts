import type { CtyRecord, CtyValue } from "../plugin/cty";
import type { ResourceSession } from "../provider/session";
import { identifierParts, qualified } from "../sql/identifier";
import { commaList } from "./common";
import type { SchemaObjectPath } from "./located-object";

/** What DESCRIBE STAGE shows: parent (STAGE_LOCATION, STAGE_FILE_FORMAT …) → property → value. */
export type StageProperties = ReadonlyMap<string, ReadonlyMap<string, string>>;

const BOOLEANS = ["trim_space", "replace_invalid_characters"];
const TIMES = ["date_format", "time_format", "timestamp_format", "binary_format"];

/** Options of each file format that the output shows: lists apart, all of one kind together. */
const FORMATS: Readonly<Record<string, { readonly texts: readonly string[]; readonly booleans: readonly string[] }>> = {
  csv: {
    texts: [
      ...["record_delimiter", "field_delimiter", "file_extension", "escape", "escape_unenclosed_field"],
      ...["field_optionally_enclosed_by", "compression", "encoding"],
      ...TIMES,
    ],
    booleans: [
      ...["parse_header", "error_on_column_count_mismatch", "validate_utf8", "skip_blank_lines"],
      ...["empty_field_as_null", "skip_byte_order_mark", "multi_line"],
      ...BOOLEANS,
    ],
  },
  json: {
    texts: ["compression", "file_extension", ...TIMES],
    booleans: [
      ...["multi_line", "enable_octal", "allow_duplicate", "strip_outer_array", "strip_null_values"],
      ...["ignore_utf8_errors", "skip_byte_order_mark"],
      ...BOOLEANS,
    ],
  },
  avro: { texts: ["compression"], booleans: BOOLEANS },
  orc: { texts: [], booleans: BOOLEANS },
  parquet: {
    texts: ["compression"],
    booleans: ["binary_as_text", "use_logical_type", "use_vectorized_scanner", ...BOOLEANS],
  },
  xml: {
    texts: ["compression"],
    booleans: [
      ...["ignore_utf8_errors", "preserve_space", "strip_outer_element", "disable_auto_convert"],
      ...["replace_invalid_characters", "skip_byte_order_mark"],
    ],
  },
};

/** DESCRIBE STAGE. */
export async function stageProperties(session: ResourceSession, path: SchemaObjectPath): Promise<StageProperties> {
  const rows = await session.query(`DESCRIBE STAGE ${qualified(...path)}`);
  const byParent = new Map<string, Map<string, string>>();
  for (const row of rows) {
    const parent = row.text("parent_property");
    const properties = byParent.get(parent) ?? new Map<string, string>();
    properties.set(row.text("property"), row.text("property_value"));
    byParent.set(parent, properties);
  }
  return byParent;
}

/** The computed output `describe_output`. @throws Error for a file format that is not known */
export function describedStage(properties: StageProperties): CtyRecord {
  const text = (parent: string, property: string): string => properties.get(parent)?.get(property) ?? "";
  const isTrue = (parent: string, property: string): boolean => text(parent, property) === "true";
  return {
    directory_table: [
      {
        enable: isTrue("DIRECTORY", "ENABLE"),
        auto_refresh: isTrue("DIRECTORY", "AUTO_REFRESH"),
        last_refreshed_on: text("DIRECTORY", "LAST_REFRESHED_ON"),
      },
    ],
    file_format: [fileFormat(properties.get("STAGE_FILE_FORMAT") ?? new Map())],
    location: properties.has("STAGE_LOCATION")
      ? [
          {
            url: commaList(text("STAGE_LOCATION", "URL")).map((url) => url.replace(/^"|"$/g, "")),
            aws_access_point_arn: text("STAGE_LOCATION", "AWS_ACCESS_POINT_ARN"),
          },
        ]
      : [],
    privatelink: properties.has("PRIVATELINK")
      ? [{ use_privatelink_endpoint: isTrue("PRIVATELINK", "USE_PRIVATELINK_ENDPOINT") }]
      : [],
  };
}

function fileFormat(options: ReadonlyMap<string, string>): CtyRecord {
  const none: CtyRecord = Object.fromEntries(Object.keys(FORMATS).map((kind) => [kind, []]));
  const named = options.get("FORMAT_NAME");
  if (named !== undefined) {
    const parts = identifierParts(named.replaceAll('\\"', '"')) ?? [named];
    return { ...none, format_name: qualified(...parts) };
  }
  const type = options.get("TYPE");
  if (type === undefined) return { ...none, format_name: "" };
  const kind = type.toLowerCase();
  const known = FORMATS[kind];
  if (known === undefined) throw new Error(`DESCRIBE STAGE shows the file format ${type}, which is not known`);
  const of = (name: string): string => options.get(name.toUpperCase()) ?? "";
  const fields: readonly (readonly [string, CtyValue])[] = [
    ["type", type],
    ...known.texts.map((name) => [name, of(name)] as const),
    ...known.booleans.map((name) => [name, of(name) === "true"] as const),
    ...(kind === "csv" ? [["skip_header", Number(of("skip_header"))] as const] : []),
    ...(kind === "xml" ? [] : [["null_if", commaList(of("null_if"))] as const]),
  ];
  return { ...none, format_name: "", [kind]: [Object.fromEntries(fields)] };
}
