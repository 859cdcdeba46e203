-- The claim: which attempts this node runs next. All semantics of the queue are here.
-- Runs under one lock for all nodes (two that both count "limit - 1" would overshoot), and marks
-- what it takes RUNNING in the transaction that hands it out. Time is the database's.
-- Parameters: free workers, node.
with given as (
  select cast(? as int) as free, cast(? as uuid) as node
),

-- Each agent's first ones in their order, as many as its concurrency leaves room for.
-- (Fair turns between the owners of tasks belong here.)
eligible as (
  select first.id, first.task, first.place
  from given
  cross join agent
  join agent_version version on version.name = agent.name and version.version = agent.version
  cross join lateral (
    select a.id, a.task, a.place
    from attempt a
    join task t on t.id = a.task
    where a.agent = agent.name
      and a.state = 'QUEUED'
      and a.due_at <= now()
      and (t.expires_at is null or t.expires_at > now())
      and exists (
        select from jobrunr_jobs j
        where j.id = cast(cast(a.id as text) as char(36)) and j.state = 'ENQUEUED')
      -- One at a time for each concurrency key, the first one first.
      and (a.concurrency_key is null or not exists (
        select from attempt o
        join task ot on ot.id = o.task
        where o.concurrency_key = a.concurrency_key
          and o.state in ('QUEUED', 'RUNNING')
          and (o.state = 'RUNNING'
            or (o.place, o.id) < (a.place, a.id)
              and o.due_at <= now()
              and (ot.expires_at is null or ot.expires_at > now()))))
    order by a.place, a.id
    -- No concurrency, no limit: "least" passes over null.
    limit greatest(0, least(given.free, cast(version.spec ->> 'concurrency' as int)
      - (select count(*) from attempt r where r.agent = agent.name and r.state = 'RUNNING')))
  ) first
),

-- Over all agents, as many as there are free workers.
chosen as (
  select id, task, place from eligible order by place, id limit (select free from given)
),

-- Whoever is being cancelled at this moment is passed over, not waited for.
locked as (
  select c.id, c.place, j.jobAsJson as job
  from chosen c
  join task t on t.id = c.task and t.state = 'QUEUED'
  join jobrunr_jobs j
    on j.id = cast(cast(c.id as text) as char(36)) and j.state = 'ENQUEUED'
  for no key update of t, j skip locked
),

attempts as (
  update attempt a
  set state = 'RUNNING', node = (select node from given), started_at = now()
  from locked l
  where a.id = l.id and a.state = 'QUEUED'
  returning a.id, a.task
),

tasks as (
  update task t
  set state = 'RUNNING', started_at = coalesce(t.started_at, now())
  from attempts a
  where t.id = a.task
)

select l.job from locked l join attempts a on a.id = l.id order by l.place, l.id
