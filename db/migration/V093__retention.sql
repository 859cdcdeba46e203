-- What goes when it is old.

-- When a log was removed; null again when its task goes on. The index holds the logs that are there,
-- in the order of their tasks' ids, which is that of their age.
alter table log_head add column removed_at timestamptz;
create index log_head_kept on log_head (task) where removed_at is null;

-- In place of what was removed of an attempt's log: one line that says so, and how many they were.
alter table log_chunk add column removed_lines bigint;

create index artifact_age on artifact (created_at);
create index attempt_receipt on attempt (receipt) where receipt is not null;

-- What became of the latest runs, for each kind of thing.
create table retention (
  kind text primary key,
  ran_at timestamptz not null,
  -- why the latest run broke off; null if it did not
  failure text,
  -- by the latest run that removed anything
  removed_at timestamptz,
  removed bigint not null default 0,
  bytes bigint not null default 0
);
