-- The images that a node's engine pulled for it. One that was there before is not ours to remove.
create table pulled_image (
  node uuid not null,
  -- as the agent names it
  name text not null,
  pulled_at timestamptz not null default now(),
  -- to some minutes
  used_at timestamptz not null default now(),
  primary key (node, name)
);
