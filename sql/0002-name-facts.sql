-- What the name of a file says of its music. It belongs to the copy: another copy may say otherwise, and the notes too.
alter table copy add column name_bpm float4;
alter table copy add column name_key int2;
-- True where the name says another tempo (half and double aside) or key than the content has; null where it says neither.
alter table copy add column name_differs bool;
