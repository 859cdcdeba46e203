package ai.openclaw.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The checker says nothing of a run that was well, and something of each single thing that is not.
class InvariantsTest {

    private static final Instant BEGIN = Instant.parse("2030-01-01T00:00:00Z");

    @Test
    void soundRunHasNoViolation() {
        assertThat(new Sound().violations()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void plantedViolationIsFound(String what, Consumer<Sound> plant) {
        var run = new Sound();
        plant.accept(run);
        assertThat(run.violations()).as(what).anyMatch(it -> it.contains(what));
    }

    static Stream<Arguments> plantedViolationIsFound() {
        return Stream.of(
                planted("task t1 is lost", run -> run.tasks.removeIf(it -> it.id().equals("t1"))),
                planted("task t1 is RUNNING", run -> run.task("t1", "RUNNING")),
                planted("t1 was FAILED", run -> run.ends.add(new Ledger.End("t1", "FAILED"))),
                planted(
                        "t1 succeeded 2 times",
                        run -> {
                            run.attempt("t1", 2, "SUCCEEDED", null, "s9", null, 20);
                            run.deaths.add(new Ledger.Death("s9", 0, BEGIN.plusSeconds(21)));
                            run.print("t1", 2, 1, 0, 1, 2);
                        }),
                planted("says otherwise", run -> run.task("t1", "FAILED")),
                planted(
                        "no engine saw the end of attempt 1 of task t1",
                        run -> {
                            run.deaths.removeIf(it -> it.sandbox().equals("s1"));
                        }),
                planted(
                        "ended otherwise by the engine",
                        run -> {
                            run.deaths.removeIf(it -> it.sandbox().equals("s1"));
                            run.deaths.add(new Ledger.Death("s1", 137, BEGIN.plusSeconds(1)));
                        }),
                planted("line 1 is missing", run -> run.lines.remove(1)),
                planted("2 lines of 3", run -> run.lines.remove(2)),
                planted("a doubled line", run -> run.lines.add(1, run.lines.get(1))),
                planted(
                        "a line that it did not print",
                        run -> {
                            run.lines.set(1, new Rows.Line("t1", 1, false, "1 1 1 12345"));
                        }),
                planted(
                        "a line that it did not print",
                        run -> {
                            run.lines.set(1, new Rows.Line("t1", 1, false, "torn"));
                        }),
                planted(
                        "key k ran twice at a time",
                        run -> {
                            run.deaths.removeIf(it -> it.sandbox().equals("s2"));
                            run.deaths.add(new Ledger.Death("s2", 3, BEGIN.plusSeconds(7)));
                        }),
                planted("left over: container c", run -> run.left.add("container c")),
                planted("1 jobs are still being processed", run -> run.processing = 1),
                planted(
                        "attempt 2 of task t2 is RUNNING",
                        run -> {
                            run.attempt("t2", 2, "RUNNING", null, "s8", null, 20);
                        }),
                planted(
                        "key p1 was answered with",
                        run -> {
                            run.posts.removeFirst();
                            run.post("p1", Set.of("t1", "t2"), 1);
                        }),
                planted(
                        "key p4 made t4, which did not end",
                        run -> {
                            run.post("p4", Set.of(), 4);
                            run.keys.add(new Rows.Key("p4", "t4"));
                            run.task("t4", "QUEUED");
                        }),
                planted("4 tasks of 3 posts exist", run -> run.task("t4", "SUCCEEDED")));
    }

    @Test
    void gapLineStandsForWhatIsMissing() {
        var run = new Sound();
        run.lines.set(1, new Rows.Line("t1", 1, true, "1 line is missing"));
        assertThat(run.violations()).isEmpty();
    }

    @Test
    void engineThatIsAwaySeesNoEnd() {
        var run = new Sound();
        run.deaths.removeIf(it -> it.sandbox().equals("s1"));
        run.outages.add(new Ledger.Outage(BEGIN.plusSeconds(1), BEGIN.plusSeconds(2)));
        assertThat(run.violations()).isEmpty();
    }

    private static Arguments planted(String what, Consumer<Sound> plant) {
        return Arguments.of(what, plant);
    }

    /// Three tasks: the first succeeded, the second failed, the third, with the same key as the
    /// second, had an attempt that was given up before it succeeded.
    static final class Sound {

        final List<Ledger.Post> posts = new ArrayList<>();
        final List<Ledger.End> ends = new ArrayList<>();
        final List<Ledger.Death> deaths = new ArrayList<>();
        final List<Ledger.Outage> outages = new ArrayList<>();
        final List<String> left = new ArrayList<>();
        final List<Rows.Task> tasks = new ArrayList<>();
        final List<Rows.Attempt> attempts = new ArrayList<>();
        final List<Rows.Line> lines = new ArrayList<>();
        final List<Rows.Key> keys = new ArrayList<>();
        int processing;

        Sound() {
            for (int i = 1; i <= 3; i++) {
                post("p" + i, Set.of("t" + i), i);
                keys.add(new Rows.Key("p" + i, "t" + i));
                task("t" + i, i == 2 ? "FAILED" : "SUCCEEDED");
                ends.add(new Ledger.End("t" + i, i == 2 ? "FAILED" : "SUCCEEDED"));
            }
            attempt("t1", 1, "SUCCEEDED", null, "s1", null, 0);
            attempt("t2", 1, "FAILED", "EXIT_CODE", "s2", "k", 3);
            attempt("t3", 1, "FAILED", "INFRASTRUCTURE", "s3", "k", 1);
            attempt("t3", 2, "SUCCEEDED", null, "s4", "k", 6);
            print("t1", 1, 1, 0, 1, 2);
            print("t2", 1, 2, 3, 4, 5);
            print("t3", 1, 3, 1, 2);
            print("t3", 2, 3, 6, 7, 8);
            deaths.add(new Ledger.Death("s1", 0, BEGIN.plusSeconds(2)));
            deaths.add(new Ledger.Death("s2", 3, BEGIN.plusSeconds(5)));
            deaths.add(new Ledger.Death("s3", 137, BEGIN.plusSeconds(9)));
            deaths.add(new Ledger.Death("s4", 0, BEGIN.plusSeconds(8)));
        }

        List<String> violations() {
            return new Invariants(
                            new Ledger(posts, ends, deaths, outages, left),
                            new Rows(tasks, attempts, lines, keys, processing))
                    .violations();
        }

        void post(String key, Set<String> named, int script) {
            posts.add(
                    posts.isEmpty() || script > 1 ? posts.size() : 0,
                    new Ledger.Post(key, named, new Ledger.Script(script, 3)));
        }

        void task(String id, String state) {
            tasks.removeIf(it -> it.id().equals(id));
            tasks.add(new Rows.Task(id, state));
        }

        void attempt(
                String task,
                int number,
                String state,
                @Nullable String reason,
                String sandbox,
                @Nullable String key,
                int from) {
            attempts.add(
                    new Rows.Attempt(
                            task,
                            number,
                            state,
                            reason,
                            sandbox,
                            key,
                            BEGIN.plusSeconds(from),
                            BEGIN.plusSeconds(from + 3)));
        }

        /// One line at each of these seconds.
        void print(String task, int attempt, int script, int... seconds) {
            for (int i = 0; i < seconds.length; i++) {
                int at = (int) BEGIN.getEpochSecond() + seconds[i];
                lines.add(
                        new Rows.Line(
                                task,
                                attempt,
                                false,
                                "%d %d %d %d %d000000000"
                                        .formatted(
                                                script,
                                                attempt,
                                                i,
                                                PrintedLine.checksum(script, i),
                                                at)));
            }
        }
    }
}
