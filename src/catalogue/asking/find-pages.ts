/** All answers of a query, a page after the other: the first one soon, the others as large as memory likes. */
import type { Store } from "../store.ts";
import { type Answers, findRows, isRanked, type Page, shownFields } from "./find.ts";
import type { Prepared } from "./prepare.ts";

const firstRows = 500;
/** Values in a page: some 10 MB as JavaScript holds them. */
const pageValues = 200_000;
/** Rows of few fields; one statement for so many costs as little a row as one for all. */
const mostRows = 10_000;

/** The pages of a query that is ready to run; at least one, which may be empty. */
export async function* findPages(store: Store, prepared: Prepared, page: Page): AsyncGenerator<Answers> {
  const fields = shownFields(store, prepared, page.fields).length;
  const large = Math.min(mostRows, Math.ceil(pageValues / (fields + 4)));
  const most = page.limit ?? Number.POSITIVE_INFINITY;
  let rows = 0;
  let { after } = page;
  for (let size = isRanked(prepared) ? most : Math.min(firstRows, most); ; size = Math.min(large, most - rows)) {
    const answers = await findRows(store, prepared, { ...page, limit: size, ...(after !== undefined && { after }) });
    yield answers;
    rows += answers.rows.length;
    if (answers.next === undefined || rows >= most) return;
    after = answers.next;
  }
}
