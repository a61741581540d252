import fc from "fast-check";
import { readPlaces, SHOWN_PLACES, withPlaces } from "../../../rehearsal/first-day/places";
import { type Own, RULES, rulesTable, stable } from "../../../rehearsal/first-day/stable";

const own: Own = {
  checkout: "/var/folders/T/twinberg-first-day-Xa1/twinberg",
  home: "/var/folders/T/twinberg-first-day-Xa1/home",
  places: { aws: "http://127.0.0.1:39601", snowflake: "http://127.0.0.1:38641", control: "http://127.0.0.1:34917" },
};

describe("stable", () => {
  it.each([
    ["the folder", `in ${own.checkout}/state/lake.tfstate`, "in /path/to/twinberg/state/lake.tfstate"],
    ["the home", `${own.home}/.terraform.d`, "/path/to/home/.terraform.d"],
    ["a mirror", "hashicorp/aws 5.100.0 (mirror: /opt/mirror)", "hashicorp/aws 5.100.0 (mirror: /path/to/mirror)"],
    ["a URL", "local AWS at http://127.0.0.1:39601", "local AWS at http://127.0.0.1:AWS_PORT"],
    ["a port alone", "--host 127.0.0.1 --port 38641", "--host 127.0.0.1 --port SNOWFLAKE_PORT"],
    ["a public key", `RSA_PUBLIC_KEY = 'MIIBIjANBgkq${"a/B+".repeat(80)}QAB'`, "RSA_PUBLIC_KEY = 'PUBLIC_KEY'"],
    ["an external id", "twinberg-primary-catalog-0123456789abcdef01234567", "twinberg-primary-catalog-RANDOM"],
    ["an id", "[id=665e76a1-f8c0-4764-b6d2-3a3181937b7c]", "[id=UUID]"],
    ["a time", "since 2026-11-21 23:03:35.120 UTC", "since DATE TIME"],
    ["an ISO time", '"time":"2026-11-21T23:03:35.120Z"', '"time":"DATE TIME"'],
    ["Terraform's durations", "Creation complete after 1m2s [id=x]", "Creation complete after … [id=x]"],
    ["a snapshot", "50 rows  snapshot 3782261314033680686", "50 rows  snapshot SNAPSHOT"],
    ["a clock", '"now": 1795304885372,', '"now": TIME,'],
    ["ages", "every 5 min: 7 min old", "every 5 min: … min old"],
    ["ages, and not limits", "at most 30 min old: 7 min old", "at most 30 min old: … min old"],
    ["durations", "lag 12 s of 30 min", "lag … s of 30 min"],
    ["colours", "\u001b[1mlake\u001b[0m", "lake"],
    ["waiting", "a: Still creating... [10s elapsed]\nb: done\n", "b: done\n"],
  ])("replaces %s", (_what, printed, shown) => {
    expect(stable(printed, own)).toBe(shown);
  });

  it("leaves everything else as it was printed", () => {
    const said =
      "✓ names of roles of primary-account are free: ICEBERG_ADMIN, ICEBERG_ENGINEER (3 of 46)\n  exit code 1\n";
    expect(stable(said, own)).toBe(said);
  });

  it("leaves no folder, home or port of the machine, wherever they stand", () => {
    const secrets = [own.checkout, own.home, "39601", "38641", "34917"];
    const around = fc.constantFrom("", " ", "'", '"', "/x", ":", "\n", "(", ")");
    const text = fc.array(fc.tuple(around, fc.constantFrom(...secrets), around));
    fc.assert(
      fc.property(text, (parts) => {
        const printed = parts.map((part) => part.join("")).join(" ");
        expect(secrets.filter((secret) => stable(printed, own).includes(secret))).toEqual([]);
      }),
    );
  });

  it("does nothing to what is stable already", () => {
    const printed =
      "Creation complete after 2s [id=665e76a1-f8c0-4764-b6d2-3a3181937b7c] 12 s, 2026-11-21T23:03:35Z :39601";
    const once = stable(printed, own);
    expect(stable(once, own)).toBe(once);
  });

  it("is told on the page, rule by rule", () => {
    expect(rulesTable().split("\n")).toHaveLength(RULES.length + 2);
  });
});

describe("places", () => {
  it("are read from what npm run local prints", () => {
    const told = [
      "local AWS at http://127.0.0.1:39601",
      "  local AWS        http://127.0.0.1:39601 (account 123456789012, us-east-1)",
      "  local Snowflake  http://127.0.0.1:38641 (organization TWINBERG, accounts EAST and WEST)",
      "                   time and faults: http://127.0.0.1:34917 (GET / lists what it takes)",
    ].join("\n");
    expect(readPlaces(told)).toEqual(own.places);
    expect(() => readPlaces("Python environment")).toThrow("didn't tell where the local AWS");
  });

  it("stand in typed lines", () => {
    const line = "curl {control}/clock {aws} {snowflake} {aws}";
    expect(withPlaces(line, SHOWN_PLACES)).toBe(
      "curl http://127.0.0.1:CONTROL_PORT/clock http://127.0.0.1:AWS_PORT http://127.0.0.1:SNOWFLAKE_PORT http://127.0.0.1:AWS_PORT",
    );
  });
});
