import { accountFunctions } from "./account-functions";
import { externalTableFiles } from "./external-table-files";
import { groupRefreshFunctions } from "./group-refresh-functions";
import type { InformationSchemaFunction } from "./information-schema-function";
import { dataMetricFunctionReferences, policyReferences } from "./policy-references";
import { refreshFunctions } from "./refresh-functions";
import { tagReferencesFunction } from "./tag-references";

/** Every table function that is built, by name. Others are refused by name. */
export const INFORMATION_SCHEMA_FUNCTIONS: ReadonlyMap<string, InformationSchemaFunction> = new Map(
  [
    ...accountFunctions,
    ...refreshFunctions,
    ...groupRefreshFunctions,
    policyReferences,
    dataMetricFunctionReferences,
    externalTableFiles,
    tagReferencesFunction,
  ].map((one) => [one.name, one]),
);
