-- The files that attempts left behind.
create table artifact (
  attempt uuid not null references attempt on delete cascade,
  path text not null collate "C",
  task uuid not null references task on delete cascade,
  number int not null,
  blob uuid not null references blob,
  bytes bigint not null,
  sha256 text not null,
  created_at timestamptz not null default now(),
  primary key (attempt, path)
);
create index artifact_task on artifact (task, number, path);
create index artifact_blob on artifact (blob);
