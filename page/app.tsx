/** The frame: query above, facets, rows and the card side by side, the roll below. */
import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Chips } from "./chips.tsx";
import { Facets } from "./facets.tsx";
import { FileCard } from "./file-card.tsx";
import { Foot } from "./foot.tsx";
import { loadView, tools, view, withTools } from "./later.ts";
import { PlayerBar } from "./player-bar.tsx";
import { QueryBox } from "./query-box.tsx";
import { Roll } from "./roll.tsx";
import { Rows } from "./rows.tsx";
import { count, isWaiting, openFile, query, viewName } from "./state.ts";
import { grouped } from "./words.ts";

/** On narrow screens facets are folded away. */
const areFacetsOpen = signal(false);

export function App() {
  const isOpen = openFile.value !== "" && viewName.value === "";
  const Later = tools.value?.Tools;
  return (
    <div class={isOpen ? "app has-file" : "app"}>
      <header>
        <h1>midiq</h1>
        <QueryBox />
        <output class="count" aria-live="polite">
          <Found />
        </output>
        <button
          type="button"
          class="quiet narrow-only"
          aria-expanded={areFacetsOpen.value}
          onClick={() => {
            areFacetsOpen.value = !areFacetsOpen.value;
          }}
        >
          Filters
        </button>
        <button
          type="button"
          class="quiet"
          aria-label="Keys and help"
          onClick={() => withTools(({ open }) => open("help"))}
        >
          ?
        </button>
      </header>
      <Chips />
      <aside class={areFacetsOpen.value ? "facets is-open" : "facets"} aria-label="Filters">
        <Facets />
      </aside>
      <main>
        {viewName.value === "" ? (
          <>
            <Rows />
            <Foot />
          </>
        ) : (
          <Elsewhere />
        )}
      </main>
      {isOpen && (
        <aside class="card" aria-label="File">
          <FileCard />
        </aside>
      )}
      {isOpen && (
        <section class="stage" aria-label="Notes">
          <PlayerBar />
          <Roll />
        </section>
      )}
      {Later && <Later />}
    </div>
  );
}

function Elsewhere() {
  useEffect(() => void loadView(), []);
  const View = view.value?.View;
  return View ? <View /> : null;
}

function Found() {
  const found = count.value;
  if (!found) return <span class="dim">…</span>;
  return (
    <span class={isWaiting.value ? "dim" : ""} title={query.value === "" ? "in the catalogue" : "found"}>
      <b>
        {found.isEstimate ? "~" : ""}
        {grouped(found.count)}
      </b>{" "}
      {found.count === 1 ? "file" : "files"}
    </span>
  );
}
