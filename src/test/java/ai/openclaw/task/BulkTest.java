package ai.openclaw.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@TaskSlice
class BulkTest {

    private static final String BULK = "/tasks/bulk";

    @Autowired Api api;
    @Autowired Tasks tasks;
    @Autowired Claims claims;
    @Autowired JdbcClient jdbc;
    @Autowired TaskSlice.Queue queue;

    @BeforeEach
    void empty() {
        jdbc.sql("truncate task, attempt cascade").update();
        queue.attempts.clear();
        queue.events.clear();
    }

    /// So many tasks of a state, `run` being their label, with an attempt each.
    private void fill(int count, TaskState state, String run) {
        jdbc.sql(
                        """
                        with ended as (select :state in ('SUCCEEDED', 'FAILED', 'CANCELLED') as it),
                        tasks as (
                          insert into task (id, agent, agent_version, max_attempts, prompt, spec,
                            labels, run_at, state, reason, finished_at)
                          select cast(lpad(to_hex((extract(epoch from now()) * 1000)::bigint), 12, '0')
                              || '7' || lpad(to_hex(n % 4096), 3, '0') || '8'
                              || substr(md5(n::text || :run), 1, 15) as uuid),
                            'shell', 1, 1, 'number ' || n, '{}', jsonb_build_object('run', :run),
                            now(), :state,
                            case :state when 'FAILED' then 'EXIT_CODE'
                              when 'CANCELLED' then 'CANCELLED' end,
                            case when ended.it then now() end
                          from generate_series(1, :count) n, ended
                          returning id, state, finished_at, prompt),
                        labels as (
                          insert into task_label (key, value, task)
                          select 'run', :run, id from tasks),
                        texts as (
                          insert into task_text (task, text, request)
                          select id, prompt, length(prompt) from tasks)
                        insert into attempt (id, task, number, agent, state, due_at, finished_at, node)
                        select gen_random_uuid(), id, 1, 'shell', state, now(), finished_at,
                          case state when 'RUNNING' then cast(:node as uuid) end
                        from tasks
                        """)
                .param("count", count)
                .param("state", state.name())
                .param("run", run)
                .param("node", Claims.NODE)
                .update();
    }

    private long count(TaskState state) {
        return jdbc.sql("select count(*) from task where state = ?")
                .param(state.name())
                .query(Long.class)
                .single();
    }

    private JsonNode bulk(String json) {
        var answer = api.post(BULK, json);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        return answer.body();
    }

    private static List<Integer> counts(JsonNode answer) {
        return List.of("matched", "cancelled", "requested", "retried", "skipped").stream()
                .map(it -> answer.path(it).asInt(-1))
                .toList();
    }

    @Test
    void cancelEndsWhatWaitsAndAsksWhatRuns() {
        fill(2_500, TaskState.QUEUED, "a");
        fill(1_200, TaskState.RUNNING, "a");
        fill(300, TaskState.FAILED, "a");
        fill(50, TaskState.QUEUED, "b");
        String cancel = "{\"action\": \"cancel\", \"filter\": {\"label\": \"run:a\"}}";

        var would = bulk(cancel.replace("}}", "}, \"dryRun\": true}"));
        assertThat(counts(would)).containsExactly(3_700, 2_500, 1_200, 0, 0);
        assertThat(would.path("dryRun").asBoolean()).isTrue();
        assertThat(count(TaskState.CANCELLED)).isZero();

        assertThat(counts(bulk(cancel))).containsExactly(3_700, 2_500, 1_200, 0, 0);
        assertThat(count(TaskState.CANCELLED)).isEqualTo(2_500);
        assertThat(count(TaskState.QUEUED)).isEqualTo(50);
        assertThat(asked()).isEqualTo(1_200);
        assertThat(states()).containsExactly("CANCELLED", "FAILED", "QUEUED", "RUNNING");
        assertThat(queue.events)
                .hasSize(3_700)
                .allSatisfy(it -> assertThat(it.detail()).containsEntry("by", "somebody"));

        // Again: those that run are still at it.
        assertThat(counts(bulk(cancel))).containsExactly(1_200, 0, 0, 0, 1_200);
        assertThat(queue.events).hasSize(3_700);
    }

    private long asked() {
        return jdbc.sql(
                        "select count(*) from task where state = 'RUNNING' and cancel_requested_by is not null")
                .query(Long.class)
                .single();
    }

    /// Those that tasks and their attempts agree on; two for one where they do not.
    private List<String> states() {
        return jdbc.sql(
                        """
                        select distinct case when t.state = a.state then t.state
                          else t.state || ' of an attempt ' || a.state end as it
                        from task t join attempt a on a.task = t.id and a.number = t.attempt
                        order by it
                        """)
                .query((row, n) -> row.getString("it"))
                .list();
    }

    @Test
    void retryMakesAnAttemptOfEachAndEnqueuesIt() {
        fill(2_300, TaskState.FAILED, "a");
        fill(400, TaskState.CANCELLED, "a");
        fill(100, TaskState.SUCCEEDED, "a");

        assertThat(
                        counts(
                                bulk(
                                        """
                                        {"action": "retry", "filter":
                                          {"state": ["FAILED", "SUCCEEDED"], "q": "number"}}
                                        """)))
                .containsExactly(2_300, 0, 0, 2_300, 0);
        assertThat(count(TaskState.QUEUED)).isEqualTo(2_300);
        assertThat(queue.attempts).hasSize(2_300).doesNotHaveDuplicates();
        assertThat(
                        jdbc.sql(
                                        """
                                        select count(*) from task t join attempt a
                                          on a.task = t.id and a.number = 2 and t.attempt = 2
                                        where a.id = any(:ids) and a.state = 'QUEUED'
                                        """)
                                .param(
                                        "ids",
                                        queue.attempts.stream()
                                                .map(AttemptId::value)
                                                .toArray(UUID[]::new))
                                .query(Long.class)
                                .single())
                .isEqualTo(2_300);

        assertThat(counts(bulk("{\"action\": \"retry\", \"all\": true}")))
                .containsExactly(400, 0, 0, 400, 0);
        assertThat(counts(bulk("{\"action\": \"retry\", \"filter\": {}, \"all\": true}")))
                .containsExactly(0, 0, 0, 0, 0);
    }

    @Test
    void emptyFilterMustBeMeantAndUnknownFieldsAreRefused() {
        fill(1, TaskState.QUEUED, "a");

        assertThat(api.post(BULK, "{\"action\": \"cancel\"}").fields()).containsExactly("filter");
        assertThat(
                        api.post(BULK, "{\"action\": \"cancel\", \"filter\": {\"agent\": \"\"}}")
                                .fields())
                .containsExactly("filter");
        assertThat(
                        api.post(
                                        BULK,
                                        """
                                        {"action": "cancel", "all": true,
                                          "filter": {"agent": "shell"}}
                                        """)
                                .fields())
                .containsExactly("all");
        assertThat(
                        api.post(
                                        BULK,
                                        """
                                        {"action": "copy",
                                          "filter": {"state": "GONE", "label": ["x"], "from": "then"}}
                                        """)
                                .fields())
                .containsExactlyInAnyOrder("action", "filter.state", "filter.label", "filter.from");
        assertThat(
                        api.post(BULK, "{\"action\": \"cancel\", \"filter\": {\"limit\": \"1\"}}")
                                .fields())
                .containsExactly("filter.limit");
        assertThat(api.post(BULK, "{\"action\": \"retry\", \"filter\": {\"q\": \"ab\"}}").fields())
                .containsExactly("filter.q");
        assertThat(count(TaskState.QUEUED)).isEqualTo(1);
    }

    @Test
    void taskIsEitherClaimedOrCancelled() throws Exception {
        fill(600, TaskState.QUEUED, "a");
        var ids =
                jdbc.sql("select id from task order by id")
                        .query((row, n) -> new TaskId(row.getObject("id", UUID.class)))
                        .list();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<List<TaskId>> claiming =
                    () -> {
                        var claimed = new ArrayList<TaskId>();
                        for (var id : ids.reversed()) {
                            try {
                                claims.claim(id);
                                claimed.add(id);
                            } catch (IllegalStateException cancelled) {
                                break;
                            }
                        }
                        return claimed;
                    };
            var claimer = pool.submit(claiming);
            var one = pool.submit(() -> bulk("{\"action\": \"cancel\", \"all\": true}"));
            var two = pool.submit(() -> bulk("{\"action\": \"cancel\", \"all\": true}"));
            int claimed = claimer.get().size();
            int cancelled =
                    one.get().path("cancelled").asInt() + two.get().path("cancelled").asInt();
            assertThat(claimed + cancelled).isEqualTo(600);
        }
        // What was claimed is being stopped.
        assertThat(states()).allMatch(it -> it.equals("CANCELLED") || it.equals("RUNNING"));
        assertThat(asked()).isEqualTo(count(TaskState.RUNNING));
    }

    @Test
    void whatWasMadeAfterTheCallIsLeftAlone() {
        fill(1_500, TaskState.QUEUED, "a");
        jdbc.sql("update task set created_at = now() + interval '1 hour' where prompt like '%7'")
                .update();

        assertThat(bulk("{\"action\": \"cancel\", \"all\": true}").path("cancelled").asInt())
                .isEqualTo(1_350);
        assertThat(count(TaskState.QUEUED)).isEqualTo(150);
    }
}
