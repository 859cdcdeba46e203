-- The shell agent keeps two sandboxes ready, so that a first impression is a quick one.
update agent_version set spec = spec || '{"warm": 2}' where name = 'shell' and version = 1;

-- Every node's pool hears of a changed agent, at the commit.
create function agent_changed() returns trigger language plpgsql as $$
begin
  perform pg_notify('openclaw_agent', new.name);
  return null;
end $$;

create trigger agent_changed
  after insert or update of version, deleted_at on agent
  for each row execute function agent_changed();

-- What the reaper compares with the engine: attempts that ended before their sandbox was seen gone.
create index attempt_undestroyed on attempt (node)
  where sandbox is not null and destroyed_at is null;
