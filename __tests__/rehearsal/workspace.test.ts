import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { KEY_FOLDER } from "../../operator/bootstrap/key-pair";
import { freshWorkspace, perRun, workspaceAt } from "../../rehearsal/workspace";
import { useTemporaryFolder } from "./temporary-folder";

describe("the workspace", () => {
  const folder = useTemporaryFolder();

  it("is made fresh without touching the keys that twinberg bootstrap made for real accounts", async () => {
    const root = folder();
    const key = path.join(root, KEY_FOLDER, "MYORG-EAST.p8");
    mkdirSync(path.dirname(key), { recursive: true });
    writeFileSync(key, "a private key that nobody has a second time");

    await freshWorkspace(workspaceAt(root));

    expect(existsSync(key)).toBe(true);
  });

  it("has no entry of a run's in the folder of those keys, nor that folder in one", () => {
    const workspace = workspaceAt("/checkout");
    const kept = path.join("/checkout", KEY_FOLDER);
    for (const entry of perRun(workspace)) {
      expect(path.relative(entry, kept).startsWith("..")).toBe(true);
      expect(path.relative(kept, entry).startsWith("..")).toBe(true);
    }
  });
});
