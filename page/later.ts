/** What the first screen does without: its code and its style are loaded when somebody wants it. */
import { type Signal, signal } from "@preact/signals";
import { openFile, problem } from "./state.ts";
import toolsStyle from "./tools/tools.css" with { type: "file" };
import viewsStyle from "./views/views.css" with { type: "file" };

type Tools = typeof import("./tools/tools.tsx").loaded;
type View = typeof import("./views/views.tsx").View;

/** There once somebody has asked for it. */
export const tools = signal<Tools | undefined>(undefined);
export const view = signal<{ readonly View: View } | undefined>(undefined);

const whenStyled = (style: string): Promise<void> =>
  new Promise((resolve) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = style;
    // Without its style it still works.
    link.onload = link.onerror = () => resolve();
    document.head.append(link);
  });

async function load<T>(into: Signal<T | undefined>, code: () => Promise<T>, style: string): Promise<T | undefined> {
  if (into.value !== undefined) return into.value;
  try {
    const [found] = await Promise.all([code(), whenStyled(style)]);
    into.value = found;
    return found;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    // A module that cannot be fetched.
    problem.value = {
      status: 0,
      code: "unreachable",
      title: "The server does not answer",
      hint: "load the page again",
    };
    return undefined;
  }
}

/** Does something with the dialogs, for the file that is open now: another one may be when they are there. */
export async function withTools(act: (tools: Tools, file: string) => unknown): Promise<void> {
  const file = openFile.peek();
  const loaded = await load(tools, async () => (await import("./tools/tools.tsx")).loaded, toolsStyle);
  if (loaded) await act(loaded, file);
}

/** Loads the views that take the place of the table. */
export const loadView = (): Promise<unknown> =>
  load(view, async () => ({ View: (await import("./views/views.tsx")).View }), viewsStyle);
