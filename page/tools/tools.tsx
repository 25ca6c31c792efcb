/** What is loaded later: dialogs one at a time, and what was just done with a way back. */
import { signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { ColumnsPanel } from "./columns-panel.tsx";
import { mark } from "./comparing.ts";
import { ExportPanel } from "./export-panel.tsx";
import { Help } from "./help.tsx";
import { rate, Toast, tagAgain, undo } from "./marks.tsx";
import { SavedPanel } from "./saved-panel.tsx";
import { TagPanel } from "./tag-panel.tsx";

const panels = {
  help: { title: "Keys", Panel: Help },
  tag: { title: "Tag", Panel: TagPanel },
  saved: { title: "Saved queries", Panel: SavedPanel },
  export: { title: "Export", Panel: ExportPanel },
  columns: { title: "Columns", Panel: ColumnsPanel },
};

const shown = signal<keyof typeof panels | undefined>(undefined);

/** Opens a dialog. */
function open(panel: keyof typeof panels): void {
  shown.value = panel;
}

function Tools() {
  return (
    <>
      {shown.value && <Dialog key={shown.value} {...panels[shown.value]} />}
      <Toast />
    </>
  );
}

function Dialog({ title, Panel }: (typeof panels)[keyof typeof panels]) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const close = (): void => {
    shown.value = undefined;
  };
  return (
    <dialog ref={dialog} class="panel" aria-label={title} onClose={close}>
      <header>
        <h2>{title}</h2>
        <button type="button" class="quiet" aria-label="Close" onClick={close}>
          ×
        </button>
      </header>
      <Panel close={close} />
    </dialog>
  );
}

/** What the page can do once this is loaded. */
export const loaded = { open, rate, tagAgain, undo, mark, Tools };
