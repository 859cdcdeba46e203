-- What hostile programs saw in a sandbox of a node, when they were run.
create table receipt (
  id uuid primary key,
  node uuid not null,
  -- that they ran in
  sandbox uuid not null,
  taken_at timestamptz not null default now(),
  complete boolean not null,
  engine text not null,
  engine_detail text not null,
  image text not null,
  runtime text,
  -- of all that isolation hangs on; another one asks for another receipt
  fingerprint text not null,
  millis bigint not null,
  findings jsonb not null
);
create index receipt_newest on receipt (node, taken_at desc);

-- The receipt that was in force when it began.
alter table attempt add column receipt uuid references receipt;
