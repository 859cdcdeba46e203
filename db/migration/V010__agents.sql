-- Agents: a row per name, and every version it ever had.
create table agent (
  name text primary key,
  version int not null,
  created_at timestamptz not null default now(),
  deleted_at timestamptz
);

create table agent_version (
  name text not null references agent,
  version int not null,
  spec jsonb not null,
  created_at timestamptz not null default now(),
  primary key (name, version)
);
