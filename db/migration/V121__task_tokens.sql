-- What a sandbox shows at the gateway's sandbox side. Only the hash is kept; it goes with its
-- attempt, and works only while that runs.
create table task_token (
  attempt uuid primary key references attempt (id) on delete cascade,
  hash bytea not null unique,
  -- bytes of events that the attempt has sent about itself
  said bigint not null default 0,
  created_at timestamptz not null default now()
);
