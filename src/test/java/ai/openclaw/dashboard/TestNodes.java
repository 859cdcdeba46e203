package ai.openclaw.dashboard;

import ai.openclaw.sandbox.Marks;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Rows of nodes in every state. Those that live have heartbeats to come, so that they live on.
final class TestNodes {

    private TestNodes() {}

    static void furnish(TestHouse house) {
        house.bean(JdbcClient.class)
                .sql(
                        """
                        insert into node (id, name, version, engine, workers, draining, drained_at,
                          detached_until, heartbeat_at, started_at)
                        select coalesce(id, gen_random_uuid()), name, '0.3.0', 'docker', 8,
                          drained or name = 'attic', case when drained then now() end, until,
                          now() + beat, now() - interval '3 days'
                        from (values
                          (cast(:self as uuid), 'workshop', false, null::timestamptz,
                            interval '1 hour'),
                          (null, 'attic', false, null, interval '1 hour'),
                          (null, 'cellar', true, null, interval '1 hour'),
                          (null, 'shed', false, now() + interval '1 hour', interval '-1 minute'),
                          (null, 'barn', false, null, interval '-3 hours')
                        ) as n(id, name, drained, until, beat)
                        """)
                .param("self", house.bean(Marks.class).node())
                .update();
    }
}
