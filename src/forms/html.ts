/** One page of HTML that needs nothing else: a table that is sorted by a click on a heading and searched as one types. */
import { escaped } from "../text/markup.ts";
import type { Column } from "./column.ts";
import type { Form } from "./form.ts";
import { headed } from "./heading.ts";

const style = `:root{color-scheme:light dark;font:14px/1.4 system-ui,sans-serif}body{margin:1.5rem}
h1{font-size:1.1rem;margin:0}p{margin:.3rem 0 1rem;opacity:.7}input{font:inherit;padding:.3rem .5rem;width:20rem;max-width:100%}
table{border-collapse:collapse;margin-top:1rem}th,td{padding:.25rem .7rem;text-align:left;vertical-align:top;
border-bottom:1px solid #8884;overflow-wrap:anywhere;max-width:40rem}th{position:sticky;top:0;background:Canvas;padding:0;
white-space:nowrap}th button{font:inherit;font-weight:600;border:0;background:none;color:inherit;cursor:pointer;
padding:.4rem .7rem}th[aria-sort=ascending] button:after{content:" ▲"}th[aria-sort=descending] button:after{content:" ▼"}
.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}tbody tr:hover{background:#8882}`;

/** Sorts rows by the values that cells carry, unknown last; counts what the search leaves. */
const script = `const b=document.querySelector("tbody"),h=[...document.querySelectorAll("th")],rows=[...b.children],c=document.querySelector("#c"),
v=(r,n)=>r.children[n].dataset.v??r.children[n].textContent,say=()=>{const n=rows.filter(r=>!r.hidden).length;
c.textContent=n.toLocaleString()+(n==1?" row":" rows")};
h.forEach((t,n)=>t.firstChild.onclick=()=>{const d=t.ariaSort=="ascending"?-1:1,num=t.className=="n";
h.forEach(o=>o.removeAttribute("aria-sort"));t.ariaSort=d>0?"ascending":"descending";
rows.sort((x,y)=>{const p=v(x,n),q=v(y,n);if(p===""||q==="")return(p==="")-(q==="");return d*(num?p-q:p.localeCompare(q))});
b.append(...rows)});
document.querySelector("input").oninput=e=>{const w=e.target.value.toLowerCase();
for(const r of rows)r.hidden=!r.textContent.toLowerCase().includes(w);say()};say();`;

const isNumber = <Row>({ type }: Column<Row>): boolean => ["int32", "int64", "float64"].includes(type);

/** A cell; a number carries what it is sorted by, where people read it otherwise. */
function cellOf<Row>(column: Column<Row>, row: Row): string {
  const text = column.text(row);
  if (!isNumber(column)) return `<td>${escaped(text)}</td>`;
  const value = String(column.cell(row) ?? "");
  return `<td class="n"${value === text ? "" : ` data-v="${escaped(value)}"`}>${escaped(text)}</td>`;
}

export const html: Form = {
  open: (columns, { title }) => {
    const headings = columns.map(
      (column) =>
        `<th scope="col"${isNumber(column) ? ' class="n"' : ""} title="${escaped(column.description)}">` +
        `<button>${escaped(column.name)}</button></th>`,
    );
    const under = headed(
      `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
        `<title>${escaped(title)} - midiq</title>\n<style>${style}</style></head>\n<body><h1>${escaped(title)}</h1>` +
        `<p id="c"></p><input type="search" placeholder="search these rows" aria-label="search these rows">\n` +
        `<table><thead><tr>${headings.join("")}</tr></thead>\n<tbody>\n`,
    );
    return {
      rows: (page) =>
        under(page.map((row) => `<tr>${columns.map((column) => cellOf(column, row)).join("")}</tr>\n`).join("")),
      end: () => under(`</tbody></table>\n<script>${script}</script>\n</body></html>\n`),
    };
  },
};
