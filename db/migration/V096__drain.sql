-- A gateway that is to be ended for good: it claims nothing more, and says when nothing is left.
alter table node
  add column drain_kills boolean not null default false,
  add column drained_at timestamptz;

create function node_asked() returns trigger language plpgsql as $$
begin
  perform pg_notify('openclaw_node', new.id::text);
  return null;
end $$;

create trigger node_asked after update of draining, drain_kills on node
  for each row when (old.draining <> new.draining or old.drain_kills <> new.drain_kills)
  execute function node_asked();
