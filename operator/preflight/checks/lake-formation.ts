import { about, bad, good, type PreflightCheck, skipped } from "../check";

/** Lake Formation's settings have one owner, and the stack `lake` becomes it: what it isn't told of is gone. */
export const lakeFormation: PreflightCheck = ({ config, observation: { aws } }) => {
  const settings = about(aws, "see aws.credentials", ({ lakeFormation: seen }) =>
    about(seen, "let the caller read them (lakeformation:GetDataLakeSettings)", ({ admins }) => {
      const lost = admins.filter((arn) => !config.aws.lakeFormationAdmins.includes(arn));
      return lost.length === 0
        ? good(admins.length === 0 ? "there is none yet" : `${admins.join(", ")}`)
        : bad(
            `the first apply would remove ${lost.join(", ")}`,
            "name them in aws.lakeFormationAdmins, too, unless they are to go: then --accept lake-formation.admins",
          );
    }),
  );
  const caller = about(aws, "see aws.credentials", ({ caller: { arn } }) => {
    // Whoever asks a local AWS is one and the same there.
    if (config.local !== undefined) return skipped("a local AWS doesn't tell callers apart");
    const principal = principalOf(arn);
    return config.aws.lakeFormationAdmins.some((admin) => samePrincipal(admin, principal))
      ? good(principal)
      : bad(
          `${principal} isn't one`,
          `name ${principal} in aws.lakeFormationAdmins, or Terraform locks itself out of what it has just set; or run as one that is named`,
        );
  });
  const mode = about(aws, "see aws.credentials", ({ lakeFormation: seen, glueDatabases }) =>
    about(seen, "let the caller read them (lakeformation:GetDataLakeSettings)", (found) => {
      if (!found.opensNewDatabases && !found.opensNewTables) return good("they aren't open to whoever IAM allows");
      return about(glueDatabases, "let the caller look (glue:GetDatabases)", (names) => {
        const others = names.filter((name) => name !== config.lake.glueDatabase);
        const open =
          "they are open to whoever IAM allows (IAM_ALLOWED_PRINCIPALS), which the first apply ends for the whole account and region";
        return others.length === 0
          ? good(`${open}; nobody else has any there`)
          : bad(
              `${open}; there are ${others.length} others: ${others.slice(0, 5).join(", ")}${others.length > 5 ? " …" : ""}`,
              "see that whoever makes databases and tables there doesn't count on it, then --accept lake-formation.mode",
            );
      });
    }),
  );
  return [
    {
      id: "lake-formation.admins",
      where: "aws",
      expected: "no administrator of Lake Formation would be lost",
      ...settings,
    },
    { id: "lake-formation.caller", where: "aws", expected: "the caller is among aws.lakeFormationAdmins", ...caller },
    {
      id: "lake-formation.mode",
      where: "aws",
      expected: "nobody counts on new databases and tables being open to whoever IAM allows",
      ...mode,
    },
  ];
};

/** Who a caller is in IAM: a session of a role is the role. */
export function principalOf(callerArn: string): string {
  return callerArn.replace(/^(arn:[^:]+):sts::(\d+):assumed-role\/([^/]+)\/.*$/, "$1:iam::$2:role/$3");
}

/** A session tells its role's name without the role's path. */
function samePrincipal(admin: string, principal: string): boolean {
  return admin === principal || admin.replace(/:role\/.*\//, ":role/") === principal;
}
