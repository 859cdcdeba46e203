-- A gateway that was stopped leaves its sandboxes running. Until then nobody takes its attempts over.
alter table node add column detached_until timestamptz;
