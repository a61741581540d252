import path from "node:path";
import type { RehearsalMessage } from "../../rehearsal/host";
import { prepare } from "../../rehearsal/prepare";
import { Supervisor } from "../../rehearsal/process/supervisor";
import { workspaceAt } from "../../rehearsal/workspace";
import { put, useTemporaryFolder } from "./temporary-folder";

const folder = useTemporaryFolder();

describe("prepare", () => {
  it("takes the program that --terraform names and no other, whatever the environment says", async () => {
    const other = await put(path.join(folder(), "terraform"), "#!/bin/sh\nexit 1\n", 0o755);
    const told: RehearsalMessage[] = [];
    const preparing = prepare({
      workspace: workspaceAt(folder()),
      env: {
        PATH: folder(),
        TWINBERG_TERRAFORM: other,
        TWINBERG_CONFIG: path.resolve(__dirname, "../../config/demo.yaml"),
      },
      snowflakeProvider: "stand-in",
      terraform: "tofu",
      supervisor: new Supervisor(),
      host: { tell: (message) => void told.push(message), close: () => Promise.resolve() },
    });
    await expect(preparing).rejects.toMatchObject({
      code: "TERRAFORM_NOT_FOUND",
      message: "tofu (--terraform) is not an executable on the PATH",
    });
    expect(told).toEqual([]);
  });
});
