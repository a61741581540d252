import { doesNotExist, insufficientPrivileges, notEmulated } from "../../errors";
import { TEXT } from "../../types/data-type";
import type { SqlFunction } from "./sql-function";

const NAME = "SYSTEM$DESC_ICEBERG_ACCESS_IDENTITY";

/**
 * SYSTEM$DESC_ICEBERG_ACCESS_IDENTITY('S3' [, 'account']): the IAM user by which an account of the organization will
 * act, before anything has been created there. D: needs ACCOUNTADMIN; the JSON.
 */
export const descIcebergAccessIdentity: SqlFunction = {
  name: NAME,
  type: TEXT,
  minArguments: 1,
  maxArguments: 2,
  evaluate({ access, account, siblings }, [provider, target]) {
    if (!access.isAccountAdmin()) throw insufficientPrivileges("account", access.accountName);
    if (String(provider).toUpperCase() !== "S3") throw notEmulated(`${NAME} for storage provider ${String(provider)}`);
    const wanted = String(target ?? account.name).toUpperCase();
    const found = siblings.find((one) => [one.name, one.identifier, one.identity.locator].includes(wanted));
    if (found === undefined) throw doesNotExist("Account", wanted);
    return JSON.stringify({ STORAGE_PROVIDER: "S3", STORAGE_AWS_IAM_USER_ARN: found.identity.awsPrincipalArn });
  },
};
