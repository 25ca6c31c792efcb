import { expect, test } from "bun:test";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Command } from "@commander-js/extra-typings";
import { core } from "../mod.ts";
import { buildProgram } from "../src/cli/program.ts";
import { formNames } from "../src/forms/our-forms.ts";
import { diagnosisCodes, midiErrorCodes } from "../src/midi/diagnosis.ts";
import { plotNames } from "../src/plots/kind-names.ts";
import { doors } from "../src/plugin/doors.ts";
import { shippedPlugins } from "../src/plugin/shipped.ts";
import { fieldCount } from "../tools/fields-page.ts";

const root = resolve(import.meta.dir, "..");
const read = (file: string): string => readFileSync(join(root, file), "utf8");

/** Names that a door exports, with the file of each. */
const exportedBy = (door: string) =>
  [...read(door).matchAll(/export (?:type )?\{([^}]+)\} from "(\.[^"]+)"/g)].flatMap((match) =>
    (match[1] as string)
      .split(",")
      .map(
        (name) =>
          name
            .trim()
            .split(" as ")[0]
            ?.replace(/^type /, "") ?? "",
      )
      .filter(Boolean)
      .map((name) => ({ name, file: join(dirname(door), match[2] as string) })),
  );
const exported = exportedBy("mod.ts");

/** The text in front of a name's declaration, looked for in the file and in those that it exports from. */
function declaration(name: string, file: string): string | undefined {
  const text = read(file);
  const at = new RegExp(`^export (?:async )?(?:const|function\\*?|interface|type|class) ${name}\\b`, "m").exec(text);
  if (at) return text.slice(0, at.index);
  const from = new RegExp(`export (?:type )?\\{[^}]*\\b${name}\\b[^}]*\\} from "([^"]+)"`).exec(text)?.[1];
  return from ? declaration(name, join(dirname(file), from)) : undefined;
}

test("every public export is documented where it is declared", () => {
  const all = ["mod.ts", ...Object.values(doors).map((module) => `${module}.ts`)].flatMap(exportedBy);
  expect(all.length).toBeGreaterThan(300);
  const undocumented = all.filter(({ name, file }) => !declaration(name, file)?.trimEnd().endsWith("*/"));
  expect(undocumented).toEqual([]);
});

const below = (folder: string): string[] =>
  readdirSync(join(root, folder)).flatMap((name) => (name.endsWith(".md") ? [`${folder}/${name}`] : []));
/** All that we tell people in documents. */
const documents = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", ...below("docs"), ...below("docs/decisions")];

test("every link between our documents leads somewhere", () => {
  expect(documents.length).toBeGreaterThan(40);
  const dead = documents.flatMap((document) =>
    [...read(document).matchAll(/\]\((?!https?:)([^)#]+)/g)]
      .map((match) => join(dirname(document), match[1] as string))
      .filter((target) => !existsSync(join(root, target)))
      .map((target) => `${document} -> ${target}`),
  );
  expect(dead).toEqual([]);
});

test("the examples of the README's library section are the examples that run", () => {
  const words = /```ts\n([\s\S]*?)```/.exec(read("README.md"))?.[1] ?? "";
  for (const name of (/import \{([^}]+)\} from "midiq"/.exec(words)?.[1] ?? "").split(",")) {
    expect(exported.map((one) => one.name)).toContain(name.trim());
  }
});

test("README counts the fields that there are; else: bun run fields", () => {
  expect(read("README.md")).toContain(fieldCount([core]));
});

test("docs/diagnoses.md names every code of the reader, and no other", () => {
  const [diagnoses = "", rejections = ""] = read("docs/diagnoses.md").split("## Rejections");
  const said = (text: string): string[] =>
    [...text.matchAll(/^\| `([a-z-]+)` \|/gm)].map((match) => match[1] as string).sort();
  expect(said(diagnoses)).toEqual([...diagnosisCodes].sort());
  expect(said(rejections)).toEqual([...midiErrorCodes, "worker-hung"].sort());
});

test("docs/results.md has a row for every form of output, and no other", () => {
  const table =
    read("docs/results.md")
      .split("\n\n")
      .find((part) => part.startsWith("| form |")) ?? "";
  const rows = [...table.matchAll(/^\| (`[^|]+`) \|/gm)];
  const named = rows.flatMap(([, cell = ""]) => [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => name));
  expect(named.sort()).toEqual(["table", ...formNames].sort());
});

test("docs/plots.md has a section and a picture for every kind of plot, and no other", () => {
  const sections = (read("docs/plots.md").split("## The kinds\n")[1] ?? "").split("\n### ").slice(1);
  expect(sections.map((section) => section.split("\n")[0])).toEqual([...plotNames]);
  expect(sections.filter((section) => !section.includes("](pictures/"))).toEqual([]);
});

test("docs/shipped-plugins.md lists the plugins that ship, in the words of the code", () => {
  const rows = [...read("docs/shipped-plugins.md").matchAll(/^\| `([a-z]+)` \| ([^|]+) \|/gm)];
  const shipped = Object.entries(shippedPlugins);
  expect(rows.map(([, name, about]) => [name, about]).sort()).toEqual(shipped.sort());
  const files = readdirSync(join(root, "plugins")).flatMap((file) => /^(\w+)\.ts$/.exec(file)?.[1] ?? []);
  expect(files.sort()).toEqual(shipped.map(([name]) => name));
});

test("every option of midiq in our documents is one of the command that it stands with", () => {
  const program = buildProgram(undefined, () => {});
  const commands = program.commands as unknown as readonly Pick<Command, "name" | "options">[];
  const ofQueries = commands.filter((command) => command.name() === "find");
  const lines = documents.flatMap((document) =>
    [...read(document).matchAll(/(?:^(?: {4})?|`)(midiq [^`\n#]*--[^`\n#]*)/gm)].map(([, line = ""]) => ({
      document,
      line,
    })),
  );
  expect(lines.length).toBeGreaterThan(60);
  const wrong = lines.flatMap(({ document, line }) => {
    // What stands in quotes is a query or a name; after a bar or `&&` another program may begin.
    const words = (line.replace(/"[^"]*"|'[^']*'/g, "Q").split(/ \| | && |; /)[0] ?? "").split(/\s+/);
    const named = commands.filter((command) => words.slice(1).includes(command.name()));
    const known = [program, ...(named.length > 0 ? named : ofQueries)].flatMap(({ options }) => options);
    return words
      .flatMap((word) => /^--[a-z][a-z-]*/.exec(word)?.[0] ?? [])
      .filter((word) => !["--help", "--version"].includes(word) && !known.some(({ long }) => long === word))
      .map((word) => `${document}: ${word} in ${line}`);
  });
  expect(wrong).toEqual([]);
});
