-- Agents take turns, and one can be told to wait.
alter table agent
  add column paused_at timestamptz,
  add column paused_by text,
  add check ((paused_at is null) = (paused_by is null));

-- Whatever may let an agent's waiting attempts go wakes every node: it is resumed, or its new
-- version allows more at a time.
create trigger agent_freed after update of paused_at, version on agent
  for each row when (old.paused_at is distinct from new.paused_at or old.version <> new.version)
  execute function job_enqueued();

-- A line for each agent and priority, in which the order of the places is the order of due times:
-- so whoever is not due yet is never looked at. It holds all that passing somebody over needs.
create index attempt_line on attempt (agent, priority, due_at, id)
  include (concurrency_key, task) where state = 'QUEUED';

-- An attempt that ends may have held another up, which perhaps only another node can take: this one
-- may be draining.
create function attempt_ended() returns trigger language plpgsql as $$
begin
  if new.concurrency_key is not null or exists (
    select from agent
    join agent_version version on version.name = agent.name and version.version = agent.version
    where agent.name = new.agent and version.spec ->> 'concurrency' is not null)
  then
    perform pg_notify('openclaw_job', '');
  end if;
  return null;
end $$;

create trigger attempt_ended after update of state on attempt
  for each row when (old.state = 'RUNNING' and new.state <> 'RUNNING')
  execute function attempt_ended();
