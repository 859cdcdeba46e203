-- Bytes in chunks. A blob without sha256 is still being written, or its writer died.
create table blob (
  id uuid primary key,
  bytes bigint not null default 0,
  sha256 text,
  created_at timestamptz not null default now(),
  -- moves with every chunk: how a slow writer is told from a dead one
  written_at timestamptz not null default now()
);
create index blob_unsealed on blob (written_at) where sha256 is null;

create table blob_chunk (
  blob uuid not null references blob on delete cascade,
  n int not null,
  data bytea not null,
  primary key (blob, n)
);
-- The bytes are compressed already or not worth it.
alter table blob_chunk alter column data set storage external;
