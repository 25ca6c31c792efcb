/** The box for the query: what is wrong is underlined where it stands, and candidates complete the word at the cursor. */
import { signal, useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Completed, Problem } from "./answers.ts";
import { AskError, ask } from "./ask.ts";
import { go, notes, problem, query } from "./state.ts";

/** The box, for the key that goes to it. */
export const box = signal<HTMLInputElement | null>(null);

const mostCandidates = 8;
const none: Completed = { start: 0, candidates: [] };

export function QueryBox() {
  const input = useRef<HTMLInputElement>(null);
  const completed = useSignal(none);
  const active = useSignal(-1);
  const shift = useSignal(0);
  const asked = useRef<AbortController>(undefined);
  useEffect(() => {
    box.value = input.current;
  }, []);
  const close = (): void => {
    asked.current?.abort();
    completed.value = none;
    active.value = -1;
  };
  const complete = async (): Promise<void> => {
    const element = input.current;
    if (!element) return;
    asked.current?.abort();
    const own = new AbortController();
    asked.current = own;
    const values = { q: element.value, at: `${element.selectionStart ?? element.value.length}` };
    try {
      const found = await ask<Completed>("complete", values, own.signal);
      if (own.signal.aborted) return;
      completed.value = { ...found, candidates: found.candidates.slice(0, mostCandidates) };
      active.value = -1;
    } catch (error) {
      // Without candidates one can still type.
      if (!own.signal.aborted && !(error instanceof AskError)) throw error;
    }
  };
  const take = (text: string): void => {
    const element = input.current;
    if (!element) return;
    const end = element.selectionStart ?? element.value.length;
    const before = element.value.slice(0, completed.value.start) + text;
    const after = element.value.slice(end);
    const joined = before + (after === "" || after.startsWith(" ") ? "" : " ") + after;
    close();
    go({ q: joined }, "typing");
    element.value = joined;
    element.setSelectionRange(before.length, before.length);
    element.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const { candidates } = completed.value;
    const move = (by: number): void => {
      event.preventDefault();
      active.value = (active.value + by + candidates.length + (active.value < 0 && by < 0 ? 1 : 0)) % candidates.length;
    };
    if (event.key === "Escape") {
      if (candidates.length > 0) close();
      else input.current?.blur();
    } else if (candidates.length === 0) {
      if (event.key === "Enter" || event.key === "ArrowDown") document.getElementById("rows")?.focus();
    } else if (event.key === "ArrowDown") move(1);
    else if (event.key === "ArrowUp") move(-1);
    else if ((event.key === "Tab" && !event.shiftKey) || (event.key === "Enter" && active.value >= 0)) {
      const chosen = candidates[Math.max(0, active.value)];
      event.preventDefault();
      if (chosen) take(chosen.text);
    } else if (event.key === "Enter") {
      close();
      document.getElementById("rows")?.focus();
    }
  };
  const { candidates } = completed.value;
  const wrong = problem.value;
  return (
    <div class="query">
      <div class="mirror" aria-hidden="true">
        <div style={{ transform: `translateX(${-shift.value}px)` }}>
          <Underlined text={query.value} problem={wrong} />
        </div>
      </div>
      <input
        ref={input}
        type="text"
        value={query.value}
        placeholder="bpm 120..130 key C drums"
        spellcheck={false}
        autocomplete="off"
        autocapitalize="off"
        role="combobox"
        aria-label="Query"
        aria-expanded={candidates.length > 0}
        aria-controls="candidates"
        aria-autocomplete="list"
        aria-invalid={wrong !== undefined}
        aria-describedby="query-says"
        {...(active.value >= 0 && { "aria-activedescendant": `candidate-${active.value}` })}
        onInput={(event) => {
          go({ q: event.currentTarget.value }, "typing");
          void complete();
        }}
        onScroll={(event) => {
          shift.value = event.currentTarget.scrollLeft;
        }}
        onBlur={close}
        onKeyDown={onKeyDown}
      />
      <div class="below">
        <p id="query-says" class={wrong ? "says is-wrong" : "says"} role="status">
          {wrong ? `${wrong.title}${wrong.hint ? ` — ${wrong.hint}` : ""}` : notes.value[0]}
        </p>
        <div id="candidates" role="listbox" aria-label="Candidates" hidden={candidates.length === 0}>
          {candidates.map(({ text, about }, n) => (
            <div
              key={text}
              id={`candidate-${n}`}
              role="option"
              tabIndex={-1}
              aria-selected={n === active.value}
              onMouseDown={(event) => {
                event.preventDefault();
                take(text);
              }}
            >
              <code>{text.trim()}</code>
              <span>{about}</span>
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}

/** The text again, unseen, so that a line under its faulty letters stands where they stand in the box. */
function Underlined({ text, problem: wrong }: { readonly text: string; readonly problem: Problem | undefined }) {
  const span = wrong?.span;
  if (!span) return null;
  const start = Math.min(span.start, text.length);
  const end = Math.max(start, Math.min(span.end, text.length));
  return (
    <>
      {text.slice(0, start)}
      <mark>{text.slice(start, end) || " "}</mark>
      {text.slice(end)}
    </>
  );
}
