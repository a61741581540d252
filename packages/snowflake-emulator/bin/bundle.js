const { createHash, randomUUID } = require("node:crypto");
const { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } = require("node:fs");
const { dirname, join, relative } = require("node:path");

/**
 * The text of the sources as one bundle: file by file they would take seconds to load. What was bundled is kept beside the
 * dependencies and used again as long as no source has changed; where nothing can be kept, it is bundled each time.
 *
 * @param {import("./bundle").BundleOptions} options
 * @returns {string}
 */
function bundle({ entry, sources, external, cache }) {
  const kept = join(cache, `${fingerprint(entry, sources, external)}.js`);
  const found = readIfThere(kept);
  if (found !== undefined) return found;
  const { outputFiles } = require("esbuild").buildSync({
    entryPoints: [entry],
    bundle: true,
    write: false,
    platform: "node",
    target: "node20",
    external: [...external],
    logLevel: "warning",
  });
  const { text } = outputFiles[0];
  keep(kept, text);
  return text;
}

/** Changes whenever a source is changed, added or removed. */
function fingerprint(entry, sources, external) {
  const hash = createHash("sha256").update(JSON.stringify([entry, external]));
  for (const folder of sources) {
    for (const file of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (!file.isFile()) continue;
      const path = join(file.parentPath, file.name);
      const { size, mtimeMs } = statSync(path);
      hash.update(`${relative(folder, path)} ${size} ${mtimeMs}\n`);
    }
  }
  return hash.digest("hex");
}

function readIfThere(path) {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (error.code === "ENOENT") return undefined;
    throw error;
  }
}

/** Whoever starts at the same moment sees the whole bundle or none. The one before is removed. */
function keep(path, text) {
  const folder = dirname(path);
  const draft = join(folder, `${randomUUID()}.draft`);
  try {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    writeFileSync(draft, text);
    renameSync(draft, path);
  } catch (error) {
    // Somebody else removed the folder meanwhile, or dependencies are read-only: the next start bundles again.
    if (!["ENOENT", "ENOTEMPTY", "EACCES", "EROFS", "EPERM"].includes(error.code)) throw error;
  }
}

module.exports = { bundle };
