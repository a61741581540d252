import { z } from "zod";
import type { StateResource } from "../observation";

/** What is of another kind in some other type of resource (`database` is a block of Lake Formation's grants) tells nothing here. */
const told = z.string().optional().catch(undefined);
const attributes = z.looseObject({
  name: told,
  database: told,
  schema: told,
  bucket: told,
  revert: told,
});
const stateSchema = z.looseObject({
  resources: z
    .array(
      z.looseObject({
        mode: z.string(),
        type: z.string(),
        name: z.string(),
        module: z.string().optional(),
        instances: z.array(
          z.looseObject({
            index_key: z.union([z.string(), z.number()]).optional(),
            attributes: attributes.nullish(),
          }),
        ),
      }),
    )
    .default([]),
});
const planSchema = z.looseObject({
  resource_changes: z
    .array(
      z.looseObject({
        address: z.string(),
        mode: z.string(),
        type: z.string(),
        change: z.looseObject({ actions: z.array(z.string()), before: attributes.nullish() }),
      }),
    )
    .default([]),
});

/** The managed resources in what `terraform state pull` prints; null: there is no state. @throws ZodError, SyntaxError */
export function readState(text: string): readonly StateResource[] | null {
  if (text.trim() === "") return null;
  const { resources } = stateSchema.parse(JSON.parse(text));
  return resources
    .filter(({ mode }) => mode === "managed")
    .flatMap(({ type, name, module, instances }) =>
      instances.map(({ index_key: key, attributes: values }) => {
        const index = key === undefined ? "" : `[${JSON.stringify(key)}]`;
        return resource(`${module === undefined ? "" : `${module}.`}${type}.${name}${index}`, type, values ?? {});
      }),
    );
}

/** What a plan's JSON (`terraform show -json`) would delete, and the addresses of what else it would do. @throws ZodError, SyntaxError */
export function readPlan(text: string): {
  readonly deletes: readonly StateResource[];
  readonly others: readonly string[];
} {
  const changes = planSchema.parse(JSON.parse(text)).resource_changes.filter(({ mode }) => mode === "managed");
  const only = (actions: readonly string[], action: string) => actions.length === 1 && actions[0] === action;
  return {
    deletes: changes
      .filter(({ change }) => only(change.actions, "delete"))
      .map(({ address, type, change }) => resource(address, type, change.before ?? {})),
    others: changes
      .filter(
        ({ change: { actions } }) => !only(actions, "delete") && !only(actions, "no-op") && !only(actions, "read"),
      )
      .map(({ address }) => address),
  };
}

/** Only what tells what it holds: the rest of a state is nobody's business here. */
function resource(address: string, type: string, values: z.infer<typeof attributes>): StateResource {
  const { name, database, schema, bucket, revert } = values;
  const given = { name, database, schema, bucket, revert };
  return {
    address,
    type,
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => typeof value === "string")),
  };
}
