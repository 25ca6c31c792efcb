/** The list of keys. */
import { keyList } from "../key-list.ts";

const names: Readonly<Record<string, string>> = {
  " ": "Space",
  ArrowDown: "↓",
  ArrowUp: "↑",
  ArrowLeft: "←",
  ArrowRight: "→",
};

export function Help() {
  return (
    <>
      <dl>
        {keyList.value.map(({ keys: own, about }) => (
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
      <p class="dim">
        Click a value to make it a condition. Hold Shift to choose several. Drag over bars to choose a range. The
        address of this page is its state: copy it to share a search.
      </p>
    </>
  );
}
