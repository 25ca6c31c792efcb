-- With melodies, progressions and terms a row has some 4 kB. Conditions on tempo, key, tags and names read all rows, so
-- what only patterns read goes out of them (TOAST): the longest first, until a row has this length; words that most queries
-- look at stay. Of 80,000 varied songs the table has 92 MB instead of 142, and conditions on tags and instruments take as
-- long as before; with the target alone they take two to four times as long, since tags go out too (PostgreSQL 15).
alter table content set (toast_tuple_target = 1024);
alter table content
  alter terms set storage external,      -- hashes, which no compression makes shorter
  alter hash set storage main,
  alter status set storage main,
  alter problems set storage main,
  alter own_tags set storage main,
  alter tags set storage main,
  alter path set storage main,
  alter name set storage main,
  alter folder set storage main;
