import { about, bad, good, type PreflightCheck } from "../check";

/** Lake Formation's settings have one owner, and the stack `lake` becomes it: what it isn't told of is gone. */
export const lakeFormation: PreflightCheck = ({ config, observation: { aws, applied } }) => {
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
    const principal = principalOf(arn);
    return config.aws.lakeFormationAdmins.some((admin) => samePrincipal(admin, principal))
      ? good(principal)
      : bad(
          `${principal} isn't one`,
          `name ${principal} in aws.lakeFormationAdmins, or Terraform locks itself out of what it has just set; or run as one that is named`,
        );
  });
  const mode = about(aws, "see aws.credentials", ({ lakeFormation: seen }) =>
    about(
      seen,
      "let the caller read them (lakeformation:GetDataLakeSettings)",
      ({ opensNewDatabases, opensNewTables }) => {
        if (!opensNewDatabases && !opensNewTables) return good("new databases and tables are Lake Formation's");
        const what = [opensNewDatabases ? "databases" : "", opensNewTables ? "tables" : ""]
          .filter(Boolean)
          .join(" and ");
        if (applied.known && applied.value.has("lake")) {
          return bad(
            `new ${what} are open to IAM_ALLOWED_PRINCIPALS, though lake has been applied`,
            "apply lake again",
          );
        }
        return bad(
          `new ${what} are open to whoever IAM allows (IAM_ALLOWED_PRINCIPALS); the first apply ends that for the whole account and region`,
          "see that nobody else makes databases there and counts on it, then --accept lake-formation.mode",
        );
      },
    ),
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
      expected: "Lake Formation's permissions decide about new databases",
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
