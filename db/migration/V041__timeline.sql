-- What happened to each task, for people and programs.
create table timeline (
  seq bigint generated always as identity primary key,
  task uuid not null references task on delete cascade,
  attempt int,
  at timestamptz not null default now(),
  kind text not null,
  detail jsonb not null default '{}'
);
create index timeline_task on timeline (task, seq);
