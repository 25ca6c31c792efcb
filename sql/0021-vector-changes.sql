-- The transactions that changed vectors: by them a reader sees whether vectors that it keeps are still those of the table
-- (src/catalogue/vectors). A row comes to be seen when its transaction does, so the same rows mean the same vectors.
create table vector_change (
  xid int8 primary key
);
insert into vector_change values (pg_current_xact_id()::text::int8);

create function note_vector_change() returns trigger language plpgsql as $$
begin
  insert into vector_change values (pg_current_xact_id()::text::int8) on conflict do nothing;
  return null;
end $$;

create trigger vector_change after insert or update or delete or truncate on vector
  for each statement execute function note_vector_change();
