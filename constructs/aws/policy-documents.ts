import type { AccessPurpose } from "./arns";

/** A statement of an IAM policy document. */
export interface PolicyStatement {
  /** What the statement is for. */
  readonly Sid: string;
  /** Whether it allows or denies. */
  readonly Effect: "Allow" | "Deny";
  /** Whom it speaks of; only in a policy that belongs to a resource. */
  readonly Principal?: "*" | { readonly AWS: string | readonly string[] } | { readonly Service: readonly string[] };
  /** The actions, each with its service's prefix. */
  readonly Action: readonly string[];
  /** The ARNs that it covers; absent in a trust policy. */
  readonly Resource?: readonly string[];
  /** When it holds. */
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** An IAM policy document. */
export interface PolicyDocument {
  readonly Version: "2012-10-17";
  readonly Statement: readonly PolicyStatement[];
}

/** What the policies of the lake's readers cover. */
export interface ReadScope {
  /** The ARNs of the lake's bucket and of its copies in other regions. */
  readonly bucketArns: readonly string[];
  /** The prefix that data lie under in each, ending in a slash. */
  readonly prefix: string;
  /** The ARNs of the Glue catalog, the database and its tables. */
  readonly glueArns: readonly string[];
}

function document(...statements: readonly PolicyStatement[]): PolicyDocument {
  return { Version: "2012-10-17", Statement: statements };
}

/** A bucket policy that refuses every request that isn't made over TLS, and what else is said. */
export function privateBucketPolicy(bucketArn: string, refusals: readonly PolicyStatement[] = []): PolicyDocument {
  return document(
    {
      Sid: "TlsOnly",
      Effect: "Deny",
      Principal: "*",
      Action: ["s3:*"],
      Resource: [bucketArn, `${bucketArn}/*`],
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
    ...refusals,
  );
}

/**
 * The trust policy of a role that Snowflake accounts assume: only their principals, only with the external id.
 *
 * Source: docs.snowflake.com, user-guide/tables-iceberg-configure-external-volume-s3; AWS, "The confused deputy problem".
 */
export function snowflakeTrustPolicy(
  principalArns: readonly [string, ...string[]],
  externalId: string,
): PolicyDocument {
  const [first, ...others] = principalArns;
  return document({
    Sid: "SnowflakeWithItsExternalId",
    Effect: "Allow",
    // One principal alone stands bare, as AWS gives it back.
    Principal: { AWS: others.length === 0 ? first : principalArns },
    Action: ["sts:AssumeRole"],
    Condition: { StringEquals: { "sts:ExternalId": externalId } },
  });
}

/**
 * The trust policy of the role that a location is registered with in Lake Formation, which vends credentials through it.
 *
 * Source: AWS, lake-formation/latest/dg/registration-role (both services and both actions).
 */
export function registrationTrustPolicy(accountId: string): PolicyDocument {
  return document({
    Sid: "LakeFormationAndGlueOfThisAccount",
    Effect: "Allow",
    Principal: { Service: ["glue.amazonaws.com", "lakeformation.amazonaws.com"] },
    Action: ["sts:AssumeRole", "sts:SetContext"],
    Condition: { StringEquals: { "aws:SourceAccount": accountId } },
  });
}

/** What reading the lake's files takes, and nothing that writes. */
export function readObjectsPolicy(scope: ReadScope): PolicyDocument {
  return document(
    {
      Sid: "ReadObjects",
      Effect: "Allow",
      Action: ["s3:GetObject", "s3:GetObjectVersion"],
      Resource: scope.bucketArns.map((bucketArn) => `${bucketArn}/${scope.prefix}*`),
    },
    {
      Sid: "ListPrefix",
      Effect: "Allow",
      Action: ["s3:ListBucket"],
      Resource: scope.bucketArns,
      Condition: { StringLike: { "s3:prefix": [scope.prefix, `${scope.prefix}*`] } },
    },
    { Sid: "FindBucket", Effect: "Allow", Action: ["s3:GetBucketLocation"], Resource: scope.bucketArns },
  );
}

/**
 * What reading the Glue Data Catalog takes.
 *
 * Source: AWS, glue/latest/dg/connect-glu-iceberg-rest; Snowflake, tables-iceberg-configure-catalog-integration-rest-glue.
 */
function readCatalogStatement(scope: ReadScope): PolicyStatement {
  return {
    Sid: "ReadCatalog",
    Effect: "Allow",
    Action: ["glue:GetCatalog", "glue:GetDatabase", "glue:GetDatabases", "glue:GetTable", "glue:GetTables"],
    Resource: scope.glueArns,
  };
}

/** What a Snowflake account's role may do for one purpose: the least that the purpose takes. */
export function accessPolicy(purpose: AccessPurpose, scope: ReadScope): PolicyDocument {
  switch (purpose) {
    case "storage":
    case "volume":
      return readObjectsPolicy(scope);
    case "glue":
      return document(readCatalogStatement(scope));
    case "catalog":
      return document(readCatalogStatement(scope), {
        Sid: "VendedCredentials",
        Effect: "Allow",
        Action: ["lakeformation:GetDataAccess"],
        // The action has no resource of its own; Lake Formation's grants decide what is vended.
        Resource: ["*"],
      });
  }
}
