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

-- The two that exist from the start. The built-in agent's own program is not part of this version;
-- `shell` reads its script from the file that every sandbox gets, so that its length is no matter.
insert into agent (name, version) values ('default', 1), ('shell', 1);
insert into agent_version (name, version, spec) values
  ('default', 1, '{
    "description": "The built-in agent: works on the prompt with a model and tools."
  }'),
  ('shell', 1, '{
    "description": "Runs the prompt as a shell script; no model.",
    "command": ["/bin/sh", "-c", "exec /bin/sh \"$OPENCLAW_PROMPT_FILE\""]
  }');
