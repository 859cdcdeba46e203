package ai.openclaw.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@TaskSlice
class IdempotencyTest {

    @Autowired Api api;
    @Autowired JdbcClient jdbc;

    private static final String BODY =
            "{\"agent\": \"shell\", \"prompt\": \"once\", \"labels\": {\"a\": \"1\", \"b\": \"2\"}}";

    @Test
    void sameKeyAndBodyIsTheSameTaskWhateverItsSpelling() {
        String key = UUID.randomUUID().toString();
        var first = api.post("/tasks", BODY, key);
        var again =
                api.post(
                        "/tasks",
                        "{\"labels\":{\"b\":\"2\",\"a\":\"1\"},\"prompt\":\"once\",\"agent\":\"shell\",\"runAt\":null}",
                        key);

        assertThat(first.status()).isEqualTo(202);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.headers().firstValue("Location"))
                .isEqualTo(first.headers().firstValue("Location"));
    }

    @Test
    void sameKeyAndAnotherBodyIsAConflict() {
        String key = UUID.randomUUID().toString();
        api.post("/tasks", BODY, key);

        assertThat(api.post("/tasks", BODY.replace("once", "twice"), key).status()).isEqualTo(409);
    }

    @Test
    void hundredPostsAtOnceMakeOneTask() throws Exception {
        String key = UUID.randomUUID().toString();
        var posts = new ArrayList<Callable<Api.Answer>>();
        for (int i = 0; i < 100; i++) {
            posts.add(() -> api.post("/tasks", BODY, key));
        }

        var answers = new ArrayList<Api.Answer>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : threads.invokeAll(posts)) {
                answers.add(answer.get());
            }
        }

        assertThat(answers)
                .extracting(it -> it.text("id"))
                .containsOnly(answers.getFirst().text("id"));
        assertThat(answers).filteredOn(it -> it.status() == 202).hasSize(1);
        assertThat(answers).filteredOn(it -> it.status() == 200).hasSize(99);
    }

    @Test
    void refusedRequestDoesNotSpendTheKey() {
        String key = UUID.randomUUID().toString();

        assertThat(api.post("/tasks", BODY.replace("shell", "nobody"), key).status())
                .isEqualTo(400);
        assertThat(api.post("/tasks", BODY, key).status()).isEqualTo(202);
    }

    @Test
    void keyIsFreeAgainAfterItsTime() {
        String key = UUID.randomUUID().toString();
        var first = api.post("/tasks", BODY, key);
        jdbc.sql(
                        """
                        update idempotency_key set created_at = now() - interval '25 hours'
                        where key = :key
                        """)
                .param("key", key)
                .update();

        var second = api.post("/tasks", BODY.replace("once", "later"), key);

        assertThat(second.status()).isEqualTo(202);
        assertThat(second.text("id")).isNotEqualTo(first.text("id"));
    }

    @Test
    void strangeKeyIsRefused() {
        assertThat(api.post("/tasks", BODY, "x".repeat(256)).fields())
                .containsExactly("Idempotency-Key");
        assertThat(api.post("/tasks", BODY, "a b").fields()).containsExactly("Idempotency-Key");
        assertThat(api.post("/tasks/batch", "{\"tasks\": [" + BODY + "]}", "k").fields())
                .containsExactly("Idempotency-Key");
    }
}
