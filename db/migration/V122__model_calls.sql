-- Every model call, with what it used. No reference to tasks: usage outlives them.
create table model_call (
  id uuid primary key,
  at timestamptz not null default now(),
  task uuid not null,
  attempt uuid not null,
  number int not null,
  agent text not null,
  schedule text,
  -- the path it came by
  dialect text not null,
  -- as the program named it
  asked text not null,
  -- who answered; null while nobody has
  provider text,
  model text,
  state text not null default 'OPEN' check (state in ('OPEN', 'DONE', 'FAILED', 'CUT', 'LOST')),
  status int,
  first_byte_ms int,
  total_ms int,
  -- all input, what came from a cache included
  input_tokens bigint not null default 0,
  output_tokens bigint not null default 0,
  cached_tokens bigint not null default 0,
  reasoning_tokens bigint not null default 0,
  -- the figures are ours, as the provider gave none
  estimated boolean not null default false,
  -- null: the model has no price
  usd numeric(18, 9),
  -- while it is open: what is reserved for it, and in which accounts
  held_tokens bigint not null default 0,
  held_usd numeric(18, 9) not null default 0,
  accounts text[] not null default '{}',
  -- while it is open: its gateway says so again and again
  beat_at timestamptz not null default now(),
  gateway uuid not null
);
create index model_call_at on model_call (at);
create index model_call_task on model_call (task);
create index model_call_agent on model_call (agent, at);
create index model_call_schedule on model_call (schedule, at) where schedule is not null;
create index model_call_open on model_call (beat_at) where state = 'OPEN';

-- Dollars for a million tokens.
create table model_price (
  -- `provider/model`; `*` stands for anything
  model text primary key,
  input numeric(18, 9) not null check (input >= 0),
  output numeric(18, 9) not null check (output >= 0),
  -- null: as other input
  cached numeric(18, 9) check (cached >= 0),
  set_by text not null,
  set_at timestamptz not null default now()
);

-- What may be spent besides the budget of each task.
create table budget_limit (
  scope text not null check (scope in ('all', 'agent', 'schedule')),
  -- of the agent or schedule; empty for all
  name text not null,
  period text not null check (period in ('day', 'month', 'total')),
  tokens bigint check (tokens >= 0),
  usd numeric(18, 9) check (usd >= 0),
  set_by text not null,
  set_at timestamptz not null default now(),
  primary key (scope, name, period),
  check ((scope = 'all') = (name = '')),
  check (tokens is not null or usd is not null)
);

-- What was spent and is reserved, for each limit and period that anybody has come upon.
create table budget_account (
  key text primary key,
  tokens bigint not null default 0,
  usd numeric(18, 9) not null default 0,
  held_tokens bigint not null default 0,
  held_usd numeric(18, 9) not null default 0,
  -- as they were at the latest call
  limit_tokens bigint,
  limit_usd numeric(18, 9),
  warned_at timestamptz,
  -- what is older than its period goes
  made_at timestamptz not null default now()
);
