/** Words that are searched as text, and look as if they were meant as the value of a field. */
import { kindOf } from "../../src/plugin/kinds.ts";
import type { Expression } from "../tree/ast.ts";
import { type Context, noted } from "./values.ts";

type FreeText = Extract<Expression, { type: "text" }>;

/** Notations that are hardly ever words of a title: minor and altered keys, meters, progressions in Roman numerals. */
const notations: readonly (readonly [field: string, RegExp])[] = [
  ["key", /^[A-G](?:[#b]m?|m)$/],
  ["meter", /^\d{1,2}\/(?:2|4|8|16)$/],
  ["chords", /^[b#]?(?:[IV]+|[iv]+)[\w+]*(?:-[b#]?(?:[IV]+|[iv]+)[\w+]*)+$/],
];

/** Longer words are no notation that somebody typed. */
const longest = 60;

/** `Am` alone: text, where a key was meant. */
export function hintField({ value: { type, text } }: FreeText, context: Context): void {
  if (type !== "word" || text.length > longest) return;
  const [field] = notations.find(([, notation]) => notation.test(text)) ?? [];
  if (field === undefined || !context.terms.find(field)) return;
  // A list that was meant says more: `key C,Am`.
  if (context.notes.some((note) => note.startsWith(`\`${text}\` is searched as text`))) return;
  noted(context, `\`${text}\` is searched as text; did you mean \`${field} ${text}\`?`);
}

/** `key C or G`, also with more behind it: the G is searched as text, which is seldom meant. */
export function hintList(parts: readonly Expression[], context: Context): void {
  for (const [index, whole] of parts.entries()) {
    const part = whole.type === "and" ? whole.parts[0] : whole;
    const earlier = parts[index - 1];
    const before = earlier?.type === "and" ? earlier.parts.at(-1) : earlier;
    if (part?.type !== "text" || part.value.type !== "word" || before?.type !== "compare") continue;
    const kind = context.terms.find(before.field.name)?.field.kind;
    if (kind === undefined || kind === "choice") continue;
    const { comparison, parse } = kindOf(kind);
    if (comparison === "text" || comparison === "set" || !parse(part.value.text)) continue;
    const list = `${context.text.slice(before.span.start, before.span.end)},${part.value.text}`;
    noted(context, `\`${part.value.text}\` is searched as text; did you mean \`${list}\`?`);
  }
}
