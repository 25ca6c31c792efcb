/** Decisions are made by types, trees and codes, never by what a message, a statement or a condition looks like as text. */
import { expect, test } from "bun:test";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dir, "..");

const files = ["src", "dsl"].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => `${folder}/${file}`),
);

/** Code without comments, which may quote anything. */
const codeOf = (file: string): string =>
  readFileSync(join(root, file), "utf8").replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, "");

const suspects: readonly (readonly [what: string, pattern: RegExp])[] = [
  ["a condition or a query as JSON", /JSON\.stringify\([^()]*(?:condition|checked|\bwhere\b|expression)\b[^()]*\)/gi],
  [
    "the words of an error",
    /\bmessage\s*(?:\?\.|\.)\s*(?:startsWith|endsWith|includes|match|search|replace|split|indexOf)\(/g,
  ],
  [
    "the words of an error",
    /\/[dgimsuvy]*\.(?:test|exec)\(\s*(?:message\b|messageOf\(|\w*[eE]rror\.message|\(\w+ as Error\)\.message)/g,
  ],
  ["the words of an error", /\b\w+\.(?:test|exec)\(\s*(?:messageOf\(|\w*[eE]rror\.message|`[^`]*\$\{message\})/g],
  [
    "a statement",
    /\/[^/\n]*\b(?:create (?:table|index)|vacuum|insert into|select |delete from)[^/\n]*\/[dgimsuvy]*\.(?:test|exec)\(/gi,
  ],
  ["a statement", /\.(?:test|exec)\(\s*(?:field\.)?(?:expression|statement|sql)\b/g],
  ["a statement", /\b(?:expression|statement|sql)\.(?:match|includes|search|replace)\(/g],
  [
    "a reason that is told",
    /\b(?:why|reason)\s*(?:\?\.|\.)\s*(?:replace|startsWith|endsWith|includes|match|search)\(/g,
  ],
];

/** Where words are all that there is. */
const justified: Readonly<Record<string, string>> = {
  "src/sources/libarchive.ts": "the library has one class of error and no codes",
  "src/sources/s3.ts": "buckets of several providers name the same refusal by code or by words",
  "src/template/slot.ts": "names of SQL types, which are a closed list of ours",
  "dsl/text/regex.ts": "the engine's words are passed on, and decide nothing",
  "src/database/server/connection-error.ts": "poolers and servers say some of it in words only, under one SQLSTATE",
};

test("nothing is decided by the text of a message, a statement or a condition", () => {
  const found = files.flatMap((file) =>
    suspects.flatMap(([what, pattern]) =>
      [...codeOf(file).matchAll(pattern)].map((match) => ({ file, what, text: match[0] })),
    ),
  );
  expect(found.filter(({ file }) => !(file in justified))).toEqual([]);
  // An exception that is no longer one goes.
  const excused = new Set(found.map(({ file }) => file));
  expect(Object.keys(justified).filter((file) => !excused.has(file))).toEqual([]);
});

test("nobody decides by the class RangeError, which the language throws too", () => {
  expect(files.filter((file) => /instanceof RangeError/.test(codeOf(file)))).toEqual([]);
});

test("errors that are thrown on purpose have one base, with a code", () => {
  // Why one file stayed where it is, and packages that are not installed: caught where they are thrown.
  const inside = ["src/writing/unmoved.ts", "src/writing/new-file.ts", "src/plots/svg/png.ts", "src/sound/render.ts"];
  const others = files.filter((file) => /class \w+ extends (?:Range|Type)?Error\b/.test(codeOf(file)));
  expect(others.filter((file) => !inside.includes(file) && file !== "src/errors.ts")).toEqual([]);
});

test("the suspicions catch what they are for", () => {
  const bad = [
    "const text = JSON.stringify(condition);",
    "JSON.stringify(prepared.checked.condition).includes('x')",
    'if (error.message.startsWith("Cannot go on")) throw error;',
    "if (/create index/i.test(given[0])) go();",
    "const match = derivation.exec(field.expression);",
    'why.replace(/^it lies in .*/, "")',
    "if (/does not exist/.test(error.message)) go();",
  ];
  for (const line of bad)
    expect([line, suspects.some(([, pattern]) => new RegExp(pattern.source, pattern.flags).test(line))]).toEqual([
      line,
      true,
    ]);
});
