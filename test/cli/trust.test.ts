import { afterAll, beforeEach, describe, expect, test } from "bun:test";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";
import { bunFlags } from "../../src/isolation/bun-flags.ts";
import { nearestConfig } from "../../src/plugin/config.ts";
import { closureOf } from "../../src/trust/closure.ts";
import { decide, judge } from "../../src/trust/gate.ts";
import { sharedWith } from "../../src/trust/ownership.ts";
import { emptyFolder, type Outcome, startMidiqWith } from "./run.ts";

const home = emptyFolder();
afterAll(home.remove);
const settings = join(home.path, "settings");
const project = join(home.path, "project");
const ran = join(home.path, "ran.log");
const main = resolve(import.meta.dir, "../../src/cli/main.ts");

const write = (path: string, text: string): string => {
  const file = join(project, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
};
const leaves = (mark: string): string =>
  `(await import("node:fs")).appendFileSync(${JSON.stringify(ran)}, "${mark} ");\n`;
const whatRan = (): string => (existsSync(ran) ? readFileSync(ran, "utf8").trim() : "");

beforeEach(() => {
  for (const path of [settings, project, ran]) rmSync(path, { recursive: true, force: true });
  write("deep/notes.txt", "");
  write(
    "plugin.ts",
    `import { definePlugin } from "midiq";\n${leaves("plugin")}export default definePlugin(import.meta.url, { name: "own", api: 1, provides: [] });\n`,
  );
  write("midiq.config.ts", `${leaves("config")}export default { workers: 1, plugins: ["./plugin.ts"] };\n`);
});

const run = async (
  words: readonly string[],
  from = project,
  env: Record<string, string> = {},
): Promise<Outcome & { ran: string }> => {
  rmSync(ran, { force: true });
  const outcome = await startMidiqWith(from, words, { HOME: home.path, XDG_CONFIG_HOME: settings, ...env });
  return { ...outcome, ran: whatRan() };
};

describe("the configuration of a folder that nobody has trusted", () => {
  test("is not read for help, the version, Tab and the manual", async () => {
    for (const words of [
      ["--version"],
      ["--help"],
      ["help", "find"],
      ["find", "--help"],

      ["completion", "bash"],
      ["complete", "--shell", "bash", "--", "midiq fields bp"],
      ["config", "list"],
    ])
      expect({ words, ...(await run(words)) }).toMatchObject({
        ran: "",
        stderr: words[0] === "config" ? expect.any(String) : "",
      });
  }, 180_000);

  test("does not run for a command, here or in a folder below, and one line says so", async () => {
    for (const from of [project, join(project, "deep")]) {
      const { stderr, ...rest } = await run(["fields", "bpm"], from);
      expect(rest).toMatchObject({ status: 0, ran: "" });
      expect(stderr).toMatch(
        /^midiq: \S+midiq\.config\.ts is not used: it is code that you have not trusted yet; midiq config trust lets it run\n$/,
      );
    }
    const query = await run(["bpm 120..130"]);
    expect(query.ran).toBe("");
    expect(query.stderr.split("\n").filter((line) => line.includes("midiq config trust")).length).toBe(1);
  }, 180_000);

  test("is not looked for with --no-config or $MIDIQ_NO_CONFIG", async () => {
    expect(await run(["--no-config", "fields", "bpm"])).toMatchObject({ status: 0, ran: "", stderr: "" });
    expect(await run(["fields", "bpm"], project, { MIDIQ_NO_CONFIG: "1" })).toMatchObject({
      status: 0,
      ran: "",
      stderr: "",
    });
  }, 180_000);

  test("on a terminal is asked about once, and the answer holds", async () => {
    const answered = async (answer: string): Promise<string> => {
      let got = "";
      const terminal = {
        cols: 200,
        rows: 40,
        data: (term: { write: (text: string) => void }, bytes: Uint8Array) => {
          const before = got;
          got += Buffer.from(bytes).toString();
          if (!before.includes("[y/N]") && got.includes("[y/N]")) term.write(answer);
        },
      };
      const env = { ...process.env, HOME: home.path, XDG_CONFIG_HOME: settings, MIDIQ_DB: "", NO_COLOR: "1" };
      const asked = Bun.spawn([process.execPath, ...bunFlags(), main, "fields", "bpm"], {
        cwd: project,
        env,
        terminal,
      });
      await asked.exited;
      asked.terminal?.close();
      return got;
    };
    expect(await answered("n\r")).toContain("It loads");
    expect(whatRan()).toBe("");
    expect(await answered("y\r")).not.toContain("[y/N]");
    expect((await run(["fields", "bpm"])).stderr).toContain("you refused it");
    write("midiq.config.ts", `${leaves("config")}export default { plugins: ["./plugin.ts"] };\n`);
    rmSync(ran, { force: true });
    expect(await answered("y\r")).toContain("is new to midiq");
    expect(whatRan()).toBe("config plugin");
    expect(await run(["fields", "bpm"])).toMatchObject({ ran: "config plugin", stderr: "" });
  }, 180_000);
});

describe("midiq config trust", () => {
  test("lets it run while it and what it loads stay the same; untrust ends that", async () => {
    const trusted = await run(["config", "trust"]);
    expect(trusted).toMatchObject({ status: 0, ran: "" });
    expect(trusted.stderr).toContain("with 1 file that it loads");
    expect(await run(["fields", "bpm"], join(project, "deep"))).toMatchObject({
      status: 0,
      ran: "config plugin",
      stderr: "",
    });
    expect(statSync(join(settings, "midiq/trusted.json")).mode & 0o777).toBe(0o600);

    write("plugin.ts", leaves("another plugin"));
    const changed = await run(["fields", "bpm"]);
    expect(changed.ran).toBe("");
    expect(changed.stderr).toContain("has changed since; midiq config trust lets it run");

    expect((await run(["config", "trust", join(project, "midiq.config.ts")])).status).toBe(0);
    expect(JSON.parse((await run(["config", "list", "--json"])).stdout)).toMatchObject([{ state: "trusted" }]);
    expect((await run(["config", "untrust"])).status).toBe(0);
    expect((await run(["fields", "bpm"])).ran).toBe("");
  }, 180_000);

  test("refuses code that loads more by a name which nobody can read", async () => {
    write("plugin.ts", `const name = "./later.ts";\nexport default (await import(name)).default;\n`);
    const { status, stderr } = await run(["config", "trust"]);
    expect(status).toBe(2);
    expect(stderr).toMatch(
      /^midiq: Cannot trust [^\n]*line 2 of \S+plugin\.ts loads code by a name that is computed while it runs\n$/,
    );
  }, 180_000);

  test("a list that others may write to is not believed", async () => {
    await run(["config", "trust"]);
    chmodSync(join(settings, "midiq/trusted.json"), 0o666);
    const { ran, stderr } = await run(["fields", "bpm"]);
    expect(ran).toBe("");
    expect(stderr).toContain("trusted.json is not used: other users may write to it");
  }, 180_000);
});

describe("a configuration that is not the user's alone is never run", () => {
  const cases: Readonly<Record<string, () => void>> = {
    "others may write to it": () => chmodSync(join(project, "midiq.config.ts"), 0o646),
    "others may write to its folder": () => chmodSync(project, 0o777),
    "others may write to a plugin of it": () => chmodSync(join(project, "plugin.ts"), 0o666),
    "it is a link to a file that others may write to": () => {
      mkdirSync(join(home.path, "open"), { recursive: true });
      const file = join(home.path, "open/midiq.config.ts");
      writeFileSync(file, leaves("config"));
      chmodSync(file, 0o666);
      rmSync(join(project, "midiq.config.ts"));
      symlinkSync(file, join(project, "midiq.config.ts"));
    },
    ...(process.geteuid?.() === 0 && {
      "another user owns it": () => chownSync(join(project, "midiq.config.ts"), 65534, 65534),
    }),
  };
  for (const [what, spoil] of Object.entries(cases)) {
    test(`even when it was trusted: ${what}`, () => {
      const file = join(project, "midiq.config.ts");
      decide(judge(file, settings), true, settings);
      expect(judge(file, settings).state).toBe("trusted");
      spoil();
      const { state, why } = judge(file, settings);
      expect(state).toBe("unsafe");
      expect(why).toMatch(/other users may write to it|other users may write to the folder|belongs to another user/);
    });
  }

  test("and the command says so in one line", async () => {
    await run(["config", "trust"]);
    chmodSync(project, 0o777);
    const { ran, stderr } = await run(["fields", "bpm"]);
    expect(ran).toBe("");
    expect(stderr).toMatch(/^midiq: [^\n]* is not used: other users may write to the folder [^\n]*\n$/);
    expect((await run(["config", "trust"])).status).toBe(2);
  }, 180_000);

  test("a file of one's own in a sticky folder is one's own", () => {
    const open = join(home.path, "sticky");
    mkdirSync(join(open, "mine"), { recursive: true });
    chmodSync(open, 0o1777);
    writeFileSync(join(open, "mine/midiq.config.ts"), "");
    expect(sharedWith(join(open, "mine/midiq.config.ts"))).toBeUndefined();
    chmodSync(open, 0o777);
    expect(sharedWith(join(open, "mine/midiq.config.ts"))).toContain("other users may write to the folder");
  });
});

describe("what a configuration loads", () => {
  const namesOf = (config: string): string[] =>
    closureOf(write("midiq.config.ts", config))
      .files.map((file) => file.slice(project.length + 1))
      .sort();

  test("are imports of every form, plugins by name, and what those import", () => {
    for (const name of ["a.ts", "b.ts", "c.mjs", "d/index.ts", "e.cjs", "f.json", "my own.ts", "g.ts", "h/mod.ts"])
      write(name, "");
    write("a.ts", "// don't\nexport * from './g';\n");
    const config = `import a from "./a.ts"; /* it's */ import b from './b.js'
const c = await import(\`./c.mjs\`); import "./d"; require("./e.cjs"); import f from "./f.json" with { type: "json" };
export default { plugins: ["./my own.ts", ["h", { h: { n: 1 } }]] };`;
    expect(namesOf(config)).toEqual([
      "a.ts",
      "b.ts",
      "c.mjs",
      "d/index.ts",
      "e.cjs",
      "f.json",
      "g.ts",
      "h/mod.ts",
      "midiq.config.ts",
      "my own.ts",
    ]);
  });

  test("are whole packages, what those need, and what package.json makes of #names", () => {
    write("node_modules/midiq-low/package.json", '{ "main": "main.js" }');
    write("node_modules/midiq-low/main.js", 'require("deep-need"); require(process.env.X)');
    write("node_modules/midiq-low/lib/late.js", "");
    write("node_modules/deep-need/index.js", "");
    write("package.json", '{ "imports": { "#own": "./own/thing.ts" } }');
    write("own/thing.ts", "");
    expect(namesOf('import "#own";\nexport default { plugins: ["midiq-low"] };')).toEqual([
      "midiq.config.ts",
      "node_modules/deep-need/index.js",
      "node_modules/midiq-low/lib/late.js",
      "node_modules/midiq-low/main.js",
      "node_modules/midiq-low/package.json",
      "own/thing.ts",
      "package.json",
    ]);
  });

  test("are addresses too, which are shown", () => {
    const { remote } = closureOf(write("midiq.config.ts", 'export default { plugins: ["https://example.org/p.ts"] };'));
    expect(remote).toEqual(["https://example.org/p.ts"]);
  });
});

test("a configuration is looked for up to the home folder or the folder of a catalogue, and no further", () => {
  const file = join(project, "midiq.config.ts");
  const deep = join(project, "deep");
  const elsewhere = join(home.path, "elsewhere");
  expect(nearestConfig(deep, home.path)).toBe(file);
  expect(nearestConfig(deep, elsewhere)).toBeUndefined();
  expect(nearestConfig(project, elsewhere)).toBe(file);
  mkdirSync(join(project, ".midiq"));
  expect(nearestConfig(deep, elsewhere)).toBe(file);
  mkdirSync(join(deep, ".midiq"));
  expect(nearestConfig(deep, elsewhere)).toBeUndefined();
});
