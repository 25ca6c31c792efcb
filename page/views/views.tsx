/** Views that take the place of the table: loaded when somebody goes to one. */
import { openFile, place } from "../state.ts";
import { Compare } from "./compare.tsx";
import { Dupes } from "./dupes.tsx";

export function View() {
  const other = place.value.get("with") ?? "";
  if (place.value.get("view") === "dupes") return <Dupes />;
  if (openFile.value !== "" && other !== "") return <Compare first={openFile.value} second={other} />;
  return <p class="nothing">Choose two files: `x` marks the open one, then `x` on another compares both.</p>;
}
