import { organizationBench } from "../../support/organization";

/** EAST has a group G of these contents, and WEST its replica G, not refreshed yet; ADMIN is the same user in both. */
export async function carriedBench(contents: string) {
  const bench = organizationBench();
  const { east, west } = bench;
  await east.run(`CREATE FAILOVER GROUP g ${contents} ALLOWED_ACCOUNTS = org.west`);
  await west.run("CREATE FAILOVER GROUP g AS REPLICA OF org.east.g");
  const refresh = () => west.run("ALTER FAILOVER GROUP g REFRESH");
  const link = () => west.run("SELECT SYSTEM$LINK_ACCOUNT_OBJECTS_BY_NAME('g')");
  return { ...bench, refresh, link };
}

const ROLE = "arn:aws:iam::123456789012:role/reader";

/** A storage integration with a chosen external id; without: Snowflake makes one. */
export const storageIntegration = (name: string, externalId?: string) =>
  `CREATE STORAGE INTEGRATION ${name} TYPE = EXTERNAL_STAGE STORAGE_PROVIDER = 'S3' STORAGE_AWS_ROLE_ARN = '${ROLE}' ` +
  `${externalId === undefined ? "" : `STORAGE_AWS_EXTERNAL_ID = '${externalId}' `}ENABLED = TRUE STORAGE_ALLOWED_LOCATIONS = ('s3://lake/a/')`;

/** An external volume with a location in each of EAST's and WEST's regions. */
export const volume = (name: string, externalId = "chosen") => {
  const location = (region: string) =>
    `(NAME = '${region}' STORAGE_PROVIDER = 'S3' STORAGE_AWS_ROLE_ARN = '${ROLE}' STORAGE_BASE_URL = 's3://lake-${region}/v/' STORAGE_AWS_EXTERNAL_ID = '${externalId}')`;
  return `CREATE EXTERNAL VOLUME ${name} STORAGE_LOCATIONS = (${location("us-east-1")}, ${location("us-west-2")})`;
};

export const catalogIntegration = (name: string) =>
  `CREATE CATALOG INTEGRATION ${name} CATALOG_SOURCE = OBJECT_STORE TABLE_FORMAT = ICEBERG ENABLED = TRUE`;

/** A public key, as CREATE USER takes it. */
export const KEY =
  "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAu1SU1LfVLPHCozMxH2Mo4lgOEePzNm0tRgeLezV6ffAt0gunVTLw7onLRnrq0/IzW7yWR7QkrmBL7jTKEn5u+qKhbwKfBstIs+bMY2Zkp18gnTxKLxoS2tFczGkPLPgizskuemMghRniWaoLcyehkd3qqGElvW/VDL5AaWTg0nLVkjRo9z+40RQzuVaE8AkAFmxZzow3x+VJYKdjykkJ0iT9wCS0DRTXu269V264Vf/3jvredZiKRkgwlL9xNAwxXFg0x/XFw005UWVRIKdgcKWTjpBP2dPwVZ4WWC+9aGVd+Gyn1o0CLelf4rEjGoXbAAEgAqeGUxrcIlbjXfbcmwIDAQAB";
