import { notEmulated } from "../../errors";
import { ARRAY, BOOLEAN, type DataType, FLOAT, NUMBER, OBJECT, TEXT, VARIANT } from "../../types/data-type";
import type { Bound } from "../compile/bound";
import { castTo } from "../compile/cast";
import { type FunctionCall, type FunctionDefinition, scalar } from "../compile/function-call";
import { isSemiStructured, numberType } from "../compile/types";

const json = (sql: string) => `CAST(${sql} AS JSON)`;

/** SQL of an argument that has to be semi-structured. Throws 001044. */
function semi(call: FunctionCall, index: number): string {
  const value = call.argument(index);
  if (value.type.kind === "NULL") return "CAST(NULL AS JSON)";
  if (!isSemiStructured(value.type)) throw call.wrongTypes();
  return value.sql;
}

/** A function whose arguments are: s semi-structured, v any value, t text, i whole number, b BOOLEAN. */
function structured(
  names: string | readonly string[],
  native: string,
  kinds: string,
  type: DataType,
  options: { readonly optional?: readonly string[]; readonly nullable?: boolean } = {},
): FunctionDefinition {
  const optional = options.optional ?? [];
  return scalar(names, [kinds.length - optional.length, kinds.length], (call) => {
    const parts = [...kinds].map((kind, index) => {
      if (!call.has(index)) return optional[index - (kinds.length - optional.length)] ?? "NULL";
      if (kind === "s") return semi(call, index);
      if (kind === "v") return call.variant(index);
      if (kind === "b") return call.boolean(index);
      return kind === "t" ? call.text(index) : call.integer(index);
    });
    const sql = `${native}(${parts.join(", ")})`;
    const physical = isSemiStructured(type)
      ? json(sql)
      : type.kind === "NUMBER"
        ? `CAST(${sql} AS DECIMAL(${type.precision},0))`
        : sql;
    return call.make(physical, type, options.nullable);
  });
}

function construct(native: string) {
  return (call: FunctionCall): Bound => {
    if (call.node.star) throw notEmulated(`${call.name}(*)`);
    if (call.count % 2 !== 0) throw call.wrongTypes();
    const parts = call.all().map((_, index) => (index % 2 === 0 ? call.text(index) : call.variant(index)));
    return call.make(json(`${native}(${parts.join(", ")})`), OBJECT, false);
  };
}

/** `sf_f(object, key, key, …)`; keys may also come as one array. */
const byKeys = (name: string, native: string) =>
  scalar(name, [2, 255], (call) => {
    const keys = call
      .all()
      .slice(1)
      .map((_, index) => call.text(index + 1));
    return call.make(json(`${native}(${[semi(call, 0), ...keys].join(", ")})`), OBJECT);
  });

function get(call: FunctionCall): Bound {
  const at = call.argument(1);
  const sql =
    at.type.kind === "TEXT"
      ? `sf_get_key(${semi(call, 0)}, ${at.sql})`
      : `sf_get_index(${semi(call, 0)}, ${call.integer(1)})`;
  return call.make(json(sql), VARIANT, true);
}

/** What TYPEOF has to say for IS_… and AS_…, and the type that AS_… gives. */
const KINDS: readonly {
  readonly names: readonly string[];
  readonly typeofs: readonly string[];
  readonly type: DataType;
}[] = [
  { names: ["ARRAY"], typeofs: ["ARRAY"], type: ARRAY },
  { names: ["OBJECT"], typeofs: ["OBJECT"], type: OBJECT },
  { names: ["BOOLEAN"], typeofs: ["BOOLEAN"], type: BOOLEAN },
  { names: ["VARCHAR", "CHAR"], typeofs: ["VARCHAR"], type: TEXT },
  { names: ["INTEGER"], typeofs: ["INTEGER"], type: NUMBER },
  { names: ["DECIMAL", "NUMBER"], typeofs: ["INTEGER", "DECIMAL"], type: NUMBER },
  { names: ["DOUBLE", "REAL"], typeofs: ["INTEGER", "DECIMAL", "DOUBLE"], type: FLOAT },
];

const predicates = KINDS.flatMap(({ names, typeofs, type }) => {
  const list = typeofs.map((one) => `'${one}'`).join(", ");
  const holds = (call: FunctionCall) => `(sf_typeof(${semi(call, 0)}) IN (${list}))`;
  return [
    scalar(
      names.map((one) => `IS_${one}`),
      [1, 1],
      (call) => call.make(holds(call), BOOLEAN),
    ),
    scalar(
      names.map((one) => `AS_${one}`),
      [1, 3],
      (call) => {
        const target =
          type.kind === "NUMBER" && call.has(1)
            ? numberType(call.constantInteger(1), call.has(2) ? call.constantInteger(2) : 0)
            : type;
        const cast = castTo(call.argument(0), target, call.settings);
        return call.make(`(CASE WHEN ${holds(call)} THEN ${cast.sql} END)`, target, true);
      },
    ),
  ];
});

/** Times inside of a VARIANT are text in the emulator: what asks for their type can't be answered. */
const timeKinds = ["DATE", "TIME", "TIMESTAMP_NTZ", "TIMESTAMP_LTZ", "TIMESTAMP_TZ", "BINARY"].flatMap((name) =>
  ["IS", "AS"].map((verb) =>
    scalar(`${verb}_${name}`, [1, 1], () => {
      throw notEmulated(`the function ${verb}_${name}`);
    }),
  ),
);

const SIZE = numberType(9, 0);

/** D: Semi-structured and structured data functions. */
export const semiStructuredFunctions: readonly FunctionDefinition[] = [
  structured("PARSE_JSON", "sf_parse_json", "t", VARIANT, { nullable: true }),
  scalar("TRY_PARSE_JSON", [1, 1], (call) =>
    call.make(`TRY(${json(`sf_parse_json(${call.text(0)})`)})`, VARIANT, true),
  ),
  structured("CHECK_JSON", "sf_check_json", "t", TEXT, { nullable: true }),
  structured("TO_JSON", "sf_to_json", "s", TEXT),
  structured("TYPEOF", "sf_typeof", "s", TEXT, { nullable: true }),
  scalar("OBJECT_CONSTRUCT", [0, 1000], construct("sf_object")),
  scalar("OBJECT_CONSTRUCT_KEEP_NULL", [0, 1000], construct("sf_object_keep_null")),
  scalar("ARRAY_CONSTRUCT", [0, 10_000], (call) =>
    call.make(
      call.count === 0
        ? json("'[]'")
        : json(
            `sf_array(${call
              .all()
              .map((_, index) => call.variant(index))
              .join(", ")})`,
          ),
      ARRAY,
      false,
    ),
  ),
  scalar("ARRAY_CONSTRUCT_COMPACT", [0, 10_000], (call) =>
    call.make(
      call.count === 0
        ? json("'[]'")
        : json(
            `sf_array_compact_of(${call
              .all()
              .map((_, index) => call.variant(index))
              .join(", ")})`,
          ),
      ARRAY,
      false,
    ),
  ),
  structured("ARRAY_SIZE", "sf_array_size", "s", SIZE, { nullable: true }),
  structured("ARRAY_CONTAINS", "sf_array_contains", "vs", BOOLEAN),
  structured("ARRAY_POSITION", "sf_array_position", "vs", SIZE, { nullable: true }),
  structured("ARRAY_CAT", "sf_array_cat", "ss", ARRAY),
  structured("ARRAY_APPEND", "sf_array_append", "sv", ARRAY),
  structured("ARRAY_PREPEND", "sf_array_prepend", "sv", ARRAY),
  structured("ARRAY_INSERT", "sf_array_insert", "siv", ARRAY),
  structured("ARRAY_SLICE", "sf_array_slice", "sii", ARRAY),
  structured("ARRAY_TO_STRING", "sf_array_to_string", "st", TEXT),
  structured("ARRAY_DISTINCT", "sf_array_distinct", "s", ARRAY),
  structured("ARRAY_COMPACT", "sf_array_compact", "s", ARRAY),
  structured("ARRAY_INTERSECTION", "sf_array_intersection", "ss", ARRAY),
  structured("ARRAY_EXCEPT", "sf_array_except", "ss", ARRAY),
  structured("ARRAYS_OVERLAP", "sf_arrays_overlap", "ss", BOOLEAN),
  structured("ARRAY_GENERATE_RANGE", "sf_array_range", "iii", ARRAY, { optional: ["CAST(1 AS BIGINT)"] }),
  structured("OBJECT_KEYS", "sf_object_keys", "s", ARRAY),
  structured("OBJECT_INSERT", "sf_object_insert", "stvb", OBJECT, { optional: ["FALSE"] }),
  byKeys("OBJECT_DELETE", "sf_object_delete"),
  byKeys("OBJECT_PICK", "sf_object_pick"),
  scalar("GET", [2, 2], get),
  structured("GET_PATH", "sf_get_path", "st", VARIANT, { nullable: true }),
  structured("GET_IGNORE_CASE", "sf_get_ignore_case", "st", VARIANT, { nullable: true }),
  scalar("IS_NULL_VALUE", [1, 1], (call) => call.make(`(sf_typeof(${semi(call, 0)}) = 'NULL_VALUE')`, BOOLEAN)),
  structured("STRIP_NULL_VALUE", "sf_strip_null_value", "s", VARIANT, { nullable: true }),
  scalar("TO_ARRAY", [1, 1], (call) => castTo(call.argument(0), ARRAY, call.settings)),
  scalar("TO_OBJECT", [1, 1], (call) => castTo(call.argument(0), OBJECT, call.settings)),
  ...predicates,
  ...timeKinds,
];
