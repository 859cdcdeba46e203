-- How an attempt ended, from before its sandbox is destroyed until its state says so: a gateway that
-- is killed in between still knows. Text, since JSON may hold what jsonb cannot.
alter table attempt add column outcome text;
