-- What tasks print. Lines lie in chunks, as a task may print millions of them; to read them in SQL:
--   select c.first_seq + l.n - 1 as seq, c.attempt, l.stream, l.at, l.text
--   from log_chunk c, unnest(c.streams, c.at, c.text) with ordinality l(stream, at, text, n)
--   where c.task = '…' order by seq;
create table log_chunk (
  task uuid not null references task on delete cascade,
  first_seq bigint not null,
  attempt int not null,
  -- one element per line; streams: 0 stdout, 1 stderr, 2 gap
  streams smallint[] not null,
  at timestamptz[] not null,
  text text[] not null,
  bytes int not null,
  primary key (task, first_seq)
);

-- Where a task's log goes on. Apart from the task's own row, which this would bloat. The progress
-- is the newest attempt's: lines stored so far of each stream, and the CRC-32 over what identifies
-- them.
create table log_head (
  task uuid primary key references task on delete cascade,
  next_seq bigint not null default 1,
  attempt int not null default 0,
  stdout_lines bigint not null default 0,
  stdout_crc bigint not null default 0,
  stderr_lines bigint not null default 0,
  stderr_crc bigint not null default 0
) with (fillfactor = 50);
