package ai.openclaw.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.agent.Budget;
import ai.openclaw.agent.Limits;
import ai.openclaw.agent.RetryPolicy;
import ai.openclaw.base.ByteSize;
import ai.openclaw.base.Reason;
import ai.openclaw.schedule.Policy;
import ai.openclaw.schedule.ScheduleSpec;
import ai.openclaw.schedule.Schedules;
import ai.openclaw.schedule.Timing;
import ai.openclaw.task.TaskRequest;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A person makes a schedule, looks at it, changes and pauses it, in a real browser.
class SchedulePagesTest {

    @TempDir Path home;

    @Test
    void scheduleIsMadeShownChangedAndPaused() {
        try (var house = TestHouse.open(home);
                var browser = new TestBrowser();
                var person = browser.person(house.address(), 1280, ColorScheme.LIGHT)) {
            var page = person.newPage();
            TestBrowser.signIn(page);
            page.navigate("/schedules");
            assertThat(page.getByText("No schedules")).isVisible();
            link(page, "New schedule").click();

            page.getByLabel("Name").fill("nightly");
            page.getByLabel("When").fill("61 * * * *");
            assertThat(page.locator("#preview")).containsText("61");
            page.getByLabel("When").fill("30 2 * * *");
            page.getByLabel("Time zone").fill("Europe/Berlin");
            page.getByLabel("Time zone").blur();
            assertThat(page.locator("#preview small").first()).hasText("Europe/Berlin");
            assertThat(page.locator("#preview li")).hasCount(10);
            assertThat(page.locator("#preview time").first()).not().hasText("");
            page.getByLabel("Prompt or script").fill("echo {{date}}");
            button(page, "Save").click();

            page.waitForURL("**/schedules/nightly");
            assertThat(page.getByText("30 2 * * *")).isVisible();
            assertThat(page.locator(".cal li")).hasCount(21);
            assertThat(page.getByText("Nothing was due yet.")).isVisible();

            link(page, "Edit").click();
            page.getByLabel("When").fill("nonsense");
            button(page, "Save").click();
            assertThat(page.locator("#when-note .bad")).isVisible();
            page.getByLabel("Due").selectOption("every");
            page.getByLabel("When").fill("90m");
            button(page, "Save").click();
            page.waitForURL("**/schedules/nightly");
            assertThat(page.getByText("version 2")).isVisible();

            button(page, "Pause").click();
            assertThat(page.locator("#paused")).containsText("by admin");
            button(page, "Resume").click();
            assertThat(page.locator("#paused")).hasCount(0);
            button(page, "Run now").click();
            page.waitForURL("**/tasks/*");
            page.navigate("/schedules");
            assertThat(link(page, "nightly")).isVisible();

            link(page, "nightly").click();
            page.getByText("Delete this schedule").click();
            button(page, "Delete").click();
            assertThat(page.getByText("No schedules")).isVisible();
            browser.complaints().removeIf(it -> it.contains("status of 400"));
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    void formShowsEveryFieldOfTheTaskLosesNoneAndNamesWhatIsWrong() {
        try (var house = TestHouse.open(home);
                var browser = new TestBrowser();
                var person = browser.person(house.address(), 1280, ColorScheme.LIGHT)) {
            var schedules = house.bean(Schedules.class);
            var before = full("echo {{date}}", Duration.ofMinutes(3), "a".repeat(10));
            var _ = schedules.put("full", before, null, null, "mara");
            var page = person.newPage();
            TestBrowser.signIn(page);

            page.navigate("/schedules/full/edit");
            save(page);
            assertThat(schedules.get("full").version()).isEqualTo(1);

            page.navigate("/schedules/full/edit");
            page.getByLabel("Prompt or script").fill("echo other");
            page.getByLabel("Jitter").fill("4m");
            save(page);
            var expected = full("echo other", Duration.ofMinutes(4), "a".repeat(10));
            assertThat(schedules.get("full").spec()).isEqualTo(expected);

            page.navigate("/schedules/full/edit");
            page.locator("summary").filter(named("More fields")).click();
            var more = page.getByLabel("More fields, as JSON");
            var text = more.inputValue();
            refused(page, text.replace("64m", "lots"), "limits.memory: a size");
            refused(page, text.replace("\"TEAM\"", "\"TE AM\""), "env.TE AM: ");
            refused(page, text.replace("\"priority\"", "\"urgency\""), "urgency: There is no");
            refused(page, text.replace("60", "60000"), "priority: ");
            refused(page, "{\n\"env\": ", "line 2");
            refused(page, "[]", "An object is expected");
            assertThat(schedules.get("full").spec()).isEqualTo(expected);
            more.fill("{\"command\": [\"true\"], \"labels\": {\"team\": \"ops\"}}");
            save(page);
            var task = schedules.get("full").spec().task();
            assertThat(task.labels()).isEqualTo(Map.of("team", "ops"));
            assertThat(task.env()).isNull();
            assertThat(task.prompt()).isEqualTo("echo other");

            var large = full("echo other", Duration.ofMinutes(4), "a".repeat(30_000));
            var _ = schedules.put("full", large, null, null, "mara");
            page.navigate("/schedules/full/edit");
            page.locator("summary").filter(named("More fields")).click();
            assertThat(page.getByText("They stay as they are")).isVisible();
            page.getByLabel("Until").fill("2041-01-01T00:00:00Z");
            save(page);
            var spec = schedules.get("full").spec();
            assertThat(spec.task()).isEqualTo(large.task());
            assertThat(spec.timing().endAt()).isEqualTo("2041-01-01T00:00:00Z");
            browser.complaints().removeIf(it -> it.contains("status of 400"));
            assertThat(browser.complaints()).isEmpty();
        }
    }

    /// One with all that there is, and what has a default left to it.
    private static ScheduleSpec full(String prompt, Duration jitter, String content) {
        return new ScheduleSpec(
                "Every night.",
                new Timing(
                        "30 2 * * *",
                        null,
                        null,
                        null,
                        jitter,
                        Instant.parse("2030-01-01T00:00:00Z"),
                        Instant.parse("2040-01-01T00:00:00Z")),
                new Policy(null, 7, Duration.ofDays(3), null, 4),
                new TaskRequest(
                        null,
                        prompt,
                        List.of("sh", "-c", "echo 'a' \"{{date}}\" <b>&amp;"),
                        List.of(new TaskRequest.File("in/a.txt", content, "utf-8", null, null)),
                        Map.of("TEAM", "web\n\u00e9"),
                        Map.of("team", "web"),
                        60,
                        null,
                        Duration.ofHours(2),
                        Duration.ofMinutes(10),
                        new RetryPolicy(
                                2,
                                Duration.ofSeconds(5),
                                1.5,
                                Duration.ofMinutes(1),
                                Set.of(Reason.TIMEOUT)),
                        new Limits(
                                ByteSize.parse("64m"),
                                0.5,
                                64,
                                ByteSize.parse("64m"),
                                ByteSize.parse("1m")),
                        new Budget(1_000L, new BigDecimal("0.5")),
                        "nightly",
                        "https://hooks.example.com/a?b=c"));
    }

    /// Not by the address: that of a refused form is the same.
    private static void save(Page page) {
        button(page, "Save").click();
        assertThat(link(page, "Edit")).isVisible();
    }

    private static void refused(Page page, String more, String because) {
        page.getByLabel("More fields, as JSON").fill(more);
        button(page, "Save").click();
        assertThat(page.locator("#more-note .bad")).containsText(because);
        assertThat(page.getByLabel("More fields, as JSON")).hasValue(more);
    }

    private static Locator.FilterOptions named(String text) {
        return new Locator.FilterOptions().setHasText(text);
    }

    private static Locator link(Page page, String name) {
        return page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }
}
