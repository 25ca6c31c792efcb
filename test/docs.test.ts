import { expect, test } from "bun:test";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { core, createRegistry } from "../mod.ts";

const root = resolve(import.meta.dir, "..");
const read = (file: string): string => readFileSync(join(root, file), "utf8");

/** Names that mod.ts exports, with the file of each. */
const exported = [...read("mod.ts").matchAll(/export (?:type )?\{([^}]+)\} from "\.\/([^"]+)"/g)].flatMap((match) =>
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
    .map((name) => ({ name, file: match[2] as string })),
);

/** The text in front of a name's declaration, looked for in the file and in those that it exports from. */
function declaration(name: string, file: string): string | undefined {
  const text = read(file);
  const at = new RegExp(`^export (?:async )?(?:const|function|interface|type|class) ${name}\\b`, "m").exec(text);
  if (at) return text.slice(0, at.index);
  const from = new RegExp(`export (?:type )?\\{[^}]*\\b${name}\\b[^}]*\\} from "([^"]+)"`).exec(text)?.[1];
  return from ? declaration(name, join(dirname(file), from)) : undefined;
}

test("every public export is documented where it is declared", () => {
  expect(exported.length).toBeGreaterThan(80);
  const undocumented = exported.filter(({ name, file }) => !declaration(name, file)?.trimEnd().endsWith("*/"));
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

test("README counts the fields that there are", () => {
  const { fields, scopes } = createRegistry([core]);
  const inside = scopes.track.length + scopes.section.length;
  expect(read("README.md")).toContain(`${fields.length} fields of a song and ${inside} of its tracks and sections`);
});

test("docs/diagnoses.md names every code of the reader, and no other", () => {
  const codes = (type: string): string[] =>
    [
      ...(new RegExp(`export type ${type} =([^;]+);`).exec(read("src/midi/diagnosis.ts"))?.[1] ?? "").matchAll(
        /"([a-z-]+)"/g,
      ),
    ]
      .map((match) => match[1] as string)
      .sort();
  const [diagnoses = "", rejections = ""] = read("docs/diagnoses.md").split("## Rejections");
  const said = (text: string): string[] =>
    [...text.matchAll(/^\| `([a-z-]+)` \|/gm)].map((match) => match[1] as string).sort();
  expect(codes("DiagnosisCode").length).toBeGreaterThan(20);
  expect(said(diagnoses)).toEqual(codes("DiagnosisCode"));
  expect(said(rejections)).toEqual([...codes("MidiErrorCode"), "worker-hung"].sort());
});
