/** What the first screen does without: its code and its style are loaded when somebody wants it. */
import { signal } from "@preact/signals";
import { problem } from "./state.ts";
import style from "./tools/tools.css" with { type: "file" };

/** Whatever is loaded later. */
type Tools = typeof import("./tools/tools.tsx").loaded;

/** There once somebody has asked for it. */
export const tools = signal<Tools | undefined>(undefined);

let styled: Promise<void> | undefined;
const whenStyled = (): Promise<void> =>
  new Promise((resolve) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = style;
    // Without its style it still works.
    link.onload = link.onerror = () => resolve();
    document.head.append(link);
  });

/** Does something with what is loaded later. */
export async function withTools(act: (tools: Tools) => unknown): Promise<void> {
  try {
    styled ??= whenStyled();
    const [{ loaded }] = await Promise.all([import("./tools/tools.tsx"), styled]);
    tools.value = loaded;
    await act(loaded);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    // A module that cannot be fetched.
    problem.value = {
      status: 0,
      code: "unreachable",
      title: "The server does not answer",
      hint: "load the page again",
    };
  }
}
