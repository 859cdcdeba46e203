-- Who may come in. Passwords as bcrypt, API tokens as SHA-256 (right for 256 random bits).
create table account (
  name text primary key,
  password text not null,
  created_at timestamptz not null default now(),
  password_changed_at timestamptz not null default now()
);

create table api_token (
  id uuid primary key,
  name text not null,
  hash bytea not null unique,
  -- first: made or set at a start; created: made through the API
  origin text not null check (origin in ('first', 'environment', 'created')),
  created_by text not null,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  revoked_at timestamptz
);
-- The environment sets one token; a new value there takes the old one's place.
create unique index api_token_environment on api_token (origin)
  where origin = 'environment' and revoked_at is null;

-- Tries to sign in, counted per name and per address in fixed windows, for all gateways together.
create table sign_in_tries (
  subject text primary key,
  tries int not null,
  since timestamptz not null default now()
);
create index sign_in_tries_since on sign_in_tries (since);

create table audit (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  actor text not null,
  address text,
  action text not null,
  subject text
);

-- Spring Session's tables, as its own schema for Postgres makes them.
create table spring_session (
  primary_id char(36) not null,
  session_id char(36) not null,
  creation_time bigint not null,
  last_access_time bigint not null,
  max_inactive_interval int not null,
  expiry_time bigint not null,
  principal_name varchar(100),
  constraint spring_session_pk primary key (primary_id)
);
create unique index spring_session_ix1 on spring_session (session_id);
create index spring_session_ix2 on spring_session (expiry_time);
create index spring_session_ix3 on spring_session (principal_name);

create table spring_session_attributes (
  session_primary_id char(36) not null,
  attribute_name varchar(200) not null,
  attribute_bytes bytea not null,
  constraint spring_session_attributes_pk primary key (session_primary_id, attribute_name),
  constraint spring_session_attributes_fk foreign key (session_primary_id)
    references spring_session (primary_id) on delete cascade
);
