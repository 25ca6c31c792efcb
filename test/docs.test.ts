import { expect, test } from "bun:test";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { core } from "../mod.ts";
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

test("every link between our documents leads somewhere", () => {
  const below = (folder: string): string[] =>
    readdirSync(join(root, folder)).flatMap((name) => (name.endsWith(".md") ? [`${folder}/${name}`] : []));
  const documents = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", ...below("docs"), ...below("docs/decisions")];
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
