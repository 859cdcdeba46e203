-- Schedules: a row per name, every version of what it says, and the ledger of its due moments.
create table schedule (
  name text primary key,
  version int not null,
  created_at timestamptz not null default now(),
  paused_at timestamptz,
  paused_by text,
  paused_why text,
  -- Failed runs since the last that went well.
  failures int not null default 0,
  last_success_at timestamptz,
  last_success_result jsonb,
  -- The first due moment of which the ledger says nothing yet, and when the timer looks at it,
  -- which is later by its jitter. Null: no more is to come.
  next_due timestamptz,
  fire_at timestamptz,
  check ((next_due is null) = (fire_at is null))
);
-- The timer asks for the earliest; an idle minute costs one step of this.
create index schedule_fire_at on schedule (fire_at) where fire_at is not null;

create table schedule_version (
  schedule text not null references schedule on delete cascade,
  version int not null,
  spec jsonb not null,
  created_at timestamptz not null default now(),
  created_by text not null,
  primary key (schedule, version)
);

-- Written in the transaction that enqueues the task. Those that fired have a row each; of the
-- others a row may stand for many in a row, from due to last_due.
create table slot (
  schedule text not null references schedule on delete cascade,
  due timestamptz not null,
  last_due timestamptz not null,
  count int not null default 1,
  state text not null check (state in ('FIRED', 'MISSED', 'OVERLAPPED', 'PAUSED')),
  why text,
  task uuid,
  -- how its task ended, kept when the task itself is gone
  outcome text,
  at timestamptz not null default now(),
  primary key (schedule, due),
  check ((state = 'FIRED') = (task is not null)),
  check (state <> 'FIRED' or count = 1)
);
create index slot_task on slot (task) where task is not null;

-- Endings of tasks of schedules, until the timer has counted them. A row of its own, because
-- whoever ends a task must not wait for a schedule.
create table schedule_ending (
  id bigint generated always as identity primary key,
  schedule text not null,
  task uuid not null,
  state text not null,
  at timestamptz not null default now()
);

-- What of a schedule still waits or runs.
create index task_schedule_open on task (schedule)
  where schedule is not null and state in ('QUEUED', 'RUNNING');
