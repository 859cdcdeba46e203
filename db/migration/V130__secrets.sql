-- What agents may be given, sealed. A value that was replaced or removed stays until the attempts
-- that have it are over: their output is still to be redacted.
create table secret_value (
  id uuid primary key,
  name text not null,
  sealed bytea not null,
  made_at timestamptz not null default now(),
  made_by text not null,
  replaced_at timestamptz
);

create unique index secret_value_current on secret_value (name) where replaced_at is null;
create index secret_value_replaced on secret_value (replaced_at) where replaced_at is not null;

-- Which values an attempt was given.
create table attempt_secret (
  attempt uuid not null references attempt (id) on delete cascade,
  value uuid not null references secret_value (id) on delete cascade,
  primary key (attempt, value)
);

create index attempt_secret_value on attempt_secret (value);
