package ai.openclaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class SchedulesCommandTest extends CommandTest {

    private static final String NIGHTLY =
            """
            {"name": "nightly", "version": 3, "cron": "30 2 * * *", "words": "at 02:30, UTC",
             "paused": false, "failures": 0, "nextDue": "2026-03-03T02:30:00Z",
             "lastSuccessAt": null}
            """;

    @Test
    void listsAndShowsInWordsWhenTheyAreDue() {
        gateway.on(
                        "GET /api/v1/schedules",
                        200,
                        "{\"items\": [" + NIGHTLY + "], \"next\": \"abc\"}")
                .on("GET /api/v1/schedules/nightly", 200, NIGHTLY);

        var list = gateway.run("schedules", "list");
        assertThat(list.out()).contains("nightly", "ACTIVE", "2026-03-03T02:30:00Z", "at 02:30");
        assertThat(list.err()).contains("--cursor abc");
        assertThat(gateway.run("schedules", "show", "nightly").out()).contains("30 2 * * *");
    }

    @Test
    void appliesEveryScheduleOfAFileInYamlAndInJson() throws IOException {
        Files.writeString(
                directory.resolve("schedules.yaml"),
                """
                name: nightly
                cron: 30 2 * * *
                prompt: "true"
                ---
                name: hourly
                every: PT1H
                """);
        Files.writeString(
                directory.resolve("schedules.json"),
                "{\"name\": \"nightly\", \"version\": 1}\n{\"name\": \"hourly\", \"paused\": true}");
        gateway.on("PUT /api/v1/schedules/nightly", 200, NIGHTLY)
                .on("PUT /api/v1/schedules/hourly", 200, "{\"version\": 7}");

        var yaml = gateway.run("schedules", "apply", "-f", "schedules.yaml");
        var json = gateway.run("schedules", "apply", "-f", "schedules.json");

        assertThat(yaml.out()).contains("nightly  version 3  at 02:30", "hourly  version 7");
        assertThat(json.code()).as(json.err()).isZero();
        assertThat(gateway.asked)
                .extracting(it -> it.text())
                .containsExactly(
                        "{\"cron\":\"30 2 * * *\",\"prompt\":\"true\"}",
                        "{\"every\":\"PT1H\"}",
                        "{}",
                        "{\"paused\":true}");
    }

    @Test
    void showsTheLedger() {
        gateway.on(
                "GET /api/v1/schedules/nightly/slots",
                200,
                """
                {"items": [
                  {"due": "2026-03-02T02:30:00Z", "lastDue": "2026-03-02T02:30:00Z", "count": 1,
                   "state": "FIRED", "task": "t1", "outcome": "SUCCEEDED", "why": null},
                  {"due": "2026-02-01T02:30:00Z", "lastDue": "2026-03-01T02:30:00Z", "count": 29,
                   "state": "MISSED", "task": null, "outcome": null, "why": "Nobody was there."}],
                 "next": null}
                """);

        assertThat(gateway.run("schedules", "slots", "nightly").out().lines())
                .satisfiesExactly(
                        head -> assertThat(head).startsWith("DUE"),
                        fired -> assertThat(fired).contains("FIRED", "t1", "SUCCEEDED"),
                        missed ->
                                assertThat(missed)
                                        .contains("MISSED", "29", "2026-03-01", "Nobody was"));
    }

    @Test
    void pausesResumesRunsAndRemoves() {
        gateway.on("POST /api/v1/schedules/a/pause", 200, "{}")
                .on("POST /api/v1/schedules/b/pause", 200, "{}")
                .on("POST /api/v1/schedules/a/resume", 200, "{}")
                .on("POST /api/v1/schedules/a/run", 202, "{\"task\": \"t9\"}")
                .on("DELETE /api/v1/schedules/a", 204, "");

        assertThat(gateway.run("schedules", "pause", "a", "b").code()).isZero();
        assertThat(gateway.run("schedules", "resume", "a").err()).contains("resumed a");
        assertThat(gateway.run("schedules", "run", "a").out()).contains("t9");
        assertThat(gateway.run("schedules", "rm", "a").err()).contains("removed a");
        assertThat(gateway.run("schedules").code()).isEqualTo(2);
    }
}
