-- The claim: which attempts this node runs next. All semantics of the queue are here, and
-- docs/queue.md says them in words.
-- Runs under one lock for all nodes (two that both count "limit - 1" would overshoot), and marks
-- what it takes RUNNING in the transaction that hands it out. Time is the database's.
-- Parameters: free workers, node.
with recursive given as materialized (
  select node.id as node, case when node.draining then 0 else asked.free end as free
  from (select cast(? as int) as free, cast(? as uuid) as node) asked
  join node on node.id = asked.node
),

-- The lines in which anybody waits, one for each agent and priority: a step of the index each, so
-- that the length of a line does not matter.
lines as (
  (select a.agent, a.priority, a.due_at from attempt a where a.state = 'QUEUED'
   order by a.agent, a.priority, a.due_at limit 1)
  union all
  select next.agent, next.priority, next.due_at
  from lines
  cross join lateral (
    select a.agent, a.priority, a.due_at from attempt a
    where a.state = 'QUEUED' and (a.agent, a.priority) > (lines.agent, lines.priority)
    order by a.agent, a.priority, a.due_at limit 1) next
),

-- What limits are counted from: rows, as they are now.
running as materialized (
  select r.agent, r.concurrency_key from attempt r where r.state = 'RUNNING'
),

busy as materialized (
  select agent, count(*) as attempts from running group by agent
),

taken as materialized (
  select array_agg(concurrency_key) as keys from running where concurrency_key is not null
),

-- Who may go at all: agents that are not paused, as far as their concurrency leaves room.
-- No concurrency, no limit: "least" passes over null.
agents as materialized (
  select agent.name, coalesce(busy.attempts, 0) as running,
    least(given.free,
      cast(version.spec ->> 'concurrency' as int) - coalesce(busy.attempts, 0)) as room
  from given
  cross join (select distinct lines.agent from lines where lines.due_at <= now()) waiting
  join agent on agent.name = waiting.agent and agent.paused_at is null
  join agent_version version on version.name = agent.name and version.version = agent.version
  left join busy on busy.agent = agent.name
),

-- The front of each line: a step for each attempt that may go, passing over those whose key is
-- taken, by one that runs or by one further ahead.
fronts as (
  select front.id, front.task, front.place, front.key,
    agents.name as agent, agents.running, agents.room
  from agents
  join lines on lines.agent = agents.name and lines.due_at <= now()
  cross join lateral (
    with recursive front as (
      select cast(null as uuid) as id, cast(null as uuid) as task, cast(null as text) as key,
        cast(null as interval) as place, timestamptz '-infinity' as due_at,
        uuid '00000000-0000-0000-0000-000000000000' as after, 0 as n,
        coalesce(taken.keys, '{}') as taken
      from taken
      union all
      select next.id, next.task, next.concurrency_key, next.place, next.due_at, next.id,
        front.n + 1,
        case when next.concurrency_key is null then front.taken
          else front.taken || next.concurrency_key end
      from front
      cross join lateral (
        select a.id, a.task, a.agent, a.priority, a.due_at, a.concurrency_key,
          a.due_at - timestamptz 'epoch' - make_interval(secs => a.priority) as place
        from attempt a
        where a.state = 'QUEUED'
          -- As rows, so that no other index than the lines' own gives the order.
          and (a.agent, a.priority, a.due_at, a.id)
            > (lines.agent, lines.priority, front.due_at, front.after)
          -- Whoever is not due, or of the next line, ends the walk.
          and (a.due_at > now() or a.priority <> lines.priority or a.agent <> lines.agent
            or ((a.concurrency_key is null or a.concurrency_key <> all (front.taken))
              and (select t.expires_at is null or t.expires_at > now()
                from task t where t.id = a.task)
              and (select j.state = 'ENQUEUED'
                from jobrunr_jobs j where j.id = cast(cast(a.id as text) as char(36)))))
        order by a.agent, a.priority, a.due_at, a.id
        limit 1) next
      where front.n < agents.room
        and next.due_at <= now() and next.priority = lines.priority and next.agent = lines.agent
    )
    select * from front where front.n > 0) front
  where agents.room > 0
),

-- One for each key, whatever its agent: the first one first.
keyed as (
  select fronts.*,
    row_number() over (partition by key, case when key is null then id end
      order by place, id) as nth
  from fronts
),

-- Turns: an attempt's turn is how many of its agent would run with it. The agent with fewer goes
-- first; among equals the place decides, which is the due time, priority seconds sooner.
turns as (
  select id, task, place, room,
    row_number() over (partition by agent order by place, id) as nth, running
  from keyed
  where nth = 1
),

chosen as (
  select id, task, running + nth as turn, place from turns
  where nth <= room
  order by turn, place, id
  limit (select free from given)
),

-- Whoever is being cancelled at this moment is passed over, not waited for. States are compared as
-- expressions, so that nobody looks for them in an index: that would read all who wait.
locked as (
  select c.id, c.turn, c.place, j.jobAsJson as job
  from chosen c
  join task t on t.id = c.task and t.state || '' = 'QUEUED'
  join jobrunr_jobs j
    on j.id = cast(cast(c.id as text) as char(36)) and j.state || '' = 'ENQUEUED'
  for no key update of t, j skip locked
),

attempts as (
  update attempt a
  set state = 'RUNNING', node = (select node from given), started_at = now()
  from locked l
  where a.id = l.id and a.state || '' = 'QUEUED'
  returning a.id, a.task
),

tasks as (
  update task t
  set state = 'RUNNING', started_at = coalesce(t.started_at, now())
  from attempts a
  where t.id = a.task
)

select l.job from locked l join attempts a on a.id = l.id order by l.turn, l.place, l.id
