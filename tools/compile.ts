/**
 * Makes one executable of midiq, for a machine that has no Bun: the runtime, and the published build with the packages
 * that it needs as cargo. `bun run compile [OUTFILE] [--target bun-windows-x64]`
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import about from "../package.json" with { type: "json" };
import { type CargoFile, packCargo } from "./cargo.ts";

const home = fileURLToPath(new URL("..", import.meta.url));
/** Nobody reads these where the command runs: types, source maps, styles of a font that plots do not use. */
const needless = /\.d\.[cm]?ts$|\.map$|DejaVu(?!Sans(?:-Bold)?\.ttf$)[^/]*\.ttf$/;

const filesBelow = (folder: string, path: string): readonly CargoFile[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !needless.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((from) => ({ from, path: join(path, from.slice(folder.length)).replaceAll("\\", "/") }));

/** The folders of the packages that midiq needs when it runs, and of those that they need; each once, flat. */
function packageFolders(): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const add = (name: string, from: string, isOptional: boolean): void => {
    if (found.has(name)) return;
    const folder = createRequire(from)
      .resolve.paths(name)
      ?.map((path) => join(path, name))
      .find((path) => isPackage(path));
    if (folder === undefined) {
      if (isOptional) return;
      throw new Error(`Cannot find the package "${name}": run npm run setup`);
    }
    found.set(name, folder);
    const own = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { dependencies?: object };
    for (const needed of Object.keys(own.dependencies ?? {})) add(needed, join(folder, "package.json"), isOptional);
  };
  const from = join(home, "package.json");
  for (const name of Object.keys(about.dependencies)) add(name, from, false);
  // The executable is a Bun already.
  for (const name of Object.keys(about.optionalDependencies)) if (name !== "bun") add(name, from, true);
  return found;
}

function isPackage(folder: string): boolean {
  try {
    return readdirSync(folder).includes("package.json");
  } catch {
    return false;
  }
}

const { values, positionals } = parseArgs({ options: { target: { type: "string" } }, allowPositionals: true });
const outfile = positionals[0] ?? (process.platform === "win32" ? "midiq.exe" : "midiq");

const built = Bun.spawnSync([process.execPath, join(home, "tools", "build.ts")], {
  stdout: "inherit",
  stderr: "inherit",
});
if (!built.success) process.exit(1);

const cargo = packCargo([
  { from: join(home, "package.json"), path: "package/package.json" },
  { from: join(home, "LICENSE"), path: "package/LICENSE" },
  ...filesBelow(join(home, "dist"), "package/dist"),
  ...[...packageFolders()].flatMap(([name, folder]) => filesBelow(folder, `package/node_modules/${name}`)),
]);

mkdirSync(join(home, "tmp"), { recursive: true });
const work = mkdtempSync(join(home, "tmp", "compile-"));
writeFileSync(join(work, "cargo.zst"), cargo);
const name = `${about.version}-${Bun.hash(cargo).toString(16).padStart(16, "0")}`;
writeFileSync(
  join(work, "midiq.ts"),
  `import cargo from "./cargo.zst" with { type: "file" };
import { launch } from ${JSON.stringify(join(home, "tools", "launch.ts"))};
await launch(cargo, ${JSON.stringify(name)});
`,
);
const compiled = Bun.spawnSync(
  [
    process.execPath,
    "build",
    "--compile",
    // What lies in the folder that the command is started in says nothing about how it runs.
    "--no-compile-autoload-dotenv",
    "--no-compile-autoload-bunfig",
    "--no-compile-autoload-tsconfig",
    "--compile-exec-argv=--no-install",
    // Packages are found by what their package.json says.
    "--compile-autoload-package-json",
    ...(values.target === undefined ? [] : [`--target=${values.target}`]),
    `--outfile=${outfile}`,
    join(work, "midiq.ts"),
  ],
  { stdout: "inherit", stderr: "inherit" },
);
rmSync(work, { recursive: true });
if (!compiled.success) process.exit(1);
console.log(
  `${outfile}: ${(Bun.file(outfile).size / 1e6).toFixed(0)} MB, of which midiq ${(cargo.length / 1e6).toFixed(1)} MB`,
);
