import type { PartitionFieldSummary } from "../manifest/manifest-file";
import { fieldOfId } from "../metadata/fields";
import type { PartitionSpec, PartitionValue } from "../metadata/partition-spec";
import type { Schema } from "../metadata/schema";
import { parseTransform, transformedType } from "../partition/transform";
import { compareSingleValues, encodeSingleValue } from "../values/single-value";

/** The type of each partition field's values. `void` over a column that is gone has none: undefined. */
export function partitionTypes(spec: PartitionSpec, schemas: readonly Schema[]): readonly (string | undefined)[] {
  return spec.fields.map((field) => {
    const transform = parseTransform(field.transform);
    for (const schema of schemas) {
      const source = fieldOfId(schema, field["source-id"]);
      if (source !== undefined) return transformedType(transform, source.type);
    }
    return undefined;
  });
}

function summary(values: readonly PartitionValue[], type: string | undefined): PartitionFieldSummary {
  const present = values.filter((value) => value !== null);
  const isNan = (value: PartitionValue): boolean => typeof value === "number" && Number.isNaN(value);
  const ordered = present.filter((value) => !isNan(value)).sort(compareSingleValues);
  const [lower] = ordered;
  const upper = ordered.at(-1);
  const isFloat = type === "float" || type === "double";
  return {
    containsNull: present.length < values.length,
    ...(isFloat ? { containsNan: present.some(isNan) } : {}),
    ...(type === undefined || lower === undefined ? {} : { lowerBound: encodeSingleValue(lower, type) }),
    ...(type === undefined || upper === undefined ? {} : { upperBound: encodeSingleValue(upper, type) }),
  };
}

/** What a manifest list says of the partitions in a manifest, a summary for each field of the spec. */
export function partitionSummaries(
  spec: PartitionSpec,
  schemas: readonly Schema[],
  partitions: readonly (readonly PartitionValue[])[],
): readonly PartitionFieldSummary[] {
  const types = partitionTypes(spec, schemas);
  return spec.fields.map((_, index) =>
    summary(
      partitions.map((partition) => partition[index] ?? null),
      types[index],
    ),
  );
}
