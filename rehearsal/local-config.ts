import { isMap, parseDocument } from "yaml";

/** What the rehearsal changes in the chosen configuration. */
export interface LocalSettings {
  /** URL of the local AWS. */
  readonly awsEndpoint: string;
  /** URL of the local Snowflake organization. */
  readonly snowflakeEndpoint: string;
  /** Absolute path of the folder for Terraform states. */
  readonly stateDirectory: string;
}

/**
 * The chosen configuration with the local clouds, a state of its own and a lake that may be destroyed. Comments stay.
 * Only for text that loadConfig has accepted.
 */
export function localConfig(yaml: string, settings: LocalSettings): string {
  const document = parseDocument(yaml);
  if (!isMap(document.contents)) {
    throw new Error("the configuration is not a YAML mapping; check it with loadConfig first");
  }
  document.set("backend", document.createNode({ type: "local", directory: settings.stateDirectory }));
  document.set(
    "local",
    document.createNode({ awsEndpoint: settings.awsEndpoint, snowflakeEndpoint: settings.snowflakeEndpoint }),
  );
  // What lies in the local lake is thrown away with the local AWS; keeping it would only make the destroy refuse.
  document.setIn(["lake", "onDestroy"], "delete");
  return document.toString({ lineWidth: 0 });
}
