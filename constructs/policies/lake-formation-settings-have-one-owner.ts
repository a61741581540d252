import { awsRegionOf, type DeclaredResource, listOf } from "./declared-program";
import { type PolicyRule, resourcesOf } from "./policy-rule";

/** What a put of the settings replaces, so that what is left out is lost. */
const WHOLE = ["allow_external_data_filtering", "allow_full_table_external_data_access", "parameters"] as const;

/** Lake Formation's settings of a region are declared once, and whole. */
export const lakeFormationSettingsHaveOneOwner: PolicyRule = {
  id: "lake-formation-settings-have-one-owner",
  requirements: ["R12"],
  reason: "PutDataLakeSettings replaces: a second owner, or a part left out, removes what the first one set",
  source: "docs.aws.amazon.com/lake-formation/latest/APIReference/API_PutDataLakeSettings.html",
  fix: "declare the settings in one place, with admins, external access and parameters",
  judge: (program) => {
    const ownerOf = new Map<string, string>();
    return resourcesOf(program, "aws_lakeformation_data_lake_settings").map((settings) => {
      const region = awsRegionOf(program, settings.stack) ?? "a region that can't be told";
      const owner = ownerOf.get(region) ?? settings.path;
      ownerOf.set(region, owner);
      return {
        path: settings.path,
        problems: [
          ...(owner === settings.path ? [] : [`${owner} owns the settings of ${region}`]),
          ...missingParts(settings).map((part) => `${part} isn't said`),
        ],
      };
    });
  },
};

function missingParts({ arguments: given }: DeclaredResource): string[] {
  return [
    ...(listOf(given, "admins").length === 0 ? ["admins"] : []),
    ...WHOLE.filter((argument) => given[argument] === undefined),
  ];
}
