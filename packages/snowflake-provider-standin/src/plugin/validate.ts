import { type CtyRecord, type CtyValue, isList, isRecord, UNKNOWN } from "./cty";
import type { ResourceDefinition } from "./definition";
import { type AttributePath, type Diagnostic, problem } from "./diagnostics";
import { type BlockSchema, blockTypes } from "./schema";

interface Rules {
  readonly conflicts_with?: readonly string[];
  readonly exactly_one_of?: readonly string[];
}

type Presence = "absent" | "unknown" | "given";

/**
 * Checks a configuration against what Terraform core leaves to providers: `conflicts_with`, `exactly_one_of`, block counts,
 * nulls in collections, deprecated arguments, and the resource's own rules. Values that aren't known yet pass.
 */
export function validateConfig(
  schema: BlockSchema,
  config: CtyRecord,
  definition: Pick<ResourceDefinition<never>, "checks" | "validate">,
): readonly Diagnostic[] {
  const found = [
    ...blockDiagnostics(schema, config, [], config, definition.checks ?? {}),
    ...(definition.validate?.(config) ?? []),
  ];
  const seen = new Set<string>();
  return found.filter((diagnostic) => {
    const key = `${diagnostic.summary}\n${diagnostic.detail ?? ""}`;
    return !seen.has(key) && seen.add(key);
  });
}

function* blockDiagnostics(
  block: BlockSchema,
  value: CtyRecord,
  path: AttributePath,
  root: CtyRecord,
  checks: NonNullable<ResourceDefinition<never>["checks"]>,
): Generator<Diagnostic> {
  for (const [name, attribute] of Object.entries(block.attributes)) {
    const here = [...path, name];
    const given = value[name] ?? null;
    yield* combinationDiagnostics(attribute, given, here, root);
    if (given === null || given === UNKNOWN) continue;
    if (attribute.deprecated)
      yield { severity: "WARNING", summary: "Argument is deprecated", detail: `"${name}" is deprecated`, path: here };
    yield* nullElements(given, here);
    const check = checks[here.filter((step) => typeof step === "string").join(".")];
    if (check === undefined) continue;
    const values = typeof attribute.type !== "string" && isList(given) ? given : [given];
    for (const item of values) {
      const complaint = item === UNKNOWN || item === null ? undefined : check(item);
      if (complaint !== undefined) yield problem(`Invalid value for "${name}"`, complaint, here);
    }
  }
  for (const [name, nested] of blockTypes(block)) {
    const here = [...path, name];
    const given = value[name] ?? null;
    yield* combinationDiagnostics(nested, given, here, root);
    if (!isList(given)) continue;
    if (nested.max_items !== undefined && given.length > nested.max_items) {
      yield problem(`Too many "${name}" blocks`, `at most ${nested.max_items} allowed, ${given.length} given`, here);
    }
    if (nested.min_items !== undefined && given.length < nested.min_items) {
      yield problem(`Not enough "${name}" blocks`, `at least ${nested.min_items} needed, ${given.length} given`, here);
    }
    for (const [i, item] of given.entries()) {
      if (isRecord(item)) yield* blockDiagnostics(nested.block, item, [...here, i], root, checks);
    }
  }
}

function* nullElements(value: CtyValue, path: AttributePath): Generator<Diagnostic> {
  if (isList(value) && value.some((item) => item === null)) {
    yield problem(
      "Null value found in list",
      "null values are not allowed for this attribute: remove them, e.g. with compact()",
      path,
    );
  }
}

function* combinationDiagnostics(
  rules: Rules,
  given: CtyValue,
  path: AttributePath,
  root: CtyRecord,
): Generator<Diagnostic> {
  if (presence(given) === "given") {
    for (const other of rules.conflicts_with ?? []) {
      if (presenceAt(root, other) === "given") {
        yield problem(
          "Conflicting configuration arguments",
          `"${path.join(".")}": conflicts with ${other}; give only one of them`,
          path,
        );
      }
    }
  }
  const group = rules.exactly_one_of;
  if (group === undefined) return;
  const states = group.map((address) => ({ address, presence: presenceAt(root, address) }));
  const specified = states.filter((state) => state.presence === "given").map((state) => state.address);
  const listed = (addresses: readonly string[]): string => addresses.map((address) => `\`${address}\``).join(", ");
  if (specified.length > 1) {
    const detail = `only one of ${listed(group)} can be specified, but ${listed(specified)} were specified`;
    yield problem("Invalid combination of arguments", detail, path);
  } else if (specified.length === 0 && states.every((state) => state.presence === "absent")) {
    yield problem("Invalid combination of arguments", `one of ${listed(group)} must be specified`, path);
  }
}

function presence(value: CtyValue): Presence {
  if (value === UNKNOWN) return "unknown";
  return value === null || (isList(value) && value.length === 0) ? "absent" : "given";
}

/** Presence of what an address like `on_schema.0.inherited.0.in_database` points at. */
function presenceAt(root: CtyRecord, address: string): Presence {
  let value: CtyValue = root;
  for (const step of address.split(".")) {
    if (value === UNKNOWN) return "unknown";
    if (isRecord(value)) value = value[step] ?? null;
    else if (isList(value)) value = value[Number(step)] ?? null;
    else return "absent";
  }
  return presence(value);
}
