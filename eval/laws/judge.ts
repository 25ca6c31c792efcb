/** Judges a song by one law: which answers of the analysis are not what the law says. */
import type { Random } from "../../fuzz/random.ts";
import { core } from "../../mod.ts";
import type { Song } from "../../src/midi/mod.ts";
import { createRegistry, type Field } from "../../src/plugin/mod.ts";
import type { Case, Law } from "./laws.ts";
import { isSame, type Move } from "./moves.ts";

/** An answer that differs from what the law says. */
export interface Difference {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** What became of one song under one law. */
export interface Judged {
  /** Number of answers that were compared. */
  readonly answers: number;
  readonly differences: readonly Difference[];
}

/** Every field of the analysis with the analyzer that gives it. */
const { analyzers } = createRegistry([core]);
const fieldsOf = analyzers.map(({ fields }) => fields.filter(({ table }) => table === "content"));

/** The move of a field under a case; undefined where it stays. */
export const moveOf = ({ moves, kinds }: Pick<Case, "moves" | "kinds">, { column, kind }: Field): Move | undefined =>
  moves[column] ?? kinds?.[kind];

/** Fields that a case moves, each with its reason. */
export const movedFields = (one: Case): readonly (readonly [field: string, why: string])[] =>
  fieldsOf.flat().flatMap((field) => {
    const move = moveOf(one, field);
    return move ? [[field.column, move.why] as const] : [];
  });

/** Answers of every analyzer, by column. */
function answersOf(song: Song): ReadonlyMap<string, unknown> {
  const answers = new Map<string, unknown>();
  analyzers.forEach(({ analyzer, options }, n) => {
    const output: Readonly<Record<string, unknown>> = analyzer.run(song, options);
    for (const { column } of fieldsOf[n]!) answers.set(column, output[column]);
  });
  return answers;
}

/** Judges one case. */
export function judgeCase(one: Case): Judged {
  const before = answersOf(one.before);
  const after = answersOf(one.after);
  const fields = fieldsOf.flat();
  const differences = fields.flatMap((field): Difference[] => {
    const { column } = field;
    const move = moveOf(one, field);
    const [was, is] = [before.get(column), after.get(column)];
    const same = move ? isSame(move.before(was), move.after(is), one.tolerance) : isSame(was, is, one.tolerance);
    return same ? [] : [{ field: column, before: was, after: is }];
  });
  return { answers: fields.length, differences };
}

/** Judges a song by a law; undefined where the law does not apply to it. */
export function judge(law: Law, song: Song, random: Random): Judged | undefined {
  const one = law.caseOf(song, random);
  return one && judgeCase(one);
}
