/** A text that was made of a typed one, and which part of the typed text each part of it stands for. */
import { QueryError, type Span } from "../error.ts";

/** A part of the text that is read: what it says, and the part of the typed text that it stands for. */
export interface Piece {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** A text as it was typed, and as it is read. */
export interface Rewritten {
  readonly typed: string;
  readonly text: string;
  readonly pieces: readonly Piece[];
}

/** A text that is read as it was typed. */
export const verbatim = (text: string): Rewritten => ({
  typed: text,
  text,
  pieces: [{ text, from: 0, to: text.length }],
});

/** Puts pieces in order, with what was typed between them, trimmed. */
export function rewritten(typed: string, pieces: readonly Piece[]): Rewritten {
  return { typed, text: pieces.map(({ text }) => text).join(""), pieces };
}

/** A rewriting of the text that a rewriting gave, as one. */
export function chained(first: Rewritten, second: Rewritten): Rewritten {
  const pieces = second.pieces.map(({ text, from, to }): Piece => {
    const span = typedSpan(first, { start: from, end: to });
    return { text, from: span.start, to: span.end };
  });
  return { typed: first.typed, text: second.text, pieces };
}

/** The part of the typed text that a part of the read text stands for. */
export function typedSpan({ pieces, typed }: Rewritten, span: Span): Span {
  let at = 0;
  let start: number | undefined;
  let end: number | undefined;
  for (const { text, from, to } of pieces) {
    const next = at + text.length;
    const isSame = text === typed.slice(from, to);
    const isFirst = start === undefined && (span.start < next || (span.start === next && next > at));
    if (isFirst) start = isSame ? from + Math.max(0, span.start - at) : from;
    if (span.end > at && text !== "") end = isSame ? Math.min(to, from + span.end - at) : to;
    at = next;
  }
  const first = Math.min(start ?? typed.length, typed.length);
  return { start: first, end: Math.max(first, Math.min(end ?? typed.length, typed.length)) };
}

/** An error of the read text, at its place in the typed text. */
export function atTyped(error: unknown, text: Rewritten): unknown {
  if (!(error instanceof QueryError) || text.text === text.typed) return error;
  return new QueryError(error.code, error.message, typedSpan(text, error.span), error.hint, error.about);
}
