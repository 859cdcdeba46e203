-- Word of what happened, sent to others: an outbox that is written with the thing itself.

-- Where the end of this task is told; null for nowhere.
alter table task add column callback_url text;

create table webhook (
  id uuid primary key,
  url text not null,
  description text not null default '',
  -- names of events, or '*'
  events text[] not null,
  enabled boolean not null default true,
  -- why it was switched off, if the gateway did it
  disabled_because text,
  created_by text not null,
  created_at timestamptz not null default now()
);

-- What deliveries are signed with, sealed. The owner is a webhook, or the nil UUID for callbacks.
create table webhook_secret (
  owner uuid primary key,
  sealed bytea not null,
  -- the one before it, which signs too for a while
  earlier bytea,
  earlier_until timestamptz,
  made_at timestamptz not null default now()
);

create table delivery (
  id uuid primary key,
  -- the same for every delivery of one event
  message uuid not null,
  -- null for a callback
  webhook uuid references webhook on delete cascade,
  -- not a reference: deliveries have their own age
  task uuid,
  -- of a callback; a webhook's is looked up when it is sent
  url text,
  -- who shares a limit on deliveries at once
  target text not null,
  type text not null,
  body text not null,
  state text not null default 'PENDING' check (state in ('PENDING', 'DELIVERED', 'GIVEN_UP')),
  attempts int not null default 0,
  -- while an attempt is under way: when it counts as lost
  due_at timestamptz not null default now(),
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  check ((webhook is null) = (url is not null))
);
create index delivery_due on delivery (due_at) where state = 'PENDING';
create index delivery_webhook on delivery (webhook, id) where webhook is not null;
create index delivery_task on delivery (task, id) where task is not null;
create index delivery_age on delivery (finished_at) where state <> 'PENDING';

create table delivery_attempt (
  delivery uuid not null references delivery on delete cascade,
  number int not null,
  at timestamptz not null default now(),
  -- null while it is under way, and for ever if the gateway went down with it
  millis int,
  status int,
  -- the beginning of it
  answer text,
  error text,
  primary key (delivery, number)
);

create function delivery_added() returns trigger language plpgsql as $$
begin
  perform pg_notify('openclaw_delivery', '');
  return null;
end $$;

create trigger delivery_added after insert on delivery
  for each statement execute function delivery_added();
