/** Marks a file, and compares it with the one that is marked next. */
import { go } from "../state.ts";
import { tell } from "./marks.tsx";

/** The file that the next marked one is compared with. */
let marked = "";

/** @param file the start of its hash; "" where none is open */
export function mark(file: string): void {
  if (marked !== "" && file !== "" && file !== marked) {
    go({ view: "compare", file: marked, with: file });
    marked = "";
    return;
  }
  marked = file;
  tell(file === "" ? "Open a file to mark it." : "Marked. `x` on another file compares both.");
}
