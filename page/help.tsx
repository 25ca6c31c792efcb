/** The list of keys. */
import { useEffect, useRef } from "preact/hooks";
import { isHelpOpen, keys } from "./keys.ts";

const names: Readonly<Record<string, string>> = {
  " ": "Space",
  ArrowDown: "↓",
  ArrowUp: "↑",
  ArrowLeft: "←",
  ArrowRight: "→",
};

export function Help() {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const close = (): void => {
    isHelpOpen.value = false;
  };
  return (
    <dialog ref={dialog} class="help" aria-label="Keys" onClose={close}>
      <h2>Keys</h2>
      <dl>
        {keys.map(({ keys: own, about }) => (
          <div key={about}>
            <dt>
              {own.map((key) => (
                <kbd key={key}>{names[key] ?? key}</kbd>
              ))}
            </dt>
            <dd>{about}</dd>
          </div>
        ))}
      </dl>
      <p>
        Click a value to make it a condition. Hold Shift to choose several. Drag over bars to choose a range. The
        address of this page is its state: copy it to share a search.
      </p>
      <button type="button" onClick={close}>
        Close
      </button>
    </dialog>
  );
}
