import { type CtyRecord, type CtyValue, isList, isNullOrZero, isRecord, UNKNOWN } from "../plugin/cty";
import { type Diagnostic, problem } from "../plugin/diagnostics";

/**
 * One problem for each argument that is given but not carried out. Unknown values and zero values pass.
 * @param addresses attributes and blocks: `tag`, or `column.masking_policy` for what is inside of every block `column`
 */
export function refuseArguments(config: CtyRecord, addresses: readonly string[]): readonly Diagnostic[] {
  return addresses.flatMap((address) => {
    const given = valuesAt(config, address.split(".")).some((value) => value !== UNKNOWN && !isNullOrZero(value));
    if (!given) return [];
    const [name = ""] = address.split(".");
    return [problem(`${address} is not carried out by the stand-in`, "take it out, or use the real provider", [name])];
  });
}

function valuesAt(record: CtyRecord, [name = "", ...rest]: readonly string[]): readonly CtyValue[] {
  const value = record[name] ?? null;
  if (rest.length === 0) return [value];
  const records = isList(value) ? value.filter(isRecord) : [];
  return records.flatMap((item) => valuesAt(item, rest));
}
