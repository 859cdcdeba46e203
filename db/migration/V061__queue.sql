-- Who takes part: this installation and its gateways.
create table installation (
  id uuid not null default gen_random_uuid(),
  singleton boolean primary key default true check (singleton)
);
insert into installation default values;

create table node (
  id uuid primary key,
  name text not null,
  version text not null,
  engine text,
  workers int not null,
  running int not null default 0,
  draining boolean not null default false,
  started_at timestamptz not null default now(),
  heartbeat_at timestamptz not null default now()
);

-- Where an attempt stands in the queue: when it is due, priority seconds sooner. An interval since
-- the epoch, because only that is immutable.
alter table attempt add column place interval
  generated always as (due_at - timestamptz 'epoch' - make_interval(secs => priority)) stored;

create index attempt_place on attempt (agent, place, id) where state = 'QUEUED';
create index attempt_key on attempt (concurrency_key, place, id)
  where concurrency_key is not null and state in ('QUEUED', 'RUNNING');

-- A job that can be taken wakes every node, at the commit that made it so. The payload is constant,
-- so that a thousand jobs of one commit are one notification.
create function job_enqueued() returns trigger language plpgsql as $$
begin
  perform pg_notify('openclaw_job', '');
  return null;
end $$;

create trigger job_inserted after insert on jobrunr_jobs
  for each row when (new.state = 'ENQUEUED')
  execute function job_enqueued();

create trigger job_enqueued after update of state on jobrunr_jobs
  for each row when (new.state = 'ENQUEUED' and old.state <> 'ENQUEUED')
  execute function job_enqueued();
