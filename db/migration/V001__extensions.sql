-- Trigrams make the search for parts of words fast.
do $$
begin
  create extension if not exists pg_trgm;
exception
  when insufficient_privilege then
    raise exception 'this login may not create the extension pg_trgm'
      using hint = 'As an administrator, run once in this database: CREATE EXTENSION pg_trgm; then start again.';
  when undefined_file or feature_not_supported then
    raise exception 'this Postgres server does not have the extension pg_trgm'
      using hint = 'Install the server''s contrib package (Debian: it is part of postgresql-15), then start again.';
end $$;
