-- Contents whose copies changed: canonical path, number of copies, tags and what their names say have yet to be brought in
-- line. Rows come in with the copies and go when that is done, in a transaction of its own after the commit, so that
-- writers that do not see each other's rows agree in the end (src/catalogue/adding/settle.ts). What a killed run left is done by the
-- next one.
create table unsettled (
  content int8 not null              -- any number of times; the content may yet have to come in
);
create index unsettled_content on unsettled (content);
