/** Where the local clouds of a recording answer. */
export interface Places {
  /** URL of the local AWS. */
  readonly aws: string;
  /** URL of the local Snowflake organization. */
  readonly snowflake: string;
  /** URL of its control endpoint. */
  readonly control: string;
}

/** How the page writes them: the ports are others each time. */
export const SHOWN_PLACES: Places = {
  aws: "http://127.0.0.1:AWS_PORT",
  snowflake: "http://127.0.0.1:SNOWFLAKE_PORT",
  control: "http://127.0.0.1:CONTROL_PORT",
};

const NAMES = ["aws", "snowflake", "control"] as const;

/** A typed line with the places in it. */
export function withPlaces(line: string, places: Places): string {
  return NAMES.reduce((text, name) => text.replaceAll(`{${name}}`, places[name]), line);
}

/** The places that `npm run local` told. @throws Error when it didn't */
export function readPlaces(told: string): Places {
  const find = (what: string): string => {
    const url = new RegExp(`${what}\\s+(http://[0-9.]+:\\d+)`).exec(told)?.[1];
    if (url === undefined) throw new Error(`npm run local didn't tell where the ${what} is`);
    return url;
  };
  return { aws: find("local AWS "), snowflake: find("local Snowflake "), control: find("time and faults:") };
}
