/** How the local AWS is reached. */
export interface AwsTarget {
  /** Its URL. */
  readonly endpoint: string;
  /** Region of the configuration. */
  readonly region: string;
  /** Account of the configuration. */
  readonly accountId: string;
}

/** Settings of AWS clients for the local AWS; the key's id names the account. */
export function awsClientSettings({ endpoint, region, accountId }: AwsTarget) {
  return { endpoint, region, credentials: { accessKeyId: accountId, secretAccessKey: "local" } };
}
