import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { archiveLimits } from "../../mod.ts";
import { archiveKind } from "../../src/sources/kinds.ts";
import { refusals } from "../../src/sources/refusal.ts";
import { isMidiName } from "../../src/sources/source.ts";

const page = readFileSync(new URL("../../docs/sources.md", import.meta.url), "utf8");
const rowsUnder = (heading: string): string[][] =>
  (page.split(`## ${heading}\n`)[1]?.split("\n## ")[0] ?? "")
    .split("\n")
    .filter((line) => line.startsWith("| `"))
    .map((line) => line.split("|").map((cell) => cell.trim()));

test("the page on sources has every limit with its default", () => {
  const said = rowsUnder("Limits").map(([, name, value]) => [name, Number(value)]);
  expect(said).toEqual(Object.entries(archiveLimits).map(([name, value]) => [`\`${name}\``, value]));
});

test("the page on sources has every refusal in the words of the code", () => {
  const said = rowsUnder("Refusals").map(([, code, meaning]) => [code, meaning]);
  expect(said).toEqual(Object.entries(refusals).map(([code, meaning]) => [`\`${code}\``, meaning]));
});

test("every ending that the page on sources names is read", () => {
  const endings = [...(page.split("**Names.**")[0] ?? "").matchAll(/^\| [^|]* \| `(\.[^`]*)`/gm)].flatMap(
    ([, names = ""]) => names.split(" "),
  );
  expect(endings.length).toBeGreaterThan(15);
  const unread = endings.filter((ending) => {
    const kind = archiveKind(`x${ending}`);
    return !isMidiName(`x${ending}`) && (kind === undefined || kind.container === "unknown");
  });
  expect(unread).toEqual([]);
});
