/**
 * Every `@example` of a docstring is type-checked as a reader would write it: with the names that our doors export, and with the
 * things of `given.ts`. All of them are one program, because starting the compiler costs more than an example.
 */
import { afterAll, expect, test } from "bun:test";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { doors } from "../../src/plugin/doors.ts";

const root = resolve(import.meta.dir, "../..");
// Inside the repository, so that packages are found; no tool reads this folder.
const folder = join(root, "node_modules/.cache/midiq-examples");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** An example: the file and line that it stands in, and its code. */
interface Example {
  readonly file: string;
  readonly line: number;
  readonly code: string;
}

/** The examples of a file's docstrings; each ends at the next tag, or with its comment. */
function examplesOf(file: string): Example[] {
  const text = readFileSync(join(root, file), "utf8");
  return [...text.matchAll(/^[ \t]*\* @example\n((?:[ \t]*\*(?! @)(?!\/).*\n)*)/gm)].map(
    ({ 1: lines = "", index }) => ({
      file,
      line: text.slice(0, index).split("\n").length + 1,
      code: lines.replace(/^[ \t]*\* ?/gm, "").replace(/^```.*$/gm, ""),
    }),
  );
}

/** Names that a file exports itself, such as the function that an example shows. */
const namesOf = (file: string): string[] =>
  [
    ...readFileSync(join(root, file), "utf8").matchAll(
      /^export (?:declare )?(?:async )?(?:const|function|class) (\w+)/gm,
    ),
  ].map(([, name = ""]) => name);

const given = "test/docstrings/given.ts";
const files = [
  "mod.ts",
  ...["src", "dsl", "plugins"].flatMap((below) =>
    [...new Bun.Glob("**/*.ts").scanSync(join(root, below))].map((file) => `${below}/${file}`),
  ),
].sort();
const examples = files.flatMap(examplesOf);

/** Files by what they export: what examples are given, then our doors. The first that has a name gives it. */
const shared = new Map<string, string>();
for (const file of [given, "mod.ts", ...Object.values(doors).map((door) => `${door}.ts`)]) {
  const names = [...(file === given ? namesOf(file) : []), ...Object.keys(await import(join(root, file)))];
  for (const name of names) if (!shared.has(name)) shared.set(name, file);
}

/** An example as a module. A block lets it give a name of ours to something of its own. */
function moduleOf({ file, code }: Example): string {
  if (/ from "midiq"/.test(code)) return code;
  const outside = code.match(/^import .*\n/gm)?.join("") ?? "";
  const rest = code.slice(outside.length);
  const own = new Set(namesOf(file));
  const imports = [...new Set([...own, ...shared.keys()])]
    .filter((name) => name !== "default" && new RegExp(`(?:^|\\.\\.\\.|[^.\\w"])${name}\\b`, "m").test(rest))
    .map((name) => `import { ${name} } from "${join(root, own.has(name) ? file : (shared.get(name) as string))}";\n`);
  return `${imports.join("")}${outside}${rest.startsWith("export ") ? rest : `{\n${rest}}\nexport {};\n`}`;
}

test("every example of a docstring compiles", async () => {
  expect(examples.length).toBeGreaterThan(35);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const places = new Map<string, string>();
  for (const example of examples) {
    const name = `${example.file.replaceAll("/", "-").slice(0, -3)}-${example.line}.ts`;
    places.set(name, `${example.file}:${example.line}`);
    writeFileSync(join(folder, name), moduleOf(example));
  }
  const lax = { noUnusedLocals: false, noUnusedParameters: false };
  const config = { extends: join(root, "tsconfig.json"), compilerOptions: lax, include: [folder] };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
  const run = Bun.spawn([process.execPath, join(root, "node_modules/.bin/tsc"), "-p", folder], { stdout: "pipe" });
  const said = await new Response(run.stdout).text();
  const wrong = [...said.matchAll(/([\w-]+\.ts)\(\d+,\d+\): error (.*)/g)].map(
    ([line, name = "", message = ""]) => `${places.get(name) ?? line}: ${message}`,
  );
  expect({ wrong, said: wrong.length > 0 ? "" : said }).toEqual({ wrong: [], said: "" });
  expect(await run.exited).toBe(0);
}, 180_000);
