package ai.openclaw.log;

import static ai.openclaw.log.LogFixture.err;
import static ai.openclaw.log.LogFixture.gap;
import static ai.openclaw.log.LogFixture.out;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ai.openclaw.database.TestPostgres;
import ai.openclaw.task.TaskChanged;
import ai.openclaw.task.TaskId;
import java.io.EOFException;
import java.io.InputStream;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class LogControllerTest {

    private static final TestPostgres.Database database = TestPostgres.freshDatabase();
    private static HttpSlice http = start();

    private final LogFixture fixture = new LogFixture(database);
    private final TaskRow task = TaskRow.running(database);
    private final String logs = "/api/v1/tasks/" + task.id() + "/logs";

    @BeforeAll
    static void running() {
        assertThat(http.bean(LogFeed.class).isRunning()).isTrue();
    }

    @AfterAll
    static void stop() {
        http.close();
    }

    private static HttpSlice start() {
        return HttpSlice.start(database, LogReader.class, LogFeed.class, LogController.class);
    }

    @Test
    void textIsTheLinesAsTheyAre() {
        fixture.log.append(
                task.id(),
                task.attempt(),
                List.of(out("\u001b[31mröd\u001b[0m"), err("<b>&amp;"), gap("lost")));

        for (var accept : List.of("text/plain", "*/*", "text/*;q=0.5, image/png")) {
            var answer = http.get(logs, "Accept", accept);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type"))
                    .hasValueSatisfying(t -> assertThat(t).startsWith("text/plain;charset="));
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(answer.body()).isEqualTo("\u001b[31mröd\u001b[0m\n<b>&amp;\n[gap: lost]\n");
        }
    }

    @Test
    void ndjsonIsOneObjectPerLine() {
        fixture.log.append(task.id(), task.attempt(), List.of(out("a\"\n\u0001ü"), err("b")));

        var answer = http.get(logs + "?from=1&attempt=1", "Accept", "application/x-ndjson");

        assertThat(answer.body().lines())
                .containsExactly(
                        "{\"seq\":1,\"attempt\":1,\"stream\":\"stdout\","
                                + "\"at\":\"2030-01-02T03:04:05.678901Z\","
                                + "\"text\":\"a\\\"\\n\\u0001ü\"}",
                        "{\"seq\":2,\"attempt\":1,\"stream\":\"stderr\","
                                + "\"at\":\"2030-01-02T03:04:05.678901Z\",\"text\":\"b\"}");
        assertThat(http.get(logs + "?stream=stderr&from=2").body()).isEqualTo("b\n");
        assertThat(http.get(logs + "?from=3").body()).isEmpty();
    }

    @Test
    void aLongLogIsStreamedWholeAndInOrder() {
        fixture.printNumbered(task, 100_000, 1_000);

        var answer = http.get(logs, BodyHandlers.ofLines());

        assertThat(answer.headers().firstValue("Content-Length")).isEmpty();
        assertThat(answer.body().toList())
                .isEqualTo(IntStream.rangeClosed(1, 100_000).mapToObj(i -> "line " + i).toList());
    }

    @Test
    void aLogThatCannotBeReadToItsEndDoesNotLookWhole() {
        for (int i = 0; i < 20; i++) {
            fixture.print(task, "x".repeat(200_000));
        }
        database.jdbc()
                .sql("update log_chunk set streams = '{9}' where task = ? and first_seq = 20")
                .param(task.id().value())
                .update();

        assertThatThrownBy(() -> http.get(logs)).hasRootCauseInstanceOf(EOFException.class);
        assertThatThrownBy(() -> http.get(logs, "Accept", "text/event-stream"))
                .hasRootCauseInstanceOf(EOFException.class);
    }

    @Test
    void eventsFollowUntilTheTaskIsFinished() throws Exception {
        fixture.print(task, "before");
        try (var events = events("")) {
            assertThat(events.next().data()).contains("\"seq\":1", "\"text\":\"before\"");
            fixture.print(task, "now", "and now");
            assertThat(events.next().id()).isEqualTo("2");
            assertThat(events.next().id()).isEqualTo("3");
            fixture.print(task, "last");
            task.finish("FAILED");
            http.publish(new TaskChanged(task.id()));
            assertThat(events.next().data()).contains("last");
            var end = events.next();
            assertThat(end.name()).isEqualTo("end");
            assertThat(end.data()).isEqualTo("{\"state\":\"FAILED\"}");
            assertThat(events.atEnd()).isTrue();
        }
    }

    @Test
    void whoComesBackWithTheLastIdLosesAndDoublesNothing() throws Exception {
        var writer = Thread.ofVirtual().start(() -> fixture.printNumbered(task, 3_000, 13));
        var seen = new ArrayList<String>();
        String last = "0";
        while (seen.size() < 3_000) {
            try (var events = events("?from=1", "Last-Event-ID", last)) {
                int some = Math.min(701, 3_000 - seen.size());
                for (int i = 0; i < some; i++) {
                    last = events.next().id();
                    seen.add(last);
                }
            }
        }
        writer.join();

        assertThat(seen)
                .isEqualTo(IntStream.rangeClosed(1, 3_000).mapToObj(Integer::toString).toList());
    }

    @Test
    void aClientThatIsGoneIsForgotten() throws Exception {
        var feed = http.bean(LogFeed.class);
        try (var events = events("")) {
            fixture.print(task, "x");
            events.next();
            assertThat(feed.followers(task.id())).isOne();
        }

        await().untilAsserted(() -> {
            fixture.print(task, "anyone there?");
            assertThat(feed.followers(task.id())).isZero();
        });
    }

    @Test
    void headSaysWhatThereWouldBe() {
        var answer =
                http.send("HEAD", logs, BodyHandlers.ofString(), "Accept", "text/event-stream");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(t -> assertThat(t).startsWith("text/event-stream"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/xml", "nonsense", "text/html, text/plain;q=0"})
    void otherFormsAreNotToBeHad(String accept) {
        var answer = http.get(logs, "Accept", accept);

        assertThat(answer.statusCode()).isEqualTo(406);
        assertThat(answer.headers().firstValue("Content-Type"))
                .contains("application/problem+json");
    }

    @ParameterizedTest
    @CsvSource({
        "attempt=0,attempt",
        "attempt=x,attempt",
        "stream=stdin,stream",
        "stream=STDOUT,stream",
        "from=-1,from",
        "from=1.5,from",
        "from=99999999999999999999,from"
    })
    void aBadParameterIsNamed(String query, String field) {
        var answer = http.get(logs + "?" + query);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"field\":\"" + field + "\"");
    }

    @Test
    void aBadLastEventIdIsNamed() {
        var answer = http.get(logs, "Accept", "text/event-stream", "Last-Event-ID", "x");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"field\":\"Last-Event-ID\"");
    }

    @Test
    void anUnknownTaskIsNotFound() {
        var unknown = "/api/v1/tasks/" + TaskId.next() + "/logs";

        for (var accept : List.of("text/plain", "application/x-ndjson", "text/event-stream")) {
            var answer = http.get(unknown, "Accept", accept);
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.headers().firstValue("Content-Type"))
                    .contains("application/problem+json");
        }
    }

    private EventReader events(String query, String... headers) {
        var all = new ArrayList<>(List.of("Accept", "text/event-stream"));
        all.addAll(List.of(headers));
        InputStream body =
                http.get(logs + query, BodyHandlers.ofInputStream(), all.toArray(String[]::new))
                        .body();
        return new EventReader(body);
    }
}
