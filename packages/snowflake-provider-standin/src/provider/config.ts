import { createPrivateKey, type KeyObject } from "node:crypto";
import { type CtyRecord, type CtyValue, isList, isNullOrZero, isRecord, UNKNOWN } from "../plugin/cty";
import { type Diagnostic, DiagnosticError, problem } from "../plugin/diagnostics";
import { WORKLOAD_IDENTITY_EXPERIMENT } from "../resources/workload-identity";
import type { ConnectionOptions, Credentials } from "../snowflake/connection-options";

type Environment = Readonly<Record<string, string | undefined>>;

/** Provider arguments that are carried out, with the environment variable that stands in for each (null = none). */
const CARRIED_OUT: Readonly<Record<string, string | null>> = {
  organization_name: "SNOWFLAKE_ORGANIZATION_NAME",
  account_name: "SNOWFLAKE_ACCOUNT_NAME",
  user: "SNOWFLAKE_USER",
  password: "SNOWFLAKE_PASSWORD",
  private_key: "SNOWFLAKE_PRIVATE_KEY",
  private_key_passphrase: "SNOWFLAKE_PRIVATE_KEY_PASSPHRASE",
  authenticator: "SNOWFLAKE_AUTHENTICATOR",
  role: "SNOWFLAKE_ROLE",
  warehouse: "SNOWFLAKE_WAREHOUSE",
  protocol: "SNOWFLAKE_PROTOCOL",
  host: "SNOWFLAKE_HOST",
  port: "SNOWFLAKE_PORT",
  params: null,
  preview_features_enabled: null,
  experimental_features_enabled: null,
};

/** Experiments that are carried out; what the others change is not built. */
const EXPERIMENTS: ReadonlySet<string> = new Set([WORKLOAD_IDENTITY_EXPERIMENT]);

/** Arguments without which nothing changes for a local server: accepted, no effect. */
const WITHOUT_EFFECT: ReadonlySet<string> = new Set(["disable_telemetry"]);

const AUTHENTICATORS: ReadonlySet<string> = new Set(["", "SNOWFLAKE", "SNOWFLAKE_JWT"]);

/** Checks the provider block: arguments that are not carried out are refused by name. Unknown values pass. */
export function checkProviderConfig(config: CtyRecord, environment: Environment): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const [name, value] of Object.entries(config)) {
    if (value === UNKNOWN || isNullOrZero(value) || name in CARRIED_OUT || WITHOUT_EFFECT.has(name)) continue;
    const detail = `the stand-in connects with ${Object.keys(CARRIED_OUT).join(", ")} only: take "${name}" out, or use the real provider`;
    found.push(problem(`provider argument "${name}" is not carried out by the stand-in`, detail, [name]));
  }
  const experiments = config.experimental_features_enabled ?? null;
  for (const name of isList(experiments) ? experiments : []) {
    if (name === UNKNOWN || EXPERIMENTS.has(String(name))) continue;
    const detail = `the stand-in carries out ${[...EXPERIMENTS].join(", ")}: take it out, or use the real provider`;
    const summary = `experiment "${String(name)}" is not carried out by the stand-in`;
    found.push(problem(summary, detail, ["experimental_features_enabled"]));
  }
  const authenticator = text(config, "authenticator", environment).toUpperCase();
  if (!AUTHENTICATORS.has(authenticator)) {
    const detail =
      "the stand-in logs in with SNOWFLAKE (password) or SNOWFLAKE_JWT (private_key): use one of them, or the real provider";
    found.push(
      problem(`authenticator "${authenticator}" is not carried out by the stand-in`, detail, ["authenticator"]),
    );
  }
  const protocol = text(config, "protocol", environment).toLowerCase();
  if (!["", "http", "https"].includes(protocol)) {
    found.push(problem(`invalid protocol "${protocol}"`, "give http or https", ["protocol"]));
  }
  return found;
}

/**
 * Turns the provider block, completed by SNOWFLAKE_* variables, into connection options.
 * @throws DiagnosticError naming argument, reason and fix
 */
export function connectionOptions(config: CtyRecord, environment: Environment): ConnectionOptions {
  const problems = [...checkProviderConfig(config, environment)];
  for (const [name, value] of Object.entries(config)) {
    if (value === UNKNOWN)
      problems.push(
        problem(`provider argument "${name}" is not known yet`, "give a value that is known while planning", [name]),
      );
  }
  const required = (name: string): string => {
    const value = text(config, name, environment);
    if (value === "")
      problems.push(
        problem(`provider argument "${name}" is missing`, `set it in the provider block or as ${CARRIED_OUT[name]}`, [
          name,
        ]),
      );
    return value;
  };
  const organization = required("organization_name");
  const account = required("account_name");
  const user = required("user");
  if (problems.length > 0) throw new DiagnosticError(problems);

  const credentials = credentialsOf(config, environment);
  const protocol = text(config, "protocol", environment).toLowerCase() === "http" ? "http" : "https";
  const name = `${organization}-${account}`;
  return {
    account: name,
    user,
    credentials,
    role: text(config, "role", environment) || undefined,
    warehouse: text(config, "warehouse", environment) || undefined,
    protocol,
    host: text(config, "host", environment) || `${name.replaceAll("_", "-").toLowerCase()}.snowflakecomputing.com`,
    port: portOf(config, environment, protocol),
    sessionParameters: stringMap(config.params ?? null),
  };
}

function credentialsOf(config: CtyRecord, environment: Environment): Credentials {
  const authenticator = text(config, "authenticator", environment).toUpperCase();
  if (authenticator === "SNOWFLAKE_JWT") {
    const pem = text(config, "private_key", environment);
    if (pem === "")
      throw refused("private_key", "is missing", "authenticator SNOWFLAKE_JWT needs the user's private key (PEM)");
    return { kind: "key-pair", privateKey: readKey(pem, text(config, "private_key_passphrase", environment)) };
  }
  const password = text(config, "password", environment);
  if (password === "")
    throw refused("password", "is missing", 'set it, or set authenticator = "SNOWFLAKE_JWT" and private_key');
  return { kind: "password", password };
}

function readKey(pem: string, passphrase: string): KeyObject {
  let key: KeyObject;
  try {
    key = createPrivateKey({ key: pem, format: "pem", ...(passphrase === "" ? {} : { passphrase }) });
  } catch {
    // the reason given by the crypto library may quote the key: don't pass it on
    throw refused(
      "private_key",
      "can't be read",
      "give an RSA private key in PEM form, and private_key_passphrase if it is encrypted",
    );
  }
  if (key.asymmetricKeyType !== "rsa")
    throw refused("private_key", `is of type ${key.asymmetricKeyType ?? "unknown"}`, "Snowflake takes RSA keys");
  return key;
}

function refused(argument: string, reason: string, fix: string): DiagnosticError {
  return new DiagnosticError([problem(`provider argument "${argument}" ${reason}`, fix, [argument])]);
}

function portOf(config: CtyRecord, environment: Environment, protocol: "http" | "https"): number {
  const given = typeof config.port === "number" ? config.port : Number(environment.SNOWFLAKE_PORT || 0);
  if (!Number.isInteger(given) || given < 0 || given > 65_535)
    throw refused("port", `is ${given}`, "give a port between 1 and 65535");
  return given || (protocol === "http" ? 80 : 443);
}

function text(config: CtyRecord, name: string, environment: Environment): string {
  const value = config[name] ?? null;
  if (typeof value === "string") return value;
  const variable = CARRIED_OUT[name];
  return value === UNKNOWN || !variable ? "" : (environment[variable] ?? "");
}

function stringMap(value: CtyValue): Readonly<Record<string, string>> {
  if (!isRecord(value) || isList(value)) return {};
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) => (typeof item === "string" ? [[key, item]] : [])),
  );
}
