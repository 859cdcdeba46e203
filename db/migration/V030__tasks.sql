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
  -- Failed attempts since the task was enqueued or retried by hand: those that count against
  -- max_attempts, and those that our side spoiled.
  failures int not null default 0,
  infrastructure_failures int not null default 0,
  prompt text,
  command jsonb,
  spec jsonb not null,
  labels jsonb not null default '{}',
  priority int not null default 0,
  concurrency_key text,
  -- Not started by then: failed with reason EXPIRED. Null again once it was started.
  expires_at timestamptz,
  queue_ttl interval,
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

-- Lists are newest first, by id, so every filter has an index that gives that order.
create index task_state on task (state, id);
create index task_agent on task (agent, id);
create index task_schedule on task (schedule, id) where schedule is not null;
create index task_reason on task (reason, id) where reason is not null;
create index task_parent on task (parent) where parent is not null;
create index task_expiring on task (expires_at) where state = 'QUEUED' and expires_at is not null;

create table task_label (
  key text not null,
  value text not null,
  task uuid not null references task on delete cascade,
  primary key (key, value, task)
);
create index task_label_task on task_label (task);

-- What a search looks at, apart from the task: its row changes with every state, and each change
-- would be a new entry in a large index. The beginnings of long texts only.
create table task_text (
  task uuid primary key references task on delete cascade,
  text text not null,
  -- how much of it is the request; the result may follow
  request int not null
);
create index task_text_trigrams on task_text using gin (text gin_trgm_ops);

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

-- Bytes that came ahead of the tasks that use them. The bytes stay as long as a task has them; the
-- upload itself can be named until it expires, and each use renews that.
create table upload (
  id uuid primary key,
  blob uuid not null references blob,
  bytes bigint not null,
  tar boolean not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index upload_expiring on upload (expires_at);
create index upload_blob on upload (blob);

create table idempotency_key (
  key text primary key,
  body_sha256 bytea not null,
  task uuid not null references task on delete cascade deferrable initially deferred,
  created_at timestamptz not null default now()
);
create index idempotency_key_age on idempotency_key (created_at);
create index idempotency_key_task on idempotency_key (task);

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
