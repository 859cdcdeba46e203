-- Tasks and attempts: the truth about what was asked, where it stands and how it ended.
create table task (
  id uuid primary key,
  agent text not null,
  agent_version int not null,
  state text not null default 'QUEUED'
    check (state in ('QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED')),
  reason text,
  detail text,
  exit_code int,
  result jsonb,
  attempt int not null default 1,
  max_attempts int not null,
  -- attempts that our side spoiled; they do not count against max_attempts
  infrastructure_failures int not null default 0,
  prompt text,
  command jsonb,
  spec jsonb not null,
  labels jsonb not null default '{}',
  priority int not null default 0,
  concurrency_key text,
  expires_at timestamptz,
  parent uuid references task,
  schedule text,
  cancel_requested_at timestamptz,
  cancel_requested_by text,
  created_at timestamptz not null default now(),
  run_at timestamptz not null,
  started_at timestamptz,
  finished_at timestamptz,
  usage jsonb not null default '{}',
  check ((state = 'SUCCEEDED') <= (reason is null)),
  check ((state in ('FAILED', 'CANCELLED')) <= (reason is not null))
);

create table attempt (
  id uuid primary key,
  task uuid not null references task,
  number int not null,
  agent text not null,
  concurrency_key text,
  priority int not null default 0,
  state text not null default 'QUEUED'
    check (state in ('QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED')),
  reason text,
  detail text,
  exit_code int,
  node uuid,
  engine text,
  image text,
  sandbox uuid,
  warm boolean,
  due_at timestamptz not null,
  queued_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz,
  destroyed_at timestamptz,
  unique (task, number)
);

create index attempt_queued on attempt (due_at, id) where state = 'QUEUED';
create index attempt_running on attempt (agent) where state = 'RUNNING';
create index attempt_running_on on attempt (node) where state = 'RUNNING';

create table task_file (
  task uuid not null references task on delete cascade,
  n int not null,
  path text not null,
  blob uuid not null references blob,
  bytes bigint not null,
  unpack boolean not null default false,
  primary key (task, n)
);
create index task_file_blob on task_file (blob);

-- Whatever changes a task tells every node, at the same commit.
create function task_changed() returns trigger language plpgsql as $$
begin
  perform pg_notify('openclaw_task', new.id::text);
  if new.state = 'RUNNING' and new.cancel_requested_at is not null then
    perform pg_notify('openclaw_cancel',
      (select id::text from attempt where task = new.id and number = new.attempt));
  end if;
  return null;
end $$;

create trigger task_changed
  after insert or update of state, attempt, cancel_requested_at, result on task
  for each row execute function task_changed();
