-- What the analyzers gave, by column, while what names say stands in its place; null where no name does.
alter table content add column heard jsonb;
-- Whether the file name says the mode of its key too, and what the folders around it say.
alter table copy add column name_mode bool;
alter table copy add column folder_bpm float4;
alter table copy add column folder_key int2;
alter table copy add column folder_mode bool;
