import { asInteger, asList, asObject, asText, parseLosslessJson } from "../metadata/json-fields";

/** Which names a field of a file without field ids may have. Source: https://iceberg.apache.org/spec/#column-projection */
export interface MappedField {
  /** undefined: the names are of no field. */
  readonly id: number | undefined;
  readonly names: readonly string[];
  readonly fields: readonly MappedField[];
}

function parseMappedField(value: unknown, what: string): MappedField {
  const field = asObject(value, what);
  return {
    id: field["field-id"] === undefined ? undefined : asInteger(field["field-id"], `${what}.field-id`),
    names: asList(field.names, `${what}.names`, asText),
    fields: asList(field.fields ?? [], `${what}.fields`, parseMappedField),
  };
}

/** The table property that holds it. */
export const NAME_MAPPING_PROPERTY = "schema.name-mapping.default";

/** Parses the property's JSON. @throws MetadataError */
export function parseNameMapping(text: string): readonly MappedField[] {
  return asList(parseLosslessJson(text), NAME_MAPPING_PROPERTY, parseMappedField);
}
