-- How often in a row a gateway went down unannounced, each time soon after it had gone on with the
-- attempt, and when it last did.
alter table attempt
  add column crashes int not null default 0,
  add column resumed_at timestamptz;
