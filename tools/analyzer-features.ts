/** src/analyzers/features.ts: what each of our analyzers gives, as an interface made of its schema, the one declaration. */
import { writeFileSync } from "node:fs";
import type { z } from "zod";
import { analyzers } from "../src/analyzers/mod.ts";
import { core } from "../src/core.ts";
import { type AnyAnalyzer, createRegistry } from "../src/plugin/mod.ts";

const file = new URL("../src/analyzers/features.ts", import.meta.url);

const head = `/** Table of what our analyzers give, for those who do not read schemas. \`bun run fields\` makes it of the schemas. */`;

/** Nobody reads a type of more words: the 150 names of instruments are just texts. */
const mostWords = 24;

/** Name of the interface of an analyzer: `TempoFeatures`. */
const nameOf = (id: string): string => `${id.charAt(0).toUpperCase()}${id.slice(1)}Features`;

/** The type of the values of a schema, as TypeScript writes it. */
function typeOf(schema: z.core.$ZodType): string {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  if (def.type === "nullable") return `${typeOf(def.innerType)} | null`;
  if (def.type === "enum") {
    const words = Object.values(def.entries).map((word) => JSON.stringify(word));
    return words.length <= mostWords ? words.join(" | ") : "string";
  }
  if (def.type === "array") {
    const element = typeOf(def.element);
    return element.includes("|") ? `(${element})[]` : `${element}[]`;
  }
  if (def.type === "number" || def.type === "string" || def.type === "boolean") return def.type;
  throw new TypeError(`Cannot write the type of a schema of type "${def.type}": say in tools/analyzer-features.ts how`);
}

function interfaceOf({ id, output, description }: AnyAnalyzer): string {
  const { fields } = createRegistry([core]);
  const members = Object.entries(output.shape).map(([property, schema]) => {
    const field = fields.find(({ owner, column }) => owner === id && column === property);
    const about = [field?.description, field?.unit && `in ${field.unit}`].filter(Boolean).join("; ");
    return `${about && `  /** ${about} */\n`}${folded(`  ${property}: ${typeOf(schema)};`)}`;
  });
  return `/** ${description} */\nexport interface ${nameOf(id)} {\n${members.join("\n")}\n}`;
}

/** A long list of words as our formatter lays it out. */
const folded = (line: string): string =>
  line.length <= 120
    ? line
    : line.replace(/\((.*)\)/, (_, words: string) => `(\n    | ${words.replaceAll(" | ", "\n    | ")}\n  )`);

/** The file as the schemas have it. */
export const featuresFile = (): string => `${[head, ...analyzers.map(interfaceOf)].join("\n\n")}\n`;

/** Writes the file anew. */
export const writeFeatures = (): void => writeFileSync(file, featuresFile());
