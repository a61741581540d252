import fc from "fast-check";
import { MAX_BODY_BYTES, PROCEDURE_NAMES, PROCEDURES, procedureBody } from "../../procedures";
import { HOSTILE_NAMES } from "./hostile-names";
import { SETTINGS } from "./settings";

const FORBIDDEN = ["$$", "$\u007b", "%\u007b", "\r", "\0"];

describe.each(PROCEDURE_NAMES)("the body of %s", (name) => {
  const body = procedureBody(name, SETTINGS);

  it("is declared", () => {
    expect(PROCEDURES[name]).toEqual({ comment: expect.any(String), returns: "VARCHAR" });
  });

  it("is one script that needs nothing from outside, and no JavaScript that is newer than 2019", () => {
    expect(body).not.toMatch(/^\s*(?:import|export)\b|\brequire\(|module\.exports/m);
    expect(body).not.toMatch(/\.(?:replaceAll|at|matchAll|findLast|hasOwn|toSorted)\(|\?\.|\?\?/);
    expect(body).not.toMatch(/structuredClone|TextEncoder|\bconsole\b|\beval\b|process\./);
    expect(Buffer.byteLength(body)).toBeLessThan(MAX_BODY_BYTES / 2);
  });

  it("is the same text for the same settings, in whatever order they were written, and names no folder of the machine", () => {
    const reversed = Object.fromEntries(Object.entries(SETTINGS).reverse());
    expect(procedureBody(name, { ...SETTINGS, ...reversed })).toBe(body);
    expect(body).not.toContain(process.cwd());
    expect(body).not.toMatch(/node_modules|\/home\/|file:\/\//);
  });

  it("can stand between dollar signs and in Terraform's JSON", () => {
    for (const forbidden of FORBIDDEN) expect(body).not.toContain(forbidden);
  });
});

describe("settings", () => {
  /** The settings as the body's first line has them. */
  const readBack = (body: string): unknown => new Function(`${body.split("\n")[0]}\nreturn settings;`)();

  it("arrive as they are, whatever they hold", () => {
    const any = fc.oneof(fc.constantFrom(...HOSTILE_NAMES), fc.string({ unit: "binary" }));
    fc.assert(
      fc.property(any, any, (one, other) => {
        const settings = {
          ...SETTINGS,
          catalogDatabase: one,
          prodDatabase: `$${other}$`,
          lastGoodTables: [[one, other] as const],
        };
        const body = procedureBody("SYNC_PROD", settings);
        expect(readBack(body)).toEqual(settings);
        for (const forbidden of FORBIDDEN) expect(body).not.toContain(forbidden);
      }),
    );
  });

  it("that are too long for a body are refused", () => {
    expect(() => procedureBody("HEARTBEAT", { ...SETTINGS, catalogDatabase: "x".repeat(MAX_BODY_BYTES) })).toThrow(
      /the body of HEARTBEAT has 1\d+ bytes/,
    );
  });
});
