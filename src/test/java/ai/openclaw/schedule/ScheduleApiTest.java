package ai.openclaw.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.base.Reason;
import ai.openclaw.task.Api;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@ScheduleSlice
class ScheduleApiTest {

    @Autowired Api api;
    @Autowired SettableTime time;
    @Autowired Play play;
    @Autowired SlotExpiry expiry;
    @Autowired JdbcClient jdbc;

    @BeforeEach
    void monday() {
        time.at("2026-03-02T10:00:00Z");
    }

    @Test
    void everyChangeIsAVersionAnEqualSpecIsNoneAndAnAnswerCanBeSentBack() {
        String daily = schedule("'cron': '30 9 * * MON-FRI', 'zone': 'Europe/Berlin'");
        var first = api.put("/schedules/daily", daily);
        assertThat(first.body().path("version").asInt()).isEqualTo(1);
        assertThat(first.text("words")).isEqualTo("at 09:30, on Monday to Friday, Europe/Berlin");
        assertThat(first.text("nextDue")).isEqualTo("2026-03-03T08:30:00Z");
        assertThat(api.put("/schedules/daily", daily).body()).isEqualTo(first.body());
        assertThat(api.put("/schedules/daily", first.body().toString()).body())
                .isEqualTo(first.body());

        var changed = first.body().toString().replace("30 9", "45 9");
        assertThat(api.put("/schedules/daily", changed).body().path("version").asInt())
                .isEqualTo(2);
        assertThat(api.put("/schedules/daily", changed).status()).isEqualTo(409);
        assertThat(api.put("/schedules/other", changed).fields()).containsExactly("name");
        assertThat(api.get("/schedules/daily").text("nextDue")).isEqualTo("2026-03-03T08:45:00Z");
        assertThat(api.delete("/schedules/daily").status()).isEqualTo(204);
        assertThat(api.get("/schedules/daily").status()).isEqualTo(404);
        assertThat(api.delete("/schedules/daily").status()).isEqualTo(404);
    }

    @Test
    void reasonsToRetryAreASetWhoseOrderMakesNoVersion() {
        var some =
                Arrays.stream(Reason.values())
                        .filter(it -> it != Reason.CANCELLED)
                        .map(Reason::name)
                        .toList();
        for (var order : List.of(some, some.reversed())) {
            var on = String.join("', '", order);
            var answer =
                    api.put(
                            "/schedules/retried",
                            schedule("'every': 'PT1H', 'retry': {'on': ['" + on + "']}"));
            assertThat(answer.body().path("version").asInt()).isEqualTo(1);
            assertThat(answer.body().path("retry").path("on").valueStream())
                    .extracting(JsonNode::asString)
                    .containsExactlyElementsOf(some);
        }
        api.delete("/schedules/retried");
    }

    @Test
    void listGoesOnByCursor() {
        for (String name : new String[] {"list-a", "list-b", "list-c"}) {
            api.put("/schedules/" + name, schedule("'every': 'PT1H'"));
        }

        var page = api.get("/schedules?limit=2");
        assertThat(page.body().path("items").size()).isEqualTo(2);
        var rest = api.get("/schedules?cursor=" + page.text("next"));
        assertThat(rest.body().path("items").findValuesAsString("name")).contains("list-c");
    }

    @Test
    void pauseHoldsItBackAndTheLedgerSaysSoInOneRow() {
        api.put("/schedules/held", schedule("'every': 'PT1S'"));

        var paused = api.post("/schedules/held/pause", "");
        assertThat(paused.text("pausedBy")).isEqualTo("somebody");
        assertThat(api.post("/schedules/held/pause", "").body()).isEqualTo(paused.body());
        time.at("2026-03-02T10:00:30Z");
        play.look();
        time.at("2026-03-02T13:00:00Z");
        play.look();
        time.at("2026-03-02T13:00:10Z");
        var resumed = api.post("/schedules/held/resume", "");

        assertThat(resumed.body().path("paused").asBoolean()).isFalse();
        var slots = api.get("/schedules/held/slots").body().path("items");
        assertThat(slots.size()).isEqualTo(1);
        assertThat(slots.get(0).path("state").asString()).isEqualTo("PAUSED");
        assertThat(slots.get(0).path("count").asInt()).isEqualTo(3 * 3600 + 10);
        assertThat(resumed.text("nextDue")).isEqualTo("2026-03-02T13:00:11Z");
        api.delete("/schedules/held");
    }

    @Test
    void runStartsATaskAtOnceThatCarriesTheSchedule() {
        api.put("/schedules/by-hand", schedule("'cron': '0 0 1 1 *', 'paused': true"));

        var started = api.post("/schedules/by-hand/run", "");

        assertThat(started.status()).isEqualTo(202);
        var task = api.get("/tasks?schedule=by-hand").body().path("items").get(0);
        assertThat(task.path("id").asString()).isEqualTo(started.text("task"));
        assertThat(task.path("schedule").asString()).isEqualTo("by-hand");
        assertThat(api.get("/schedules/by-hand/slots").body().path("items").size()).isZero();
        assertThat(api.post("/schedules/nobody/run", "").status()).isEqualTo(404);
    }

    @Test
    void previewExplainsAndShowsTheNextTenInTheirZone() {
        time.at("2026-03-27T12:00:00Z");

        var preview =
                api.post(
                        "/schedules/preview",
                        json("{'cron': '30 2 * * *', 'zone': 'Europe/Berlin'}"));

        assertThat(preview.text("words")).isEqualTo("at 02:30, Europe/Berlin");
        assertThat(preview.body().path("runs").size()).isEqualTo(10);
        assertThat(preview.body().path("runs").findValuesAsString("local"))
                .startsWith(
                        "2026-03-28T02:30:00+01:00",
                        "2026-03-29T03:00:00+02:00",
                        "2026-03-30T02:30:00+02:00");
    }

    @Test
    void oldRowsOfTheLedgerGo() {
        api.put("/schedules/aged", schedule("'every': 'PT1M'"));
        jdbc.sql("delete from schedule where name <> 'aged'").update();
        time.pass(Duration.ofMinutes(1));
        play.look();
        assertThat(expiry.step(Duration.ofHours(1), 10).count()).isZero();
        jdbc.sql("update slot set at = now() - interval '2 hours'").update();

        assertThat(expiry.due(Duration.ofHours(1), 10).count()).isEqualTo(1);
        assertThat(expiry.step(Duration.ofHours(1), 10).count()).isEqualTo(1);
        assertThat(api.get("/schedules/aged/slots").body().path("items").size()).isZero();
        api.delete("/schedules/aged");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "cron         | 'cron': '61 * * * *'",
                "cron         | 'cron': '* * * * *', 'every': 'PT1M'",
                "cron         | 'zone': 'UTC'",
                "zone         | 'cron': '* * * * *', 'zone': 'Mars/Olympus'",
                "every        | 'every': 'PT0.5S'",
                "at           | 'at': '2026-03-02T09:59:59Z'",
                "jitter       | 'every': 'PT1H', 'jitter': 'P2D'",
                "endAt        | 'every': 'PT1H', 'startAt': '2026-05-01T00:00:00Z', 'endAt': '2026-04-01T00:00:00Z'",
                "onMissed     | 'every': 'PT1H', 'onMissed': 'never'",
                "missedLimit  | 'every': 'PT1H', 'missedLimit': 0",
                "runAt        | 'every': 'PT1H', 'runAt': '2026-05-01T00:00:00Z'",
                "labels.a     | 'every': 'PT1H', 'labels': {'a': '{{nonsense}}'}",
                "files[0].content | 'every': 'PT1H', 'files': [{'path': 'a', 'content': '{{x}}'}]",
                "files        | 'every': 'PT1H', 'files': [{'path': 'a', 'upload': '01970000-0000-7000-8000-000000000000'}]",
                "priority     | 'every': 'PT1H', 'priority': 100000",
                "nonsense     | 'every': 'PT1H', 'nonsense': 1",
            })
    void badFieldIsRefusedByName(String field, String fields) {
        var answer = api.put("/schedules/bad", schedule(fields));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.fields()).containsExactly(field);
        assertThat(api.get("/schedules/bad").status()).isEqualTo(404);
    }

    @Test
    void unknownAgentAndPlaceholderAreNamedWithTheCure() {
        var agent = json("{'every': 'PT1H', 'agent': 'nobody', 'prompt': 'x'}");
        assertThat(api.put("/schedules/bad", agent).fields()).containsExactly("agent");

        var answer =
                api.put(
                        "/schedules/bad",
                        json("{'every': 'PT1H', 'agent': 'shell', 'prompt': 'echo {{slots}}'}"));
        assertThat(answer.fields()).containsExactly("prompt");
        assertThat(answer.body().toString()).contains("{{slots}}", "lastSuccess.result");
    }

    static String schedule(String fields) {
        return json("{'agent': 'shell', 'prompt': 'true', " + fields + "}");
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }
}
