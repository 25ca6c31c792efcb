/** How plugins are named: a bare name is what ships with midiq or is installed, never what lies in the folder. */
import { afterAll, expect, test } from "bun:test";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { loadConfig, loadPlugins, pluginUrl } from "../../src/plugin/mod.ts";
import { shippedPlugins } from "../../src/plugin/shipped.ts";
import { emptyFolder, midiq, sample } from "../cli/run.ts";

const folder = emptyFolder();
afterAll(folder.remove);
const shipped = Object.keys(shippedPlugins);
const home = resolve(import.meta.dir, "../../plugins");
const fileOf = (named: string): string => fileURLToPath(pluginUrl(named, folder.path));
const reasonOf = (named: string): string => {
  try {
    return pluginUrl(named, folder.path);
  } catch (error) {
    return String(error);
  }
};

// What a stranger might have put there.
mkdirSync(join(folder.path, "swing"));
mkdirSync(join(folder.path, "mine"));
for (const path of ["swing.ts", "swing/mod.ts", "genre", "mine/mod.ts", "rests"]) {
  writeFileSync(join(folder.path, path), 'console.log("a stranger ran"); throw new Error("a stranger ran");\n');
}

test("the list of what ships is the folder of shipped plugins", async () => {
  const files = readdirSync(home).filter((name) => name.endsWith(".ts"));
  expect(files.map((name) => basename(name, ".ts")).sort()).toEqual([...shipped].sort());
  for (const name of shipped) expect((await loadPlugins(pluginUrl(name, folder.path))).length).toBe(1);
});

test("every way to name what ships means it, whatever lies in the folder", () => {
  for (const name of shipped) {
    const own = join(home, `${name}.ts`);
    for (const named of [
      name,
      `midiq/plugins/${name}`,
      `midiq/plugins/${name}.ts`,
      `plugins/${name}.ts`,
      `plugins/${name}`,
    ])
      expect([named, fileOf(named)]).toEqual([named, own]);
  }
});

test("a path is what lies there, and a bare name never is", () => {
  for (const named of ["./swing.ts", "swing.ts", "./swing", join(folder.path, "swing")]) {
    expect(fileOf(named)).toStartWith(join(folder.path, "swing"));
  }
  expect(reasonOf("mine")).toBe('PluginError: Cannot find the plugin "mine": for a file in this folder write ./mine');
  expect(reasonOf("nowhere")).toContain(`these plugins ship with midiq: ${shipped.join(", ")}`);
});

test("a configuration names what ships, and a file of the user's imports it", async () => {
  const own = join(folder.path, "project");
  mkdirSync(own);
  writeFileSync(join(own, "swing.ts"), "throw new Error();\n");
  writeFileSync(
    join(own, "midiq.config.ts"),
    'import rests from "midiq/plugins/rests";\nexport default { plugins: ["swing", ["midiq/plugins/jsonl", {}], rests] };\n',
  );
  const config = await loadConfig(own);
  expect(config?.plugins.map(({ name }) => name)).toEqual(["swing", "jsonl", "rests"]);
});

test("the command takes bare names, and lists what ships", async () => {
  const [songs = ""] = readdirSync(join(sample, "Classical"));
  const run = await midiq(folder.path, ["analyze", join(sample, "Classical", songs), "--plugin", "swing"]);
  expect({ ...run, stdout: "" }).toMatchObject({ status: 0, stderr: "" });
  expect(Object.keys(JSON.parse(run.stdout)).some((name) => name.includes("."))).toBe(true);
  const list = await midiq(folder.path, ["plugins", "list", "--plugin", "genre"]);
  expect(list.status).toBe(0);
  const [loaded = "", others = ""] = list.stdout.split("ships with midiq");
  expect(loaded).toMatch(/^genre {2}.*plugins\/genre\.ts$/m);
  for (const name of shipped.filter((one) => one !== "genre")) expect(others).toContain(`--plugin ${name}`);
  expect(others).not.toContain("--plugin genre");
}, 180_000);
