-- What a program has said that its result is, before its end. It goes into the task when its attempt
-- ends and has left no result.json.
create table attempt_result (
  attempt uuid primary key references attempt (id) on delete cascade,
  result jsonb not null
);
